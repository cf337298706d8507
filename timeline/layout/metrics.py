"""Text widths and heights, and wrapping by them.

A width is the sum of advance widths: what a browser draws with the same face
is never wider by more than kerning can add, which `SLACK` covers. Letters that
the shipped font lacks are drawn in a font we do not know: theirs are those of the
widest of the usual ones (`advances`), and the same on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from functools import cache, lru_cache, wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

from timeline import segments, wording
from timeline.faces import own, shipped
from timeline.faces.shipped import Style
from timeline.layout import advances
from timeline.layout.advances import is_invisible
from timeline.model.files import Font

FAMILY = "Timeline Sans"
OWN_FAMILY = "Timeline Own"  # of the author's font
# Arimo has the metrics of Arial and Liberation Sans: a program that ignores
# the embedded face still sets the same widths.
STACK = f"'{FAMILY}', Arimo, 'Liberation Sans', Arial, Helvetica, sans-serif"
# The same for programs that know no embedded face, and perhaps heed the first name alone, as
# LibreOffice does: Arial is there on Windows and macOS, and fontconfig and LibreOffice know
# what has its metrics elsewhere.
NAMED_STACK = f"Arial, 'Liberation Sans', Arimo, '{FAMILY}', Helvetica, sans-serif"
SLACK = 1.01
_HANGING = " \u3000"  # spaces that a line's end needs no room for
_AS_EMOJI = re.compile(
    "[#*0-9©®‼⁉\u2100-\u2bff](?:\ufe0f\u20e3?|\u20e3)"
)  # "1" on a key, a heart that is red
_BREAKS = re.compile(r"[ \t\r\n]+")


class Heights(NamedTuple):
    """How far the ink of a text goes above its baseline and below it."""

    ascent: float
    descent: float


NO_INK = Heights(0, 0)
# In em. What every text takes, be it "a": Latin letters without accents on capitals.
_LATIN = Heights(0.78, 0.22)
# Letters the shipped font lacks, in em: Han, kana, Hangul, symbols and emoji.
_FOREIGN = Heights(0.95, 0.3)
# Scripts that stack signs on their letters and under them, by their first and last
# code point. The ink that Chromium told of words and of the highest and the lowest
# letters there are (`measureText`), or HarfBuzz of a thousand words, rounded up, in
# Noto Sans and Noto Serif, and in further families of Debian: Lohit, Loma, Garuda,
# Waree, Amiri, DejaVu, DDC Uchen, Padauk, Khmer OS. Two go further and have no room made
# for them: Nastaliq slants a whole word (1.9 em up), and Noto Serif Myanmar some
# stacked consonants (1.3 em down).
_TALL = (
    (0x0590, 0x05FF, Heights(0.95, 0.5)),  # Hebrew, pointed
    (0x0600, 0x08FF, Heights(1.05, 0.55)),  # Arabic, Syriac
    (0x0900, 0x097F, Heights(1.0, 0.4)),  # Devanagari
    (0x0980, 0x0BFF, Heights(1.12, 0.42)),  # Bengali to Tamil
    (0x0C00, 0x0DFF, Heights(1.0, 0.46)),  # Telugu to Sinhala
    (0x0E00, 0x0E7F, Heights(1.1, 0.38)),  # Thai
    (0x0E80, 0x0EFF, Heights(1.12, 0.3)),  # Lao
    (0x0F00, 0x0FFF, Heights(1.2, 0.8)),  # Tibetan
    (0x1000, 0x109F, Heights(1.15, 0.6)),  # Myanmar
    (0x10A0, 0x10FF, Heights(0.9, 0.36)),  # Georgian
    (0x1780, 0x17FF, Heights(1.27, 0.72)),  # Khmer
    (0x1A20, 0x1AAF, Heights(1.05, 0.55)),  # Tai Tham
    (0x1B00, 0x1BBF, Heights(1.05, 0.85)),  # Balinese, Sundanese
    (0x1F00, 0x1FFF, Heights(1.05, 0.3)),  # Greek with accents on capitals
    (0x2E80, 0x9FFF, Heights(0.9, 0.2)),  # Han and kana
    (0xA980, 0xA9DF, Heights(1.05, 0.85)),  # Javanese
    (0xAA00, 0xAA5F, Heights(1.05, 0.3)),  # Cham
    (0xAC00, 0xD7FF, Heights(0.9, 0.2)),  # Hangul
    (0xF900, 0xFAFF, Heights(0.9, 0.2)),  # further Han
    (0xFB1D, 0xFB4F, Heights(0.95, 0.5)),  # pointed Hebrew letters
    (0xFB50, 0xFDFF, Heights(1.25, 0.65)),  # Arabic ligatures
    (0xFE70, 0xFEFF, Heights(1.25, 0.65)),  # Arabic letters by their place in a word
    (0xFF00, 0xFFEF, Heights(0.9, 0.2)),  # wide forms
    (0x11000, 0x116FF, Heights(1.0, 0.55)),  # Brahmi and what came of it
    (0x1E900, 0x1E95F, Heights(1.15, 0.3)),  # Adlam
    (0x20000, 0x3FFFF, Heights(0.9, 0.2)),  # rare Han
)
# What goes further among them: where it is in a line, the line is higher.
_TALLER = (
    (0x0610, 0x061A, Heights(1.25, 0.55)),  # Arabic, vocalised
    (0x064B, 0x065F, Heights(1.25, 0.65)),
    (0x0670, 0x0670, Heights(1.25, 0.55)),
    (0x06D0, 0x06D1, Heights(1.05, 0.65)),  # with dots one under another
    (0x06D6, 0x06ED, Heights(1.25, 0.65)),
    (0x0730, 0x074A, Heights(1.25, 0.65)),
    (0x07EB, 0x07F3, Heights(1.25, 0.55)),
    (0x08A0, 0x08FF, Heights(1.25, 0.65)),
    (0x094D, 0x094D, Heights(1.0, 0.6)),  # viramas, which stack letters
    (0x09CD, 0x09CD, Heights(1.12, 0.6)),
    (0x0A4D, 0x0A4D, Heights(1.12, 0.6)),
    (0x0ACD, 0x0ACD, Heights(1.12, 0.6)),
    (0x0B4D, 0x0B4D, Heights(1.12, 0.6)),
    (0x0C4D, 0x0C4D, Heights(1.0, 0.72)),
    (0x0CCD, 0x0CCD, Heights(1.0, 0.8)),
    (0x0D4D, 0x0D4D, Heights(1.0, 0.6)),
    (0x0D7A, 0x0D7F, Heights(1.0, 0.62)),
    (0x0E38, 0x0E3A, Heights(1.1, 0.62)),  # vowels under letters, tones over vowels
    (0x0E47, 0x0E4E, Heights(1.27, 0.38)),
    (0x0EB8, 0x0EBC, Heights(1.12, 0.6)),
    (0x0EC8, 0x0ECE, Heights(1.2, 0.3)),
)


# The font of the timeline that is being laid out, drawn or written. Measuring is asked for in
# fifty places, most of which know a text and nothing else; a font handed through all of them would
# be forgotten in one, whose labels then meet others. So it is set where a whole is made of a
# timeline (`lettered`), which carries its font: in another process too, and for this call alone.
_OWN: ContextVar[Font | None] = ContextVar("own", default=None)

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


def lettered(make: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """Have what a function measures be in the letters of its first argument's timeline.

    That is a Timeline, or has one as `timeline`. Not for what is made piece by piece.
    """

    @wraps(make)
    def made(*args: _Given.args, **kwargs: _Given.kwargs) -> _Made:
        first: Any = args[0] if args else next(iter(kwargs.values()))
        token = _OWN.set(getattr(first, "timeline", first).files.font)
        try:
            return make(*args, **kwargs)
        finally:
            _OWN.reset(token)

    return made


def kerned_width(text: str, style: Style) -> float:
    """How wide a line of letters at hand is as browsers set it, in em: with its kerning."""
    if font := _OWN.get():
        return _own_width(font, text, style)
    return shipped.kerned_width(text, style)


def own_font() -> Font | None:
    """The font of the timeline at hand; None where letters are those of the shipped one."""
    return _OWN.get()


def stack(font: Font | None) -> str:
    """The families of a chart's letters, the first that has one first."""
    return f"'{OWN_FAMILY}', {STACK}" if font else STACK


