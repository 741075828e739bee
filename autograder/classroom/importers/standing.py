"""Which of several notebooks counts: what stands back behind another, and what a person is told about it."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Sequence
from pathlib import PurePosixPath

from autograder.classroom.gradebook import NewSubmission
from autograder.classroom.importers.folders import said_by, spaced

Found = tuple[str, NewSubmission]
"""A submission with the parcel it was found in."""


def settled(found: list[Found], label: str, assignments: Sequence[str], *, has_slot: bool) -> list[NewSubmission]:
    """The submissions of one export, with what stands back and what has to be looked at.

    Of several notebooks for one problem by the same people, handed in at the same time, all are graded. An untouched
    sheet counts for nothing beside an answer; of the others the one with the sheet's own name counts until a person
    says otherwise. In another problem's slot nothing supersedes anything.
    """
    slot = _slot(found, label, assignments) if has_slot else None
    groups: dict[tuple[object, ...], list[NewSubmission]] = {}
    for parcel, one in found:
        whose = tuple(sorted(student.id for student in one.students)) or parcel
        groups.setdefault((whose, one.assignment or one.source, one.submitted), []).append(one)
    chosen = {id(one): marked for several in groups.values() for one, marked in _ranked(several, assignments)}
    return [_in_slot(chosen[id(one)], slot) for _, one in found]


def _ranked(several: list[NewSubmission], assignments: Sequence[str]) -> list[tuple[NewSubmission, NewSubmission]]:
    """Each of them with what is now known of it: the first counts."""
    answered = [one for one in several if not one.stands_back] or several
    latest = max(one.version for one in answered)
    first = min(answered, key=lambda one: (one.version != latest, *_own_name(one, assignments)))
    equal = [one for one in several if one.version == latest or one not in answered]
    note = _note(first, equal) if len(equal) > 1 else first.note
    return [
        (one, dataclasses.replace(one, stands_back=len(several) > 1 and _is_behind(one, first, answered), note=note))
        for one in several
    ]


def _is_behind(one: NewSubmission, first: NewSubmission, answered: list[NewSubmission]) -> bool:
    """Whether it never counts before the first; an earlier attempt with a number of its own is in order already."""
    return one is not first and (one.version == first.version or one not in answered)


def _note(first: NewSubmission, equal: list[NewSubmission]) -> str:
    others = sorted(one.source + " (untouched)" * one.stands_back for one in equal if one is not first)
    listed = ", ".join(others[:4])
    return f"{len(equal)} notebooks for one problem in one hand-in: this one counts, not {listed}"


def _own_name(one: NewSubmission, assignments: Sequence[str]) -> tuple[bool, int, bool, int, str]:
    """Sorts the sheet's own file name first, then what lies outermost, then names that say nothing else."""
    stem = PurePosixPath(one.source).stem
    is_own = one.assignment is not None and spaced(stem) in (spaced(one.assignment), one.assignment.partition("_")[0])
    depth = len(PurePosixPath(one.source).parts)
    return not is_own, depth, bool(said_by(stem, assignments)), len(stem), one.source


def _slot(found: list[Found], label: str, assignments: Sequence[str]) -> str | None:
    """Which problem an export was for: the only one that its own name says, or that more than half of it answer."""
    words = spaced(PurePosixPath(label).stem).casefold().split()
    said = [name for name in assignments if name.partition("_")[0] in words or spaced(name) in " ".join(words)]
    if len(said) == 1:
        return said[0]
    parcels = {parcel for parcel, one in found if one.assignment}
    answered = collections.Counter(name for _, name in {(parcel, str(one.assignment)) for parcel, one in found
                                                        if one.assignment})  # fmt: skip
    most = [name for name, count in answered.items() if count > len(parcels) / 2]
    return most[0] if len(most) == 1 else None


def _in_slot(one: NewSubmission, slot: str | None) -> NewSubmission:
    if slot is None or one.assignment in (None, slot):
        return one
    note = f"answers {one.assignment}, but was handed in for {slot}: it counts only where nothing else was handed in"
    return dataclasses.replace(one, stands_back=True, note=note)
