"""The locked requirements of the image: `python -m autograder.publish.gradescope.lock` writes them anew.

One file for Python 3.10 to 3.13, with the hash of every file that may be installed. What Otter only needs to make PDFs
and documentation is left out.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
LOCK = Path(__file__).with_name("requirements.lock")
LEFT_OUT = """
    playwright greenlet sphinx alabaster babel docutils imagesize snowballstemmer roman-numerals hatchling pathspec
    trove-classifiers pluggy sphinxcontrib-applehelp sphinxcontrib-devhelp sphinxcontrib-htmlhelp sphinxcontrib-jsmath
    sphinxcontrib-qthelp sphinxcontrib-serializinghtml colorama appnope pycparser cffi tzdata
    jupyterlab-widgets widgetsnbextension debugpy
""".split()
COMMAND = [
    "uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.10", "--generate-hashes",
    "--no-header", "--no-annotate", "--quiet", *(f"--no-emit-package={name}" for name in LEFT_OUT),
]  # fmt: skip


def main() -> int:
    """Resolve pyproject.toml's dependencies and write the lock."""
    return subprocess.run([*COMMAND, "--output-file", str(LOCK)], cwd=CHECKOUT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
