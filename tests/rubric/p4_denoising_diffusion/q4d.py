"""4d: four schedules."""

from otter.test_files import test_case

from autograder.checks.dgm.other_steps import (
    flags,
    flags_in_text,
    flags_only,
    flags_with,
    unflagged_witness,
    witness_is,
    witness_values,
)
from autograder.checks.dgm.schedules import is_outside, require_flag, require_witness
from autograder.checks.mistakes import Mistake, either
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


CHARGES = {
    "4d.-1": "schedule 1 is valid: which values does n / N take, and where does the sine of such an angle, in radians, lie?",
    "4d.-2": "schedule 3 is valid: which values does 1 + n / N take, and where do their logarithms lie?",
}


def named_step(schedule, wrong):
    return witness_is("q4d_invalid", "q4d_witness", schedule, wrong, LENGTHS)


_SAYS_UNFLAGGED = "The step that you give for this schedule is one at which it leaves (0, 1), and you do not flag the schedule. Which of the two do you mean?"
_SAYS_COUNT = "Your step is 0 for every N. Which step comes first?"
_SAYS_BEYOND = "You name step N + 1, which the schedule does not have. At which n do steps end?"

VALID_FOR_INVALID = Mistake(
    id="valid-for-invalid",
    fits=flags("q4d_invalid", {1, 3}),
    says="You flag exactly the valid schedules. Is asked which ones are valid, or which ones are not?",
    staff="{1, 3}",
)
NUMBERS_AS_TEXT = Mistake(
    id="numbers-as-text",
    fits=flags_in_text("q4d_invalid", (2, 4)),
    says="The numbers are right, as texts. Give them as numbers.",
    staff="texts",
)
NOTHING_FLAGGED = Mistake(
    id="nothing-flagged",
    fits=flags("q4d_invalid", ()),
    says="You flag no schedule. Compute the first and the last beta of each one for a small N: do all lie strictly inside (0, 1)?",
    staff="no schedule",
)
ONLY_VALID_ONES_FLAGGED = Mistake(
    id="only-valid-ones-flagged",
    fits=flags_only("q4d_invalid", {1, 3}),
    says="The schedule that you flag is a valid one, and two that are not pass. Which values do beta_1 and the beta after a quarter of all steps take in each of the four?",
    staff="{1} or {3}",
)
NUMBERS_OF_NO_SCHEDULE = Mistake(
    id="numbers-of-no-schedule",
    fits=flags_only("q4d_invalid", {0, -1, 5, 6, 7, 8}),
    says="None of your numbers belongs to a schedule. How are they numbered on the sheet?",
    staff="no 1 to 4",
)
EVERYTHING_FLAGGED = Mistake(
    id="everything-flagged",
    fits=flags("q4d_invalid", {1, 2, 3, 4}),
    says="You flag every schedule. For each one the sheet asks for a step: is there one for schedules 1 and 3?",
    staff="all four",
)

