"""HTML that is safe to Markdown: what each element becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from timeline.importing.html.addresses import with_links
from timeline.importing.html.elements import BLOCKS
from timeline.importing.html.escapes import LINK, inline, restored, settled
from timeline.importing.html.tree import BREAKS, LOWERED, RAISED, address_of, tree_of, words_in

Names = frozenset[str]  # of the elements in which something stands, as far as they tell
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_ONE_LINE = _HEADINGS | _CELLS
_VERBATIM = frozenset(("code", "kbd", "samp"))
_BOLD = {"b", "strong", "th", *_HEADINGS}
_ITALIC = {"em", "i", "cite"}
_STRUCK = {"del", "s", "strike"}
_TELLING = _ONE_LINE | _VERBATIM | _BOLD | _ITALIC | _STRUCK | {"a", "blockquote", "li"}
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def converted(safe: str, *, autolink: bool) -> str:
    """The Markdown of sanitised HTML."""
    made = _written(tree_of(safe), frozenset(), with_links if autolink else inline)
    lines = _without_idle_breaks([line.rstrip() for line in settled(made).split("\n")])
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_idle_breaks(lines: list[str]) -> list[str]:
    """Lines without the backslashes that break none, since no text is before them or after."""
    made = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        slashes = len(line) - len(line.rstrip("\\"))
        is_idle = line.strip("> ") == "\\" or not following.strip("> ")
        made.append(line[:-1].rstrip() if slashes % 2 and is_idle else line)
    return made


def _written(tag: Tag, around: Names, plain: Callable[[str], str]) -> str:
    """The Markdown of an element in others, of plain text in it what `plain` makes of that."""
    inside = around | {tag.name} if tag.name in _TELLING else around
    pieces = (
        _written(each, inside, plain) if isinstance(each, Tag) else _text(each, inside, plain)
        for each in tag.contents
    )
    write = _WRITERS.get(tag.name)
    text = _joined(filter(None, pieces))
    return write(tag, text, around) if write else text


def _joined(pieces: Iterable[str]) -> str:
    """Pieces one after the other; where line ends meet, the more of them count, two at most."""
    made = [""]
    for piece in pieces:
        if piece[0] == "\n" == made[-1][-1:]:
            before, after = made[-1].rstrip("\n"), piece.lstrip("\n")
            ends = max(len(made[-1]) - len(before), len(piece) - len(after))
            made[-1:] = [before, "\n" * min(ends, 2) + after]
        else:
            made.append(piece)
    return "".join(made)


def _text(node: PageElement, around: Names, plain: Callable[[str], str]) -> str:
    """Text, in which nothing is a sign of Markdown; a comment is none."""
    if isinstance(node, PreformattedString):
        return ""
    text = restored(_BLANKS.sub(" ", str(node)))
    begins = _is_edge(node.previous_sibling, node.parent)
    ends = _is_edge(node.next_sibling, node.parent)
    if text.isspace() and (begins or ends):
        return ""
    text = text.lstrip(" ") if begins else text
    text = text.rstrip(" ") if ends else text
    if around & _VERBATIM:
        return text
    if "a" in around:
        return inline(text, in_link=True)
    return plain(text)


def _linked(tag: Tag, text: str, around: Names) -> str:
    """A link, or its text if it leads nowhere."""
    href, words = address_of(tag), " ".join(text.split())
    if not href or around & (_VERBATIM | {"a"}):
        return text
    if not words:
        return ""
    if "\n\n" in text.strip():  # a link around paragraphs
        return f"{text.rstrip()}\n\n<{href}>\n\n"
    if words_in(tag) == href:
        return _spaced(f"<{href}>", text)
    return _spaced(f"{LINK}[{words}]({_target(href)}{_tooltip(tag)})", text)


def _strong(tag: Tag, text: str, around: Names) -> str:
    """Strong emphasis."""
    return text if _BOLD & around else _emphasis("**", tag, text, around)


def _emphatic(tag: Tag, text: str, around: Names) -> str:
    """Emphasis."""
    return text if _ITALIC & around else _emphasis("*", tag, text, around)


def _struck(tag: Tag, text: str, around: Names) -> str:
    """What is struck out."""
    return text if _STRUCK & around else _emphasis("~~", tag, text, around)


def _cited(tag: Tag, text: str, around: Names) -> str:
    """The title of a work, or whom a quotation is of."""
    if "blockquote" not in around:
        return _emphatic(tag, text, around)
    words = text.strip()
    return f"\n\n— {words.lstrip('—–- ')}\n\n" if words else ""


def _heading(tag: Tag, text: str, around: Names) -> str:
    """A heading within an event's text, as a paragraph in bold."""
    words = " ".join(text.split())
    if tag.find(list(BLOCKS)):
        return f"\n\n{text.strip()}\n\n"
    if around & _CELLS and not around & _HEADINGS:
        return f" {words} "
    return f"\n\n{_emphasis('**', tag, words, around)}\n\n" if words else ""


