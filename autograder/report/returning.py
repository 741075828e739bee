"""Students' pages as one zip, each under the name by which it finds its student; never a page for staff."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from autograder.classroom.exporters.feedback import LAYOUTS, NoPlace
from autograder.classroom.gradebook import Entry
from autograder.errors import GradebookError
from autograder.record import Grade
from autograder.report.html import report_html
from autograder.report.text import grade_text


@dataclasses.dataclass(frozen=True)
class Returned:
    """The zip's content, how many students get a page, and who gets nothing, with why."""

    content: bytes
    students: int
    pages: int
    nothing: tuple[str, ...]
    undecided: tuple[str, ...]


def returned(
    entries: Iterable[Entry], layout: str, *, download: Sequence[str] = (), short: bool = False,
    anybody: Sequence[tuple[str, str]] = (),
) -> Returned:  # fmt: skip
    """The pages of submissions that count, with people's decisions and comments, named as `layout` wants them.

    `download` lists the names in the zip that Canvas made, `anybody` the ids and names of everybody in the class.
    Raises `GradebookError` where two pages would have the same name.
    """
    files: dict[str, str] = {}
    nothing: list[str] = []
    undecided: list[str] = []
    served: set[str] = set()
    refused: set[str] = set()
    for entry in entries:
        try:
            place = _place(entry, layout, download)
        except NoPlace as why:
            nothing.append(f"{_who(entry)}: {why}")
            refused |= {entry.student.id} if entry.student else set()
            continue
        assert entry.grade is not None
        assert entry.student is not None
        served.add(entry.student.id)
        if entry.grade.undecided:
            undecided.append(f"{_who(entry)}: {', '.join(tick.id for tick in entry.grade.undecided)}")
        for name, text in _files(place, entry.grade, short=short):
            if name in files and files[name] != text:
                raise GradebookError(name, "would hold two students' pages", "Return one problem (--assignment).")
            files[name] = text
    nothing += [f"{id_} {name}: handed nothing in" for id_, name in anybody if id_ not in served | refused]
    return Returned(_zip(files), len(served), len(files), tuple(nothing), tuple(undecided))


def student_page(grade: Grade) -> str:
    """A student's page; raises `GradebookError` for a grade that still has something for staff in it."""
    if grade.for_staff:
        raise GradebookError(grade.submission, "is a page for staff, which is not returned to students")
    return report_html(grade, references=True)


def _place(entry: Entry, layout: str, download: Sequence[str]) -> str:
    if entry.student is None:
        raise NoPlace(entry.unmatched or "nobody is known to have handed it in")
    if entry.grade is None:
        raise NoPlace(entry.error or "not graded yet")
    return LAYOUTS[layout](entry, download)


def _files(place: str, grade: Grade, *, short: bool) -> Iterator[tuple[str, str]]:
    edition = grade.for_students()
    yield f"{place}.html", student_page(edition)
    if short:
        yield f"{place}.txt", grade_text(edition)


def _who(entry: Entry) -> str:
    if entry.student is None:
        return entry.source
    name = f" {entry.student.name}" if entry.student.name not in ("", entry.student.id) else ""
    return f"{entry.student.id}{name} ({entry.assignment or entry.source})"


def _zip(files: dict[str, str]) -> bytes:
    """The same bytes for the same pages."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            member = zipfile.ZipInfo(name)
            member.external_attr = 0o644 << 16
            archive.writestr(member, text.encode("utf-8", "replace"), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
