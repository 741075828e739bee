"""The min-max objective of a generative adversarial network: its two terms, and losses that play it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from autograder.checks.engine.numbers import Array
from autograder.checks.functions import Function, require_value, values_at
from autograder.checks.values import mapping, real, scalar
from autograder.isolation.wire import Expr, Value
from autograder.record.losses import AnswerRaised, NotEarned, TickLost

Term = Callable[[Array], float]

RELATIVE = 1e-6
SIZES = (1, 2, 7, 240)
"""Numbers of samples: one, and as many as leave the product of all outputs representable as binary64."""
LOSS_SIZES = (1, 2, 7, 60)


def real_term(d_real: Array) -> float:
    """E1 = E_data[log D] / 2 for discriminator outputs of shape (N,)."""
    return float(np.mean(np.log(d_real)) / 2)


def fake_term(d_fake: Array) -> float:
    """E2 = E_generated[log(1 - D)] / 2 for discriminator outputs of shape (N,)."""
    return float(np.mean(np.log1p(-d_fake)) / 2)


def outputs(size: int, shift: float) -> Array:
    """Deterministic, unordered discriminator outputs in [0.05, 0.95], shape (size,)."""
    golden = (np.sqrt(5) - 1) / 2
    return np.asarray(0.05 + 0.9 * np.mod(shift + golden * np.arange(1, size + 1), 1.0))


def require_term(term: Function, reference: Term) -> None:
    """Require a term of the objective to have the right value, to 1e-6 relative, for several numbers of samples."""
    batches = [outputs(size, shift) for size in SIZES for shift in (0.13, 0.58, 0.91)]
    values = [real(value, term.name) for value in values_at(term, [(d,) for d in batches])]
    ratios = [value / reference(d) for value, d in zip(values, batches, strict=True)]
    for d, ratio in zip(batches, ratios, strict=True):
        if not abs(ratio - 1) <= RELATIVE:
            raise NotEarned(
                expected=f"`{term.name}` is its expected value in the objective, estimated by the mean",
                got=_how_wrong(ratio, ratios, len(d)),
            )


def _how_wrong(ratio: float, ratios: list[float], size: int) -> str:
    """In words, how values relate to the right ones."""
    if np.isfinite(ratios).all() and np.ptp(ratios) <= RELATIVE * abs(ratio):
        return f"{ratio:.3g} times that value, for every number of samples"
    return f"a value off by {abs(ratio - 1):.2g} relative for {'one sample' if size == 1 else f'{size} samples'}"


def require_direction(value: Value, name: str, *, discriminator: int, generator: int) -> None:
    """Require how each player wants a term to move: +1 up, -1 down, 0 no influence."""
    directions = mapping(value, name)
    for player, wanted in (("discriminator", discriminator), ("generator", generator)):
        if player not in directions:
            raise NotEarned(expected=f"`{name}` has the key {player!r}", got="a dictionary without it")
        given = _direction(directions[player], name)
        if given != wanted:
            got = f"another direction for the {player}"
            expected = f"`{name}` says how each player wants the term to move"
            shown = {"kind": "numbers", "rows": [[f"direction given for the {player}", given]]}
            raise NotEarned(expected=expected, got=got, evidence=[shown], staff=f"{player}: {wanted:+d}")


def _direction(value: Value, name: str) -> float:
    """A direction as a number; a truth value counts as 1 or 0."""
    value = scalar(value)
    if isinstance(value, Expr) and value.head in ("true", "false"):
        return float(value.head == "true")
    return real(int(value) if isinstance(value, bool) else value, name)


def require_adversarial(discriminator: Function, generator: Function) -> None:
    """Require the losses to pull the outputs on fakes in opposite directions, and real ones up for the discriminator.

    Each player minimises its loss, so a loss pulls the outputs to where it falls.
    """
    expected = "the two losses pull the outputs on generated samples in opposite directions"
    cases = [(r, d, step) for r, d in _batches() for step in (0.01, -0.02)]
    steps = np.array([step for _, _, step in cases])
    here = [(r, d) for r, d, _ in cases]
    fakes_moved, data_moved = [(r, d + step) for r, d, step in cases], [(r + step, d) for r, d, step in cases]
    pulls = [np.sign(_changes(loss, here, fakes_moved) * steps).tolist() for loss in (discriminator, generator)]
    if not (_changes(discriminator, here, data_moved) * steps < 0).all():
        wanted = f"`{discriminator.name}` falls when the outputs on data rise"
        raise NotEarned(expected=wanted, got="a loss that does not")
    signs = set(zip(*pulls, strict=True))
    if len(signs) != 1 or 0.0 in next(iter(signs)):
        raise NotEarned(expected=expected, got="losses that do not pull in one direction everywhere")
    if sum(next(iter(signs))) != 0:
        raise NotEarned(expected=expected, got="losses that pull in the same direction")


def plays_another_game(
    discriminator: Function, generator: Function, own_terms: tuple[Function | None, Function | None]
) -> bool:
    """Whether losses that are adversarial are not those of this objective.

    They are this objective's if, up to a positive factor and terms their player cannot influence, the discriminator's
    is -(E1 + E2) and the generator's is E2, with the right or the student's own E1 and E2.
    """
    terms: list[tuple[Term, Term]] = [(real_term, fake_term)]
    own = tuple(_usable(term, right) for term, right in zip(own_terms, (real_term, fake_term), strict=True))
    if own != (real_term, fake_term):
        terms.append((own[0], own[1]))
    fits_discriminator = any(_is_scaled(discriminator, _negative_sum(*pair)) for pair in terms)
    fits_generator = any(_is_scaled(generator, _second(*pair), free_of_data=True) for pair in terms)
    return not (fits_discriminator and fits_generator)


def _negative_sum(first: Term, second: Term) -> Callable[[Array, Array], float]:
    return lambda d_real, d_fake: -(first(d_real) + second(d_fake))


def _second(_first: Term, second: Term) -> Callable[[Array, Array], float]:
    return lambda _d_real, d_fake: second(d_fake)


def _usable(term: Function | None, right: Term) -> Term:
    """A student's own term if it works and depends on its input, else the right one."""
    if term is None:
        return right

    def own(d: Array) -> float:
        return real(term(d.copy()), term.name)

    probes = [(outputs(size, shift),) for size in SIZES for shift in (0.13, 0.58)]
    try:
        values = [real(value, term.name) for value in values_at(term, probes)]
    except TickLost:
        return right
    return own if np.isfinite(values).all() and np.ptp(values) > 1e-9 else right


