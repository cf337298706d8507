"""Letters written from right to left among others."""

from __future__ import annotations

import re

from timeline.wording.locales import direction

# Characters that may turn what stands beside them, first and last of each run: the blocks
# that Unicode keeps for scripts written from right to left, and the marks of direction
# (UAX 9). Written out and not asked of `unicodedata`, whose answers change with Python;
# the page's script is given the same runs.
TURNING = (
    (0x0590, 0x08FF),
    (0x200F, 0x200F),
    (0x202A, 0x202E),
    (0x2066, 0x2069),
    (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFC),
    (0x10800, 0x10FFF),
    (0x1E800, 0x1EFFF),
)
_TURNING = re.compile("[{}]".format("".join(f"{chr(a)}-{chr(b)}" for a, b in TURNING)))


def isolated(text: str, lang: str = "en") -> str:
    """`text` so that it and what is around it, in `lang`, turn nothing of each other.

    For plain text (UAX 9, isolates); in HTML, elements do it. Only letters written from
    right to left turn others, and what is among them.
    """
    if not _TURNING.search(text) and direction(lang) == "ltr":
        return text
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def bare(text: str) -> str:
    """An isolated text without what isolates it."""
    return text.removeprefix("\N{FIRST STRONG ISOLATE}").removesuffix("\N{POP DIRECTIONAL ISOLATE}")


def unwrapped(text: str) -> str:
    """An isolated text bare; any other as it is, though it begins or ends with an isolated one."""
    inner = bare(text)
    return text if "\N{POP DIRECTIONAL ISOLATE}" in inner else inner


def begins_right(text: str) -> bool:
    """Whether the first letter of `text` is written from right to left."""
    return bool(_TURNING.match(next(filter(str.isalpha, text), "")))
