"""XML is read without its tags, and cannot do harm."""

from __future__ import annotations

from extract.reading import document

from lfmsearch.types import Locator, Person

BOOK = """<?xml version="1.0" encoding="UTF-8"?>
<book xmlns="http://example.org/book">
  <info><title>House &amp; home</title><author>Anna Rossi</author><date>2024-03-01</date></info>
  <chapter>
    <para>The <b>boiler</b> holds
      1.5 bar.</para>
    <para>Bleed it.</para>
  </chapter>
  <record><name>Bo</name><rent cur="eur">900</rent></record>
  <script>var x</script>
</book>
"""


def test_elements_give_their_text():
    """Words inside a line stay in it, plain elements are lines, and what holds them is a Section with its line."""
    found = document(BOOK, "book.xml")

    assert [(item.text, item.locator) for item in found.sections] == [
        ("House & home\nAnna Rossi\n2024-03-01", Locator(line=3)),
        ("The boiler holds 1.5 bar.\nBleed it.", Locator(line=5)),
        ("Bo\n900", Locator(line=9)),
    ]
    assert (found.title, found.people) == ("House & home", (Person("Anna Rossi", "", "author"),))
    assert found.date is not None
    assert found.type == "xml"


def test_drawings_and_outlines_give_what_is_written_on_them():
    """SVG has texts and a title; OPML keeps its words in attributes."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg"><title>Plan</title><style>.a{}</style>'
        '<path d="M0 0L9 9"/><text x="1">Hall<tspan> and bath</tspan></text></svg>'
    )
    outline = '<opml><body><outline text="Rent"><outline text="March"/></outline></body></opml>'

    assert document(drawing, "plan.svg").sections[0].text == "Plan\nHall and bath"
    assert (document(drawing, "plan.svg").type, document(drawing, "plan.svg").title) == ("svg", "Plan")
    assert [line for item in document(outline, "a.opml").sections for line in item.text.split("\n")] == [
        "Rent",
        "March",
    ]


def test_a_declared_encoding_is_believed_when_it_fits():
    """Also one that the parser itself does not know."""
    page = '<?xml version="1.0" encoding="koi8-r"?><a>Договор аренды</a>'.encode("koi8-r")

    assert document(page, "a.xml").sections[0].text == "Договор аренды"


def test_entities_do_not_unfold_and_nothing_is_fetched(tmp_path):
    """Ten entities in each other, and one that names a file: the text is read as it is."""
    secret = tmp_path / "secret"
    secret.write_text("hidden treasure")
    laughs = '<!DOCTYPE a [<!ENTITY x0 "ha">' + "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 11))
    bomb = document(f"<?xml version='1.0'?>{laughs}]><a>&x10;</a>", "a.xml")
    outside = document(f'<!DOCTYPE a [<!ENTITY f SYSTEM "{secret.as_uri()}">]><a>see &f; rent</a>', "a.xml")

    assert len(bomb.sections[0].text) < 2_000
    assert "treasure" not in outside.sections[0].text
    assert "rent" in outside.sections[0].text


def test_broken_xml_is_text_with_its_tags():
    """Nothing is lost where a tag is not closed, or closed a hundred thousand times."""
    assert document("<a><b>rent</a>", "a.xml").sections[0].text == "<a><b>rent</a>"
    assert document("<a>" * 5_000 + "rent" + "</a>" * 5_000, "a.xml").sections[0].text.startswith("<a><a>")


def test_pictures_written_out_in_it_are_no_text():
    """Word 2003 and flat OpenDocument keep them so, in lines of base64."""
    lines = "\n".join(["iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4AAAA"] * 10)

    found = document(f"<?xml version='1.0'?><a><binData>{lines}\nAAE=</binData><p>the rent</p></a>", "a.xml")

    assert [item.text for item in found.sections] == ["the rent"]
    # A token of letters that is no such thing costs no more than its length.
    assert len(document(f"<?xml version='1.0'?><a>{'x' * 500_000}!</a>", "a.xml").sections[0].text) == 500_001


def test_a_flat_opendocument_file_is_read_without_its_tags():
    """LibreOffice's form of one file, which people keep under version control."""
    found = document("<?xml version='1.0'?><d xmlns:t='urn:t'><b><t:p>the rent</t:p></b></d>", "lease.fodt")

    assert (found.type, found.sections[0].text) == ("fodt", "the rent")


def test_xml_under_the_name_of_an_office_file_is_read_as_xml():
    """Word opens it too, so programs call it that."""
    found = document("<?xml version='1.0'?><w:doc xmlns:w='urn:w'><w:p>the rent</w:p></w:doc>", "lease.doc")

    assert (found.type, found.sections[0].text) == ("doc", "the rent")
