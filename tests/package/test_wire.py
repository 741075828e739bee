"""Whatever a worker writes, the judge gets a plain value or one of the wire's errors, in bounded time and memory."""

import contextlib
import json
import socket
import struct
import threading
import time
import tracemalloc

import numpy as np
import pytest
import sympy
from hypothesis import example, given
from hypothesis import strategies as st
from support.wire_values import ANY_JSON, ARRAYS, ENCODED, HONEST, HOSTILE, MARKERS, require_allowed, same, wire_text

from autograder.checks.engine.evaluate import evaluate
from autograder.grading.answers import FunctionProxy
from autograder.grading.answers.proxy import WorkerConnection
from autograder.isolation.sandbox import Budget, WorkerGone, WorkerProcess
from autograder.isolation.wire import (
    ConnectionClosed,
    Deadline,
    FrameTimeout,
    Opaque,
    Quota,
    WireError,
    WireLimit,
    decode,
    encode,
    parse,
    receive,
    send,
)
from autograder.isolation.worker import decode as worker_decode
from autograder.isolation.worker import encode as worker_encode
from autograder.record.losses import TickLost

BUDGET = Budget(cell_seconds=0.1, call_seconds=0.1, tick_seconds=0.3)


def taken(body):
    """What the judge makes of a frame: a value it may have, or None for an error of the wire."""
    try:
        value = decode(parse(body))
    except WireError:
        return None
    require_allowed(value)
    return value


@given(st.binary(max_size=200))
def test_any_bytes_are_a_plain_value_or_an_error_of_the_wire(body):
    taken(body)


@given(ENCODED)
def test_any_tree_of_tags_is_a_plain_value_or_an_error_of_the_wire(data):
    taken(wire_text(data))


@given(ENCODED, st.data())
def test_a_frame_with_bytes_changed_is_a_plain_value_or_an_error_of_the_wire(data, choices):
    body = bytearray(wire_text(data)[:2_000])
    for _ in range(choices.draw(st.integers(1, 4))):
        body[choices.draw(st.integers(0, len(body) - 1))] = choices.draw(st.sampled_from(b'[]{},:"\\0-9x\xff\x00e.'))
    taken(bytes(body))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_frame_costs_little_memory(name):
    body = HOSTILE[name]
    tracemalloc.start()
    try:
        taken(body)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 150 * 2**20


REFUSED = """
    nested lists|unclosed lists|many empty lists|many objects|nested objects|a repeated key|NaN|Infinity|a fraction|
    a huge exponent|a long integer|broken UTF-8|an overlong encoding|a byte order mark|UTF-16|nothing|trailing data|
    a comment|rows without columns|columns without rows|negative counts|colliding members|colliding keys|
    many small hash tables|long colliding tuples|an array as key|a forward reference|a node that is its own child|
    wide nodes|a deep tree|many large trees|a zero denominator|an enormous exponent|an enormous precision|a float out of range|a long text|
    commas in a text
"""


@pytest.mark.parametrize("name", [part.strip() for part in REFUSED.split("|")])
def test_a_hostile_frame_is_refused(name):
    with pytest.raises(WireError):
        decode(parse(HOSTILE[name]))


# Both sides speak one language


@given(HONEST)
def test_what_the_worker_writes_the_judge_reads(value):
    assert same(decode(parse(json.dumps(worker_encode.encode(value)).encode())), value)


@given(HONEST)
def test_what_the_judge_writes_the_worker_reads(value):
    assert same(worker_decode.decode(json.loads(json.dumps(encode(value)))), value)


@given(ARRAYS)
def test_arrays_of_every_type_arrive_with_their_shape_and_values(value):
    for read in (decode(worker_encode.encode(value)), worker_decode.decode(encode(value))):
        assert read.shape == value.shape and read.dtype.kind == value.dtype.kind
        assert np.array_equal(read, value, equal_nan=value.dtype.kind in "fc")


@given(st.sets(st.one_of(st.integers(), st.text(alphabet="abc"))))
def test_sets_arrive(value):
    assert decode(worker_encode.encode(value)) == value == decode(worker_encode.encode(frozenset(value)))


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (np.int64(2**62 + 1), 2**62 + 1),
        (np.uint8(7), 7),
        (np.float32(0.5), 0.5),
        (np.longdouble(0.5), 0.5),
        (np.clongdouble(1 + 2j), 1 + 2j),
        (np.complex64(1j), 1j),
        (np.bool_(True), True),
        (np.str_("a"), "a"),
        (range(3), [0, 1, 2]),
        ({1: 2}.keys(), [1]),
        (np.array([None, 1], dtype=object), [None, 1]),
    ],
)
def test_numbers_and_collections_of_libraries_arrive_as_plain_ones(value, wanted):
    assert same(decode(worker_encode.encode(value)), wanted)


