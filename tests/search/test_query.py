"""How a search that was typed is read."""

from __future__ import annotations

import contextlib
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.errors import BadQuery
from lfmsearch.search import query
from lfmsearch.search.field import FIELDS, SUPPORTED, moments
from lfmsearch.types import Filter, Query

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2024, 5, 15, 14, 30, tzinfo=BERLIN)  # a Wednesday


def read(raw: str, *, now: datetime = NOW, week_start: int = 0) -> Query:
    return query.parse(raw, now=now, week_start=week_start)


def only(raw: str) -> Filter:
    [found] = read(raw).filters
    return found


def days(raw: str, **options: int) -> tuple[str, str]:
    """The first day of a date query and the first one after it, as `2024-03-01`; empty when open."""
    bounds = {item.op: item.value[:10] for item in query.parse(raw, now=NOW, **options).filters}
    return bounds.get(">=", ""), bounds.get("<", "")


def refusal(raw: str) -> str:
    with pytest.raises(BadQuery) as caught:
        read(raw)
    return f"{caught.value.message} {caught.value.hint}"


def test_plain_words_are_kept_as_typed_and_in_order() -> None:
    """A question is its words, and all of it is what is embedded."""
    found = read("Where is the plumber's invoice, from last spring?")

    assert found.words == ("Where", "is", "the", "plumber's", "invoice", "from", "last", "spring")
    assert found.text == "Where is the plumber's invoice, from last spring?"
    assert found.filters == found.phrases == found.any_of == found.without == ()


def test_every_operator_has_its_place() -> None:
    """Phrases, exclusions, prefixes, groups and filters stand beside each other in one query."""
    found = read('"rent increase" -draft -"old lease" inv* red OR blue OR "dark green" kind:mail letter')

    assert found.phrases == ("rent increase",)
    assert found.without == ("draft", "old lease")
    assert found.words == ("inv*", "letter")
    assert found.any_of == (("red", "blue", "dark green"),)
    assert found.filters == (Filter("kind", "=", "mail"),)
    assert found.text == "rent increase inv red blue dark green letter"


@pytest.mark.parametrize(
    "quotes", ["“ ”", "„ “", "„ ”", "” ”", "« »", "» «", "‹ ›", '" "', "＂ ＂", "「 」", "『 』", "〝 〟"]
)
def test_smart_quotes_are_quotes(quotes: str) -> None:
    """What a word processor or a phone makes of a quote is one."""
    opening, closing = quotes.split()

    assert read(f"{opening}rent increase{closing} flat").phrases == ("rent increase",)


def test_a_quote_that_is_never_closed_runs_to_the_end() -> None:
    """While a phrase is being typed it is already one."""
    assert read('letter "rent incr').phrases == ("rent incr",)
    assert read('letter subject:"rent incr').filters == (Filter("subject", "=", "rent incr"),)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("https://example.org/a", ("https", "example.org", "a")),
        ("mailto:anna@example.org", ("mailto", "anna@example.org")),
        ("at 12:30 sharp", ("at", "12:30", "sharp")),
        (r"C:\Users\anna", ("C", "Users", "anna")),
        ("std::vector", ("std", "vector")),
        ("note: buy milk", ("note", "buy", "milk")),
        ('5" pipe', ("5", "pipe")),
        ("Portland OR", ("Portland", "or")),
        ("**bold** e-mail #house", ("bold", "e-mail", "house")),
        ("C++ (C#) for .NET, section C.", ("C++", "C#", "for", ".NET", "section", "C")),
        ("--verbose - flag", ("verbose", "flag")),
        ("Rechnung？ (東京の天気)", ("Rechnung", "東京の天気")),
        ("العربية مَرْحَبًا", ("العربية", "مَرْحَبًا")),
        ("cafe\u0301", ("café",)),
    ],
)
def test_what_only_looks_like_an_operator_is_text(raw: str, words: tuple[str, ...]) -> None:
    """Addresses, times, paths, code and punctuation are searched for, not obeyed."""
    found = read(raw)

    assert found.words == words
    assert found.filters == found.phrases == found.without == ()


