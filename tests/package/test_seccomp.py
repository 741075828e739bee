"""The system-call filter refuses what nobody has reviewed, and whatever outlives a run, and lets Python work."""

import ctypes
import errno
import fcntl
import multiprocessing
import os
import socket
import threading

import pytest

from autograder.isolation.sandbox import seccomp, syscalls
from autograder.isolation.sandbox.children import ask_child

LIBC = ctypes.CDLL(None, use_errno=True)
pytestmark = pytest.mark.skipif(os.uname().machine != "x86_64", reason="numbers of system calls below are of x86_64")


def inside(deed, **kind):
    """What `deed` gives in a process behind the filter: its text, or the name of the error."""
    kind = {"own_user": True, "read_only_view": True} | kind
    seccomp.program(**kind)

    def question():
        seccomp.install(**kind)
        try:
            return str(deed()).encode()
        except OSError as error:
            return errno.errorcode[error.errno].encode()

    answer = ask_child(question, seconds=60)
    return "killed" if answer is None else answer.decode()


def raw(number, *arguments):
    """A system call by its number; its result, or the name of the error."""
    result = LIBC.syscall(ctypes.c_long(number), *arguments)
    return result if result >= 0 else errno.errorcode[ctypes.get_errno()]


@pytest.mark.parametrize("number", [syscalls.HIGHEST_REVIEWED + 1, 500, 1_000, 0x3FFFFFFF])
def test_a_number_that_nobody_has_reviewed_does_not_exist(number):
    assert inside(lambda: raw(number)) == "ENOSYS"


@pytest.mark.parametrize("number", [0x40000000, 0x40000000 | 41])
def test_calls_of_the_x32_table_end_the_process(number):
    assert inside(lambda: raw(number)) == "killed"


@pytest.mark.parametrize("name", ["fallocate", "setsid", "io_setup", "inotify_init", "mincore", "cachestat", "socket"])
def test_calls_that_reach_beyond_a_run_are_refused(name):
    import pyseccomp

    number = {"cachestat": 451}.get(name) or pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
    assert inside(lambda: raw(number, 0, 0, 0, 0)) == ("ENOTSUP" if name == "fallocate" else "EPERM")


@pytest.mark.parametrize("name", syscalls.NEWER)
def test_newer_calls_are_refused_by_number(name):
    assert inside(lambda: raw(syscalls.NEWER[name], 0, 0, 0, 0)) == "EPERM"


@pytest.mark.parametrize("name", [name for name, number in syscalls.ATTRIBUTES.items() if number > 0])
def test_attributes_change_nowhere_as_the_graders_user(name):
    assert inside(lambda: raw(syscalls.ATTRIBUTES[name], -100, 0, 0, 0, 0, 0), own_user=False) == "0"


def test_times_change_nowhere_without_a_read_only_view(tmp_path):
    path = tmp_path / "file"
    path.touch()

    def deed():
        before = path.stat().st_mtime_ns
        os.utime(path, (1, 1))
        return before == path.stat().st_mtime_ns

    assert inside(deed, read_only_view=False) == "True"
    assert inside(deed) == "False"


@pytest.mark.parametrize("request_", [0x40086602, 0x401C5820, 0x8901, 0x5412, (1 << 32) | 0x40086602])
def test_requests_of_ioctl_that_are_not_listed_are_refused(request_):
    assert inside(lambda: raw(16, 0, ctypes.c_ulong(request_), 0)) == "ENOTSUP"


@pytest.mark.parametrize("command", [1024, 1026, 1031, 1036, 8, 10, 15, (1 << 32) | 1024])
def test_commands_of_fcntl_that_are_not_listed_are_refused(command):
    assert inside(lambda: raw(72, 0, ctypes.c_ulong(command), 0)) == "EINVAL"


def test_the_upper_half_of_an_argument_hides_nothing():
    def deed():
        one, _ = socket.socketpair()
        size = ctypes.c_int(4_000_000)
        where = ctypes.c_long((1 << 32) | 1), ctypes.c_long((1 << 32) | 7)
        return raw(54, one.fileno(), *where, ctypes.byref(size), 4)

    assert inside(deed) == "EPERM"


def _square(number):
    return number * number


def everyday():
    """What honest cells do."""
    reader, writer = os.pipe()
    fcntl.fcntl(reader, fcntl.F_SETFL, os.O_NONBLOCK)
    os.set_inheritable(writer, False)
    one, other = socket.socketpair()
    one.setblocking(False)
    other.close()
    done = []
    thread = threading.Thread(target=done.append, args=[1])
    thread.start()
    thread.join()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        squares = pool.map(_square, range(4))
    return done, squares, os.isatty(reader)


def test_what_honest_cells_do_works():
    assert inside(everyday) == "([1], [0, 1, 4, 9], False)"


@pytest.mark.parametrize("kind", [socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK])
def test_no_pair_of_sockets_sends_messages_that_name_a_receiver(kind):
    assert inside(lambda: socket.socketpair(socket.AF_UNIX, kind)) == "EPERM"


def test_a_pair_of_streams_carries_descriptors_and_gets_no_name():
    def deed():
        one, other = socket.socketpair()
        socket.send_fds(one, [b"x"], [0])
        assert socket.recv_fds(other, 1, 1)[0] == b"x"
        one.bind("\0name")

    assert inside(deed) == "EPERM"


def test_locks_do_nothing_and_nobody_learns_which_there_are(tmp_path):
    path = tmp_path / "file"
    path.touch()

    def deed():
        with open(path) as one, open(path) as other:
            fcntl.flock(one, fcntl.LOCK_EX)
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.lockf(one, fcntl.LOCK_SH)
            fcntl.fcntl(one, fcntl.F_GETLK, bytes(64))

    assert inside(deed) == "EINVAL"


def test_no_core_is_kept_from_others_and_writing_out_does_nothing():
    assert inside(lambda: raw(157, 62, 1, 0, 0, 0)) == "EINVAL"
    assert inside(lambda: (os.sync(), raw(306, -1))[1]) == "0"