@pytest.mark.parametrize("value", [..., len, lambda: 0])
def test_markers_arrive(value):
    data = worker_encode.encode(value)
    assert decode(data) is MARKERS[tuple(data)]


def test_what_has_no_counterpart_arrives_as_opaque():
    class Secret0371:
        pass

    assert decode(worker_encode.encode(Secret0371())) == Opaque()
    assert decode(worker_encode.encode(sympy)) == Opaque("module")


_X = sympy.Symbol("x", positive=True)
_EXPRESSIONS = st.recursive(
    st.one_of(
        st.just(_X), st.just(sympy.pi), st.just(sympy.E), st.integers(-9, 9).map(sympy.Integer),
        st.fractions(-3, 3, max_denominator=9).map(lambda f: sympy.Rational(f.numerator, f.denominator)),
        st.floats(-3, 3, allow_subnormal=False).map(sympy.Float),
    ),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: sympy.Add(*p)), st.tuples(inner, inner).map(lambda p: sympy.Mul(*p)),
        st.tuples(st.sampled_from([sympy.erf, sympy.cos, sympy.atan, sympy.Abs]), inner).map(lambda p: p[0](p[1])),
        st.tuples(inner, inner).map(lambda p: sympy.Piecewise((p[0], _X > 1), (p[1], True))),
    ),
    max_leaves=8,
)  # fmt: skip


@given(_EXPRESSIONS)
@example(sympy.Float("1e-4000") * _X)
@example(sympy.Add(*(_X**k for k in range(60)), evaluate=False))
def test_expressions_arrive_with_their_value(tree):
    data = json.loads(json.dumps(worker_encode.encode(tree)))
    read = decode(data)
    require_allowed(read)
    assert encode(read) == data
    got, wanted = evaluate(read, {"x": 0.7}), tree.subs(_X, sympy.Float("0.7", 60)).evalf(30)
    assert abs(got - complex(wanted)) <= 1e-12 * (1 + abs(got))


# Frames


@pytest.fixture
def line():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def soon():
    return Deadline(time.monotonic() + 0.2)


def as_a_file_holds_it(message):
    """The same with question marks for lone surrogates."""
    return json.loads(json.dumps(message, ensure_ascii=False).encode("utf-8", "replace"))


@given(ANY_JSON)
def test_a_frame_that_was_sent_arrives_unless_it_is_not_strict(message):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        body = wire_text(message)
        threading.Thread(target=recite, args=(theirs, struct.pack(">I", len(body)) + body), daemon=True).start()
        try:
            assert receive(ours, deadline=soon()) == as_a_file_holds_it(message)
        except WireError:
            assert (
                b"\\ud" in body
                or any(mark in body for mark in (b".", b"e", b"NaN", b"Infinity", b"9", b"0"))
                or len(body) > 18
            )


@given(st.binary(max_size=60), st.booleans())
def test_a_stream_of_any_bytes_ends_at_the_deadline_or_before(data, closes):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(data)
        if closes:
            theirs.close()
        try:
            while True:
                receive(ours, deadline=Deadline(time.monotonic() + 0.01))
        except WireError:
            pass


def test_a_length_of_four_gigabytes_is_refused_before_anything_is_read(line):
    line[1].sendall(b"\xff\xff\xff\xff")
    with pytest.raises(WireLimit):
        receive(line[0], deadline=soon())


def test_a_writer_of_one_byte_at_a_time_is_left_at_the_deadline(line):
    def drip():
        try:
            for byte in struct.pack(">I", 1_000) + b" " * 1_000:
                theirs.sendall(bytes([byte]))
                time.sleep(0.02)
        except OSError:
            pass

    ours, theirs = line
    thread = threading.Thread(target=drip)
    thread.start()
    with pytest.raises(FrameTimeout):
        receive(ours, deadline=soon())
    ours.close()
    thread.join()


def test_a_reader_that_never_reads_is_left_at_the_deadline(line):
    with pytest.raises(FrameTimeout):
        send(line[0], ["x" * 10_000_000], deadline=soon())


def test_a_writer_that_ends_within_a_frame_is_noticed(line):
    line[1].sendall(struct.pack(">I", 100) + b"[1,")
    line[1].close()
    with pytest.raises(ConnectionClosed):
        receive(line[0], deadline=soon())


def test_values_that_are_kept_share_their_room(line):
    quota = Quota(size=100, marks=10)
    for _ in range(2):
        send(line[1], ["x" * 40], deadline=soon())
    receive(line[0], deadline=soon(), quota=quota)
    receive(line[0], deadline=soon(), quota=quota)
    send(line[1], ["x" * 40], deadline=soon())
    with pytest.raises(WireLimit):
        receive(line[0], deadline=soon(), quota=quota)