def _is_scaled(loss: Function, reference: Callable[[Array, Array], float], *, free_of_data: bool = False) -> bool:
    """Whether, at each number of samples, differences of `loss` are one positive multiple of the reference's.

    With `free_of_data` only the outputs on fakes vary within a comparison: what is added from data alone is free, a
    factor made from data is not.
    """
    return all(_is_multiple(loss, reference, groups) for groups in (_groups(size, free_of_data) for size in LOSS_SIZES))


Batch = tuple[Array, Array]


def _groups(size: int, free_of_data: bool) -> list[list[Batch]]:
    """Batches of outputs on data and on fakes whose levels vary widely; differences are taken within a group."""
    fakes = [outputs(size, 0.7 * shift + 0.05) ** power for shift, power in _VARIED]
    if free_of_data:
        return [[(outputs(size, shift), fake) for fake in fakes] for shift in (0.21, 0.64)]
    return [[(outputs(size, shift) ** power, fakes[-1 - k]) for k, (shift, power) in enumerate(_VARIED)]]


def _is_multiple(loss: Function, reference: Callable[[Array, Array], float], groups: list[list[Batch]]) -> bool:
    """Whether the same positive factor relates all differences within groups, to the tolerance."""
    values = np.reshape(_losses(loss, [batch for group in groups for batch in group]), (len(groups), -1))
    got = np.diff(values, axis=1).reshape(-1)
    wanted = np.concatenate([np.diff([reference(r, d) for r, d in group]) for group in groups])
    factor = float(got @ wanted / (wanted @ wanted))
    return bool(factor > 0 and np.abs(got - factor * wanted).max() <= 10 * RELATIVE * np.abs(factor * wanted).max())


_VARIED = ((0.03, 1.0), (0.17, 0.4), (0.29, 2.2), (0.42, 0.7), (0.55, 1.6), (0.68, 0.5), (0.81, 1.9), (0.94, 1.3))
"""Shifts and exponents of outputs, so that means differ by far more than single-precision numbers round."""


def _batches() -> Iterator[Batch]:
    for size in LOSS_SIZES:
        for shift in (0.11, 0.47, 0.83):
            yield outputs(size, shift), outputs(size, 0.5 * shift + 0.37)


def _changes(loss: Function, before: list[Batch], after: list[Batch]) -> Array:
    """By how much a loss changes from each batch to its partner."""
    values = np.array(_losses(loss, [*before, *after]))
    return np.asarray(values[len(before) :] - values[: len(before)])


def _losses(loss: Function, batches: list[Batch]) -> list[float]:
    """A loss on every batch; where it only takes scalars it is averaged over the pairs of single samples."""
    values = []
    for (d_real, d_fake), result in zip(batches, loss.map([(r.copy(), d.copy()) for r, d in batches]), strict=True):
        if isinstance(result, AnswerRaised):
            value = float(np.mean([real(item, loss.name) for item in values_at(loss, _pairs(d_real, d_fake))]))
        else:
            value = real(require_value(result), loss.name)
        if not np.isfinite(value):
            raise NotEarned(expected=f"`{loss.name}` is finite", got="an infinite loss")
        values.append(value)
    return values


def _pairs(d_real: Array, d_fake: Array) -> list[tuple[float, float]]:
    return list(zip(d_real.tolist(), d_fake.tolist(), strict=True))