def _break(tag: Tag, _: str, around: Names) -> str:
    """A break of the line, but for one that ends a block."""
    if around & (_ONE_LINE | _VERBATIM | {"a"}):
        return " "
    following = _first_written(tag.next_siblings)
    if isinstance(following, Tag) and following.name == "br":
        return "\n\n"  # two breaks are how a paragraph is made by hand
    before = _first_written(tag.previous_siblings)
    is_edge = before is None or any(
        isinstance(each, Tag) and each.name in names
        for each, names in ((before, BREAKS), (following, BLOCKS))
    )
    return "\n\n" if is_edge else "\\\n"


def _paragraph(_: Tag, text: str, around: Names) -> str:
    """A paragraph, or another block."""
    words = _block(text)
    if around & _ONE_LINE:
        return f" {words} "
    return f"\n\n{words}\n\n" if words else ""


def _quotation(_: Tag, text: str, around: Names) -> str:
    """A quotation, each line after its sign."""
    words = text.strip(" \t\r\n")
    if around & _ONE_LINE:
        return f" {words} "
    quoted = "\n".join(f"> {line}" for line in words.split("\n"))
    return f"\n{quoted}\n\n" if words else "\n"


def _list(tag: Tag, text: str, around: Names) -> str:
    """A list; within an item it begins on the next line."""
    if "li" in around:
        return f"\n{text.rstrip()}"
    is_last = all(
        isinstance(each, NavigableString) and not each.strip() for each in tag.next_siblings
    )
    return f"\n\n{text}" if is_last else f"\n\n{text}\n"


def _item(tag: Tag, text: str, _: Names) -> str:
    """An item of a list."""
    words = _block(text)
    ordered = tag.parent is not None and tag.parent.name == "ol"
    sign = f"{tag.get('value', '1')}. " if ordered else "- "
    indented = re.sub(r"\n(?=[^\n])", "\n" + " " * len(sign), words)
    return f"{sign}{indented}\n" if words else ""


def _table(_tag: Tag, text: str, _: Names) -> str:
    """A table, a line a row."""
    words = text.strip().removesuffix("\\")
    return f"\n\n{words}\n\n" if words else ""


def _row(_tag: Tag, text: str, _: Names) -> str:
    """A row, its cells apart."""
    words = text.strip().removesuffix("|").strip()
    return f"{words}\\\n" if words else ""


def _cell(_tag: Tag, text: str, _: Names) -> str:
    """A cell."""
    return f"{' '.join(text.split())} | "


def _raised(_tag: Tag, text: str, _: Names) -> str:
    """Raised characters, where there are such, as in m²."""
    raised = text.translate(RAISED)
    return raised if not re.search(r"[^⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ]", raised) else f"^{text}"


def _abbreviation(tag: Tag, text: str, _: Names) -> str:
    """What is short for something, and for what."""
    full = inline(" ".join(restored(str(tag.get("title") or "")).split()))
    return f"{text} ({full})" if full else text


def _code(_tag: Tag, text: str, around: Names) -> str:
    """Typewriter text, between more backticks than stand in a row in it."""
    if around & _VERBATIM:
        return text
    words = text.strip()
    ticks = "`" * (max(map(len, re.findall("`+", words)), default=0) + 1)
    made = f"{ticks} {words} {ticks}" if len(ticks) > 1 else f"`{words}`"
    return _spaced(made, text.strip("\n")) if words else ""


