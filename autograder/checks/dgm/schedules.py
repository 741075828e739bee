"""Noise schedules of denoising diffusion: where a schedule breaks, and marginals of its chain.

alpha_n = 1 - beta_n and alpha_bar_n = alpha_1 ... alpha_n; a schedule is valid when every beta_n lies in (0, 1).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.checks.engine.numbers import Array
from autograder.checks.functions import HALF_PRECISION, Function, is_half, require_value
from autograder.checks.values import condensed, integer, integers, pair, real_array, scalar, text
from autograder.isolation.wire import Value
from autograder.record import evidence
from autograder.record.losses import NotEarned
from autograder.texts import _


def negative_steps(betas: Array) -> set[int]:
    """Steps n, counted from 1, with alpha_bar_n < 0; only signs are multiplied, so nothing underflows."""
    return set((np.flatnonzero(np.cumprod(np.sign(1 - betas)) < 0) + 1).tolist())


def lost_steps(betas: Array) -> set[int]:
    """Steps from the first beta_n = 1 on: alpha_bar_n is exactly 0 there, and z_n is pure noise."""
    ones = np.flatnonzero(betas == 1)
    return set(range(int(ones[0]) + 1, len(betas) + 1)) if len(ones) else set()


def require_steps(steps: Function, right: Callable[[Array], set[int]], schedules: Sequence[Array]) -> None:
    """Require the right set of steps for every schedule."""
    for betas, result in zip(schedules, steps.map([(betas.copy(),) for betas in schedules]), strict=True):
        got, wanted = integers(require_value(result), steps.name), right(betas)
        if got != wanted:
            expected = _("`{name}` gives no step for a schedule without any", name=steps.name)
            if wanted:
                expected = _(
                    "`{name}` gives exactly the steps asked for, here {count} of {all}",
                    name=steps.name, count=len(wanted), all=len(betas),
                )  # fmt: skip
            counted_from_zero = wanted and {step + 1 for step in got} == wanted
            raise NotEarned(
                expected=expected,
                got=_difference(wanted, got),
                hint=_("steps are counted from 1: `betas[0]` is beta_1") if counted_from_zero else "",
                staff=f"{len(wanted - got)} missing, {len(got - wanted)} too many",
            )


def _difference(wanted: set[int], got: set[int]) -> str:
    """In words: a number of steps could carry the hidden schedule along."""
    if wanted <= got:
        return _("steps that are too many")
    return _("a set in which steps are missing") if got <= wanted else _("some steps missing, and others too many")


def require_failure(
    failure: Function, right: Callable[[Array], set[int]], schedules: Sequence[Array], quantity: str
) -> None:
    """Require the first failing step and the name of the quantity that fails there."""
    for betas, result in zip(schedules, failure.map([(betas.copy(),) for betas in schedules]), strict=True):
        step, name = pair(require_value(result), failure.name)
        if isinstance(scalar(step), str) and str(scalar(step)).strip().isdigit():
            raise NotEarned(
                expected=_("`{name}` gives a step and a quantity", name=failure.name),
                got=_("a text in place of the step"),
                hint=_("an array of both turns the step into a text; give a tuple"),
            )
        if isinstance(scalar(step), str) and not isinstance(scalar(name), str):
            expected = _("`{name}` gives first the step, then the quantity", name=failure.name)
            raise NotEarned(expected=expected, got=_("a text first"))
        got, wanted = integer(step, failure.name), min(right(betas))
        if got != wanted:
            raise NotEarned(
                expected=_("`{name}` names the first step that fails", name=failure.name),
                got=_("an earlier step") if got < wanted else _("a later step"),
            )
        if text(name, failure.name) != condensed(quantity):
            raise NotEarned(
                expected=_(
                    "`{name}` names the quantity that cannot be computed, spelt as in `QUANTITIES`", name=failure.name
                ),
                got=_("another quantity"),
            )


def require_marginal(marginal: Function, joints: Sequence[Array]) -> None:
    """Require p(x_0), shape (K,), from p(x_0, z_1, ..., z_N), shape (K,)*(N+1), to 1e-6 relative."""
    for joint in joints:
        wanted = joint.reshape(joint.shape[0], -1).sum(axis=1)
        value = marginal(joint.copy())
        got = real_array(value, marginal.name)
        expected = _("`{name}` sums the joint over all latents", name=marginal.name)
        if got.shape != wanted.shape:
            raise NotEarned(
                expected=_("{what}: one probability for each state of x_0", what=expected),
                got=_wrong_shape(got),
                hint=_("axis 0 is x_0, axes 1 to N are the latents"),
                staff=f"N = {joint.ndim - 1}: {got.ndim} axes, {got.size} numbers",
            )
        off = np.abs(got - wanted)
        if not np.all(off <= (HALF_PRECISION if is_half(value) else 1e-6) * np.abs(wanted)):
            staff = f"N = {joint.ndim - 1}: off by {off.max():.2g}, sum {got.sum():.6g}"
            raise NotEarned(expected=expected, got=_wrong_sum(float(got.sum())), staff=staff)


def _wrong_shape(got: Array) -> str:
    """In words: a number of them could carry the hidden joint along."""
    if got.ndim == 0:
        return _("a single number")
    if got.ndim > 1:
        return _("an array with more than one axis: a latent is left")
    return _("another number of probabilities than x_0 has states")


def _wrong_sum(total: float) -> str:
    if abs(total - 1) <= 1e-6:
        return _("probabilities that add up to 1, but are not those of x_0")
    return _("numbers that add up to more than 1") if total > 1 else _("numbers that add up to less than 1")


def joint(states: int, latents: int) -> Array:
    """An asymmetric, normalised joint distribution, shape (states,)*(latents + 1)."""
    count = states ** (latents + 1)
    weights = 0.1 + np.mod(np.arange(1, count + 1) * 0.7548776662466927, 1.0) * np.linspace(0.5, 2.0, count)
    return np.asarray((weights / weights.sum()).reshape((states,) * (latents + 1)))


def is_outside(schedule: int, step: int, length: int) -> bool:
    """Whether beta_step lies outside (0, 1), by reasoning instead of rounding, for the two schedules that fail.

    Schedule 2, 1 - 1/n: only at n = 1, where it is 0. Schedule 4, -cos(pi n / N): where the angle is at most a right
    one (2n <= N), and at n = N, where it is 1.
    """
    if schedule == 2:
        return step == 1
    return 2 * step <= length or step == length


def require_witness(flagged: Value, name: str, witness: Function, schedule: int, lengths: Sequence[int]) -> None:
    """Require that a schedule was flagged, and a step at which it leaves (0, 1), for every length."""
    if schedule not in integers(flagged, name):
        raise NotEarned(
            expected=_("`{name}` flags schedule {k}, for which `{witness}` is then asked", name=name, k=schedule,
                       witness=witness.name),
            got=_("a set without it, so that the step was not looked at"),
        )  # fmt: skip
    for length, result in zip(lengths, witness.map([(schedule, length) for length in lengths]), strict=True):
        step = integer(require_value(result), witness.name)
        if not (1 <= step <= length and is_outside(schedule, step, length)):
            raise NotEarned(
                expected=_("`{name}` gives a step in 1..N with beta_n outside (0, 1)", name=witness.name),
                got=_no_witness(schedule, length, inside=1 <= step <= length),
                evidence=[_drawn(schedule)],
                staff=f"N = {length}: step {step if abs(step) < 10**9 else 'far out'}",
            )


def _no_witness(schedule: int, length: int, *, inside: bool) -> str:
    parity = (
        _("one step") if length == 1 else _("an odd number of steps") if length % 2 else _("an even number of steps")
    )
    if inside:
        return _("for schedule {k} with {steps}, a step where beta_n lies inside (0, 1)", k=schedule, steps=parity)
    return _("for schedule {k} with {steps}, a step that is not in 1..N", k=schedule, steps=parity)


def require_flag(flagged: Value, name: str, schedule: int) -> None:
    """Require a schedule's number among those flagged as invalid."""
    if schedule not in integers(flagged, name):
        raise NotEarned(
            expected=_("`{name}` says rightly whether schedule {k} is invalid", name=name, k=schedule),
            got=_("a set without it"),
            evidence=[_drawn(schedule)],
        )


def _drawn(schedule: int) -> dict[str, Any]:
    """A schedule of the sheet with ten steps, for a report to draw; no length that was tried."""
    n = np.arange(1, 11)
    betas = {1: np.sin(n / 10), 2: 1 - 1 / n, 3: np.log1p(n / 10), 4: -np.cos(np.pi * n / 10)}[schedule]
    return evidence.sequence(np.round(betas, 9).tolist(), _("schedule {k} with N = 10", k=schedule), inside=(0, 1))
