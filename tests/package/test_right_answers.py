"""A right answer earns its ✓ however it is written: short and long, on arrays or single numbers, by any library there is."""

import pytest
from support import in_process
from support.right_answers import RIGHT_ANSWERS
from support.tiers import few, one_in

CASES = [(tick, code) for tick, codes in RIGHT_ANSWERS.items() for code in codes]
PROBLEM = {tick.id: problem for problem, scheme in in_process.SCHEMES.items() for tick in scheme.ticks}


@pytest.mark.parametrize(("tick", "code"), few(CASES, lambda case: one_in(6, case[1])), ids=range(len(CASES)))
def test_a_right_answer_earns_its_tick_however_it_is_written(tick, code):
    found = in_process.findings(PROBLEM[tick], tick.partition(".")[0], code, {tick})[tick]
    assert found.outcome == in_process.EARNED, (found.finding, code)
