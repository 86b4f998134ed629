from __future__ import annotations

import pytest
from extract.build import R, W, archive, docx, paragraph, pdf, pptx, relations, xlsx
from extract.reading import document

from lfmsearch.errors import ExtractError
from lfmsearch.types import Locator, Person


def test_a_word_file_gives_headings_tables_boxes_and_notes():
    """Headings by style, outline level and inheritance; a text box once; footnotes under their name."""
    row = "<w:tr>" + "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Valve", "30")) + "</w:tr>"
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        f"<w:txbxContent>{paragraph('in a box')}</w:txbxContent></mc:Choice><mc:Fallback>{paragraph('in a box')}</mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>around it</w:t></w:r></w:p>"
    )
    data = docx(
        paragraph("Boiler", "berschrift1")
        + paragraph("Pressure is 1.5 bar.")
        + paragraph("Costs", "Child")
        + f"<w:tbl>{row}{row}</w:tbl>"
        + box,
        title="The lease",
        more={"word/footnotes.xml": f"<w:footnotes {W}>{paragraph('a note')}</w:footnotes>"},
        links=[("f", "footnotes", "footnotes.xml")],
    )

    found = document(data, "lease.docx")

    assert (found.type, found.title, found.people, found.tags) == (
        "docx",
        "The lease",
        (Person("Anna Rossi", "", "author"),),
        ("rent", "home"),
    )
    assert found.date is not None
    assert found.date.isoformat() == "2024-03-01T09:12:00+00:00"
    assert [(item.text, item.headings, item.style) for item in found.sections] == [
        ("Pressure is 1.5 bar.", ("Boiler",), "prose"),
        ("Valve | 30\nValve | 30", ("Boiler", "Costs"), "table"),
        ("in a box\n\naround it", ("Boiler", "Costs"), "prose"),
        ("a note", ("Footnotes",), "prose"),
    ]


def test_a_word_file_is_known_by_its_content():
    """The name does not matter; a zip of something else is no letter, whatever it is called."""
    assert document(docx(paragraph("words")), "letter.zip").type == "docx"
    with pytest.raises(ExtractError, match="the parts that such a file has are missing"):
        document(archive({"a.txt": "words"}), "a.docx")


