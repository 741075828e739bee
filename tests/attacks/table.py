"""Runs every attack under stock Otter and under ours, and writes docs/attacks.md.

    sudo .venv/bin/python tests/attacks/table.py [--out docs/attacks.md] [--spare THREAT]

Stock Otter grades the same submissions by tests as an instructor would write them (tests/attacks/stock), without the
plugin. As it runs them in the process that judges, it is run as an ordinary user with limits of its own, and all that
this user still runs afterwards is counted and killed. Takes about ten minutes; stock Otter can be
spared a threat (`--spare exhausting`).
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from levels import UID
from otter.generate import main as otter_generate
from routes import ByGrade, Outcome, run_otter
from suite import ROOT, Attack, read_attacks, write_submission
from traces import SECRET_INPUTS, Traces

HERE = Path(__file__).resolve().parent
SECONDS = 40
LIMITS = ("prlimit", "--as=4000000000", "--nproc=150", "--fsize=1000000000", "--cpu=60")
PATIENCE = ("nice", "-n", "10", "timeout", "-k", "5", str(SECONDS))


SHARES = 3


def main() -> None:
    """Run all attacks, a share of them in each of several processes, and write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "attacks.md")
    parser.add_argument("--spare", default="", help="a threat that stock Otter is not shown")
    parser.add_argument("--share", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.share is not None:
        run_share(options.share, options.spare)
        return
    shares = [
        subprocess.Popen(
            [sys.executable, __file__, "--share", str(k), "--spare", options.spare], stdout=subprocess.PIPE, text=True,
            env={**os.environ, "ATTACK_UID": str(UID + 1 + k)},
        )
        for k in range(SHARES)
    ]  # fmt: skip
    stock = {}
    for share in shares:
        out, _ = share.communicate()
        stock.update({line["claim"]: line["stock"] for line in map(json.loads, out.splitlines())})
        if share.returncode:
            sys.exit("table.py: stock Otter could not be shown all attacks; see above")
    # Only now, so that nothing which stock Otter lets an attack leave is taken for ours.
    with ByGrade() as ours:
        rows = [(attack, stock.get(attack.claim, "not run"), under_ours(attack, ours)) for attack in read_attacks()]
    options.out.write_text(page(rows))


def run_share(share: int, spare: str) -> None:
    """Run every SHARES-th attack under stock Otter, and print a line of JSON for each."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # plain Otter would take our settings, plugin included, from the project's folder
        archive = plain_archive(Path(folder))
        for attack in [attack for attack in read_attacks() if attack.threat != spare][share::SHARES]:
            words = under_stock(attack, archive, Path(folder))
            print(json.dumps({"claim": attack.claim, "stock": words}), flush=True)
            print(f"{attack.threat:<12} {attack.claim:<80} {words}", file=sys.stderr, flush=True)


def plain_archive(folder: Path) -> Path:
    """An autograder zip of plain Otter, readable by the user it is run as."""
    folder.chmod(0o755)
    target = folder / "plain.zip"
    with contextlib.redirect_stdout(io.StringIO()):
        otter_generate(
            tests_dir=str(HERE / "stock"), output_path=str(target), no_requirements=True, no_environment=True
        )
    target.chmod(0o644)
    return target


def under_stock(attack: Attack, archive: Path, folder: Path) -> str:
    """What an attack achieves under stock Otter."""
    place = Path(tempfile.mkdtemp(dir=folder))
    submission = write_submission(attack, place)
    for path in (place, *place.rglob("*")):
        os.chown(path, UID, UID)
    traces = Traces([UID])
    prefix = (
        sys.executable,
        str(HERE / "levels.py"),
        "user",
        "env",
        f"HOME={place}",
        f"TMPDIR={place}",
        *LIMITS,
        *PATIENCE,
    )
    outcome = run_otter(archive, submission, place, prefix=prefix, seconds=SECONDS + 15)
    words = in_words(attack, outcome, traces.files(), traces.processes(patience=2))
    kill_all()
    subprocess.run(["rm", "-rf", "--", str(place)], check=True)  # trees may be deeper than Python can follow
    for left in traces.files():
        with contextlib.suppress(OSError):
            os.unlink(left)
    return words


def under_ours(attack: Attack, route: ByGrade) -> str:
    """The same under `autograder grade`."""
    traces = Traces()
    with tempfile.TemporaryDirectory() as folder:
        outcome = route.grade(write_submission(attack, Path(folder)))
    return in_words(attack, outcome, traces.files(), traces.processes(patience=60))


def in_words(attack: Attack, outcome: Outcome, files: list[str], processes: list[int]) -> str:
    """All that went wrong, or that nothing did."""
    unearned = set(outcome.earned) - attack.earns
    found = [
        f"gains {len(unearned)} ✓" if unearned else "",
        "" if outcome.result else "no result",
        "learns hidden inputs" if any(text in outcome.shown for text in SECRET_INPUTS) else "",
        "leaves files" if files else "",
        "leaves processes" if processes else "",
        "loses ✓ that are deserved" if outcome.result and attack.earns - set(outcome.earned) else "",
    ]
    return ", ".join(text for text in found if text) or "no harm"


def kill_all() -> None:
    """End everything that the user of stock Otter still runs."""
    for _ in range(20):
        pid = os.fork()
        if pid == 0:
            os.setresuid(UID, UID, UID)
            with contextlib.suppress(OSError):
                os.kill(-1, signal.SIGKILL)
            os._exit(0)
        os.waitpid(pid, 0)
        if subprocess.run(["pgrep", "-u", str(UID)], capture_output=True, check=False).returncode:
            return
        time.sleep(0.1)


def page(rows: list[tuple[Attack, str, str]]) -> str:
    """The table as Markdown, with the totals first."""
    lines = [
        "# Attacks",
        "",
        "Written by `python tests/attacks/table.py`: every submission of `tests/attacks/submissions/`, graded",
        "by stock Otter (with tests as an instructor would write them, run as a user of its own) and by",
        f"`autograder grade`. Stock Otter, which has no limit of its own, was ended after {SECONDS} s: no result by",
        "then is no result.",
        "",
        "| outcome | stock Otter | ours |",
        "|---|---|---|",
    ]
    stock, ours = (Counter(part for row in rows for part in str(row[k]).split(", ")) for k in (1, 2))
    merged = sorted({_kind(part) for part in (*stock, *ours)})
    for kind in merged:
        counts = [sum(n for part, n in counter.items() if _kind(part) == kind) for counter in (stock, ours)]
        lines.append(f"| {kind} | {counts[0]} | {counts[1]} |")
    for threat in dict.fromkeys(attack.threat for attack, _, _ in rows):
        lines += ["", f"## {threat}", "", "| claim | stock Otter | ours |", "|---|---|---|"]
        lines += [f"| {a.claim} | {stock} | {ours} |" for a, stock, ours in rows if a.threat == threat]
    return "\n".join(lines) + "\n"


def _kind(part: str) -> str:
    return "gains ✓" if part.startswith("gains") else part


if __name__ == "__main__":
    main()
