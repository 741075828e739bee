"""The graded record: sums, editions and decisions of people are its own, and plain data is read strictly."""

import dataclasses
import json

import pytest
from support.papers import graded, numbers, tick

from autograder.classroom.gradebook import Gradebook, NewSubmission, Result, Student, WorkQueue
from autograder.errors import RecordError
from autograder.grading.judge import Decision, _read, _written
from autograder.record import Finding, Grade, LossReason, Outcome, Override, as_json, from_json
from autograder.record.findings import STAFF_ONLY, TEXTS
from autograder.record.losses import AnswerRaised, NotAnswered, NotEarned, TickLost
from autograder.record.notes import Note, NoteKind
from autograder.report.html import report_html
from autograder.report.page import page_view
from autograder.report.text import grade_text

FULL = Finding(
    reason=LossReason.JUDGED, evidence=numbers(2.0), **{name: f"the {name}" for name in (*TEXTS, *STAFF_ONLY)}
)


def sample(**more):
    lost = dataclasses.replace(tick("1a.2", 0), finding=FULL)
    return graded(
        [tick("1a.1", 1), lost, tick("1b.1", 0), tick("1b.-1", -1), tick("1c.1", 0, outcome="grader fault")], **more
    )


def test_a_part_never_falls_below_zero_and_the_problem_sums_its_parts():
    grade = sample()
    assert [(part.id, part.sum, part.earned) for part in grade.parts] == [("1a", 1, 1), ("1b", -1, 0), ("1c", 0, 0)]
    assert (grade.earned, grade.available, grade.credits) == (1, 4, 0.5)


def test_a_decision_of_a_person_counts_and_keeps_what_the_grader_said():
    said = Override(earned=1, reason="right", who="Tess", made="now")
    withdrawn = dataclasses.replace(said, earned=None)
    decided = sample().with_overrides({"1a.2": said, "1c.1": said, "1a.1": withdrawn})
    assert (decided.earned, [one.id for one in decided.overridden]) == (3, ["1a.2", "1c.1"])
    assert decided.undecided == () and sample().undecided[0].id == "1c.1"
    assert (decided.tick("1a.2").outcome, decided.tick("1a.2").final) == (Outcome.NOT_EARNED, Outcome.EARNED)


@pytest.mark.parametrize(
    "edition",
    [
        sample(),
        sample().for_students(),
        sample(seconds=1.5, notes=(Note(kind=NoteKind.IMPORT, what="torch", cell=3, first_line="import torch"),)),
    ],
)
def test_what_is_written_is_read_back(edition):
    assert from_json(json.loads(json.dumps(as_json(edition)))) == edition
    decided = edition.with_overrides({"1a.2": Override(earned=1, reason="r", who="w", made="m", comment="c")})
    assert from_json(as_json(decided)) == decided


def test_a_students_edition_has_nothing_for_staff():
    plain = json.dumps(as_json(sample().for_students()))
    assert "staff" not in plain
    for name in STAFF_ONLY:
        assert f"the {name}" in json.dumps(as_json(sample())) and f"the {name}" not in plain


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("ticks"),
        lambda data: data.update(extra=1),
        lambda data: data["ticks"][0].pop("got"),
        lambda data: data["ticks"][0].update(came=""),
        lambda data: data["ticks"][0].update(outcome="lucky"),
        lambda data: data["ticks"][0].update(part="9z"),
        lambda data: data["ticks"][0].update(reason="because"),
        lambda data: data["ticks"][0]["staff"].update(secret=1),
        lambda data: data["parts"].pop("1a"),
        lambda data: data.update(format=4),
        lambda data: data.update(format=1),
    ],
)
def test_a_record_with_a_field_too_few_or_too_many_is_refused(spoil):
    data = as_json(sample())
    spoil(data)
    with pytest.raises(RecordError):
        from_json(data)


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Finding)])
def test_every_field_of_a_finding_reaches_the_gradebook_and_the_page(name, tmp_path):
    """From the judge's pipe over JSON and the gradebook to what a page shows; nobody on the way names the field."""
    through = _read(_written(Decision(outcome=Outcome.NOT_EARNED, finding=FULL))).finding
    assert json.dumps(getattr(through, name)) == json.dumps(getattr(FULL, name))
    grade = sample(assignment="p1")
    with Gradebook.open(tmp_path, create=True) as book:
        queue = WorkQueue(book, "g", {"p1": "t"})
        queue.start_run()
        queue.take_in([NewSubmission(digest="d", source="x.ipynb", assignment="p1", students=(Student("a", "Ada"),))])
        queue.store(queue.claim(), Result(grade, 0.1, {}))
        (entry,) = book.latest()
    stored = entry.grade.tick("1a.2").finding
    assert getattr(stored, name) == getattr(FULL, name)
    if isinstance(getattr(FULL, name), str) and name not in ("reason", "mistake", "saw"):
        shown = page_view(entry.grade).parts[0].ticks[1]
        assert f"the {name}" in repr((shown.explanation, shown.private))


def test_a_penalty_that_does_not_apply_reads_so_and_one_that_does_says_why():
    spared = graded([tick("3a.1", 1), tick("3a.-1", 0, got="the losses of this one")])
    applied = graded([tick("3a.1", 1), dataclasses.replace(tick("3a.-1", -1), finding=FULL)])
    assert "not charged" in grade_text(spared) and "the losses of this one" not in grade_text(spared)
    assert "not charged" in report_html(spared)
    assert "[−] 3a.-1" in grade_text(applied)


def test_losses_carry_one_finding_whatever_they_are():
    for lost, outcome, reason in (
        (NotEarned(expected="a", got="b", hint="c"), Outcome.NOT_EARNED, LossReason.JUDGED),
        (NotAnswered("T"), Outcome.NOT_ANSWERED, LossReason.MISSING),
        (AnswerRaised("T", "`MemoryError`", LossReason.MEMORY), Outcome.ANSWER_RAISED, LossReason.MEMORY),
    ):
        assert (lost.outcome, lost.finding.reason) == (outcome, reason)
        again = TickLost.with_outcome(lost.outcome, lost.finding)
        assert (again.outcome, again.finding, str(again)) == (lost.outcome, lost.finding, str(lost))
    assert NotEarned(expected="a", got="b").amended(hint="look").finding.hint == "look"


def test_the_reason_decides_and_no_text_does():
    """Rewording what people read changes no field that a program goes by."""
    first, second = (NotEarned(expected=words, got=words, hint=words) for words in ("memory", "disk"))
    assert first.finding.reason is second.finding.reason is LossReason.JUDGED


def test_records_of_version_0_2_0_are_read():
    new = as_json(sample())
    old = {**new, "format": 2, "ticks": [_old_tick(one) for one in new["ticks"]]}
    old["notes"] = ["a note"]
    old.pop("overridden")
    read = from_json(old)
    assert isinstance(read, Grade) and (read.earned, read.notes[0].text) == (1, "a note")
    finding = read.tick("1a.2").finding
    assert (finding.got, finding.input, finding.trace, finding.mistake) == ("the got", "the input", "the trace", "")
    assert finding.evidence[0]["kind"] == "comparison"


def _old_tick(new):
    gone = {"got", "reason", "mistake", "explanation", "follow_through"}
    old = {key: value for key, value in new.items() if key not in gone} | {"came": new["got"]}
    rows = [["z", 2], ["your value", 2.0], ["right value", 1.5]]
    old["evidence"] = [{"kind": "numbers", "rows": rows}] if new["evidence"] else []
    old["staff"] = {"input": new["staff"]["input"], "detail": new["staff"]["trace"]}
    return old
