"""A reader who knows nothing answers a sheet out of its own text: words that single something out, formulas, code.

Menus (the lines that a starter cell offers, questions, conditions) single nothing out. What a word or a formula may stand
for is decided here without the marking scheme; every piece of code and every formula is then tried wherever it fits.
"""

import ast
import contextlib
import math
import re
import warnings

import numpy as np
import sympy as sp

from autograder.grading.answers import Answers
from autograder.grading.answers.proxy import WorkerConnection
from autograder.isolation.sandbox import Budget
from autograder.isolation.wire import encode
from autograder.isolation.worker.encode import encode as worker_encode
from autograder.isolation.worker.serve import one_call
from autograder.record.losses import TickLost

AGAINST = re.compile(r"\b(ruin|disprove|not invertible|no valid|lost\b|collision|fails|invalid because|is no example)")
NO_FORM = re.compile(r"no closed form|intractable")
OPEN = re.compile(r"\?|\bif\b|\bwhether\b|\bwhich\b", re.IGNORECASE)
KNOWN = {"np": np, "sp": sp, "math": math, "abs": abs, "sum": sum, "max": max, "min": min, "len": len, "float": float}


class Copyist:
    """One sheet: a notebook as plain JSON."""

    def __init__(self, notebook, scheme):
        self.scheme = scheme
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]
        self.checks = dict(notebook["metadata"].get("otter", {}).get("tests", {}))
        self.sections = self._sections(cells)
        self.code = self._code(cells)
        self.given = {**KNOWN}
        given = next(cell for cell in notebook["cells"] if cell["metadata"].get("name") == "given")
        exec("".join(given["source"]), self.given)

    @staticmethod
    def _sections(cells):
        """All text of each part, errata put to their parts, embedded checks as well."""
        part, sections = "", {}
        for kind, source in cells:
            for line in source.splitlines() if "exec(compile(" not in source else []:
                heading = re.match(r"## (\w+)|def checks_(\d\w)\(|\* \*\*(\d\w)\.\*\*", line)
                part = next(filter(None, heading.groups())) if heading else part
                if not (kind == "code" and "..." in line):
                    sections[part] = sections.get(part, "") + line + "\n"
        return sections

    def _code(self, cells):
        """Everything that parses as Python: cells, the checks and figures inside them, code in the text."""
        pieces = list(self.checks.values())
        for kind, source in cells:
            if "exec(compile(r'''" in source:
                library = source.split("r'''", 1)[1].rsplit("'''", 1)[0]
                source = library[library.index("def checks_") :]  # what is the same on every sheet tells nothing
            pieces += [source] if kind == "code" else re.findall(r"(?<!`)`([^`\n]+)`", source)
            pieces += [] if kind == "code" else ["\n".join(re.findall(r"^    (.*)$", source, re.MULTILINE))]
            pieces += [] if kind == "code" else re.findall(r"= *([\w+*/() -]+)\$", source)
        return pieces

    def sentences(self, part):
        """Sentences of a part that state something."""
        text = self.sections.get(part, "") + self.checks.get(f"q{part}", "")
        return [s for s in re.split(r"(?<=[.:?])\s+|\n\n", text) if not OPEN.search(s)]

    def snippets(self):
        """All expressions of the code, once each."""
        found = {}
        for piece in self.code:
            try:
                tree = ast.parse(piece)
            except SyntaxError:
                continue
            slices = {n for s in ast.walk(tree) if isinstance(s, ast.Subscript) for n in ast.walk(s.slice)}
            for node in ast.walk(tree):
                if (
                    isinstance(node, ast.expr)
                    and node not in slices
                    and not isinstance(node, (ast.Starred, ast.Lambda, ast.JoinedStr, ast.FormattedValue, ast.Slice))
                ):
                    found.setdefault(ast.unparse(node), node)
        return found

    # What words single out --------------------------------------------------------------------------------------

    def by_words(self):
        """Answers that are choices, where the text singles one out."""
        answers, whole = {}, " ".join(self.sections.values())
        for name in self.scheme.names:
            part = name[1:3]
            said = self.sentences(part)
            if name.endswith("_is_valid_flow") and any(AGAINST.search(s) for s in said):
                answers[name] = False
            elif name.endswith("_violates"):
                listed = self.given["REQUIREMENTS"]
                prose = re.sub(r'"[^"]*"|`[^`]*`', "", whole)
                counts = {entry: len(re.findall(entry[:-2], prose)) for entry in listed}
                best = max(counts, key=counts.get)
                answers.update({name: best} if counts[best] else {})
            elif name == "q4a_closed_form" and any(NO_FORM.search(s) for s in said):
                keys = ("log p(x_0)", "q(z_n | x_0)", "q(z_{n-1} | z_n, x_0)", "p(z_{n-1} | z_n)")
                answers[name] = {key: "likelihood" not in " ".join(said) or not key.startswith("log") for key in keys}
            elif name == "q4d_invalid":
                flagged = self._flagged()
                answers.update({name: flagged} if flagged else {})
            elif name == "q1b_counterexample" and (sign := re.search(r"sign of \$?x_(\d)", whole)):
                point = [1, 1, 1]
                other = [-c if i == int(sign[1]) else c for i, c in enumerate(point, 1)]
                answers[name] = (point, other)
            elif name.endswith("_normal") and re.search(r"(?<!-)\binfinit", " ".join(said)):
                answers[name] = sp.oo
        return answers

    def _flagged(self):
        """Schedules that the errata call invalid or that a check asks about; never those whose flag costs a ✓."""
        text = self.sections.get("4d", "") + self.checks.get("q4d", "")
        asked = {int(n) for n in re.findall(r"q4d_witness\(\"?(\d)\b", text)}
        said = {int(n) for s in re.split(r"(?<=\.)\s", text) for n in re.findall(r"reason for schedule (\d)", s)}
        costs = {
            int(n)
            for s in re.split(r"(?<=\.)\s", text)
            if "cost" in s
            for n in re.findall(r"schedule (\d)|or (\d)", s)
            for n in n
            if n
        }
        return (asked | said | ({1, 2, 3, 4} - costs if len(costs) > 1 else set())) - costs

    # What code and formulas give --------------------------------------------------------------------------------

    def by_code(self, arguments):
        """Candidates for one answer: functions of `arguments`, or expressions when there are none."""
        seen = set()
        for text, node in self.snippets().items():
            free = list(dict.fromkeys(n.id for n in ast.walk(node) if isinstance(n, ast.Name) and n.id not in KNOWN))
            functions = {n.func.id for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
            if arguments and not (set(free) & functions) - set(arguments):
                names = free if set(free) <= set(arguments) else arguments[: len(free)]
                renamed = _renamed(node, dict(zip(free, names, strict=False)))
                function = _evaluated(f"lambda {', '.join(arguments)}: {renamed}", self.given)
                behaviour = _behaviour(function, len(arguments))
                if arguments[0] not in (*names, "k"):
                    continue  # a constant; only a step of a schedule may be one
                if len(names) == len(free) and behaviour is not None and behaviour not in seen:
                    seen.add(behaviour)
                    yield text, function
            elif not arguments and not isinstance(node, ast.Name) and "Symbol" not in text:
                symbols = {n: sp.Symbol(n, real=True) for n in free if n not in self.given}
                yield text, _evaluated(ast.unparse(node).replace("np.", "sp."), {**self.given, **symbols})

    def earned(self):
        """Ids of the ✓ that the sheet's own text earns, each with what earned it."""
        words = self.by_words()
        won = {tick.id: "words" for tick in self.scheme.ticks if tick.points > 0 and self._wins(tick, words)}
        for part in self.scheme.parts:
            for name, arguments in self.asked(part):
                for text, value in self.by_code(arguments) if name not in words else ():
                    if not arguments and not _fits(name, value):
                        continue
                    ticks = [tick for tick in part.ticks if tick.points > 0 and tick.id not in won]
                    won.update({t.id: f"{name}: {text}" for t in ticks if self._wins(t, {**words, name: value})})
        return won

    def asked(self, part):
        """Free answers of a part, with the arguments of functions."""
        text = "\n".join(self.sections.get(part.id, "").splitlines())
        for name in part.names:
            found = re.search(rf"^def {name}\(([^)]*)\)", text, re.MULTILINE)
            if not name.endswith(("_is_valid_flow", "_violates", "_direction", "_closed_form", "_invalid")) or found:
                yield name, [a.strip() for a in found[1].split(",")] if found else []

    def _wins(self, tick, values):
        session = Session({k: v for k, v in values.items() if v is not None})
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tick.check(session.answers())
        except (TickLost, Exception):
            return False
        return session.line.lost is None


class Session:
    """Answers in this process, as the judge would have them from a worker."""

    def __init__(self, values):
        self.values, self.line = values, None

    def answers(self):
        """What a hidden test receives."""
        snapshot = {name: _snapshot(value) for name, value in self.values.items()}
        self.line = WorkerConnection(self, Budget(), float("inf"))
        return InProcess(snapshot, self.line)

    def call(self, name, calls, _seconds, _deadline):
        """What a worker answers."""
        return [one_call(self.values.get(name), [encode(x) for x in call]) for call in calls]


class InProcess(Answers):
    """Decides at once."""

    def decide(self, check):
        """Run the hidden test here."""
        check(self)


def _snapshot(value):
    try:
        return worker_encode(value)
    except Exception:
        return ["none"]


def _fits(name, value):
    """Whether a value is of the kind that an answer asks for: lists of equations, sets, numbers, or anything else."""
    if name.endswith("_derivation"):
        return isinstance(value, (sp.Equality, list, tuple))
    if "_support_" in name:
        return isinstance(value, (sp.Set, set))
    return value is not None


PROBES = ([np.array([0.3, 0.7, 1.9]), 0.6, 1.7], [0.3, 0.6, 1.7], [np.full((2, 2), 0.25)], [3, 5], [sp.Lambda(*[sp.Symbol("x")] * 2)] * 2 + [sp.Symbol("x")])  # fmt: skip


def _behaviour(function, count):
    """What a candidate gives for some inputs, so that each function is tried once; None if it fails on all."""
    for probe in PROBES:
        with warnings.catch_warnings(), contextlib.suppress(Exception):
            warnings.simplefilter("ignore")
            return repr(function(*probe[:count]))
    return None


def _renamed(node, names):
    class Rename(ast.NodeTransformer):
        def visit_Name(self, inner):
            return ast.Name(names.get(inner.id, inner.id), ast.Load())

    return ast.unparse(Rename().visit(ast.parse(ast.unparse(node), mode="eval").body))


def _evaluated(text, names):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return eval(text, dict(names))
    except Exception:
        return None
