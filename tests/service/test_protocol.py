"""What crosses between a service and its clients: values as plain JSON, messages as lines."""

from __future__ import annotations

import inspect
import json
from dataclasses import FrozenInstanceError, dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service.engines import EXPLANATION, OPENING, PASSAGE, PICTURE, PREVIEW, RESULTS, SOURCE, STATUS, SUMMARY, WHY

from lfmsearch import errors
from lfmsearch.errors import BadQuery, LfmsearchError, ServiceFailed, ServiceNotRunning, UserError
from lfmsearch.service import protocol
from lfmsearch.service.outbox import Outbox
from lfmsearch.service.protocol import (
    BadMessageError,
    Event,
    Fault,
    Hello,
    Lines,
    Reply,
    Request,
    decode,
    encode,
    error_of,
    fault_of,
)
from lfmsearch.service.values import BadValueError, from_plain, to_plain
from lfmsearch.service.verbs import arguments_of, verbs
from lfmsearch.system.opening import Opening
from lfmsearch.types import Hit, Passage, Preview, Results, Source, SourceSummary, Status, Why

# Any text there is, single surrogates (names of files that are not text) included.
TEXT = st.text(st.characters(categories=None), max_size=12)
NUMBERS = st.floats(allow_nan=False)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
ZONES = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=st.none() | ZONES)  # noqa: DTZ001


