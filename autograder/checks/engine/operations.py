"""What each head of an expression does to numbers, at mpmath's working precision and with bounded arguments."""

from __future__ import annotations

from collections.abc import Callable

import mpmath
from mpmath import mp

from autograder.checks.engine.numbers import Number
from autograder.checks.engine.steps import charge

LARGEST_ARGUMENT = 4_096
"""Bits of magnitude that an argument of a transcendental function may have."""
LARGEST_COMPLEX = 40
"""Bits of magnitude beyond which error functions off the real line are not computed: the series would not end."""
LARGEST_EXPONENT = 64
"""Bits of an integer exponent up to which powers are repeated products."""

UNDEFINED = object()
"""In place of a value that does not exist."""


def size(value: Number) -> int:
    """Bits of magnitude of a finite number, 0 for truth values, infinities and tuples."""
    if type(value) is mpmath.mpf:  # by far the most frequent: read off, as `mag` would compute it
        _, mantissa, exponent, bits = value._mpf_
        return int(exponent + bits) if mantissa else 0
    if isinstance(value, (bool, tuple)) or not mpmath.isfinite(value) or value == 0:
        return 0
    return int(mpmath.mag(value))


def _power(base: Number, exponent: Number) -> Number:
    if base == 0:
        if mpmath.re(exponent) < 0:
            raise ZeroDivisionError
        return mpmath.mpf(0) if exponent != 0 else mpmath.mpf(1)
    if size(exponent) > LARGEST_ARGUMENT or size(exponent * mpmath.log(base)) > LARGEST_ARGUMENT:
        raise OverflowError
    if size(exponent) > LARGEST_EXPONENT:  # repeated squaring would take time in proportion to the exponent's bits
        charge(2 * size(exponent))
        with mp.workprec(mp.prec + size(exponent) + 10):
            return mpmath.exp(exponent * mpmath.log(base))
    return mpmath.power(base, exponent)


def _error_function(function: Callable[[Number], Number]) -> Callable[[Number], Number]:
    """An error function where its series ends: on the real line, and not too far off it."""

    def bounded(value: Number) -> Number:
        if size(value) > LARGEST_COMPLEX and (mpmath.im(value) != 0 or function is mpmath.erfi):
            raise OverflowError
        return function(value)

    return bounded


_erf, _erfc, _erfi = (_error_function(function) for function in (mpmath.erf, mpmath.erfc, mpmath.erfi))


def _real(value: Number) -> Number:
    """A number that can be ordered."""
    if isinstance(value, bool) or mpmath.im(value) != 0:
        raise ValueError
    return mpmath.re(value)


def _order(compare: Callable[[Number, Number], bool]) -> Callable[[Number, Number], bool]:
    return lambda a, b: bool(compare(_real(a), _real(b)))


def _log(value: Number, base: Number | None = None) -> Number:
    if value == 0:
        raise ZeroDivisionError
    return mpmath.log(value) if base is None else mpmath.log(value) / mpmath.log(base)


def _sum(*terms: Number) -> Number:
    return mpmath.fsum(terms)


def _product(*factors: Number) -> Number:
    result = mpmath.mpf(1)
    for factor in factors:
        result = result * factor
    return result


def _gamma(value: Number) -> Number:
    if size(value) > 40:
        raise OverflowError
    return mpmath.gamma(value)


def _heaviside(value: Number, at_zero: Number = None) -> Number:
    if _real(value) == 0:
        return mpmath.mpf("0.5") if at_zero is None else at_zero
    return mpmath.mpf(1 if _real(value) > 0 else 0)


def _truth(values: tuple[Number, ...]) -> list[bool]:
    if not all(isinstance(value, bool) for value in values):
        raise TypeError
    return list(values)


LARGEST_SPECIAL = 12
"""Bits of magnitude of arguments that special functions are computed for; their series take longer with each bit."""


def _special(function: Callable[..., Number]) -> Callable[..., Number]:
    """A special function where it is quick to compute."""

    def bounded(*args: Number) -> Number:
        charge(100)
        if any(size(arg) > LARGEST_SPECIAL for arg in args):
            raise OverflowError
        return function(*args)

    return bounded


def _hyper(upper: Number, lower: Number, argument: Number) -> Number:
    """The generalised hypergeometric function; parameters come as tuples."""
    if size(argument) > LARGEST_SPECIAL or any(size(arg) > LARGEST_SPECIAL for arg in (*upper, *lower)):
        raise OverflowError
    charge(400)
    return mpmath.hyper(list(upper), list(lower), argument)


def _off_zero(value: Number, order: Number = 0) -> Number:
    """Dirac's delta has no value at zero, and is zero elsewhere."""
    if _real(value) == 0:
        raise ZeroDivisionError
    return mpmath.mpf(0) * _real(order)