def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """The width of one line of `text` at `size` px, in px.

    It is the sum of the widths of its `runs`.
    """
    if font := _OWN.get():
        return _own_width(font, text, Style.of(bold=bold, italic=italic)) * size * SLACK
    em, known = shipped.advances(bold=bold, italic=italic)
    try:
        return sum(map(known.__getitem__, map(ord, text))) / em * size * SLACK
    except KeyError:  # a letter that the shipped font lacks
        return _mixed_width(text, bold, italic) * size * SLACK


def runs(text: str) -> list[tuple[str, bool]]:
    """Runs of letters that the shipped font has and of others, in turn; and whether it lacks them.

    What joins a letter, or has no room of its own, stays with it.
    """
    known = shipped.advances(bold=False).known
    found: list[tuple[str, bool]] = []
    for character in text:
        joins = unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"}
        lacking = found[-1][1] if joins and found else ord(character) not in known
        if found and found[-1][1] == lacking:
            found[-1] = (found[-1][0] + character, lacking)
        else:
            found.append((character, lacking))
    return found


def heights(lines: Iterable[str], size: float) -> Heights:
    """What the highest letters of some lines take up and down at `size` px, in px.

    It is never less than unaccented Latin letters take, so that rows of one
    script are alike.
    """
    ascent, descent = _LATIN
    font = _OWN.get()
    for line in lines:
        if font:
            up, down = _own_ink(font, line)
            ascent, descent = max(ascent, up), max(descent, down)
        elif not line.isascii():
            up, down = _line_ink(line)
            ascent, descent = max(ascent, up), max(descent, down)
    return Heights(ascent * size, descent * size)


