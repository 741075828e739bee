"""What run_autograder runs: `python -m autograder.publish.gradescope [FOLDER]`; the folder is its /autograder."""

import signal
import sys
from pathlib import Path

from autograder.publish.gradescope.running import hard_timeout, run

if __name__ == "__main__":
    root = Path(sys.argv[1] if len(sys.argv) > 1 else "/autograder")
    # Should everything else that bounds a run fail, the alarm ends this process before Gradescope discards the results.
    signal.setitimer(signal.ITIMER_REAL, hard_timeout(root / "source"))
    sys.exit(run(root))
