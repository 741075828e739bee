"""What hidden tests receive: a mapping of names to plain values and to proxies of the student's functions."""

from __future__ import annotations

from autograder.answers.mapping import Answers, Check
from autograder.answers.proxy import FunctionProxy
from autograder.answers.session import Session

__all__ = ["Answers", "Check", "FunctionProxy", "Session"]
