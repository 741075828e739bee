"""`python -m autograder.gradescope [FOLDER]` is what run_autograder runs; the folder is Gradescope's /autograder."""

import sys
from pathlib import Path

from autograder.gradescope.running import run

if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1] if len(sys.argv) > 1 else "/autograder")))