@pytest.mark.parametrize(
    ("raw", "same"),
    [
        ("請求書　kind：mail", "請求書 kind:mail"),
        ("ｋｉｎｄ：ｍａｉｌ　－下書き", "kind:mail -下書き"),
        ("invoice −draft", "invoice -draft"),
        ("「家賃 値上げ」 type：pdf，docx", '"家賃 値上げ" type:pdf,docx'),
        ("여행＊ date：２０２４－０３", "여행* date:2024-03"),
        ("لماذا ارتفع الإيجار؟", "لماذا ارتفع الإيجار"),
        ("الإيجار \u200fkind:mail،note", "الإيجار kind:mail,note"),
        ("from:\u200fأحمد\u200f date:٢٠٢٤-٠٣", "from:أحمد date:2024-03"),
        ("factura date:2024-01…2024-06", "factura date:2024-01..2024-06"),
        ("larger:１０ｍｂ", "larger:10mb"),
        ("¿dónde está la «factura nueva»?", '¿dónde está la "factura nueva"?'),
    ],
)
def test_signs_are_read_as_the_keyboard_gives_them(raw: str, same: str) -> None:
    """Full-width signs and spaces, another script's digits and commas, marks of direction: all mean what their plain forms do."""
    for part in ("words", "phrases", "without", "filters"):
        assert getattr(read(raw), part) == getattr(read(same), part)


def test_quoted_text_is_never_a_field() -> None:
    """Quotes are the way to look for a colon."""
    assert read('"foo:bar"').phrases == ("foo:bar",)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("tpye:pdf", "There is no field “tpye:”. Did you mean “type:”?"),
        ("sender:anna", "There is no field “sender:”. Did you mean “from:”?"),
        ("-folder:x", "Did you mean “in:”?"),
        ("foo:bar", '"foo:bar"'),
        ("kind:maill", "“kind:maill” does not fit. Did you mean “kind:mail”?"),
        ("kind:mail,nota", "“kind:nota” does not fit. Did you mean “kind:note”?"),
        ("date:2024-13", "“date:2024-13” is not a date"),
        ("date:2023-02-29", "is not a date"),
        ("before:soon", "Write one of 2024, 2024-03"),
        ("after:2024..2025", "is not a date"),
        ("date:2025..2024", "is not a date"),
        ("date:..", "is not a date"),
        ("date:9999y", "is not a date"),
        ("larger:big", "Write larger:10mb"),
        ("has:teeth", "Write has:attachment"),
        ("in:~anybody/../x/..", "Write in:~/Documents"),
        ("in:a/../b", "Write in:~/Documents"),
        ('thread:"a b"', "Write thread:12"),
        ('from:""', "“from:” needs a value"),
        ("lang:klingon", "lang"),
        ("kind:mail OR invoice", "OR cannot join “kind:mail” and “invoice”"),
        ("before:2020 OR after:2024", "different fields"),
        ("red OR -blue", "left out"),
        ("-draft", "only says what to leave out"),
        ("!!!", "There is nothing to look for in “!!!”."),
        ("???" * 50, "…”"),
        ('""', "There is nothing to look for in"),
        ("  ", "the query is empty"),
    ],
)
def test_what_has_no_meaning_is_named_and_put_right(raw: str, sentence: str) -> None:
    """Nothing is ignored: the message says what was wrong, the hint how to write it."""
    assert sentence in refusal(raw)


def test_every_field_reads_its_value_into_one_form() -> None:
    """However it is spelt, a value has one normal form."""
    found = read(
        "kind:Mails,note ext:.PDF label:House from:Ánna subject:'Rent larger:1.5MB smaller:2kib has:attachments"
    )

    assert found.filters == (
        Filter("kind", "=", "mail"),
        Filter("kind", "=", "note"),
        Filter("type", "=", "pdf"),
        Filter("tag", "=", "house"),
        Filter("from", "=", "ánna"),
        Filter("subject", "=", "'rent"),
        Filter("has", "=", "attachment"),
        Filter("size", ">=", "1500000"),
        Filter("size", "<", "2048"),
    )


def test_a_minus_before_a_field_excludes() -> None:
    """`-field:` is the opposite of `field:`, for bounds too."""
    assert only("-kind:mail") == Filter("kind", "!=", "mail")
    assert only("-larger:1kb") == Filter("size", "<", "1000")
    assert only("-after:2024") == only("before:2024")
    assert only("-date:2024").op == "!="


def test_folders_are_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    """`~` is the home, a dot the current folder; quotes hold spaces, and bytes that are no text stay."""
    monkeypatch.setenv("HOME", "/home/anna")
    monkeypatch.setenv("USERPROFILE", "/home/anna")

    assert only("in:~/Work/").value == str(Path("/home/anna/Work").absolute())
    assert only('in:"~/My Work"').value == str(Path("/home/anna/My Work").absolute())
    assert only("in:./a/../b").value == str(Path.cwd() / "b")
    assert only("in:/srv/\udcff").value == "/srv/\udcff"


@pytest.mark.parametrize("typed", ["in:Work/2024", "in:Work/2024/", "in:Work//2024"])
def test_a_bare_name_is_any_folder_of_that_name(typed: str) -> None:
    """Where it lies need not be known; several names are one below the other."""
    assert only(typed).value == "Work/2024"


