"""Statistics of a class agree with hand-computed values and with SciPy; undefined ones are None."""

import dataclasses
import math
import random

import pytest
from scipy import stats
from support.papers import numbers, paper, tick

from autograder.classroom.analysis import Paper, class_record
from autograder.classroom.analysis.items import items, pairs
from autograder.classroom.analysis.measures import cronbach_alpha, phi, point_biserial, success_interval
from autograder.classroom.analysis.misconceptions import misconceptions, unnamed
from autograder.classroom.analysis.wrong_answers import fingerprint, wrong_answers
from autograder.cli.classroom.mistakes import lines
from autograder.record import CellError, Outcome


def of_pattern(number, *values):
    return paper(number, [tick(f"1a.{k}", value) for k, value in enumerate(values, 1)])


def test_wilsons_interval_has_its_closed_form():
    """(p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n)."""
    z, n, p = 1.959963984540054, 20, 0.15
    centre, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = success_interval(3, 20)
    assert low == pytest.approx((centre - spread) / (1 + z * z / n))
    assert high == pytest.approx((centre + spread) / (1 + z * z / n))
    assert success_interval(0, 0) is None
    assert success_interval(0, 10)[0] == 0 and success_interval(10, 10)[1] == 1


@pytest.mark.parametrize("seed", range(5))
def test_discrimination_is_scipys_point_biserial_correlation(seed):
    chosen = random.Random(seed)
    earned = [chosen.randint(0, 1) for _ in range(40)]
    rest = [chosen.randint(0, 7) + 2 * value for value in earned]
    assert point_biserial(earned, rest) == pytest.approx(stats.pointbiserialr(earned, rest).statistic)


def test_discrimination_by_hand():
    """Rest scores 0 1 2 3, earned 0 0 1 1: covariance 0.5, deviations 0.5 and sqrt(1.25)."""
    assert point_biserial([0, 0, 1, 1], [0, 1, 2, 3]) == pytest.approx(0.5 / (0.5 * math.sqrt(1.25)))


@pytest.mark.parametrize(
    ("earned", "rest"), [([1, 1, 1], [0, 1, 2]), ([0, 1, 1], [2, 2, 2]), ([0, 1], [0, 1]), ([], [])]
)
def test_discrimination_without_variance_is_undefined(earned, rest):
    assert point_biserial(earned, rest) is None


def test_phi_is_the_correlation_of_two_losses():
    assert phi(4, 1, 2, 3) == pytest.approx((4 * 3 - 1 * 2) / math.sqrt(5 * 5 * 6 * 4))
    assert phi(5, 0, 0, 5) == 1 and phi(0, 5, 5, 0) == -1
    assert phi(5, 5, 0, 0) is None


def test_alpha_by_hand():
    """Two equal items are perfectly reliable; items that vary against each other have no total variance."""
    assert cronbach_alpha([[0, 0], [1, 1], [1, 1]]) == pytest.approx(1)
    assert cronbach_alpha([[0, 1], [1, 0]]) is None
    assert cronbach_alpha([[1, 0, 0], [1, 1, 0], [1, 1, 1]]) == pytest.approx(1.5 * (1 - (0 + 1 / 3 + 1 / 3) / 1))
    assert cronbach_alpha([[1, 2]]) is None and cronbach_alpha([]) is None


def test_the_rest_score_leaves_the_tick_itself_out():
    """With the ✓ left in, its correlation with the total would be positive; with the rest it is -1."""
    found = items([of_pattern(0, 1, 0, 0), of_pattern(1, 0, 1, 0), of_pattern(2, 1, 0, 0), of_pattern(3, 0, 1, 0)])
    assert found[0].discrimination == pytest.approx(-1)
    assert found[2].discrimination is None


def test_an_undecided_tick_counts_neither_as_earned_nor_as_lost():
    fault = paper(9, [tick("1a.1", 0, outcome="grader fault")])
    item = items([of_pattern(0, 1), of_pattern(1, 0), fault])[0]
    assert (item.decided, item.earned, item.rate) == (2, 1, 0.5)
    assert dict(item.groups)[Outcome.GRADER_FAULT] == (fault,)


def test_a_decision_of_a_person_counts():
    decided = paper(9, [tick("1a.1", 0, outcome="grader fault", decided=1)])
    item = items([decided])[0]
    assert (item.decided, item.earned) == (1, 1)


def test_pairs_that_fall_together_are_counted_and_tied_ones_left_out():
    class_ = [of_pattern(n, *values) for n, values in enumerate([(0, 0, 0)] * 4 + [(1, 1, 1)] * 3 + [(0, 0, 1)])]
    found = {(pair.first, pair.second): pair for pair in pairs(class_, ties={"1a.2": "1a.1"})}
    assert ("1a.1", "1a.2") not in found, "the marking scheme ties them"
    assert ("1a.1", "1a.2") in {(pair.first, pair.second) for pair in pairs(class_)}
    pair = found["1a.1", "1a.3"]
    assert (len(pair.both), pair.only, pair.neither) == (4, (1, 0), 3)
    assert pair.phi == pytest.approx(phi(4, 1, 0, 3))


