"""Bad input gets an error that names the file and says what to do; good input is read as it is."""

import json
import zipfile

import pytest

from autograder.errors import SubmissionError
from autograder.grading.submission import Submission

NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {},
    "cells": [{"cell_type": "code", "source": ["x = 1\n", "y = 2"]}],
}


def write(path, document):
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return path


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("", "broken JSON"),
        ('{"cells": [', "broken JSON"),
        ("[" * 100_000, "nested too deeply"),
        ([1, 2], "not a Jupyter notebook"),
        ({**NOTEBOOK, "nbformat": 3}, "format 3"),
        ({**NOTEBOOK, "cells": []}, "no code"),
        ({**NOTEBOOK, "cells": [{"cell_type": "markdown", "source": "hello"}]}, "no code"),
        ({**NOTEBOOK, "cells": "all"}, "no list of cells"),
        ({**NOTEBOOK, "cells": [{"cell_type": "code", "source": 3}]}, "not text"),
    ],
)
def test_what_is_no_notebook_is_refused_by_name(document, words, tmp_path):
    path = write(tmp_path / "handed_in.ipynb", document)
    with pytest.raises(SubmissionError, match=words) as caught:
        Submission(path)
    assert "handed_in.ipynb" in str(caught.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(SubmissionError, match="no such file"):
        Submission(tmp_path / "nothing.ipynb")


def test_cells_are_read_with_their_numbers(tmp_path):
    with Submission(write(tmp_path / "a.ipynb", NOTEBOOK)) as submission:
        assert submission.notebook.cells == ((1, "x = 1\ny = 2"),)


def test_a_zip_brings_its_files_but_no_links_and_nothing_outside(tmp_path):
    path = tmp_path / "handed_in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("work/a.ipynb", json.dumps(NOTEBOOK))
        archive.writestr("work/data/values.csv", "1,2")
        archive.writestr("../escape.txt", "no")
        archive.writestr("__MACOSX/a.ipynb", "no")
        link = zipfile.ZipInfo("work/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with Submission(path) as submission:
        names = sorted(str(p.relative_to(submission.files)) for p in submission.files.rglob("*") if p.is_file())
        assert names == ["a.ipynb", "data/values.csv"]


@pytest.mark.parametrize(("names", "words"), [([], "no notebook"), (["a.ipynb", "b.ipynb"], "2 notebooks")])
def test_a_zip_needs_exactly_one_notebook(names, words, tmp_path):
    path = tmp_path / "handed_in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "")
        for name in names:
            archive.writestr(name, json.dumps(NOTEBOOK))
    with pytest.raises(SubmissionError, match=words):
        Submission(path)
