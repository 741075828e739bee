"""A student notebook works anywhere, its figures own no names and stop nothing, its checks say what helps."""

import ast
import sys

import numpy as np
import pytest
from support.sheets import NAMES, Opened, code_cells, notebook

GIVEN = {"math", "plt", "np", "sp", "grader", "missing", "problem"}
PARTS = {"1": "abc", "2": "abcd", "3": "ab", "4": "abcd"}
WIDEST_CODE, WIDEST_PICTURE = 88, 700


@pytest.fixture(params=NAMES)
def opened(request, project):
    return Opened(project.root, request.param)


def parts(name):
    return [name[1] + letter for letter in PARTS[name[1]]]


def open_with(project, number, answers):
    sheet = Opened(project.root, next(name for name in NAMES if name[1] == number))
    sheet.untouched()
    for source in answers:
        sheet.run(source)
    return sheet


# Cells of the sheets ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_cells_that_are_not_answers_bind_no_name_and_call_nothing_but_the_sheets_own_object(name, project):
    for cell, source in code_cells(notebook(project.root, name)).items():
        if not cell.startswith(("figure", "check", "summary")):
            continue
        for statement in ast.parse(source).body:
            assert isinstance(statement, ast.Expr), (cell, source)
            calls = [node for node in ast.walk(statement) if isinstance(node, ast.Call)]
            assert [ast.unparse(node.func).split(".")[0] for node in calls] == ["grader"], (cell, source)
            assert {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)} == {"grader"}


@pytest.mark.parametrize("name", NAMES)
def test_the_first_cells_define_the_given_names_only(name, project):
    sheet = Opened(project.root, name)
    before = set(sheet.names)
    assert {key for key in before if not key.startswith("_")} - {"In"} - GIVEN == {
        "p1": {"x", "REQUIREMENTS"}, "p2": {"a", "m", "sigma", "t", "mu", "F", "Q01", "Q"},
        "p3": {"p", "q", "D"}, "p4": {"QUANTITIES"},
    }[name[:2]]  # fmt: skip
    sheet.untouched()
    starters = set(sheet.names) - before
    for cell, source in sheet.cells.items():
        if cell.startswith(("figure", "check", "summary")):
            sheet.run(source)
    assert set(sheet.names) == before | starters


@pytest.mark.parametrize("name", NAMES)
def test_code_is_not_wider_than_a_notebook(name, project):
    for cell, source in code_cells(notebook(project.root, name)).items():
        if cell != "setup":
            assert max(map(len, source.splitlines())) <= WIDEST_CODE, cell


@pytest.mark.parametrize("name", NAMES)
def test_every_sheet_says_before_the_first_question_what_is_there_and_how_it_is_run(name, project):
    text = (project.root / "assignments" / f"{name}.md").read_text()
    before = " ".join(text.partition("## ")[0].replace("\n>", " ").split())
    for words in (
        "pip install numpy scipy sympy matplotlib",
        "*Not there:* PyTorch",
        "fresh kernel",
        "1e-6",
        "minutes",
        "credits",
    ):
        assert words in before, words


def test_the_first_cell_is_folded_in_every_front_end(project):
    first = next(cell for cell in notebook(project.root, NAMES[0])["cells"] if cell["cell_type"] == "code")
    assert first["metadata"]["jupyter"] == {"source_hidden": True}
    assert first["metadata"]["cellView"] == "form"
    assert first["source"][0].startswith("# @title ")


# The first cell anywhere --------------------------------------------------------------------------------------------


def test_the_first_cell_says_in_one_line_that_checks_are_on(opened):
    assert opened.said == "Setup done. Checks and figures: on. They need nothing but this notebook.\n"


def test_a_missing_library_turns_checks_off_in_one_line_and_stops_nothing(project, monkeypatch):
    monkeypatch.setitem(sys.modules, "sympy", None)
    cells = code_cells(notebook(project.root, NAMES[0]))
    names = {}
    exec(cells["setup"], names)
    exec("grader.check('q1a'), grader.figure('1a'), grader.summary()", names)


