"""A look from inside a worker that has just been confined: is every mechanism that it relies on really in force?

A mechanism that was found to work and then does nothing would leave a worker less confined than the result says, so
each is tried once more where it counts, and whatever it should have refused ends the start of the worker.
"""

from __future__ import annotations

import contextlib
import os
import resource
import socket
from collections.abc import Callable, Iterator

from autograder.isolation import linux as kernel
from autograder.isolation.sandbox.config import Place, WorkerConfig
from autograder.isolation.sandbox.limits import fixed_limits
from autograder.isolation.sandbox.mechanisms import Mechanism

SPACES = ("pid", "mnt", "net", "ipc")
Spaces = dict[str, str]
Check = Callable[[WorkerConfig, Place, Spaces], None]
DISCARD_PORT = 9


class NotInForce(OSError):
    """A mechanism that a worker relies on does nothing."""


def spaces() -> Spaces:
    """The names of the calling process's namespaces; asked for by the supervisor before it makes new ones."""
    return {name: os.readlink(f"/proc/self/ns/{name}") for name in SPACES}


def require_in_force(config: WorkerConfig, place: Place, outside: Spaces, mechanisms: frozenset[Mechanism]) -> None:
    """Raise `NotInForce`, naming the mechanism, unless those of `mechanisms` that the worker relies on are in force."""
    for mechanism in Mechanism:
        if mechanism in config.isolation and mechanism in mechanisms:
            try:
                CHECKS[mechanism](config, place, outside)
            except NotInForce as error:
                raise NotInForce(f"{mechanism.value} is not in force: {error}") from error


@contextlib.contextmanager
def refused(what: str) -> Iterator[None]:
    """The block has to end in a `PermissionError`."""
    try:
        yield
    except PermissionError:
        return
    except OSError as error:
        raise NotInForce(f"{what}: {error}") from error
    raise NotInForce(what)


def _need(condition: bool, what: str) -> None:
    if not condition:
        raise NotInForce(what)


def _own_user(_config: WorkerConfig, place: Place, _outside: Spaces) -> None:
    _need(place.uid is not None and place.uid != 0, "no user was leased")
    _need(set(os.getresuid()) == set(os.getresgid()) == {place.uid} and not os.getgroups(), "another user runs it")


def _no_new_privileges(config: WorkerConfig, _place: Place, _outside: Spaces) -> None:
    status = kernel.own_status()
    _need(status["NoNewPrivs"] == "1", "programs can give rights")
    wanted = 1 << kernel.CAP_DAC_READ_SEARCH if config.read_search else 0
    _need(all(int(status[name], 16) == wanted for name in ("CapPrm", "CapEff")), "rights are left")


def _file_rules(_config: WorkerConfig, _place: Place, _outside: Spaces) -> None:
    with refused("the root folder can be listed"):
        os.listdir("/")


def _network_rules(_config: WorkerConfig, _place: Place, _outside: Spaces) -> None:
    with refused("a connection can be asked for"), socket.socket(socket.AF_INET, socket.SOCK_STREAM) as line:
        line.settimeout(1)
        line.connect(("127.0.0.1", DISCARD_PORT))


def _signal_rules(config: WorkerConfig, _place: Place, _outside: Spaces) -> None:
    if Mechanism.NAMESPACES in config.isolation:
        _need(os.getppid() == 0, "its parent can be seen")
        return
    with refused("its parent can be signalled"):
        os.kill(os.getppid(), 0)


def _system_call_filter(_config: WorkerConfig, _place: Place, _outside: Spaces) -> None:
    _need(kernel.own_status()["Seccomp"] == "2", "there is no filter")
    with refused("a socket can be made"):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    with refused("a session can be made"):
        os.setsid()


def _namespaces(_config: WorkerConfig, place: Place, outside: Spaces) -> None:
    inside = spaces()
    shared = [name for name in SPACES if inside[name] == outside[name]]
    _need(not shared, f"it shares {', '.join(shared)}")
    _need(os.getpid() == 1, "it sees other processes")
    _need(os.stat(place.home).st_dev != os.stat(place.home.parent).st_dev, "its folder is not its own file system")


def _read_only_view(_config: WorkerConfig, place: Place, _outside: Spaces) -> None:
    _need(bool(os.statvfs("/").f_flag & os.ST_RDONLY), "the root file system can be written")
    _need(bool(os.statvfs(place.home.parent).f_flag & os.ST_RDONLY), f"{place.home.parent} can be written")


def _memory_group(_config: WorkerConfig, _place: Place, _outside: Spaces) -> None:
    """Looked at by the supervisor, which has put the worker there: a worker cannot see the groups of the machine."""


def _limits(config: WorkerConfig, _place: Place, _outside: Spaces) -> None:
    for limit, value in fixed_limits(config.budget).items():
        _, hard = resource.getrlimit(limit)
        _need(0 <= hard <= value, f"limit {limit} is {hard}")
    _need(resource.getrlimit(resource.RLIMIT_AS)[1] > 0, "memory has no limit")


def _cleanup(_config: WorkerConfig, _place: Place, _outside: Spaces) -> None:
    """Looked at by the supervisor, whose mechanism it is."""


CHECKS: dict[Mechanism, Check] = {
    Mechanism.OWN_USER: _own_user,
    Mechanism.NO_NEW_PRIVILEGES: _no_new_privileges,
    Mechanism.FILE_RULES: _file_rules,
    Mechanism.NETWORK_RULES: _network_rules,
    Mechanism.SIGNAL_RULES: _signal_rules,
    Mechanism.SYSTEM_CALL_FILTER: _system_call_filter,
    Mechanism.NAMESPACES: _namespaces,
    Mechanism.READ_ONLY_VIEW: _read_only_view,
    Mechanism.MEMORY_GROUP: _memory_group,
    Mechanism.LIMITS: _limits,
    Mechanism.CLEANUP: _cleanup,
}
VIEW = frozenset({Mechanism.NAMESPACES, Mechanism.READ_ONLY_VIEW})
"""In force before all others, and looked at before file rules forbid to look."""
RULES = frozenset({Mechanism.FILE_RULES, Mechanism.NETWORK_RULES})
"""Looked at before the filter, which refuses sockets and would hide that Landlock does not refuse connections."""
REST = frozenset(Mechanism) - VIEW - RULES
