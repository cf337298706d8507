"""Pictures and recordings of other tools' files, which are addresses, as tables of `media`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from timeline.importing.html.addresses import address
from timeline.importing.rows import Row
from timeline.messages import counted
from timeline.text.reader.checks import WEB

KEYS = ("url", "alt", "caption", "credit", "licence", "source")
NO_ADDRESS = "this is no web address"
NO_MEDIA = "there is no picture beside it"
ONE_CAPTION = "a picture has one caption"

Table = dict[str, str]

# A file of Wikimedia Commons, as queries and those who embed it name it.
_FILE_PATH = re.compile(
    r"https?://commons\.wikimedia\.org/wiki/Special:(?:File[Pp]ath|Redirect/file)/([^?#]+)(?:\?.*)?"
)
_NAMED = re.compile(r"(.+)\.\w{2,5}")


def web_address(text: str) -> str:
    """An address by http or https; of a file of Wikimedia Commons that of its page. Empty if it is none."""
    found = address(text)
    if not WEB.fullmatch(found):
        return ""
    named = _FILE_PATH.fullmatch(found)
    if not named:
        return found
    return f"https://commons.wikimedia.org/wiki/File:{named[1].replace('%20', '_')}"


def medium(said: Mapping[str, str], caption: str = "") -> Table:
    """A table of `media` of what is said by its keys; with neither caption nor alt, as `caption` or by its file's name."""
    words = said.get("caption") or said.get("alt") or caption or name_of(said["url"])
    table = {**said, "caption": said.get("caption") or ("" if said.get("alt") else words)}
    return {key: table[key] for key in KEYS if table.get(key)}


def name_of(url: str) -> str:
    """What a file on the web is called, in words, or where it is if nothing there is a file's name."""
    try:
        parts = urlsplit(url)
    except ValueError:  # of brackets where a host is
        return url
    name = unquote(parts.path.rpartition("/")[2]).removeprefix("File:")
    if found := _NAMED.fullmatch(name):
        return " ".join(re.sub(r"[_+\s\x00-\x1f\x7f]+", " ", found[1]).split()) or parts.netloc
    return parts.netloc.removeprefix("www.")


def told_of_names(media: Iterable[Mapping[str, Any]]) -> str:
    """How many pictures are called by the names of their files, as nothing else is said of them."""
    count = sum(each["caption"] == name_of(each["url"]) for each in media if each.get("caption"))
    if not count:
        return ""
    named = "its file or site" if count == 1 else "their files or sites"
    return f"{counted(count, 'picture')} without words captioned by the name of {named}"


def of_rows(rows: Iterable[Row]) -> list[Mapping[str, Any]]:
    """The media of all rows that may come in."""
    return [each for row in rows if not row.problem for each in row.more.get("media", ())]
