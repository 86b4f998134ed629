from __future__ import annotations

import pytest
from extract.build import archive
from extract.reading import document

from lfmsearch.errors import ExtractError
from lfmsearch.types import Locator, Person

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "draw", "presentation", "style", "meta")
)
_META = (
    f'<office:document-meta {_NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>The lease</dc:title>'
    "<meta:initial-creator>Anna Rossi</meta:initial-creator><dc:date>2024-03-01T09:12:00Z</dc:date>"
    "<meta:keyword>rent</meta:keyword><meta:keyword>home</meta:keyword></office:meta></office:document-meta>"
)


def odf(kind: str, body: str, *, meta: str = "", manifest: str = "<manifest/>") -> bytes:
    """An OpenDocument file of that kind whose body is this XML."""
    parts: dict[str, str | bytes] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {_NAMES}><office:automatic-styles>"
        '<style:style style:name="P7" style:parent-style-name="Title"/></office:automatic-styles>'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        "META-INF/manifest.xml": manifest,
    }
    return archive(parts | ({"meta.xml": meta} if meta else {}))


def test_a_text_gives_headings_tables_notes_and_its_record():
    """Headings by their level, mixed text whole, spaces and tabs kept, deleted text left out, tables as rows."""
    row = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in ("Valve", "30"))
    data = odf(
        "text",
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        '<text:h text:outline-level="1">Boiler</text:h>'
        '<text:p>Pressure <text:span>is</text:span><text:s text:c="2"/>1.5<text:tab/>bar.</text:p>'
        '<text:h text:outline-level="2">Costs</text:h>'
        f"<table:table><table:table-row>{row}</table:table-row><table:table-row>{row}</table:table-row></table:table>"
        '<text:h text:outline-level="1">Nothing here</text:h>',
        meta=_META,
    )

    found = document(data, "lease.odt")

    assert (found.type, found.title, found.people, found.tags) == (
        "odt",
        "The lease",
        (Person("Anna Rossi", "", "author"),),
        ("rent", "home"),
    )
    assert found.date is not None
    assert found.date.isoformat() == "2024-03-01T09:12:00+00:00"
    assert [(item.text, item.headings, item.style) for item in found.sections] == [
        ("Pressure is  1.5\tbar.", ("Boiler",), "prose"),
        ("Valve | 30\nValve | 30", ("Boiler", "Costs"), "table"),
        ("Nothing here", (), "prose"),
    ]


def test_a_paragraph_set_as_title_is_the_title():
    """A text without a record is called what stands at its top."""
    assert document(odf("text", '<text:p text:style-name="P7">My will</text:p>'), "a.odt").title == "My will"


def test_a_spreadsheet_gives_its_rows():
    """Sheets by name, dates in ISO, repeated rows and cells counted and not written out."""
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    data = odf(
        "spreadsheet",
        '<table:table table:name="Rent">'
        f"<table:table-row>{cell.format('Month')}{cell.format('Paid')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="100"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        f"<table:table-row>{cell.format('May')}"
        '<table:table-cell office:value-type="date" office:date-value="2024-05-02"><text:p>2/5/24</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>',
    )

    assert [(item.text, item.locator, item.headings) for item in document(data, "rent.ods").sections] == [
        ("Month | Paid", Locator(sheet="Rent", row=1), ("Rent",)),
        ("May | 2024-05-02", Locator(sheet="Rent", row=102), ("Rent",)),
    ]


def test_slides_stand_under_their_titles():
    """Each slide with its number; notes below it; a slide of nothing but a title is found by it."""
    frame = '<draw:frame presentation:class="{}"><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>'
    data = odf(
        "presentation",
        f"<draw:page>{frame.format('title', 'Boiler')}{frame.format('outline', '1.5 bar')}"
        f"<presentation:notes>{frame.format('notes', 'say hello')}</presentation:notes></draw:page>"
        f"<draw:page>{frame.format('title', 'Car')}</draw:page>",
    )

    found = document(data, "talk.odp")

    assert found.title == "Boiler"
    assert [(item.text, item.headings, item.locator) for item in found.sections] == [
        ("1.5 bar", ("Boiler",), Locator(slide=1)),
        ("say hello", ("Boiler", "Notes"), Locator(slide=1)),
        ("Car", (), Locator(slide=2)),
    ]


def test_a_protected_text_says_so():
    """What the manifest says to be encrypted is not called damaged."""
    locked = "<m><file-entry><encryption-data/></file-entry></m>"

    with pytest.raises(ExtractError, match="protected by a password"):
        document(odf("text", "", manifest=locked), "a.odt")


def test_hostile_xml_is_refused():
    """Entities, endless nesting and broken XML end with one sentence; what came before the damage is kept."""
    entities = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
    )
    bomb = archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"{entities}]><p>&j;</p>"})

    with pytest.raises(ExtractError, match="no valid XML"):
        document(bomb, "a.odt")
    with pytest.raises(ExtractError, match="nested too deeply"):
        document(odf("text", "<text:p>" * 5000), "a.odt")
    kept = document(
        odf("text", '<text:p>kept</text:p><text:h text:outline-level="1">One</text:h><text:p>broken'), "a.odt"
    )
    assert [item.text for item in kept.sections] == ["kept", "One"]
    assert kept.problem.endswith("What was read until then is kept.")
