"""Uploads that are hostile, damaged or merely odd, as files by name; `who` and `other` are ids of students."""

import io
import json
import struct
import zipfile

from support.exports import metadata, packed

TIME = "2099-01-01 00:00:00 Z"


def deflated(name, content):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return data.getvalue()


def broken_stream(notebook):
    data = bytearray(deflated("p.ipynb", notebook))
    data[60:90] = b"\xff" * 30
    return bytes(data)


def later_version(notebook):
    data = bytearray(packed({"p.ipynb": notebook}))
    at = data.index(b"PK\x01\x02")
    data[at + 6 : at + 8] = struct.pack("<H", 999)
    return bytes(data)


def forged(other):
    return metadata(("submission_1", str(90_000 + other), "Somebody else", f"student{other}@example.edu")).encode()


def bomb(notebook):
    return notebook.rstrip().rstrip(b"}") + b', "x": [[]' + b",[]" * 3_000_000 + b"]}"


def kinds(notebook, other):
    """Every kind once: a notebook of one's own is `notebook`, and `other` is the number of another student."""
    name = f"Student {other:05d}"
    changed = notebook.replace(b"Handed in by", b"Odd: handed in by")
    return {
        "forged metadata": {"submission_metadata.yml": forged(other), "submission_1/p.ipynb": changed},
        "forged metadata in a zip": {"w.zip": packed({"submission_metadata.yml": forged(other), "submission_1/p.ipynb": changed})},
        "somebody else's folder": {f"{name}_55001_assignsubmission_file_/p-99.ipynb": changed},
        "somebody else's canvas number": {f"{other:05d}student_{4000 + other}_1_p-99.ipynb": changed},
        "somebody else's name": {f"{name}.ipynb": changed},
        "an export inside": {"class.zip": packed({f"{name}_1_assignsubmission_file_/p.ipynb": changed, f"{name}_2_assignsubmission_file_/q.ipynb": changed})},
        "a tag": {"submission_metadata.yml": b"a: !!timestamp x", "p.ipynb": changed},
        "aliases": {"submission_metadata.yml": b"a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]", "p.ipynb": changed},
        "a broken stream": {"w.zip": broken_stream(notebook)},
        "a later version": {"w.zip": later_version(notebook)},
        "half a zip": {"w.zip": packed({"p.ipynb": notebook})[:-40]},
        "a name that is not UTF-8": {"w.zip": packed({"ü.ipynb": notebook}).replace("ü".encode(), b"\xff\xfe")},
        "millions of lists": {"w.zip": deflated("p.ipynb", bomb(notebook))},
        "a surrogate": {"p.ipynb": json.dumps({"nbformat": "\ud800", "cells": []}).encode()},
        "only a number": {"-1": b"x"},
        "terminal controls": {"w.zip": packed({"\x1b[2K\x1b[1A1815.ipynb": b"{}", "b.ipynb": b"{}"})},
        "a PDF": {"p.ipynb": b"%PDF-1.7"},
        "a login page": {"p.ipynb": b"<!DOCTYPE html><html>Log in</html>"},
        "nothing": {"p.ipynb": b""},
        "a class": {f"{n}.ipynb": changed + b" " * n for n in range(9)},
        "deep": {"p.ipynb": b"[" * 100_000},
        "called .txt": {"p.ipynb.txt": changed},
        "a long name": {"x" * 120 + ".ipynb": changed},
        "two": {"p-Copy1.ipynb": changed, "p (1).ipynb": changed + b"\n"},
    }  # fmt: skip
