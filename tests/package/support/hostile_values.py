"""Well-formed values that were written to hang, exhaust or crash a judge, for answers and for results of functions."""

import base64
import itertools
import math
from fractions import Fraction
from functools import cache, partial

import numpy as np

from autograder.isolation.wire import Expr, FloatData, SymbolData, encode

HEX = hex


def sym(name, *assumptions):
    return Expr("Symbol", data=SymbolData(name, frozenset(assumptions)))


def num(value):
    fraction = Fraction(value)
    return Expr("Integer" if fraction.denominator == 1 else "Rational", data=fraction)


def floating(mantissa, exponent, sign=0):
    return Expr("Float", data=FloatData(sign, mantissa, exponent, 53))


def op(head, *args):
    return Expr(head, args)


def chain(head, start, levels, *more):
    tree = start
    for _ in range(levels):
        tree = op(head, tree, *more)
    return tree


def doubling(head, start, levels):
    """A tree that is exponentially large when its shared parts are written out."""
    tree = start
    for _ in range(levels):
        tree = op(head, tree, tree)
    return tree


X = {name: sym(name) for name in ("x", "t", "a", "m", "mu", "sigma", "p", "q", "D", "b")}
ONE, TWO, HALF, ZERO, PI = num(1), num(2), num(Fraction(1, 2)), num(0), op("Pi")
TRUE, FALSE, OO, NOO, I_UNIT = op("true"), op("false"), op("Infinity"), op("NegativeInfinity"), op("ImaginaryUnit")
BIG = num(10**6_000)
TINY = num(Fraction(1, 10**6_000))
TOWER = op("Pow", num(10), op("Pow", num(10), op("Pow", num(10), num(10))))
SPECIAL = (
    "erf erfc erfi erfinv erfcinv sin tan cot sec asin acosh atanh gamma loggamma digamma factorial LambertW log exp "
    "floor ceiling frac Abs sign arg Heaviside polygamma lowergamma Not Contains Lambda Piecewise Min".split()
)
SIZES = {
    "huge": BIG, "minus huge": op("Mul", num(-1), BIG), "tiny": TINY, "large": num(10**15), "half off": num(Fraction(-1001, 2)),
    "complex": op("Add", num(900), op("Mul", num(1000), I_UNIT)), "hugely complex": op("Add", BIG, op("Mul", BIG, I_UNIT)),
    "tower": TOWER, "near one": op("Add", ONE, TINY), "infinite": OO, "true": TRUE,
}  # fmt: skip


def numbers():
    """Numbers without symbols."""
    yield "a tower of powers", TOWER
    yield "a tower of exponentials", chain("exp", num(5), 60)
    yield "a float with an enormous exponent", floating(1, 2**60)
    yield "a float with a tiny exponent", floating(3, -(2**60), 1)
    yield "a huge integer", BIG
    yield "a huge denominator", num(Fraction(1, 3**12_000))
    yield "two huge coprime parts", num(Fraction(3**12_000, 2**19_000))
    yield "one and a tiny bit", op("Add", ONE, op("exp", num(-(10**9))))
    yield "the exponential of a million", op("exp", num(10**6))
    yield "the exponential of a trillion", op("exp", num(10**12))
    yield "a wide sum", op("Add", *[num(k) for k in range(3_000)], *[PI] * 40_000)
    yield "a wide product", op("Mul", *[BIG] * 50_000)
    yield "sums that double", doubling("Add", ONE, 390)
    yield "squares that square", doubling("Mul", num(3), 390)
    yield "powers of itself", doubling("Pow", num(3), 60)
    yield "powers near one", doubling("Pow", op("Add", ONE, num(Fraction(1, 2**70))), 60)
    yield "an enormous power of nearly one", op("Pow", op("Add", ONE, num(Fraction(1, 2**160))), num(2**4_000))
    yield "many large error functions", op("Add", *[op("erf", op("Mul", num(k), I_UNIT)) for k in range(1, 5_000)])
    yield "many gammas", op("Add", *[op("gamma", num(Fraction(k, 7))) for k in range(1, 9_000)])
    yield "deep sines", chain("sin", num(3), 390)
    yield "a wide choice", op("Piecewise", *[op("ExprCondPair", num(k), FALSE) for k in range(5_000)])
    yield "a choice without end", op("Piecewise", op("ExprCondPair", ONE, op("Equality", BIG, OO)))
    yield "the remainder by zero", op("Mod", BIG, ZERO)
    yield "a remainder of huge by tiny", op("Mod", TOWER, TINY)
    yield "zero to the minus huge", op("Pow", ZERO, op("Mul", num(-1), BIG))
    yield "minus one to an irrational", op("Pow", num(-1), op("Mul", PI, BIG))
    yield "a condition instead of a number", op("ExprCondPair", ONE, TRUE)
    yield "a tuple instead of a number", op("Tuple", ONE, TRUE)
    yield "a relation", op("StrictLessThan", I_UNIT, ONE)
    yield "an operation without operands", op("And")
    yield "a lambda of nothing", op("Lambda", op("Tuple"), ONE)
    yield "NaN", op("NaN")
    yield "complex infinity", op("ComplexInfinity")
    yield "infinity less infinity", op("Add", OO, NOO)
    for head, (size, argument) in itertools.product(SPECIAL, SIZES.items()):
        yield f"{head} of {size}", op(head, argument)
    for head in ("Pow", "atan2", "erf2", "beta", "Mod", "log", "LambertW", "Max"):
        for (one, a), (two, b) in itertools.product(SIZES.items(), repeat=2):
            yield f"{head} of {one} and {two}", op(head, a, b)


