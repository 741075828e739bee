"""The attack suite: what each attack may earn honestly, and what it must not leave behind.

`python suite.py [threat ...]` grades every attack of the threats (default: all) and prints one JSON line for each; it is run
at every privilege level by tests/package/test_attacks.py.
"""

from __future__ import annotations

import argparse
import dataclasses
import glob
import io
import json
import os
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
import nbformat

from autograder.grade import grade
from autograder.notebooks import read_sheet, student_notebook, to_bytes
from autograder.project import read_project
from autograder.report import grade_text, results
from autograder.sandbox import Budget, Host
from autograder.submission import Submission

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ASSIGNMENT = "p1_normalizing_flows"
THREATS = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in ("suite", "levels", "table"))
CANARIES = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/var/lock", "/", os.path.expanduser("~"))
SECRET_INPUTS = ("INPUT", "7.25", "[0.5, 3.0]", "7p25")
LEASED = range(61_000, 62_000)
BUDGET = Budget(cell_seconds=6, call_seconds=4)


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
    return [attack for threat in threats or THREATS for attack in _read(HERE / f"{threat}.py")]


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


def canaries() -> set[str]:
    """Files that an attack has left outside its own folder."""
    return {path for folder in CANARIES for path in glob.glob(os.path.join(folder, "attack-canary*"))}


def processes() -> set[tuple[int, str]]:
    """Processes of leased users, or of this one when it is no root, by number and start time."""
    uids = LEASED if os.geteuid() == 0 else (os.geteuid(),)
    found = set()
    for folder in glob.glob("/proc/[0-9]*"):
        try:
            if os.stat(folder).st_uid in uids:
                with open(f"{folder}/stat") as file:
                    fields = file.read().rpartition(")")[2].split()
                if fields[0] not in "ZX":
                    found.add((int(os.path.basename(folder)), fields[19]))
        except (OSError, IndexError):
            continue
    return found


def run(attack: Attack, host: Host, isolation: str) -> dict[str, Any]:
    """Grade one attack; says what it earned, whether anything leaked, and what it left."""
    before = canaries()
    scheme = read_project(ROOT).assignment(ASSIGNMENT)
    with tempfile.TemporaryDirectory() as folder, Submission(write_submission(attack, Path(folder))) as submission:
        decided = grade(submission, scheme, host, BUDGET, isolation=isolation)
    shown = json.dumps(results(decided)) + grade_text(decided) + json.dumps(decided.record())
    return {
        "claim": attack.claim,
        "earned": sorted(tick.id for tick in decided.ticks if tick.earned),
        "deserved": sorted(attack.earns),
        "undecided": [tick.id for tick in decided.undecided],
        "leaked": [text for text in SECRET_INPUTS if text in shown],
        "left": sorted(canaries() - before),
        "isolation": isolation,
    }


def main() -> None:
    """Grade all attacks, then see whether any of their processes is still alive."""
    parser = argparse.ArgumentParser()
    parser.add_argument("threats", nargs="*")
    arguments = parser.parse_args()
    os.environ["ATTACK_SECRET"] = "a token of the course"
    present = processes()
    with Host(BUDGET, forbidden=(ROOT,)) as host:
        isolation = host.ready()
        for attack in read_attacks(arguments.threats):
            print(json.dumps(run(attack, host, isolation)), flush=True)
    survivors, deadline = processes() - present, time.monotonic() + 90
    while survivors and time.monotonic() < deadline:
        survivors &= processes() - {(os.getpid(), "")}
        survivors = {(pid, start) for pid, start in survivors if pid != os.getpid()}
        time.sleep(0.5)
    print(json.dumps({"survivors": sorted(pid for pid, _ in survivors)}))
    sys.exit(0)


if __name__ == "__main__":
    main()
