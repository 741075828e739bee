"""Wrong models of problem 4: other sets of steps, other places and quantities, other witnesses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.checks.dgm.schedules import require_failure, require_steps
from autograder.checks.engine.numbers import Array
from autograder.checks.functions import require_value
from autograder.checks.mistakes import Fits, gives, require
from autograder.checks.values import condensed, integer, integers, pair, real, real_array, scalar
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


def steps_with_values(name: str, right: Rule, value: Callable[[Array], Array], schedules: Sequence[Array]) -> Fits:
    """In place of the steps, what the schedule's `value` is at them."""
    return gives(
        name, lambda betas: value(betas)[[step - 1 for step in sorted(right(betas))]], [(b,) for b in schedules]
    )


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


def place_is(name: str, place: Callable[[Array], int], schedules: Sequence[Array]) -> Fits:
    """The answer names this place, for every schedule, and any quantity."""

    def fits(answers: Any) -> None:
        for betas, (step, _) in _failures(answers, name, schedules):
            require(integer(step, name) == place(betas))

    return fits


def first_of_own(name: str, steps: str, right: Rule, quantity: str, schedules: Sequence[Array]) -> Fits:
    """The right quantity, at the first of the student's own steps for every schedule, which is not always right."""

    def fits(answers: Any) -> None:
        own = [require_value(result) for result in answers.function(steps).map([(b.copy(),) for b in schedules])]
        wrong = False
        for given, (betas, (step, named)) in zip(own, _failures(answers, name, schedules), strict=True):
            first = min(integers(given, steps), default=None)
            require(integer(step, name) == first)
            require(isinstance(scalar(named), str) and condensed(scalar(named)) == condensed(quantity))
            wrong = wrong or first != min(right(betas))
        require(wrong)

    return fits


def failure_misspelt(name: str, right: Rule, schedules: Sequence[Array], known: Collection[str]) -> Fits:
    """The right step, with a text for the quantity that is none of the known names."""

    def fits(answers: Any) -> None:
        for betas, (step, quantity) in _failures(answers, name, schedules):
            require(integer(step, name) == min(right(betas)))
            require(isinstance(scalar(quantity), str) and condensed(scalar(quantity)) not in map(condensed, known))

    return fits


def failure_turned(name: str, right: Rule, schedules: Sequence[Array]) -> Fits:
    """The quantity first and then the step, which is right."""

    def fits(answers: Any) -> None:
        for betas, (quantity, step) in _failures(answers, name, schedules):
            require(isinstance(scalar(quantity), str) and integer(step, name) == min(right(betas)))

    return fits


def _failures(answers: Any, name: str, schedules: Sequence[Array]) -> Iterator[tuple[Array, tuple[Value, Value]]]:
    """The pair that the answer gives, for every schedule."""
    results = answers.function(name).map([(betas.copy(),) for betas in schedules])
    for betas, result in zip(schedules, results, strict=True):
        yield betas, pair(require_value(result), name)


def failure_by_number(name: str, right: Rule, schedules: Sequence[Array]) -> Fits:
    """The right step, with a number in place of the quantity's name."""

    def fits(answers: Any) -> None:
        for betas, (step, quantity) in _failures(answers, name, schedules):
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


def flags_only(name: str, wrong: Collection[int]) -> Fits:
    """Some schedules are flagged, and all of them are among these."""
    return lambda answers: require(set() < integers(answers[name], name) <= set(wrong))


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
        for length, step in _witnesses(answers, name, schedule, lengths):
            require(integer(step, name) == wrong(length))

    return fits


def unflagged_witness(
    flagged: str, name: str, schedule: int, right: Callable[..., bool], lengths: Sequence[int]
) -> Fits:
    """A schedule is not flagged, and the witness for it is right for every number of steps."""

    def fits(answers: Any) -> None:
        require(schedule not in integers(answers[flagged], flagged))
        for length, given in _witnesses(answers, name, schedule, lengths):
            step = integer(given, name)
            require(1 <= step <= length and right(schedule, step, length))

    return fits


def witness_values(
    flagged: str, name: str, schedule: int, wrong: Callable[[int], float], lengths: Sequence[int]
) -> Fits:
    """A schedule is flagged, and its witness is this number, which is not always whole."""

    def fits(answers: Any) -> None:
        require(schedule in integers(answers[flagged], flagged))
        for length, step in _witnesses(answers, name, schedule, lengths):
            require(abs(real(step, name) - wrong(length)) <= 1e-9)

    return fits


def _witnesses(answers: Any, name: str, schedule: int, lengths: Sequence[int]) -> Iterator[tuple[int, Value]]:
    """What the answer gives as the step of a schedule, for every number of steps."""
    results = answers.function(name).map([(schedule, length) for length in lengths])
    for length, result in zip(lengths, results, strict=True):
        yield length, require_value(result)


def marginal_is(name: str, wrong: Callable[[Array], Array], joints: Sequence[Array]) -> Fits:
    """From every joint the answer makes what the wrong model makes, in its shape."""
    return gives(name, wrong, [(joint,) for joint in joints])


def marginal_times(name: str, joints: Sequence[Array]) -> Fits:
    """From every joint the answer makes a multiple of the marginal of x_0, which may be another one for each joint."""

    def fits(answers: Any) -> None:
        factors = []
        results = answers.function(name).map([(joint.copy(),) for joint in joints])
        for joint, result in zip(joints, results, strict=True):
            got, right = real_array(require_value(result), name), joint.reshape(len(joint), -1).sum(axis=1)
            require(got.shape == right.shape and np.isfinite(got).all() and got[0] != 0)
            factors.append(got[0] / right[0])
            require(np.isclose(got, factors[-1] * right, rtol=1e-6, atol=0).all())
        require(max(abs(factor - 1) for factor in factors) > 1e-6)

    return fits
