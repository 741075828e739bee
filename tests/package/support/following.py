"""Follows docs/adding-a-question.md: its commands are run, its files written, in the order of the page."""

import re
import shutil
import sys

from autograder.cli import main

FENCE = re.compile(r"^(?P<fence>`{3,})(?P<kind>\w+)\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
WHERE = re.compile(r"In `(?P<path>[\w./-]+)`, (?P<what>the whole file|the [^:]+):\s*\Z")
PARTS_OF_AN_EXAM = ("assignments", "solutions", "tests/rubric", "tests/public", "tests/submissions")


def copy_of(root, folder):
    """An exam's sources, without this package and its tests."""
    for name in PARTS_OF_AN_EXAM:
        shutil.copytree(root / name, folder / name)
    shutil.copy(root / "otter_config.json", folder)
    return folder


def steps(page):
    """`("run", command)` and `(what, path, text)` in the order of a page."""
    for block in FENCE.finditer(page):
        where = WHERE.search(page[: block.start()])
        if block["kind"] == "sh":
            yield from (("run", line) for line in block["text"].replace("\\\n", "").splitlines())
        elif where:
            yield where["what"], where["path"], block["text"]


def put(path, what, text):
    """Write a whole file, or put a section or cells in place of what the page names."""
    old = path.read_text()
    if what == "the whole file":
        new = text
    elif what.startswith("the section"):
        heading = re.search(r"`(## \w+)`", what)[1]
        new = re.sub(rf"^{heading}\b.*?(?=^## )", lambda _: text + "\n", old, flags=re.MULTILINE | re.DOTALL)
    elif what.startswith("the cells of"):
        part = what.split()[-1]
        start = old.index(f"# %% [markdown]\n# **{part}.**")
        following = re.compile(r"^# %% \[markdown\]", re.MULTILINE).search(old, start + 1)
        new = old[:start] + text + (old[following.start() :] if following else "")
    else:
        new = re.sub(r"^FILL IN .*\n", lambda _: text, old, count=1, flags=re.MULTILINE)
    assert new != old, (path, what)
    path.write_text(new)


def autograder(monkeypatch, line):
    """One command of the page, in this process; its exit status."""
    import shlex

    monkeypatch.setattr(sys, "argv", shlex.split(line))
    try:
        main()
    except SystemExit as ended:
        return ended.code or 0
    return 0
