"""Gradescope's "Download Submissions": a folder per submission and one YAML file about all of them.

The file maps a folder's name to a record with Ruby's symbols as keys: `:submitters:` is a list of `:name:`, `:sid:`
and `:email:` (several for a group), `:created_at:` a time. It is believed at the root of an export and nowhere else:
whatever lies in a submission's folder was uploaded.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from autograder.classroom.gradebook import Student
from autograder.classroom.importers.exported import Parcel
from autograder.classroom.importers.plain_yaml import read_yaml
from autograder.classroom.importers.tree import Tree

METADATA = "submission_metadata.yml"
WRAPPED = re.compile(r"assignment_\d+_export")
"""The one folder in which Gradescope puts an export."""
MAX_METADATA = 200 * 2**20
_FOLDER = re.compile(r"submission_\d+")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?")


def is_gradescope(tree: Tree) -> bool:
    """Whether most folders at the root are named as Gradescope names them, with its file beside them or without.

    The file alone says nothing: where people name their own files, somebody may call one like it.
    """
    folders = [top for top in tree.tops if top != METADATA]
    fitting = sum(bool(_FOLDER.fullmatch(folder)) for folder in folders)
    return fitting > len(folders) / 2 if PurePosixPath(METADATA) in tree.names else 0 < fitting == len(folders)


def gradescope_parcels(tree: Tree) -> Iterator[Parcel]:
    """Every submission that lies beside the metadata or is listed in it."""
    records, problem = _read(tree)
    folders = {top: names for top, names in tree.tops.items() if top != METADATA}
    for folder in sorted({*folders, *records}):
        yield _parcel(folder, folders.get(folder, []), records.get(folder), problem)


def _parcel(folder: str, names: list[PurePosixPath], record: Any, problem: str) -> Parcel:
    files = tuple((PurePosixPath(*name.parts[1:]) if len(name.parts) > 1 else name, name) for name in names)
    record = record if isinstance(record, dict) else {}
    students = tuple(_students(record.get(":submitters")))
    return Parcel(
        source=folder, layout="gradescope", files=files, students=students, submitted=_time(record.get(":created_at")),
        unmatched=None if students else problem or f"{METADATA} names no submitter of {folder}",
        missing=None if files else f"{METADATA} lists it, but there is no file of it",
    )  # fmt: skip


def _read(tree: Tree) -> tuple[dict[str, Any], str]:
    """The records by folder, and why they cannot be had."""
    metadata = PurePosixPath(METADATA)
    if metadata not in tree.names:
        return {}, f"there is no {METADATA} beside its folder"
    try:
        if tree.size(metadata) > MAX_METADATA:
            raise ValueError("it is too large")
        document = read_yaml(tree.read(metadata))
    except Exception as error:  # whatever is wrong with it costs names only
        return {}, f"{METADATA} cannot be read: {' '.join(str(error).split())[:200]}"
    if not isinstance(document, dict):
        return {}, f"{METADATA} is not a table of submissions"
    return document, ""


def _students(submitters: Any) -> Iterator[Student]:
    for person in submitters if isinstance(submitters, list) else []:
        if isinstance(person, dict):
            name, sid, email = (_text(person.get(key)) for key in (":name", ":sid", ":email"))
            identities = tuple((system, value) for system, value in (("sid", sid), ("email", email.lower())) if value)
            if sid or email or name:
                yield Student(sid or email.lower() or name, name, email, identities)


def _text(value: Any) -> str:
    return value.strip()[:200] if isinstance(value, str) else ""


def _time(value: Any) -> str | None:
    """ISO 8601 in UTC; Gradescope writes UTC where it writes no offset. None for what is no time."""
    found = _TIME.match(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    offset = (found[3] or "+0000").replace("Z", "+0000").replace("UTC", "+0000").replace(":", "")
    try:
        moment = datetime.datetime.strptime(f"{found[1]} {found[2]} {offset}", "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return None
    return moment.astimezone(datetime.timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
