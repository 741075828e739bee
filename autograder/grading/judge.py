"""Deciding ✓: hidden tests run in a forked child with time and memory of its own, which says what each found.

The child never runs a submission's code; it only asks the worker for plain data. A child that hangs or dies is the
grader's fault and leaves the ✓ it was at undecided, and the next ✓ starts afresh in another.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import io
import json
import os
import resource
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

from autograder.checks.engine.steps import StepsExceeded, limited
from autograder.isolation import linux as kernel
from autograder.record.evidence import bounded
from autograder.record.outcomes import GraderFault, Outcome, TickLost

LONGEST_TEXT = 4_000
CPU_SECONDS = 10.0
"""Processor time of the judge for one ✓: a backstop behind the count of steps, ten times what right answers need."""


_ENDING: list[int] = []
"""Children that were told to end and have not been collected."""


@dataclasses.dataclass(frozen=True)
class Verdict:
    """How a ✓ was decided; `detail` is for staff only, `worker_lost` says that its worker must be replaced."""

    outcome: Outcome
    expected: str = ""
    got: str = ""
    hint: str = ""
    detail: str = ""
    worker_lost: bool = False
    evidence: tuple[dict[str, Any], ...] = ()
    staff: str = ""

    def raise_if_lost(self) -> None:
        """Raise what the hidden test raised in the child, as Otter expects it."""
        if self.outcome is Outcome.GRADER_FAULT:
            raise GraderFault(self.detail or self.got)
        if self.outcome is not Outcome.EARNED:
            lost = TickLost(expected=self.expected, got=self.got, hint=self.hint)
            lost.outcome = self.outcome
            raise lost


class Judge:
    """A forked child that decides ✓ one after another, until one of them goes wrong; then the next needs a new one.

    `decide` runs in the child with the number of a ✓ and its seconds; it returns whether the worker is lost, or raises.
    The fork sees what its parent held when the judge was made.
    """

    def __init__(
        self, decide: Callable[[int, float], bool], *, memory_bytes: int, cpu_seconds: float = CPU_SECONDS
    ) -> None:
        theirs, self._orders = os.pipe()
        self._answers, ours = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:  # pragma: no cover - runs in the child
            os.close(self._orders)
            os.close(self._answers)
            _serve(decide, theirs, ours, memory_bytes, cpu_seconds)
        os.close(theirs)
        os.close(ours)
        self.spent = False

    def verdict(self, number: int, seconds: float) -> Verdict:
        """Decide the ✓ `number` within `seconds`; afterwards `spent` says whether the judge can decide no more."""
        with contextlib.suppress(BrokenPipeError):
            os.write(self._orders, json.dumps([number, seconds]).encode() + b"\n")
        data, complete = _read_line(self._answers, time.monotonic() + seconds)
        if not complete:
            self.spent = True
            return Verdict(
                Outcome.GRADER_FAULT, got="the judge did not come to a decision in time", worker_lost=True,
                detail=f"the hidden test was stopped after {seconds:.0f} s",
            )  # fmt: skip
        verdict = _verdict(data)
        self.spent = verdict.worker_lost
        return verdict

    def close(self) -> None:
        """End the child; the kernel takes its memory apart while the grader goes on."""
        os.close(self._orders)
        os.close(self._answers)
        os.kill(self._pid, signal.SIGKILL)
        _ENDING.append(self._pid)
        _collect()


def _collect() -> None:
    """Collect children that have ended since."""
    for pid in list(_ENDING):
        with contextlib.suppress(ChildProcessError):
            if os.waitpid(pid, os.WNOHANG)[0] == 0:
                continue
        _ENDING.remove(pid)


def _verdict(data: bytes) -> Verdict:
    """Read the child's report; an incomplete one means that the child died."""
    try:
        report = json.loads(data)
        evidence = tuple(report.get("evidence", ()))
        return Verdict(**{**report, "outcome": Outcome(report["outcome"]), "evidence": evidence})
    except (ValueError, TypeError, KeyError):
        return Verdict(
            Outcome.GRADER_FAULT, got="the judge ended without a decision", worker_lost=True,
            detail="the hidden test's process died",
        )  # fmt: skip


