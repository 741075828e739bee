"""Clearing up leaves nothing of a worker, takes nothing else, and ends, whatever a worker has done to hinder it."""

import os
import signal
import stat
import time

import pytest

from autograder.isolation.sandbox import cleanup, control_group
from autograder.isolation.sandbox.children import ask_child, end_child
from autograder.isolation.sandbox.read_paths import readable_paths, unreadable_by_others


def test_a_tree_deeper_than_any_path_is_removed(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    here = os.getcwd()
    os.chdir(home)
    try:
        for _ in range(1_500):
            os.mkdir("folder")
            os.chdir("folder")
        with open("file", "w"):
            pass
    finally:
        os.chdir(here)
    cleanup.remove(home)
    assert not home.exists()


def test_closed_folders_and_links_are_removed_and_what_they_point_to_stays(tmp_path):
    home, other = tmp_path / "home", tmp_path / "other"
    (home / "a" / "b").mkdir(parents=True)
    other.mkdir()
    (other / "kept").write_text("kept")
    (home / "a" / "link").symlink_to(other)
    (home / "link").symlink_to(other)
    (home / "a" / "b").chmod(0)
    (home / "a").chmod(0)
    cleanup.remove(home)
    assert not home.exists()
    assert (other / "kept").read_text() == "kept"


def test_many_files_take_no_process_each(tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    for number in range(cleanup.BATCH // 2):
        (home / str(number)).touch()
    monkeypatch.setattr(os, "fork", None)
    monkeypatch.setattr(cleanup, "BATCH", 1_000)
    cleanup.remove(home)
    assert not home.exists()


@pytest.mark.parametrize("kind", ["folder", "fifo", "link"])
def test_only_plain_files_in_shared_memory_can_be_a_workers_of_the_same_user(kind, tmp_path, monkeypatch):
    monkeypatch.setattr(cleanup, "SHARED", tmp_path)
    before = cleanup.shared_files()
    (tmp_path / "plain").touch()
    make = {"folder": os.mkdir, "fifo": os.mkfifo, "link": lambda path: os.symlink("/etc", path)}[kind]
    make(tmp_path / "other")
    cleanup.remove_since(before)
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_the_times_of_a_shared_folder_are_not_those_that_a_worker_chose(tmp_path):
    os.utime(tmp_path, (1, 1))
    cleanup.forget_times([tmp_path])
    assert time.time() - tmp_path.stat().st_mtime < 60


def test_folders_that_everybody_may_write_to_are_found():
    found = cleanup.world_writable()
    assert cleanup.SHARED in found
    assert all(path.stat().st_mode & stat.S_IWOTH for path in found if path.exists())


def test_a_child_that_stands_still_is_replaced(tmp_path):
    tries = tmp_path / "tries"

    def question():
        with tries.open("a") as file:
            file.write("x")
        if len(tries.read_text()) < 3:
            os.kill(os.getpid(), signal.SIGSTOP)
        return b"answer"

    assert ask_child(question, seconds=60, attempts=3) == b"answer"
    assert ask_child(lambda: time.sleep(60), seconds=0.2) is None
    assert ask_child(lambda: os._exit(1), seconds=60) is None


def test_ending_a_stopped_child_ends():
    pid = os.fork()
    if pid == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(0)
    assert end_child(pid)
    assert end_child(pid), "a child that is gone is gone"


def test_what_other_users_may_not_read_is_found(tmp_path):
    (tmp_path / "open" / "inner").mkdir(parents=True)
    (tmp_path / "shut").mkdir(mode=0o700)
    for name, mode in (("open/yes", 0o644), ("open/no", 0o640), ("shut/any", 0o644)):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(mode)
    for folder in (tmp_path / "open", tmp_path / "open" / "inner"):
        folder.chmod(0o755)
    assert set(unreadable_by_others(tmp_path)) == {tmp_path / "open" / "no", tmp_path / "shut"}


def test_no_private_part_of_the_system_is_readable_by_rule():
    paths = {str(path) for path in readable_paths([])}
    assert not paths & {"/etc", "/etc/ssl", "/etc/ssl/private", "/proc", "/proc/stat", "/root", "/home"}


@pytest.fixture
def hierarchy(tmp_path, monkeypatch):
    """A stand-in for a mounted hierarchy of version 2, in which this process is in the group `a/b`."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    for folder, passed in ((tmp_path, "cpu memory"), (tmp_path / "a", "memory"), (tmp_path / "a" / "b", "")):
        (folder / "cgroup.subtree_control").write_text(passed)
    texts = {
        "/proc/self/cgroup": "0::/a/b\n",
        "/proc/self/mountinfo": f"30 1 0:26 / {tmp_path} rw,nosuid - cgroup2 cgroup2 rw\n",
    }
    real = control_group.Path.read_text
    monkeypatch.setattr(
        control_group.Path, "read_text", lambda path, *args, **named: texts.get(str(path)) or real(path, *args, **named)
    )  # fmt: skip
    return tmp_path


def test_groups_that_pass_memory_on_can_hold_a_workers(hierarchy):
    assert list(control_group.parents()) == [(hierarchy / "a", control_group.NEW), (hierarchy, control_group.NEW)]


def test_a_group_that_takes_no_limit_is_none(hierarchy, monkeypatch):
    monkeypatch.setattr(control_group.MemoryGroup, "remove", lambda _: None)
    with control_group.memory_group(2**20) as group:
        assert (group.folder / "memory.max").read_text() == str(2**20)
        assert (group.folder / "memory.oom.group").read_text() == "1"
        assert not group.exceeded
        (group.folder / "memory.events").write_text("low 0\noom 2\noom_kill 1\n")
        assert group.exceeded
        (group.folder / "cgroup.procs").write_text("17\n")
        with pytest.raises(OSError, match="not in force"):
            group.require(18)


def test_a_machine_without_control_groups_says_so(monkeypatch):
    monkeypatch.setattr(control_group, "parents", lambda: iter(()))
    with pytest.raises(OSError, match="no hierarchy"):
        control_group.attempt()
