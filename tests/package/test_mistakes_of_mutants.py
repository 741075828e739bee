"""Every ✓ that a planted fault loses is given the name of a mistake, or the reason why it has none is written here."""

import contextlib
import io
from pathlib import Path

import pytest
from support.in_process import findings
from support.mutants import OTHER_C, READ_BY, mutants
from support.tiers import few

from autograder.exam.sheets import read_solution
from autograder.record.outcomes import LossReason, Outcome

ROOT = Path(__file__).resolve().parents[2]
MODELS = {
    path.stem: {cell.metadata.get("name"): cell.source for cell in read_solution(path).cells}
    for path in sorted((ROOT / "solutions").glob("*.py"))
}
BY_CELL = {}
for one in mutants(ROOT):
    BY_CELL.setdefault(one.cell, []).append(one)
QUICK = {cell for cell, read_by in READ_BY.items() if not read_by.startswith(("2", "3b"))}

INCOMPLETE = {
    "as text": "a text in place of a value: the plain finding says so",
    "not answered": "there is no answer",
    "nothing returned": "there is no value: the plain finding says so",
    "NaN returned": "there is no number: the plain finding says so",
    "dropped": "an entry is missing, which the plain finding names",
    "cut": "a word that is misspelt",
}
"""Changes, by a part of their name, after which an answer is not wrong but missing or of another type."""
NO_MISTAKE_OF_A_PERSON = {
    "log to sqrt": "nobody takes a root for a logarithm",
    "exp to cosh": "nobody takes a hyperbolic cosine for an exponential",
    "operands of Div swapped": "a fraction upside down inside a term of no meaning; where it has one, it is named",
    "Mult to Div": "a weight that divides its logarithm; where it has a meaning, it is named",
    "operands of Pow swapped": "the number to the power of the sample",
    "operands of Sub swapped": "a logarithm or a root of negative numbers, which has no value anywhere",
    "result negated": "negative numbers for steps, or a law of no name",
    "to -2": "a number that nobody would write, among the right ones",
    "to -3": "the same",
    "to -1": "the same",
}
"""Changes that give answers of no meaning in most places. In others they are named, which is seen by their absence."""
UNNAMED = {
    "q1c_density: p1 to f_inv at 3:11": "the inverse map applied to itself is no density of anything",
    "q1c_density: f_inv to p1 at 3:14": "the density of a density's value",
    "q1c_density: x to b at 3:20": "a symbol that is none of the function's own",
    "q2a_derivation: t to a at 1:36": "a line between a and itself",
    "q2a_derivation: a to t at 1:77": "a line between t and itself",
    "q2a_derivation: t to a at 1:107": "the same, of the arguments",
    "q2a_derivation: a to t at 1:117": "the same",
    "q2b_derivation: m to a at 1:43": "a line between a and itself",
    "q2b_derivation: m to a at 1:135": "the same",
    "q2b_derivation: a to t at 1:132": "a symbol of another part",
    "q2b_derivation: sigma to mu at 1:140": "mu in two places of a solved line, where the cdfs had none",
    "q2b_derivation: mu to sigma at 1:155": "sigma in two places of a solved line",
    "q2d_support_prior: 0 to 1 at 1:37": "an interval of no meaning",
    "q2d_support_prior: oo to E at 1:40": "the same",
    "q2d_support_normal: Reals to Integers at 1:21": "the same",
    "q2d_log_q: Pow to Mult at 6:58": "a density of no name, whose mass is infinite",
    "q2d_log_q: 2 to 3 at 6:74": "a cube in the exponent, whose mass is infinite",
    "q2d_log_q: sigma to mu at 6:28": "the logarithm of mu, which has no value for mu < 0",
    "q2d_sample: Mult to Div at 3:23": "no function of each sample alone, because of rounding",
    "E2: 1 to 2 at 3:26": "log(2 - D) is no slip with a name",
    "q3b_objective: 1 to 2 at 1:51": "the same",
    "q3b_at_optimum: 1 to 2 at 1:62": "the same",
    "q3b_at_optimum: Div to Mult at 1:32": "log(p (p + q))",
    "q3b_at_optimum: Div to Mult at 1:66": "log(1 - p (p + q))",
    "q3b_at_optimum: Add to Sub at 1:37": "log(p / (p - q)), which has no value where p < q",
    "q3b_at_optimum: Add to Sub at 1:71": "log(1 - p / (p - q))",
    "q3b_at_optimum: p to q at 1:37": "p + p or q + q for p + q in one place only",
    "q3b_at_optimum: p to q at 1:71": "the same",
    "q3b_one_minus_D: q to p at 1:27": "the same",
    "q3b_kl_terms: p to q at 1:33": "the same",
    "q3b_kl_terms: q to p at 1:37": "the same",
    "q3b_kl_terms: p to q at 1:64": "the same",
    "q3b_kl_terms: q to p at 1:68": "the same",
    "q3b_kl_terms: Div to Mult at 1:27": "log(p (p + q) / 2)",
    "q3b_kl_terms: Div to Mult at 1:58": "the same with q",
    "q3b_kl_terms: Add to Sub at 1:33": "log(p / (p - q)), which has no value where p < q",
    "q3b_kl_terms: Add to Sub at 1:64": "the same with q",
    "q3b_constant: 2 to 3 at 1:23": "log 3 is no constant of this objective",
    "q4b_negative_steps: 1 to 2 at 3:27": "alpha = 2 - beta",
    "q4b_failure: 0 to 1 at 3:41": "the second step, which some schedules do not have",
    "q4c_failure: 0 to 1 at 3:33": "the same",
    "q4c_lost_steps: comparison negated at 3:26": "from the first beta that is not 1 on",
    "q4c_lost_steps: 1 to 2 at 4:32": "one step late where there is one, and none where there is none",
}
"""Faults that lose a ✓ without a name, and why."""


