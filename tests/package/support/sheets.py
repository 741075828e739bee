"""Sheets for tests: student notebooks as built, and their first cell opened in this process, as a notebook opens it."""

import io
import json
import re
from contextlib import redirect_stdout

import matplotlib

from autograder.exam.sheets import read_sheet, student_notebook, to_bytes

NAMES = (
    "p1_normalizing_flows",
    "p2_variational_inference",
    "p3_generative_adversarial_networks",
    "p4_denoising_diffusion",
)
CHECKED = re.compile(r'grader\.check\("(\w+)"\)')


def notebook(root, name):
    """A student notebook of the sources below `root`, as plain JSON."""
    public = {path.stem: path.read_text() for path in sorted((root / "tests" / "public" / name).glob("q*.py"))}
    figures = (root / "assignments" / "figures" / f"{name}.py").read_text()
    sheet = read_sheet(root / "assignments" / f"{name}.md")
    return json.loads(to_bytes(student_notebook(sheet, name, public, figures)))


def code_cells(document):
    """Name and source of every code cell."""
    cells = [cell for cell in document["cells"] if cell["cell_type"] == "code"]
    return {cell["metadata"]["name"]: "".join(cell["source"]) for cell in cells}


class Opened:
    """A student notebook whose setup and given cells were run; further cells are run in the same names."""

    def __init__(self, root, name):
        matplotlib.use("agg")
        self.cells = code_cells(notebook(root, name))
        self.names = {"__name__": "__main__", "In": [""]}
        self.said = self.run(self.cells["setup"])
        self.run(self.cells["given"])

    def run(self, source):
        """Run a cell as IPython would, and return what it prints; errors of the cell itself come out."""
        self.names["In"].append(source)
        out = io.StringIO()
        with redirect_stdout(out):
            exec(compile(source, f"cell {len(self.names['In'])}", "exec"), self.names)
        return out.getvalue()

    def untouched(self):
        """Run all starter cells."""
        for name, source in self.cells.items():
            if not name.startswith(("setup", "given", "figure", "check", "summary")):
                self.run(source)

    def check(self, part):
        """What the check of a part prints."""
        return self.run(f'grader.check("q{part}")')

    def figure(self, part):
        """What the figure of a part prints."""
        return self.run(self.cells[f"figure_{part}"])
