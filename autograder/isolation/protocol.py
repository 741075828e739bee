"""What worker and judge agree on: messages, tags and limits, each in this one place. Imports nothing of this package.

A frame is a four-byte big-endian length and that many bytes of UTF-8 JSON. Requests of the judge's side, and answers:

    {"op": "run", "given": [source, ...], "cells": [[index, source], ...], "parts": [[name, ...], ...]}
        -> for every cell {"event": "start", "cell": index}, then
           {"event": "end", "cell": index, "error": null | [type, text], "notes": [[kind, what], ...]};
           at last {"event": "ran", "given": [name, ...], "states": [[state, index | null], ...]}: the names that
           only the given cells have defined; for every part, the number of the state after the last cell that
           defined one of its names, 0 where that is the state at the end, and that cell
    {"op": "snapshot", "state": state, "names": [name, ...]}
        -> for every name, in order, {"value": value | ["missing"] | ["unavailable"] | ["toolarge", why]}
    {"op": "call", "state": state, "name": name, "calls": [[value, ...], ...]}
        -> {"results": [["value", value] | ["raised", kind] | ["arguments"] | ["toolarge", why] | ["missing"], ...]}

Values are JSON arrays led by a tag: ["none"], ["ellipsis"], ["function"], ["bool", b], ["int", hex], ["float", hex],
["complex", hex, hex], ["str", s], ["list" | "tuple" | "set", [value, ...]], ["dict", [[key, value], ...]],
["array", kind, shape, base64 of little-endian 8-byte items (1 byte for "b", 2 for "e", 16 for "c")],
["expr", [[head, data, children], ...]] with children before parents, and ["opaque", type name] for all else.

Whatever a submission does to its worker, the judge's side takes only what this grammar and `ACCEPTED` admit.
"""

from __future__ import annotations

import dataclasses
from typing import Final


class Op:
    """What a request asks for."""

    RUN: Final = "run"
    SNAPSHOT: Final = "snapshot"
    CALL: Final = "call"


class Event:
    """What a worker says while cells run."""

    START: Final = "start"
    END: Final = "end"
    RAN: Final = "ran"


class Reply:
    """How one call, or the reading of one name, ended; a snapshot's entry without such a tag is a value."""

    VALUE: Final = "value"
    RAISED: Final = "raised"
    ARGUMENTS: Final = "arguments"
    """It cannot be called with so many arguments."""
    TOO_LARGE: Final = "toolarge"
    MISSING: Final = "missing"
    UNAVAILABLE: Final = "unavailable"
    """It would have come from a module that is not there."""


class NoteKind:
    """What a cell did not do, or not as on the student's machine."""

    PROGRAM: Final = "program"
    MAGIC: Final = "magic"
    IMPORT: Final = "import"
    USE: Final = "use"


class Tag:
    """The first item of a value."""

    NONE: Final = "none"
    ELLIPSIS: Final = "ellipsis"
    FUNCTION: Final = "function"
    BOOL: Final = "bool"
    INT: Final = "int"
    FLOAT: Final = "float"
    COMPLEX: Final = "complex"
    STR: Final = "str"
    LIST: Final = "list"
    TUPLE: Final = "tuple"
    SET: Final = "set"
    DICT: Final = "dict"
    ARRAY: Final = "array"
    EXPRESSION: Final = "expr"
    OPAQUE: Final = "opaque"


ARRAY_TYPES: Final = {"b": "|u1", "i": "<i8", "u": "<u8", "e": "<f2", "f": "<f8", "c": "<c16"}
"""The kind of an array to how its items travel: NumPy's kinds, and `e` for half precision, whose rounding is coarse."""

ASSUMPTIONS: Final = (
    "extended_real", "finite", "integer", "negative", "nonnegative", "nonpositive", "nonzero", "positive", "real",
    "zero",
)  # fmt: skip
"""The assumptions on a symbol that travel with it."""


ATOMS: Final = frozenset(
    """
    Exp1 Pi ImaginaryUnit Infinity NegativeInfinity ComplexInfinity NaN GoldenRatio EulerGamma Catalan true false
    Reals Naturals Naturals0 Integers Rationals Complexes EmptySet UniversalSet
    """.split()
)
LEAVES: Final = ATOMS | {"Integer", "Rational", "Float", "Symbol"}
SPECIAL_FUNCTIONS: Final = frozenset(
    """
    gamma loggamma lowergamma uppergamma beta digamma trigamma polygamma factorial factorial2 subfactorial binomial
    RisingFactorial FallingFactorial harmonic LambertW polylog lerchphi zeta dirichlet_eta Ei li Li Si Ci Shi Chi expint
    fresnels fresnelc besselj bessely besseli besselk airyai airybi elliptic_k elliptic_e elliptic_f hyper sinc
    erf erfc erfi erf2 erfinv erfcinv erf2inv DiracDelta
    """.split()
)
OPERATIONS: Final = SPECIAL_FUNCTIONS | frozenset(
    """
    Add Mul Pow Mod exp log sin cos tan cot sec csc asin acos atan acot asec acsc atan2 sinh cosh tanh coth sech csch
    asinh acosh atanh acoth asech acsch sqrt cbrt root Abs sign re im conjugate arg floor ceiling frac Min Max Heaviside
    log1p expm1 log2 log10 exp2 Piecewise ExprCondPair Tuple Lambda Integral CarriedOut exp_polar polar_lift Equality
    Unequality StrictLessThan StrictGreaterThan LessThan GreaterThan And Or Not Xor ITE Interval Union Intersection
    Complement FiniteSet ConditionSet SymmetricDifference Contains Range AppliedUndef
    """.split()
)
HEADS: Final = LEAVES | OPERATIONS
"""Every head that a node of an expression may have: SymPy's class names, but for `AppliedUndef` (an undefined function)
and `CarriedOut` (an integral, and what SymPy makes of it)."""
UNREADABLE: Final = "value that cannot be read"
"""Stands for the type of a value whose own methods fail when it is read."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Limits:
    """The largest value; every honest answer to the exam is orders of magnitude below."""

    items: int = 400_000
    hashed_items: int = 4_096
    depth: int = 24
    text: int = 100_000
    array_items: int = 2_000_000
    integer_bits: int = 20_000
    nodes: int = 20_000
    expression_depth: int = 400
    exponent_bits: int = 64
    name: int = 64


ACCEPTED: Final = Limits()
"""What the judge's side takes."""
SENT: Final = dataclasses.replace(ACCEPTED, items=300_000, depth=20, text=50_000)
"""What an undamaged worker writes. It stops earlier, so that it is the worker that says what is too large."""

MAX_FRAME: Final = 24 * 2**20
"""Bytes of a frame; the largest honest answer (an array of a few hundred thousand numbers) is far below."""
MAX_ARRAY_BYTES: Final = MAX_FRAME * 3 // 4 - 2**16
"""Bytes of one array before base64, so that its frame can be sent."""
MAX_MARKS: Final = 1_500_000
"""Commas and opening brackets of a frame: three bytes of JSON can become an object of a hundred."""
MAX_KEPT_OUTPUT: Final = 20_000
"""Characters of a cell's output that a worker keeps; nobody is sent them."""
MAX_NOTES: Final = 20
MAX_NOTE_TEXT: Final = 200
"""Notes of a cell, and characters of one."""
MAX_ERROR_TYPE: Final = 80
MAX_ERROR_TEXT: Final = 2_000
"""Characters of a cell's error."""
