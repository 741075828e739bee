"""Isolation fails closed: whatever is missing or without effect is refused or said, and no words decide anything."""

import itertools
import os
import re
import socket
from pathlib import Path

import pytest

from autograder.errors import IsolationError
from autograder.isolation import linux
from autograder.isolation.sandbox import (
    Budget,
    Isolation,
    Mechanism,
    SandboxError,
    WorkerPool,
    confine,
    control_group,
    explanation,
    limits,
    minimum,
    namespaces,
    probes,
    require_minimum,
    seccomp,
    summary,
    supervisor,
    try_mechanisms,
)
from autograder.isolation.sandbox.children import ask_child
from autograder.isolation.sandbox.config import WorkerConfig
from autograder.isolation.sandbox.mechanisms import STANDS_ON
from autograder.isolation.sandbox.minimum import INDISPENSABLE
from autograder.isolation.sandbox.read_paths import readable_paths
from autograder.isolation.sandbox.verify import CHECKS
from autograder.isolation.sandbox.wording import WORDS

EVERYTHING = frozenset(Mechanism)
PACKAGE = Path(supervisor.__file__).parents[2]
HERE = try_mechanisms()
needs = {
    mechanism: pytest.mark.skipif(mechanism not in HERE, reason=f"{mechanism.value}: {HERE.problem(mechanism)}")
    for mechanism in Mechanism
}


@pytest.fixture
def reachable_interpreter(monkeypatch):
    monkeypatch.setattr(probes, "closed_python_folders", tuple)
    monkeypatch.setattr(probes, "unreadable_interpreter", str)


def is_refused(in_force, forbidden=()):
    try:
        require_minimum(Isolation(frozenset(in_force)), forbidden)
    except IsolationError:
        return True
    return False


# What is missing ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("reachable_interpreter")
def test_whatever_is_missing_is_refused_or_left_out_of_the_summary():
    for size in range(len(EVERYTHING) + 1):
        for chosen in itertools.combinations(Mechanism, size):
            named = {m for m in Mechanism if WORDS[m].label in summary(Isolation(frozenset(chosen))).split(", ")}
            assert named == set(chosen)
            if not set(INDISPENSABLE) <= set(chosen):
                assert is_refused(chosen)


@pytest.mark.usefixtures("reachable_interpreter")
@pytest.mark.parametrize("mechanism", Mechanism)
def test_without_one_mechanism_grading_refuses_or_says_so(mechanism):
    rest = Isolation(EVERYTHING - {mechanism})
    lines = list(explanation(rest))
    assert is_refused(rest.in_force) == (mechanism in INDISPENSABLE)
    assert WORDS[mechanism].label not in summary(rest).split(", ")
    assert any(line.startswith(f"MISSING  {WORDS[mechanism].label}:") for line in lines)
    assert any(WORDS[mechanism].advice in line for line in lines)


@pytest.mark.usefixtures("reachable_interpreter")
@pytest.mark.parametrize(("missing", "said"), [
    ({Mechanism.OWN_USER, Mechanism.NAMESPACES, Mechanism.SIGNAL_RULES}, "signalling the grader"),
    ({Mechanism.OWN_USER, Mechanism.FILE_RULES}, "read the hidden tests"),
])  # fmt: skip
def test_mechanisms_that_stand_for_each_other_may_not_all_be_missing(missing, said):
    with pytest.raises(IsolationError, match=said):
        require_minimum(Isolation(EVERYTHING - missing))
    for one in missing:
        assert not is_refused(EVERYTHING - missing | {one})


@pytest.mark.usefixtures("reachable_interpreter")
def test_without_file_rules_no_other_user_may_read_what_is_hidden(tmp_path, monkeypatch):
    monkeypatch.setattr(minimum, "reachable_by_others", lambda _: True)
    (tmp_path / "tests").mkdir()
    tmp_path.chmod(0o755)
    assert is_refused(EVERYTHING - {Mechanism.FILE_RULES}, [tmp_path])
    tmp_path.chmod(0o700)
    assert not is_refused(EVERYTHING - {Mechanism.FILE_RULES}, [tmp_path])