def test_totals_of_students_sum_over_problems_and_every_bin_names_its_members():
    first, second = of_pattern(1, 1, 0), dataclasses.replace(of_pattern(1, 1, 1), slug="t001", assignment="p2_x")
    record = class_record([first, second, of_pattern(2, 0, 0)])
    assert [(s.name, s.earned, s.credits) for s in record.students] == [
        ("Student 001", 3, 1.5),
        ("Student 002", 0, 0.0),
    ]
    assert {one.low: one.members for one in record.totals.bins if one.members} == {0: ("u002",), 3: ("u001",)}
    assert (record.totals.mean, record.totals.median, record.totals.available) == (1.5, 1.5, 4)


def test_a_class_without_anything_graded_has_a_record():
    lost = Paper(slug="s", student="u", name="Nobody", assignment="unknown", grade=None, error="no notebook")
    record = class_record([lost])
    assert record.totals.mean is None and record.problems == ()
    assert [concern.kind for concern in record.reading] == ["unreadable"]


def test_wrong_answers_are_grouped_by_value_not_by_code():
    values = [3.00001, 3.00002, 3.1, 3.00001]
    class_ = [
        paper(n, [tick("1a.1", 0, got="another value", evidence=numbers(v))], code=[f"f = {n}"])
        for n, v in enumerate(values)
    ]
    (group,) = wrong_answers(class_)
    assert [p.slug for p in group.papers] == ["s000", "s001", "s003"]
    assert group.example == "f = 0"


def test_numbers_in_words_are_rounded_and_identifiers_kept():
    assert fingerprint(tick("1a.1", 0, got="off by 0.123456")) == fingerprint(tick("1a.1", 0, got="off by 0.123459"))
    assert fingerprint(tick("1a.1", 0, got="off by 0.12")) != fingerprint(tick("1a.1", 0, got="off by 0.13"))
    assert fingerprint(tick("1a.1", 0, got="step 3")) != fingerprint(tick("1a.1", 0, got="step 4"))


def test_the_reading_list_starts_with_what_may_be_the_graders_mistake():
    near = [{"kind": "law", "answer": [0.1, 0.5], "target": [0.1, 0.51]}]
    class_ = [
        paper(1, [tick("1a.1", 0, outcome="answer timed out", got="still running")]),
        paper(2, [tick("1a.1", 0, evidence=near)]),
        paper(3, [tick("1a.1", 0, evidence=numbers(1.5001))]),
        paper(4, [tick("1a.1", 0, outcome="grader fault")]),
        paper(5, [tick("1a.1", 1, decided=1)]),
        paper(6, [tick("1a.1", 0, evidence=numbers(1.7))]),
        paper(7, [tick("1a.1", 1)], cells=(CellError(number=3, error="NameError"),)),
        paper(8, [tick("1a.1", 1)], isolation="none"),
    ]  # fmt: skip
    found = [(c.kind, c.paper.slug) for c in class_record(class_).reading]
    assert found == [
        ("undecided", "s004"), ("unprotected", "s008"), ("close", "s002"), ("close", "s003"), ("stopped", "s001"),
        ("overridden", "s005"), ("failed", "s007"),
    ]  # fmt: skip


def test_a_hard_tick_earned_without_an_easy_earlier_one_is_unusual():
    class_ = [of_pattern(n, 1, 0) for n in range(9)] + [of_pattern(9, 0, 1)]
    assert [(c.kind, c.paper.slug, c.tick) for c in class_record(class_).reading] == [("pattern", "s009", "1a.1")]


def test_the_order_of_papers_plays_no_part():
    class_ = [of_pattern(n, n % 2, n % 3 == 0, 1) for n in range(12)]
    assert class_record(class_) == class_record(class_[::-1])


def failed(number, *errors, **more):
    cells = tuple(CellError(number=number + k, error=error) for k, error in enumerate(errors))
    return paper(number, [tick("1a.1", number % 2)], cells=cells, **more)


def test_what_is_said_of_many_papers_alike_is_one_entry():
    reading = class_record(
        [failed(n, "NameError: sp", *(["ValueError: own"] if n == 5 else [])) for n in range(9)]
    ).reading
    found = [(c.kind, 1 + len(c.also), c.why) for c in reading if c.kind == "failed"]
    assert found == [("failed", 9, "cell …: NameError: sp"), ("failed", 1, "cell 6: ValueError: own")]


def test_a_near_miss_has_a_distance():
    def missed(number, value):
        return paper(number, [tick("1a.1", 0, evidence=numbers(value))])

    reading = class_record([missed(0, 1.5), missed(1, 1.5 + 1e-12), missed(2, 1.5005), missed(3, 2.5)]).reading
    assert [c.paper.slug for c in reading if c.kind == "close"] == ["s002"]


