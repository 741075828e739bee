"""The min-max objective of a generative adversarial network: its two terms, and losses that play it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.checks.engine.numbers import Array
from autograder.checks.functions import Function, require_value, values_at
from autograder.checks.values import lacks_key, mapping, real, scalar
from autograder.isolation.wire import Expr, Value
from autograder.record import evidence
from autograder.record.losses import AnswerRaised, NotEarned, TickLost
from autograder.texts import _

Term = Callable[[Array], float]
Batch = tuple[Array, Array]
"""Outputs on data and on fakes."""

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
                expected=_("`{name}` is its expected value in the objective, estimated by the mean", name=term.name),
                got=_how_wrong(ratio, ratios, len(d)),
                staff=f"N = {len(d)}: {ratio:.6g} times the right value",
            )


def _how_wrong(ratio: float, ratios: list[float], size: int) -> str:
    """In words, how values relate to the right ones."""
    if np.isfinite(ratios).all() and np.ptp(ratios) <= RELATIVE * abs(ratio):
        known = {2.0: _("twice that value"), 0.5: _("half of that value"), -1.0: _("that value with the other sign")}
        near = (words for factor, words in known.items() if abs(ratio - factor) <= RELATIVE)
        return next(near, _("a constant multiple of that value"))
    if size > 1:
        return _("the right value for one sample, and another one for several")
    return _("another value")


def require_direction(value: Value, name: str, *, discriminator: int, generator: int) -> None:
    """Require how each player wants a term to move: +1 up, -1 down, 0 no influence."""
    directions = mapping(value, name)
    for player, wanted in (("discriminator", discriminator), ("generator", generator)):
        if player not in directions:
            raise lacks_key(name, player)
        given = _direction(directions[player], f"{name}['{player}']")
        if given != wanted:
            got = _("another direction for the {player}", player=player)
            expected = _("`{name}` says how each player wants the term to move", name=name)
            shown = evidence.numbers(**{_("direction given for the {player}", player=player): given})
            raise NotEarned(expected=expected, got=got, evidence=[shown], staff=f"{player}: {wanted:+d}")


def _direction(value: Value, name: str) -> float:
    """A direction as a number; a truth value counts as 1 or 0."""
    value = scalar(value)
    if isinstance(value, Expr) and value.head in ("true", "false"):
        return float(value.head == "true")
    if isinstance(value, str):
        raise NotEarned(
            expected=_("`{name}` is +1, 0 or -1", name=name),
            got=_("a word"),
            hint=_("+1: the player wants the term to grow; -1: to fall; 0: it has no influence on it"),
        )
    return real(int(value) if isinstance(value, bool) else value, name)


@dataclasses.dataclass(frozen=True)
class Game:
    """What two losses, and the student's own terms, gave on all batches: 3a.3 and its penalty are decided on these."""

    names: tuple[str, str]
    discriminator: tuple[float, ...]
    generator: tuple[float, ...]
    real_terms: tuple[float, ...] | None
    fake_terms: tuple[float, ...] | None
    """The own E1 and E2 on the outputs of `_comparisons`; None for a term that is none or ignores its input."""


def play(discriminator: Function, generator: Function, own_terms: tuple[Function | None, Function | None]) -> Game:
    """Ask both losses for their value on every batch, and the own terms for theirs; raises where a loss has none."""
    batches = [*_pulls(), *_comparisons()]
    first, second = (tuple(_losses(loss, batches)) for loss in (discriminator, generator))
    real, fake = own_terms
    real_terms = _usable(real, [r for r, _ in _comparisons()])
    fake_terms = _usable(fake, [d for _, d in _comparisons()])
    return Game((discriminator.name, generator.name), first, second, real_terms, fake_terms)


def as_plain(game: Game) -> tuple[Any, ...]:
    """A game as plain data, which the memory of a submission can hold; `played` reads it."""
    return dataclasses.astuple(game)


def played(facts: Sequence[Any]) -> Game:
    """A game from plain data, as `as_plain` and JSON leave it."""
    return Game(*(tuple(values) if isinstance(values, list) else values for values in facts))


def require_adversarial(game: Game) -> None:
    """Require the losses to pull the outputs on fakes in opposite directions, and real ones up for the discriminator.

    Each player minimises its loss, so a loss pulls the outputs to where it falls.
    """
    expected = _("the two losses pull the outputs on generated samples in opposite directions")
    found = pulls(game)
    if not (found["data"] < 0).all():
        wanted = _("`{name}` falls when the outputs on data rise", name=game.names[0])
        raise NotEarned(expected=wanted, got=_("a loss that does not"))
    signs = set(zip(*(np.sign(found[player]).tolist() for player in ("fakes", "generator")), strict=True))
    if len(signs) != 1 or 0.0 in next(iter(signs)):
        raise NotEarned(expected=expected, got=_("losses that do not pull in one direction everywhere"))
    if sum(next(iter(signs))) != 0:
        raise NotEarned(expected=expected, got=_("losses that pull in the same direction"))


def plays_another_game(game: Game) -> bool:
    """Whether losses that are adversarial are not those of this objective.

    They are this objective's if, up to a positive factor and terms their player cannot influence, the discriminator's
    is -(E1 + E2) and the generator's is E2, with the right or the student's own E1 and E2.
    """
    right = [real_term(r) for r, _ in _comparisons()], [fake_term(d) for _, d in _comparisons()]
    own = game.real_terms or right[0], game.fake_terms or right[1]
    terms = [tuple(map(np.array, pair)) for pair in (right, own)]
    losses = _compared(game)
    fits_discriminator = any(_is_scaled(losses[0], -(real + fake), free_of_data=False) for real, fake in terms)
    fits_generator = any(_is_scaled(losses[1], fake, free_of_data=True) for _, fake in terms)
    return not (fits_discriminator and fits_generator)


