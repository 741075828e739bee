"""Do the hidden tests decide wrong answers? Each is tried with answers that are wrong whatever is asked.

A test that ends with an exception of its own on a wrong answer leaves the ✓ to a person, for every student who is
wrong; one that awards its ✓ for anything at all awards it to everybody. Neither shows on right answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat

from autograder.exam.embedding import plan_of
from autograder.exam.rubric import Assignment
from autograder.exam.sheets import to_bytes
from autograder.publish.build.missing import Gap
from autograder.record import Grade
from autograder.record.outcomes import Outcome

WRONG: Mapping[str, tuple[str, str]] = {
    "nothing (None)": ("None", "None"),
    "the number -3.75": ("-3.75", "0 * arguments[0] - 3.75 if arguments and hasattr(arguments[0], 'dtype') else -3.75"),
    "a text": ("'wrong'", "'wrong'"),
}
"""What is tried: a value in place of each answer, and what each function returns for its `arguments`."""


def wrong_notebook(sheet: Any, assignment: Assignment, kind: str) -> bytes:
    """A notebook in which every answer is wrong in the same way; functions of the sheet stay functions."""
    asked = {name: arguments for part in plan_of(sheet)["parts"].values() for name, arguments in part.items()}
    value, result = WRONG[kind]
    lines = ["def wrong(*arguments, **_):", f"    return {result}"]
    lines += [f"{name} = {'wrong' if asked.get(name) else value}" for name in assignment.names]
    cell = nbformat.v4.new_code_cell("\n".join(lines), id="wrong")
    metadata = {"otter": {"OK_FORMAT": False, "assignment_name": assignment.name}}
    return to_bytes(nbformat.v4.new_notebook(cells=[cell], metadata=json.loads(json.dumps(metadata))))


def undecided_or_given_away(folder: Path, grades: Mapping[str, Grade]) -> Iterator[Gap]:
    """✓ of one problem that a wrong answer leaves undecided, or that every wrong answer earns."""
    earned_by: dict[str, set[str]] = {}
    said: set[str] = set()
    for kind, grade in grades.items():
        for tick in grade.ticks:
            if tick.outcome is Outcome.GRADER_FAULT and tick.id not in said:
                said.add(tick.id)
                yield Gap(folder / f"q{tick.part}.py", _fault(tick.id, kind, tick.finding.trace or tick.finding.got))
            if tick.points > 0 and tick.outcome is Outcome.EARNED:
                earned_by.setdefault(tick.id, set()).add(kind)
    for tick_id, kinds in earned_by.items():
        if kinds == set(grades):
            file = folder / f"q{tick_id.partition('.')[0]}.py"
            yield Gap(file, f"{tick_id} is earned by every answer that was tried ({', '.join(kinds)}): raise NotEarned")


def _fault(tick: str, kind: str, trace: str) -> str:
    reason = trace.strip().splitlines()[-1] if trace.strip() else "no reason is known"
    return (
        f"{tick} cannot decide an answer that is {kind}: {reason[:200]}\n     Read answers with "
        "autograder.checks.values (real, integer, real_array, ...), which lose the ✓ for what is something else."
    )
