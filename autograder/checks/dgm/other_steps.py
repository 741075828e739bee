"""Wrong models of problem 4: other sets of steps, other places and quantities, other witnesses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np

from autograder.checks.dgm.schedules import require_failure, require_steps
from autograder.checks.engine.numbers import Array
from autograder.checks.functions import require_value
from autograder.checks.mistakes import Fits, gives, require
from autograder.checks.values import integer, integers, pair, scalar
from autograder.isolation.wire import Value

Rule = Callable[[Array], set[int]]


def where(condition: Array) -> set[int]:
    """Steps, counted from 1, at which a condition on the schedule holds."""
    return set((np.flatnonzero(condition) + 1).tolist())


def onwards(condition: Array) -> set[int]:
    """All steps from the first one on at which a condition holds."""
    return where(np.cumsum(condition) > 0)


def steps_are(name: str, wrong: Rule, schedules: Sequence[Array]) -> Fits:
    """The wrong rule gives exactly the answer's steps, for every schedule."""
    return lambda answers: require_steps(answers.function(name), wrong, schedules)


def masks(name: str, right: Rule, schedules: Sequence[Array]) -> Fits:
    """In place of the steps, a truth value for each of them."""

    def mask(betas: Array) -> Array:
        return np.array([step in right(betas) for step in range(1, len(betas) + 1)], dtype=float)

    def fits(answers: Any) -> None:
        results = answers.function(name).map([(betas.copy(),) for betas in schedules])
        for betas, result in zip(schedules, results, strict=True):
            given = np.asarray(require_value(result))
            require(given.dtype.kind == "b" and given.shape == betas.shape and (given == mask(betas)).all())

    return fits


def failure_is(name: str, place: Callable[[Array], int], quantity: str, schedules: Sequence[Array]) -> Fits:
    """The answer names this place and this quantity, for every schedule."""
    return lambda answers: require_failure(answers.function(name), lambda betas: {place(betas)}, schedules, quantity)


def failure_by_number(name: str, right: Rule, schedules: Sequence[Array]) -> Fits:
    """The right step, with a number in place of the quantity's name."""

    def fits(answers: Any) -> None:
        results = answers.function(name).map([(betas.copy(),) for betas in schedules])
        for betas, result in zip(schedules, results, strict=True):
            step, quantity = pair(require_value(result), name)
            require(integer(step, name) == min(right(betas)) and _is_number(quantity))

    return fits


def _is_number(value: Value) -> bool:
    return isinstance(scalar(value), (int, float)) and not isinstance(scalar(value), bool)


def flags(name: str, wrong: Collection[int]) -> Fits:
    """Exactly these schedules are flagged."""
    return lambda answers: require(integers(answers[name], name) == set(wrong))


def flags_with(name: str, wrong: int, *, without: Collection[int] = ()) -> Fits:
    """A schedule is flagged, and others are not."""

    def fits(answers: Any) -> None:
        given = integers(answers[name], name)
        require(wrong in given and not given & set(without))

    return fits


def flags_in_text(name: str, right: Collection[int]) -> Fits:
    """The numbers of the right schedules, as texts."""

    def fits(answers: Any) -> None:
        value = answers[name]
        given = list(value) if isinstance(value, (list, tuple, set)) else []
        require(given and all(isinstance(item, str) for item in given))
        require({item.strip() for item in given} == {str(number) for number in right})

    return fits


def witness_is(flagged: str, name: str, schedule: int, wrong: Callable[[int], int], lengths: Sequence[int]) -> Fits:
    """A schedule is flagged, and its witness is this step, for every number of steps."""

    def fits(answers: Any) -> None:
        require(schedule in integers(answers[flagged], flagged))
        results = answers.function(name).map([(schedule, length) for length in lengths])
        for length, result in zip(lengths, results, strict=True):
            require(integer(require_value(result), name) == wrong(length))

    return fits


def marginal_is(name: str, wrong: Callable[[Array], Array], joints: Sequence[Array]) -> Fits:
    """From every joint the answer makes what the wrong model makes, in its shape."""
    return gives(name, wrong, [(joint,) for joint in joints])
