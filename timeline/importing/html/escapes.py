"""Plain text to Markdown that says the same: a backslash only where Markdown would read a sign."""

from __future__ import annotations

import re
from collections.abc import Callable

# No characters (Unicode keeps them for programs), so none of them is in a text.
MAYBE = "\ufdd0"  # what follows is a sign of Markdown if a line begins here
AMP, LESS, QUOTE, APOSTROPHE = "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
CLOSING = "\ufdd5"  # a bracket, until it is known whether it could end a link
LINK = "\ufdd6"  # what follows opens a link
STAND_INS = {"&": AMP, "<": LESS, '"': QUOTE, "'": APOSTROPHE}

_BACK = str.maketrans({stand_in: sign for sign, stand_in in STAND_INS.items()})
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_BLANK = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_BLANKS = re.compile(f"[{_BLANK}]+")

_SIGN = re.compile(
    r"(?P<slash>\\(?=[!-/:-@\[-`{-~]|\s*$))"
    r"|(?P<tick>`)"
    r"|(?P<star>\*+)"
    r"|(?P<line>_+)"
    r"|(?P<wave>~{2,})"
    r"|(?P<bracket>[\[\]])"
    r"|(?P<joining>[<&])"
)
_JOINED = re.compile(  # what is a sign of Markdown by what follows, whatever piece that is from
    rf"{LESS}(?P<less>(?=[A-Za-z/!?]))?"
    rf"|{AMP}(?P<amp>(?=\#\d{{1,7}};|\#[xX][0-9A-Fa-f]{{1,6}};|[A-Za-z][A-Za-z0-9]{{1,31}};))?"
    rf"|{CLOSING}(?P<closing>(?=[(:]))?"
    rf"|!(?P<picture>(?={LINK}))"
)
_JOINING = {LESS: "<", AMP: "&", CLOSING: "]", "!": "!"}
_STARTS = re.compile(
    r"\s*(?P<digits>[0-9]{0,9})"
    r"(?P<sign>[.)](?=\s|$)"
    r"|(?<![0-9])(?:[-+*](?=\s|$)|>|#{1,6}(?=\s|$)|[-=]{2,}\s*$|~{3}))"
)
_LINE_START = re.compile(
    rf"^((?:>|[-*+] |[0-9]{{1,9}}\. | )*)(?:([0-9]{{1,9}}){MAYBE}(?=[.)])|{MAYBE}(?![.)]))",
    re.MULTILINE,
)


def on_one_line(text: str) -> str:
    """A text with one blank for every run of blanks, tabs and line ends; a no-break space stays."""
    return _BLANKS.sub(" ", text).strip(_BLANK)


def visible(text: str) -> str:
    """A text without what is no character of a text: controls, halves of pairs, non-characters."""
    return _NO_TEXT.sub("", text)


def restored(text: str) -> str:
    """A text with the signs for which others stood in."""
    return text.translate(_BACK)


def inline(text: str, *, in_link: bool = False) -> str:
    """A piece of text within a line, what only its surroundings make a sign marked; see `settled`."""
    found = _STARTS.match(text)
    made = _SIGN.sub(_in_link if in_link else _with_backslash, text)
    at = found.start("sign") if found else -1  # nothing before it has been changed
    if at < 0 or made[at] == "\\":
        return made
    return f"{made[:at]}{MAYBE}{made[at:]}"


def escaped(text: str, written: Callable[[str], str] = inline) -> str:
    """Lines of plain text as Markdown: each reads as it is `written`, and line breaks are space."""
    lines = (written(line.strip()) for line in visible(text).strip().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", settled("\n".join(lines)))


def settled(markdown: str) -> str:
    """Markdown with a backslash where what is marked in its pieces is a sign, now that they meet."""
    begun = _LINE_START.sub(r"\1\2\\", markdown).replace(MAYBE, "")
    return _JOINED.sub(_as_joined, begun).replace(LINK, "")


def _as_joined(match: re.Match[str]) -> str:
    sign = _JOINING[match[0]]
    return f"\\{sign}" if match.lastgroup else sign


def _in_link(match: re.Match[str]) -> str:
    """A sign in a link's text, which a bracket would end."""
    return f"\\{match[0]}" if match["bracket"] else _with_backslash(match)


def _with_backslash(match: re.Match[str]) -> str:
    """A sign as it is where it means nothing, else after a backslash."""
    sign = match[0]
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    if match["bracket"]:
        return CLOSING if sign == "]" else sign
    if match["joining"]:
        return STAND_INS[sign]
    if match["star"] and before.isspace() and after.isspace():
        return sign
    if match["wave"] and before.isspace() and after.isspace():
        return sign
    if match["line"] and _means_nothing(before, after):
        return sign
    return "".join(f"\\{each}" for each in sign)


def _means_nothing(before: str, after: str) -> bool:
    """Whether an underscore between these is no emphasis: within a word, or alone."""
    return (before.isalnum() and after.isalnum()) or (before.isspace() and after.isspace())