# A whole worker that lies


def frames(*messages):
    return b"".join(struct.pack(">I", len(body)) + body for body in map(wire_text, messages))


def recite(sock, script):
    """Write all, whoever reads, and hang up."""
    with sock, contextlib.suppress(OSError):
        sock.sendall(script)


def lying(script):
    """A worker whose answers were written beforehand and that hangs up afterwards, and what ends it."""
    ours, theirs = socket.socketpair()
    control, supervisor = socket.socketpair()
    supervisor.sendall(b'{"why": "exit 0"}\n')
    threading.Thread(target=recite, args=(theirs, script), daemon=True).start()
    return WorkerProcess(ours, control, BUDGET), (supervisor,)


def proxy_of(script):
    process, peers = lying(script)
    return FunctionProxy("f", WorkerConnection(process, BUDGET, time.monotonic() + 0.3), lambda *_: None), (
        process,
        *peers,
    )


_RESULTS = st.one_of(
    st.tuples(st.just("value"), ENCODED).map(list),
    st.tuples(st.sampled_from(["raised", "toolarge", "missing", "value", "other"]), ANY_JSON).map(list),
    ANY_JSON,
)


@given(
    st.lists(st.one_of(st.lists(_RESULTS, min_size=1, max_size=3).map(lambda r: {"results": r}), ANY_JSON), max_size=3)
)
def test_a_call_of_a_lying_worker_is_a_plain_value_or_costs_the_tick(messages):
    function, ends = proxy_of(frames(*messages))
    for calls in (1, 2, 3):
        try:
            for value in function.map([(1.0,)] * calls):
                if not isinstance(value, TickLost):
                    require_allowed(value)
        except TickLost as lost:
            assert len(lost.got) < 300  # noqa: PT017
    for end in ends:
        end.close()


_EVENTS = st.one_of(
    ANY_JSON,
    st.fixed_dictionaries(
        {"event": st.sampled_from(["start", "end", "ran", "", 3])},
        optional={"cell": st.one_of(st.integers(-2, 3), ANY_JSON), "error": st.one_of(st.none(), ANY_JSON)},
    ),
    ENCODED.map(lambda value: {"value": value}),
)


@given(st.lists(_EVENTS, max_size=6))
def test_running_and_reading_a_lying_worker_ends_in_records_or_in_its_loss(messages):
    process, ends = lying(frames(*messages))
    done, values = [], {}
    try:
        process.run([(0, "a = 1"), (1, "b = 2")], time.monotonic() + 0.3, done)
        process.snapshot(["a", "b"], time.monotonic() + 0.3, values, Quota())
    except WorkerGone as gone:
        assert isinstance(gone.why, str)  # noqa: PT017
    assert all(type(run.cell) is int and (run.error is None or len(run.error) == 2) for run in done)
    for end in (process, *ends):
        end.close()


def test_a_flood_of_events_ends(line):
    process, ends = lying(frames(*[{"event": "start", "cell": 0}] * 500))
    with pytest.raises(WorkerGone):
        process.run([(0, "a = 1")], time.monotonic() + 5, [])
    for end in (process, *ends):
        end.close()


@pytest.mark.parametrize("count", [0, 1, 3, 1_000])
def test_answers_with_another_number_of_results_cost_the_tick(count):
    function, ends = proxy_of(frames({"results": [["value", ["none"]]] * count}))
    with pytest.raises(TickLost):
        function.map([(1.0,), (2.0,)])
    for end in ends:
        end.close()


def test_a_batch_of_results_shares_the_limits_of_one_value():
    colliding = ["value", ["set", [["int", hex(k * (2**61 - 1))] for k in range(3_000)]]]
    function, ends = proxy_of(b"")
    read = function.map
    function._connection.worker.call = lambda *_: [colliding] * 20
    assert [isinstance(value, TickLost) for value in read([(1.0,)] * 20)] == [False] + [True] * 19
    for end in ends:
        end.close()


@pytest.mark.parametrize("body", [b'{"event": "end", "cell": 1, "error": ["ValueError", "\\ud800"]}', b'["expr", [["Symbol", ["\\ud800", []], []]]]', b'{"\\ud800": ["\\udc00x"]}'])  # fmt: skip
def test_whatever_arrives_can_be_written_to_a_file(body):
    json.dumps(parse(body), ensure_ascii=False).encode("utf-8")


def test_a_pair_of_surrogates_is_one_character():
    assert parse(b'["\\ud83d\\ude00"]') == ["\U0001f600"]
