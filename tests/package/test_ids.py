"""Problems, parts and ✓ are called, sorted and shown alike everywhere, however many there are."""

import random
import re

import pytest

from autograder.record.ids import PART, PROBLEM, number_of, part_key, part_of, problem_key, problem_title, short_name


def test_parts_are_in_the_order_a_reader_counts_them():
    parts = ["1a", "1b", "2a", "2z", "2aa", "2ab", "5a", "10a", "12c"]
    shuffled = random.Random(3).sample(parts, len(parts))
    assert sorted(shuffled, key=part_key) == parts
    assert all(re.fullmatch(PART, part) for part in parts)


def test_problem_ten_comes_after_problem_nine():
    problems = ["p1_flows", "p2_a", "p9_z", "p10_a", "p10_b", "warmup"]
    shuffled = random.Random(4).sample(problems, len(problems))
    assert sorted(shuffled, key=problem_key) == problems
    assert all(re.fullmatch(PROBLEM, problem) for problem in problems)


@pytest.mark.parametrize("name", ["a", "0a", "2", "2A", "2abc", "100a", "2a.1"])
def test_what_is_no_part_is_not_taken_for_one(name):
    assert re.fullmatch(PART, name) is None


def test_a_tick_says_its_part_and_number():
    assert (part_of("12aa.10"), number_of("12aa.10")) == ("12aa", 10)
    assert (part_of("3a.-1"), number_of("3a.-1")) == ("3a", -1)


def test_a_problem_has_a_short_name_and_a_heading():
    assert short_name("p12_energy_based_models") == "p12"
    assert problem_title("p12_energy_based_models") == "Problem 12: energy based models"
    assert problem_title("warm_up") == "warm up"
