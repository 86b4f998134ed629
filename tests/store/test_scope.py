"""Every filter of the query language, as the store answers it."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from datetime import UTC, datetime

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st
from store.filled import Filled, file

from lfmsearch.errors import BadQuery
from lfmsearch.search.field import SUPPORTED
from lfmsearch.search.query import parse
from lfmsearch.store.scope import EVERYTHING, _file_named, folded, register_functions, scope_of
from lfmsearch.types import Filter, Person

NOW = datetime(2024, 5, 5, tzinfo=UTC)


@pytest.fixture
def things(filled: Filled) -> Filled:
    """Five things that every filter tells apart."""

    def at(day: str) -> int:
        return int(datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp())

    lease = replace(
        file("Lease.pdf"),
        type="pdf",
        language="pt",
        size=2_000_000,
        tags=("Öl", "Flat"),
        people=(Person("José Ruiz", "", "author"),),
    )
    filled.put("/home/anna/Work/Lease.pdf", lease, texts=["lease"], moment=at("2023-06-01"))
    mail = replace(
        file("Rent increase", key="mid:1"),
        kind="mail", type="eml", size=3_000,
        people=(Person("Bob", "bob@example.org", "from"), Person("Anna", "anna@example.org", "to"), Person("Cy", "cy@x.org", "cc")),
    )  # fmt: skip
    part = replace(file("Table.xlsx"), kind="attachment", type="xlsx", size=900, member="1:Table.xlsx", parent="")
    filled.put("/home/anna/Mail/1.eml", mail, part, texts=["rent"], moment=at("2024-03-01"))
    filled.put(
        "/home/anna/Worklog.md",
        replace(file("Worklog"), type="md", size=10, language="no"),
        texts=["log"],
        moment=at("2024-04-30"),
    )
    note = replace(file("Note"), kind="note", type="md", size=20)
    filled.put("/home/anna/Work/caf\udce9/Übung.md", note, texts=["note"], moment=at("2022-01-01"))
    return filled


ALL = {"Lease.pdf", "Rent increase", "Table.xlsx", "Worklog", "Note"}


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("kind:mail", {"Rent increase"}),
        ("kind:attachment kind:note", {"Table.xlsx", "Note"}),
        ("-kind:file", {"Rent increase", "Table.xlsx", "Note"}),
        ("type:md", {"Worklog", "Note"}),
        ("type:md,pdf", {"Worklog", "Note", "Lease.pdf"}),
        ("ext:md kind:file", {"Worklog"}),
        ("-type:md -type:pdf", {"Rent increase", "Table.xlsx"}),
        ("in:/home/anna/Work", {"Lease.pdf", "Note"}),
        ("in:/home/anna/Work/", {"Lease.pdf", "Note"}),
        ("in:/home/anna/Work/Lease.pdf", {"Lease.pdf"}),
        ("in:/", ALL),
        ("-in:/home/anna/Work", {"Rent increase", "Table.xlsx", "Worklog"}),
        ("in:/home/anna/Mail in:/home/anna/Worklog.md", {"Rent increase", "Table.xlsx", "Worklog"}),
        ("date:2024-03", {"Rent increase", "Table.xlsx"}),
        ("date:2023 date:2022", {"Lease.pdf", "Note"}),
        ("-date:2024", {"Lease.pdf", "Note"}),
        ("after:2024-04", {"Worklog"}),
        ("before:2023-01-01", {"Note"}),
        ("after:2023 before:2024", {"Lease.pdf"}),
        ("date:2023-01..2024-03", {"Lease.pdf", "Rent increase", "Table.xlsx"}),
        ("larger:1mb", {"Lease.pdf"}),
        ("smaller:15", {"Worklog"}),
        ("larger:15 smaller:1kb", {"Note", "Table.xlsx"}),
        ("has:attachment", {"Rent increase"}),
        ("-has:attachment", ALL - {"Rent increase"}),
        ("name:LEASE", {"Lease.pdf"}),
        ("name:ubung", {"Note"}),
        ("name:table", {"Table.xlsx"}),
        ("from:bob", {"Rent increase", "Table.xlsx"} - {"Table.xlsx"}),
        ("from:jose", {"Lease.pdf"}),
        ("to:anna@example.org", {"Rent increase"}),
        ("to:cy", {"Rent increase"}),
        ("cc:cy", {"Rent increase"}),
        ("cc:anna", set()),
        ('subject:"rent incr"', {"Rent increase"}),
        ("tag:ÖL", {"Lease.pdf"}),
        ("tag:flat", {"Lease.pdf"}),
        ("lang:pt", {"Lease.pdf"}),
        ("lang:Norwegian", {"Worklog"}),
        ("lang:nn", {"Worklog"}),
        ("lang:pt,no kind:file", {"Lease.pdf", "Worklog"}),
        ("-lang:pt -lang:nb", ALL - {"Lease.pdf", "Worklog"}),
        ("label:flat tag:none", {"Lease.pdf"}),
        ("-tag:flat", ALL - {"Lease.pdf"}),
    ],
)
def test_a_filter_lets_through_what_it_says(things: Filled, typed: str, titles: set[str]) -> None:
    """As typed: the same field twice is either, different fields are both, minus excludes."""
    scope = scope_of(parse(typed, now=NOW).filters)

    found = things.reader.documents(things.reader.newest(scope, 99))

    assert {document.title for document in found.values()} == titles


LETTERS = st.text('aAbäßＡ"\\\n .@/:', max_size=4)


@given(name=LETTERS, address=LETTERS, wanted=LETTERS)
def test_people_are_found_by_any_letters_of_name_and_address(name: str, address: str, wanted: str) -> None:
    """Whatever case and accents they have, and whatever stands beside them."""
    with contextlib.closing(apsw.Connection(":memory:")) as connection:
        register_functions(connection)
        connection.execute("CREATE TABLE document (id INTEGER PRIMARY KEY, people TEXT)")
        people = json.dumps([["from", name, address]], ensure_ascii=False)
        connection.execute("INSERT INTO document (people) VALUES (?)", (people,))
        scope = scope_of([Filter("from", "=", wanted)])

        found = connection.execute(scope.sql, scope.values).fetchall()

    assert bool(found) == (folded(wanted) in folded(f"{name} {address}"))


@given(path=LETTERS, member=LETTERS, wanted=LETTERS)
def test_names_are_found_by_any_letters(path: str, member: str, wanted: str) -> None:
    """Of a file, or of what lies in it."""
    with contextlib.closing(apsw.Connection(":memory:")) as connection:
        register_functions(connection)
        connection.execute("CREATE TABLE document (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT NOT NULL)")
        connection.execute("CREATE TABLE place (document_id INTEGER, file_id INTEGER, member TEXT NOT NULL)")
        connection.execute("INSERT INTO document VALUES (1)")
        connection.execute("INSERT INTO file VALUES (1, ?)", (f"/home/{path}",))
        connection.execute("INSERT INTO place VALUES (1, 1, ?)", (member,))
        scope = scope_of([Filter("name", "=", wanted)])

        found = connection.execute(scope.sql, scope.values).fetchall()

    assert bool(found) == _file_named(f"/home/{path}", member, folded(wanted))


def test_the_newest_come_first_and_no_more_than_wanted(things: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many of the last ones are looked at before the rest is."""
    scope = scope_of(parse("kind:file", now=NOW).filters)
    everything = things.reader.newest(scope, 99)

    for last in range(5):
        monkeypatch.setattr("lfmsearch.store.reader._LAST", last)
        assert [things.reader.newest(scope, limit) for limit in (1, 2, 99)] == [
            everything[:1],
            everything[:2],
            everything,
        ]


def test_a_folder_whose_name_is_no_text_can_be_searched(things: Filled) -> None:
    """Its bytes are compared as they are stored."""
    scope = scope_of([Filter("in", "=", "/home/anna/Work/caf\udce9")])

    assert len(things.reader.newest(scope, 99)) == 1


def test_no_filter_is_everything() -> None:
    """And costs no SQL."""
    assert scope_of([]) is EVERYTHING


def test_every_field_of_the_query_language_is_answered_or_refused() -> None:
    """What search says it supports the store knows; anything else is an error, never ignored."""
    values = {"date": "2024-01-01T00:00:00+00:00", "size": "1", "has": "attachment"}
    for field in SUPPORTED:
        op = ">=" if field in ("date", "size") else "="
        assert scope_of([Filter(field, op, values.get(field, "x"))]).sql, field

    with pytest.raises(BadQuery, match="colour"):
        scope_of([Filter("colour", "=", "red")])


def test_values_are_bound_and_never_sql(things: Filled) -> None:
    """A quote in a value is a quote."""
    for field in ("kind", "type", "in", "name", "from", "to", "cc", "subject", "tag"):
        scope = scope_of([Filter(field, "=", "x' OR 1=1 --")])
        assert things.reader.newest(scope, 99) == []
