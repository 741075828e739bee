"""Which files a worker may read: Python, its libraries, and the little of the system that they need."""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Iterator
from pathlib import Path

SYSTEM = """
    /usr /lib /lib64 /etc/ld.so.cache /etc/localtime /etc/timezone /etc/passwd /etc/group /etc/nsswitch.conf
    /etc/fonts /etc/ssl /etc/mime.types /proc/cpuinfo /proc/meminfo /proc/stat /proc/filesystems
    /sys/devices/system/cpu /dev/urandom /dev/random /dev/zero
""".split()


def readable_paths(forbidden: list[Path]) -> list[Path]:
    """Paths to allow, with every forbidden one carved out of the folders that contain it."""
    roots = [Path(text) for text in SYSTEM] + [Path(text).resolve() for text in _python_folders()]
    banned = [path.resolve() for path in forbidden]
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


def _python_folders() -> list[str]:
    """The interpreter's prefixes and every site-packages folder."""
    executable = os.path.dirname(os.path.realpath(sys.executable))
    user_site = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    return [sys.prefix, sys.base_prefix, sys.exec_prefix, executable, *site.getsitepackages(), *user_site]


def reachable_by_others(path: Path) -> bool:
    """Whether a user with no rights of its own can get to `path`."""
    real = path.resolve()
    return all(os.stat(folder).st_mode & 0o001 for folder in real.parents)


def readable_by_others(path: Path) -> Iterator[Path]:
    """The topmost paths at and below `path` that every user may read; Python's own folders are not entered."""
    python = [Path(text).resolve() for text in _python_folders()]
    if path.resolve() in python or not path.stat().st_mode & 0o005:
        return
    if not any(folder.is_relative_to(path.resolve()) for folder in python):
        yield path
    elif path.stat().st_mode & 0o001:
        for child in sorted(path.iterdir()):
            yield from readable_by_others(child)
