"""Nothing that is handed in ends a run: each parcel is read in a process with bounds, and becomes an entry."""

import io
import os
import resource
import signal
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

import pytest
from support.exports import collected, laid_out, notebook, packed

from autograder.classroom.gradebook import Gradebook, WorkQueue
from autograder.classroom.importers import Parcel, Roster, collect
from autograder.classroom.importers.plain_yaml import read_yaml
from autograder.classroom.importers.tree import open_tree
from autograder.classroom.runs import reading
from autograder.classroom.runs.reading import ReadingProcess
from autograder.errors import SubmissionError
from autograder.exam.project import read_project
from autograder.grading.archives import Archive
from autograder.grading.submission import Submission

ROOT = Path(__file__).resolve().parents[2]
GOOD = notebook("x = 1")


def with_broken_stream(data):
    """A zip whose compressed data are no stream."""
    at = data.index(b"p1.ipynb") + len("p1.ipynb")
    return data[:at] + b"\xff" * 20 + data[at + 20 :]


def of_later_version(files):
    data = bytearray(packed(files))
    at = data.index(b"PK\x01\x02")
    data[at + 6 : at + 8] = struct.pack("<H", 999)
    return bytes(data)


def with_wrong_name(files):
    """A zip that says its names are UTF-8 where they are not."""
    data = packed({name.replace("p1", "ü1"): content for name, content in files.items()})
    return data.replace("ü1".encode(), b"\xff\xfe1")


def deflated(content):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("p1.ipynb", content)
    return data.getvalue()


BOMB = GOOD.rstrip(b"}") + b', "x": [[]' + b",[]" * 3_000_000 + b"]}"
DAMAGED = {
    "stream.zip": with_broken_stream(deflated(GOOD * 50)), "version.zip": of_later_version({"p1.ipynb": GOOD}),
    "name.zip": with_wrong_name({"p1.ipynb": GOOD}), "cut.zip": packed({"p1.ipynb": GOOD})[:-30], "no.zip": b"PK\x03\x04",
    "bomb.zip": deflated(BOMB), "surrogate.ipynb": GOOD.replace(b"x = 1", b"\\ud800"), "empty.ipynb": b"",
    "deep.ipynb": b'{"nbformat": ' + b"[" * 90_000, "format.ipynb": GOOD.replace(b'"nbformat": 4', b'"nbformat": [[9]]'),
    "many.zip": packed({f"p{n}.ipynb": GOOD for n in range(9)}), "encrypted.zip": packed({"p1.ipynb": GOOD}).replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
}  # fmt: skip


MENDED = {"surrogate.ipynb", "version.zip", "name.zip"}
"""What is odd and can be graded."""


@pytest.mark.parametrize("name", DAMAGED)
def test_whatever_is_wrong_with_one_hand_in_is_its_own_entry(name, tmp_path):
    folder = laid_out(tmp_path / "class", {"ada/p1.ipynb": GOOD, f"mallory/{name}": DAMAGED[name]})
    found = collected([folder], tmp_path / "out")
    assert found.pop("ada/p1.ipynb").assignment == "p1"
    (entry,) = found.values()
    assert bool(entry.error) == (name not in MENDED)
    assert [student.id for student in entry.students] == ["mallory"]


@pytest.mark.parametrize("name", [name for name in DAMAGED if name.endswith(".zip") and name not in MENDED])
def test_a_damaged_zip_alone_is_refused_as_a_submission(name, tmp_path):
    (tmp_path / name).write_bytes(DAMAGED[name])
    with pytest.raises(SubmissionError):
        Submission(tmp_path / name)
    (arrival,) = collected([tmp_path / name], tmp_path / "out").values() if name != "many.zip" else [None]
    assert arrival is None or arrival.error


def test_names_that_no_encoding_has_are_shown_and_stored(tmp_path):
    folder = laid_out(tmp_path / "class", {"ada/p1.ipynb": GOOD})
    os.makedirs(os.fsencode(folder) + b"/\xff\xfe")
    with open(os.fsencode(folder) + b"/\xff\xfe/p1.ipynb", "wb") as file:
        file.write(notebook("y = 1"))
    found = collected([folder], tmp_path / "out")
    with Gradebook.open(tmp_path / "book", create=True) as book:
        assert WorkQueue(book, "g", {}).take_in(found.values()) == 2
    assert any("\\udcff" in source for source in found)


def test_names_of_a_zip_made_on_a_mac_are_utf8_without_the_flag(tmp_path):
    name = "Jörg Müller_4711_assignsubmission_file_/p1.ipynb"
    plain = _without_flag(packed({name: GOOD, "x_1_assignsubmission_file_/p1.ipynb": GOOD}))
    (tmp_path / "mac.zip").write_bytes(plain)
    found = collected([tmp_path / "mac.zip"], tmp_path / "out")
    assert found["Jörg Müller_4711/p1.ipynb"].students[0].name == "Jörg Müller"


def _without_flag(data):
    changed = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(sign)
        while place >= 0:
            changed[place + at + 1] &= ~0x08
            place = data.find(sign, place + 1)
    return bytes(changed)


def test_a_zips_backslashes_are_folders_and_lead_nowhere(tmp_path):
    (tmp_path / "a.zip").write_bytes(packed({"work\\p1.ipynb": GOOD, "..\\..\\evil": b"x", "/abs": b"x"}))
    with Archive(tmp_path / "a.zip", "a.zip") as archive:
        assert archive.names == [PurePosixPath("work/p1.ipynb")]


