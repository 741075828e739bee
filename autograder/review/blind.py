"""What students are called on the pages: by their names, or in blind mode by pseudonyms."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from autograder.classroom.gradebook import Entry
from autograder.classroom.papers import nameless, names_in
from autograder.classroom.pseudonyms import pseudonym, without_names
from autograder.record import Grade
from autograder.report.escaping import escape_invisible, shorten

LONGEST = 80


@dataclasses.dataclass(frozen=True)
class Names:
    """Names of one review; `key` makes pseudonyms, which stay the same from day to day."""

    key: bytes
    blind: bool

    def of(self, entries: Sequence[Entry]) -> str:
        """Who handed in, as a page shows it."""
        return ", ".join(self.of_one(entry) for entry in entries)

    def of_one(self, entry: Entry) -> str:
        """One student of a submission."""
        if self.blind or entry.student is None:
            return pseudonym(self.key, self._identity(entry)) if self.blind else "nobody known"
        person = entry.student
        return escape_invisible(shorten(f"{person.name} ({person.id})" if person.name else person.id, LONGEST))

    def source(self, entry: Entry) -> str:
        """Where a submission came from; it may name somebody."""
        return "" if self.blind else escape_invisible(shorten(entry.source, 200))

    def grade(self, entry: Entry, grade: Grade) -> Grade:
        """A grade as it is shown: in blind mode without the student's names in code and texts."""
        return nameless(grade, names_in(entry)) if self.blind else grade

    def words(self, entry: Entry, text: str) -> str:
        """A text about a submission as it is shown: in blind mode without the student's names in it."""
        if not self.blind:
            return escape_invisible(text)
        if entry.unmatched and text == entry.unmatched:  # names whoever it might be
            return "no student could be told"
        return escape_invisible(str(without_names({"text": text}, names_in(entry))["text"]))

    def is_called(self, entries: Sequence[Entry], text: str) -> bool:
        """Whether a search for `text` means one of these students."""
        wanted = text.casefold()
        said = [self.of(entries)]
        if not self.blind:
            said += [entry.source for entry in entries]
            said += [part for e in entries if e.student for part in (e.student.id, e.student.email)]
        return any(wanted in part.casefold() for part in said)

    def tag(self, student: str) -> str:
        """What stands for a student's id in a form, so that no page has to carry the id itself."""
        return pseudonym(self.key, f"form {student}")

    @staticmethod
    def _identity(entry: Entry) -> str:
        return f"student {entry.student.id}" if entry.student else f"submission {entry.submission}"