_CONSTANTS: dict[str, Callable[[], Number]] = {
    "Exp1": lambda: mpmath.e + 0, "Pi": lambda: mpmath.pi + 0, "ImaginaryUnit": lambda: mpmath.mpc(0, 1),
    "Infinity": lambda: mpmath.inf, "NegativeInfinity": lambda: -mpmath.inf, "GoldenRatio": lambda: mpmath.phi + 0,
    "EulerGamma": lambda: mpmath.euler + 0, "Catalan": lambda: mpmath.catalan + 0,
    "true": lambda: True, "false": lambda: False,
}  # fmt: skip
TRANSCENDENTAL: dict[str, Callable[..., Number]] = {
    "exp": mpmath.exp, "expm1": mpmath.expm1, "exp2": lambda x: mpmath.power(2, x),
    "erf": _erf, "erfc": _erfc, "erfi": _erfi,
    "erf2": lambda a, b: _erf(b) - _erf(a), "erfinv": mpmath.erfinv,
    "erfcinv": lambda x: mpmath.erfinv(1 - x),
    "sin": mpmath.sin, "cos": mpmath.cos, "tan": mpmath.tan, "cot": mpmath.cot, "sec": mpmath.sec, "csc": mpmath.csc,
    "asin": mpmath.asin, "acos": mpmath.acos, "atan": mpmath.atan, "acot": mpmath.acot,
    "atan2": lambda y, x: mpmath.atan2(_real(y), _real(x)),
    "sinh": mpmath.sinh, "cosh": mpmath.cosh, "tanh": mpmath.tanh, "coth": mpmath.coth, "sech": mpmath.sech,
    "csch": mpmath.csch, "asinh": mpmath.asinh, "acosh": mpmath.acosh, "atanh": mpmath.atanh, "acoth": mpmath.acoth,
    "gamma": _gamma, "loggamma": lambda x: mpmath.loggamma(x) if size(x) < 200 else UNDEFINED,
    "factorial": lambda x: _gamma(x + 1), "LambertW": lambda x: mpmath.lambertw(x), "digamma": mpmath.digamma,
    "beta": lambda a, b: _gamma(a) * _gamma(b) / _gamma(a + b), "exp_polar": mpmath.exp, "sinc": mpmath.sinc,
    "asec": mpmath.asec, "acsc": mpmath.acsc, "asech": mpmath.asech, "acsch": mpmath.acsch,
}  # fmt: skip
_SPECIAL: dict[str, Callable[..., Number]] = {
    "lowergamma": lambda s, x: mpmath.gammainc(s, 0, x), "uppergamma": lambda s, x: mpmath.gammainc(s, x),
    "polygamma": lambda n, x: mpmath.psi(n, x), "trigamma": lambda x: mpmath.psi(1, x), "harmonic": mpmath.harmonic,
    "binomial": mpmath.binomial, "factorial2": mpmath.fac2,
    "subfactorial": lambda n: mpmath.gammainc(n + 1, -1) / mpmath.e,
    "RisingFactorial": mpmath.rf, "FallingFactorial": mpmath.ff, "polylog": mpmath.polylog,
    "lerchphi": mpmath.lerchphi, "zeta": mpmath.zeta,
    "dirichlet_eta": mpmath.altzeta, "Ei": mpmath.ei, "li": mpmath.li, "Li": lambda x: mpmath.li(x, offset=True),
    "Si": mpmath.si, "Ci": mpmath.ci, "Shi": mpmath.shi, "Chi": mpmath.chi, "expint": mpmath.expint,
    "fresnels": mpmath.fresnels, "fresnelc": mpmath.fresnelc, "besselj": mpmath.besselj, "bessely": mpmath.bessely,
    "besseli": mpmath.besseli, "besselk": mpmath.besselk, "airyai": mpmath.airyai, "airybi": mpmath.airybi,
    "elliptic_k": mpmath.ellipk, "elliptic_e": mpmath.ellipe, "elliptic_f": mpmath.ellipf,
    "erf2inv": lambda a, b: mpmath.erfinv(mpmath.erf(a) + b),
}  # fmt: skip
SERIES = frozenset(
    "erf erfc erfi erf2 erfinv erfcinv gamma loggamma factorial LambertW digamma beta AppliedUndef".split()
)
OPERATIONS: dict[str, Callable[..., Number]] = {
    **_CONSTANTS,
    **TRANSCENDENTAL,
    **{name: _special(function) for name, function in _SPECIAL.items()},
    "hyper": _hyper, "DiracDelta": _off_zero, "Tuple": lambda *items: items,
    "log": _log,  # cheap at any magnitude
    "log1p": lambda x: _log(1 + x), "log2": lambda x: _log(x, mpmath.mpf(2)),
    "log10": lambda x: _log(x, mpmath.mpf(10)),
    "Add": _sum, "Mul": _product, "Pow": _power, "Abs": mpmath.fabs, "sign": mpmath.sign, "re": mpmath.re,
    "im": mpmath.im, "conjugate": mpmath.conj, "arg": mpmath.arg, "polar_lift": lambda x: x,
    "floor": lambda x: mpmath.floor(_real(x)), "ceiling": lambda x: mpmath.ceil(_real(x)),
    "frac": lambda x: _real(x) - mpmath.floor(_real(x)), "Mod": lambda a, b: _real(a) - _real(b) * mpmath.floor(a / b),
    "Min": lambda *xs: min(_real(x) for x in xs), "Max": lambda *xs: max(_real(x) for x in xs),
    "Heaviside": _heaviside, "CarriedOut": lambda value: value,
    "ExprCondPair": lambda value, condition: (value, condition),
    "Equality": lambda a, b: bool(a == b), "Unequality": lambda a, b: bool(a != b),
    "StrictLessThan": _order(lambda a, b: a < b), "StrictGreaterThan": _order(lambda a, b: a > b),
    "LessThan": _order(lambda a, b: a <= b), "GreaterThan": _order(lambda a, b: a >= b),
    "And": lambda *xs: all(_truth(xs)), "Or": lambda *xs: any(_truth(xs)), "Not": lambda x: not _truth((x,))[0],
    "Xor": lambda *xs: sum(_truth(xs)) % 2 == 1, "ITE": lambda c, a, b: a if _truth((c,))[0] else b,
}  # fmt: skip
