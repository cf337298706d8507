"""What is packed in an Excel workbook: its parts, made safe to open, and what is in them but cells.

openpyxl reads cells one after the other, but merged cells and links only with all cells in
memory and one more for each of a range: a workbook of 5 KB takes 3 GB so. Of a formula without
a value, and of a date written as text, it tells nothing. So these are collected here, by expat
itself, which takes a quarter of the time that a tree takes and can stop at a depth of tags.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from timeline.importing.rows import Unreadable

MOST_UNPACKED = 64 * 1024 * 1024  # bytes of all that is packed in a workbook
_MOST_PARTS = 5000
_MOST_DEEP = 100  # tags in each other
_MOST_ROW = 1_048_576  # Excel's own limits
_MOST_COLUMN = 16_384
_MOST_PLACES = 20_000_000  # rows with cells, times the widest of them

# All that zipfile raises for an archive that breaks the rules.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(KeyError, ValueError, NotImplementedError, RuntimeError),
)
_STRICT = b"http://purl.oclc.org/ooxml/"
_REMEDY = "save it as .xlsx or as CSV"
_CHUNK = 1 << 16
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")

Attributes = dict[str, str]
Reference = tuple[int, int]  # row and column of a cell, from 1


@dataclass(slots=True)
class Surroundings:
    """What a sheet holds besides the values of its cells.

    `merges` are the first and last cell of each; `links` the address of a cell
    that has one; `unset` the cells whose formula has no stored value; `written`
    those whose date is text (ISO 8601) and no number of days; `comments` and
    `pictures` how many there are, of charts too.
    """

    merges: list[tuple[Reference, Reference]] = field(default_factory=list)
    links: dict[Reference, str] = field(default_factory=dict)
    unset: set[Reference] = field(default_factory=set)
    written: set[Reference] = field(default_factory=set)
    comments: int = 0
    pictures: int = 0


class Package:
    """A workbook's parts. Raises Unreadable unless they can be opened in bounded memory.

    All parts together have no more than MOST_UNPACKED; none is encrypted, none
    has a document type, which is how entities are declared.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise Unreadable(f"this workbook is broken: {error}", "save it again") from None
        self.names = set(self.archive.namelist())
        self._check_sizes()
        self._check_kind()
        for name in sorted(self.names):
            if name.endswith((".xml", ".rels", ".vml")):
                self._parse(name)

    def sheets(self) -> dict[str, str]:
        """The part of each sheet, by the sheet's name; raises Unreadable if there is no workbook."""
        workbook = next(iter(self._targets("", "/officeDocument").values()), "xl/workbook.xml")
        targets = self._targets(workbook, "/worksheet")
        found: dict[str, str] = {}

        def start(tag: str, values: Attributes) -> None:
            if tag == "sheet" and (part := targets.get(_relation(values))):
                found[values.get("name", "")] = part

        if workbook not in self.names:
            raise Unreadable(f"this workbook is broken: it has no part {workbook}", "save it again")
        if _STRICT in self.archive.read(workbook):
            raise Unreadable("this is a strict Open XML workbook", 'save it as "Excel Workbook"')
        self._parse(workbook, start)
        return found

    def surroundings(self, part: str) -> Surroundings:
        """What is around the cells of a sheet; raises Unreadable if it is too large."""
        found = Surroundings()
        scan = _SheetScan(found, self._targets(part, "/hyperlink"))
        self._parse(part, scan.start, scan.end, scan.text)
        for comments in self._targets(part, "/comments").values():
            found.comments += self._count(comments, "comment")
        for drawing in self._targets(part, "/drawing").values():
            found.pictures += self._count(drawing, "pic") + self._count(drawing, "graphicFrame")
        return found

    def _check_sizes(self) -> None:
        parts = self.archive.infolist()
        total = sum(part.file_size for part in parts)
        if total > MOST_UNPACKED or len(parts) > _MOST_PARTS:
            problem = f"this workbook unpacks to {max(total >> 20, 1):,} MB in {len(parts):,} parts"
            raise Unreadable(
                f"{problem}, over the limit of {MOST_UNPACKED >> 20} MB", "save its sheet as CSV"
            )
        methods = {part.compress_type for part in parts} - {
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        }
        if methods:
            raise Unreadable("this archive is packed as no workbook is", _REMEDY)
        if any(part.flag_bits & 1 for part in parts):
            raise Unreadable("this archive has a password", "save it without one")

    def _check_kind(self) -> None:
        """Raise Unreadable for an archive that is no workbook, with what it is."""
        if "xl/workbook.bin" in self.names:
            raise Unreadable("this is a binary workbook (.xlsb)", _REMEDY)
        if any(name.startswith("xl/") for name in self.names):
            return
        if "mimetype" in self.names and "content.xml" in self.names:
            raise Unreadable("this is an OpenDocument file (.ods)", _REMEDY)
        if any(name.startswith("word/") for name in self.names):
            raise Unreadable("this is a Word document", "save its table as CSV")
        if any(name.startswith("Index/") for name in self.names):
            raise Unreadable("this is a Numbers document", _REMEDY)
        raise Unreadable("this is a ZIP archive, and no Excel workbook", "unpack it first")

    def _targets(self, part: str, kind: str) -> dict[str, str]:
        """What a part refers to, by id: parts of the package, or addresses outside it."""
        from openpyxl.packaging import relationship  # type: ignore[import-untyped]

        path = relationship.get_rels_path(part)
        if path not in self.names:
            return {}
        found = relationship.get_dependents(self.archive, path)
        return {each.Id: each.Target for each in found if each.Type.endswith(kind)}

    def _count(self, part: str, wanted: str) -> int:
        found = 0

        def start(tag: str, _: Attributes) -> None:
            nonlocal found
            found += tag == wanted

        if part in self.names:
            self._parse(part, start)
        return found

    def _parse(self, name: str, start: Any = None, end: Any = None, text: Any = None) -> None:
        """Go through the elements of a part, of any namespace, by their local names."""
        parser = expat.ParserCreate()
        depth = 0

        def refuse(*_: Any) -> None:
            raise Unreadable(f"part {name} declares a document type", _REMEDY)

        def started(tag: str, values: Attributes) -> None:
            nonlocal depth
            depth += 1
            if depth > _MOST_DEEP:
                problem = f"tags stand more than {_MOST_DEEP} deep in part {name}"
                raise Unreadable(f"this workbook is broken: {problem}")
            if start:
                start(_local(tag), values)

        def ended(tag: str) -> None:
            nonlocal depth
            depth -= 1
            if end:
                end(_local(tag))

        parser.StartDoctypeDeclHandler = refuse
        parser.StartElementHandler, parser.EndElementHandler = started, ended
        parser.CharacterDataHandler = text
        try:
            for chunk in self._chunks(name):
                parser.Parse(chunk)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise Unreadable(f"this workbook is broken: part {name}: {error}") from None

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self.archive.open(name) as part:
                while chunk := part.read(_CHUNK):
                    yield chunk
        except BROKEN as error:
            raise Unreadable(f"this workbook is broken: part {name}: {error}") from None