def test_an_interpreter_that_a_workers_user_cannot_read_is_refused(monkeypatch):
    monkeypatch.setattr(probes, "unreadable_interpreter", lambda: "/opt/python")
    with pytest.raises(IsolationError, match="/opt/python"):
        require_minimum(Isolation(EVERYTHING))


def test_an_interpreter_out_of_reach_needs_a_way_to_it(monkeypatch):
    monkeypatch.setattr(probes, "closed_python_folders", lambda: (Path("/root/python"),))
    monkeypatch.setattr(probes, "unreadable_interpreter", str)
    assert not is_refused(EVERYTHING)
    assert not is_refused(EVERYTHING - {Mechanism.FILE_RULES})
    monkeypatch.setattr(linux, "has_capability", lambda _: False)
    assert is_refused(EVERYTHING - {Mechanism.NAMESPACES})
    monkeypatch.setattr(linux, "has_capability", lambda _: True)
    assert not is_refused(EVERYTHING - {Mechanism.NAMESPACES})
    assert is_refused(EVERYTHING - {Mechanism.NAMESPACES, Mechanism.FILE_RULES})


@pytest.mark.parametrize("failure", [OSError("no"), MemoryError(), ImportError("no library"), SystemExit(0)])
@pytest.mark.parametrize("mechanism", Mechanism)
def test_a_probe_that_fails_takes_its_mechanism_away(mechanism, failure, monkeypatch):
    def fail():
        raise failure

    monkeypatch.setattr(probes, "PROBES", {m: fail if m is mechanism else lambda: None for m in Mechanism})
    found = try_mechanisms()
    assert found.in_force == EVERYTHING - {m for m in Mechanism if mechanism in (m, STANDS_ON.get(m))}
    assert type(failure).__name__ in found.problem(mechanism)


@pytest.mark.parametrize(
    "end", [lambda: os._exit(0), lambda: os.kill(os.getpid(), 9), lambda: os.kill(os.getpid(), 19)]
)
def test_a_probe_that_ends_or_stands_still_has_not_worked(end, monkeypatch):
    monkeypatch.setattr(probes, "PROBES", {Mechanism.LIMITS: end})
    assert try_mechanisms() == Isolation.of((probes.Attempt(Mechanism.LIMITS, "the attempt did not come to its end"),))


def test_every_mechanism_is_tried_looked_at_and_has_words():
    assert set(probes.PROBES) == set(CHECKS) == set(WORDS) == set(Mechanism)


# What has no effect ------------------------------------------------------------------------------------------------


def start(isolation=HERE, budget=None):
    """Start a worker that does nothing; why it was not started, or an empty text."""
    closed = probes.closed_python_folders() if Mechanism.OWN_USER in isolation else ()
    config = WorkerConfig(
        budget=budget or Budget(), isolation=isolation, readable=tuple(readable_paths([])), behind_closed_folders=closed
    )  # fmt: skip

    seccomp.program(  # as the forkserver does: a confined process cannot look for the library
        own_user=Mechanism.OWN_USER in isolation, read_only_view=Mechanism.READ_ONLY_VIEW in isolation
    )

    def run():
        ours, theirs = socket.socketpair()
        control, control_of_supervisor = socket.socketpair()
        replies = []
        control.sendall(b"k")
        try:
            task = supervisor.Task(None, theirs, lambda _: None)
            supervisor.supervise(config, task, control_of_supervisor, replies.append)
        except OSError as error:
            replies.append(str(error))
        ours.close()
        control.close()
        return replies[0].encode()

    answer = ask_child(run, seconds=60)
    assert answer is not None
    return answer.decode()


def nothing(*_args, **_kwargs):
    return None


def without(option):
    """`prctl` that does not do one thing."""
    prctl = linux.prctl
    return lambda which, *rest: None if which == option else prctl(which, *rest)


