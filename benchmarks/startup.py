"""What a command costs before it does anything: processor time and modules, against another checkout or bare click.

    python benchmarks/startup.py                                     # each command beside `python -c "import click"`
    python benchmarks/startup.py --other OLD/.venv/bin/autograder    # beside another version's command as well

Commands take turns, in an order that is swapped from round to round, so that a busy machine is the same to all of
them. Printed are medians of processor seconds (user and system, children included) with the smallest and largest, the
ratio to the other version's, and how many modules were imported. Run it by hand.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

COMMANDS = (
    ["--help"], ["--version"], ["rubric", "--help"], ["grade", "--help"], ["class", "--help"],
    ["class", "grade", "--help"], ["class", "show", "--help"], ["review", "--help"],
)  # fmt: skip
Measured = dict[str, list[float]]


def processor_seconds(command: list[str]) -> float:
    """User and system time of a command with all its children."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime


def modules(interpreter: Path, arguments: list[str]) -> int:
    """How many modules the command imports."""
    code = f"import sys; sys.argv = {['autograder', *arguments]!r}; from autograder.cli import main; main()"
    command = [str(interpreter), "-X", "importtime", "-c", code]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    return len(re.findall(r"^import time:", said, re.MULTILINE)) - 1


def measured(named: dict[str, list[str]], rounds: int) -> Measured:
    """Seconds of each named command, round by round."""
    found: Measured = {name: [] for name in named}
    for number in range(rounds):
        for name in sorted(named, reverse=number % 2 == 1):
            found[name].append(processor_seconds(named[name]))
    return found


def shown(seconds: list[float]) -> str:
    """Median, smallest and largest."""
    return f"{statistics.median(seconds):.3f} ({min(seconds):.3f} to {max(seconds):.3f})"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--other", type=Path, help="another version's command `autograder`")
    options = parser.parse_args()
    own = Path(sys.executable).with_name("autograder")
    click = [sys.executable, "-c", "import click"]
    for arguments in COMMANDS:
        named = {"bare": click, "own": [str(own), *arguments]}
        if options.other:
            named["other"] = [str(options.other), *arguments]
        found = measured(named, options.rounds)
        beyond = statistics.median(found["own"]) - statistics.median(found["bare"])
        line = f"{' '.join(arguments):20} own {shown(found['own'])}, {beyond:+.3f} s beside bare click"
        line += f", {modules(Path(sys.executable), arguments)} modules"
        if options.other:
            ratio = statistics.median(found["other"]) / statistics.median(found["own"])
            line += f"; other {shown(found['other'])}, {ratio:.1f} times"
        print(line, flush=True)


if __name__ == "__main__":
    main()
