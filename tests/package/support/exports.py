"""Small exports of learning platforms, as files by name, and reading them in process."""

import functools
import io
import json
import zipfile

from autograder.classroom.importers import Identified, Roster, collect, pieces_of
from autograder.grading.submission import Submission

NAMES = ("p1", "p2", "p3", "p4")
PEOPLE = {"1815": ("Ada Lovelace", "ada@x.edu"), "1916": ("Bob B", "bob@x.edu"), "666": ("Mallory Evil", "mal@x.edu")}


def notebook(text="x = 1"):
    """A notebook with one cell; it answers the problem whose number its text ends with, `...` before is untouched."""
    cells = [{"cell_type": "code", "source": text, "metadata": {}, "outputs": [], "execution_count": None}]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


def identify(file):
    with Submission(file) as submission:
        *_, (_, source) = submission.notebook.cells
        return Identified(f"p{source[-1]}", untouched="..." in source)


def packed(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def laid_out(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def zipped(path, files):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed(files))
    return path


def collected(paths, out, roster=None, identify=identify, **more):
    """What is found at `paths`, by source."""
    read = functools.partial(pieces_of, store=out, identify=identify)
    found = list(collect(paths, out, read, roster or Roster(), assignments=NAMES, **more))
    assert len({arrival.source for arrival in found}) == len(found)
    return {arrival.source: arrival for arrival in found}


def metadata(*people):
    """Gradescope's file: `(folder, sid, name, email)` of each submission."""
    lines = ["---"]
    for number, (folder, sid, name, email) in enumerate(people):
        lines += [f"{folder}:", "  :submitters:", f"  - :name: {name}", f"    :sid: '{sid}'", f"    :email: {email}",
                  f"  :created_at: 2026-11-20 10:00:{number:02} Z"]  # fmt: skip
    return "\n".join(lines) + "\n"