def test_the_first_cell_needs_no_folder_and_no_otter(project, tmp_path, monkeypatch, capsys):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "q1a.py").write_text("raise SystemExit('a foreign test')")
    tmp_path.chmod(0o555)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "otter", None)
    sheet = Opened(project.root, NAMES[0])
    sheet.untouched()
    assert "open" in sheet.check("1a")


# Figures ------------------------------------------------------------------------------------------------------------


def test_figures_of_an_untouched_sheet_say_what_is_open(opened):
    opened.untouched()
    for name, source in opened.cells.items():
        if name.startswith("figure"):
            opened.run(source)


RAISING = "def {name}(*_): raise ZeroDivisionError('no')"
ENDING = "def {name}(*_): raise SystemExit"
NONSENSE = ("def {name}(*_): return 'text'", "def {name}(*_): return None", "def {name}(*_): return [[1], [2, 3]]",
            "def {name}(*_): return float('nan')", "{name} = 3", "{name} = 'text'", "{name} = lambda *_: 10**400", "del {name}")  # fmt: skip


@pytest.mark.parametrize("spoiled", [(RAISING,), (ENDING,), NONSENSE, NONSENSE[3:] + NONSENSE[:3]])
def test_figures_never_stop_a_run_whatever_an_answer_is(spoiled, opened):
    opened.untouched()
    answers = {n for n in opened.names if n.startswith("q") and len(n) > 1} | {"T", "M", "C", "E1", "E2"} & set(
        opened.names
    )
    for index, name in enumerate(sorted(answers)):
        opened.run(spoiled[index % len(spoiled)].format(name=name))
    for name, source in opened.cells.items():
        if name.startswith(("figure", "check", "summary")):
            opened.run(source)


SCALARS = """
def T(eps): return math.exp(eps)
def M(z, mu, sigma): return math.exp(mu) * z**sigma
def C(eps, mu, sigma): return math.exp(mu + sigma * eps)
def q2d_log_q(z, mu, sigma): return -math.log(z) - math.log(sigma) - (math.log(z) - mu) ** 2 if z > 0 else -math.inf
def q2d_sample(eps, mu, sigma): return math.exp(mu + sigma * eps)
"""


def test_functions_of_single_numbers_are_drawn_and_pass_the_checks(project):
    sheet = open_with(project, "2", [SCALARS])
    for part in "abcd":
        assert sheet.figure(f"2{part}") == ""
    assert "form ok   T keeps the shape of its input" in sheet.check("2a")


def test_a_picture_is_not_wider_than_a_notebook(project, monkeypatch):
    import matplotlib.pyplot as plt

    widths = []
    monkeypatch.setattr(
        plt, "show", lambda: widths.extend(plt.figure(n).get_size_inches()[0] * 100 for n in plt.get_fignums())
    )
    for number, letters in PARTS.items():
        sheet = open_with(project, number, [])
        for part in [number + letter for letter in letters] + (["4"] if number == "4" else []):
            sheet.figure(part)
    assert widths
    assert max(widths) <= WIDEST_PICTURE


# Checks -------------------------------------------------------------------------------------------------------------

