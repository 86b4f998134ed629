"""What stands beside the text of Office files and PDFs: comments, notes, margins, boxes, charts, pictures' descriptions."""

from __future__ import annotations

import struct

import pytest
from extract.build import W, added, archive, compound, docx, paragraph, pdf, pptx, relations, xlsx
from extract.reading import document
from extract.test_compound import record
from extract.test_odf import _NAMES, odf

from lfmsearch.types import Locator

_CHART = (
    '<c:chartSpace xmlns:c="urn:c" xmlns:a="urn:a"><c:title><a:p><a:r><a:t>Costs by </a:t></a:r>'
    "<a:r><a:t>year</a:t></a:r></a:p></c:title>"
    "<c:cat><c:strCache><c:pt><c:v>boiler</c:v></c:pt><c:pt><c:v>pump</c:v></c:pt></c:strCache></c:cat>"
    "<c:val><c:numCache><c:pt><c:v>4711</c:v></c:pt></c:numCache></c:val></c:chartSpace>"
)
_BOX = (
    '<xdr:wsDr xmlns:xdr="urn:x" xmlns:a="urn:a"><xdr:cNvPr descr="a photo of the boiler"/>'
    "<a:p><a:r><a:t>mind the gap</a:t></a:r></a:p></xdr:wsDr>"
)


def test_a_comment_names_its_writer():
    """In a Word file, before what they wrote."""
    comment = f'<w:comments {W}><w:comment w:author="Ben">{paragraph("too dear")}{paragraph("really")}</w:comment></w:comments>'
    data = docx(paragraph("body"), more={"word/comments.xml": comment}, links=[("c", "comments", "comments.xml")])

    assert [(item.text, item.headings) for item in document(data, "a.docx").sections] == [
        ("body", ()),
        ("Ben: too dear\n\nreally", ("Comments",)),
    ]


def test_a_word_file_gives_charts_and_descriptions_of_pictures():
    """Labels of a chart without its figures; the alternative text of a picture where the picture stands."""
    drawing = '<w:drawing><wp:docPr xmlns:wp="urn:wp" descr="a photo of the boiler"/></w:drawing>'
    picture = f"<w:p><w:r><w:t>before</w:t>{drawing}</w:r></w:p>"
    data = docx(picture, more={"word/charts/chart1.xml": _CHART}, links=[("c", "chart", "charts/chart1.xml")])

    assert [item.text for item in document(data, "a.docx").sections] == [
        "before a photo of the boiler",
        "Costs by year\nboiler\npump",
    ]


def test_text_in_another_format_inside_a_word_file_is_its_text():
    """Programs put a whole page of HTML there and leave the rest to Word."""
    data = docx(
        paragraph("body"),
        more={"word/chunk.html": "<html><body><p>the table</p></body></html>"},
        links=[("h", "aFChunk", "chunk.html")],
    )

    assert [item.text for item in document(data, "a.docx").sections] == ["body", "the table"]


def test_a_workbook_gives_comments_boxes_charts_and_margins():
    """Under the name of their sheet; codes of headers are no text."""
    header = '<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"Rent&amp;R&amp;P of 9</oddHeader></headerFooter>'
    sheet = f"<worksheet><sheetData/>{header}</worksheet>"
    data = added(
        xlsx(""),
        {
            "xl/worksheets/sheet1.xml": sheet,
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                ("c", "comments", "../comments1.xml"), ("d", "drawing", "../drawings/drawing1.xml")
            ),
            "xl/comments1.xml": "<comments><comment><text><r><t>Ben:</t></r><r><t> too dear</t></r></text></comment></comments>",
            "xl/drawings/drawing1.xml": _BOX,
            "xl/drawings/_rels/drawing1.xml.rels": relations(("c", "chart", "../charts/chart1.xml")),
            "xl/charts/chart1.xml": _CHART,
        },
    )

    [found] = document(data, "a.xlsx").sections

    assert (
        found.text == "Rent of 9\n\nBen: too dear\n\na photo of the boiler\nmind the gap\n\nCosts by year\nboiler\npump"
    )
    assert (found.locator, found.headings) == (Locator(sheet="Rent"), ("Rent",))


def test_an_empty_sheet_is_found_by_its_name():
    """Nothing stands on it, and that is said."""
    found = document(xlsx("", sheet="Plumbers"), "a.xlsx")

    assert [item.text for item in found.sections] == ["Plumbers"]
    assert found.problem == "It has no text."


