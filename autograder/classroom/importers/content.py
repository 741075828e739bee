"""The content of a parcel, split into what can be graded, and kept under its digest."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from autograder.classroom.importers.exported import Parcel, is_gradable, is_notebook
from autograder.classroom.importers.tree import Tree, ZipTree
from autograder.errors import UserError
from autograder.grading.submission import MAX_UNPACKED


def contents_of(tree: Tree, parcel: Parcel) -> Iterator[tuple[str, PurePosixPath, bytes]]:
    """`(source inside the parcel, name, content)` of everything in a parcel that may be graded."""
    if sum(tree.size(path) for _, path in parcel.files) > MAX_UNPACKED:
        raise ValueError("more or larger files than any answer needs")
    files = {given: tree.read(path) for given, path in parcel.files}
    loose = parcel.layout == "folder" and parcel.files[:1] and parcel.source == str(parcel.files[0][1])
    for given, data in list(files.items()):
        if given.suffix.lower() == ".zip":
            parts = _split(data)
            for inside, content in parts:
                source = "/".join(part for part in (str(given) if not loose else "", inside) if part)
                yield source, PurePosixPath(inside or given), content
            del files[given]
    for given in [name for name in files if is_notebook(name)]:
        yield "" if loose else str(given), given, _bundle(given, files)


def _split(data: bytes) -> list[tuple[str, bytes]]:
    """A zip as it is, or one zip per notebook in it; one that cannot be read stays whole, and is refused later."""
    try:
        tree = ZipTree("a zip", io.BytesIO(data))
        notebooks = [name for name in tree.names if is_notebook(name)]
        if len(notebooks) < 2 or sum(map(tree.size, tree.names)) > MAX_UNPACKED:
            return [("", data)]
        files = {name: tree.read(name) for name in tree.names}
    except (UserError, ValueError, OSError):
        return [("", data)]
    return [(str(name), _bundle(name, files)) for name in notebooks]


def _bundle(notebook: PurePosixPath, files: dict[PurePosixPath, bytes]) -> bytes:
    """A notebook alone as it is; with the files beside and below it as a zip that depends on their content only."""
    beside = {
        name: data for name, data in files.items()
        if not is_gradable(name) and name.is_relative_to(notebook.parent)
    }  # fmt: skip
    if not beside:
        return files[notebook]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted({**beside, notebook: files[notebook]}.items()):
            member = zipfile.ZipInfo(str(name.relative_to(notebook.parent)))
            member.external_attr = 0o644 << 16
            archive.writestr(member, data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def keep(store: Path, data: bytes, suffix: str) -> tuple[str, str]:
    """Copy content into the store under its digest, whole or not at all."""
    digest = hashlib.sha256(data).hexdigest()
    if not data:
        return digest, ""
    suffix = ".zip" if data.startswith(b"PK\x03\x04") else suffix.lower()
    file = digest + (suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ".bin")
    if not (store / file).exists():
        handle, temporary = tempfile.mkstemp(dir=store, prefix=".new-")
        with os.fdopen(handle, "wb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, store / file)
    return digest, file
