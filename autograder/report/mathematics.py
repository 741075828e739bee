"""Mathematics in the texts of a report, as MathML that browsers set by themselves: `sigma^2` becomes a sigma squared.

Texts are in plain characters, which a terminal shows as they are. Only what cannot be anything else is set: Greek
letters by name, and single letters, Greek ones and indexed ones with an index, a bar, a tilde or an exponent.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "eps": "ε", "epsilon": "ε", "theta": "θ", "lambda": "λ",
    "mu": "μ", "nu": "ν", "pi": "π", "phi": "φ", "psi": "ψ", "sigma": "σ", "tau": "τ",
}  # fmt: skip
_ACCENTS = {"bar": "¯", "tilde": "~", "hat": "^"}
_TOKEN = re.compile(
    rf"(?<![\w\\])(?P<base>{'|'.join(sorted(GREEK, key=len, reverse=True))}|[A-Za-z])(?P<digit>\d)?"
    rf"(?:_(?P<accent>{'|'.join(_ACCENTS)}))?"
    r"(?:_(?P<sub>\{[\w+-]{1,8}\}|theta|[A-Za-z0-9]))?"
    r"(?:\^(?P<sup>\{[\w+-]{1,8}\}|-?[A-Za-z0-9]))?"
    r"(?![\w^])"
)


def typeset(text: str) -> Markup:
    """The text as markup, escaped, with what is mathematics in it set as such."""
    pieces, end = [], 0
    for match in _TOKEN.finditer(text):
        if match["base"] in GREEK or any(match[name] for name in ("digit", "accent", "sub", "sup")):
            pieces += [escape(text[end : match.start()]), _formula(match)]
            end = match.end()
    return Markup("").join([*pieces, escape(text[end:])])


def _formula(match: re.Match[str]) -> Markup:
    shown = _identifier(match["base"])
    if match["accent"]:
        shown = Markup('<mover accent="true">{}<mo>{}</mo></mover>').format(shown, _ACCENTS[match["accent"]])
    below = _row((match["sub"] or match["digit"] or "").strip("{}"))
    above = _row((match["sup"] or "").strip("{}"))
    if below and above:
        shown = Markup("<msubsup>{}{}{}</msubsup>").format(shown, below, above)
    elif below:
        shown = Markup("<msub>{}{}</msub>").format(shown, below)
    elif above:
        shown = Markup("<msup>{}{}</msup>").format(shown, above)
    return Markup("<math>{}</math>").format(shown)


def _row(text: str) -> Markup:
    """An index or exponent: names, numbers and signs in a row."""
    items = [_item(item) for item in re.findall(r"[A-Za-z]+|\d+|[+-]", text)]
    return Markup("<mrow>{}</mrow>").format(Markup("").join(items)) if len(items) > 1 else Markup("").join(items)


def _item(text: str) -> Markup:
    if text.isdigit():
        return Markup("<mn>{}</mn>").format(text)
    return Markup("<mo>{}</mo>").format(text.replace("-", "−")) if text in "+-" else _identifier(text)


def _identifier(name: str) -> Markup:
    return Markup("<mi>{}</mi>").format(GREEK.get(name, name))
