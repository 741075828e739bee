"""A class list: people found by number, address, user name or name; what fits two of them names nobody."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from autograder.classroom.gradebook import Student
from autograder.classroom.importers.names import agree, tokens

NUMBERED = frozenset({"sid", "canvas"})
"""Systems in which somebody has one number only; Moodle gives another one in every assignment."""
NAMING = NUMBERED | {"email", "login"}
"""Systems that have to agree where only a name leads to somebody: on some platforms people choose their names."""
LOGINS = frozenset({"login", "github"})


@dataclasses.dataclass(frozen=True)
class Found:
    """Whom something names: one student, or nobody and why; `several` says that it fits more than one."""

    student: Student | None = None
    why: str = ""
    several: bool = False

    @property
    def is_anybody(self) -> bool:
        """Whether it names people at all."""
        return self.student is not None or self.several


class Roster:
    """The people of a class; `columns` says which columns of the list were used."""

    def __init__(self, students: Iterable[Student] = (), columns: Sequence[str] = ()) -> None:
        self.students = tuple(students)
        self.columns = tuple(columns)
        self._by_id = {student.id: student for student in self.students}
        self._called_so: dict[tuple[str, str], list[Student]] = {}
        self._by_name: dict[frozenset[str], list[Student]] = {}
        for student in self.students:
            for system, value in student.identities:
                if system == "name":
                    continue
                self._called_so.setdefault((system, value.casefold()), []).append(student)
                if system == "email":
                    self._called_so.setdefault(("before @", value.casefold().partition("@")[0]), []).append(student)
            self._by_name.setdefault(frozenset(tokens(student.name)), []).append(student)
        self._by_name.pop(frozenset(), None)
        self._names_with: dict[str, list[frozenset[str]]] = {}
        for name in self._by_name:
            for word in name:
                self._names_with.setdefault(word, []).append(name)

    def __bool__(self) -> bool:
        return bool(self.students)

    def find(self, person: Student) -> Found:
        """The entry of a person that a platform names: by numbers and addresses, else by a name that only one has."""
        fits: dict[str, list[str]] = {}
        for system, value in person.identities:
            for entry in self._called_so.get((system, value.casefold()), ()):
                fits.setdefault(entry.id, []).append(f"{system} {value}")
        if len(fits) > 1:
            listed = " but ".join(f"{' and '.join(words)} is {self._called(one)}" for one, words in fits.items())
            return Found(None, f"{listed}: whose it is has to be said", several=True)
        if fits:
            ((one, words),) = fits.items()
            return self._numbered(person, self._entry(one), words)
        return self._named(person)

    def named_in(self, text: str) -> Found:
        """The student whom a word of a path names: by number or address, a full name, or as a whole by a user name."""
        words = tokens(text)
        numbered = self._numbers_in(text, words)
        named = self._names_in(words)
        if len({student.id for student in (*numbered, *named)}) == 1:
            return Found((*numbered, *named)[0])
        if numbered or named:
            return _conflict(text, (*numbered, *named))
        logins = self._logins_of(text)
        others = [s for s in self.students if set(words) & set(tokens(s.name)) and s not in logins] if logins else []
        if len(logins) == 1 and not others:
            return Found(logins[0])
        if logins:
            return _conflict(text, (*logins, *others))
        return Found(None, f"{text!r} fits nobody on the class list" if text else "nothing in its path names anybody")

    def _numbered(self, person: Student, entry: Student, words: list[str]) -> Found:
        """An entry that numbers or addresses lead to, where its name and its other numbers do not contradict them."""
        if len(words) == 1 and not agree(person.name, entry.name):
            return Found(None, f"{words[0]} is {entry.name} ({entry.id}), but its name is {person.name}", several=True)
        if other := self._contradiction(person, entry):
            return Found(None, other, several=True)
        return Found(entry)

    def _named(self, person: Student) -> Found:
        people = self._by_name.get(frozenset(tokens(person.name)), []) or self._squeezed(person.name)
        called = person.name or person.email or person.id
        if len(people) > 1:
            return _conflict(person.name, people)
        if not people:
            return Found(None, f"{called} is not on the class list")
        other = self._contradiction(person, people[0], NAMING)
        return Found(None, other, several=True) if other else Found(people[0])

    def _squeezed(self, name: str) -> list[Student]:
        """Students whose whole name, family name first or last, is squeezed to this, as Canvas writes it."""
        return [student for student in self.students if name and name.casefold() in _turns(tokens(student.name))]

    def _contradiction(self, person: Student, entry: Student, systems: frozenset[str] = NUMBERED) -> str:
        """What a platform and the list say differently of one person's number; empty where they agree."""
        listed = dict(entry.identities)
        for system, value in person.identities:
            if system in systems and listed.get(system, value).casefold() != value.casefold():
                return f"{person.name or value} has {system} {value}, but {listed[system]} on the class list"
        return ""

    def _numbers_in(self, text: str, words: list[str]) -> list[Student]:
        """Students of whom a word is the number, or whose whole address stands in the text."""
        whole = text.casefold()
        found = [
            student for word in dict.fromkeys([*words, whole]) for student in self._called_so.get(("sid", word), ())
        ]
        if "@" in whole:
            found += [student for student in self.students for system, value in student.identities
                      if system == "email" and _stands_in(value.casefold(), whole)]  # fmt: skip
        return found

    def _names_in(self, words: list[str]) -> list[Student]:
        """Students whose full name the words hold; a name that is part of another's that they hold does not count."""
        said = set(words)
        near = {name for word in said for name in self._names_with.get(word, ())}
        held = {name for name in near if (name <= said and len(name) > 1) or name == said}
        longest = [name for name in held if not any(name < other for other in held)]
        return [student for name in longest for student in self._by_name[name]]

    def _logins_of(self, text: str) -> list[Student]:
        """Students whose user name, or the part of whose address before the @, the whole text is.

        GitHub Classroom calls a folder after the assignment and the user: `exam-adal`.
        """
        whole = text.casefold()
        found = [student for system in (*LOGINS, "before @") for student in self._called_so.get((system, whole), ())]
        if not found and "-" in whole:
            found = [student for student in self.students for system, value in student.identities
                     if system == "github" and whole.endswith(f"-{value.casefold()}")]  # fmt: skip
        return list(dict.fromkeys(found))

    def _entry(self, student: str) -> Student:
        return self._by_id[student]

    def _called(self, student: str) -> str:
        return _listed([self._entry(student)])


def _turns(words: list[str]) -> set[str]:
    return {"".join(words[at:] + words[:at]) for at in range(len(words))}


def _stands_in(address: str, text: str) -> bool:
    """Whether a text holds an address as a whole, not as the end of a longer one."""
    at = text.find(address)
    return at >= 0 and not text[:at][-1:].isalnum() and not text[at + len(address) :][:1].isalnum()


def _conflict(text: str, people: Iterable[Student]) -> Found:
    return Found(None, f"{text!r} fits {_listed(people)}", several=True)


def _listed(people: Iterable[Student]) -> str:
    return " and ".join(sorted({f"{one.name} ({one.id})" if one.name else one.id for one in people})[:4])
