"""A line that cannot run while grading costs nothing but what needs it, and says so: cells in a real worker."""

import time

import pytest

from autograder.isolation.protocol import Op, Reply
from autograder.isolation.wire import Quota

PROGRAM, MAGIC, IMPORT, USE = "program", "magic", "import", "use"
SETUP = "import numpy as np\nok = True"

# Every case: the source of a cell (or of several), and the notes on it; in all of them `ok` is True in the end.
HARMLESS = {
    "pip on top": ("!pip install -q torch\n" + SETUP, [(PROGRAM, "!pip install -q torch")]),
    "pip as a magic": ("%pip install torch\n" + SETUP, [(PROGRAM, "%pip install torch")]),
    "conda": ("%conda install -y pytorch\n" + SETUP, [(PROGRAM, "%conda install -y pytorch")]),
    "pip without a percent sign": (["pip install torch", SETUP], [(PROGRAM, "%pip install torch")]),
    "a program whose output is kept": ("files = !ls\nok = list(files) == []", [(PROGRAM, "!ls")]),
    "a program in the middle of a loop": ("for k in range(3):\n    !ls\nok = k == 2", [(PROGRAM, "!ls")]),
    "a program's status": ("!true\nok = _exit_code != 0", [(PROGRAM, "!true")]),
    "an alias of a program": ("%ls\n" + SETUP, [(PROGRAM, "!ls -F")]),
    "a program by two percent signs": (["%%bash\necho hello", SETUP], [(PROGRAM, "%%bash")]),
    "an extension that is not there": ("%load_ext tensorboard\n" + SETUP, [(MAGIC, "%load_ext tensorboard")]),
    "an extension that is there": ("%load_ext autoreload\n%autoreload 2\n" + SETUP, []),
    "a magic that is not known": ("%tensorboard --logdir .\n" + SETUP, [(MAGIC, "%tensorboard --logdir .")]),
    "a cell under a magic that is not known": ("%%heat\nok = True", [(MAGIC, "%%heat")]),
    "another language under such a magic": (["%%sql\nSELECT * FROM t", SETUP], [(MAGIC, "%%sql")]),
    "figures that can be turned": ("%matplotlib widget\n" + SETUP, [(MAGIC, "%matplotlib widget")]),
    "figures of another kind": ("%matplotlib notebook\n" + SETUP, [(MAGIC, "%matplotlib notebook")]),
    "figures in the notebook": ("%matplotlib inline\n%config InlineBackend.figure_format = 'retina'\n" + SETUP, []),
    "a front end's own magic": ("%autosave 60\n" + SETUP, []),
    "a module on top": ("import torch\n" + SETUP, [(IMPORT, "torch")]),
    "several modules in one line": ("import math, torch, json\nok = math.pi > 3 and json.dumps(1) == '1'", [(IMPORT, "torch")]),
    "a submodule under a short name": ("import torch.nn as nn, torch.nn.functional as F\n" + SETUP, [(IMPORT, "torch")]),
    "names from a module": ("from torch import nn, optim as o\n" + SETUP, [(IMPORT, "torch")]),
    "all names from a module": ("from torch import *\n" + SETUP, [(IMPORT, "torch")]),
    "a module in the middle of a cell": ("import numpy as np\nimport seaborn as sns\nok = True", [(IMPORT, "seaborn")]),
    "a module inside an if": ("if True:\n    import torch\n    ok = True", [(IMPORT, "torch")]),
    "a module inside a with": ("import warnings\nwith warnings.catch_warnings():\n    import torch\n    ok = True", [(IMPORT, "torch")]),
    "a name that another version has": ("from scipy.integrate import simps\nok = True", [(IMPORT, "scipy.integrate.simps")]),
    "a submodule of a module that is there": ("import scipy.nothing\nok = scipy.__name__ == 'scipy'", [(IMPORT, "scipy")]),
    "an import that the notebook catches": ("try:\n    import torch\nexcept ImportError:\n    ok = True", []),
    "an import that suppress catches": ("import contextlib\nok = True\nwith contextlib.suppress(ImportError):\n    import torch\n    ok = False", []),
    "an import after a failed one": ("try:\n    import torch\nexcept ImportError:\n    !pip install torch\n    import torch\nok = True",
                                     [(PROGRAM, "!pip install torch"), (IMPORT, "torch")]),
    "an import in a function": ("def f():\n    import torch\n    return torch\nok = True", [(IMPORT, "torch")]),
    "an import of the future": ("from __future__ import annotations\nok = True", []),
    "a module that is set up": ("import torch\ntorch.manual_seed(0)\ntorch.backends.cudnn.deterministic = True\n" + SETUP, [(IMPORT, "torch"), (USE, "torch")]),
    "a module that is printed": ("import torch\nprint(torch.__version__, torch)\n" + SETUP, [(IMPORT, "torch")]),
    "a device": (["import torch", "device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')\n" + SETUP], [(IMPORT, "torch"), (USE, "torch")]),
    "annotations": ("import torch\nfrom typing import Optional\ndef f(x: Optional[torch.Tensor], y: torch.Tensor | None = None) -> torch.Tensor:\n    return 1\nok = f(1) == 1", [(IMPORT, "torch")]),
    "a class on top of one that is not there": ("import torch.nn as nn\nclass Net(nn.Module):\n    pass\n" + SETUP, [(IMPORT, "torch"), (USE, "torch")]),
    "what a wrapper would have replaced": ("import torch\ndef ok(): return 1\nok = torch.compile(ok)\nok = ok() == 1", [(IMPORT, "torch"), (USE, "torch")]),
    "a drive of Colab": ("from google.colab import drive\ndrive.mount('/content/drive')\n%cd /content/drive/MyDrive\n" + SETUP, [(IMPORT, "google"), (USE, "google")]),
    "a question whether this is Colab": ("import sys\nok = not ('google.colab' in sys.modules or 'colab' in str(get_ipython()))", []),
    "a timed cell": ("%%time\nimport torch\nok = True", [(IMPORT, "torch")]),
    "a captured cell": ("%%capture out\n!ls\nimport torch\nprint(1)\nok = True", [(PROGRAM, "!ls"), (IMPORT, "torch")]),
    "a timed line": ("%timeit -n 1 -r 1 sum(range(3))\n%time ok = True", []),
    "help": ("?len\nlen?\nlen??\n%pinfo len\n" + SETUP, []),
    "the environment": ("%env MODE=fast\nimport os\nok = os.environ['MODE'] == 'fast'", []),
    "await": ("import asyncio\nasync def f():\n    await asyncio.sleep(0)\n    return 1\nok = await f() == 1", []),
    "an error in one cell": (["a = 1\nraise ValueError\nb = 2", "ok = a == 1 and 'b' not in globals()"], []),
    "an exit in one cell": (["import sys\na = 1\nsys.exit()", "exit()", "quit", "ok = a == 1"], []),
    "a cell that is no Python": (["def f(:", SETUP], []),
    "a cell that is one question": (["?", SETUP], []),
    "a file that is written, run and imported": (
        ["%%writefile helper.py\nvalue = 3", "%run helper.py\nimport helper\nok = helper.value == value == 3"], []),
    "a written module that needs one that is not there": (
        ["%%writefile helper.py\nimport torch\nvalue = 3", "from helper import value\nok = value == 3"], [(IMPORT, "torch")]),
}  # fmt: skip

