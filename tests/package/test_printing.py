"""What students call their files moves no cursor and hides no line of what is printed."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.exports import collected, laid_out, notebook, packed

from autograder.cli.printing import say, say_json

SEEN = {"\n", " "}


@given(text=st.text(max_size=40))
def test_no_control_character_is_printed(text, capsys_of):
    printed = capsys_of(say, text)
    assert all(c in SEEN or unicodedata.category(c)[0] != "C" for c in printed)
    assert printed.count("\n") == text.count("\n") + 1


@given(value=st.dictionaries(st.text(max_size=9), st.text(max_size=20), max_size=3))
def test_json_that_is_printed_means_the_same(value, capsys_of):
    printed = capsys_of(say_json, json.dumps(value, ensure_ascii=False) + "\n")
    assert json.loads(printed) == value
    assert all(c == "\n" or c.isprintable() for c in printed)


@pytest.fixture(scope="module")
def capsys_of():
    """What a function prints for a text."""
    import contextlib
    import io

    def call(function, text):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            function(text)
        return out.getvalue()

    return call


@pytest.mark.parametrize("name", ["\x1b[2K\x1b[1A1815 Ada.ipynb", "a\nb.ipynb", "\u202egnp.ipynb", "\x9b31m.ipynb"])
def test_names_of_files_are_kept_with_signs(name, tmp_path):
    inside = packed({name: notebook(), "q.ipynb": notebook("y = 2")})
    folder = laid_out(tmp_path / "class", {"ada/p1.ipynb": notebook("a = 1"), "mallory/w.zip": inside})
    assert all(source.isprintable() for source in collected([folder], tmp_path / "out"))
