"""The parser of Markdown: CommonMark without what a text of an event has no room for.

What is not read is shown as it stands: what has lines, such as a table, keeps them. All of it
is noted, with its place in the text, and so are links to events.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import reference as define
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import link as read_link
from markdown_it.rules_inline import text as read_text
from markdown_it.token import Token

from timeline.model.addresses import is_safe_link
from timeline.prose import unread
from timeline.prose.bare import address_in
from timeline.prose.unread import Kind, Unread

Env = MutableMapping[str, Any]
_NOT_READ = ["html_block", "html_inline", "image", "heading", "lheading", "hr", "fence", "code"]
_ALL = ["paragraph", "reference", "blockquote", "list"]
_NO_BREAK = "\u00a0"
_NOTES = "notes"  # in the environment of a text


@dataclass(slots=True)
class Notes:
    """What is noted while a text is read; `barred` are definitions that are not to be read as such."""

    barred: frozenset[str] = frozenset()
    unread: list[Unread] = field(default_factory=list)
    ended: frozenset[str] = frozenset()  # the elements of HTML that are ended in the text
    source: str = ""
    starts: list[int] = field(default_factory=list)  # of its lines
    unclosed: dict[str, int] = field(default_factory=dict)  # fences: the shortest without an end
    flush: int | None = None  # the first line that is not indented
    block: Token | None = None  # whose inside is read
    until: int = 0  # to where in it signs beside words go, whose last are none of others

    def add(self, kind: Kind, offset: int, written: str) -> None:
        """Note something that is not read."""
        self.unread.append(Unread(kind, offset, written))


def parse(text: str) -> tuple[list[Token], Notes]:
    """The tokens of a text, and what was noted of it.

    A link to an event is a `link_open` whose `meta` has its `event` and the `offset` of that.
    """
    tokens, notes, unused = _parsed(text, frozenset())
    # A definition that nothing refers to would vanish.
    return (tokens, notes) if not unused else _parsed(text, unused)[:2]


def _parsed(text: str, barred: frozenset[str]) -> tuple[list[Token], Notes, frozenset[str]]:
    notes = Notes(barred=barred, ended=unread.closed(text))
    env: dict[str, Any] = {_NOTES: notes}
    tokens = _parser().parse(text, env)
    used = {
        child.meta["label"]
        for token in tokens
        for child in token.children or ()
        if "label" in child.meta
    }
    return tokens, notes, frozenset(env.get("references", {})) - used


def rendered(tokens: list[Token]) -> str:
    """Tokens as HTML, all text in them escaped."""
    parser = _parser()
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "store_labels": True})
    parser.disable(_NOT_READ).enable("strikethrough")
    parser.validateLink = _is_link  # type: ignore[method-assign]
    parser.core.ruler.at("inline", _insides)
    parser.block.ruler.before("blockquote", "unread", _unread_lines, {"alt": _ALL})
    parser.block.ruler.at("reference", _reference)
    parser.inline.ruler.at("text", _words)
    parser.inline.ruler.at("link", _link)
    parser.inline.ruler.before("text", "noted", _noted)
    parser.inline.ruler.before("text", "bare", _bare)
    parser.add_render_rule("link_open", _link_open)
    return parser


def _is_link(url: str) -> bool:
    return url.startswith("#") or is_safe_link(url)


def _link_open(
    renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Env
) -> str:
    """A link; one that shows its address is marked, so that print does not spell it out again."""
    if tokens[index].markup == "autolink":
        tokens[index].attrSet("class", "bare")
    return renderer.renderToken(tokens, index, options, env)


# Blocks


def _line(state: StateBlock, number: int) -> str:
    """A line without the indent and the signs of what it stands in."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _unread_lines(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines that are not read, as a paragraph that keeps them."""
    if state.sCount[start] - state.blkIndent >= 4:
        if not silent and _is_code(state, start):
            _notes(state.env).add(Kind.INDENTED, state.bMarks[start], _line(state, start))
        return False
    kind = _kind(state, start, end)
    if kind is None:
        return False
    if silent:
        return True
    after = _after(kind, state, start, end)
    at = state.bMarks[start] + state.tShift[start]
    _notes(state.env).add(kind, at, _line(state, start))
    _push_lines(state, start, after, as_it_is=kind is Kind.CODE)
    return True


def _is_code(state: StateBlock, start: int) -> bool:
    """Whether an indented line is code elsewhere, and not of a text that is indented throughout."""
    notes = _notes(state.env)
    if notes.flush is None:
        lines = range(state.lineMax)
        flush = (each for each in lines if state.sCount[each] < 4 and not state.isEmpty(each))
        notes.flush = next(flush, state.lineMax)
    return state.level == 0 and notes.flush < start


