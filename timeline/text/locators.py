"""Places in works, as people cite them: "p. 17", "fol. 12r", "12頁".

What they look like, and how a number at a key such as `page` is written as one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

# What stands between a work and a place in it, in any script.
SEPARATORS = ",:;\uff0c\uff1a\uff1b\u3001\u060c\u061b\u066b\u05c0\u05c3\u104a\u1363\u1365\u0387"
_KEPT = "\xa7\xb6#'\"\u2019\u2032\u05f3\u05f4%&@*"  # punctuation that begins or ends a place
_ABBREVIATED = re.compile(r"(?:^|[\W\d])(?![ivxlcdm]+\.$)[^\W\d_]{1,3}\.$", re.IGNORECASE)
PAGES = (
    r"(?:pp?|pgs?|pages?|ss|seiten?|ff|fols?|folios?|leaf|leaves|bl|pág|pag|págs|стр|עמ['\u05f3]?|דף)"
    r"\.?\s*(?:\d|[ivxlcdm]+\b)|[psfсσ]\.?\d|[sfсσ]\.\s*\d|\d+\s*(?:頁|页|ページ|쪽|面)"
)
PLACE = re.compile(
    rf"{PAGES}|(?:vols?|volumes?|bd|band|tomes?|tomos?|nos?|nr|nums?|chap|chapters?|ch|kap|kapitel|cap"
    r"|secs?|sect|sections?|paras?|paragraphs?|ll?|lines?|vv?|verses?|arts?|articles?|cols?|columns?"
    r"|min|plates?|pl|figs?|figures?|tab|tables?|nn?|notes?|parts?|pts?|books?|bk|abs|abschnitt|item)"
    r"\.?\s*(?:\d|[ivxlcdm]+\b)|[tnlv]\.\s*\d|[§¶]+\s*\d|第\s*\d|s\.\s?v\.\s|passim\b|\d+[rv]\b|\d+:\d\d",
    re.IGNORECASE,
)
# The rest of a place that nothing else stands behind: numbers, and words that go on from one.
_GOES_ON = re.compile(
    r"(?:[\d\s.,:;\u2013\u2014-]|[ivxlcdm]+\b|[a-z]\b|(?<=\d)[rv]\b|ff?\b|and\b|et\b|und\b|to\b|&"
    r"|頁|页|ページ|쪽|面|章|巻|卷|節|节|n\b|fn\b|passim\b)*",
    re.IGNORECASE,
)


def is_place(text: str) -> bool:
    """Whether a text is a place in a work and nothing else."""
    at, text = 0, text.strip()
    while found := PLACE.match(text, at):
        rest = _GOES_ON.match(text, found.end())
        at = rest.end() if rest else found.end()
    return bool(text) and at == len(text)


def trimmed(text: str) -> str:
    """A place without what parts it from the work before it, and without a stop behind it."""
    start, end = 0, len(text)
    while start < end and _parts(text[start]):
        start += 1
    while start < end and _parts(text[end - 1]) and not _ABBREVIATED.search(text[start:end]):
        end -= 1
    return text[start:end]


def _parts(sign: str) -> bool:
    """Whether a sign is a blank, a mark of direction, or punctuation that parts words."""
    kind = unicodedata.category(sign)
    return kind[0] == "Z" or (kind in ("Po", "Pd", "Cf", "Cc") and sign not in _KEPT)


# Places as other tools have them, a key a kind; those of larger parts stand first

_UNITS = {
    **dict.fromkeys(("volume", "volumes", "vol"), ("vol.", "vols.")),
    **dict.fromkeys(("issue", "number", "no"), ("no.", "nos.")),
    **dict.fromkeys(("book",), ("book", "books")),
    **dict.fromkeys(("part", "parts"), ("part", "parts")),
    **dict.fromkeys(("chapter", "chapters", "chap", "ch"), ("chapter", "chapters")),
    **dict.fromkeys(("section", "sections", "sec"), ("section", "sections")),
    **dict.fromkeys(("paragraph", "paragraphs", "para"), ("para.", "paras.")),
    **dict.fromkeys(("page", "pages", "p", "pp", "pg"), ("p.", "pp.")),
    **dict.fromkeys(("folio", "folios", "fol", "leaf"), ("fol.", "fols.")),
    **dict.fromkeys(("column", "columns", "col"), ("col.", "cols.")),
    **dict.fromkeys(("plate", "plates"), ("plate", "plates")),
    **dict.fromkeys(("line", "lines"), ("line", "lines")),
    **dict.fromkeys(("verse", "verses"), ("verse", "verses")),
    **dict.fromkeys(("footnote", "footnotes", "fn"), ("n.", "nn.")),
}
UNITS = tuple(_UNITS)
_NUMBER = r"(?:\d+[a-z]?|[ivxlcdm]+)"
_ONE = re.compile(rf"\d|{_NUMBER}$", re.IGNORECASE)
_SEVERAL = re.compile(rf"{_NUMBER}\s*[\u2013\u2014,;&-]\s*{_NUMBER}(?!\w)", re.IGNORECASE)


def located(key: str, value: Any) -> str:
    """A place in a work that is given at a key such as `page`, in words; empty for any other.

    What it is a number of is kept: 331 at `page` is "p. 331".
    """
    name = key.strip().lower()
    text = " ".join(str(value).split()) if type(value) in (int, str) else ""
    if name not in _UNITS or not text:
        return ""
    one, several = _UNITS[name]
    if _SEVERAL.match(text):
        return f"{several} {text}"
    is_place = name in text.lower() or PLACE.match(text) or one in ("p.", "fol.")
    return text if is_place and not _ONE.match(text) else f"{one} {text}"


def all_located(table: Mapping[str, Any]) -> str:
    """The place in a work that a table gives at several keys, the larger part first."""
    places = {key.strip().lower(): located(key, value) for key, value in table.items()}
    own = table.get("locator")
    found = [own] if isinstance(own, str) and own.strip() else []
    return ", ".join([*found, *(places[unit] for unit in UNITS if places.get(unit))])
