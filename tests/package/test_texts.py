"""Texts for students can be had in another language; a slip in a catalogue decides nothing and faults nothing."""

import ast
import dataclasses
import io
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po as babels_reading
from support.reports import AVERAGE, graded, submission

from autograder import texts
from autograder.errors import UserError
from autograder.grading.submission import Submission
from autograder.record.losses import AnswerRaised, NotAnswered
from autograder.report.html import report_html
from autograder.report.text import grade_text
from autograder.texts import _, catalogue, languages, speaking
from autograder.texts.po import read_po

PACKAGE = Path(texts.__file__).parents[1]
CATALOGUES = [language for language in languages() if language != "en"]
COVERED = [
    *(PACKAGE / "record" / name for name in ("losses.py", "notes.py", "ids.py")),
    *(PACKAGE / "grading").rglob("*.py"),
    *(PACKAGE / "checks").rglob("*.py"),
    *(PACKAGE / "report" / name for name in ("text.py", "page.py", "plots.py", "words.py")),
]
"""Modules whose every text for students is translated; a further one is added here when its texts are marked."""
TEMPLATES = [*(PACKAGE / "report" / "templates").rglob("*.html")]


def marked_texts(path):
    """What a module gives to `_` or `marked`; it must be written out there, or no catalogue could hold it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "marked"):
            if isinstance(node.args[0], ast.Constant):
                yield node.args[0].value
            else:
                assert node.func.id == "_", (path, ast.unparse(node))


def bare_texts(path):
    """What a module says to a student without marking it: texts given as `expected`, `got` or `hint`."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.keyword) and node.arg in ("expected", "got", "hint"):
            yield from (
                ast.unparse(part)
                for part in [node.value]
                if (isinstance(part, ast.JoinedStr) or (isinstance(part, ast.Constant) and part.value))
            )


def all_texts():
    found = {text for path in PACKAGE.rglob("*.py") for text in marked_texts(path)}
    return found | {text for path in TEMPLATES for text in re.findall(r'\b_\("([^"]+)"', path.read_text())}


def placeholders(text):
    return {name for _text, name, *_rest in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_text_of_a_covered_module_lacks_a_translation(language):
    assert sorted(all_texts() - catalogue(language).keys()) == []
    assert [text for path in COVERED for text in bare_texts(path)] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_holds_nothing_that_the_code_no_longer_says(language):
    assert sorted(catalogue(language).keys() - all_texts()) == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_translations_keep_the_placeholders_and_the_marks_of_code(language):
    for source, target in catalogue(language).items():
        assert placeholders(source) == placeholders(target), source
        assert source.count("`") == target.count("`"), source


@pytest.mark.parametrize("language", CATALOGUES)
def test_our_reading_of_a_catalogue_is_babels(language):
    text = (PACKAGE / "texts" / "catalogues" / f"{language}.po").read_text()
    read = {m.id: m.string for m in babels_reading(io.StringIO(text)) if m.id and m.string and not m.fuzzy}
    assert read_po(text) == read


def test_long_fuzzy_and_empty_entries_are_read_as_gettext_reads_them():
    text = (
        'msgid ""\nmsgstr ""\n"Language: xx\\n"\n\n'
        '#: somewhere\nmsgid ""\n"one "\n"two\\n"\nmsgstr "eins "\n"\\"zwei\\""\n\n'
        '#, fuzzy\nmsgid "doubtful"\nmsgstr "zweifelhaft"\n\nmsgid "open"\nmsgstr ""\n'
    )
    assert read_po(text) == {"one two\n": 'eins "zwei"'}
    assert read_po(text) == {
        m.id: m.string for m in babels_reading(io.StringIO(text)) if m.id and m.string and not m.fuzzy
    }


def test_a_loss_says_it_in_the_language_it_was_made_in():
    with speaking("de"):
        german = NotAnswered("T")
        assert AnswerRaised("T").got == "`T` löste eine Ausnahme aus"
    assert (german.expected, german.got) == ("eine Antwort in `T`", "keine Antwort")
    assert NotAnswered("T").got == "no answer"


def test_a_name_with_braces_in_it_is_no_placeholder():
    with speaking("de"):
        assert NotAnswered("q['{z}']").expected == "eine Antwort in `q['{z}']`"


def test_a_translation_with_other_placeholders_falls_back_to_english(monkeypatch):
    monkeypatch.setattr(texts, "catalogue", lambda _language: {"{a} of {b}": "{a} von {c}", "{a}!": "{a"})
    assert _("{a} of {b}", a=1, b=2) == "1 of 2"
    assert _("{a}!", a=1) == "1!"


def test_a_text_without_translation_stays_english():
    with speaking("de"):
        assert _("no catalogue holds {this}", this=1) == "no catalogue holds 1"


def test_an_unknown_language_is_refused():
    with pytest.raises(UserError, match="de"), speaking("xx"):
        pass


def test_a_submission_is_graded_and_reported_in_german_with_the_same_marks(grader, project, tmp_path):
    path = submission(project, tmp_path, AVERAGE)
    english = graded(project, grader, path)
    scheme = dataclasses.replace(project.assignment(english.assignment), language="de")
    with Submission(path) as opened:
        german = grader.grade(opened, scheme)
    assert [(t.id, t.outcome, t.earned) for t in german.ticks] == [(t.id, t.outcome, t.earned) for t in english.ticks]
    with speaking("de"):
        text, page = grade_text(german), report_html(german)
    assert f"von {english.available} ✓" in text and "erwartet: " in text
    assert '<html lang="de">' in page and "Was die Kästchen bedeuten" in page
    assert '<html lang="en">' in report_html(english)