KERNEL = {
    "the folder": "%cd .\nimport os\nos.makedirs('sub')\n%cd sub\n%cd -\n%pwd\nok = not os.getcwd().endswith('sub')",
    "the user": "import getpass, os\nok = getpass.getuser() == 'student' and bool(os.path.expanduser('~'))",
    "standard output": "import sys\nok = sys.stdout.encoding == 'UTF-8' and sys.stdout.fileno() > 0 and not sys.stdout.isatty()",
    "results by number": ["1 + 1", "_ + 1", "ok = Out[1] == 2 and _2 == 3 and _ == 3 and __ == 2 and In[1] == '1 + 1'"],
    "the kernel": "get_ipython().kernel.do_shutdown(True)\nok = bool(get_ipython().kernel.session.session)",
    "another backend": "import matplotlib\nmatplotlib.use('TkAgg')\nimport matplotlib.pyplot as plt\nplt.switch_backend('QtAgg')\n"
                       "plt.plot([1])\nplt.show()\nok = matplotlib.get_backend().lower() == 'agg'",
    "figures that have been shown": ["import matplotlib.pyplot as plt\nplt.plot([1])", "ok = plt.get_fignums() == []"],
    "display": "from IPython.display import HTML, Math, clear_output, display\ndisplay(HTML('<b>'), Math('x'))\nclear_output()\nok = True",
    "Otter": "import otter\nprint(otter.__version__)\nfrom otter.test_files import test_case\nimport otter.plugins.x as y\nfrom otter import *\n"
             "grader = otter.Notebook('a.ipynb')\ngrader.check('q1a')\ngrader.check_all()\ngrader.export(pdf=False)\n"
             "ok = otter.anything.at_all() is not None and hasattr(otter, 'is_stand_in')",
    "a grader that nobody made": "grader.check('q1a')\nok = True",
    "a pylab": "%pylab inline\nok = sin(0) == 0",
}  # fmt: skip


def run(grader, cells, names=("ok",), given=(), files=None):
    """What cells leave in `names`, the notes on them, their errors, and the names that only given cells define."""
    worker = grader.pool.spawn(files)
    try:
        done, taken = [], {}
        sources = [cells] if isinstance(cells, str) else cells
        lacking = worker.run(list(enumerate(sources, 1)), time.monotonic() + 60, done, given).lacking
        worker.snapshot(list(names), time.monotonic() + 10, taken, Quota())
    finally:
        worker.kill()
    notes = [note for cell in done for note in cell.notes]
    return taken, notes, [cell.error for cell in done if cell.error], lacking


