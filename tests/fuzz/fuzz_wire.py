"""Coverage-guided fuzzing of the wire, run by hand.

    pip install atheris
    python tests/fuzz/fuzz_wire.py -max_total_time=600 -timeout=5 -rss_limit_mb=600 corpus/

`corpus/` is any folder; a new one is filled with well-formed frames first. An input is the body of a frame. It has to
parse and decode to a value the judge may have, or raise one of the wire's errors; everything else, five seconds, or
600 MB are a finding, which atheris writes to a `crash-`, `timeout-` or `oom-` file.
"""

import json
import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "package")]

with atheris.instrument_imports(include=["autograder.isolation.wire", "json", "base64"]):
    from autograder.isolation.wire import WireError, decode, encode, parse
from support.wire_values import HOSTILE, array, require_allowed  # noqa: E402 - atheris comes first

from autograder.isolation.wire.expr import apply, number, symbol  # noqa: E402


def seeds():
    """Frames of every tag."""
    x = symbol("x", "real")
    tree = apply("Add", x, apply("Mul", number(3), apply("exp", apply("Pow", x, number(2)))))
    values = [None, True, -5, 2**70, 0.1, float("nan"), 1j, "text", [1, (2, [])], {"a": 1, 2: [3.5]}, tree]
    for value in values:
        yield json.dumps(encode(value)).encode()
    for kind in "biufc":
        yield json.dumps(array(kind, [2, 1])).encode()
    yield json.dumps(["set", [["int", "0x1"], ["str", "a"]]]).encode()
    yield from (b'["ellipsis"]', b'["function"]', b'["opaque","DataFrame"]', b'{"results":[["value",["none"]]]}')
    yield from (body for body in HOSTILE.values() if len(body) < 2_000)


def one_input(body):
    """The promise: a plain value or an error of the wire."""
    try:
        value = decode(parse(body))
    except WireError:
        return
    require_allowed(value)


def main():
    """Fill an empty corpus, then fuzz."""
    for argument in sys.argv[1:]:
        folder = Path(argument)
        if not argument.startswith("-") and not folder.exists():
            folder.mkdir(parents=True)
            for index, body in enumerate(seeds()):
                (folder / f"seed-{index:02}").write_bytes(body)
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