@pytest.mark.parametrize(
    ("raw", "first", "after"),
    [
        ("date:2024", "2024-01-01", "2025-01-01"),
        ("date:2024-03", "2024-03-01", "2024-04-01"),
        ("date:2023-12", "2023-12-01", "2024-01-01"),
        ("date:2024-03-01", "2024-03-01", "2024-03-02"),
        ("date:2024/3/1", "2024-03-01", "2024-03-02"),
        ("date:2024-01..2024-06", "2024-01-01", "2024-07-01"),
        ("date:2024-06..", "2024-06-01", ""),
        ("date:..2024-06", "", "2024-07-01"),
        ("date:lastmonth..today", "2024-04-01", "2024-05-16"),
        ("date:today", "2024-05-15", "2024-05-16"),
        ("date:yesterday", "2024-05-14", "2024-05-15"),
        ("date:thisweek", "2024-05-13", "2024-05-20"),
        ("date:lastweek", "2024-05-06", "2024-05-13"),
        ("date:thismonth", "2024-05-01", "2024-06-01"),
        ('date:"last month"', "2024-04-01", "2024-05-01"),
        ("date:this-year", "2024-01-01", "2025-01-01"),
        ("date:lastyear", "2023-01-01", "2024-01-01"),
        ("date:7d", "2024-05-08", "2024-05-16"),
        ("date:2w", "2024-05-01", "2024-05-16"),
        ("date:3m", "2024-02-15", "2024-05-16"),
        ("date:1y", "2023-05-15", "2024-05-16"),
        ("after:2024-03", "2024-03-01", ""),
        ("before:2024-03", "", "2024-03-01"),
        ("before:2024 after:2020", "2020-01-01", "2024-01-01"),
        ("after:2024 after:2020", "2020-01-01", ""),
        ("date:2024 after:2024-06", "2024-06-01", "2025-01-01"),
    ],
)
def test_dates_are_half_open_spans_of_whole_days(raw: str, first: str, after: str) -> None:
    """A named day, month or year is wholly inside; `before:` ends where it begins, `after:` starts there."""
    assert days(raw) == (first, after)


def test_months_shorten_to_their_last_day() -> None:
    """A month before the 31st is the 30th where there is no 31st."""
    found = query.parse("after:1m", now=datetime(2024, 3, 31, 12, tzinfo=UTC))

    assert found.filters[0].value.startswith("2024-02-29")


def test_weeks_begin_where_the_user_has_them() -> None:
    """With Sunday first, this week began on Sunday."""
    assert days("date:thisweek", week_start=6) == ("2024-05-12", "2024-05-19")


def test_days_begin_at_midnight_where_the_user_is() -> None:
    """Winter days have the winter's offset, summer days the summer's."""
    assert only("after:2024-01-01").value == "2024-01-01T00:00:00+01:00"
    assert only("after:2024-07-01").value == "2024-07-01T00:00:00+02:00"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system's zone cannot be set from a process here")
