"""Quick to start: a command imports what it uses and nothing else; the marking scheme is read without Otter."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.errors import RubricError
from autograder.exam.hidden_tests import HiddenTests
from autograder.exam.project import OTTER_SETTINGS
from autograder.exam.rubric import read_assignment
from autograder.isolation.sandbox.libraries import LIBRARIES, named_in

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "IPython", "distributed", "jinja2", "jupytext", "matplotlib", "mpmath", "nbclient", "nbconvert", "nbformat",
    "numpy", "otter", "pandas", "pygments", "scipy", "sympy", "tqdm", "yaml",
}  # fmt: skip
LIGHT = {
    "--help": {"cli.commands", "cli.lazy"},
    "--version": {"cli.commands", "cli.lazy"},
    "class --help": {"cli.commands", "cli.lazy", "cli.classroom.group"},
}
FILE = '"""1a: a part."""\nfrom otter.test_files import test_case\nOK_FORMAT = False\nname = "q1a"\nANSWERS = ("x",)\n'
CASE = '@test_case(name="1a.{number} a line", points=1, hidden=True)\ndef one_{number}(answers):\n    pass\n'


def loaded(*arguments, cwd=ROOT):
    """The modules that a command has loaded when it is over."""
    program = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
        "from autograder.cli import main\n"
        f"sys.argv = {['autograder', *arguments]!r}\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=cwd, capture_output=True, text=True, check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


def ours(modules):
    return {module.removeprefix("autograder.") for module in modules if module.startswith("autograder.")}


@pytest.mark.parametrize("command", LIGHT)
def test_help_and_version_load_the_table_of_commands_and_no_command(command):
    modules = loaded(*command.split())
    assert {module.split(".")[0] for module in modules} & HEAVY == set()
    assert ours(modules) - {"cli", "cli.classroom"} == LIGHT[command] | {"errors"}


def test_the_rubric_is_shown_without_the_check_library_and_without_otter():
    modules = loaded("rubric")
    assert {module.split(".")[0] for module in modules} & HEAVY == set()
    assert not any(module.startswith("checks") for module in ours(modules))


def test_a_gradebook_is_read_without_anything_that_grades(tmp_path):
    from autograder.classroom.gradebook import Gradebook, NewSubmission, Student, WorkQueue

    with Gradebook.open(tmp_path / "results", create=True) as book:
        WorkQueue(book, "g", {}).take_in(
            [NewSubmission(digest="d1", source="a.ipynb", assignment="p1", students=(Student("a1", "Ada"),))]
        )
    modules = loaded("class", "show", cwd=tmp_path)
    assert {module.split(".")[0] for module in modules} & HEAVY == set()
    assert not any(module.startswith(("checks", "grading", "isolation")) for module in ours(modules))


@pytest.mark.parametrize("command", ["doctor", "build --help", "samples --help", "grade --help", "class grade --help"])
def test_no_command_imports_what_only_some_of_its_work_needs(command):
    """Otter is imported by the build alone, and by no command's help."""
    assert not {"otter", "distributed", "matplotlib", "nbclient"} & loaded(*command.split())


def test_our_reading_of_every_hidden_test_is_otters_own(project):
    from otter.test_files.exception_test import ExceptionTestFile

    for assignment in project.assignments().values():
        for part in assignment.load().parts:
            file = project.root / "tests" / "rubric" / assignment.name / f"q{part.id}.py"
            cases = ExceptionTestFile.from_file(str(file)).test_cases
            read = {(f"{tick.id} {tick.line}", tick.points, True) for tick in part.ticks}
            assert {(case.name, case.points, case.hidden) for case in cases} == read


def test_reading_hidden_tests_leaves_otter_as_it_was(tmp_path):
    import otter.test_files

    (tmp_path / "q1a.py").write_text(FILE + CASE.format(number=1))
    read_assignment("p1", tmp_path).load()
    assert sys.modules["otter.test_files"] is otter.test_files
    assert otter.test_files.test_case is not None


@pytest.mark.parametrize(
    "more",
    [
        "for k in (2, 3):\n    exec(f'''" + CASE.format(number="{k}") + "''')\n",
        CASE.format(number=2) + "del one_1\n",
        CASE.format(number=2) + "one_2.points = -1\n",
        "points = 5\n",
        "all_or_nothing = True\n",
        "raise ValueError\n",
    ],
    ids="more less other points all fails".split(),
)
def test_a_file_that_holds_other_tests_than_it_declares_grades_nothing(more, tmp_path):
    (tmp_path / "q1a.py").write_text(FILE + CASE.format(number=1) + more)
    with pytest.raises(RubricError):
        read_assignment("p1", tmp_path).load()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("def broken(:\n", "not a readable"),
        (FILE + "NAME = '1a.1 x'\n@test_case(name=NAME, points=1, hidden=True)\ndef one(a): pass\n", "written out"),
        (FILE + "@test_case('1a.1 x', 1, True)\ndef one(a): pass\n", "needs @test_case"),
        (FILE + "@test_case(name='1a.1 x', points=1)\ndef one(a): pass\n", "hidden"),
        (FILE.replace("OK_FORMAT = False", "OK_FORMAT = True") + CASE.format(number=1), "OK_FORMAT"),
        (FILE, "hold only"),
    ],
)
def test_a_file_that_cannot_be_read_as_it_stands_is_refused_by_name(text, words, tmp_path):
    (tmp_path / "q1a.py").write_text(text)
    with pytest.raises(RubricError, match=words) as caught:
        read_assignment("p1", tmp_path)
    assert "q1a.py" in str(caught.value)


def test_reading_what_a_file_declares_does_not_run_it(tmp_path):
    file = tmp_path / "q1a.py"
    file.write_text(FILE + CASE.format(number=1) + "raise SystemExit\n")
    assert [case.name for case in HiddenTests(file).cases] == ["1a.1 a line"]


@pytest.mark.parametrize(
    ("code", "libraries"),
    [
        ("from scipy import stats as s, special", ("scipy.special", "scipy.stats")),
        ("import scipy\nscipy.integrate.quad(f, 0, 1)", ("scipy.integrate",)),
        ("import sympy.stats", ("sympy.stats",)),
        ("from statistics import mean  # not stats of anything", ()),
        ("", ()),
    ],
)
def test_for_one_submission_the_libraries_that_it_names_are_prepared(code, libraries):
    assert named_in(["x = 1", code]) == libraries


def test_every_library_that_can_be_prepared_exists():
    for library in LIBRARIES:
        assert importlib.util.find_spec(library) is not None


def test_the_settings_we_accept_are_those_that_otter_accepts():
    import fica
    from otter.run import AutograderConfig

    keys = {name for name in dir(AutograderConfig) if isinstance(getattr(AutograderConfig, name, None), fica.Key)}
    assert keys == OTTER_SETTINGS