SAID = [
    ("1a", "def q1a_null_direction(a): print([-a[1], a[0]])", "returns nothing (None): print shows a value, return gives it back"),
    ("1a", "q1a_violates = 'invertable'", "is not in REQUIREMENTS"),
    ("1a", "q1a_is_valid_flow = 'False'", "without quotation marks"),
    ("1a", "def q1a_null_direction(a): return np.random.normal(size=2)", "two results for the same input"),
    ("1a", "def q1a_null_direction(b, c): return b", "yours is q1a_null_direction(b, c)"),
    ("1a", "def q1a_null_direction(a):\n    import torch_\n    return a", "while grading only NumPy, SciPy, SymPy and Matplotlib"),
    ("1b", "q1b_counterexample = ([1, 2, 3],)", "2 points"),
    ("1b", "q1b_counterexample = ([1, 2], [3, 4])", "every point has 3 coordinates"),
    ("1c", "q1c_f_inv = 'x'", "without quotation marks"),
    ("1c", "q1c_f_inv = sp.Eq(x, 1)", "give its right side"),
    ("2a", "q2a_derivation = [F(t) == Q01(a)]", "Python's == compares at once"),
    ("2a", "q2a_derivation = [sp.Eq(t, t)]", "it became True"),
    ("2a", "q2a_derivation = [(F(t), Q01(a))]", "line 1: is a tuple; write sp.Eq(left, right)"),
    ("2a", "q2a_derivation = ['t = log(a)']", "write sp.Eq(left, right)"),
    ("2a", "def T(eps): return np.log(t)", "for symbols there are sp.log"),
    ("2a", "def T(eps): return 1.0", None),
    ("2b", "def M(z): return z", "M is called with 3 arguments, as on the sheet; yours is M(z)"),
    ("2d", "q2d_support_prior = (0, 1)", "has to be a SymPy set; it is a tuple"),
    ("3a", "q3a_E1_direction = {'discriminator': 1}", "needs the key 'generator'"),
    ("3a", "q3a_E1_direction = {'discriminator': 'up', 'generator': 0}", "+1, 0 or -1"),
    ("3b", "q3b_constant = p", "has to be a number; it holds p"),
    ("3b", "q3b_kl_terms = p * q", "pair of integrands"),
    ("4b", "def q4b_failure(betas): return 'sqrt(alpha_bar_n)', 2", "first the step, then the quantity"),
    ("4b", "def q4b_failure(betas): return np.array([2, 'sqrt(alpha_bar_n)'])", "give a tuple"),
    ("4b", "def q4b_failure(betas): return 2, 'alpha_bar'", "is not in QUANTITIES"),
    ("4b", "def q4b_negative_steps(betas): return betas > 1", "gives True and False; steps are numbers"),
    ("4c", "def q4c_failure(betas): return {'step': 2}", "pair: first the step, then the quantity"),
    ("4d", "q4d_invalid = {0}", "0 is not among 1, 2, 3, 4"),
    ("4d", "q4d_invalid = {3: True}", "set of numbers"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "answer", "words"), SAID)
def test_a_check_says_what_costs_a_tick_by_form(part, answer, words, project):
    said = open_with(project, part[0], [answer]).check(part)
    if words is not None:
        assert words in said
        assert "to mend" in said
    assert "passed" not in said


RIGHT_FORMS = [
    ("4b", "def q4b_failure(betas): return 2, '1/sqrt( alpha_bar_n )'", "q4b_failure gives a step and a quantity"),
    ("4b", "def q4b_failure(betas): return [np.int64(2)], ['beta_tilde_n']", "q4b_failure gives a step and a quantity"),
    ("4a", "q4a_closed_form = dict.fromkeys(['log p(x_0)', 'q(z_n|x_0)', 'q(z_{n-1}|z_n,x_0)', 'p(z_{n-1}|z_n)'], True)",
     "q4a_closed_form holds"),
    ("1a", "q1a_is_valid_flow = sp.true", "q1a_is_valid_flow is"),
    ("1a", "def q1a_null_direction(a): return sp.Matrix([a[0], 1])", "q1a_null_direction gives"),
    ("2a", "q2a_derivation = sp.Eq(F(t), Q01(a))", "q2a_derivation is a list"),
    ("2d", "q2d_kl_normal = float('-inf')", "q2d_kl_normal is a number"),
    ("3b", "q3b_kl_terms = [p, q]", "q3b_kl_terms is a pair"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "answer", "words"), RIGHT_FORMS)
def test_a_check_forgives_what_the_grader_forgives(part, answer, words, project):
    assert f"form ok   {words}" in open_with(project, part[0], [answer]).check(part)


def test_a_check_shows_the_students_own_line_and_no_line_of_its_own(project):
    sheet = Opened(project.root, NAMES[0])
    source = "def q1a_null_direction(a):\n    b = a * 2\n    return b / helper_that_is_missing\n"
    import linecache

    linecache.cache["cell 4"] = (len(source), None, source.splitlines(True), "cell 4")
    sheet.run(source)
    said = sheet.check("1a")
    assert "raises NameError" in said
    assert "in your line:  return b / helper_that_is_missing" in said
    assert "Traceback" not in said


