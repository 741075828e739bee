"""Build and run the image for real: a root file system of its own, Gradescope's layout, half a CPU and 768 MB.

    autograder build
    sudo .venv/bin/python benchmarks/gradescope_image.py --mirror URL [--suite bookworm] [--base TARBALL_OR_FOLDER]

Makes a Debian root file system with debootstrap (or copies `--base`), unpacks dist/gradescope/<problem>.zip into its
/autograder/source, runs setup.sh in it, then run_autograder for five submissions: as root without CAP_SYS_ADMIN, under
a container's system-call filter, in a control group (version 1) of Gradescope's smallest size. Prints the time of the
build, the size of the image, a table of outcomes, wall times and peak memory, and every mark that differs from
`autograder grade`. Ubuntu's mirror serves as well where it can be reached: `--suite jammy`. The caller's pip
configuration and certificates are copied into the image, so that pip reaches the same package index.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[1]
CGROUPS = Path("/sys/fs/cgroup")
MEMORY, CPU_SHARE = 768 * 2**20, 0.5
SCHEMA = json.loads((ROOT / "tests" / "package" / "gradescope_schema.json").read_text())
ENDLESS = "def q1a_null_direction(a):\n    while True:\n        pass"
BOMB = "hoard = []\nwhile True:\n    hoard.append(bytearray(20_000_000))"


def main() -> None:
    """Build, run, check, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mirror", default="", help="address of the distribution's mirror, as in its sources list")
    parser.add_argument("--suite", default="bookworm")
    parser.add_argument("--base", type=Path, help="a root file system made earlier")
    parser.add_argument("--problem", default="p1_normalizing_flows")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="image-", dir="/var/tmp") as folder:
        image = Path(folder) / "root"
        if options.base:
            subprocess.run(["cp", "-a", options.base, image], check=True)
        else:
            subprocess.run(["debootstrap", "--variant=minbase", "--include=ca-certificates", options.suite, image,
                            *filter(None, [options.mirror])], check=True, stdout=subprocess.DEVNULL)  # fmt: skip
        before = size_of(image)
        lend_pip_settings(image)
        with mounted(image):
            seconds = set_up(image, options.problem)
            shown = subprocess.run(
                ["chroot", image, "python3", "--version"], capture_output=True, text=True, check=True
            )
            print(f"{shown.stdout.strip()}, image built in {seconds:.0f} s; {before / 2**20:.0f} MiB before, "
                  f"{size_of(image) / 2**20:.0f} MiB after")  # fmt: skip
            print(f"{'submission':<12} {'✓':>3} {'status':>6} {'seconds':>8} {'peak MiB':>9}  message")
            for name, notebook in submissions(options.problem).items():
                report(image, name, notebook, options.problem)


def size_of(folder: Path) -> int:
    """Bytes on disk."""
    done = subprocess.run(["du", "-sx", "--block-size=1", folder], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[0])


def lend_pip_settings(image: Path) -> None:
    """Copy pip's configuration and the certificates that it and others are told to use."""
    named = [os.environ.get(key, "") for key in ("PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")]
    for path in {
        "/etc/pip.conf",
        "/etc/resolv.conf",
        "/etc/hosts",
        os.path.expanduser("~/.config/pip/pip.conf"),
        *named,
    }:
        if path and Path(path).is_file():
            target = image / path.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)


@contextlib.contextmanager
def mounted(image: Path) -> Iterator[None]:
    """What a container mounts: /proc, /dev, and its own limits below /sys."""
    limits = image / "sys" / "fs" / "cgroup" / "memory"
    points = [image / "proc", image / "dev", image / "sys", image / "dev" / "shm"]
    subprocess.run(["mount", "-t", "proc", "proc", points[0]], check=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "none", points[1]], check=True)
    for name, minor in (("null", 3), ("zero", 5), ("full", 7), ("random", 8), ("urandom", 9)):
        subprocess.run(["mknod", "-m", "666", points[1] / name, "c", "1", str(minor)], check=True)
    subprocess.run(["mknod", "-m", "666", points[1] / "tty", "c", "5", "0"], check=True)
    for name, target in (
        ("fd", "/proc/self/fd"),
        ("stdin", "/proc/self/fd/0"),
        ("stdout", "/proc/self/fd/1"),
        ("stderr", "/proc/self/fd/2"),
    ):
        (points[1] / name).symlink_to(target)
    points[3].mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=1777,size=64m", "none", points[3]], check=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "none", points[2]], check=True)
    limits.mkdir(parents=True)
    (limits / "memory.limit_in_bytes").write_text(f"{MEMORY}\n")
    try:
        yield
    finally:
        for point in reversed(points):
            subprocess.run(["umount", "-l", point], check=False)