def trees(variable):
    """Expressions in a symbol."""
    x = X[variable]
    yield "a deep tree", chain("sin", x, 390)
    yield "a deep sum of itself", doubling("Add", x, 390)
    yield "a repeated square", doubling("Mul", x, 390)
    yield "a repeated power", doubling("Pow", x, 390)
    yield "a wide polynomial", op("Add", *[op("Pow", x, num(k)) for k in range(6_000)])
    yield "many poles", op("Add", *[op("Pow", op("Add", x, num(k)), num(-1)) for k in range(4_000)])
    yield "many logarithms", op("Add", x, *[op("log", op("Add", num(k), op("Pow", x, TWO))) for k in range(1, 4_000)])
    yield "many error functions", op("Add", *[op("erf", op("Mul", num(k), x)) for k in range(1, 6_000)])
    yield "many gammas of it", op("Add", *[op("gamma", op("Add", num(Fraction(k, 3)), x)) for k in range(6_000)])
    yield "many cdfs", op("Add", *[Expr("AppliedUndef", (op("Mul", num(k), x),), "F") for k in range(1, 6_000)])
    yield "cdfs of cdfs", chain_of_cdfs(x, 380)
    yield (
        "a wide choice by it",
        op(
            "Piecewise", *[op("ExprCondPair", num(k), op("StrictGreaterThan", x, num(10**9 + k))) for k in range(5_000)]
        ),
    )
    yield "nested choices", chain("Piecewise", op("ExprCondPair", x, op("StrictGreaterThan", x, ZERO)), 1)
    yield "nested integrals", nested_integrals(x, 120)
    yield "many integrals", op("Add", *[integral(op("Pow", x, num(k)), x) for k in range(2_000)])
    yield "a vanishing tower", op("Add", x, op("Pow", num(10), op("Mul", num(-1), TOWER)))
    yield "a root of a huge power", op("Pow", op("Pow", x, BIG), op("Pow", BIG, num(-1)))
    yield "an oscillation", op("sin", op("Mul", BIG, x))
    yield "an oscillating pole", op("Pow", op("sin", op("Pow", x, num(-1))), num(-1))
    yield "many symbols", op("Add", x, *[sym(f"s{k}") for k in range(6_000)])
    yield "names that are programs", op("Add", x, *[sym(name) for name in NAMES])
    for head in SPECIAL:
        yield f"{head} of its exponential", op(head, op("exp", op("Mul", num(50), x)))
        yield f"{head} of it turned", op(head, op("Mul", num(700), op("Add", x, I_UNIT)))


NAMES = (
    '__import__("os").abort()',
    "x'; drop",
    'x"',
    "\u202ex",
    "x\x00y",
    "λ" * 60,
    "",
    "x" * 64,
    "1e999",
    "oo",
    "None",
)


def chain_of_cdfs(x, levels):
    tree = x
    for _ in range(levels):
        tree = Expr("AppliedUndef", (tree,), "F")
    return tree


def integral(body, variable, lower=NOO, upper=None):
    return op("Integral", body, op("Tuple", variable, lower, upper or variable))


def nested_integrals(x, levels):
    tree = x
    for level in range(levels):
        tree = integral(tree, sym(f"v{level}"), ZERO if level % 2 else NOO, x)
    return tree


