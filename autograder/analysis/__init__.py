"""What a class understood and what it did not: statistics over records, with the papers behind every number."""

from __future__ import annotations

from autograder.analysis.items import Item, Pair
from autograder.analysis.papers import Paper, outcome
from autograder.analysis.reading import KINDS, Concern
from autograder.analysis.summary import ClassRecord, Distribution, Problem, StudentTotal, class_record
from autograder.analysis.wrong_answers import WrongAnswer

__all__ = [
    "KINDS", "ClassRecord", "Concern", "Distribution", "Item", "Pair", "Paper", "Problem", "StudentTotal",
    "WrongAnswer", "class_record", "outcome",
]  # fmt: skip