def test_slides_give_their_margins_once_and_what_stands_on_their_masters():
    """A footer is on every slide; a master's prompts are on none."""
    footer = '<p:sp><p:nvPr><p:ph type="ftr"/></p:nvPr><a:p><a:r><a:t>confidential</a:t></a:r></a:p></p:sp>'
    prompt = '<p:sp><p:nvPr><p:ph type="title"/></p:nvPr><a:p><a:r><a:t>Click to edit</a:t></a:r></a:p></p:sp>'
    logo = "<p:sp><a:p><a:r><a:t>Rossi Heating</a:t></a:r></a:p></p:sp>"
    name = 'xmlns:a="urn:a" xmlns:p="urn:p"'
    slides = {
        f"ppt/slides/slide{number}.xml": f"<p:sld {name}><p:sp><a:p><a:r><a:t>slide {number}</a:t></a:r></a:p></p:sp>{footer}</p:sld>"
        for number in (1, 2)
    }
    data = added(
        pptx([("", ""), ("", "")]),
        slides
        | {
            "ppt/slides/_rels/slide1.xml.rels": relations(("l", "slideLayout", "../slideLayouts/slideLayout1.xml")),
            "ppt/slideLayouts/slideLayout1.xml": f"<p:sldLayout {name}>{prompt}</p:sldLayout>",
            "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations(
                ("m", "slideMaster", "../slideMasters/slideMaster1.xml")
            ),
            "ppt/slideMasters/slideMaster1.xml": f"<p:sldMaster {name}>{prompt}{logo}</p:sldMaster>",
        },
    )

    assert [item.text for item in document(data, "a.pptx").sections] == [
        "slide 2",
        "slide 1",
        "confidential\n\nRossi Heating",
    ]


def test_slides_give_their_comments_charts_and_descriptions_of_pictures():
    """Each under its slide."""
    picture = '<p:pic><p:cNvPr descr="a photo of the boiler"/></p:pic>'
    data = added(
        pptx([("", "")]),
        {
            "ppt/slides/slide1.xml": f'<p:sld xmlns:p="urn:p">{picture}</p:sld>',
            "ppt/slides/_rels/slide1.xml.rels": relations(
                ("c", "comments", "../c1.xml"), ("d", "chart", "../chart1.xml")
            ),
            "ppt/c1.xml": "<p:cmLst xmlns:p='urn:p'><p:cm><p:text>too dear</p:text></p:cm></p:cmLst>",
            "ppt/chart1.xml": _CHART,
        },
    )

    assert [(item.text, item.headings) for item in document(data, "a.pptx").sections] == [
        ("a photo of the boiler", ()),
        ("too dear", ("Comments",)),
        ("Costs by year\nboiler\npump", ()),
    ]


def test_an_opendocument_text_gives_comments_descriptions_and_charts():
    """Who wrote a comment, what a picture shows, what a chart says, and the headers of its pages, without their numbers."""
    data = odf(
        "text",
        '<text:p>body<office:annotation><dc:creator xmlns:dc="urn:d">Ben</dc:creator><dc:date xmlns:dc="urn:d">2024-03-01</dc:date>'
        "<text:p>too dear</text:p></office:annotation></text:p>"
        '<text:p><draw:frame><svg:desc xmlns:svg="urn:s">a photo of the boiler</svg:desc></draw:frame></text:p>',
    )
    header = "<style:header><text:p>The lease, page <text:page-number>7</text:page-number></text:p><text:p>-</text:p></style:header>"
    data = added(
        data,
        {
            "styles.xml": f"<a {_NAMES}><text:p>not printed</text:p><style:master-page>{header}</style:master-page></a>",
            "Object 1/content.xml": f"<a {_NAMES}><text:p>Costs by year</text:p></a>",
        },
    )

    assert [item.text for item in document(data, "a.odt").sections] == [
        "Ben: too dear\n\nbody\n\na photo of the boiler",
        "Costs by year",
        "The lease, page",
    ]