def test_the_witness_is_asked_about_flagged_schedules_only(project):
    sheet = open_with(project, "4", ["q4d_invalid = {3}\ndef q4d_witness(k, N): return {3: N}[k]"])
    assert "form ok   q4d_witness" in sheet.check("4d")


def test_a_derivation_is_shown_as_sympy_reads_it(project, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data))
    open_with(project, "2", ["q2a_derivation = [sp.Eq(t, sp.log(a) + 1), sp.Eq(F(t), Q01(a))]"]).check("2a")
    assert r"t = \log{\left(a \right)} + 1" in shown[0]["text/latex"]


# Why an answer is open, and the summary -----------------------------------------------------------------------------


def test_the_summary_counts_answers_and_names_what_is_open(project):
    sheet = open_with(project, "1", ["q1a_is_valid_flow = True", "q1b_violates = 'nothing'"])
    said = sheet.run("grader.summary()")
    assert "2 of 8 answered" in said
    assert "1a  open      q1a_violates is still ..." in said
    assert "1b  to mend   q1b_violates: 'nothing' is not in REQUIREMENTS" in said


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["q1a_violates = 'invertible'", "q1a_violates = ...  # an entry"], "is ... again: cell [4] defines it once more, after cell [3]"),
        (["q1a_violate = 'x'", "del q1a_violates"], "is not defined, but q1a_violate is"),
        (["q1c_f_inv = sp.Symbol('x')", "del q1c_f_inv"], "is not defined"),
    ],
)  # fmt: skip
def test_an_open_answer_is_explained(cells, words, project):
    sheet = Opened(project.root, NAMES[0])
    sheet.names.update(q1a_violates=..., q1c_f_inv=...)
    for source in cells:
        sheet.run(source)
    assert words in sheet.check("1a") + sheet.check("1c")


def test_an_answer_in_a_text_cell_is_found_in_the_notebooks_file(project, tmp_path, monkeypatch):
    import json

    document = notebook(project.root, NAMES[0])
    document["cells"].append({"cell_type": "markdown", "metadata": {}, "source": ["q1a_is_valid_flow = True"]})
    (tmp_path / "renamed (1).ipynb").write_text(json.dumps(document))
    monkeypatch.chdir(tmp_path)
    assert "q1a_is_valid_flow stands in a text cell (Markdown)" in Opened(project.root, NAMES[0]).check("1a")


def test_np_log_of_a_symbol_is_explained_after_its_cell_failed(project):
    sheet = Opened(project.root, NAMES[1])
    with pytest.raises(TypeError):
        sheet.run("q2a_derivation = [sp.Eq(t, np.log(a))]")
    assert "np.log takes numbers; for symbols write sp.log" in sheet.check("2a")


def test_what_does_not_run_while_grading_is_named_with_its_cell(project):
    sheet = open_with(project, "1", [])
    sheet.names["In"] += [
        "get_ipython().system('pip install x')",
        "import torch",
        "get_ipython().run_line_magic('matplotlib', 'widget')",
    ]
    said = sheet.run("grader.summary()")
    for words in ("!pip install x", "import torch", "%matplotlib widget"):
        assert words in said
    assert "numpy" not in said


def test_a_given_name_that_was_overwritten_is_named_and_the_checks_still_use_what_was_given(project):
    sheet = open_with(project, "1", ["x = np.linspace(0, 1)", "q1c_f_inv = 2 * sp.Symbol('x', real=True)"])
    said = sheet.run("def q1c_density(p1, f_inv, x): return p1(f_inv(x))\ngrader.check('q1c')")
    assert "x is no longer what the sheet gave" in said
    assert "form ok   q1c_density" in said


def test_random_numbers_of_numpy_are_left_as_they_were(project):
    sheet = open_with(project, "2", ["def T(eps): return np.sin(eps)"])
    np.random.seed(3)
    before = np.random.get_state()[1].copy()
    sheet.check("2a"), sheet.figure("2a")
    assert (np.random.get_state()[1] == before).all()
