"""About the deep generative models exam itself: the sums of its marking scheme. All other tests read them from the exam."""

import pytest


@pytest.fixture(scope="module")
def exam(project):
    return project.exam()


def test_the_marking_scheme_has_the_sums_of_the_printed_exam(exam):
    assert {problem.name[:2]: problem.available for problem in exam.problems} == {"p1": 8, "p2": 15, "p3": 8, "p4": 10}
    assert exam.available == 41
    assert sum(tick.points < 0 for part in exam.parts for tick in part.ticks) == 3


def test_the_credits_are_those_of_the_cover_page(exam):
    assert {problem.name[:2]: problem.credits for problem in exam.problems} == {"p1": 5, "p2": 9, "p3": 8, "p4": 6}
    assert exam.credits == 28


def test_every_part_has_a_dozen_labelled_samples(project, exam):
    from autograder.exam.samples import read_samples

    samples = read_samples(project)
    assert all(sum(sample.part == part.id for sample in samples) >= 12 for part in exam.parts)