def plays(game: Game, discriminator: Callable[..., Any], generator: Callable[..., Any]) -> bool:
    """Whether the losses are those of another game, in the sense of `plays_another_game`.

    That game's losses take the outputs on data and on fakes, shape (N,) each, and give a number.
    """
    first, second = _compared(game)
    wanted = [np.array([loss(*batch) for batch in _comparisons()]) for loss in (discriminator, generator)]
    scaled = _is_scaled(first, wanted[0], free_of_data=False)
    return scaled and _is_scaled(second, wanted[1], free_of_data=True)


def pulls(game: Game) -> dict[str, Array]:
    """How the losses change when outputs move: the discriminator's with those on data, and both with those on fakes."""
    count = len(_STEPS)
    moves = {"data": (game.discriminator, 2), "fakes": (game.discriminator, 1), "generator": (game.generator, 1)}
    return {
        name: (np.array(values[k * count : (k + 1) * count]) - np.array(values[:count])) * _STEPS
        for name, (values, k) in moves.items()
    }


def _compared(game: Game) -> tuple[Array, Array]:
    """Both losses on the batches of `_comparisons`."""
    start = 3 * len(_STEPS)
    return np.array(game.discriminator[start:]), np.array(game.generator[start:])


def _usable(term: Function | None, batches: list[Array]) -> tuple[float, ...] | None:
    """A student's own term on every batch if it works and depends on its input."""
    if term is None:
        return None
    try:
        values = tuple(real(value, term.name) for value in values_at(term, [(d.copy(),) for d in batches]))
    except TickLost:
        return None
    return values if np.isfinite(values).all() and np.ptp(values) > 1e-9 else None


def _pulls() -> list[Batch]:
    """The batches that show in which direction a loss pulls: unmoved, with moved fakes, and with moved data."""
    here = [batch for batch in _batches() for _ in _MOVES]
    moved = list(zip(here, _STEPS.tolist(), strict=True))
    return [*here, *((r, d + step) for (r, d), step in moved), *((r + step, d) for (r, d), step in moved)]


def _comparisons() -> list[Batch]:
    """The batches on which losses are compared with those of the objective, group by group."""
    return [batch for size, free in _KINDS for group in _groups(size, free) for batch in group]


def _is_scaled(loss: Array, reference: Array, *, free_of_data: bool) -> bool:
    """Whether, at each number of samples, differences of a loss are one positive multiple of the reference's.

    With `free_of_data` only the outputs on fakes vary within a comparison: what is added from data alone is free, a
    factor made from data is not.
    """
    start = 0
    for size, free in _KINDS:
        groups = [len(group) for group in _groups(size, free)]
        span = np.s_[start : start + sum(groups)]
        start += sum(groups)
        shape = (len(groups), -1)
        if free is free_of_data and not _is_multiple(loss[span].reshape(shape), reference[span].reshape(shape)):
            return False
    return True


def _is_multiple(values: Array, reference: Array) -> bool:
    """Whether the same positive factor relates all differences within groups (rows), to the tolerance."""
    got, wanted = np.diff(values, axis=1).reshape(-1), np.diff(reference, axis=1).reshape(-1)
    factor = float(got @ wanted / (wanted @ wanted))
    return bool(factor > 0 and np.abs(got - factor * wanted).max() <= 10 * RELATIVE * np.abs(factor * wanted).max())


def _groups(size: int, free_of_data: bool) -> list[list[Batch]]:
    """Batches of outputs on data and on fakes whose levels vary widely; differences are taken within a group."""
    fakes = [outputs(size, 0.7 * shift + 0.05) ** power for shift, power in _VARIED]
    if free_of_data:
        return [[(outputs(size, shift), fake) for fake in fakes] for shift in (0.21, 0.64)]
    return [[(outputs(size, shift) ** power, fakes[-1 - k]) for k, (shift, power) in enumerate(_VARIED)]]


_VARIED = ((0.03, 1.0), (0.17, 0.4), (0.29, 2.2), (0.42, 0.7), (0.55, 1.6), (0.68, 0.5), (0.81, 1.9), (0.94, 1.3))
"""Shifts and exponents of outputs, so that means differ by far more than single-precision numbers round."""


def _batches() -> Iterator[Batch]:
    for size in LOSS_SIZES:
        for shift in (0.11, 0.47, 0.83):
            yield outputs(size, shift), outputs(size, 0.5 * shift + 0.37)


_MOVES = (0.01, -0.02)
_STEPS = np.array([step for _ in _batches() for step in _MOVES])
_KINDS = tuple((size, free) for size in LOSS_SIZES for free in (False, True))


def _losses(loss: Function, batches: list[Batch]) -> list[float]:
    """A loss on every batch; where it only takes scalars it is averaged over the pairs of single samples."""
    values = []
    for (d_real, d_fake), result in zip(batches, loss.map([(r.copy(), d.copy()) for r, d in batches]), strict=True):
        if isinstance(result, AnswerRaised):
            value = float(np.mean([real(item, loss.name) for item in values_at(loss, _pairs(d_real, d_fake))]))
        else:
            value = real(require_value(result), loss.name)
        if not np.isfinite(value):
            raise NotEarned(expected=_("`{name}` is finite", name=loss.name), got=_("an infinite loss"))
        values.append(value)
    return values


def _pairs(d_real: Array, d_fake: Array) -> list[tuple[float, float]]:
    return list(zip(d_real.tolist(), d_fake.tolist(), strict=True))
