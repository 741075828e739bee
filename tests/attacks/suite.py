"""The attack suite: what each attack may earn honestly, and what it must not leave behind.

    python suite.py [--share K/N] [--route grade|otter|gradescope] [threat ...]

grades every attack of the threats (default: all) and prints one JSON line for each, at the privileges of the caller; see
levels.py for lower ones. With --share only every N-th attack, from the K-th on (counted from 0).
"""

from __future__ import annotations

import argparse
import dataclasses
import io
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from routes import ROUTES
from traces import SECRET_INPUTS, Traces

from autograder.exam.sheets import read_sheet, student_notebook, to_bytes

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ASSIGNMENT = "p1_normalizing_flows"
FOLDER = HERE / "submissions"
THREATS = sorted(path.stem for path in FOLDER.glob("*.py"))


@dataclasses.dataclass(frozen=True)
class Attack:
    """One attack: its threat, its claim as a sentence, why it is tried, the ✓ it deserves, its cell and its files."""

    threat: str
    claim: str
    reason: str
    earns: frozenset[str]
    code: str
    files: tuple[tuple[str, str], ...] = ()


def read_attacks(threats: list[str] | None = None) -> list[Attack]:
    """All attacks of the given threats, in order."""
    return [attack for threat in threats or THREATS for attack in _read(FOLDER / f"{threat}.py")]


def _read(path: Path) -> Iterator[Attack]:
    cells = jupytext.read(path, fmt="py:percent").cells
    found: list[Attack] = []
    for label, code in zip(cells[::2], cells[1::2], strict=True):
        beside = re.match(r"file: *(\S+)$", label.source)
        if beside:
            found[-1] = dataclasses.replace(found[-1], files=(*found[-1].files, (beside[1], code.source)))
            continue
        title, _, rest = label.source.partition("\n")
        earns = re.search(r"^earns: *(.*)$", rest, re.MULTILINE)
        assert earns is not None, (path, title)
        ids = frozenset(earns[1].split()) - {"nothing"}
        source = code.source.replace("<PROJECT>", str(ROOT))
        found.append(Attack(path.stem, title.lstrip("# "), rest[: earns.start()].strip(), ids, source))
    return iter(found)


def write_submission(attack: Attack, folder: Path) -> Path:
    """The notebook that was handed out with the attack as its last cell; a zip when it comes with files."""
    sheet = read_sheet(ROOT / "assignments" / f"{ASSIGNMENT}.md")
    notebook = student_notebook(sheet, ASSIGNMENT, {})
    notebook.cells.append(nbformat.v4.new_code_cell(attack.code, id="attack"))
    if not attack.files:
        path = folder / "submission.ipynb"
        path.write_bytes(to_bytes(notebook))
        return path
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("submission.ipynb", to_bytes(notebook))
        for name, text in attack.files:
            archive.writestr(name, text)
    path = folder / "submission.zip"
    path.write_bytes(data.getvalue())
    return path


def run(attack: Attack, route: Any) -> dict[str, Any]:
    """Grade one attack; says what it earned, whether anything leaked, and what it left."""
    traces = Traces()
    with tempfile.TemporaryDirectory() as folder:
        outcome = route.grade(write_submission(attack, Path(folder)))
    return {
        "threat": attack.threat,
        "claim": attack.claim,
        "earned": sorted(outcome.earned),
        "deserved": sorted(attack.earns),
        "undecided": sorted(outcome.undecided),
        "result": outcome.result,
        "leaked": [text for text in SECRET_INPUTS if text in outcome.shown],
        "left": traces.files(),
        "lost": {tick: outcome.reasons.get(tick, "") for tick in sorted(attack.earns - set(outcome.earned))},
    }


def main() -> None:
    """Grade all attacks of one share."""
    parser = argparse.ArgumentParser()
    parser.add_argument("threats", nargs="*")
    parser.add_argument("--share", default="0/1")
    parser.add_argument("--route", choices=sorted(ROUTES), default="grade")
    arguments = parser.parse_args()
    first, step = map(int, arguments.share.split("/"))
    os.environ["ATTACK_SECRET"] = "a token of the course"
    with ROUTES[arguments.route]() as route:
        for attack in read_attacks(arguments.threats)[first::step]:
            print(json.dumps(run(attack, route)), flush=True)
        print(json.dumps({"isolation": route.isolation}), flush=True)


if __name__ == "__main__":
    main()
