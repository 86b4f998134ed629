"""Presentations, written by hand: title, bullets and speaker notes, in a package that PowerPoint and LibreOffice open."""

from __future__ import annotations

import re
from datetime import datetime
from xml.sax.saxutils import escape

from markup import fields_of
from office import RELATIONS, package

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
_NAMES = f'xmlns:a="{_DRAWING}" xmlns:r="{RELATIONS}" xmlns:p="{_SLIDES}"'
_KIND = "application/vnd.openxmlformats-officedocument.presentationml"
_TREE = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_MAP = (
    'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4"'
    ' accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"'
)


def pptx(source: str, on: datetime) -> bytes:
    """Return the presentation of a content file: fields, then slides as `# title`, lines of text, and `notes: …`."""
    head, _, body = source.partition("\n\n")
    fields = dict(fields_of(head))
    slides = [_read(part) for part in re.split(r"^# ", body, flags=re.MULTILINE)[1:]]
    parts = {
        "ppt/slideMasters/slideMaster1.xml": (
            f"<p:sldMaster {_NAMES}><p:cSld>"
            '<p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
            f"<p:spTree>{_TREE}</p:spTree></p:cSld><p:clrMap {_MAP}/>"
            '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>'
        ),
        "ppt/slideLayouts/slideLayout1.xml": (
            f'<p:sldLayout {_NAMES}><p:cSld name="Title and text"><p:spTree>{_TREE}</p:spTree></p:cSld></p:sldLayout>'
        ),
        "ppt/notesMasters/notesMaster1.xml": (
            f"<p:notesMaster {_NAMES}><p:cSld><p:spTree>{_TREE}</p:spTree></p:cSld><p:clrMap {_MAP}/></p:notesMaster>"
        ),
        "ppt/theme/theme1.xml": _theme(),
        "ppt/theme/theme2.xml": _theme(),
    }
    kinds = {
        "ppt/presentation.xml": f"{_KIND}.presentation.main+xml",
        "ppt/slideMasters/slideMaster1.xml": f"{_KIND}.slideMaster+xml",
        "ppt/slideLayouts/slideLayout1.xml": f"{_KIND}.slideLayout+xml",
        "ppt/notesMasters/notesMaster1.xml": f"{_KIND}.notesMaster+xml",
        "ppt/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "ppt/theme/theme2.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    }
    links = {
        "ppt/presentation.xml": [
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
        ],
        "ppt/slideMasters/slideMaster1.xml": [
            ("slideLayout", "../slideLayouts/slideLayout1.xml"),
            ("theme", "../theme/theme1.xml"),
        ],
        "ppt/slideLayouts/slideLayout1.xml": [("slideMaster", "../slideMasters/slideMaster1.xml")],
        "ppt/notesMasters/notesMaster1.xml": [("theme", "../theme/theme2.xml")],
    }
    listed = ""
    for number, (title, lines, notes) in enumerate(slides, 1):
        slide, note = f"ppt/slides/slide{number}.xml", f"ppt/notesSlides/notesSlide{number}.xml"
        shapes = _shape(2, "title", [title], 460000, 1000000, 3400) + _shape(3, "body", lines, 1700000, 4600000, 2200)
        parts[slide] = f"<p:sld {_NAMES}><p:cSld><p:spTree>{_TREE}{shapes}</p:spTree></p:cSld></p:sld>"
        remarks = _shape(2, "body", [notes], 4400000, 3600000, 1200)
        parts[note] = f"<p:notes {_NAMES}><p:cSld><p:spTree>{_TREE}{remarks}</p:spTree></p:cSld></p:notes>"
        kinds |= {slide: f"{_KIND}.slide+xml", note: f"{_KIND}.notesSlide+xml"}
        links["ppt/presentation.xml"].append(("slide", f"slides/slide{number}.xml"))
        links[slide] = [
            ("slideLayout", "../slideLayouts/slideLayout1.xml"),
            ("notesSlide", f"../notesSlides/notesSlide{number}.xml"),
        ]
        links[note] = [("notesMaster", "../notesMasters/notesMaster1.xml"), ("slide", f"../slides/slide{number}.xml")]
        listed += f'<p:sldId id="{255 + number}" r:id="rId{2 + number}"/>'
    parts["ppt/presentation.xml"] = (
        f'<p:presentation {_NAMES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        f'<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst><p:sldIdLst>{listed}</p:sldIdLst>'
        '<p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )
    return package(parts, main="ppt/presentation.xml", kinds=kinds, relations=links, fields=fields, on=on)


def _read(part: str) -> tuple[str, list[str], str]:
    shown, _, notes = part.partition("notes:")
    title, *lines = [line.removeprefix("- ").strip() for line in shown.strip().splitlines() if line.strip()]
    return title, lines, " ".join(notes.split())


def _shape(number: int, kind: str, lines: list[str], top: int, tall: int, size: int) -> str:
    bold = ' b="1"' if kind == "title" else ""
    text = "".join(
        f'<a:p><a:pPr><a:spcAft><a:spcPts val="900"/></a:spcAft></a:pPr>'
        f'<a:r><a:rPr sz="{size}"{bold}/><a:t>{escape(line)}</a:t></a:r></a:p>'
        for line in lines
    )
    wide = 5400000 if size == 1200 else 10700000  # a page of notes is narrower than a slide
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{kind} {number}"/><p:cNvSpPr/><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="740000" y="{top}"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{text or '<a:p/>'}</p:txBody></p:sp>"
    )


def _theme() -> str:
    names = (
        "dk1",
        "lt1",
        "dk2",
        "lt2",
        "accent1",
        "accent2",
        "accent3",
        "accent4",
        "accent5",
        "accent6",
        "hlink",
        "folHlink",
    )
    shades = (
        "1A1A1A",
        "FFFFFF",
        "223D5C",
        "EEF1F5",
        "2F6690",
        "81A4CD",
        "B56576",
        "6D9F71",
        "E0A458",
        "7A6C9D",
        "2F6690",
        "7A6C9D",
    )
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{shade}"/></a:{name}>' for name, shade in zip(names, shades, strict=True)
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    face = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    return (
        f'<a:theme xmlns:a="{_DRAWING}" name="Plain"><a:themeElements><a:clrScheme name="Plain">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Plain"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="Plain"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
