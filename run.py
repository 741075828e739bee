"""Set everything up in a virtual environment beside this file, and run one of the project's two jobs.

    python3 run.py demo         build notebooks and zips, grade the sample submissions, write results/
    python3 run.py tests        lint, strict types, and the tests of every change; --all adds the slow ones

Needs Python 3.10 or newer with its venv module, Linux for grading, and nothing else.
"""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"


def python(*extras: str) -> str:
    """Create the environment on first use, install the package with its extras, and return its interpreter."""
    interpreter = ENVIRONMENT / "bin" / "python"
    if not interpreter.exists():
        try:
            venv.create(ENVIRONMENT, with_pip=True, clear=True, symlinks=True)
        except subprocess.CalledProcessError:
            sys.exit("run.py: this Python cannot create environments; on Debian and Ubuntu install python3-venv")
    target = f".[{','.join(extras)}]" if extras else "."
    command = [str(interpreter), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", target]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit("run.py: the packages could not be installed; see the message above")
    return str(interpreter)


def demo() -> int:
    """Run the main job on real input."""
    autograder = [python(), "-m", "autograder"]
    for arguments in (["build"], ["samples", "--out", "results"]):
        status = subprocess.run([*autograder, *arguments], cwd=ROOT, check=False).returncode
        if status:
            return status
    return 0


def tests() -> int:
    """Run every check a change has to pass; pytest comes last, so that its closing line does too."""
    interpreter = python("dev")
    jobs = (
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["pytest", "-q", "-n", "4", "--dist", "worksteal", "--durations", "25", *sys.argv[2:]],
    )
    for job in jobs:
        print("$", *job, flush=True)
        status = subprocess.run([interpreter, "-m", *job], cwd=ROOT, check=False).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    jobs = {"demo": demo, "tests": tests}
    if len(sys.argv) < 2 or sys.argv[1] not in jobs:
        sys.exit(__doc__)
    sys.exit(jobs[sys.argv[1]]())
