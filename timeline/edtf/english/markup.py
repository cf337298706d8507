"""Dates as wikis write them: templates, links and entities, to the words that readers see there.

Names are those of templates of the English Wikipedia and of Wikimedia Commons. A template of any
other name is left: {{sfn|Smith|1862}} is no date.
"""

from __future__ import annotations

import html
import re

_TEMPLATE = re.compile(r"\{\{ ?([^{}|]+?) ?((?:\|[^{}|]*)*)\}\}")
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
_MOST = 4  # templates within each other

_ABOUT = frozenset({"circa", "c.", "c", "ca", "ca.", "cca", "approx"})
_DASHES = frozenset(
    {*("ndash", "mdash", "snd", "spnd", "spaced ndash", "spaced en dash", "en dash"), "–", "—"}
)
_FLOURISHED = frozenset({"floruit", "fl.", "fl"})
_AROUND = frozenset({"nowrap", "nobr", "small", "abbr", "lang-en"})
_DATE = re.compile(
    r"(?:(?:start|end|birth|death|film|launch|release|publication|opening|closing|event) ?-?)?"
    r"(?:date|year)(?: and (?:years )?(?:age|ago))?|dtsh?|date table sorting|dob|dod|iso date"
)
_OTHER_DATE = {
    **dict.fromkeys(("~", "ca", "circa", "about"), "c. {0}"),
    **dict.fromkeys(("-", "from", "from-to"), "{0} – {1}"),
    "between": "between {0} and {1}",
    "or": "{0} or {1}",
    "before": "before {0}",
    "after": "after {0}",
    "by": "by {0}",
    "decade": "{0}s",
    "s": "{0}s",
    "century": "{0}th century",
}


def without_markup(text: str) -> str:
    """A text as readers of a wiki see it; as it is, where it has no markup."""
    words = html.unescape(text) if "&" in text and ";" in text else text
    for _ in range(_MOST if "{{" in words else 0):
        words = _TEMPLATE.sub(_shown, words)
    return " ".join(_LINK.sub(r"\1", words).split())


def _shown(match: re.Match[str]) -> str:
    """What a template shows; itself if it is none of those for dates."""
    name = match[1].lower().replace("_", " ")
    given = [part.strip() for part in match[2].split("|")[1:]]
    values = [part for part in given if part and "=" not in part]
    first = values[0] if values else ""
    if name in _ABOUT:
        return " – ".join(f"c. {value}" for value in values[:2]) or "c. "
    if name in _DASHES:
        return "–"
    if name in _FLOURISHED:
        return f"fl. {' – '.join(values[:2])}"
    if name in ("other date", "otherdate") and first in _OTHER_DATE:
        form = _OTHER_DATE[first]
        return form.format(*values[1:]) if len(values) > form.count("{") else match[0]
    if name in _AROUND and values:
        return first
    return _of_parts(values) if values and _DATE.fullmatch(name) else match[0]


def _of_parts(values: list[str]) -> str:
    """A date of year, month and day by themselves, or as it stands; hours behind it are left out."""
    if re.fullmatch(r"-?\d{1,4}", values[0]) and all(map(str.isdecimal, values[1:3])):
        return "-".join((values[0], *(f"{part:0>2}" for part in values[1:3])))
    is_whole = re.search(r"\d{3}", values[0]) and not values[0].isdecimal()
    return values[0] if is_whole else " ".join(values[:3])
