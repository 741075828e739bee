"""The kernel's plain interfaces that Python's standard library does not offer: prctl, mounts, Landlock, capset."""

from __future__ import annotations

import ctypes
import functools
import os
import stat
import struct
import sys
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS = 1, 4, 8
PR_SET_CHILD_SUBREAPER, PR_GET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 37, 38

MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 8, 1 << 12, 1 << 14, 1 << 18

MADV_COLLAPSE, HUGE_PAGE = 25, 2**21

_MOUNT_SETATTR = 442
_AT_FDCWD, _AT_RECURSIVE, _ATTR_RDONLY, _ATTR_NOSUID = -100, 0x8000, 1, 2
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_CAPSET = {"x86_64": 126, "aarch64": 91}
_CAP_VERSION_3 = 0x20080522
CAP_DAC_READ_SEARCH = 2

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
READ = _READ_FILE | _READ_DIR
SEMAPHORES = _READ_FILE | _WRITE_FILE | _TRUNCATE | (1 << 5) | (1 << 8)
"""Open, create and remove files, as POSIX semaphores need, without listing the folder."""


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def prctl(option: int, value: int, pointed: ctypes.Array[ctypes.c_char] | None = None) -> None:
    """Set one attribute of the calling process; raises `OSError` when the kernel refuses."""
    _check(_libc().prctl(option, ctypes.c_ulong(value), pointed or 0, 0, 0), f"prctl({option})")


def is_subreaper() -> bool:
    """Whether orphans below the calling process become its children."""
    answer = ctypes.create_string_buffer(4)
    _check(_libc().prctl(PR_GET_CHILD_SUBREAPER, answer, 0, 0, 0), "prctl(PR_GET_CHILD_SUBREAPER)")
    return int.from_bytes(answer.raw, sys.byteorder) == 1


def unshare(flags: int) -> None:
    """Leave the namespaces named by `flags`; raises `OSError` when the kernel refuses."""
    _check(_libc().unshare(ctypes.c_int(flags)), "unshare")


def mount(source: str, target: str, kind: str, flags: int, data: str) -> None:
    """Mount a file system; raises `OSError` when the kernel refuses."""
    arguments = (source.encode(), target.encode(), kind.encode() or None, ctypes.c_ulong(flags), data.encode() or None)
    _check(_libc().mount(*arguments), f"mount {target}")


def make_read_only(path: str) -> None:
    """Make the mount at `path` and all below it read-only for this mount namespace (Linux 5.12).

    What only reads through such a mount does not move times of access either.
    """
    attributes = struct.pack("QQQQ", _ATTR_RDONLY | _ATTR_NOSUID, 0, 0, 0)
    arguments = (ctypes.c_int(_AT_FDCWD), path.encode(), ctypes.c_uint(_AT_RECURSIVE))
    result = _libc().syscall(_MOUNT_SETATTR, *arguments, attributes, ctypes.c_size_t(len(attributes)))
    _check(result, f"mount_setattr {path}")


def drop_capabilities() -> None:
    """Give up every capability, also those that a user namespace of one's own grants."""
    _capset(0)


def own_status() -> dict[str, str]:
    """What the kernel says about the calling process: the fields of /proc/self/status."""
    with open("/proc/self/status") as file:
        return {name: text.strip() for name, text in (line.split(":", 1) for line in file if ":" in line)}


def has_capability(number: int) -> bool:
    """Whether the calling process may use a capability."""
    return bool(int(own_status()["CapEff"], 16) >> number & 1)


def keep_read_search() -> None:
    """Reduce the capabilities of a process that has just changed its uid to CAP_DAC_READ_SEARCH.

    Call after `prctl(PR_SET_KEEPCAPS, 1)` and setresuid.
    """
    _capset(1 << CAP_DAC_READ_SEARCH)


def _capset(wanted: int) -> None:
    """Make `wanted`, a mask of the first 32 capabilities, all that the process may do."""
    header = struct.pack("Ii", _CAP_VERSION_3, 0)
    data = struct.pack("6I", wanted, wanted, 0, 0, 0, 0)
    number = _CAPSET.get(os.uname().machine)
    if number is None:
        raise OSError("capset: unknown machine")
    _check(_libc().syscall(number, header, data), "capset")


def landlock_abi() -> int:
    """The kernel's Landlock version, 0 when there is none."""
    return max(0, int(_libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)))


def _all_rights(abi: int) -> int:
    bits = {1: 13, 2: 14, 3: 15, 4: 15}.get(abi, 16)
    return (1 << bits) - 1


def landlock_ruleset(readable: list[Path], writable: list[Path], semaphores: list[Path]) -> int:
    """Build a rule set and return its descriptor; everything not listed is refused, as are TCP and foreign signals.

    Paths that do not exist are left out. Which refusals hold depends on the kernel's version (`landlock_abi`).
    """
    abi = landlock_abi()
    rights = _all_rights(abi)
    network = 3 if abi >= 4 else 0
    scopes = 3 if abi >= 6 else 0
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    attributes = struct.pack("QQQ", rights, network, scopes)
    ruleset = _check(_libc().syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(size), 0), "landlock_create_ruleset")
    for paths, granted in ((readable, READ), (writable, rights & ~_EXECUTE), (semaphores, SEMAPHORES)):
        for path in paths:
            _allow(ruleset, path, granted & rights)
    return ruleset


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= _FILE_RIGHTS
        rule = struct.pack("=Qi", rights, descriptor)
        _check(_libc().syscall(_ADD_RULE, ruleset, 1, rule, 0), f"landlock_add_rule({path})")
    finally:
        os.close(descriptor)


def landlock_restrict(ruleset: int) -> None:
    """Put a rule set in force for this process and all it will start; needs no-new-privileges."""
    _check(_libc().syscall(_RESTRICT_SELF, ruleset, 0), "landlock_restrict_self")
    os.close(ruleset)


def collapse_memory() -> int:
    """Put this process's private memory into huge pages where the kernel can, so that forking it copies short tables.

    Returns how many bytes were put so; kernels before 6.1 can put none, and nothing depends on it.
    """
    collapsed = 0
    with open("/proc/self/maps") as file:
        mappings = [line.split() for line in file]
    for span, rights, _, _, inode, *name in mappings:
        if rights == "rw-p" and inode == "0" and name in ([], ["[heap]"]):
            start, end = (int(text, 16) for text in span.split("-"))
            for address in range(-(-start // HUGE_PAGE) * HUGE_PAGE, end - HUGE_PAGE + 1, HUGE_PAGE):
                if _libc().madvise(ctypes.c_void_p(address), ctypes.c_size_t(HUGE_PAGE), MADV_COLLAPSE) == 0:
                    collapsed += HUGE_PAGE
    return collapsed