def test_nobodys_papers_and_the_test_students_are_listed_and_in_no_statistics():
    class_ = [paper(n, [tick("1a.1", 1)]) for n in range(3)]
    stray = dataclasses.replace(paper(9, [tick("1a.1", 0)]), counts=False, unmatched="fits nobody", name="stray.ipynb")
    record = class_record([*class_, stray])
    assert (record.totals.count, record.problems[0].totals.mean, len(record.students)) == (3, 1, 3)
    assert [(c.kind, c.paper.name) for c in record.reading] == [("unmatched", "stray.ipynb")]


def test_identical_hand_ins_are_listed_once_by_file_or_by_answers():
    def one(number, digest, code, answered=1, **more):
        made = paper(number, [tick("1a.1", answered, outcome="" if answered else "not answered")])
        return dataclasses.replace(made, digest=digest, code=code, submission=f"sub{number}", **more)

    class_ = [one(0, "a", "k"), one(1, "a", "k"), one(2, "b", "m"), one(3, "c", "m"), one(4, "d", "n")]
    untouched = [one(5, "u", "", 0), one(6, "u", "", 0)]
    group = [one(7, "g", "o"), dataclasses.replace(one(8, "g", "o"), submission="sub7")]
    found = [(c.why, [p.slug for p in (c.paper, *c.also)]) for c in class_record([*class_, *untouched, *group]).reading]
    assert found == [("the same file", ["s000", "s001"]), ("the same answers, blanks aside", ["s002", "s003"])]


def made(tick_id, mistake):
    lost = tick(tick_id, 0, got="that")
    return dataclasses.replace(lost, finding=dataclasses.replace(lost.finding, mistake=mistake))


def test_a_mistake_counts_once_for_a_student_in_whichever_parts_it_was_made():
    slip = "variance-for-deviation"
    papers = [paper(1, [made("1a.1", slip), made("1b.2", slip)]), paper(2, [made("1a.1", "other")]), paper(3, [])]
    first, second = misconceptions(papers)
    assert {first.idea, second.idea} == {slip, "other"}
    one = next(found for found in (first, second) if found.idea == slip)
    assert (one.ticks, one.students, one.share) == (("1a.1", "1b.2"), 1, pytest.approx(1 / 3))
    assert one.interval == success_interval(1, 3)


def test_mistakes_of_one_idea_are_one_misconception_and_those_of_one_name_may_be_two():
    ideas = {("1a.1", "root"): "sigma", ("1b.2", "square"): "sigma", ("3a.1", "sign"): "loss"}
    papers = [
        paper(1, [made("1a.1", "root"), made("1b.2", "square")]),
        paper(2, [made("1b.2", "square")]),
        paper(3, [made("3a.1", "sign"), made("1a.1", "sign")]),
    ]
    found = {one.idea: one for one in misconceptions(papers, ideas)}
    assert set(found) == {"sigma", "loss", "sign"}
    assert (found["sigma"].students, found["sigma"].mistakes) == (2, ("root", "square"))
    assert [(link.slug, tick) for link, tick in found["sigma"].papers] == [("s001", "1a.1"), ("s002", "1b.2")]


def test_what_became_of_a_misconception_since_earlier_attempts():
    slip = [made("1a.1", "slip")]
    first = [paper(n, slip) for n in range(5)]
    last = [paper(0, slip), *(paper(n, [tick("1a.1", 1)]) for n in (1, 2)), paper(3, [made("1a.1", "another")])]
    ungraded = dataclasses.replace(paper(4, slip), grade=None)
    found = {one.idea: one for one in misconceptions([*last, ungraded], earlier=[*first, *first])}
    assert (found["slip"].students, found["slip"].had, found["slip"].mended) == (1, 4, 3)
    assert (found["another"].had, found["another"].mended) == (0, 0)
    assert "3 of 4 with it in an earlier attempt" in "\n".join(lines(last, earlier=first))


def test_a_misconception_that_all_have_overcome_is_still_listed():
    (one,) = misconceptions([paper(1, [tick("1a.1", 1)])], earlier=[paper(1, [made("1a.1", "slip")])])
    assert (one.idea, one.students, one.share, one.had, one.mended, one.papers) == ("slip", 0, 0, 1, 1, ())


def test_equal_wrong_answers_without_a_name_are_proposed_for_the_catalogue():
    papers = [paper(k, [made("1a.1", ""), made("1a.2", "known")]) for k in range(3)]
    (group,) = unnamed(papers)
    assert (group.tick, len(group.papers)) == ("1a.1", 3)
    text = "\n".join(lines(papers))
    assert "known: 3 students, 100%" in text and '"1a.1": (Mistake(id="..."' in text
