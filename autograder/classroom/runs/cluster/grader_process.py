"""The grading process beside a cluster's worker: `python -m autograder.classroom.runs.cluster.grader_process OPTIONS`.

A worker of a cluster has threads, and what forks must have none, so each keeps a process of its own that grades. The
options are JSON: the project's folder and whether to isolate. Lines of JSON go in and out: first comes {"ready":
isolation, "grader": version} or {"error": text}; then for every {"name", "assignment", "data": base64} either
{"result": ...} or {"failed": why}, after which the process ends. It ends as well when its input does.
"""

from __future__ import annotations

import base64
import json
import sys
import tempfile
import traceback
from pathlib import Path

from autograder.classroom.runs import grade_stored, grader_version
from autograder.classroom.runs.lines import emit
from autograder.errors import UserError
from autograder.exam.project import read_project
from autograder.grading.grader import Grader


def main() -> None:
    """Say whether this machine can grade, then grade what comes."""
    options = json.loads(sys.argv[1])
    try:
        project = read_project(Path(options["project"]))
        with Grader.of(project, isolation=options["isolation"]) as grader:
            grader.settle()
            emit(ready=grader.isolation, grader=grader_version())
            for line in sys.stdin:
                if not _grade(grader, json.loads(line)):
                    break
    except UserError as error:
        emit(error=str(error))


def _grade(grader: Grader, request: dict[str, str]) -> bool:
    """Answer one request; False when the forkserver may be what failed."""
    with tempfile.TemporaryDirectory(prefix="cluster-") as folder:
        file = Path(folder) / Path(request["name"]).name
        file.write_bytes(base64.b64decode(request["data"]))
        try:
            result = grade_stored(grader, file, request["assignment"])
        except Exception as error:
            emit(failed="".join(traceback.format_exception_only(error)).strip())
            return False
    emit(result=result.as_json())
    return True


if __name__ == "__main__":
    main()
