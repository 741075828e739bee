"""Model answers by part, for the staff's edition of a report."""

from __future__ import annotations

from typing import Any

from autograder.exam.project import Project
from autograder.exam.rubric import Assignment
from autograder.exam.sheets import read_solution
from autograder.grading.definitions import defining_cells


def model_answers(project: Project, assignment: Assignment) -> dict[str, list[dict[str, Any]]]:
    """Cells of the model answers that define each part's names, as records of `CellSource`."""
    path = project.root / "solutions" / f"{assignment.name}.py"
    if not path.exists():
        return {}
    code = [(0, cell.source) for cell in read_solution(path).cells if cell.cell_type == "code"]
    return {part.id: [cell.record() for cell in defining_cells(code, part.names)] for part in assignment.parts}