MISTAKES = {
    "4d.1": (
        VALID_FOR_INVALID,
        NUMBERS_AS_TEXT,
        NOTHING_FLAGGED,
        ONLY_VALID_ONES_FLAGGED,
        NUMBERS_OF_NO_SCHEDULE,
        Mistake(
            id="zero-taken-for-inside",
            fits=flags_with("q4d_invalid", 4, without=(2,)),
            says="You flag schedule 4 and let schedule 2 pass. What is beta_1 there, and does it lie in the open interval?",
            staff="4 without 2",
        ),
    ),
    "4d.2": (
        Mistake(
            id="counted-from-zero",
            fits=named_step(2, lambda N: 0),
            says=_SAYS_COUNT,
            staff="step 0",
        ),
        Mistake(
            id="last-step",
            fits=named_step(2, lambda N: N),
            says="At the last step 1 - 1/N is close to 1. Does it reach it? Look at the other end of the schedule.",
            staff="step N for schedule 2",
        ),
        Mistake(
            id="step-beyond-the-schedule",
            fits=named_step(2, lambda N: N + 1),
            says=_SAYS_BEYOND,
            staff="step N + 1",
        ),
        Mistake(
            id="second-step",
            fits=either(
                named_step(2, lambda N: 2),
                named_step(2, lambda N: min(2, N)),
            ),
            says="At step 2 the beta is 1/2. Did you count steps from 0?",
            staff="step 2",
        ),
        Mistake(
            id="schedule-not-flagged",
            fits=unflagged_witness("q4d_invalid", "q4d_witness", 2, is_outside, LENGTHS),
            says=_SAYS_UNFLAGGED,
            staff="a right step for schedule 2, which is not flagged",
        ),
        Mistake(
            id="beta-for-step",
            fits=either(
                witness_values("q4d_invalid", "q4d_witness", 2, lambda N: 0.0, LENGTHS),
                witness_values("q4d_invalid", "q4d_witness", 2, lambda N: 1 - 1 / N, LENGTHS),
            ),
            says="You return a value of the schedule. Asked is the step at which it leaves (0, 1).",
            staff="1 - 1/N or 0.0",
        ),
        Mistake(
            id="middle-step",
            fits=either(
                *(named_step(2, f) for f in (lambda N: N // 2, lambda N: (N + 1) // 2, lambda N: max(1, N // 2)))
            ),
            says="In the middle of the schedule 1 - 1/n is well inside (0, 1). Look at its ends.",
            staff="N // 2 for schedule 2",
        ),
    ),
    "4d.3": (
        VALID_FOR_INVALID,
        NUMBERS_AS_TEXT,
        NOTHING_FLAGGED,
        ONLY_VALID_ONES_FLAGGED,
        NUMBERS_OF_NO_SCHEDULE,
        Mistake(
            id="sign-of-the-cosine-overlooked",
            fits=flags_with("q4d_invalid", 2, without=(4,)),
            says="You flag schedule 2 and let schedule 4 pass. Which sign has -cos of a small angle?",
            staff="2 without 4",
        ),
    ),
    "4d.4": (
        Mistake(
            id="counted-from-zero",
            fits=named_step(4, lambda N: 0),
            says=_SAYS_COUNT,
            staff="step 0",
        ),
        Mistake(
            id="half-rounded-up",
            fits=named_step(4, lambda N: (N + 1) // 2),
            says="Right for an even number of steps. For an odd one you round N/2 up: up to which n is -cos(pi n / N) <= 0?",
            staff="ceil(N/2)",
        ),
        Mistake(
            id="half-of-one-step",
            fits=named_step(4, lambda N: N // 2),
            says="Right for every N but one. What is N // 2 for the shortest schedule, and is that a step?",
            staff="N // 2, which is 0 for N = 1",
        ),
        Mistake(
            id="behind-the-middle",
            fits=named_step(4, lambda N: N // 2 + 1),
            says="You name the first step behind the middle. On which side of N/2 is -cos(pi n / N) positive?",
            staff="N // 2 + 1",
        ),
        Mistake(
            id="last-but-one-step",
            fits=either(
                named_step(4, lambda N: N - 1),
                named_step(4, lambda N: max(1, N - 1)),
            ),
            says="At step N - 1 the beta is still below 1. Did you count steps from 0?",
            staff="N - 1",
        ),
        Mistake(
            id="step-beyond-the-schedule",
            fits=named_step(4, lambda N: N + 1),
            says=_SAYS_BEYOND,
            staff="step N + 1",
        ),
        Mistake(
            id="schedule-not-flagged",
            fits=unflagged_witness("q4d_invalid", "q4d_witness", 4, is_outside, LENGTHS),
            says=_SAYS_UNFLAGGED,
            staff="a right step for schedule 4, which is not flagged",
        ),
        Mistake(
            id="half-not-whole",
            fits=witness_values("q4d_invalid", "q4d_witness", 4, lambda N: N / 2, LENGTHS),
            says="N/2 is no step where N is odd. Which whole number is one for every N?",
            staff="N / 2 without rounding",
        ),
        Mistake(
            id="fixed-step",
            fits=either(*(named_step(4, lambda N, k=k: k) for k in (2, 3, 4, 5))),
            says="Your step is the same for every N. Does a schedule of a single step have it?",
            staff="2, 3, 4 or 5 for every N",
        ),
    ),
    "4d.-1": (
        VALID_FOR_INVALID,
        EVERYTHING_FLAGGED,
        Mistake(
            id="value-at-the-last-step",
            fits=named_step(1, lambda N: N),
            says="You name the last step of schedule 1. What is the sine of 1 there, in radians?",
            staff="schedule 1 flagged because of n = N",
        ),
        Mistake(
            id="value-at-the-first-step",
            fits=named_step(1, lambda N: 1),
            says="You name the first step of schedule 1. Is the sine of 1/N, small as it is, not positive?",
            staff="schedule 1 flagged because of n = 1",
        ),
    ),
    "4d.-2": (
        VALID_FOR_INVALID,
        EVERYTHING_FLAGGED,
        Mistake(
            id="value-at-the-last-step",
            fits=named_step(3, lambda N: N),
            says="You name the last step of schedule 3. What is the natural logarithm of 2, compared with 1?",
            staff="schedule 3 flagged because of n = N",
        ),
        Mistake(
            id="value-at-the-first-step",
            fits=named_step(3, lambda N: 1),
            says="You name the first step of schedule 3. Is log(1 + 1/N), small as it is, not positive?",
            staff="schedule 3 flagged because of n = 1",
        ),
    ),
}
