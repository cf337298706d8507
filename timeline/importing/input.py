"""A file that someone wants to import, before anybody knows what it is."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from timeline.importing.decoding import text_of
from timeline.importing.rows import NOTHING_SAID, WHY, Choices, Unreadable

if TYPE_CHECKING:
    from timeline.importing.sheets.tables import Sheet

MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Given:
    """The bytes of a file, its name for messages and hints, and what was said about it.

    Raises Unreadable if the file has more than MOST_BYTES.
    """

    name: str
    data: bytes
    choices: Choices = NOTHING_SAID

    def __post_init__(self) -> None:
        if len(self.data) > MOST_BYTES:
            most = MOST_BYTES // (1024 * 1024)
            raise Unreadable(f"this file is over {most} MB", "import it in parts")

    @classmethod
    def from_stream(cls, name: str, stream: BinaryIO, choices: Choices = NOTHING_SAID) -> Given:
        """What a stream gives; no more of it is read than a file may have."""
        return cls(name, stream.read(MOST_BYTES + 1), choices)

    @functools.cached_property
    def text(self) -> str:
        """The text, each line ended as on Unix; raises Unreadable with the byte that is none."""
        return text_of(self.data, self.choices.encoding)

    @functools.cached_property
    def json(self) -> Any:
        """What the text holds as JSON, or None if it is none; see `must_be_json`."""
        try:
            return self.must_be_json
        except Unreadable:
            return None

    @functools.cached_property
    def must_be_json(self) -> Any:
        """What the text holds as JSON; raises Unreadable with where it is none."""
        from timeline.importing.json_text import loaded

        document = loaded(self.text)
        return _without_why(document) if f'"{WHY}"' in self.text else document

    @property
    def opens_as_json(self) -> bool:
        """Whether this is text that begins as an array or object does; never raises."""
        return self._head.startswith(("{", "["))

    @property
    def opens_as_markup(self) -> bool:
        """Whether this is text that begins as a document of HTML or XML does; never raises."""
        if re.match(r"<(?:!doctype|html|head|body|\?xml|!--)", self._head, re.IGNORECASE):
            return True
        root = re.match(r"<([A-Za-z][\w:.-]*)[\s/>]", self._head)
        return root is not None and self.text.rstrip().endswith((f"</{root[1]}>", "/>"))

    @functools.cached_property
    def _head(self) -> str:
        """The beginning of the text, without the space before it; empty if it is none."""
        try:
            return self.text[:1000].lstrip()
        except Unreadable:
            return ""

    @functools.cached_property
    def table(self) -> Sheet:
        """The cells of a table: of delimited text, or of the sheet of a workbook.

        Raises Unreadable if there is none; see `has_table`.
        """
        from timeline.importing.sheets import tables

        if self.data.startswith(b"PK\x03\x04"):
            from timeline.importing.sheets import excel

            return tables.as_meant(excel.sheet_of(self.data, self.choices.sheet))
        return tables.as_meant(tables.sheet_of(self.text, self.choices.delimiter))

    @functools.cached_property
    def has_table(self) -> bool:
        """Whether `table` can be read; never raises. JSON is no table."""
        try:
            return not self.opens_as_json and bool(self.table.header)
        except Unreadable:
            return False


def _without_why(document: Any) -> Any:
    """A document without the reasons that stand in the objects of one of rejected rows."""
    if isinstance(document, dict):
        return {key: _without_why(value) for key, value in document.items() if key != WHY}
    if isinstance(document, list):
        return [_without_why(each) for each in document]
    return document