def equations(left, right="a"):
    """Derivations in two symbols."""
    t, a = X[left], X[right]
    normal = op(
        "Mul",
        op("Pow", op("Mul", TWO, PI), num(Fraction(-1, 2))),
        op("exp", op("Mul", num(Fraction(-1, 2)), op("Pow", t, TWO))),
    )
    cdfs = op("Equality", Expr("AppliedUndef", (t,), "F"), Expr("AppliedUndef", (a,), "Q01"))
    for what, tree in trees(left):
        yield f"{what} on one side", [op("Equality", tree, a)]
        yield f"{what} on both sides", [op("Equality", tree, tree)]
    for what, tree in itertools.islice(numbers(), 0, 34):
        yield f"{what} as a side", [op("Equality", t, op("Mul", tree, a))]
    yield (
        "nearly right, with towers",
        [op("Equality", op("Add", t, op("Pow", num(10), op("Mul", num(-1), TOWER))), op("log", a))],
    )
    yield "two hundred lines", [op("Equality", op("Add", t, *[op("sin", t)] * 9), op("log", a))] * 200
    yield (
        "two hundred true-looking lines",
        [op("Equality", op("Mul", num(k), t), op("Mul", num(k), op("log", a))) for k in range(2, 202)],
    )
    yield (
        "two hundred lines of cdfs",
        [op("Equality", op("Mul", num(k), cdfs.args[0]), op("Mul", num(k), cdfs.args[1])) for k in range(2, 202)],
    )
    yield "too many lines", [cdfs] * 900
    yield "sides of truth", [op("Equality", TRUE, FALSE), op("Equality", op("Equality", t, a), TRUE)]
    yield "one side only", [op("Equality", t), op("Equality"), op("Equality", t, a, t)]
    yield (
        "integrals of densities",
        [
            op(
                "Equality",
                op("Add", *[integral(op("Add", normal, num(Fraction(1, 10**k))), t) for k in range(30, 900)]),
                a,
            )
        ],
    )
    yield "sets in lines", [op("Equality", op("Interval", t, a), op("Reals"))]


def sets():
    """Sets that are hard to look into."""
    everything, positive = op("Interval", NOO, OO, TRUE, TRUE), op("Interval", ZERO, OO, TRUE, TRUE)
    x = X["x"]
    for head in ("Union", "Intersection", "SymmetricDifference", "Complement"):
        yield f"{head} that doubles", doubling(head, positive, 300)
        yield f"{head} of nothing", op(head)
        yield f"{head} of one", op(head, everything)
        yield f"{head} of other things", op(head, op("Integers"), positive, ONE)
        yield f"a wide {head}", op(head, *[op("Interval", num(k), num(k + 1), TRUE, FALSE) for k in range(900)])
        yield f"too wide a {head}", op(head, *[op("Interval", num(k), num(k + 1), TRUE, FALSE) for k in range(9_000)])
    for ends in itertools.product((BIG, TOWER, OO, NOO, TRUE, op("NaN"), I_UNIT, x, op("Reals")), repeat=2):
        yield f"an interval of {ends}", op("Interval", *ends, TRUE, TRUE)
    yield "an interval of nothing", op("Interval")
    yield "an interval without ends", op("Interval", ZERO)
    yield "an interval with half an end", op("Interval", ZERO, OO, TRUE)
    yield "many points", op("FiniteSet", *[num(Fraction(k, 7)) for k in range(1_500)])
    yield "many slow points", op("FiniteSet", *[op("gamma", num(Fraction(k, 7))) for k in range(900)])
    yield "too many points", op("FiniteSet", *[num(k) for k in range(15_000)])
    for what, condition in trees("x"):
        yield f"numbers with {what}", op("ConditionSet", x, op("StrictGreaterThan", condition, ZERO), op("Reals"))
    yield "a condition on nothing", op("ConditionSet", ONE, TRUE, op("Reals"))
    yield "a condition without a base", op("ConditionSet", x, TRUE)
    yield "a condition on whole numbers", op("ConditionSet", x, TRUE, op("Integers"))
    yield "sets as conditions", op("ConditionSet", x, op("Contains", x, positive), op("Reals"))
    yield "deeply nested sets", chain("Union", positive, 350, op("EmptySet"))
    yield "a range", op("Range", ZERO, OO, ONE)