def test_masters_of_opendocument_slides_give_what_they_print():
    """A footer, and not the prompts of what is still to be filled in."""
    frame = "<draw:frame presentation:class='{}'{}><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    page = frame.format("title", " presentation:placeholder='true'", "Click here") + frame.format(
        "footer", "", "confidential"
    )
    master = f"<style:master-page>{page}<presentation:notes>{page}</presentation:notes></style:master-page>"
    data = added(odf("presentation", "<draw:page/>"), {"styles.xml": f"<a {_NAMES}>{master}</a>"})

    assert [item.text for item in document(data, "a.odp").sections] == ["confidential"]


def test_a_date_in_an_opendocument_sheet_is_found_as_it_is_shown():
    """Its month may be written out; the ISO date goes before it."""
    cell = '<table:table-cell office:date-value="{}"><text:p>{}</text:p></table:table-cell>'
    row = cell.format("2024-03-01", "1 March 2024") + cell.format("2024-03-02", "02/03/24")
    data = odf("spreadsheet", f'<table:table table:name="Rent"><table:table-row>{row}</table:table-row></table:table>')

    assert document(data, "a.ods").sections[0].text == "2024-03-01 1 March 2024 | 2024-03-02"


def test_an_old_workbook_gives_boxes_margins_and_labels():
    """Text boxes in one or two bytes a letter, also where they go on in another record; nothing of workbooks before Excel 97."""
    begin = record(0x809, struct.pack("<4H2I", 0x600, 0x05, 0, 0, 0, 6))
    sheet = record(0x85, struct.pack("<IBBBB", len(begin) + 16, 0, 0, 4, 0) + b"Rent")
    box = record(0x1B6, struct.pack("<5HHH", 0, 0, 0, 0, 0, 12, 0) + b"\0" * 4)
    box += record(0x3C, b"\0mind ") + record(0x3C, b"\x01" + "the gâp".encode("utf-16-le"))
    margins = record(0x14, struct.pack("<HB", 6, 0) + b"&LRent") + record(0x15, struct.pack("<HB", 2, 0) + b"&P")
    label = record(0x100D, struct.pack("<HBB", 0, 4, 0) + b"pump")
    body = record(0x809, struct.pack("<4H2I", 0x600, 0x10, 0, 0, 0, 6)) + box + margins + label + record(0x0A, b"")
    book = begin + sheet + record(0x0A, b"") + body

    assert [item.text for item in document(compound({"Workbook": book}), "a.xls").sections] == [
        "mind the gâp\n\nRent\n\npump",
        "Rent",
    ]


def test_a_binary_workbook_whose_sheets_cannot_be_read_gives_the_texts_of_its_cells():
    """And says that they are without their order."""

    def item(text: str) -> bytes:
        letters = text.encode("utf-16-le")
        return bytes((19, 5 + len(letters))) + b"\0" + struct.pack("<I", len(text)) + letters

    strings = bytes((0x9F, 0x01, 8)) + b"\0" * 8 + item("boiler") + item("pump") + item("boiler")
    data = archive(
        {"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\xff" * 40, "xl/sharedStrings.bin": strings}
    )

    found = document(data, "a.xlsb")

    assert [item.text for item in found.sections] == ["boiler\npump"]
    assert found.problem == "Its sheets cannot be read; these are the texts of its cells, without their order."


@pytest.mark.parametrize("kind", ["Text", "Highlight", "Stamp"])
def test_what_readers_noted_on_a_pdf_is_text(kind):
    """On its page, after the name of who wrote it; links and pop-ups say nothing of their own."""
    found = document(
        pdf("The lease", notes=[(kind, "Ben", "too dear"), ("Popup", "Ben", "too dear"), (kind, "", "ask Anna")]),
        "a.pdf",
    )

    assert [(item.text, item.locator, item.headings) for item in found.sections] == [
        ("The lease", Locator(page=1), ()),
        ("Ben: too dear\n\nask Anna", Locator(page=1), ("Comments",)),
    ]


def test_a_form_whose_pages_are_made_from_xml_gives_captions_and_what_was_filled_in():
    """Its one page says that a newer program is needed; its programs are no text."""
    form = (
        "<xdp><template><draw><value><text>Name of tenant</text></value></draw><script>alert(1)</script></template>"
        "<datasets><data><name>Anna Rossi</name></data></datasets></xdp>"
    )

    found = document(pdf("Please wait...", form=form), "a.pdf")

    assert [item.text for item in found.sections] == ["Please wait...", "Name of tenant\nAnna Rossi"]
