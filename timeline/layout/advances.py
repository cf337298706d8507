"""How wide letters are that the shipped font lacks, whatever font they will be drawn in.

The table has the greatest width that any of a script's usual families gives a letter, in the
shapes it takes beside others: so the sum over a word is no less than the word is in any of
them, and seldom a fifth more than in the median one. `.ci/make-advances.py` makes it from
fonts; nothing is asked of the machine that builds.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

_ZWNJ, _ZWJ = 0x200C, 0x200D
_EMOJI_SHAPE = 0xFE0F  # asks for the emoji of what is before it
EMOJI = 1.37  # em, of the widest
# A pair of these is a flag; where the machine has none, it is two letters.
_FLAG = range(0x1F1E6, 0x1F200)
_HALF_FLAG = 0.75
_SKIN = range(0x1F3FB, 0x1F400)
_UNKNOWN = 1.0
_BOLD = 1.1  # of a script whose bold faces nobody has measured


@dataclass(frozen=True, slots=True)
class Advances:
    """Widths of letters by code point, in any one unit.

    `joined` has those of a letter that joins the one before, the one after, and both; one
    that joins none after it has the first alone. `stacked` has what a consonant saves where a
    virama binds it to the one after, and to the one before. `pairs` has what a mark adds to its
    own width after a certain letter. `bold` has from which letter to
    which bold faces are wider, and by how much.
    """

    widths: Mapping[int, float]
    joined: Mapping[int, Sequence[float]]
    stacked: Mapping[int, Sequence[float]]
    viramas: frozenset[int]
    pairs: Mapping[tuple[int, int], float]
    bold: Sequence[tuple[int, int, float]] = ()
    unknown: float = _UNKNOWN
    emoji: float = EMOJI

    def width(self, text: str) -> float:
        """What a run of letters takes; they join and stack within it alone."""
        codes = [ord(each) for each in text]
        total = sum(map(self._alone, codes))
        if not self.joined.keys().isdisjoint(codes):
            total += self._by_joining(codes)
        if not self.viramas.isdisjoint(codes):
            total -= self._by_stacking([code for code in codes if code not in {_ZWJ, _ZWNJ}])
        total += sum(self.pairs.get(pair, 0) for pair in pairwise(codes))
        if _ZWJ in codes or not _MODIFIERS.isdisjoint(codes):
            total += self._by_modifying(codes)
        return total

    def heavier(self, text: str) -> float:
        """By how much bold letters of a run are wider at most."""
        return max((self._bolder(ord(each)) for each in text), default=1.0)

    def _alone(self, code: int) -> float:
        known = self.widths.get(code)
        if known is not None:
            return known
        if is_invisible(chr(code)):
            return 0
        if 0x1F000 <= code < 0x20000:
            return self.emoji
        return self.unknown * _by_design(code)

    def _by_joining(self, codes: Sequence[int]) -> float:
        """What letters take beyond their shapes alone, where they join their neighbours."""
        letters = [code for code in codes if not _is_transparent(code)]
        ahead = [self._joins_next(one) and self._joins_last(two) for one, two in pairwise(letters)]
        more = 0.0
        for code, before, after in zip(letters, [False, *ahead], [*ahead, False], strict=True):
            shapes = self.joined.get(code)
            if shapes and (before or after):
                more += shapes[before + 2 * after - 1] - self._alone(code)
        return more

    def _joins_next(self, code: int) -> bool:
        return code == _ZWJ or len(self.joined.get(code, ())) > 1

    def _joins_last(self, code: int) -> bool:
        return code == _ZWJ or code in self.joined

    def _by_stacking(self, codes: Sequence[int]) -> float:
        """What consonants save that viramas bind together."""
        saved = 0.0
        for one, sign, two in zip(codes, codes[1:], codes[2:], strict=False):
            if sign in self.viramas and one in self.stacked and two in self.stacked:
                saved += max(self.stacked[one][0], self.stacked[two][1])
        return saved

    def _by_modifying(self, codes: Sequence[int]) -> float:
        """What emoji of several signs take beyond each alone: they are drawn as one."""
        more = 0.0
        for one, two in pairwise(codes):
            if two == _EMOJI_SHAPE and _is_sign(one):
                more += max(0, self.emoji - self._alone(one))
            elif two in _SKIN or (one == _ZWJ and _is_sign(two)):
                more -= self._alone(two)
        return more

    def _bolder(self, code: int) -> float:
        at = bisect_right(self.bold, code, key=lambda script: script[0]) - 1
        if at >= 0 and code <= self.bold[at][1]:
            return self.bold[at][2]
        return 1.0 if unicodedata.east_asian_width(chr(code)) in "WF" else _BOLD


_MODIFIERS = frozenset({_EMOJI_SHAPE, *_SKIN})


# Of Hangul in single letters: vowels and last consonants, which go into the first one's square.
_LATER_JAMO = (range(0x1160, 0x1200), range(0xD7B0, 0xD800))


@cache
def _by_design(code: int) -> float:
    """The share of an em that a letter takes in all fonts, as Han, kana and Hangul do."""
    if any(code in letters for letters in _LATER_JAMO):
        return 0
    return 0.5 if unicodedata.east_asian_width(chr(code)) == "H" else 1


@cache
def table() -> Advances:
    """The shipped table, in em."""
    said = json.loads((files("timeline") / "layout" / "advances.json").read_text(encoding="ascii"))
    em = said["em"]
    widths = {
        code: width / em
        for start, row in said["widths"].items()
        for code, width in enumerate(_unpacked(row), int(start, 16))
    }
    return Advances(
        widths=widths | dict.fromkeys(_FLAG, _HALF_FLAG),
        joined=_by_code(said["joined"], em),
        stacked=_by_code(said["stacked"], em),
        viramas=frozenset(said["viramas"]),
        pairs={_pair(codes): more / em for codes, more in said["pairs"].items()},
        bold=tuple((first, last, share / em) for first, last, share in sorted(said["bold"])),
    )


@cache
def is_invisible(character: str) -> bool:
    """Whether a character has no room of its own: a mark on another, or a mere direction."""
    return unicodedata.category(character) in {"Mn", "Me", "Cf"}


def _pair(codes: str) -> tuple[int, int]:
    one, two = codes.split()
    return int(one, 16), int(two, 16)


def _by_code(rows: Mapping[str, Sequence[int]], em: int) -> dict[int, tuple[float, ...]]:
    return {int(code, 16): tuple(width / em for width in row) for code, row in rows.items()}


def _unpacked(row: Sequence[int]) -> list[int]:
    """Widths one by one; a negative number says how often the one after it is meant."""
    found: list[int] = []
    count = 1
    for number in row:
        if number < 0:
            count = -number
            continue
        found += [number] * count
        count = 1
    return found


@cache
def _is_transparent(code: int) -> bool:
    """Whether letters join across it: marks, but not what keeps letters apart or joins them."""
    return code not in {_ZWJ, _ZWNJ} and is_invisible(chr(code))


def _is_sign(code: int) -> bool:
    return code >= 0x1F000 or 0x2190 <= code < 0x2C00
