"""A fault planted in a model answer loses a ✓, and none but those that read the faulty answer."""

from pathlib import Path

import pytest
from support.mutants import READ_BY, Mill, mutants
from support.tiers import few, one_in

ROOT = Path(__file__).resolve().parents[2]
EQUIVALENT = {
    "q1a_null_direction: result negated at 3:4": "the opposite direction is sent to zero as well",
    "q1c_f_inv: Add to Sub at 2:12": "a shift by -b is a shift",
    "q1c_f_inv: 'b' cut at 1:14": "the parameter's name is free",
    "q1c_f_inv: True to False at 1:24": "an assumption about the parameter is no part of the contract",
    "q2d_support_prior: open to Lopen at 1:20": "an interval that ends at infinity is open there anyway",
    "q2d_log_q: inside not answered at 4:4": "then all z count as inside, and the logarithm is undefined below zero",
    "q2d_log_q: inside as text at 4:4": "the same",
    "q2d_log_q: Gt to GtE at 4:13": "at z = 0 the density comes out undefined, which is allowed",
    "q2d_log_q: 0 to -1 at 4:17": "between -1 and 0 the density comes out undefined, which is allowed",
    "q2d_log_q: 1.0 to 2.0 at 5:39": "a placeholder outside the support, never returned",
    "q2d_log_q: 1.0 to -2.0 at 5:39": "the same",
    "q2d_log_q: operands of Sub swapped at 6:59": "the difference is squared",
    "q2d_sample: Add to Sub at 3:18": "eps is symmetric, so the law is the same",
    "q4a_marginal: 0 to 1 at 3:37": "all axes have the same length",
    "q4a_marginal: 0 to -1 at 3:37": "the same",
    "q4d_witness: Eq to GtE at 3:16": "step 1 is a witness for schedule 4 too",
}  # fmt: skip
"""Mutants that are right answers, and why."""


def selection():
    """At least a dozen mutants of every part, spread over its answers, and all the equivalent ones."""
    by_part = {}
    for mutant in mutants(ROOT):
        by_part.setdefault(READ_BY[mutant.cell].split(".")[0], []).append(mutant)
    chosen = [m for found in by_part.values() for m in found[:: max(1, len(found) // 14)]]
    return chosen + [m for found in by_part.values() for m in found if m.label in EQUIVALENT and m not in chosen]


MUTANTS = selection()


@pytest.fixture(scope="session")
def mill(project, grader):
    return Mill(project, grader)


@pytest.mark.parametrize(
    "mutant", few(MUTANTS, lambda mutant: one_in(6, mutant.label)), ids=lambda mutant: mutant.label
)
def test_a_planted_fault_loses_what_it_should(mutant, mill):
    lost = mill.lost(mutant)
    assert bool(lost) != (mutant.label in EQUIVALENT), mutant.source
    assert lost <= set(READ_BY[mutant.cell].split()), mutant.source


def test_there_are_at_least_ten_mutants_of_every_part():
    parts = [READ_BY[mutant.cell].split(".")[0] for mutant in MUTANTS if mutant.label not in EQUIVALENT]
    assert {part: parts.count(part) for part in parts if parts.count(part) < 10} == {}
    assert set(parts) == {read_by.split(".")[0] for read_by in READ_BY.values()}
