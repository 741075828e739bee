"""Both sides read one protocol: what an undamaged worker may send, the judge's side takes."""

import ast
import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import sympy

from autograder.isolation import protocol, worker
from autograder.isolation.protocol import ACCEPTED, ARRAY_TYPES, ASSUMPTIONS, MAX_FRAME, MAX_MARKS, SENT, Tag
from autograder.isolation.wire import decode, encode, parse
from autograder.isolation.wire.decode import _READERS
from autograder.isolation.worker.decode import decode as worker_decode
from autograder.isolation.worker.encode import TooLarge
from autograder.isolation.worker.encode import encode as worker_encode

TAGS = {tag for name, tag in vars(Tag).items() if name.isupper()}
WORKER = sorted(Path(worker.__file__).parent.glob("*.py"))


def frame(value):
    return json.dumps({"results": [["value", worker_encode(value)]]}, separators=(",", ":")).encode()


def nested(depth):
    value = 0
    for _ in range(depth):
        value = [value]
    return value


def test_the_judge_reads_exactly_the_tags_of_the_protocol():
    assert set(_READERS) == TAGS


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(ACCEPTED)])
def test_a_worker_sends_no_more_than_the_judge_takes(field):
    assert getattr(SENT, field) <= getattr(ACCEPTED, field)


LARGEST = {
    "items": lambda: [None] * (SENT.items - 1),
    "complex numbers": lambda: [0.1 + 0.1j] * (SENT.items - 1),
    "depth": lambda: nested(SENT.depth),
    "text": lambda: "\u2713" * SENT.text,
    "integer": lambda: -(2**SENT.integer_bits - 1),
    "array": lambda: np.zeros(SENT.array_items),
    "complex array": lambda: np.zeros(protocol.MAX_ARRAY_BYTES // 16, dtype=complex),
    "terms": lambda: sympy.Add(*sympy.symbols(f"x:{SENT.nodes - 1}")),
    "name": lambda: sympy.Symbol("x" * 2 * SENT.name),
}


@pytest.mark.parametrize("kind", sorted(LARGEST))
def test_the_largest_value_that_a_worker_sends_is_taken(kind):
    value = LARGEST[kind]()
    body = frame(value)
    assert len(body) <= MAX_FRAME
    assert sum(map(body.count, (b",", b"[", b"{"))) <= MAX_MARKS
    taken = decode(parse(body)["results"][0][1])
    assert type(taken) is type(value) or kind in ("terms", "name")


TOO_LARGE = {
    "items": lambda: [None] * SENT.items,
    "depth": lambda: nested(SENT.depth + 1),
    "text": lambda: "x" * (SENT.text + 1),
    "integer": lambda: 2**SENT.integer_bits,
    "array": lambda: np.zeros(SENT.array_items + 1),
    "complex array": lambda: np.zeros(protocol.MAX_ARRAY_BYTES // 16 + 1, dtype=complex),
    "terms": lambda: sympy.Add(*sympy.symbols(f"x:{SENT.nodes}")),
}


@pytest.mark.parametrize("kind", sorted(TOO_LARGE))
def test_the_worker_itself_says_what_is_too_large(kind):
    with pytest.raises(TooLarge):
        worker_encode(TOO_LARGE[kind]())


@pytest.mark.parametrize("kind", ARRAY_TYPES)
def test_arrays_of_every_kind_go_both_ways(kind):
    array = np.array([0, 1]).astype({"b": bool}.get(kind, ARRAY_TYPES[kind]))
    for read in (decode(worker_encode(array)), worker_decode(encode(array))):
        assert read.dtype == array.dtype
        assert (read == array).all()


@pytest.mark.parametrize("assumption", ASSUMPTIONS)
def test_every_assumption_arrives(assumption):
    sent = decode(worker_encode(sympy.Symbol("x", **{assumption: True})))
    assert assumption in sent.data.assumptions


@pytest.mark.parametrize("path", WORKER, ids=lambda path: path.name)
def test_a_worker_imports_nothing_of_ours_once_it_is_confined(path):
    tree = ast.parse(path.read_text())
    for function in [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.Lambda))]:
        for node in ast.walk(function):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.startswith("autograder")]
