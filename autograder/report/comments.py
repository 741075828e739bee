"""Markdown that staff write to a student, as markup that is safe on any page: no HTML, no images.

Formulas stand in dollars, `$...$` or `$$...$$`, and become MathML. They are shown as TeX where the optional library for
that is not installed, or makes anything of them that a formula may not have in it.
"""

from __future__ import annotations

import functools
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from autograder.report.escaping import escape_invisible

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
ELEMENTS = frozenset(
    """math mrow mi mn mo mtext mspace msub msup msubsup munder mover munderover mfrac msqrt mroot mtable mtr mtd mstyle
    mpadded mphantom menclose mmultiscripts""".split()
)
ATTRIBUTES = frozenset(
    """display displaystyle scriptlevel mathvariant stretchy fence form separator lspace rspace width height depth
    columnalign rowspacing columnspacing linethickness accent accentunder minsize maxsize movablelimits symmetric
    notation""".split()
)
"""What a formula may consist of; the converter lets through whatever a text in it spells."""


def markdown(text: str) -> Markup:
    """The markup of a comment; HTML in it is shown as text, and links lead to web and mail addresses only."""
    return Markup(_parser().render(escape_invisible(text, lines=True)))


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # most pages have no comment
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").disable("image")
    parser.use(dollarmath_plugin, double_inline=True)
    for rule, display in (("math_inline", False), ("math_inline_double", True), ("math_block", True)):
        parser.renderer.rules[rule] = functools.partial(_formula, display=display)  # type: ignore[attr-defined]
    return parser


def _formula(tokens: Any, index: int, *_: Any, display: bool) -> str:
    tex = str(tokens[index].content).strip()
    shown = _mathml(tex, display=display)
    return str(Markup("<code>{}</code>").format(tex)) if shown is None else shown


def _mathml(tex: str, *, display: bool) -> str | None:
    """The formula, built anew from the elements that a formula may have, or None where it has any other."""
    try:
        from latex2mathml.converter import convert
    except ImportError:
        return None
    try:
        root = ET.fromstring(convert(tex, display="block" if display else "inline"))
    except Exception:  # whatever a converter makes of what somebody typed, the formula is shown as it was typed
        return None
    names = [element.tag.removeprefix(f"{{{NAMESPACE}}}") for element in root.iter()]
    return _written(root) if set(names) <= ELEMENTS else None


def _written(element: ET.Element) -> str:
    name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
    kept = "".join(f' {key}="{escape(value)}"' for key, value in element.attrib.items() if key in ATTRIBUTES)
    inside = "".join([str(escape(element.text or "")), *map(_written, element)])
    return f"<{name}{kept}>{inside}</{name}>{escape(element.tail or '')}"
