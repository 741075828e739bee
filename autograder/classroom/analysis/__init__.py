"""What a class understood and what it did not: statistics over records, with the papers behind every number."""

from __future__ import annotations

from autograder.classroom.analysis.items import NO_TIES, Item, Pair
from autograder.classroom.analysis.misconceptions import Misconception
from autograder.classroom.analysis.papers import Paper
from autograder.classroom.analysis.review_list import KINDS, ReviewItem
from autograder.classroom.analysis.summary import ClassRecord, Distribution, Problem, StudentTotal, class_record
from autograder.classroom.analysis.wrong_answers import WrongAnswer

__all__ = [
    "KINDS",
    "NO_TIES",
    "ClassRecord",
    "Distribution",
    "Item",
    "Misconception",
    "Pair",
    "Paper",
    "Problem",
    "ReviewItem",
    "StudentTotal",
    "WrongAnswer",
    "class_record",
]  # fmt: skip
