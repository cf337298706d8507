"""What a PDF says beside its picture: whose it is, its language, and the words of its outlines.

The writer of PDFs sets plain lines as text. Lines that are outlines get a text of their own
over them, in letters without ink, as scanned pages have: so they are found and copied.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import cast

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from timeline.drawing.rastering import Labelled, Written
from timeline.faces import bidi, shipped

# It warns of each file whose trailer counts fewer objects than there are, as those of svg2pdf do.
logging.getLogger("pypdf").setLevel(logging.ERROR)

_FONT = "/Unseen"
_STEERING = {
    *"\u061c\u200e\u200f",
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
}
_UNITS = 1000  # of an em, in which a PDF has widths
_INVISIBLE = 3  # the mode in which text is neither filled nor stroked (PDF 1.7, 9.3.6)


def finished(
    drawn: bytes,
    *,
    about: Mapping[str, str],
    lang: str,
    points: float,
    lines: Sequence[Written],
    links: Iterable[tuple[Labelled, str]] = (),
) -> bytes:
    """A PDF with facts `about` it by their names, its language, and the text of `lines`.

    `links` are labels and the addresses they lead to.
    Its page has so many `points` to a px of the picture.
    """
    reader = PdfReader(BytesIO(drawn))
    _put_in_order(reader.pages[0])
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    if lines:
        _add_text(writer, writer.pages[0], lines)
    height = float(writer.pages[0].mediabox.height)
    for label, address in links:
        box = (label.left, height - label.bottom, label.right, height - label.top)
        writer.add_annotation(0, Link(rect=box, url=address))
    if points != 1:
        writer.pages[0].scale_by(points)
    return _told(writer, about, lang)


def bound(pages: Sequence[bytes], *, about: Mapping[str, str], lang: str) -> bytes:
    """PDFs of a page each as one, with facts `about` all of it."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pages[0])))
    for page in pages[1:]:
        writer.append(PdfReader(BytesIO(page)), import_outline=False)
    writer.compress_identical_objects()  # pages have fonts in common
    return _told(writer, about, lang)


def _told(writer: PdfWriter, about: Mapping[str, str], lang: str) -> bytes:
    """A PDF with facts about it, and the language it is in."""
    writer.add_metadata({f"/{name}": text for name, text in about.items()})
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(lang)
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    root[NameObject("/ViewerPreferences")] = shown
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _put_in_order(page: PageObject) -> None:
    """Name what a page uses in one order: the writer names it in any, and all else is the same."""
    resources = cast("DictionaryObject", page["/Resources"].get_object())
    for name, used in resources.items():
        if isinstance(used, DictionaryObject):
            ordered = sorted((key, used.raw_get(key)) for key in used)
            resources[NameObject(name)] = DictionaryObject(ordered)


def _add_text(writer: PdfWriter, page: PageObject, lines: Sequence[Written]) -> None:
    letters: dict[tuple[str, int], int] = {}
    height = float(page.mediabox.height)
    words = "\n".join(_shown(line, height, letters) for line in lines)
    layer = _stream(f"Q\nBT\n{_INVISIBLE} Tr\n{words}\nET".encode("ascii"))
    saved = _stream(b"q\n")
    # The picture may leave its own scale behind, so it is drawn between q and Q.
    page[NameObject("/Contents")] = ArrayObject(
        [_added(writer, saved), page.raw_get("/Contents"), _added(writer, layer)]
    )
    resources = cast("DictionaryObject", page["/Resources"].get_object())
    fonts = cast("DictionaryObject", resources.get("/Font", DictionaryObject()).get_object())
    fonts[NameObject(_FONT)] = _added(writer, _font(writer, letters))
    resources[NameObject("/Font")] = fonts


def _shown(line: Written, height: float, letters: dict[tuple[str, int], int]) -> str:
    """The operator that shows a line, whose letters are numbered as they are met.

    One for all of it: of two like letters that are shown apart, and near, PDFium takes one for
    the shadow of the other.
    """
    found = list(_letters(line))
    if not found:
        return ""
    left, at, shown = line.x + found[0][1] * line.size, round(found[0][1] * _UNITS), []
    for text, x, width in found:
        wide = round(width * _UNITS)
        number = letters.setdefault((text, wide), len(letters) + 1)
        back = at - round(x * _UNITS)
        shown.append(f"{back or ''}<{number:04x}>")
        at += wide - back
    place = f"1 0 0 1 {left:.2f} {height - line.y:.2f} Tm"
    return f"{_FONT} {line.size:.2f} Tf {place} [{''.join(shown)}] TJ"


def _letters(line: Written) -> Iterator[tuple[str, float, float]]:
    """Each letter from left to right, where it begins and how wide it is, in em.

    Programs turn round what they find of a line from right to left, letter by letter. So
    several letters that one place stands for share it in that order; and a bracket is that
    which is seen, since it is turned as well.
    """
    for sign in line.signs:
        text = "".join(each for each in sign.text if each not in _STEERING)
        texts = [bidi.mirrored(each) for each in reversed(text)] if sign.rtl else [text]
        if not text:
            continue
        width = sign.width * line.fit / len(texts)
        for at, text in enumerate(texts):
            yield text, sign.x * line.fit + at * width, width


# The font without ink


def _font(writer: PdfWriter, letters: Mapping[tuple[str, int], int]) -> DictionaryObject:
    """A font whose letters have a width and a meaning, and no outline (PDF 1.7, 9.7)."""
    name = NameObject("/Unseen")
    blank = _stream(shipped.blank())
    blank[NameObject("/Length1")] = NumberObject(len(blank.get_data()))
    descriptor = _dictionary(
        Type="/FontDescriptor",
        FontName=name,
        Flags=4,
        FontBBox=[0, -200, _UNITS, 800],
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=800,
        StemV=80,
        FontFile2=_added(writer, blank),
    )
    descendant = _dictionary(
        Type="/Font",
        Subtype="/CIDFontType2",
        BaseFont=name,
        CIDSystemInfo=_dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=_added(writer, descriptor),
        DW=0,
        W=[1, [width for _, width in letters]],
        CIDToGIDMap=_added(writer, _stream(b"\0\1" * (len(letters) + 1))),
    )
    return _dictionary(
        Type="/Font",
        Subtype="/Type0",
        BaseFont=name,
        Encoding="/Identity-H",
        DescendantFonts=[_added(writer, descendant)],
        ToUnicode=_added(writer, _stream(_meanings([text for text, _ in letters]))),
    )


_MOST_AT_ONCE = 100  # lines of a block that maps letters


def _meanings(texts: Sequence[str]) -> bytes:
    """A CMap from the numbers of letters, from 1, to their texts (Adobe Technical Note 5411)."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for first in range(0, len(texts), _MOST_AT_ONCE):
        block = texts[first : first + _MOST_AT_ONCE]
        lines.append(f"{len(block)} beginbfchar")
        for number, text in enumerate(block, first + 1):
            lines.append(f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>")
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


# Objects of a PDF


def _added(writer: PdfWriter, made: PdfObject) -> IndirectObject:
    return writer._add_object(made)


def _stream(data: bytes) -> StreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return stream.flate_encode()


def _dictionary(**values: object) -> DictionaryObject:
    return DictionaryObject(
        {NameObject(f"/{name}"): _object(value) for name, value in values.items()}
    )


def _object(value: object) -> PdfObject:
    match value:
        case PdfObject():
            return value
        case str():
            return NameObject(value)
        case bytes():
            return TextStringObject(value.decode("ascii"))
        case int():
            return NumberObject(value)
        case list():
            return ArrayObject(map(_object, value))
    raise TypeError(value)