def plain():
    """Values without expressions, encoded."""
    array = np.array
    for name, value in {
        "nothing": None, "true": True, "minus one": -1, "NaN": math.nan, "infinity": math.inf, "minus infinity": -math.inf,
        "a denormal": 5e-324, "the largest float": 1.7e308, "a complex NaN": complex(math.nan, 1), "i": 1j,
        "a huge integer": 2**19_999, "a long text": "invertible" * 9_999, "an empty text": "", "a text that is a program": NAMES[0],
        "an empty list": [], "an empty tuple": (), "an empty dictionary": {}, "ragged lists": [[1], [1, 2], []],
        "deep lists": deep_lists(22), "wide lists": [0] * 100_000, "lists of lists": [[[1.0] * 3] * 30] * 30,
        "ten thousand texts": ["a"] * 10_000, "a list of NaN": [math.nan] * 3, "a list of infinities": [math.inf, -math.inf],
        "huge integers": [2**19_000, -(2**19_000), 2**19_000], "mixed": [1, "a", None, 1j, (), {}],
        "a dictionary of numbers": {k: k for k in range(2_000)}, "strange keys": {math.nan: 1, None: 2, (): 3, 1j: 4},
        "a dictionary of hostile directions": {"discriminator": 2**19_000, "generator": math.nan},
        "a dictionary of texts": {"discriminator": "1", "generator": [], "log p(x_0)": "False"},
        "NaN everywhere": np.full(61, math.nan), "two NaN": array([math.nan, math.nan]), "denormals": np.full(71, 5e-324),
        "two million items": np.zeros(2_000_000), "two million truths": np.zeros(2_000_000, dtype=bool),
        "a million complex numbers": np.full(1_000_000, 1 + 1j), "a thousand rows": np.zeros((1_000, 1_000)),
        "an array of truths": array([True, False]), "a number in an array": array(math.inf), "no items": np.zeros(0),
        "no rows": np.zeros((0, 3)), "rows of nothing": np.zeros((1_000, 0)), "many axes": np.zeros((1,) * 12 + (3,)),
        "largest integers": np.full(9, 2**63 - 1), "largest unsigned": np.full(2, 2**64 - 1, dtype=np.uint64),
        "overflowing pairs": array([1.7e308, -1.7e308]), "opposite infinities": array([math.inf, -math.inf]),
        "minus zeros": array([-0.0, -0.0, -0.0]), "steps out of range": array([-5, 0, 10**9]), "pairs of arrays": [np.zeros(9), np.ones(9)],
    }.items():  # fmt: skip
        yield name, encode(value)
    yield "a set of colliding integers", ["set", [["int", HEX(k * (2**61 - 1))] for k in range(4_000)]]
    yield "a set of texts", ["set", [["str", str(k)] for k in range(4_000)]]
    yield "a set of NaN", ["set", [["float", "nan"]] * 4_000]
    yield "a function", ["function"]
    yield "an opaque object", ["opaque", "DataFrame"]
    yield "an unread ellipsis", ["list", [["ellipsis"], ["function"]]]
    yield "colliding steps", ["list", [["int", HEX(k * (2**61 - 1))] for k in range(4_900)]]
    yield "many rationals", ["list", [encode(num(Fraction(3**9_000 + k, 2**14_000))) for k in range(300)]]
    yield "a broken value", ["list", [["list"]]]
    yield "an array of bytes that do not fit", ["array", "f", [3], base64.b64encode(b"1234").decode()]


def deep_lists(levels):
    value = [1.0]
    for _ in range(levels):
        value = [value]
    return value


SYMBOLS_OF = {
    "q1c_f_inv": "x",
    "q3b_objective": "D",
    "q3b_at_optimum": "p",
    "q3b_one_minus_D": "q",
    "q3b_kl_terms": "p",
}
DERIVATIONS = {"q2a_derivation": "t", "q2b_derivation": "m", "q2c_derivation": "t"}
SETS = ("q2d_support_prior", "q2d_support_normal")


def hostile_answers(name):
    """Hostile values for one answer: what is hostile about each, and a function that encodes it."""
    for what, data in _all(plain):
        yield what, lambda data=data: data
    for what, tree in _all(numbers):
        yield what, partial(encode, tree)
        if name == "q1b_counterexample":
            yield f"{what} in a point", partial(encode, [[tree, ONE, ONE], [op("Mul", num(-1), tree), TWO, tree]])
        if name == "q3b_kl_terms":
            yield f"{what} in a pair", partial(encode, [tree, ONE])
    if name in SYMBOLS_OF:
        for what, tree in _all(trees, SYMBOLS_OF[name]):
            yield what, partial(encode, [tree, tree] if name == "q3b_kl_terms" else tree)
    if name in DERIVATIONS:
        for what, lines in _all(equations, DERIVATIONS[name]):
            yield what, partial(encode, lines)
    if name in SETS:
        for what, tree in _all(sets):
            yield what, partial(encode, tree)


@cache
def _all(kind, *arguments):
    return list(kind(*arguments))