class _SheetScan:
    """Collects what is around the cells of a sheet while its elements go by."""

    def __init__(self, found: Surroundings, targets: dict[str, str]) -> None:
        self.found = found
        self.targets = targets
        self.row = self.column = self.rows = self.widest = 0
        self.formula = self.inside = self.value = False

    def start(self, tag: str, values: Attributes) -> None:
        match tag:
            case "c":
                self._cell(values)
            case "f":
                self.formula = True
            case "v" | "is":
                self.inside = True
            case "row":
                self._row(values)
            case "mergeCell":
                self._merge(values.get("ref", ""))
            case "hyperlink":
                self._link(values)

    def end(self, tag: str) -> None:
        if tag in ("v", "is"):
            self.inside = False
        elif tag == "c" and self.formula and not self.value:
            self.found.unset.add((self.row, self.column))

    def text(self, _: str) -> None:
        self.value |= self.inside

    def _row(self, values: Attributes) -> None:
        number = values.get("r", "")
        self.row = int(number) if number.isdecimal() and len(number) < 8 else self.row + 1
        self.column = 0
        self.rows += 1
        if self.row > _MOST_ROW or (number and not number.isdecimal()) or len(number) > 7:
            raise Unreadable(f'this workbook is broken: there is no row "{number[:20]}"')

    def _cell(self, values: Attributes) -> None:
        # A formula whose result is a text may say that it is empty.
        self.formula, self.value = False, values.get("t") == "str"
        place = reference(values.get("r", ""))
        self.column = place[1] if place else self.column + 1
        self.widest = max(self.widest, self.column)
        if self.column > _MOST_COLUMN or self.rows * self.widest > _MOST_PLACES:
            raise Unreadable("this sheet is too large", "save what belongs in the timeline as CSV")
        if values.get("t") == "d":
            self.found.written.add((self.row, self.column))

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        ends = reference(first), reference(last)
        if ends[0] and ends[1]:
            self.found.merges.append((ends[0], ends[1]))

    def _link(self, values: Attributes) -> None:
        """The address of a cell, or of the first of several."""
        place, address = (
            reference(values.get("ref", "").partition(":")[0]),
            self.targets.get(_relation(values)),
        )
        if place and address:
            anchor = values.get("location", "")
            self.found.links[place] = f"{address}#{anchor}" if anchor else address


def reference(text: str) -> Reference | None:
    """The row and column of a reference such as "B12"; None if it is none."""
    match = _REFERENCE.fullmatch(text)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]), column


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _relation(values: Attributes) -> str:
    """The id of what an element refers to; its namespace may have any prefix."""
    return next((value for key, value in values.items() if key.endswith(":id")), "")