def inside(image: Path, *command: str, lowered: bool = False) -> list[str]:
    """A command line that runs in the image with a clean environment; lowered, with a container's rights only."""
    keep = [
        f"{k}={v}"
        for k, v in os.environ.items()
        if k.startswith("PIP_") or k.lower().endswith("_proxy") or k.endswith("_CERT_FILE")
    ]
    clean = ["env", "-i", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", *keep]
    levels = [sys.executable, str(ROOT / "tests" / "attacks" / "levels.py"), "container"] if lowered else []
    return [*levels, "chroot", str(image), *clean, *command]


def set_up(image: Path, problem: str) -> float:
    """Unpack the zip as Gradescope does, and run its setup.sh."""
    source = image / "autograder" / "source"
    source.mkdir(parents=True)
    with zipfile.ZipFile(ROOT / "dist" / "gradescope" / f"{problem}.zip") as archive:
        archive.extractall(source)
    for folder in ("submission", "results"):
        (image / "autograder" / folder).mkdir()
    started = time.monotonic()
    subprocess.run(inside(image, "bash", "/autograder/source/setup.sh"), check=True)
    shutil.copy(source / "run_autograder", image / "autograder" / "run_autograder")
    (image / "autograder" / "run_autograder").chmod(0o755)
    return time.monotonic() - started


def submissions(problem: str) -> dict[str, str]:
    """The five notebooks as text."""
    model = (ROOT / "dist" / "solutions" / f"{problem}.ipynb").read_text()
    empty = (ROOT / "dist" / "student" / f"{problem}.ipynb").read_text()

    def with_cell(source: str) -> str:
        notebook = json.loads(model)
        cell: dict[str, object] = {
            "cell_type": "code",
            "id": "last",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": source,
        }
        notebook["cells"].append(cell)
        return json.dumps(notebook)

    return {
        "model": model,
        "untouched": empty,
        "broken": model[: len(model) // 2],
        "endless": with_cell(ENDLESS),
        "bomb": with_cell(BOMB),
    }


def report(image: Path, name: str, notebook: str, problem: str) -> None:
    """Grade one submission under Gradescope's limits, check its results, and print a line."""
    home = image / "autograder"
    shutil.rmtree(home / "submission")
    shutil.rmtree(home / "results")
    for folder in ("submission", "results"):
        (home / folder).mkdir()
    (home / "submission" / f"{problem}.ipynb").write_text(notebook)
    (home / "submission_metadata.json").write_text('{"id": 1, "users": [], "assignment": {"total_points": "8.0"}}')
    group = f"gradescope-{os.getpid()}-{name}"
    memory, cpu = CGROUPS / "memory" / group, CGROUPS / "cpu" / group
    memory.mkdir()
    cpu.mkdir()
    (memory / "memory.limit_in_bytes").write_text(str(MEMORY))
    (cpu / "cpu.cfs_quota_us").write_text(str(int(CPU_SHARE * 100_000)))
    enter = f'echo $$ > {memory}/cgroup.procs; echo $$ > {cpu}/cgroup.procs; exec "$@"'
    started = time.monotonic()
    command = inside(image, "/autograder/run_autograder", lowered=True)
    done = subprocess.run(["bash", "-c", enter, "bash", *command], check=False, capture_output=True, text=True)
    seconds = time.monotonic() - started
    peak = int((memory / "memory.max_usage_in_bytes").read_text())
    output = json.loads((home / "results" / "results.json").read_text())
    jsonschema.validate(output, SCHEMA)
    figures = f"{output['score']:>3} {done.returncode:>6} {seconds:>8.1f} {peak / 2**20:>9.0f}"
    print(f"{name:<12} {figures}  {output['output'][:90]!r}")
    compare(name, output, home / "submission" / f"{problem}.ipynb")
    memory.rmdir()
    cpu.rmdir()


def compare(name: str, output: dict[str, object], notebook: Path) -> None:
    """The same marks as `autograder grade`, or a line that says where they differ."""
    command = [sys.executable, "-m", "autograder", "grade", "--json", str(notebook)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    expected = {t["id"]: t["earned"] for t in json.loads(done.stdout)["ticks"]} if done.returncode in (0, 7) else {}
    got = {t["number"]: t["score"] for t in output["tests"] if t.get("number", "0") != "0"}  # type: ignore[attr-defined]
    if got != expected:
        print(f"  {name}: `autograder grade` gives other marks: {expected} instead of {got}")


if __name__ == "__main__":
    main()