def ruleset_of(abi):
    """Rule sets as on a kernel with an older Landlock."""
    build = linux.landlock_ruleset

    def older(*paths):
        newest, linux.landlock_abi = linux.landlock_abi, lambda: abi
        try:
            return build(*paths)
        finally:
            linux.landlock_abi = newest

    return older


STEPS = {
    Mechanism.OWN_USER: (confine, "_become", nothing),
    Mechanism.NO_NEW_PRIVILEGES: (linux, "drop_capabilities", nothing),
    Mechanism.FILE_RULES: (linux, "landlock_restrict", nothing),
    Mechanism.NETWORK_RULES: (linux, "landlock_ruleset", ruleset_of(3)),
    Mechanism.SIGNAL_RULES: (linux, "landlock_ruleset", ruleset_of(5)),
    Mechanism.SYSTEM_CALL_FILTER: (seccomp, "install", nothing),
    Mechanism.NAMESPACES: (namespaces, "separate_rest", nothing),
    Mechanism.READ_ONLY_VIEW: (linux, "make_read_only", nothing),
    Mechanism.MEMORY_GROUP: (control_group.MemoryGroup, "hold", nothing),
    Mechanism.LIMITS: (limits, "apply", nothing),
    Mechanism.CLEANUP: (linux, "prctl", without(linux.PR_SET_CHILD_SUBREAPER)),
}
"""For every mechanism the one step that puts it in force, and that step without effect."""


def refuse(*_args, **_kwargs):
    raise OSError("refused by the kernel")


def fewer(*taken):
    """The isolation of this machine without some mechanisms, so that a step of theirs cannot fail for another."""
    return Isolation(HERE.in_force - set(taken))


ALONE = {
    Mechanism.NO_NEW_PRIVILEGES: fewer(Mechanism.OWN_USER),
    Mechanism.SIGNAL_RULES: fewer(Mechanism.OWN_USER, Mechanism.NAMESPACES, Mechanism.READ_ONLY_VIEW),
}


def test_a_worker_starts_with_all_that_this_machine_offers():
    assert start() == ""


@pytest.mark.parametrize("step", ["without effect", "refused"])
@pytest.mark.parametrize("mechanism", [pytest.param(m, marks=needs[m]) for m in Mechanism])
def test_a_step_without_effect_or_refused_ends_the_start(mechanism, step, monkeypatch):
    owner, name, idle = STEPS[mechanism]
    isolation = ALONE.get(mechanism, HERE)
    assert start(isolation) == ""
    monkeypatch.setattr(owner, name, idle if step == "without effect" else refuse)
    why = start(isolation)
    assert why
    if step == "without effect":
        assert f"{mechanism.value} is not in force" in why


@pytest.mark.parametrize("mechanism", [pytest.param(m, marks=needs[m]) for m in Mechanism if m not in INDISPENSABLE])
def test_a_worker_starts_without_a_mechanism_that_is_not_in_force(mechanism):
    assert start(fewer(mechanism, *(m for m in Mechanism if STANDS_ON.get(m) is mechanism))) == ""


def test_a_pool_reports_why_a_worker_was_not_started(monkeypatch, tmp_path):
    pool = WorkerPool.__new__(WorkerPool)
    monkeypatch.setattr(WorkerPool, "isolation", HERE)
    pool._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    pool.budget = Budget()
    theirs.send(b'{"error": "confinement failed: NotInForce: limits"}')
    with pool._control, theirs, pytest.raises(SandboxError, match="confinement failed"):
        pool.spawn()


# Words decide nothing ----------------------------------------------------------------------------------------------


def test_labels_stand_in_one_file_only():
    labels = [words.label for words in WORDS.values() if " " in words.label]
    for path in PACKAGE.rglob("*.py"):
        if path.name != "wording.py":
            code = re.sub(r'"""(?:.|\n)*?"""|#.*', "", path.read_text())
            assert not [label for label in labels if f'"{label}"' in code], path