def lost(mutant):
    """For every ✓ that the mutant loses because it was judged wrong, the name that it is given."""
    cells = [
        mutant.source if name == mutant.cell else OTHER_C if (name, mutant.cell) == ("C", "q2c_derivation") else source
        for name, source in MODELS[mutant.assignment].items()
        if name in READ_BY
    ]
    ticks = set(READ_BY[mutant.cell].split())
    found = {}
    for part in {tick.split(".")[0] for tick in ticks}:
        with contextlib.redirect_stderr(io.StringIO()):
            decisions = findings(mutant.assignment, part, cells, only=ticks)
        for tick, decision in decisions.items():
            penalty, earned = "-" in tick, decision.outcome is Outcome.EARNED
            judged = decision.outcome is Outcome.NOT_EARNED and decision.finding.reason is LossReason.JUDGED
            if earned if penalty else judged:
                found[tick] = decision.finding
    return found


def reason(mutant):
    """Why a mutant has no name; empty where none is written down."""
    listed = {**INCOMPLETE, **NO_MISTAKE_OF_A_PERSON}
    return UNNAMED.get(mutant.label) or next((why for part, why in listed.items() if part in mutant.change), "")


@pytest.mark.parametrize("cell", few(list(BY_CELL), lambda cell: cell in QUICK))
def test_a_planted_fault_is_named_or_has_a_reason_not_to_be(cell):
    named = {
        m.label: {tick: found.mistake or found.follow_through for tick, found in lost(m).items()} for m in BY_CELL[cell]
    }
    unnamed = [m for m in BY_CELL[cell] if not all(named[m.label].values())]
    assert [m.label for m in unnamed if not reason(m)] == []
    listed = {label for label in UNNAMED if label.startswith(f"{cell}:")}
    assert listed - {m.label for m in unnamed} == set(), "these have a name now"


@pytest.mark.slow
def test_of_all_faults_that_leave_an_answer_most_are_named():
    """Those that nobody would make count as well."""
    everything = [m for found in BY_CELL.values() for m in found if not any(part in m.change for part in INCOMPLETE)]
    ticks = [found.mistake for m in everything for found in lost(m).values()]
    assert len(ticks) > 400
    assert sum(map(bool, ticks)) > 0.7 * len(ticks)