@pytest.mark.parametrize("case", HARMLESS)
def test_a_harmless_line_costs_nothing_and_is_noted(grader, case):
    cells, expected = HARMLESS[case]
    taken, notes, errors, _ = run(grader, cells)
    assert (taken["ok"], notes) == (["bool", True], expected), errors


@pytest.mark.parametrize("case", KERNEL)
def test_the_shell_looks_like_a_kernels(grader, case):
    taken, notes, errors, _ = run(grader, KERNEL[case])
    assert (taken["ok"], notes, errors) == (["bool", True], [], [])


def test_what_uses_a_missing_module_fails_with_that_reason(grader):
    cells = ["import torch\nx = torch.ones(3)\ny = [torch.pi for _ in range(2)]\ndef f(e):\n    return torch.exp(e)"]
    worker = grader.pool.spawn()
    done, taken = [], {}
    worker.run([(1, cells[0])], time.monotonic() + 60, done)
    worker.snapshot(["torch", "x", "f"], time.monotonic() + 10, taken, Quota())
    results = worker.call("f", [(0.5,)], 10, time.monotonic() + 10)
    worker.kill()
    assert taken == {"torch": [Reply.UNAVAILABLE], "x": [Reply.UNAVAILABLE], "f": ["function"]}
    assert results == [[Reply.RAISED, "ModuleNotFoundError"]]


@pytest.mark.parametrize(
    "use", ["torch()", "float(torch)", "np.exp(torch.pi)", "[x for x in torch]", "torch + 1", "1 < torch.a", "isinstance(1, torch.T)",
            "bool(torch.ok)", "np.asarray(torch.x)", "len(torch.x)", "f'{torch.x:.2f}'"]
)  # fmt: skip
def test_no_use_of_a_missing_module_gives_a_value(grader, use):
    taken, notes, errors, _ = run(grader, ["import numpy as np\nimport torch", f"ok = {use}"])
    assert taken["ok"] == [Reply.UNAVAILABLE]
    assert notes[-1] == (USE, "torch")
    assert errors == []


def test_handed_in_modules_are_found_beside_the_notebook(grader, tmp_path):
    (tmp_path / "helpers.py").write_text("import torch\ndef triple(x): return 3 * x")
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").write_text("from .inner import value")
    (tmp_path / "package" / "inner.py").write_text("value = 4")
    cell = "from helpers import triple\nimport package\nok = triple(2) == 6 and package.value == 4"
    taken, notes, errors, _ = run(grader, cell, files=tmp_path)
    assert (taken["ok"], notes, errors) == (["bool", True], [(IMPORT, "torch")], [])


GIVEN = ["import numpy as np\nimport sympy as sp", "F = sp.Function('F')\nt = sp.Symbol('t')"]


@pytest.mark.parametrize(
    ("cells", "lacking"),
    [
        (["ok = F(t) == sp.Function('F')(sp.Symbol('t'))"], ("F", "sp", "t")),
        ([*GIVEN, "ok = F(t) == F(t)"], ()),
        (["ok = bool(F(t) == F(t))", *GIVEN], ("F", "t")),
        (["def f(x):\n    return np.exp(x)", "ok = f(0) == 1"], ("np",)),
        (["def f(x):\n    return np.exp(x)", *GIVEN, "ok = f(0) == 1"], ()),
        (["F = t = 3\nok = F + t == 6"], ()),
        (["def f(t, F=1):\n    return t + F", "ok = f(1) == 2 and (lambda t: t)(1) == 1"], ()),
    ],
)
def test_names_of_given_cells_are_there_and_the_submissions_own_win(grader, cells, lacking):
    taken, _, errors, found = run(grader, cells, given=GIVEN)
    assert (taken["ok"], errors, found) == (["bool", True], [], lacking)


def test_given_cells_count_no_number_and_a_failing_one_stops_nothing(grader):
    taken, notes, errors, _ = run(grader, ["1 + 1", "ok = Out == {1: 2}"], given=["1 / 0", "x = 5"])
    assert (taken["ok"], notes, errors) == (["bool", True], [], [])


def test_notes_of_a_cell_are_bounded(grader):
    _, notes, _, _ = run(grader, "for k in range(100):\n    get_ipython().system('x' * 500 + str(k))")
    assert len(notes) == 1
    _, notes, _, _ = run(grader, "for k in range(100):\n    get_ipython().system(str(k))")
    assert len(notes) == 20


def test_operations_have_names_of_their_own():
    names = [value for name, value in vars(Op).items() if name.isupper()]
    assert len(set(names)) == len(names)