def aligns_right(lines: Sequence[str]) -> bool:
    """Whether lines under each other have to meet at the right: they are read from there."""
    return len(lines) > 1 and wording.begins_right(lines[0])


def spaced(text: str) -> str:
    """A text as lines have it: runs of spaces, tabs and line ends as one space, none around it."""
    return _BREAKS.sub(" ", text).strip()


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """`text` in lines no wider than `width` px; a word wider than that is broken.

    Lines end where the script lets them (`segments.words`), and never within a cluster.
    Runs of spaces, tabs and line ends become one space; a no-break space stays.
    At least one line, which may be empty.
    """
    text = spaced(text)
    if text_width(text, size, bold=bold) <= width:
        return (text,)
    lines: list[str] = []
    line, taken = "", 0.0
    for word in segments.words(text):
        # Widths add up: there is no kerning in them.
        if taken + text_width(word.rstrip(_HANGING), size, bold=bold) <= width:
            line += word
            taken += text_width(word, size, bold=bold)
            continue
        if line:
            lines.append(line.rstrip(_HANGING))
        *whole, line = _pieces(word, width, size, bold)
        lines.extend(piece.rstrip(_HANGING) for piece in whole)
        taken = text_width(line, size, bold=bold)
    return tuple(lines) if lines and not line.strip() else (*lines, line.rstrip(_HANGING))


def foreign(text: str) -> str:
    """The characters of `text` that no font at hand has a glyph for, each once."""
    if font := _OWN.get():
        text = own.lacked(font.data, text)
    known = shipped.advances(bold=False).known
    return "".join(dict.fromkeys(c for c in text if ord(c) not in known and not is_invisible(c)))


@lru_cache(maxsize=50_000)
def _own_width(font: Font, text: str, style: Style) -> float:
    """The width of a text in em, in the author's font as far as that has its letters."""
    bold, italic = style is Style.BOLD, style is Style.ITALIC
    return sum(
        own.width(font.data, part, style) if has else _mixed_width(part, bold, italic)
        for part, has in own.parts(font.data, text)
    )


@lru_cache(maxsize=50_000)
def _own_ink(font: Font, line: str) -> Heights:
    """How far the ink of a line goes in the author's font, in em."""
    inks = [own.ink(font.data, each) or _ink(each) for each in line] or [_LATIN]
    return Heights(max(up for up, _ in inks), max(down for _, down in inks))


@lru_cache(maxsize=50_000)
def _mixed_width(text: str, bold: bool, italic: bool) -> float:
    """The width, in em, of a text with letters that the shipped font lacks."""
    return sum(_run_width(run, lacking, bold, italic) for run, lacking in runs(text))


def _run_width(run: str, lacking: bool, bold: bool, italic: bool) -> float:
    if lacking:
        table = advances.table()
        return table.width(run) * (table.heavier(run) if bold else 1)
    em, known = shipped.advances(bold=bold, italic=italic)
    rest, emoji = _AS_EMOJI.subn("", run)
    # What is not known here is a mark on a letter that is.
    return sum(known.get(ord(each), 0) for each in rest) / em + emoji * advances.EMOJI


@lru_cache(maxsize=50_000)  # a page measures each label in several sizes
def _line_ink(line: str) -> Heights:
    """How far the ink of a line goes, in em."""
    inks = [_ink(character) for character in line if not character.isascii()]
    return Heights(max(up for up, _ in inks), max(down for _, down in inks))


@cache
def _ink(character: str) -> Heights:
    """How far the ink of a character goes, in em."""
    code = ord(character)
    found = shipped.ink(code) or _tall(code, _TALLER) or _tall(code, _TALL)
    if found:
        return Heights(*found)
    return _LATIN if is_invisible(character) else _FOREIGN


def _tall(code: int, scripts: Sequence[tuple[int, int, Heights]]) -> Heights | None:
    """The heights of the stretch of a table that has the code."""
    at = bisect_right(scripts, code, key=lambda script: script[0]) - 1
    first, last, tall = scripts[max(at, 0)]
    return tall if first <= code <= last else None


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """A word in pieces no wider than `width`; at least one cluster each."""
    if text_width(word.rstrip(_HANGING), size, bold=bold) <= width:
        return [word]  # the beginning of an Arabic word may be wider: its last letter joins none
    pieces = [""]
    for cluster in segments.clusters(word):
        if (
            pieces[-1]
            and text_width((pieces[-1] + cluster).rstrip(_HANGING), size, bold=bold) > width
        ):
            pieces.append("")
        pieces[-1] += cluster
    return pieces
