"""Wrong models of problem 3a: other terms, other directions, and the losses of other games, some of them by name."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.dgm.adversarial import (
    SIZES,
    Game,
    Term,
    outputs,
    plays,
    pulls,
    require_adversarial,
    require_direction,
    require_term,
)
from autograder.checks.engine.numbers import Array
from autograder.checks.mistakes import Fits, NotThis, gives, require
from autograder.checks.values import mapping

GameOf = Callable[[Any], Game]
"""The game that a submission's losses play, from its answers."""


def term_is(name: str, wrong: Term) -> Fits:
    """A term of the objective has the wrong model's value on every batch, to 1e-6 relative."""
    return lambda answers: require_term(answers.function(name), wrong)


def each_sample(name: str, wrong: Callable[[Array], Array]) -> Fits:
    """A term gives one value for each sample."""
    return gives(name, wrong, [(outputs(size, 0.13),) for size in SIZES[1:]])


def multiple_of(name: str, right: Term, *, positive: bool = False, but_one: bool = False) -> Fits:
    """A term is always the same multiple of another: the factor is fitted to one batch, then verified on all."""

    def fits(answers: Any) -> dict[str, str]:
        first = outputs(SIZES[1], 0.13)
        factor = float(answers.function(name)(first.copy())) / right(first)
        require(np.isfinite(factor) and (factor if positive else abs(factor)) > 1e-9)
        require(not but_one or abs(factor - 1) > 1e-6)
        require_term(answers.function(name), lambda d: factor * right(d))
        return {"factor": f"{factor:.4g}"}

    return fits


def directions(function: str, right: Term, name: str, *, discriminator: int, generator: int) -> Fits:
    """The term is right, and the players want it to move in these directions."""

    def fits(answers: Any) -> None:
        require_term(answers.function(function), right)
        require_direction(answers[name], name, discriminator=discriminator, generator=generator)

    return fits


def directions_in_words(function: str, right: Term, name: str) -> Fits:
    """The term is right, and directions are written out as texts."""

    def fits(answers: Any) -> None:
        require_term(answers.function(function), right)
        require(any(isinstance(value, str) for value in mapping(answers[name], name).values()))

    return fits


def turned(game: GameOf, *, discriminator: int = 1, generator: int = 1) -> Fits:
    """The losses are adversarial once some of them are negated."""

    def fits(answers: Any) -> None:
        found = game(answers)
        signs = {"discriminator": discriminator, "generator": generator}
        values = {name: tuple(sign * value for value in getattr(found, name)) for name, sign in signs.items()}
        require_adversarial(dataclasses.replace(found, **values))

    return fits


def ignores(game: GameOf, what: str) -> Fits:
    """A loss does not change at all when certain outputs move (`pulls` names them), and the other pulls are there."""

    def fits(answers: Any) -> None:
        found = pulls(game(answers))
        require((found[what] == 0).all() and all((values != 0).all() for name, values in found.items() if name != what))

    return fits


def same_loss(game: GameOf) -> Fits:
    """Both players minimise one loss."""

    def fits(answers: Any) -> None:
        found = game(answers)
        require(np.allclose(found.generator, found.discriminator, rtol=1e-6, atol=0))
        require((pulls(found)["fakes"] != 0).all())

    return fits


def exchanged(game: GameOf) -> Fits:
    """The losses are adversarial once each player is given the other one's."""

    def fits(answers: Any) -> None:
        found = game(answers)
        require_adversarial(dataclasses.replace(found, discriminator=found.generator, generator=found.discriminator))

    return fits


def is_game(game: GameOf, *others: tuple[Callable[..., Any], Callable[..., Any]]) -> Fits:
    """The losses are those of one of the other games."""

    def fits(answers: Any) -> None:
        found = game(answers)
        if not any(plays(found, discriminator, generator) for discriminator, generator in others):
            raise NotThis

    return fits