def values_of(kind):
    """Any value of a type annotation."""
    simple = {object: PLAIN, str: TEXT, float: NUMBERS, int: st.integers(), bool: st.booleans(), datetime: MOMENTS}
    origin, parts = get_origin(kind), get_args(kind)
    if kind in simple:
        return simple[kind]
    if kind is type(None):
        return st.none()
    if origin is Literal:
        return st.sampled_from(parts)
    if origin is dict:
        return st.dictionaries(TEXT, values_of(parts[1]), max_size=2)
    if origin is tuple and parts[1:] == (...,):
        return st.lists(values_of(parts[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values_of, parts))
    if origin is not None:
        return st.one_of(*map(values_of, parts))
    return st.deferred(lambda: st.builds(kind, **{k: values_of(part) for k, part in get_type_hints(kind).items()}))


def over_the_wire(kind, value):
    """The value after it has crossed."""
    message = decode(encode(Reply(1, to_plain(value))).rstrip(b"\n"))
    return from_plain(kind, message.result)


@pytest.mark.parametrize("kind", [Results, Status, Passage, Why, SourceSummary, Preview, Source, Opening, Hit])
def test_every_value_comes_back_as_it_was(kind):
    """Whatever its fields hold, also names that are not text."""

    @given(values_of(kind))
    def crosses(value):
        assert over_the_wire(kind, value) == value

    crosses()


def test_the_answers_of_a_full_index_come_back_as_they_were():
    """The same classes, tuples where there were tuples, offsets of dates kept."""
    for value in (RESULTS, EXPLANATION, STATUS, PASSAGE, PICTURE, WHY, SUMMARY, PREVIEW, SOURCE, OPENING):
        back = over_the_wire(type(value), value)
        assert back == value
        assert repr(back) == repr(value)
        with pytest.raises(FrozenInstanceError):
            setattr(back, next(iter(to_plain(value))), 1)


@given(PLAIN)
def test_arguments_of_any_plain_kind_cross(value):
    """Lines end at their end alone, whatever is in them."""
    line = encode(Request(3, "search", {"query": value}))

    assert line.count(b"\n") == 1
    assert decode(line[:-1]) == Request(3, "search", {"query": value})


@pytest.mark.parametrize(
    ("kind", "plain", "says"),
    [
        (Source, {"path": "/a", "colour": "red"}, "no field 'colour'"),
        (Source, {"kind": "folder"}, "needs a field 'path'"),
        (Source, {"path": 3}, "Source.path: This should be text"),
        (Source, ["/a"], "an object"),
        (int, True, "a whole number"),
        (int, 1.5, "a whole number"),
        (float, True, "a number"),
        (float | None, "1", "a number"),
        (tuple[int, int], [1], "2 items"),
        (tuple[str, ...], "abc", "a list"),
        (datetime, "yesterday", "no date"),
        (dict[str, int], {"a": "b"}, "a whole number"),
        (type(None), 1, "null"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(kind, plain, says):
    """Nothing is taken for something else."""
    with pytest.raises(BadValueError, match=says):
        from_plain(kind, plain)


def test_a_literal_takes_its_own_words_alone():
    """`mode` is one of three."""
    with pytest.raises(UserError, match="one of both, words, meaning"):
        arguments_of("search", {"query": "x", "mode": "guess"})


def test_what_another_version_wrote_is_read_as_far_as_it_is_known():
    """New fields are left out, missing ones are empty; what is there counts."""
    plain = {**to_plain(STATUS), "mood": "good"}
    del plain["coverage"], plain["chunks"], plain["generation"], plain["problems"], plain["reranker"]

    read = from_plain(Status, plain, lenient=True)

    assert (read.version, read.state, read.chunks, read.problems) == (STATUS.version, "reading", 0, ())
    assert read.coverage.documents == 0


def test_a_value_of_ours_that_has_no_plain_form_is_a_bug():
    """It is not turned into text by chance."""

    @dataclass
    class Odd:
        thing: object

    for value in (Odd({1, 2}), Odd(b""), Odd({1: 2})):
        with pytest.raises(TypeError, match="no plain form"):
            to_plain(value)


@pytest.mark.parametrize(
    "message",
    [
        Hello("1.2", 1, 4711, "/home/\udcff"),
        Request(1, "status"),
        Reply(7, {"a": [1, None]}),
        Reply(8, error=Fault("bad-query", "No.", "Yes.")),
        Event("progress", {"done": 3, "total": None}),
    ],
)
def test_every_message_comes_back(message):
    """One line each."""
    assert decode(encode(message).removesuffix(b"\n")) == message


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"GET / HTTP/1.1",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"hello": 1}',
        b'{"greeting": {}}',
        b'{"request": {"id": 1}, "reply": {"id": 1}}',
        b'{"request": {"verb": "status"}}',
        b'{"request": {"id": "1", "verb": "status"}}',
        b"[" * 100_000,
        b'{"request": ' + b"9" * 10_000 + b"}",
    ],
)
def test_a_line_that_is_no_message_is_told_from_one(line):
    """Nor does it bring anything down."""
    with pytest.raises(BadMessageError) as caught:
        decode(line)

    assert caught.value.request is None


def test_a_request_that_is_only_misshapen_keeps_its_number():
    """So that it can be answered."""
    with pytest.raises(BadMessageError, match="colour") as caught:
        decode(b'{"request": {"id": 5, "verb": "status", "colour": "red"}}')

    assert caught.value.request == 5


def test_what_a_later_service_adds_to_its_messages_is_passed_over():
    """Its greeting has to be understood to say that it is another."""
    line = b'{"hello": {"version": "2", "protocol": 9, "pid": 1, "home": "/", "mood": "good"}}'

    assert decode(line) == Hello("2", 9, 1, "/")


@given(st.lists(st.binary().filter(lambda line: b"\n" not in line)), st.data())
def test_lines_are_cut_wherever_the_bytes_were(lines, data):
    """However they arrive, in halves or many at once."""
    sent = b"".join(line + b"\n" for line in lines)
    cutter, got = Lines(), []
    while sent:
        size = data.draw(st.integers(1, len(sent)))
        got += cutter.feed(sent[:size])
        sent = sent[size:]

    assert got == lines


def test_a_line_without_end_is_refused_before_it_fills_the_memory():
    """At its limit, not one piece later."""
    cutter = Lines(largest=10)

    assert cutter.feed(b"12345") == []
    assert cutter.feed(b"67890\nabc") == [b"1234567890"]
    with pytest.raises(BadMessageError, match="10 bytes"):
        cutter.feed(b"defghijkl")
    with pytest.raises(BadMessageError):
        Lines(largest=10).feed(b"12345678901\n")


def test_an_answer_that_is_too_large_is_said_and_not_sent(monkeypatch):
    """Nobody would take it."""
    monkeypatch.setattr(protocol, "LARGEST_FRAME", 1000)

    with pytest.raises(ServiceFailed, match="more than fits"):
        encode(Reply(1, "x" * 1000))


def errors_of_ours():
    """Every class of `lfmsearch.errors`."""
    return [kind for kind in vars(errors).values() if inspect.isclass(kind) and issubclass(kind, LfmsearchError)]


@pytest.mark.parametrize("kind", errors_of_ours())
def test_every_error_comes_back_as_what_it_was(kind):
    """Class, sentence and hint."""
    back = error_of(decode(encode(Reply(1, error=fault_of(kind("No\udcff.", "Yes."))))[:-1]).error)

    assert type(back) is kind
    assert (back.message, back.hint, back.exit_code) == ("No\udcff.", "Yes.", kind.exit_code)


def test_the_kinds_of_errors_are_all_different():
    """A kind names one class."""
    kinds = [kind.kind for kind in errors_of_ours()]

    assert len(set(kinds)) == len(kinds)


def test_bugs_and_unknown_errors_are_failures_of_the_service():
    """With what is known of them."""
    bug = error_of(fault_of(ZeroDivisionError("by zero")))
    unknown = error_of(Fault("moon-phase", "Wrong moon.", "Wait."))

    assert type(bug) is ServiceFailed
    assert "ZeroDivisionError: by zero" in bug.message
    assert (type(unknown), unknown.message) == (ServiceFailed, "Wrong moon.")
    assert ServiceNotRunning("").exit_code == 3


def test_the_verbs_are_those_of_the_engine():
    """Each with its arguments by name."""
    asked = "search similar suggest explain passage picture resolve why launch status sources"
    remembered = "recent remember not_this clear_history"
    changed = "add change_source remove preview index_now pause resume subscribe stop"
    set_up = "discover left_out problems read_again models fetch_model cancel_model import_model cost_of_model use_model erase"

    assert set(verbs()) == {*asked.split(), *remembered.split(), *changed.split(), *set_up.split()}
    assert arguments_of("add", {"path": "/a", "include": ["*.md"]}) == {"path": "/a", "include": ("*.md",)}
    assert arguments_of("pause", {"seconds": 5, "because": "lunch"}) == {"seconds": 5.0, "because": "lunch"}
    assert arguments_of("change_source", {"path": "/a", "exclude": None}) == {"path": "/a", "exclude": None}


@pytest.mark.parametrize(
    ("verb", "given_", "says"),
    [
        ("explode", {}, "no verb “explode”"),
        ("__init__", {}, "no verb"),
        ("search", {}, "needs the argument “query”"),
        ("search", {"query": "x", "colour": 1}, "takes no argument “colour”"),
        ("search", {"query": "x", "limit": "ten"}, "“limit” of “search” does not fit"),
        ("status", {"self": 1}, "takes no argument"),
    ],
)
def test_a_wrong_request_is_the_callers_error(verb, given_, says):
    """Its sentence names what is wrong."""
    with pytest.raises(UserError, match=says) as caught:
        arguments_of(verb, given_)
    assert not isinstance(caught.value, BadQuery)


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_the_latest_progress_wins_and_nothing_else_is_lost():
    """In the order in which things happened."""
    outbox = Outbox(clock=Clock())
    for number in range(1000):
        outbox.put({"event": "progress", "done": number})
        if number % 250 == 0:
            outbox.put({"event": "problem", "number": number})
    outbox.put({"event": "state", "state": "idle"})

    taken = outbox.take()

    assert [event.get("number", event["event"]) for event in taken] == [0, 250, 500, 750, "progress", "state"]
    assert taken[-2]["done"] == 999


def test_an_outbox_of_a_hopeless_reader_closes():
    """And holds nothing any more; progress alone never does that."""
    outbox = Outbox(most=5)
    for number in range(1000):
        outbox.put({"event": "progress", "done": number})
    for number in range(4):
        outbox.put({"event": "problem", "number": number})
    assert len(outbox.take()) == 5

    for number in range(6):
        outbox.put({"event": "problem", "number": number})
    outbox.put({"event": "state"})

    assert outbox.take() == []


def test_last_words_come_through():
    """What was put before the end is taken, and then it ends."""
    outbox = Outbox()
    outbox.put({"event": "state", "state": "idle"})
    outbox.close()
    outbox.put({"event": "state", "state": "late"})

    assert outbox.take() == [{"event": "state", "state": "idle"}]
    assert outbox.take() == []


def test_a_message_is_json_for_anybody():
    """Other programs read it without lfmsearch."""
    assert json.loads(encode(Request(1, "search", {"query": "寒い"}))) == {
        "request": {"id": 1, "verb": "search", "arguments": {"query": "寒い"}}
    }
    assert from_plain(datetime, to_plain(datetime(2024, 3, 1, tzinfo=UTC))) == datetime(2024, 3, 1, tzinfo=UTC)
