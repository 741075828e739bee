"""The system-call filter of a worker: libseccomp's, for the lists in `syscalls`, behind a short program of our own.

libseccomp knows calls by name and refuses what it is told to. It can neither compare a call's number with a bound nor
one argument with many values; the program in front does that and passes everything else on.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import struct
import tempfile
from collections.abc import Sequence
from typing import Any

from autograder.isolation import linux as kernel
from autograder.isolation.sandbox import syscalls

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
BYTES_PER_INSTRUCTION = 8
_LOAD, _JUMP, _EQUAL, _GREATER, _AT_LEAST, _RETURN = 0x20, 0x05, 0x15, 0x25, 0x35, 0x06
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_REFUSE = 0x00050000
_NEVER_LEFT_OUT = {"ptrace", "socket", "execve", "unshare", "clone", "clone3", "setsid", "ioctl", "fcntl"}


def require_available() -> None:
    """Raise where the filter cannot be built: `ImportError`, `RuntimeError` or `OSError`."""
    program(own_user=True, read_only_view=True)


def install(*, own_user: bool, read_only_view: bool) -> None:
    """Put the filter in force for this process and all it will start; it cannot be taken off.

    A worker without a user of its own is kept from the attributes of the grader's files as well, one without a
    read-only view from the times of any. Raises `OSError` when the kernel refuses.
    """
    code = program(own_user=own_user, read_only_view=read_only_view)
    instructions = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("HL", len(code) // BYTES_PER_INSTRUCTION, ctypes.addressof(instructions))
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.create_string_buffer(header, len(header)))


@functools.cache
def program(*, own_user: bool, read_only_view: bool) -> bytes:
    """The filter as the kernel takes it; made once by a process that forks, so that its forks need not."""
    import pyseccomp as sc

    filter_ = _Filter(sc)
    for name in syscalls.REFUSED:
        filter_.answer(errno.EPERM, name)
    for name, number in syscalls.NEWER.items():
        filter_.answer(errno.EPERM, name, number)
    for name in syscalls.WITHOUT_EFFECT:
        filter_.answer(0, name)
    for command in syscalls.LOCKING_COMMANDS:
        filter_.answer(0, "fcntl", -1, _equals(sc, 1, command))
    filter_.answer(errno.EINVAL, "prctl", -1, _equals(sc, 0, syscalls.CORE_SCHEDULING))
    for name in syscalls.UNSUPPORTED:
        filter_.answer(errno.EOPNOTSUPP, name)
    for name, number in syscalls.UNKNOWN.items():
        filter_.answer(errno.ENOSYS, name, number)
    for flag in syscalls.NAMESPACE_FLAGS:
        filter_.answer(errno.EPERM, "clone", -1, sc.Arg(0, sc.MASKED_EQ, flag, flag))
    alone = sc.Arg(0, sc.MASKED_EQ, syscalls.THREAD | syscalls.SHARES_FILES, syscalls.THREAD)
    filter_.answer(errno.EPERM, "clone", -1, alone)
    unshared = sc.Arg(2, sc.MASKED_EQ, syscalls.CLOSE_RANGE_UNSHARE, syscalls.CLOSE_RANGE_UNSHARE)
    filter_.answer(errno.EPERM, "close_range", 436, unshared)
    for name, position in syscalls.OF_OTHERS:
        filter_.answer(errno.EPERM, name, -1, sc.Arg(position, sc.NE, 0))
    for name, everybody in syscalls.OF_A_USER:
        filter_.answer(errno.EPERM, name, -1, _equals(sc, 0, everybody))
    for option in syscalls.BUFFER_SIZES:
        level, which = _equals(sc, 1, syscalls.SOL_SOCKET), _equals(sc, 2, option)
        filter_.answer(errno.EPERM, "setsockopt", -1, level, which)
    filter_.answer(errno.EPERM, "socketpair", -1, sc.Arg(0, sc.NE, syscalls.AF_UNIX))
    for kind in syscalls.DATAGRAMS:
        filter_.answer(errno.EPERM, "socketpair", -1, sc.Arg(1, sc.MASKED_EQ, 0xF, kind))
    if not own_user:
        filter_.answer(errno.EPERM, "truncate")
        for name, number in syscalls.ATTRIBUTES.items():
            filter_.answer(0, name, number)
    if not (own_user and read_only_view):
        for name in syscalls.TIMES:
            filter_.answer(0, name)
    return _front(sc) + filter_.export()


def _equals(sc: Any, position: int, value: int) -> Any:
    """Compare an argument that the kernel reads as 32 bits; a caller may fill the upper half with anything."""
    return sc.Arg(position, sc.MASKED_EQ, 0xFFFFFFFF, value)


class _Filter:
    """libseccomp's filter; calls in another architecture's way (32-bit, x32) end the caller: its default, kept."""

    def __init__(self, sc: Any) -> None:
        self._sc = sc
        self._rules = sc.SyscallFilter(sc.ALLOW)

    def answer(self, error: int, name: str, number: int = -1, *conditions: Any) -> None:
        """Let a call fail with `error` (0: do nothing, and report success); by `number` where its name is not known.

        A call that neither this machine's kernel nor libseccomp knows needs no rule.
        """
        for known in (name, number) if number >= 0 else (name,):
            try:
                self._rules.add_rule(self._sc.ERRNO(error), known, *conditions)
                return
            except (OSError, RuntimeError, ValueError):
                if known is name and number < 0 and name in _NEVER_LEFT_OUT:
                    raise
        if number >= 0:
            raise OSError(errno.ENOSYS, f"no rule for {name} ({number}) can be made")

    def export(self) -> bytes:
        """The filter as instructions for the kernel."""
        with tempfile.TemporaryFile() as file:
            self._rules.export_bpf(file)
            file.seek(0)
            return file.read()


def _front(sc: Any) -> bytes:
    """Refuse numbers that nobody has reviewed, and all but a few requests of ioctl, fcntl and the like.

    Other machines' calls are left to libseccomp, which ends their caller; nothing is allowed here for good.
    """
    ioctl, fcntl, preadv2, pwritev2 = (
        sc.resolve_syscall(sc.Arch.NATIVE, name) for name in ("ioctl", "fcntl", "preadv2", "pwritev2")
    )
    machine = _MACHINES.get(os.uname().machine)
    if machine is None:
        raise OSError(errno.ENOSYS, f"no filter for {os.uname().machine}")
    blocks = [
        _argument(ioctl, 1, syscalls.ALLOWED_REQUESTS, errno.EOPNOTSUPP),
        _argument(fcntl, 1, syscalls.ALLOWED_COMMANDS, errno.EINVAL),
        _argument(preadv2, 5, (0,), errno.EOPNOTSUPP),  # RWF_NOWAIT says what is cached: what an earlier run has read
        _argument(pwritev2, 5, (0,), errno.EOPNOTSUPP),
    ]
    body = b"".join(blocks)
    rest = len(body) // BYTES_PER_INSTRUCTION
    return b"".join([
        _instruction(_LOAD, _MACHINE),
        _instruction(_EQUAL, machine, 1, 0),
        _instruction(_JUMP, rest + 4),
        _instruction(_LOAD, _NUMBER),
        _instruction(_AT_LEAST, syscalls.X32, 2, 0),
        _instruction(_GREATER, syscalls.HIGHEST_REVIEWED, 0, 1),
        _instruction(_RETURN, _REFUSE | errno.ENOSYS),
        body,
    ])  # fmt: skip


def _argument(number: int, position: int, allowed: Sequence[int], error: int) -> bytes:
    """Refuse the call `number` unless the lower half of one argument is `allowed`; the call's number stays loaded.

    The kernel reads these arguments as 32-bit numbers, so that the upper half says nothing.
    """
    length = len(allowed)
    return b"".join([
        _instruction(_EQUAL, number, 0, length + 3),
        _instruction(_LOAD, _ARGUMENTS + 8 * position),
        *(_instruction(_EQUAL, value, length - index, 0) for index, value in enumerate(allowed)),
        _instruction(_RETURN, _REFUSE | error),
        _instruction(_LOAD, _NUMBER),
    ])  # fmt: skip


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
