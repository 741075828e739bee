"""Which files a worker may read: Python, its libraries, and the little of the system that they need."""

from __future__ import annotations

import contextlib
import os
import site
import sys
from collections.abc import Iterator
from pathlib import Path

SYSTEM = """
    /usr /lib /lib64 /etc/ld.so.cache /etc/localtime /etc/timezone /etc/passwd /etc/group /etc/nsswitch.conf
    /etc/fonts /etc/ssl/certs /etc/ssl/openssl.cnf /etc/mime.types /proc/cpuinfo /proc/meminfo /proc/filesystems
    /sys/devices/system/cpu /dev/urandom /dev/random /dev/zero
""".split()


def readable_paths(forbidden: list[Path], *, private: bool = True) -> list[Path]:
    """Paths to allow, with every forbidden one carved out of the folders that contain it.

    Without `private`, what other users may not read is carved out as well: a worker may be able to read it.
    """
    roots = [Path(text) for text in SYSTEM] + python_folders()
    banned = [path.resolve() for path in forbidden]
    if not private:
        banned += [path for root in roots for path in unreadable_by_others(root)]
    result: list[Path] = []
    for root in dict.fromkeys(roots):
        result.extend(carve(root, banned))
    return result


def carve(folder: Path, banned: list[Path]) -> list[Path]:
    """`folder` itself, or those of its children that lead to no banned path."""
    if folder in banned:
        return []
    if not any(path.is_relative_to(folder) for path in banned):
        return [folder]
    try:
        children = sorted(folder.iterdir())
    except OSError:
        return []
    return [allowed for child in children for allowed in carve(child, banned)]


def unreadable_by_others(root: Path) -> Iterator[Path]:
    """The topmost paths below `root` that no other user may read."""
    stack = [str(root)]
    while stack:
        with contextlib.suppress(OSError), os.scandir(stack.pop()) as entries:
            for entry in entries:
                if entry.is_symlink():
                    continue
                folder = entry.is_dir(follow_symlinks=False)
                wanted = 0o005 if folder else 0o004
                if entry.stat(follow_symlinks=False).st_mode & wanted != wanted:
                    yield Path(entry.path)
                elif folder:
                    stack.append(entry.path)


def python_folders() -> list[Path]:
    """The interpreter's prefixes and every site-packages folder, none of them inside another one."""
    executable = os.path.dirname(os.path.realpath(sys.executable))
    user_site = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    named = [sys.prefix, sys.base_prefix, sys.exec_prefix, executable, *site.getsitepackages(), *user_site]
    folders = list(dict.fromkeys(Path(text).resolve() for text in named))
    return [folder for folder in folders if folder.is_dir() and not set(folder.parents) & set(folders)]


def reachable_by_others(path: Path) -> bool:
    """Whether a user with no rights of its own can get to `path`."""
    real = path.resolve()
    return all(os.stat(folder).st_mode & 0o001 for folder in real.parents)


def readable_by_others(path: Path) -> Iterator[Path]:
    """The topmost paths at and below `path` that every user may read; Python's own folders are not entered."""
    python = python_folders()
    if path.resolve() in python or not path.stat().st_mode & 0o005:
        return
    if not any(folder.is_relative_to(path.resolve()) for folder in python):
        yield path
    elif path.stat().st_mode & 0o001:
        for child in sorted(path.iterdir()):
            yield from readable_by_others(child)