@pytest.mark.parametrize(("content", "words"), [
    (b"%PDF-1.7", "a PDF"), (zlib.compress(b"x", wbits=31), "tar.gz"), (b"<!DOCTYPE html><html>Log in", "login page"),
    (b"\x89PNG", "an image"), (b"import numpy as np", "Python script"), ("{}".encode("utf-16"), "UTF-16"),
    (b'{"cells": [', "broken JSON"),
])  # fmt: skip
@pytest.mark.parametrize("name", ["p1.ipynb", "p1.zip"])
def test_a_file_that_is_no_notebook_is_called_what_it_is(content, words, name, tmp_path):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SubmissionError, match=words):
        Submission(tmp_path / name)


@pytest.mark.parametrize("name", ["p1.ipynb.txt", "p1.json", "p1"])
def test_a_notebook_by_content_is_one_whatever_it_is_called(name, tmp_path):
    found = collected([laid_out(tmp_path / "class", {f"ada/{name}": GOOD, "bob/notes.txt": b"hi"})], tmp_path / "out")
    assert found[f"ada/{name}"].assignment == "p1"
    assert "holds no notebook and no zip (notes.txt)" in found["bob"].error
    found = collected(
        [laid_out(tmp_path / "more", {"eve/work.tar.gz": b"\x1f\x8b", "bob/p.ipynb": GOOD})], tmp_path / "out"
    )
    assert "work.tar.gz: a gzip archive" in found["eve"].error
    (tmp_path / "one.zip").write_bytes(packed({name: GOOD, "data.csv": b"1"}))
    with Submission(tmp_path / "one.zip") as submission:
        assert submission.notebook.cells


def test_more_notebooks_than_one_hands_in_are_a_class_or_a_mistake(tmp_path):
    files = {f"mallory/{n}.ipynb": notebook(f"x{n} = 1") for n in range(9)}
    found = collected([laid_out(tmp_path / "class", {"ada/p1.ipynb": GOOD, **files})], tmp_path / "out")
    assert "holds 9 notebooks" in found["mallory"].error


@pytest.mark.parametrize("text", ["{" * 200, "- " * 100 + "x", "[", "a: 'b", "\x00"])
def test_yaml_that_could_be_more_than_it_is_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        read_yaml(text.encode())


@pytest.mark.parametrize(("text", "value"), [
    ("a: !!bool x", {"a": "x"}), ("a: !!python/object:os.system x", {"a": "x"}), ("a: 0123\nb:\nc: ~\nd: ''", {"a": "0123", "b": None, "c": None, "d": ""}),
    ("", None), ("- a\n- {b: [c]}", ["a", {"b": ["c"]}]), ("? [a]\n: b", {}), ("a: &a [1]\nb: *a", {"a": ["1"], "b": None}),
])  # fmt: skip
def test_yaml_is_tables_lists_and_texts(text, value):
    assert read_yaml(text.encode()) == value


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def reader(store):
    """One process for all of them: it takes a second to start."""
    with ReadingProcess(read_project(ROOT), store, None) as opened:
        yield opened


def parcel(folder, name, data):
    laid_out(folder, {name: data})
    tree = open_tree(folder, without=folder / "nothing")
    return tree, Parcel(source=name, layout="folder", files=((PurePosixPath(name), PurePosixPath(name)),))


def answer(project):
    (name, *_) = project.names
    return notebook("q1a_x = 1").replace(
        b'"metadata": {}, "cells"', f'"metadata": {{"otter": {{"assignment_name": "{name}"}}}}, "cells"'.encode()
    )


def test_the_reading_process_reads_on_after_what_breaks_it_within_the_same_bounds(reader, project, tmp_path):
    (piece,) = reader(*parcel(tmp_path / "a", "p.ipynb", answer(project)))
    assert piece.assignment == project.names[0]
    os.kill(reader._process.pid, signal.SIGKILL)
    (piece,) = reader(*parcel(tmp_path / "a", "q.ipynb", answer(project)))
    assert "broke what reads it" in piece.error
    (piece,) = reader(*parcel(tmp_path / "a", "r.ipynb", answer(project)))
    assert (piece.assignment, piece.error) == (project.names[0], None)

    pid = reader._process.pid
    assert resource.prlimit(pid, resource.RLIMIT_AS)[0] == reading.MOST_BYTES
    assert resource.prlimit(pid, resource.RLIMIT_CPU)[0] <= reading.MOST_SECONDS + 30


def test_millions_of_empty_lists_take_little_memory_and_are_refused(reader, tmp_path):
    (piece,) = reader(*parcel(tmp_path / "a", "bomb.ipynb", BOMB))
    assert "larger than any notebook" in piece.error
    status = Path(f"/proc/{reader._process.pid}/status").read_text()
    assert int(status.partition("VmHWM:")[2].split()[0]) < 200 * 1024


def test_what_a_process_reads_is_what_is_read_here(reader, store, project, tmp_path):
    folder = laid_out(
        tmp_path / "class", {"ada/p.ipynb": answer(project), "ada/data.csv": b"1", "bob/broken.zip": b"PK\x03\x04"}
    )
    found = list(collect([folder], store, reader, Roster(), assignments=project.names))
    assert {arrival.source: bool(arrival.error) for arrival in found} == {"ada/p.ipynb": False, "bob/broken.zip": True}
    assert all((store / arrival.file).exists() for arrival in found)


@pytest.mark.parametrize("spoil", [of_later_version, with_wrong_name])
def test_one_odd_entry_of_an_export_leaves_the_others_readable(spoil, tmp_path):
    (tmp_path / "class.zip").write_bytes(
        spoil({"mallory/p1.ipynb": notebook("m = 1"), "ada/p1.ipynb": GOOD, "bob/q.ipynb": notebook("b = 1")})
    )
    found = collected([tmp_path / "class.zip"], tmp_path / "out")
    assert {student.id for arrival in found.values() for student in arrival.students} == {"ada", "bob", "mallory"}
    assert {arrival.error for arrival in found.values()} == {None}