def _serve(
    decide: Callable[[int, float], bool], orders: int, answers: int, memory_bytes: int, cpu_seconds: float
) -> None:  # pragma: no cover - in the child
    """Decide what is asked for, and leave without running anything the parent had planned for its own exit."""
    status = 1
    try:
        # A grader that was killed leaves no judge behind; the deadline would be its to watch.
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        sys.stdout = sys.stderr = io.StringIO()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGPROF, _stop)
        _limit_memory(memory_bytes)
        spent = False
        while not spent:
            line = os.read(orders, 200)
            if not line:
                break
            number, seconds = json.loads(line)
            report = _run(functools.partial(decide, number, seconds), cpu_seconds)
            spent = report["worker_lost"]
            data = json.dumps(report).encode() + b"\n"
            while data:
                data = data[os.write(answers, data) :]
        status = 0
    finally:
        os._exit(status)


def _stop(_signal: int, _frame: object) -> None:  # pragma: no cover - in the child
    """End the ✓ whose values keep the judge's processor busy; the line to the worker may be anywhere in a frame."""
    stopped = StepsExceeded()
    stopped.worker_lost = True  # type: ignore[attr-defined]
    raise stopped


def _run(check: Callable[[], bool], cpu_seconds: float) -> dict[str, Any]:
    """Call the hidden test and describe how it ended, as plain data."""
    try:
        try:
            signal.setitimer(signal.ITIMER_PROF, cpu_seconds, 0.5)
            with limited():
                return {"outcome": Outcome.EARNED.value, "worker_lost": check()}
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except StepsExceeded as exceeded:
        return {
            "outcome": Outcome.ANSWER_EXCEEDED_LIMIT.value,
            "expected": "values that can be judged with reasonable effort",
            "got": "values that cost too much computing to be judged",
            "worker_lost": bool(getattr(exceeded, "worker_lost", False)),
        }
    except TickLost as lost:
        return {
            "outcome": lost.outcome.value,
            "expected": _shorten(lost.expected),
            "got": _shorten(lost.got),
            "hint": _shorten(lost.hint),
            "evidence": bounded(lost.evidence),
            "staff": _shorten(lost.staff),
            "worker_lost": bool(getattr(lost, "worker_lost", False)),
        }
    except MemoryError:
        return {
            "outcome": Outcome.ANSWER_EXCEEDED_LIMIT.value,
            "expected": "values of a size that can be judged",
            "got": "values too large to be judged",
            "worker_lost": True,
        }
    except Exception:
        return {
            "outcome": Outcome.GRADER_FAULT.value,
            "got": "the grader failed on this answer",
            "detail": traceback.format_exc()[-LONGEST_TEXT:],
            "worker_lost": True,
        }


def _limit_memory(memory_bytes: int) -> None:
    """Let the child grow by `memory_bytes` beyond what its parent had mapped."""
    with open("/proc/self/statm") as file:
        mapped = int(file.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = mapped + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def _shorten(text: str) -> str:
    """Cut a long text in the middle, visibly."""
    if len(text) <= LONGEST_TEXT:
        return text
    half = LONGEST_TEXT // 2
    return f"{text[:half]} [... {len(text) - 2 * half} characters left out ...] {text[-half:]}"


def _read_line(reader: int, deadline: float) -> tuple[bytes, bool]:
    """One line, or what came before end of file, and whether that was before the deadline."""
    data = bytearray()
    while not data.endswith(b"\n"):
        remaining = deadline - time.monotonic()
        if remaining <= 0 or not select.select([reader], [], [], remaining)[0]:
            return bytes(data), False
        chunk = os.read(reader, 2**16)
        if not chunk:
            break
        data += chunk
    return bytes(data), True
