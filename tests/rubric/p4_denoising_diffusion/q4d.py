"""4d: four schedules."""

from otter.test_files import test_case

from autograder.checks.dgm.schedules import require_flag, require_witness
from autograder.checks.rubric import judged

OK_FORMAT = False
name = "q4d"

ANSWERS = ("q4d_invalid", "q4d_witness")
TIES = {"4d.2": "4d.1", "4d.4": "4d.3"}

LENGTHS = (1, 2, 3, 4, 7, 10, 25, 101)


@test_case(name="4d.1 identifies schedule 2 as invalid", points=1, hidden=True)
@judged
def second_flagged(answers):
    require_flag(answers["q4d_invalid"], "q4d_invalid", 2)


@test_case(name="4d.2 identifies the reason for schedule 2", points=1, hidden=True)
@judged
def second_reason(answers):
    require_witness(answers["q4d_invalid"], "q4d_invalid", answers.function("q4d_witness"), 2, LENGTHS)


@test_case(name="4d.3 identifies schedule 4 as invalid", points=1, hidden=True)
@judged
def fourth_flagged(answers):
    require_flag(answers["q4d_invalid"], "q4d_invalid", 4)


@test_case(name="4d.4 identifies the reason for schedule 4", points=1, hidden=True)
@judged
def fourth_reason(answers):
    require_witness(answers["q4d_invalid"], "q4d_invalid", answers.function("q4d_witness"), 4, LENGTHS)


@test_case(name="4d.-1 flags schedule 1, which is valid", points=-1, hidden=True)
@judged
def first_flagged(answers):
    require_flag(answers["q4d_invalid"], "q4d_invalid", 1)


@test_case(name="4d.-2 flags schedule 3, which is valid", points=-1, hidden=True)
@judged
def third_flagged(answers):
    require_flag(answers["q4d_invalid"], "q4d_invalid", 3)
