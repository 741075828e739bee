"""A lecturer adds a part, a problem or an exam without reading the engine; the page that says how is performed here."""

import json
import shlex
import shutil
from pathlib import Path

import pytest
from support import in_process
from support.following import autograder, copy_of, put, steps

from autograder.errors import BuildError, UserError
from autograder.exam.index import index_text
from autograder.exam.project import read_project
from autograder.exam.rubric import read_part
from autograder.publish.authoring.answers import Answer, parse_answer
from autograder.publish.authoring.places import insert_answers, insert_section, with_more_ticks
from autograder.publish.authoring.scaffold import new_exam, new_part, new_problem
from autograder.publish.build import build_all
from autograder.publish.build.missing import gaps, refuse_gaps
from autograder.publish.build.trial import WRONG, undecided_or_given_away, wrong_notebook
from autograder.record import Grade, PartResult, TickResult
from autograder.record.findings import Finding
from autograder.record.losses import NotEarned
from autograder.record.outcomes import Outcome

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "adding-a-question.md").read_text()


@pytest.fixture
def copy(tmp_path):
    """This exam in a folder of its own."""
    return copy_of(ROOT, tmp_path / "exam")


@pytest.fixture
def tiny(tmp_path):
    """The exam that `autograder new` writes."""
    new_exam(tmp_path / "tiny")
    return tmp_path / "tiny"


def todo(root, name):
    return [(gap.where.relative_to(root).as_posix(), gap.todo) for gap in gaps(read_project(root), name)]


@pytest.mark.slow
def test_the_page_on_adding_a_question_can_be_performed_as_it_stands(copy, monkeypatch, capsys):
    """It builds, grades its samples as labelled, and shows the new part in a report and in the marking scheme."""
    monkeypatch.chdir(copy)
    for step in steps(PAGE):
        if step[0] != "run":
            what, path, text = step
            put(copy / path, what, text)
        elif step[1].startswith("cd "):
            monkeypatch.chdir(step[1].removeprefix("cd "))
        else:
            status = autograder(monkeypatch, step[1])
            assert status == 0, (step[1], capsys.readouterr())
    said = capsys.readouterr().out
    assert said.count("all samples are as labelled") == 3
    assert "finds the step from which noise prevails" in said
    assert "signal-to-noise" in (copy / "4e.html").read_text()
    exam = read_project(copy).exam()
    before = read_project(ROOT).exam()
    assert {part.id for part in exam.parts} - {part.id for part in before.parts} == {"4e", "5a"}
    assert (exam.available, exam.credits) == (before.available + 4, before.credits + 4)


def test_what_the_page_runs_are_the_commands_that_it_names():
    commands = [shlex.split(step[1])[:2] for step in steps(PAGE) if step[0] == "run"]
    assert {command[1] for command in commands if command[0] == "autograder"} == {
        "new", "build", "samples", "grade", "rubric",
    }  # fmt: skip


def test_the_index_of_ticks_and_checks_is_current(project):
    assert (ROOT / "docs" / "rubric-index.md").read_text() == index_text(project.exam(), ROOT)


def test_a_new_exam_lacks_nothing(tiny):
    assert todo(tiny, "p1_first_steps") == []
    assert read_project(tiny).exam().available == 3


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UserError, match="there already"):
        new_exam(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_all_that_a_new_part_needs_is_listed_at_once_and_in_order(tiny):
    written = new_part(read_project(tiny), "1c", "more of it", [parse_answer("q1c_f(x)"), Answer("q1c_x")])
    folders = [path.relative_to(tiny).parts[:2] for path in written]
    listed = [where for where, _ in todo(tiny, "p1_first_steps")]
    assert [tuple(Path(where).parts[:2]) for where in dict.fromkeys(listed)] == folders
    with pytest.raises(BuildError, match=rf"(?s)1\. assignments.*{len(listed)}\. tests/submissions"):
        refuse_gaps(read_project(tiny))


def test_a_new_part_goes_between_its_neighbours(tiny):
    project = read_project(tiny)
    for part in ("1d", "1aa", "1c"):
        new_part(project, part, "more", [Answer(f"q{part}_x")])
    sheet = (tiny / "assignments" / "p1_first_steps.md").read_text()
    solution = (tiny / "solutions" / "p1_first_steps.py").read_text()
    order = ["1a", "1b", "1c", "1d", "1aa"]
    for text, mark in ((sheet, "## {} ("), (solution, "# **{}.**")):
        assert sorted(order, key=lambda part: text.index(mark.format(part))) == order
    assert sheet.index('grader.check("q1aa")') < sheet.index("## Hand in")
    assert "(6 ✓, 3 credits)" in sheet


def test_a_part_before_all_others_and_a_sheet_without_any():
    sheet = "# P (2 ✓)\n\ntext\n\n## 1b (2 ✓)\n\nmore\n"
    assert insert_section(sheet, "1a", "## 1a\n") == "# P (2 ✓)\n\ntext\n\n## 1a\n\n## 1b (2 ✓)\n\nmore\n"
    assert insert_section("# P", "1a", "## 1a\n") == "# P\n\n## 1a\n"
    assert insert_answers("", "1a", "# cells\n") == "# cells\n"
    assert (
        with_more_ticks("# P (2 ✓)\n\n2 ✓ in all, of 12 ✓\n## 1b (2 ✓)", 3)
        == "# P (5 ✓)\n\n5 ✓ in all, of 12 ✓\n## 1b (2 ✓)"
    )
    assert with_more_ticks("# P\n", 3) == "# P\n"


@pytest.mark.parametrize("text", ["", "5x", "class", "f(", "f(x):\n  pass\ndef g()", "a b", "f(x)->int"])
def test_what_is_no_answer_is_named(text):
    if text == "f(x)->int":
        assert parse_answer(text) == Answer("f", "x")
        return
    with pytest.raises(UserError, match="q4e_ratio"):
        parse_answer(text)


@pytest.mark.parametrize(
    ("part", "said"), [("4", "no name for a part"), ("9a", "new problem p9_title"), ("4d", "there already")]
)
def test_a_part_that_cannot_be_made_changes_nothing(copy, part, said):
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    with pytest.raises(UserError, match=said):
        new_part(read_project(copy), part, "x", [Answer("x")])
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("name", "worth", "said"),
    [("flows", 3, "called like"), ("p4_more", 3, "is taken"), ("p5_more", None, "--credits")],
)
def test_a_problem_that_cannot_be_made_changes_nothing(copy, name, worth, said):
    with pytest.raises(UserError, match=said):
        new_problem(read_project(copy), name, "x", [Answer("x")], worth)
    assert read_project(copy).names == read_project(ROOT).names


