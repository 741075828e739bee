"""Errors a user can act on, each with the exit status the command line gives it."""

from __future__ import annotations


class UserError(Exception):
    """Something the caller can put right: says which file, what is wrong and what to do."""

    exit_status = 2

    def __init__(self, where: object, what: str, advice: str = "") -> None:
        super().__init__(where, what, advice)
        self.where = str(where)
        self.what = what
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f"\n  {self.advice}" if self.advice else "")


class SubmissionError(UserError):
    """A file that cannot be graded as a submission."""

    exit_status = 3


class RubricError(UserError):
    """A hidden test file that does not say which ✓ it decides."""

    exit_status = 4


class BuildError(UserError):
    """Sources that must not be handed out: a build would be wrong or would leak."""

    exit_status = 5


class IsolationError(UserError):
    """This machine cannot isolate a submission well enough to grade it."""

    exit_status = 6


class GradebookError(UserError):
    """A gradebook that is missing, is none, or does not hold what was asked for."""


class GraderError(UserError):
    """Grading a class cannot go on; what was graded is kept."""

    exit_status = 7

    def __init__(self, where: object, what: str, advice: str = "", *, status: int = 7) -> None:
        super().__init__(where, what, advice)
        self.exit_status = status
