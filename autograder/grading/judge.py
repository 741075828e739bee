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

from autograder.checks.engine.steps import StepsExceeded, limited
from autograder.isolation import linux as kernel
from autograder.record.evidence import bounded
from autograder.record.findings import NOTHING, Finding
from autograder.record.losses import GraderFault, TickLost
from autograder.record.outcomes import LossReason, Outcome
from autograder.texts import _

LONGEST_TEXT = 4_000
CPU_SECONDS = 10.0
"""Processor time of the judge for one ✓: a backstop behind the count of steps, ten times what right answers need."""


_ENDING: list[int] = []
"""Children that were told to end and have not been collected."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Decision:
    """How a ✓ was decided; `worker_lost` says that the worker must be replaced before the next one.

    One that is earned `carries` forward what the student has in earlier answers, where it was decided by those.
    """

    outcome: Outcome
    finding: Finding = NOTHING
    worker_lost: bool = False
    carries: bool = False

    def raise_if_lost(self) -> None:
        """Raise what the hidden test raised in the child, as Otter expects it."""
        if self.outcome is Outcome.GRADER_FAULT:
            raise GraderFault(self.finding.trace or self.finding.got)
        if self.outcome is not Outcome.EARNED:
            raise TickLost.with_outcome(self.outcome, self.finding)


EARNED = Decision(outcome=Outcome.EARNED)


class Stopped(StepsExceeded):
    """The judge used its processor time up, wherever it was: the line to the worker may be anywhere in a frame."""


def fault(got: str, trace: str) -> Decision:
    """The grader itself failed on this ✓, and the worker may be in any state."""
    finding = Finding(got=got, trace=trace, reason=LossReason.GRADER)
    return Decision(outcome=Outcome.GRADER_FAULT, finding=finding, worker_lost=True)


class Judge:
    """A forked child that decides ✓ one after another, until one of them goes wrong; then the next needs a new one.

    `decide` runs in the child with the number of a ✓ and its seconds.
    The fork sees what its parent held when the judge was made.
    """

    def __init__(
        self, decide: Callable[[int, float], Decision], *, memory_bytes: int, cpu_seconds: float = CPU_SECONDS
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

    def decision(self, number: int, seconds: float) -> Decision:
        """Decide the ✓ `number` within `seconds`; afterwards `spent` says whether the judge can decide no more."""
        with contextlib.suppress(BrokenPipeError):
            os.write(self._orders, json.dumps([number, seconds]).encode() + b"\n")
        data, complete = _read_line(self._answers, time.monotonic() + seconds)
        if not complete:
            self.spent = True
            return fault(_("the judge did not come to a decision in time"), f"stopped after {seconds:.0f} s")
        decision = _read(data)
        self.spent = decision.worker_lost
        return decision

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


def _read(data: bytes) -> Decision:
    """Read the child's report; an incomplete one means that the child died."""
    try:
        report = json.loads(data)
        found, reason = report["finding"], report["finding"]["reason"]
        typed = {"evidence": tuple(found["evidence"]), "reason": None if reason is None else LossReason(reason)}
        finding = Finding(**{**found, **typed})
        state = {"worker_lost": report["worker_lost"], "carries": report["carries"]}
        return Decision(outcome=Outcome(report["outcome"]), finding=finding, **state)
    except (ValueError, TypeError, KeyError):
        return fault(_("the judge ended without a decision"), "the hidden test's process died")


def _written(decision: Decision) -> bytes:
    """A line for the other end of the pipe: texts are shortened and evidence bounded before they leave the child."""
    finding = dataclasses.asdict(decision.finding)
    texts = {name: _shorten(text) for name, text in finding.items() if isinstance(text, str) and name != "reason"}
    plain = {**finding, **texts, "evidence": bounded(decision.finding.evidence)}
    state = {"worker_lost": decision.worker_lost, "carries": decision.carries}
    report = {"outcome": decision.outcome.value, "finding": plain, **state}
    return json.dumps(report).encode() + b"\n"


def _serve(
    decide: Callable[[int, float], Decision], orders: int, answers: int, memory_bytes: int, cpu_seconds: float
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
            decision = _run(functools.partial(decide, number, seconds), cpu_seconds)
            spent = decision.worker_lost
            data = _written(decision)
            while data:
                data = data[os.write(answers, data) :]
        status = 0
    finally:
        os._exit(status)


def _stop(_signal: int, _frame: object) -> None:  # pragma: no cover - in the child
    """End the ✓ whose values keep the judge's processor busy."""
    raise Stopped


def _run(decide: Callable[[], Decision], cpu_seconds: float) -> Decision:
    """Decide, whatever happens: a value that exhausts the judge costs its ✓, anything unforeseen is a fault."""
    try:
        try:
            signal.setitimer(signal.ITIMER_PROF, cpu_seconds, 0.5)
            with limited():
                return decide()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except StepsExceeded as exceeded:
        return too_costly(worker_lost=isinstance(exceeded, Stopped))
    except MemoryError:
        finding = Finding(
            expected=_("values of a size that can be judged"), got=_("values too large to be judged"),
            reason=LossReason.SIZE,
        )  # fmt: skip
        return Decision(outcome=Outcome.ANSWER_EXCEEDED_LIMIT, finding=finding, worker_lost=True)
    except Exception:
        return fault(_("the grader failed on this answer"), traceback.format_exc()[-LONGEST_TEXT:])


def too_costly(*, worker_lost: bool) -> Decision:
    """The answer costs more computing than any right one."""
    finding = Finding(
        expected=_("values that can be judged with reasonable effort"),
        got=_("values that cost too much computing to be judged"), reason=LossReason.EFFORT,
    )  # fmt: skip
    return Decision(outcome=Outcome.ANSWER_EXCEEDED_LIMIT, finding=finding, worker_lost=worker_lost)


def _limit_memory(memory_bytes: int) -> None:
    """Let the child grow by `memory_bytes` beyond what its parent had mapped."""
    with open("/proc/self/statm") as file:
        mapped = int(file.read().split()[0]) * resource.getpagesize()
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
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
