"""The mapping from a submission's names to what they hold, as it was right after all cells had run."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from autograder.checks.engine.memory import Memory
from autograder.grading.answers.proxy import Connection, FunctionProxy, Heard, read_value
from autograder.grading.answers.steadiness import Steadiness
from autograder.isolation.protocol import Reply
from autograder.isolation.wire import CALLABLE, ELLIPSIS, Decoder, Expr, Value
from autograder.record.losses import AnswerExceededLimit, GraderFault, NeverRead, NotAnswered, NotEarned, TickLost
from autograder.texts import _

Check = Callable[[Any], object]
"""A hidden test; it raises what loses the ✓, and returns True where the ✓ is earned with earlier answers."""


class Answers:
    """What a hidden test asks for: `answers["T"]`, `answers.function("T")`, `"T" in answers`.

    Values were taken before any hidden input left the judge, so they cannot carry one back.
    """

    def __init__(
        self, snapshot: dict[str, Any], connection: Connection, expressions: dict[str, Value] | None = None,
        failed: dict[str, str] | None = None, memory: Memory | None = None, declared: Collection[str] | None = None,
    ) -> None:  # fmt: skip
        """`expressions` keeps answers that are expressions from one ✓ to the next: the same objects, judged once.

        `memory` keeps what was found out about them. `failed` says in words how the cell that defines a name ended,
        where it failed. Only names that are `declared` were looked for in the notebook (None: any name may be asked).
        """
        self._declared = declared
        self._snapshot = snapshot
        self.asked: set[str] = set()
        self.memory = Memory() if memory is None else memory
        self._steadiness = Steadiness(self.memory)
        self._failed = {} if failed is None else failed
        self._connection = connection
        self._expressions = {} if expressions is None else expressions
        self._kept: dict[object, Any] = {}

    def __getitem__(self, name: str) -> Value | FunctionProxy:
        """The value of `name`, or a proxy when it is a function.

        Raises `NotAnswered` when the notebook does not define it or left it at `...`, `NeverRead` when the time was
        used up before it could be taken. A name that the rubric does not declare is a fault of the grader.
        """
        if self._declared is not None and name not in self._declared:
            raise GraderFault(f"a hidden test asks for {name!r}, which no ANSWERS of its problem declares")
        self.asked.add(name)
        data = self._snapshot.get(name)
        if not isinstance(data, list) or not data or data[0] in (Reply.MISSING, Reply.UNAVAILABLE):
            raise NotAnswered(name, self._failed.get(name, ""))
        if data[0] == "unread":
            raise NeverRead(name)
        if data[0] == Reply.TOO_LARGE:
            raise AnswerExceededLimit(name, _("a value larger than any answer needs"))
        value = self._read(name, data)
        if value is ELLIPSIS:
            raise NotAnswered(name, self._failed.get(name, ""))
        if isinstance(value, TickLost):
            raise value
        return FunctionProxy(name, self._connection, self._steadiness.record) if value is CALLABLE else value

    def _read(self, name: str, data: list[Any]) -> Value | TickLost:
        if name in self._expressions:
            known = self._expressions[name]
        else:
            known = read_value(name, data, Decoder())
            items = known if isinstance(known, (list, tuple)) else (known,)
            if all(isinstance(item, Expr) for item in items):
                self._expressions[name] = known
        return list(known) if isinstance(known, list) else known

    def kept(self, what: object, make: Callable[[], Any]) -> Any:
        """What was made of these answers before, or else is made now: for one ✓, which asks for it more than once."""
        if what not in self._kept:
            self._kept[what] = make()
        return self._kept[what]

    @property
    def heard(self) -> list[Heard]:
        """All calls so far, with digests of what they gave."""
        return self._connection.heard

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None

    def get(self, name: str, default: Any = None) -> Any:
        """The value or proxy of `name`, or `default` when there is none."""
        try:
            return self[name]
        except TickLost:
            return default

    def function(self, name: str) -> FunctionProxy:
        """The proxy of a function; raises `NotEarned` when `name` holds something that cannot be called."""
        value = self[name]
        if isinstance(value, Expr) and value.head == "Lambda":
            return FunctionProxy(name, self._connection, self._steadiness.record)
        if not isinstance(value, FunctionProxy):
            raise NotEarned(
                expected=_("`{name}` is a function", name=name), got=_("`{name}` cannot be called", name=name)
            )
        return value

    def decide(self, check: Check) -> None:
        """Run `check` here and now; a live session decides in a process of its own instead."""
        self.judge(check)

    def judge(self, check: Check) -> object:
        """Run `check`, and then see whether the functions that it called are functions of their inputs alone."""
        result = check(self)
        self._steadiness.require(
            lambda name, calls: self._connection.call(name, calls, self._connection.budget.call_seconds)
        )
        return result