def test_the_present_offset_is_not_taken_for_the_whole_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """`now().astimezone()` carries today's offset alone; other days follow the system's rules."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        winter = datetime(2024, 1, 10, 12, tzinfo=UTC).astimezone()
        found = query.parse("after:2024-07-01", now=winter).filters[0]
    finally:
        monkeypatch.undo()
        time.tzset()

    assert found.value == "2024-07-01T00:00:00+02:00"


def test_several_dates_are_either_of_them() -> None:
    """Two years asked for are two spans, which `moments` gives in seconds."""
    found = read("date:2022 date:2024").filters

    assert [item.op for item in found] == ["in", "in"]
    assert [moments(item) for item in found] == [
        (datetime(year, 1, 1, tzinfo=BERLIN).timestamp(), datetime(year + 1, 1, 1, tzinfo=BERLIN).timestamp())
        for year in (2022, 2024)
    ]


def test_ten_thousand_words_are_read_at_once_and_capped() -> None:
    """A pasted text costs little, is looked up by its first words, and that is said."""
    raw = " ".join(f"word{i}" for i in range(10_000))

    found = read(raw)
    started = time.perf_counter()
    read(raw)
    took = time.perf_counter() - started

    assert len(found.words) == query.MAX_WORDS
    assert len(found.text) <= query.MAX_TEXT
    assert query.notices(found) == ("Only the first 64 of 10000 different words are looked up.",)
    assert took < 20, "measured 0.04 s on two slow cores; quadratic work would take minutes"


@pytest.mark.parametrize("piece", ['"', 'a"', "-", "a-", "OR ", "a OR ", "'", "a:: ", "\x00", "\udcff"])
def test_no_pile_of_signs_is_slow(piece: str) -> None:
    """Reading is linear: a hundred thousand signs are read or refused in moments."""
    started = time.process_time()
    with contextlib.suppress(BadQuery):
        read(piece * (100_000 // len(piece)) + "b")
    assert time.process_time() - started < 20


def test_more_filters_than_make_sense_are_refused() -> None:
    """What narrows a search is never dropped: too much of it is an error."""
    assert "65 filters; 64 is the most" in refusal(" ".join(f"tag:t{i}" for i in range(65)))
    assert "65 exclusions" in refusal("a " + " ".join(f"-x{i}" for i in range(65)))


def test_notices_are_silent_when_all_was_used() -> None:
    """Sixty-four different words, some of them twice, are all looked up."""
    assert query.notices(read(" ".join(f"w{i} w{i}" for i in range(64)))) == ()


def test_the_reading_is_told_in_sentences() -> None:
    """`--explain` names every part once."""
    told = query.described(
        read('plumber inv* "rent increase" red OR blue -draft kind:mail kind:note date:2024-03 -type:pdf')
    )

    assert told == [
        "By words and by meaning: plumber",
        "By words that begin with: inv",
        "By words, one of: red or blue",
        "Word for word: “rent increase”",
        "Nothing that says: draft",
        "Only kind: mail or note",
        "Only date: from 2024-03-01 and before 2024-04-01",
        "Not type: pdf",
    ]


def test_every_field_that_can_be_typed_is_answered_or_refused_by_name() -> None:
    """No field is understood and then forgotten."""
    examples = {"kind": "mail", "in": "/a", "date": "2024", "before": "2024", "after": "2024", "has": "attachment"}
    for field in FIELDS:
        value = examples.get(field, "10" if field in ("larger", "smaller") else "de")
        try:
            assert {item.field for item in read(f"{field}:{value}").filters} <= SUPPORTED
        except BadQuery as error:
            assert f"“{field}:”" in error.message  # noqa: PT017 - which of the two it is depends on the field


WORD = st.text(st.sampled_from("abcdeéßñ東京のж"), min_size=1, max_size=6)
PHRASE = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
VALUE = st.one_of(
    st.sampled_from(
        ["kind:mail", "kind:note", "-kind:file", "type:pdf", "-ext:md", "larger:1mb", "-smaller:5kb", "has:attachment"]
    ),
    st.sampled_from(
        [
            "date:2024",
            "date:2023-02..2023-05",
            "-date:7d",
            "after:lastmonth",
            "-after:today",
            "before:2025",
            "in:/a/b",
            "in:Work",
            "thread:12",
        ]
    ),
    PHRASE.map(lambda words: f'from:"{words}"'),
)
TERM = st.one_of(
    WORD,
    WORD.map(lambda word: word + "*"),
    WORD.map(lambda word: f"-{word}"),
    PHRASE.map(lambda words: f'"{words}"'),
    PHRASE.map(lambda words: f'-"{words}"'),
    st.lists(PHRASE.map(lambda words: f'"{words}"'), min_size=2, max_size=3).map(" OR ".join),
    st.sampled_from(["OR", "12:30", "a/b", "std::x", "note:", '5"', "(kind:mail"]),
    VALUE,
)


@given(st.lists(TERM, min_size=1, max_size=8).map(" ".join))
def test_what_is_written_back_reads_the_same(raw: str) -> None:
    """A query, written back and read again, is the same query; only its text may stand in another order."""
    try:
        first = read(raw)
    except BadQuery:
        return

    written = query.unparse(first)
    second = read(written, now=NOW + timedelta(days=400))

    for part in ("words", "any_of", "phrases", "without", "filters"):
        assert getattr(second, part) == getattr(first, part), written
    assert query.unparse(second) == written


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_a_sentence(raw: str) -> None:
    """No text breaks the reading, and what is embedded or looked up can be stored as UTF-8."""
    try:
        found = read(raw)
    except BadQuery as error:
        assert error.message.endswith((".", "?"))  # noqa: PT017 - most texts are read, few refused
        return

    assert found.words or found.any_of or found.phrases or found.filters
    " ".join((found.text, *found.words, *found.phrases, *found.without)).encode()
    query.described(found)


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        ("lang:de", ["de"]),
        ("lang:German", ["de"]),
        ("lang:pt-BR,eng", ["pt", "en"]),
        ("lang:nb", ["no"]),
        ("lang:nynorsk", []),
        ("lang:nn lang:nor", ["no"]),
        ("lang:tlh", ["tlh"]),
    ],
)
def test_a_language_is_named_by_code_or_in_english(raw: str, codes: list[str]) -> None:
    """Both written Norwegians are one; a country behind the code says nothing."""
    if not codes:
        assert "Write lang:de" in refusal(raw)
    else:
        assert [(item.field, item.op, item.value) for item in read(raw).filters] == [
            ("lang", "=", code) for code in codes
        ]