def _kind(state: StateBlock, start: int, end: int) -> Kind | None:
    line = _line(state, start)
    if kind := unread.line_kind(line):
        return kind
    if line.startswith(":") and start and not state.isEmpty(start - 1):
        return Kind.DEFINITION if unread.TERM_ABOVE.match(line) else None
    if "|" in line and start + 1 < end:
        below = _line(state, start + 1)
        is_head = "|" in below and "-" in below and unread.ROW_BELOW_HEAD.match(below)
        return Kind.TABLE if is_head else None
    return None


def _after(kind: Kind, state: StateBlock, start: int, end: int) -> int:
    """The line after what begins with a line that is not read."""
    if kind is Kind.CODE:
        return _after_fence(state, start, end)
    after = start + 1
    if kind is Kind.TABLE:
        while after < end and "|" in _line(state, after) and state.sCount[after] >= state.blkIndent:
            after += 1
    return after


def _after_fence(state: StateBlock, start: int, end: int) -> int:
    """The line after a fence's end; after its beginning if it has none."""
    found = unread.FENCE.match(_line(state, start))
    assert found is not None, "it is a fence"
    sign, length, unclosed = found[0][0], len(found[0]), _notes(state.env).unclosed
    if length >= unclosed.get(sign, length + 1):
        return start + 1
    for number in range(start + 1, end):
        line = _line(state, number).rstrip()
        if line and len(line) >= length and not line.strip(sign):
            return number + 1
    unclosed[sign] = length
    return start + 1


def _push_lines(state: StateBlock, start: int, after: int, *, as_it_is: bool = False) -> None:
    """Make a paragraph of lines, each of which stays one."""
    state.push("paragraph_open", "p", 1).map = [start, after]
    token = state.push("inline", "", 0)
    token.content = state.getLines(start, after, state.blkIndent, False).strip()
    token.map, token.children = [start, after], []
    token.meta = {"lines": True, "as it is": as_it_is}
    state.push("paragraph_close", "p", -1)
    state.line = after


