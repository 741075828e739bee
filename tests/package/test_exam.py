"""An exam is read from its folder; what its rubric files declare is what their tests ask for."""

import shutil

import pytest
from support import in_process

from autograder.errors import BuildError, RubricError, UserError
from autograder.exam.exam import chosen, read_exam
from autograder.exam.project import find_project, read_project
from autograder.exam.rubric import read_assignment
from autograder.grading.answers import Answers
from autograder.record.losses import GraderFault, NotAnswered, TickLost

PARTS = [(problem.name, part) for problem in in_process.SCHEMES.values() for part in problem.parts]
HEAD = '"""{part}: a part."""\nfrom otter.test_files import test_case\nOK_FORMAT = False\nname = "q{part}"\n'
CASE = (
    '@test_case(name="{part}.{number} a line", points=1, hidden=True)\n'
    'def one_{number}(answers):\n    answers["q{part}_x"]\n'
)


class Recording(Answers):
    """In-process answers that note every name they are asked for, and may lack some."""

    def __init__(self, names, lacking=()):
        kept = {name: value for name, value in names.items() if name not in lacking}
        vars(self).update(vars(in_process.answers(kept)))
        self.asked = set()

    def __getitem__(self, name):
        self.asked.add(name)
        return super().__getitem__(name)


def write_part(folder, part, declared=None, ticks=2):
    folder.mkdir(parents=True, exist_ok=True)
    declared = f'ANSWERS = ("q{part}_x",)\n' if declared is None else declared
    cases = "".join(CASE.format(part=part, number=number) for number in range(1, ticks + 1))
    (folder / f"q{part}.py").write_text(HEAD.format(part=part) + declared + cases)


@pytest.fixture(scope="module")
def model_names(project):
    """The names at the end of every model answer, run here."""
    from autograder.exam.sheets import read_solution

    found = {}
    for name in project.names:
        cells = read_solution(project.root / "solutions" / f"{name}.py").cells
        code = [cell.source for cell in cells if cell.cell_type == "code" and "plt." not in cell.source]
        found[name] = in_process.executed(name, code)
    return found


@pytest.mark.parametrize(("problem", "part"), PARTS, ids=[part.id for _, part in PARTS])
def test_a_part_declares_exactly_the_names_its_tests_ask_for(problem, part, model_names):
    """Asked of the model answers, of none, and of model answers that lack one name: a test may stop at the first."""
    known = {name: model_names[problem][name] for name in part.names if name in model_names[problem]}
    asked = set()
    for lacking in [(), tuple(part.names), *((name,) for name in part.names)]:
        for tick in part.ticks:
            answers = Recording(known, lacking)
            in_process.outcome(tick, answers)
            in_process.follow_through(tick, answers)
            asked |= answers.asked
    assert asked == set(part.names)


@pytest.mark.parametrize(("problem", "part"), PARTS, ids=[part.id for _, part in PARTS])
def test_every_answer_that_a_part_declares_has_a_starter_cell(problem, part, project):
    from autograder.exam.sheets import read_sheet

    cells = read_sheet(project.root / "assignments" / f"{problem}.md").cells
    starters = {cell.metadata.get("name") for cell in cells if cell.cell_type == "code" and "..." in cell.source}
    assert set(part.answers) <= starters


def test_a_name_that_is_not_declared_is_the_graders_fault_and_no_lost_tick():
    answers = Answers({"x": ["missing"]}, None, declared=("x",))
    with pytest.raises(NotAnswered):
        answers["x"]
    with pytest.raises(GraderFault, match="'y'"):
        answers["y"]
    with pytest.raises(GraderFault):
        answers.get("y")
    assert not issubclass(GraderFault, TickLost)


def test_an_exam_of_many_problems_and_parts_is_in_a_readers_order(tmp_path):
    for name, parts in {"p10_last": ["10a"], "p2_two": ["2aa", "2z", "2b"], "p5_models": ["5a"]}.items():
        for part in parts:
            write_part(tmp_path / name, part, ticks=11)
    exam = read_exam(tmp_path, {"p2_two": 3, "p5_models": 1.5, "p10_last": 2})
    assert [part.id for part in exam.parts] == ["2b", "2z", "2aa", "5a", "10a"]
    assert [tick.id for tick in exam.part("5a").ticks][-2:] == ["5a.10", "5a.11"]
    assert [problem.title for problem in exam.problems][1] == "Problem 5: models"
    assert (exam.available, exam.credits) == (55, 6.5)
    with pytest.raises(UserError, match="5b"):
        exam.part("5b")


