"""HTML that is safe to a tree, each element in a form that one sign of Markdown can stand for."""

from __future__ import annotations

import html
import re
import warnings
from typing import Any

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning
from bs4.element import Tag

from timeline.importing.html.addresses import address
from timeline.importing.html.elements import ADDRESSES, BLOCKS
from timeline.importing.html.escapes import on_one_line, restored

BREAKS = BLOCKS | {"br"}
_SEEN = {"img", "iframe", "embed", "object", "audio", "video", "source"}  # or heard
_SPLIT = re.compile(r"</(b|strong|i|em)><\1>")  # emphasis that goes on where it ends
_TAG = re.compile(r"<[^<>]*>")
_NAMES = "|".join(sorted(BREAKS))
_EDGE = re.compile(rf"(?=<(?:{_NAMES})\b)|(?P<end></(?:{_NAMES})>)")
RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def tree_of(safe: str) -> BeautifulSoup:
    """The tree of sanitised HTML, prepared to be written."""
    soup = _soup(_SPLIT.sub("", safe))
    _prepare(soup)
    return soup


def words_and_links(safe: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The words of sanitised HTML on one line, and its links with their texts."""
    parted = _EDGE.sub(lambda match: f"{match[0]} ", safe)
    if '="' not in safe and "<su" not in safe:  # then a tag is all that < and > can be
        return on_one_line(restored(html.unescape(_TAG.sub("", parted)))), ()
    soup = _soup(parted)
    links = tuple(
        (found, words_in(tag)) for tag in soup.find_all(ADDRESSES) if (found := address_of(tag))
    )
    for tag in soup.find_all(["sup", "sub"]):
        tag.string = tag.get_text().translate(RAISED if tag.name == "sup" else LOWERED)
    return words_in(soup), links


def _soup(safe: str) -> BeautifulSoup:
    with warnings.catch_warnings():  # a text that is an address or a file's name is a text
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        return BeautifulSoup(
            safe, "html.parser", store_line_numbers=False, multi_valued_attributes=None
        )


def words_in(tag: Tag) -> str:
    """The words of an element, on one line."""
    return on_one_line(restored(tag.get_text()))


def address_of(tag: Tag) -> str:
    """The web address of an element, if it has one."""
    return address(restored(str(tag.get(ADDRESSES[tag.name]) or "")))


def _prepare(soup: BeautifulSoup) -> None:
    """Give each element a form that one sign of Markdown can stand for."""
    tags = [each for each in soup.descendants if isinstance(each, Tag)]
    for tag in tags:
        if tag.name == "a" and not tag.has_attr("href"):
            tag.unwrap()
        elif tag.name in _SEEN:
            _as_link(soup, tag)
    for tag in tags:
        if tag.name == "pre":
            _with_breaks(soup, tag)
        elif tag.name == "ol":
            _numbered(tag)
    soup.smooth()


def _as_link(soup: BeautifulSoup, tag: Tag) -> None:
    """What is seen or heard becomes a link to it, after the link that it stands in."""
    found, title = address_of(tag), words_in(tag)
    title = title or " ".join(restored(str(tag.get("alt") or tag.get("title") or "")).split())
    outer = tag.find_parent("a")
    if outer is not None:
        tag.replace_with(title if title or words_in(outer) else _last_part(address_of(outer)))
        tag, found = outer, "" if found == address_of(outer) else found
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
