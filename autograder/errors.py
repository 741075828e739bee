"""Errors a user can act on, each with the exit status the command line gives it."""

from __future__ import annotations

import enum


class Status(enum.IntEnum):
    """Every exit status of the command line."""

    DONE = 0
    NOT_AS_LABELLED = 1
    WRONG_USE = 2
    UNGRADABLE = 3
    BROKEN_TEST = 4
    REFUSED_BUILD = 5
    NO_ISOLATION = 6
    UNDECIDED = 7
    WOULD_LOWER = 8
    STOPPED = 130


class UserError(Exception):
    """Something the caller can put right: says which file, what is wrong and what to do."""

    exit_status: int = Status.WRONG_USE

    def __init__(self, where: object, what: str, advice: str = "") -> None:
        super().__init__(where, what, advice)
        self.where = str(where)
        self.what = what
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f"\n  {self.advice}" if self.advice else "")


class SubmissionError(UserError):
    """A file that cannot be graded as a submission."""

    exit_status = Status.UNGRADABLE


class RubricError(UserError):
    """A hidden test file that does not say which ✓ it decides."""

    exit_status = Status.BROKEN_TEST


class BuildError(UserError):
    """Sources that must not be handed out: a build would be wrong or would leak."""

    exit_status = Status.REFUSED_BUILD


class IsolationError(UserError):
    """This machine cannot isolate a submission well enough to grade it."""

    exit_status = Status.NO_ISOLATION


class RecordError(UserError):
    """Plain data that is no graded record of a known format."""


class GradebookError(UserError):
    """A gradebook that is missing, is none, or does not hold what was asked for."""


class GraderError(UserError):
    """Grading a class cannot go on; what was graded is kept."""

    exit_status: int = Status.UNDECIDED

    def __init__(self, where: object, what: str, advice: str = "", *, status: int = Status.UNDECIDED) -> None:
        super().__init__(where, what, advice)
        self.exit_status = status


class SandboxError(Exception):
    """The sandbox could not be started or did not answer: the grader's fault, never the submission's."""
