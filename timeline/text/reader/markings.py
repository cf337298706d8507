"""Rules of Markdown: what is not read is told, and a link to an event leads to one.

Texts are looked at cheaply first; only one that may have something to tell is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from timeline.model.keys import all_keys, models
from timeline.prose.looks import may_be_signed, may_have
from timeline.text.tables import Finding, Path, Rule, Table

# Texts that are no words: names and addresses.
_NO_WORDS = {"id", "lane", "url", "archived", "lang", "font", "file", "source"}
_OF_OTHERS = {"quote", "date_text"}  # words of a source, in which only a wiki's markup is no part
_UNSHOWN = {("lanes", "description")}


def markdown(root: Table) -> Iterator[Finding]:
    """What is not read in Markdown is told, and its links to events lead somewhere."""
    texts = [(path, text) for path, text in _texts(root, is_markdown=True) if may_have(text)]
    if not texts:
        return
    from timeline.prose.reading import found
    from timeline.text.reader.prose import Events, of_unread

    events = Events(root)
    for path, text in texts:
        told = found(text)
        yield from (of_unread(path, each, events) for each in told.unread)
        yield from (fault for link in told.links if (fault := events.fault(path, link)))


def plain(root: Table) -> Iterator[Finding]:
    """Where Markdown is not read, its signs are told."""
    texts = [(path, text) for path, text in _texts(root, is_markdown=False) if may_be_signed(text)]
    if not texts:
        return
    from timeline.prose.unread import signs_in_plain
    from timeline.text.reader.prose import of_plain

    for path, text in texts:
        for sign in signs_in_plain(text):
            if path[-1] not in _OF_OTHERS or sign.kind in ("wiki", "outward", "template"):
                yield of_plain(path, sign)


class _Shape(NamedTuple):
    """Of a table: its keys with texts that are told, and the tables in it."""

    texts: tuple[str, ...]
    inner: tuple[tuple[str, _Shape], ...]


@cache
def _shape(steps: tuple[str, ...], *, is_markdown: bool) -> _Shape:
    keys = all_keys(models()[steps])
    inner = (
        (key.name, _shape((*steps, key.name), is_markdown=is_markdown)) for key in keys if key.model
    )
    return _Shape(
        tuple(
            key.name
            for key in keys
            if key.kind is str and not key.several and key.is_markdown is is_markdown
            if key.name not in _NO_WORDS and (*steps, key.name) not in _UNSHOWN
        ),
        tuple((name, shape) for name, shape in inner if any(shape)),
    )


def _texts(root: Table, *, is_markdown: bool) -> Iterator[tuple[Path, str]]:
    """The texts in which Markdown is read, or is not."""
    return _in_table(root, _shape((), is_markdown=is_markdown))


def _in_table(table: Table, shape: _Shape) -> Iterator[tuple[Path, str]]:
    values = table.values
    for name in shape.texts:
        if isinstance(text := values.get(name), str):
            yield (*table.path, name), text
    for name, inner in shape.inner:
        if isinstance(values.get(name), dict):
            yield from _in_table(Table((*table.path, name), values[name]), inner)
        elif name in values:
            for each in table.tables(name):
                yield from _in_table(each, inner)


RULES: tuple[Rule, ...] = (markdown, plain)