SPOILED = [
    ("tests/public/p1_first_steps/q1b.py", None, "a public check"),
    ("tests/submissions/p1_first_steps/q1b.py", None, "labelled samples"),
    ("solutions/p1_first_steps.py", None, "the model answers"),
    ("assignments/p1_first_steps.md", None, "the exam sheet"),
    ("assignments/p1_first_steps.md", ('name="q1a_mean"', 'name="q1a_mine"'), 'name="q1a_mean"'),
    ("assignments/p1_first_steps.md", ('name="check_q1b"', 'name="check_q1c"'), 'name="check_q1b"'),
    ("assignments/p1_first_steps.md", ('name="check_q1b"', 'name="check_q1c"'), "1c has no hidden tests"),
    ("assignments/p1_first_steps.md", ("## 1b (2 ✓)", "## 1b (3 ✓)"), "1b says 3 ✓, its hidden tests have 2"),
    ("assignments/p1_first_steps.md", ("(3 ✓, 3 credits)", "(4 ✓, 3 credits)"), "title says 4 ✓"),
    ("assignments/p1_first_steps.md", ("(3 ✓, 3 credits)", "(3 ✓, 5 credits)"), "title says 5 credits"),
    ("assignments/p1_first_steps.md", (' name="setup"', ""), "without a name"),
    ("solutions/p1_first_steps.py", ('name="q1a_mean"', 'name="other"'), 'name="q1a_mean"'),
    ("tests/rubric/p1_first_steps/q1a.py", ("ANSWERS", "ANSWER"), "ANSWERS"),
    ("tests/submissions/p1_first_steps/q1b.py", ("earns: 1b.1\n", "earns: 1b.3\n"), "earns 1b.3"),
    ("tests/submissions/p1_first_steps/q1b.py", ("earns: 1b.1 1b.2", "earns: 1b.2"), "every ✓"),
    ("tests/submissions/p1_first_steps/q1b.py", ("earns: nothing", "earns: 1b.1"), "loses 1b.1"),
    ("tests/submissions/p1_first_steps/q1a.py", ("earns: 1a.1", "earned"), "needs a label"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "change", "said"), SPOILED, ids=[said for _, _, said in SPOILED])
def test_each_thing_that_is_missing_is_named_with_its_file(tiny, path, change, said):
    if change is None:
        (tiny / path).unlink()
    else:
        text = (tiny / path).read_text()
        assert change[0] in text
        (tiny / path).write_text(text.replace(*change))
    found = todo(tiny, "p1_first_steps")
    assert [where for where, what in found if said in what] == [path], found


def test_a_sheet_without_hidden_tests_and_tests_without_a_problem_are_named(tiny):
    shutil.copy(tiny / "assignments" / "p1_first_steps.md", tiny / "assignments" / "p2_more.md")
    (tiny / "tests" / "rubric" / "p3_empty").mkdir()
    with pytest.raises(BuildError, match=r"(?s)p3_empty: write hidden tests.*credits.*p2_more\.md: write hidden tests"):
        refuse_gaps(read_project(tiny))