def test_hostile_xml_is_refused():
    """Entities, endless nesting and broken XML end with one sentence."""
    entities = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
    )
    bomb = docx("", more={"word/document.xml": f"{entities}]><w:document {W}><w:p><w:t>&j;</w:t></w:p></w:document>"})
    deep = docx("<w:tbl><w:tr><w:tc>" * 5000)
    outside = docx("", more={"word/document.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'})

    for data, reason in ((bomb, "no valid XML"), (deep, "nested too deeply"), (outside, "no valid XML")):
        with pytest.raises(ExtractError, match=reason):
            document(data, "a.docx")


def test_what_was_read_before_the_damage_is_kept():
    """A part that breaks off gives its beginning and a problem."""
    data = docx(paragraph("One", "berschrift1") + paragraph("kept") + paragraph("Two", "berschrift1") + "<w:p><w:r>")

    found = document(data, "a.docx")

    assert [item.text for item in found.sections] == ["kept"]
    assert found.problem.endswith("What was read until then is kept.")


def test_a_workbook_gives_its_rows():
    """Shared and inline strings, numbers as shown, dates and times in ISO, empty columns kept, rows counted."""
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>Due</t></is></c></row>'
        '<row r="3"><c r="A3"><v>1200</v></c><c r="C3" s="1"><v>45352</v></c><c r="D3" s="2"><v>0.375</v></c>'
        '<c r="E3" t="b"><v>1</v></c><c r="F3"><v>0.30000000000000004</v></c></row>'
        '<row r="90"><c r="A90" t="str"><v>far below</v></c></row>'
    )

    found = document(xlsx(rows, strings=["Rent", "Paid"]), "rent.xlsx").sections

    assert [(item.text, item.locator, item.headings, item.style) for item in found] == [
        (
            "Rent | Paid | Due\n\n1200 |  | 2024-03-01 | 09:00 | TRUE | 0.3",
            Locator(sheet="Rent", row=1),
            ("Rent",),
            "table",
        ),
        ("far below", Locator(sheet="Rent", row=90), ("Rent",), "table"),
    ]


def test_a_sparse_sheet_stays_small():
    """A cell in the first and one in the last place are two cells."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'

    found = document(xlsx(rows), "sparse.xlsx").sections

    assert [(item.locator.row, len(item.text) < 200) for item in found] == [(1, True), (1048576, True)]


def test_slides_come_in_the_order_of_the_show():
    """Each slide is a Section under its title, its notes below it; slide numbers are left out."""
    found = document(pptx([("Boiler", "1.5 bar"), ("Car", "red")], notes="say hello"), "talk.pptx")

    assert found.title == "Boiler"
    assert [(item.text, item.headings, item.locator.slide) for item in found.sections] == [
        ("1.5 bar", ("Boiler",), 1),
        ("say hello", ("Boiler", "Notes"), 1),
        ("red", ("Car",), 2),
    ]


def test_a_pdf_gives_its_pages():
    """Pages with their numbers, empty ones left out; title, author, date and tags from its own record."""
    found = document(pdf("The lease of the flat", "", "Signed in March", title="The lease"), "scan_12.pdf")

    assert [(item.text, item.locator) for item in found.sections] == [
        ("The lease of the flat", Locator(page=1)),
        ("Signed in March", Locator(page=3)),
    ]
    assert (found.title, found.people, found.tags) == (
        "The lease",
        (Person("Anna Rossi", "", "author"),),
        ("rent", "home"),
    )
    assert found.date is not None
    assert found.date.isoformat() == "2024-03-01T09:12:00+01:00"


def test_what_was_filled_into_a_form_is_text():
    """Form fields are read as they are shown."""
    assert "Anna was here" in document(pdf("Name of tenant", field="Anna was here"), "form.pdf").sections[0].text


def test_a_page_that_was_taken_out_of_a_form_is_read_as_it_shows():
    """Its fields are still on it, though the file names no form."""
    data = pdf("Name of tenant", field="Anna was here").replace(b"/AcroForm", b"/NoLonger")

    assert "Anna was here" in document(data, "page.pdf").sections[0].text


def test_a_scan_says_that_it_has_no_text():
    """A PDF without words is a Document with a problem, not a failure."""
    found = document(pdf("", ""), "scan.pdf")

    assert found.sections == ()
    assert found.problem == "It has no text layer."


def test_an_empty_office_file_says_that_it_has_no_text():
    """A file that gives no words is a Document with a problem."""
    assert document(docx(""), "a.docx").problem == "It has no text."
    notes = {"word/footnotes.xml": f"<w:footnotes {W}>{paragraph('')}</w:footnotes>"}
    assert (
        document(docx("", more=notes, links=[("f", "footnotes", "footnotes.xml")]), "b.docx").problem
        == "It has no text."
    )


def test_a_protected_pdf_says_so():
    """A password is named as the reason."""
    with pytest.raises(ExtractError, match="protected by a password"):
        document(pdf("secret", encrypt=True), "locked.pdf")


def test_hyphens_at_line_ends_are_mended():
    """A word broken over two lines is one word; a hyphen before a capital stays."""
    from lfmsearch.extract.pdf import _HYPHEN, _joined

    assert _HYPHEN.sub(_joined, "pres\ufffe\r\nsure and Stress\ufffeEngineered") == "pressure and Stress-Engineered"


def test_parts_may_lie_anywhere_in_the_package():
    """The main part is found by its relation, not by its usual name."""
    data = archive(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(("a", "officeDocument", "/word/document2.xml")),
            "word/document2.xml": f"<w:document {W} {R}><w:body>{paragraph('found')}</w:body></w:document>",
        }
    )

    assert document(data, "a.docx").sections[0].text == "found"