_WRITERS: dict[str, Callable[[Tag, str, Names], str]] = {
    **dict.fromkeys(BLOCKS - {"tbody", "tfoot", "thead"}, _paragraph),
    "a": _linked,
    "abbr": _abbreviation,
    "blockquote": _quotation,
    "br": _break,
    "cite": _cited,
    "hr": lambda *_: "\n\n",  # a rule is the break that it is
    "li": _item,
    "q": lambda _tag, text, _around: f'"{text}"',
    "sub": lambda _tag, text, _around: text.translate(LOWERED),
    "sup": _raised,
    "table": _table,
    "tr": _row,
    **dict.fromkeys(("b", "strong"), _strong),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), _code),
    **dict.fromkeys(("em", "i"), _emphatic),
    **dict.fromkeys(_STRUCK, _struck),
    **dict.fromkeys(("ol", "ul"), _list),
    **dict.fromkeys(("td", "th"), _cell),
    **dict.fromkeys(("script", "style"), lambda *_: ""),  # which a frame may still have in it
    **dict.fromkeys(_HEADINGS, _heading),
}


def _block(text: str) -> str:
    """A block's text without breaks at its edges; a backslash of the text itself is two."""
    words = text.strip()
    while words.startswith("\\\n"):
        words = words[2:].strip()
    while (len(words) - len(words.rstrip("\\"))) % 2:
        words = words[:-1].rstrip()
    return words


def _is_edge(sibling: Any, parent: Tag | None) -> bool:
    """Whether a block or a line begins or ends here, where space is none."""
    if sibling is None:
        return parent is None or parent.name in BLOCKS or parent.name == "[document]"
    return isinstance(sibling, Tag) and sibling.name in BREAKS


def _first_written(nodes: Iterable[PageElement]) -> PageElement | None:
    """The first of the nodes beside an element for which something is written."""
    return next((node for node in nodes if not _is_empty(node)), None)


def _is_empty(node: PageElement) -> bool:
    """Whether nothing is written for what stands beside an element."""
    if isinstance(node, Tag):
        return node.name not in BREAKS and not node.get_text().strip()
    return not str(node).strip()


def _emphasis(sign: str, tag: Tag, text: str, around: Names) -> str:
    """A text between signs of emphasis, if they are read as such where they stand."""
    words = text.strip()
    if around & _VERBATIM or "\n\n" in words or not _takes_emphasis(tag, words):
        return text
    return _spaced(f"{sign}{words}{sign}", text)


def _spaced(made: str, text: str) -> str:
    """What was made of a text, with the space that was around it."""
    return f"{' ' * text[0].isspace()}{made}{' ' * text[-1].isspace()}"


def _takes_emphasis(tag: Tag, words: str) -> bool:
    """Whether signs here flank a text as CommonMark demands (section 6.2)."""
    if not re.search(r"\w", words) or words.endswith("\\"):
        return False
    before, after = _before(tag), _after(tag)
    if before == "*":
        return False
    opens = words[0].isalnum() or not before.isalnum()
    closes = words[-1].isalnum() or not (after.isalnum() or after == "*")
    return opens and closes


def _before(tag: Tag) -> str:
    """The character before an element, also where it begins another one in a line."""
    if tag.previous_sibling is None and tag.parent is not None and _is_in_line(tag.parent):
        return _before(tag.parent)
    return _beside(tag.previous_sibling, -1)


def _after(tag: Tag) -> str:
    """The character after an element, also where it ends another one in a line."""
    if tag.next_sibling is None and tag.parent is not None and _is_in_line(tag.parent):
        return _after(tag.parent)
    return _beside(tag.next_sibling, 0)


def _is_in_line(tag: Tag) -> bool:
    """Whether an element may write nothing around its text."""
    return tag.name not in BREAKS and tag.name != "[document]"


def _beside(sibling: Any, index: int) -> str:
    """The character next to an element, or one like it; "*" if it is emphasis."""
    if isinstance(sibling, NavigableString):
        return str(sibling)[index] if sibling else ""
    if not isinstance(sibling, Tag) or sibling.name in BREAKS:
        return ""
    if not sibling.get_text().strip():
        return "x"
    if sibling.name in _BOLD | _ITALIC | _STRUCK:
        return "*"
    return "[" if sibling.name in ("a", "code") else "x"


def _target(href: str) -> str:
    """An address between the parentheses of a link."""
    if href.count("(") != href.count(")") or re.search(r"\)[^(]*\(", href):
        href = href.replace("(", "%28").replace(")", "%29")
    return re.sub(r"&(?=#?\w+;)", r"\\&", href)


def _tooltip(tag: Tag) -> str:
    """The title of a link, where it says more than its text."""
    title = " ".join(restored(str(tag.get("title") or "")).split())
    if not title or title == words_in(tag):
        return ""
    return ' "{}"'.format(re.sub(r'(["\\&])', r"\\\1", title))