def test_an_exam_without_credits_for_a_problem_has_no_credits(tmp_path):
    write_part(tmp_path / "p1_a", "1a")
    assert read_exam(tmp_path, {}).credits is None


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("", "ANSWERS"),
        ("ANSWERS = ()\n", "ANSWERS"),
        ('ANSWERS = "q5a_x"\n', "tuple"),
        ('ANSWERS = ("q5a_x", "q5a_x")\n', "different"),
        ('ANSWERS = ("q5a x",)\n', "names"),
        ('ANSWERS = ("class",)\n', "names"),
        ("ANSWERS = (3,)\n", "names"),
        ('ANSWERS = tuple("ab")\n', "written out"),
        ('ANSWERS = ("q5a_x",)\nALSO_READS = ("q5a_x",)\n', "ALSO_READS"),
        ('ANSWERS = ("q5a_x",)\nALSO_READS = ("T",)\n', "ALSO_READS"),
        ('ANSWERS = ("q5a_x",)\nTIES = {"5a.2": "5a.3"}\n', "TIES"),
        ('ANSWERS = ("q5a_x",)\nTIES = {"5a.2": "5a.2"}\n', "TIES"),
        ('ANSWERS = ("q5a_x",)\nTIES = ["5a.2"]\n', "TIES"),
    ],
)
def test_a_declaration_that_says_nothing_or_too_much_is_refused(tmp_path, declared, said):
    write_part(tmp_path / "p5_a", "5a", declared)
    with pytest.raises(RubricError, match=said):
        read_assignment("p5_a", tmp_path / "p5_a")


def test_two_parts_cannot_declare_one_answer(tmp_path):
    write_part(tmp_path, "5a", 'ANSWERS = ("q5a_x", "T")\n')
    write_part(tmp_path, "5b", 'ANSWERS = ("q5b_x", "T")\n')
    with pytest.raises(RubricError, match="5a and 5b"):
        read_assignment("p5_a", tmp_path)


def test_problems_and_parts_that_could_be_taken_for_each_other_are_refused(tmp_path):
    write_part(tmp_path / "p5_a", "5a")
    write_part(tmp_path / "p5_b", "5b")
    with pytest.raises(RubricError, match="called p5"):
        read_exam(tmp_path, {})
    (tmp_path / "p5_b").rename(tmp_path / "p6_b")
    write_part(tmp_path / "p6_b", "5a")
    with pytest.raises(RubricError, match="called 5a"):
        read_exam(tmp_path, {})


@pytest.mark.parametrize("name", ["Flows", "5_flows", "p5 flows"])
def test_a_folder_that_is_no_problem_is_named(tmp_path, name):
    write_part(tmp_path / name, "5a")
    with pytest.raises(RubricError, match=name):
        read_exam(tmp_path, {})


@pytest.mark.parametrize("name", ["qa", "q5", "q5A", "q05a", "q5abc"])
def test_a_file_of_tests_that_is_no_parts_is_named(tmp_path, name):
    (tmp_path / f"{name}.py").write_text("")
    with pytest.raises(RubricError, match=name):
        read_assignment("p5_a", tmp_path)


def test_a_problem_is_found_by_the_beginning_of_its_name():
    names = ("p1_flows", "p10_more", "p11_most")
    assert chosen(names, "p1") == "p1_flows"
    assert chosen(names, "p10_m") == "p10_more"
    assert chosen(names, "p11_most") == "p11_most"
    for unclear in ("p", "p12", ""):
        with pytest.raises(UserError, match="p10_more"):
            chosen(names, unclear)


def test_a_folder_without_an_exam_is_named_and_no_other_exam_taken(tmp_path, monkeypatch, project):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match=r"autograder new") as raised:
        find_project()
    assert raised.value.where == str(tmp_path)
    with pytest.raises(UserError, match="holds no exam"):
        find_project(tmp_path)
    monkeypatch.chdir(project.root / "docs")
    assert find_project().root == project.root


def test_credits_for_a_problem_that_does_not_exist_are_refused(project, tmp_path):
    config = (project.root / "otter_config.json").read_text()
    (tmp_path / "otter_config.json").write_text(config.replace(project.names[-1], "p4_denoising_difusion"))
    shutil.copytree(project.root / "tests" / "rubric", tmp_path / "tests" / "rubric")
    with pytest.raises(BuildError, match="difusion"):
        read_project(tmp_path)
