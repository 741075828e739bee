"""Start a command at a lower privilege level: `python levels.py container|bare|user|laptop command...`, as root.

container: root as in a container without CAP_SYS_ADMIN: Docker's default capabilities and what matters of its default
    system-call filter (namespaces, mounts, modules and kernel interfaces refused with EPERM).
bare: the same, on a kernel without Landlock.
user: an ordinary user without any capability.
laptop: the same, where user namespaces are not allowed either.

Where the interpreter lies in a folder of root's alone, a private mount namespace puts a readable stand-in for that folder
in its place first.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

UID = int(os.environ.get("ATTACK_UID", "60417"))
"""The ordinary user; another one can be chosen, as all that a user runs may be killed by what is tried."""
ROOT = Path(__file__).resolve().parents[2]
PLACE = Path("/run/attack-levels")
CAPABILITIES = "chown dac_override fowner fsetid kill setgid setuid setpcap net_bind_service net_raw sys_chroot mknod audit_write setfcap"
REFUSED = """
    unshare setns mount umount2 pivot_root move_mount open_tree fsopen fsmount fsconfig fspick mount_setattr bpf
    perf_event_open keyctl add_key request_key userfaultfd kexec_load init_module finit_module delete_module swapon swapoff
    reboot settimeofday clock_settime iopl ioperm acct quotactl lookup_dcookie name_to_handle_at open_by_handle_at
    io_uring_setup io_uring_enter io_uring_register syslog sethostname setdomainname vhangup
"""
LANDLOCK = "landlock_create_ruleset landlock_add_rule landlock_restrict_self"


def main() -> None:
    """Lower this process's privileges and become the command."""
    level, command = sys.argv[1], sys.argv[2:]
    if level in ("container", "bare", "user", "laptop"):
        os.execvp("unshare", ["unshare", "--mount", sys.executable, __file__, f"inside-{level}", *command])
    elif level.startswith("inside-"):
        PLACE.mkdir(exist_ok=True)
        subprocess.run(["mount", "--make-rprivate", "/"], check=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "none", PLACE], check=True)
        _make_reachable(Path(sys.executable), Path(sys.base_prefix), Path(__file__))
        if level.endswith("bare"):
            _hide_project()
        _drop(level.removeprefix("inside-"), command)
    elif level in ("filter-container", "filter-bare", "filter-laptop"):
        _filter(without_landlock=level.endswith("bare"))
        os.execvp(command[0], command)
    else:
        sys.exit(__doc__)


def _drop(level: str, command: list[str]) -> None:
    """Give up what the level does not have, and go on."""
    filtered = [sys.executable, __file__, f"filter-{level}", *command]
    if level in ("user", "laptop"):
        drop = [f"--reuid={UID}", f"--regid={UID}", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all"]
        os.execvp("setpriv", ["setpriv", *drop, *(command if level == "user" else filtered)])
    bounding = "-all," + ",".join(f"+{name}" for name in CAPABILITIES.split())
    os.execvp("setpriv", ["setpriv", f"--bounding-set={bounding}", "--inh-caps=-all", *filtered])


def _filter(*, without_landlock: bool) -> None:
    import pyseccomp

    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for name in REFUSED.split():
        try:
            rules.add_rule(pyseccomp.ERRNO(errno.EPERM), name)
        except (OSError, ValueError, RuntimeError):
            continue  # a call this library does not know cannot be refused by name
    for flag in (0x00020000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000, 0x02000000):
        rules.add_rule(pyseccomp.ERRNO(errno.EPERM), "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, flag, flag))
    if without_landlock:
        for number in (444, 445, 446):
            rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), number)
    rules.load()


def _make_reachable(*paths: Path) -> None:
    """Put a readable stand-in where a folder above one of the paths is closed to others, in this mount namespace only."""
    for folder in dict.fromkeys(parent for path in paths for parent in reversed(path.parents)):
        if folder.stat().st_mode & 0o001:
            continue
        for child in folder.iterdir():
            if child.is_dir() and any(path.is_relative_to(child) for path in paths):
                (PLACE / folder.name / child.name).mkdir(parents=True)
                subprocess.run(["mount", "--rbind", child, PLACE / folder.name / child.name], check=True)
        subprocess.run(["mount", "--rbind", PLACE / folder.name, folder], check=True)


def _hide_project() -> None:
    """Give the project the permissions that a kernel without Landlock asks for, in this mount namespace only."""
    for child in ROOT.iterdir():
        if not Path(sys.prefix).is_relative_to(child):
            subprocess.run(["cp", "-a", child, PLACE / child.name], check=True)
            subprocess.run(["chmod", "-R", "o-rwx", PLACE / child.name], check=True)
            subprocess.run(["mount", "--bind", PLACE / child.name, child], check=True)


if __name__ == "__main__":
    main()
