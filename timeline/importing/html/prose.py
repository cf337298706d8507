"""HTML that is safe to Markdown: what each element becomes."""

# ruff: noqa: ARG002 - the converter calls all its methods alike

from __future__ import annotations

import html
import re
import warnings
from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning
from bs4.element import NavigableString, Tag
from markdownify import MarkdownConverter

from timeline.importing.html.escapes import inline, on_one_line, restored, settled
from timeline.importing.html.reading import ADDRESSES, BLOCKS, address, with_links

_BREAKS = BLOCKS | {"br"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BOLD = {"b", "strong", "th", *_HEADINGS}
_ITALIC = {"em", "i", "cite", "var", "dfn"}
# Elements without a sign of their own, and emphasis that goes on where it ends
_SEEN = {"img", "iframe", "embed", "object", "audio", "video", "source"}  # or heard
_IDLE = re.compile(r"</?(?:u|ins|s|del|strike)>|<a(?: title=\"[^\"]*\")?>")
_SPLIT = re.compile(r"</(b|strong|i|em)><\1>")
_TAG = re.compile(r"<[^<>]*>")
_NAMES = "|".join(sorted(_BREAKS))
_EDGE = re.compile(rf"(?=<(?:{_NAMES})\b)|(?P<end></(?:{_NAMES})>)")
_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def converted(safe: str, *, autolink: bool) -> str:
    """The Markdown of sanitised HTML."""
    soup = _soup(_SPLIT.sub("", _IDLE.sub("", safe)))
    _prepare(soup)
    made = _Converter(autolink=autolink).convert_soup(soup)
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


def words_and_links(safe: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The words of sanitised HTML on one line, and its links with their texts."""
    parted = _EDGE.sub(lambda match: f"{match[0]} ", safe)
    if '="' not in safe and "<su" not in safe:  # then a tag is all that < and > can be
        return on_one_line(restored(html.unescape(_TAG.sub("", parted)))), ()
    soup = _soup(parted)
    links = tuple(
        (found, _words(tag)) for tag in soup.find_all(ADDRESSES) if (found := _address(tag))
    )
    for tag in soup.find_all(["sup", "sub"]):
        tag.string = tag.get_text().translate(_RAISED if tag.name == "sup" else _LOWERED)
    return _words(soup), links


class _Tag(Tag):
    """An element that finds one around it by its name sooner; the converter asks each for that."""

    def find_parent(self, name: Any = None, *others: Any, **more: Any) -> Any:
        """The nearest element around this one, as the library finds it."""
        if not isinstance(name, str) or others or more:
            return super().find_parent(name, *others, **more)
        return next((each for each in self.parents if each.name == name), None)


def _soup(safe: str) -> BeautifulSoup:
    with warnings.catch_warnings():  # a text that is an address or a file's name is a text
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        return BeautifulSoup(
            safe,
            "html.parser",
            element_classes={Tag: _Tag},
            store_line_numbers=False,
            multi_valued_attributes=None,
        )


def _words(tag: Tag) -> str:
    return on_one_line(restored(tag.get_text()))


def _address(tag: Tag) -> str:
    """The web address of an element, if it has one."""
    return address(restored(str(tag.get(ADDRESSES[tag.name]) or "")))


# Before it is converted


def _prepare(soup: BeautifulSoup) -> None:
    """Give each element a form that one sign of Markdown can stand for."""
    tags = [each for each in soup.descendants if isinstance(each, Tag)]
    for tag in tags:
        if tag.name in _SEEN:
            _as_link(soup, tag)
    for tag in tags:
        if tag.name == "pre":
            _with_breaks(soup, tag)
        elif tag.name == "ol":
            _numbered(tag)
    soup.smooth()


def _as_link(soup: BeautifulSoup, tag: Tag) -> None:
    """What is seen or heard becomes a link to it, after the link that it stands in."""
    found, title = _address(tag), _words(tag)
    title = title or " ".join(restored(str(tag.get("alt") or tag.get("title") or "")).split())
    outer = tag.find_parent("a")
    if outer is not None:
        tag.replace_with(title if title or _words(outer) else _last_part(_address(outer)))
        tag, found = outer, "" if found == _address(outer) else found
        if found:
            tag.insert_after(" ", _link(soup, found, _last_part(found)))
    elif found:
        made = _link(soup, found, title or _last_part(found))
        if tag.name != "img":  # what plays stands on its own
            made = _wrapped(soup, made)
        tag.replace_with(made)
    else:
        tag.unwrap()


def _link(soup: BeautifulSoup, href: str, text: str) -> Tag:
    made = soup.new_tag("a", href=href)
    made.string = text or href
    return made


def _wrapped(soup: BeautifulSoup, tag: Tag) -> Tag:
    made = soup.new_tag("div")
    made.append(tag)
    return made


def _last_part(url: str) -> str:
    """The name of a file in an address, or else the address."""
    name = re.sub(r"[?#].*", "", url).rstrip("/").rpartition("/")[2]
    return name if "." in name and "%" not in name else url


def _with_breaks(soup: BeautifulSoup, tag: Tag) -> None:
    """Lines of preformatted text, which Markdown in our pages has no sign for, as lines."""
    tag.name = "div"
    for string in list(tag.find_all(string=True)):
        lines = str(string).strip("\n").split("\n")
        pieces: list[Any] = [lines[0]]
        for line in lines[1:]:
            pieces += [soup.new_tag("br"), line]
        string.replace_with(*pieces)


def _numbered(tag: Tag) -> None:
    """Say of each item of a list which number it has."""
    start = str(tag.get("start") or "1")
    first = int(start) if re.fullmatch(r"[0-9]{1,8}", start) else 1
    for number, item in enumerate(tag.find_all("li", recursive=False), first):
        item["value"] = str(number)


# What each element becomes


class _Converter(MarkdownConverter):
    """Elements to Markdown that our pages read: no headings, rules, code blocks, pictures, tables."""

    def __init__(self, *, autolink: bool) -> None:
        super().__init__(bullets="-", newline_style="backslash")
        self.autolink = autolink

    def process_text(self, el: NavigableString, parent_tags: Iterable[str] = ()) -> str:
        """Text, in which nothing is a sign of Markdown."""
        tags = set(parent_tags)
        text = re.sub(r"[ \t\r\n\f]+", " ", str(el))
        if _is_edge(el.previous_sibling, el.parent):
            text = text.lstrip(" ")
        if _is_edge(el.next_sibling, el.parent):
            text = text.rstrip(" ")
        text = restored(text)
        if "_noformat" in tags:
            return text
        if "a" in tags:
            return inline(text, in_link=True)
        made = with_links(text) if self.autolink else inline(text)
        is_before_sign = isinstance(el.next_sibling, Tag) and made[-1:] in ("!", "<", "&")
        return f"{made[:-1]}\\{made[-1]}" if is_before_sign else made

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link, or its text if it leads nowhere."""
        href, words = _address(el), " ".join(text.split())
        if not href or "_noformat" in parent_tags or "a" in parent_tags:
            return text
        if not words:
            return ""
        if "\n\n" in text.strip():  # a link around paragraphs
            return f"{text.rstrip()}\n\n<{href}>\n\n"
        before, after = (" " if text[0].isspace() else ""), (" " if text[-1].isspace() else "")
        if _words(el) == href:
            return f"{before}<{href}>{after}"
        return f"{before}[{words}]({_target(href)}{_tooltip(el)}){after}"

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Strong emphasis."""
        return text if _BOLD & parent_tags else _emphasis("**", el, text, parent_tags)

    convert_strong = convert_b

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Emphasis."""
        return text if _ITALIC & parent_tags else _emphasis("*", el, text, parent_tags)

    convert_i = convert_em

    def convert_cite(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The title of a work, or whom a quotation is of."""
        if "blockquote" not in parent_tags:
            return self.convert_em(el, text, parent_tags)
        words = text.strip()
        return f"\n\n— {words.lstrip('—–- ')}\n\n" if words else ""

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        """A heading within an event's text, as a paragraph in bold."""
        words = " ".join(text.split())
        if el.find(list(BLOCKS)):
            return f"\n\n{text.strip()}\n\n"
        if "_inline" in parent_tags and not el.find_parent(_HEADINGS):
            return f" {words} "
        return f"\n\n{_emphasis('**', el, words, parent_tags)}\n\n" if words else ""

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A break of the line, but for one that ends a block."""
        if {"_inline", "_noformat", "a"} & parent_tags:
            return " "
        following = el.next_sibling
        while following is not None and _is_empty(following):
            following = following.next_sibling
        if isinstance(following, Tag) and following.name == "br":
            return "\n\n"  # two breaks are how a paragraph is made by hand
        is_at_end = isinstance(following, Tag) and following.name in BLOCKS
        return "\n\n" if is_at_end or _follows_break(el) else "\\\n"

    def convert_hr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A rule, as the break that it is."""
        return "\n\n"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An item of a list."""
        words = _block(text)
        ordered = el.parent is not None and el.parent.name == "ol"
        sign = f"{el.get('value', '1')}. " if ordered else "- "
        indented = re.sub(r"\n(?=[^\n])", "\n" + " " * len(sign), words)
        return f"{sign}{indented}\n" if words else ""

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A table, a line a row."""
        words = text.strip().removesuffix("\\")
        return f"\n\n{words}\n\n" if words else ""

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A row, its cells apart."""
        words = text.strip().removesuffix("|").strip()
        return f"{words}\\\n" if words else ""

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A cell."""
        return f"{' '.join(text.split())} | "

    convert_th = convert_td

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Raised characters, where there are such, as in m²."""
        raised = text.translate(_RAISED)
        return raised if not re.search(r"[^⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ]", raised) else f"^{text}"

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Lowered characters, where there are such, as in H₂O."""
        return text.translate(_LOWERED)

    def convert_abbr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """What is short for something, and for what."""
        full = inline(" ".join(restored(str(el.get("title") or "")).split()))
        return f"{text} ({full})" if full else text

    def convert_tt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Typewriter text."""
        return str(self.convert_code(el, text, parent_tags))  # type: ignore[attr-defined]

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A paragraph, or another block."""
        return str(self.convert_div(el, _block(text), parent_tags))  # type: ignore[attr-defined]

    convert_dd = convert_dt = convert_caption = convert_figcaption = convert_p
    convert_address = convert_aside = convert_center = convert_details = convert_p
    convert_fieldset = convert_figure = convert_footer = convert_form = convert_p
    convert_header = convert_legend = convert_main = convert_nav = convert_summary = convert_p
    convert_pre = convert_p


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
    return isinstance(sibling, Tag) and sibling.name in _BREAKS


def _is_empty(node: Any) -> bool:
    """Whether nothing is written for what stands beside an element."""
    if isinstance(node, NavigableString):
        return not node.strip()
    return isinstance(node, Tag) and node.name not in _BREAKS and not node.get_text().strip()


def _follows_break(el: Tag) -> bool:
    """Whether only space stands between a break and one before it, or the block's beginning."""
    before = el.previous_sibling
    while before is not None and _is_empty(before):
        before = before.previous_sibling
    if before is None:
        return True
    return isinstance(before, Tag) and before.name in _BREAKS


def _emphasis(sign: str, el: Tag, text: str, parent_tags: set[str]) -> str:
    """A text between signs of emphasis, if they are read as such where they stand."""
    words = text.strip()
    if "_noformat" in parent_tags or "\n\n" in words or not _takes_emphasis(el, words):
        return text
    before, after = (" " if text[0].isspace() else ""), (" " if text[-1].isspace() else "")
    return f"{before}{sign}{words}{sign}{after}"


def _takes_emphasis(el: Tag, words: str) -> bool:
    """Whether signs here flank a text as CommonMark demands (section 6.2)."""
    if not re.search(r"\w", words) or words.endswith("\\"):
        return False
    before, after = _beside(el.previous_sibling, -1), _beside(el.next_sibling, 0)
    if before == "*":
        return False
    opens = words[0].isalnum() or not before.isalnum()
    closes = words[-1].isalnum() or not (after.isalnum() or after == "*")
    return opens and closes


def _beside(sibling: Any, index: int) -> str:
    """The character next to an element, or one like it; "*" if it is emphasis."""
    if isinstance(sibling, NavigableString):
        return str(sibling)[index] if sibling else ""
    if not isinstance(sibling, Tag) or sibling.name in _BREAKS:
        return ""
    if not sibling.get_text().strip():
        return "x"
    if sibling.name in _BOLD | _ITALIC:
        return "*"
    return "[" if sibling.name in ("a", "code") else "x"


def _target(href: str) -> str:
    """An address between the parentheses of a link."""
    if href.count("(") != href.count(")") or re.search(r"\)[^(]*\(", href):
        href = href.replace("(", "%28").replace(")", "%29")
    return re.sub(r"&(?=#?\w+;)", r"\\&", href)


def _tooltip(el: Tag) -> str:
    """The title of a link, where it says more than its text."""
    title = " ".join(restored(str(el.get("title") or "")).split())
    if not title or title == _words(el):
        return ""
    return ' "{}"'.format(re.sub(r'(["\\&])', r"\\\1", title))
