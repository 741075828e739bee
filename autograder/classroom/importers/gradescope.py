"""Gradescope's "Download Submissions": a folder per submission and one YAML file about all of them.

The file maps a folder's name to a record with Ruby's symbols as keys: `:submitters:` is a list of `:name:`, `:sid:`
and `:email:` (several for a group), `:created_at:` a time.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import yaml

from autograder.classroom.gradebook import Student
from autograder.classroom.importers.exported import Parcel
from autograder.classroom.importers.tree import Tree

METADATA = "submission_metadata.yml"


def gradescope_parcels(tree: Tree, metadata: PurePosixPath) -> Iterator[Parcel]:
    """Every submission that lies beside `metadata` or is listed in it."""
    root = metadata.parent
    records, problem = _read(tree, metadata)
    folders: dict[str, list[PurePosixPath]] = {}
    for name in tree.names:
        if name != metadata and name.is_relative_to(root):
            folders.setdefault(name.relative_to(root).parts[0], []).append(name)
    for folder in sorted({*folders, *records}):
        yield _parcel(root, folder, folders.get(folder, []), records.get(folder), problem)


def _parcel(root: PurePosixPath, folder: str, names: list[PurePosixPath], record: Any, problem: str) -> Parcel:
    base = root / folder
    files = tuple((name.relative_to(base) if name != base else PurePosixPath(folder), name) for name in names)
    record = record if isinstance(record, dict) else {}
    students = tuple(_students(record.get(":submitters")))
    unmatched = None if students else problem or f"{METADATA} names no submitter of {folder}"
    missing = None if files else f"{METADATA} lists it, but there is no file of it"
    submitted = _time(record.get(":created_at"))
    return Parcel(folder, "gradescope", files, students, (), submitted, unmatched=unmatched, missing=missing)


def _read(tree: Tree, metadata: PurePosixPath) -> tuple[dict[str, Any], str]:
    """The records by folder, and why they cannot be had."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        document = yaml.load(tree.read(metadata), Loader=loader)
    except (OSError, ValueError, yaml.YAMLError) as error:
        return {}, f"{METADATA} cannot be read: {' '.join(str(error).split())[:200]}"
    if not isinstance(document, dict):
        return {}, f"{METADATA} is not a table of submissions"
    return {str(folder): record for folder, record in document.items()}, ""


def _students(submitters: Any) -> Iterator[Student]:
    for person in submitters if isinstance(submitters, list) else []:
        if isinstance(person, dict):
            name, sid, email = (str(person.get(key) or "").strip() for key in (":name", ":sid", ":email"))
            identities = tuple((system, value) for system, value in (("sid", sid), ("email", email.lower())) if value)
            if sid or email or name:
                yield Student(sid or email.lower() or name, name, email, identities)


def _time(value: Any) -> str | None:
    """ISO 8601 in UTC; Gradescope writes UTC."""
    if isinstance(value, str):
        try:
            value = datetime.datetime.fromisoformat(value.strip().replace(" Z", "+00:00").replace("Z", "+00:00"))
        except ValueError:
            return value.strip() or None
    if not isinstance(value, datetime.datetime):
        return None
    aware = value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc)
    return aware.astimezone(datetime.timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