_DEFINED = re.compile(r"\[((?:\\.|[^\[\]\\])+)\]:")


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The definition of a link; one that nothing refers to stays."""
    line = _line(state, start)
    found = _DEFINED.match(line)
    if silent or not found:
        return False
    if normalizeReference(found[1]) not in _notes(state.env).barred:
        return define(state, start, end, silent)
    at = state.bMarks[start] + state.tShift[start]
    _notes(state.env).add(Kind.UNUSED, at, line)
    _push_lines(state, start, start + 1)
    return True


# What is inside of blocks


def _notes(env: Env) -> Notes:
    notes: Notes = env[_NOTES]
    return notes


def _insides(state: StateCore) -> None:
    """Read the inside of each block."""
    notes = _notes(state.env)
    notes.source = state.src
    notes.starts = [0, *(match.end() for match in re.finditer("\n", state.src))]
    for token in state.tokens:
        if token.type != "inline":
            continue
        notes.block, notes.until = token, 0
        if token.meta.get("as it is"):
            token.children = _as_lines(token.content.split("\n"))
            continue
        token.children = []
        state.md.inline.parse(token.content, state.md, state.env, token.children)
        if token.meta.get("lines"):
            for child in token.children:
                child.type = "hardbreak" if child.type == "softbreak" else child.type


def _as_lines(lines: Iterable[str]) -> list[Token]:
    """Lines as text alone."""
    made: list[Token] = []
    for line in lines:
        made += [Token("hardbreak", "br", 0)] if made else []
        words = line.lstrip(" \t")
        made.append(Token("text", "", 0, content=_NO_BREAK * (len(line) - len(words)) + words))
    return made


def _offset(state: StateInline, at: int) -> int:
    """Where in the whole text a character of a block's inside stands.

    A line there has lost what it began with, such as the sign of a quotation, but nothing after.
    """
    notes = _notes(state.env)
    lines = notes.block.map if notes.block else None
    assert lines is not None, "it is read for a block"
    before = state.src.count("\n", 0, at)
    first = state.src.rfind("\n", 0, at) + 1
    end = state.src.find("\n", at)
    line = state.src[first : end if end >= 0 else len(state.src)].rstrip()
    start = notes.starts[lines[0] + before]
    last = notes.source.find("\n", start)
    whole = notes.source[start : last if last >= 0 else len(notes.source)].rstrip()
    return start + max(0, len(whole) - len(line)) + at - first


def _note(state: StateInline, found: Unread) -> None:
    _notes(state.env).add(found.kind, _offset(state, found.offset), found.written)


def _noted(state: StateInline, silent: bool) -> bool:
    """Note what begins here and is not read; a picture is gone past, so that no part of it is."""
    found = unread.within(state.src, state.pos) if state.src[state.pos] not in "w'" else None
    if found and found.kind is Kind.IMAGE:
        if not silent:
            _note(state, found)
            state.append_pending(found.written)
        state.pos += len(found.written)
        return True
    if silent:
        return False
    if state.src[state.pos] == "<":
        found = found or _other(state)
    elif state.src[state.pos] == "[" and not state.pos and (task := unread.TASK.match(state.src)):
        found = Unread(Kind.TASK, 0, task[0]) if _begins_item(state) else found
    if found and not (found.kind is Kind.SPACED and _is_its_end(state, found)):
        _note(state, found)
    return False


def _is_its_end(state: StateInline, found: Unread) -> bool:
    """Whether what looks like the first sign beside words is the last of those before it."""
    notes = _notes(state.env)
    if found.offset < notes.until:
        return True
    notes.until = found.offset + len(found.written)
    return False


def _other(state: StateInline) -> Unread | None:
    """A tag of HTML, or an address by another way than links may have."""
    scheme = unread.OTHER_SCHEME.match(state.src, state.pos)
    if scheme:
        is_safe = is_safe_link(scheme[0][1:-1])
        return None if is_safe else Unread(Kind.ADDRESS, state.pos, scheme[0])
    return unread.tag(state.src, state.pos, _notes(state.env).ended)


def _begins_item(state: StateInline) -> bool:
    """Whether what is read begins an item of a list."""
    block = _notes(state.env).block
    return block is not None and block.level > 1


def _words(state: StateInline, silent: bool) -> bool:
    """Words up to the next sign; in them, too, there may be what is not read."""
    start = state.pos
    if not read_text(state, silent):
        return False
    if not silent:
        for begun in unread.IN_WORDS.finditer(state.src, start, state.pos):
            if state.linkLevel == 0 and (found := unread.within(state.src, begun.start())):
                _note(state, found)
    return True


# Links

_TARGET = re.compile(r"\(\s*<?")
_DESTINATION = re.compile(r"\([ \t]*([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
_LABEL = re.compile(r"\[[^\[\]\n]*\]")
_APART = re.compile(r"[ \t]+\((?:https?:|mailto:|#)[^\s()]*\)", re.IGNORECASE)
_NUMBER = re.compile(r"\[[\d\W]*\]")


def _link(state: StateInline, silent: bool) -> bool:
    """A link; one to an event keeps where that is named, and one that is not read is noted."""
    start, before = state.pos, len(state.tokens)
    is_link = read_link(state, silent)
    if silent or state.src[start] != "[":
        return is_link
    if not is_link:
        _note_failed(state, start)
        return False
    made = next(token for token in state.tokens[before:] if token.type == "link_open")
    href = str(made.attrGet("href") or "")
    if href.startswith("#"):
        made.meta["event"] = unicodedata.normalize("NFC", unquote(href[1:]))
        made.meta["offset"] = _offset(state, _named_at(state, start))
    return True


def _named_at(state: StateInline, start: int) -> int:
    """Where the link that begins at `start` names where it leads; its own place if not in it."""
    after = state.md.helpers.parseLinkLabel(state, start, True) + 1
    target = _TARGET.match(state.src, after)
    return target.end() if target else start


def _note_failed(state: StateInline, start: int) -> None:
    """Note what is written as a link and is none."""
    end = state.md.helpers.parseLinkLabel(state, start, True)
    if end < 0:
        return
    written = state.src[start : end + 1]
    if found := _DESTINATION.match(state.src, end + 1):
        where = found[1].strip()
        if where and not where.isdecimal() and (" " not in where or "/" in where):
            _note(state, Unread(Kind.ADDRESS, end + 1 + found.start(1) - found.start(), where))
    elif found := _LABEL.match(state.src, end + 1):
        is_number = _NUMBER.fullmatch(written) and _NUMBER.fullmatch(found[0])
        if not is_number:
            _note(state, Unread(Kind.REFERENCE, start, written + found[0]))
    elif found := _APART.match(state.src, end + 1):
        _note(state, Unread(Kind.APART, start, written + found[0]))


def _bare(state: StateInline, silent: bool) -> bool:
    """A web address as it stands, as a link."""
    if silent or state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = re.search(r"(?<![A-Za-z0-9])https?$", state.pending[-6:], re.IGNORECASE)
    if not scheme:
        return False
    start = state.pos - len(scheme[0])
    written = address_in(state.src, start)
    shown = unescapeAll(written)
    href = state.md.normalizeLink(shown)
    if not written or not is_safe_link(href):
        return False
    state.pending = state.pending[: -len(scheme[0])]
    opened = state.push("link_open", "a", 1)
    opened.attrs, opened.markup, opened.info = {"href": href}, "autolink", "auto"
    state.push("text", "", 0).content = shown
    closed = state.push("link_close", "a", -1)
    closed.markup, closed.info = "autolink", "auto"
    state.pos = start + len(written)
    return True