def settings(root, **more):
    path = root / "otter_config.json"
    config = json.loads(path.read_text())
    plugin = config["plugins"][0]["autograder.otter_plugin.IsolatedGrading"]
    plugin.update(
        {key: {**plugin.get(key, {}), **value} if isinstance(value, dict) else value for key, value in more.items()}
    )
    path.write_text(json.dumps(config))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"gradescope": {"ticks": "visibel"}}, "visibel"),
        ({"gradescope": {"tick": "visible"}}, "ticks"),
        ({"gradescope": {"seconds": "600"}}, "seconds"),
        ({"credits": {"p1_first_step": 2}}, "p1_first_step"),
        ({"credits": {"p1_first_steps": True}}, "positive"),
        ({"credits": {"p1_first_steps": 0}}, "positive"),
        ({"isolation": "no"}, "isolation"),
        ({"gradscope": {}}, "gradscope"),
    ],
)
def test_a_setting_that_would_be_passed_over_or_fail_on_gradescope_stops_the_build(tiny, more, said):
    settings(tiny, **more)
    with pytest.raises(BuildError, match=said):
        build_all(read_project(tiny), tiny / "dist", verify=False, say=lambda _: None)
    assert not (tiny / "dist").exists()


BARE = """\"\"\"1a: the mean of a die.\"\"\"

import numpy as np
from otter.test_files import test_case

from autograder.checks.rubric import judged
from autograder.checks.values import real

OK_FORMAT = False
name = "q1a"
ANSWERS = ("q1a_mean",)


def helper(value):
    assert value == 3.5, "not the mean"


@test_case(name="1a.1 bare assert", points=1, hidden=True)
@judged
def bare(answers):
    {body}
"""


def bare(tmp_path, body):
    """The one ✓ of a file whose test has this body."""
    (tmp_path / "q1a.py").write_text(BARE.format(body=body))
    return read_part(tmp_path / "q1a.py").ticks[0]


@pytest.mark.parametrize("body", ["assert answers['q1a_mean'] == 3.5, 'not the mean'", "helper(answers['q1a_mean'])"])
def test_an_assertion_of_the_tests_own_file_loses_the_tick(tmp_path, body):
    tick = bare(tmp_path, body)
    assert in_process.outcome(tick, in_process.answers({"q1a_mean": 3.5})) == in_process.EARNED
    with pytest.raises(NotEarned) as lost:
        tick.check.__wrapped__(in_process.answers({"q1a_mean": 3}))
    assert lost.value.got == "not the mean"


def test_an_assertion_of_a_library_is_the_graders_fault(tmp_path):
    tick = bare(tmp_path, "np.testing.assert_allclose(real(answers['q1a_mean'], 'q1a_mean'), 3.5)")
    with pytest.raises(AssertionError):
        tick.check.__wrapped__(in_process.answers({"q1a_mean": 3}))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("assert np.allclose(answers['q1a_mean'], 3.5)", "1a.1 cannot decide an answer that is nothing"),
        ("return answers['q1a_mean'] == 3.5", "1a.1 is earned by every answer"),
    ],
    ids=["undecided", "given away"],
)
@pytest.mark.sandbox
def test_a_test_that_cannot_tell_wrong_answers_stops_the_build(tiny, body, said):
    (tiny / "tests" / "rubric" / "p1_first_steps" / "q1a.py").write_text(BARE.format(body=body))
    with pytest.raises(BuildError, match=said):
        build_all(read_project(tiny), tiny / "dist", say=lambda _: None)
    assert not (tiny / "dist").exists()


def test_wrong_answers_keep_functions_functions(project):
    from autograder.exam.sheets import read_sheet

    for problem in project.exam().problems:
        sheet = read_sheet(ROOT / "assignments" / f"{problem.name}.md")
        for kind in WRONG:
            (cell,) = json.loads(wrong_notebook(sheet, problem, kind))["cells"]
            names = {}
            exec("".join(cell["source"]), names)
            assert set(problem.names) <= names.keys()
            assert any(callable(names[name]) for name in problem.names)


def test_the_terminal_is_told_what_was_written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert autograder(monkeypatch, "autograder new one") == 0
    monkeypatch.chdir("one")
    assert autograder(monkeypatch, "autograder new part 1c again --answer q1c_x") == 0
    assert "tests/rubric/p1_first_steps/q1c.py" in capsys.readouterr().out
    for wrong in ("autograder new part", "autograder new part 1d title", "autograder new two three"):
        assert autograder(monkeypatch, wrong) == 2


def decided(outcome):
    """A grade of one ✓ that ended so."""
    finding = Finding(trace="a\nKeyError: x")
    tick = TickResult(id="1a.1", line="a line", points=1, outcome=outcome, finding=finding)
    part = PartResult(id="1a", title="a part", ticks=(tick,))
    return Grade(assignment="p1_a", submission="", sha256="", grader="", isolation="", parts=(part,))


def test_one_wrong_answer_that_is_told_is_enough():
    earned, lost = decided(Outcome.EARNED), decided(Outcome.NOT_EARNED)
    assert list(undecided_or_given_away(Path("t"), {"a": earned, "b": lost})) == []
    assert [gap.where.name for gap in undecided_or_given_away(Path("t"), {"a": earned, "b": earned})] == ["q1a.py"]
    (gap,) = undecided_or_given_away(Path("t"), {"a": decided(Outcome.GRADER_FAULT), "b": lost})
    assert "KeyError: x" in gap.todo
