"""Model answers by part, for the staff's edition of a report."""

from __future__ import annotations

from autograder.exam.project import Project
from autograder.exam.rubric import Assignment
from autograder.exam.sheets import read_solution
from autograder.grading.definitions import defining_cells
from autograder.record import Code


def model_answers(project: Project, assignment: Assignment) -> dict[str, tuple[Code, ...]]:
    """Cells of the model answers that define each part's names, by part."""
    path = project.root / "solutions" / f"{assignment.name}.py"
    if not path.exists():
        return {}
    code = [(0, cell.source) for cell in read_solution(path).cells if cell.cell_type == "code"]
    return {part.id: defining_cells(code, part.names) for part in assignment.parts}
