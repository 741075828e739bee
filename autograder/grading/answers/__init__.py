"""What hidden tests receive: a mapping of names to plain values and to proxies of the student's functions."""

from __future__ import annotations

from autograder.grading.answers.mapping import Answers, Check
from autograder.grading.answers.proxy import FunctionProxy
from autograder.grading.answers.session import Session
from autograder.grading.answers.states import PartNames

__all__ = ["Answers", "Check", "FunctionProxy", "PartNames", "Session"]
