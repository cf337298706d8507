"""A line of text as outlines: which face draws what of it, in which order, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, groupby, pairwise
from typing import Any, NamedTuple

from timeline import segments
from timeline.faces import bidi, choosing, own, shipped
from timeline.faces.choosing import COMMON
from timeline.faces.face import Bitmap, Face, Glyph


class Sign(NamedTuple):
    """What stands in one place of a line: its text, where from its beginning, how wide, in em."""

    text: str
    x: float
    width: float
    rtl: bool


class Outline(NamedTuple):
    """The data of an SVG path, in em, y down, and where it lies.

    `colour` is None for that of the text. The same glyph has the same path wherever it is.
    """

    path: str
    colour: str | None
    x: float
    y: float


class Picture(NamedTuple):
    """A PNG, and the box it fills, in em, y down."""

    data: bytes
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is drawn, from the left, in em.

    `signs` are from left to right. `lost` are the clusters that no font here has, each once.
    """

    width: float
    drawn: tuple[Outline | Picture, ...]
    signs: tuple[Sign, ...]
    lost: tuple[str, ...]


class _Run(NamedTuple):
    """A part of a text that one face draws, in one direction and script."""

    start: int
    end: int
    level: int
    face: Face
    script: str


@lru_cache(maxsize=5_000)
def line(text: str, *, bold: bool, rtl: bool, lang: str, font: bytes | None = None) -> Line:
    """A line of text set: `rtl` where its paragraph begins at the right.

    `font` is the author's own, which draws what it has.
    """
    text = "".join(" " if each in "\t\n\r" else each for each in text)
    lost: dict[str, None] = {}
    runs = list(_runs(text, Face(None, 0, bold, font), rtl, lang, lost))
    x = 0.0
    drawn: list[Outline | Picture] = []
    signs: list[Sign] = []
    for run in bidi.visual(runs, [run.level for run in runs]):
        turned = bool(run.level % 2)
        glyphs = run.face.shaped(text, run.start, run.end, rtl=turned, script=run.script, lang=lang)
        drawn += _drawn(run.face, glyphs, x)
        signs += _signs(text, run, glyphs, x)
        x += sum(glyph.advance for glyph in glyphs) / run.face.em
    return Line(x, tuple(drawn), tuple(signs), tuple(lost))


# Runs


def _runs(text: str, first: Face, rtl: bool, lang: str, lost: dict[str, None]) -> Iterator[_Run]:
    """The runs of a text in the order it is read; what no font has is put into `lost`."""
    levels = bidi.levels(text, rtl=rtl)
    ends = list(accumulate(map(len, segments.clusters(text))))
    parts = list(pairwise([0, *ends]))
    drawn = _faces(text, parts, first, lang)
    tags = _scripts(text, parts)
    kept = []
    for (start, end), face, tag in zip(parts, drawn, tags, strict=True):
        if face is not None:
            kept.append(_Run(start, end, levels[start], face, tag))
        elif choosing.needed(text[start:end]):
            lost[text[start:end]] = None
    while kept:
        run, *kept = kept
        while kept and kept[0] == run._replace(start=run.end, end=kept[0].end):
            run = run._replace(end=kept.pop(0).end)
        yield run


def _faces(
    text: str, parts: Sequence[tuple[int, int]], first: Face, lang: str
) -> list[Face | None]:
    """The face of each cluster; None for one that is not drawn. `first` draws what it has."""
    bold = first.bold
    region = choosing.region(lang, text)
    clusters = [text[start:end] for start, end in parts]
    mine = [first.font is not None and own.draws(first.font, each) for each in clusters]
    found = [
        first if has else None if _is_common(each) else _face(each, bold, region)
        for each, has in zip(clusters, mine, strict=True)
    ]
    for at, cluster in enumerate(clusters):
        if not mine[at] and _is_common(cluster):
            others = [*reversed(found[:at]), *found[at + 1 :]]
            found[at] = _beside(cluster, others) or _face(cluster, bold, region)
    return found


def _is_common(cluster: str) -> bool:
    """Whether a cluster is of no script, and the shipped font lacks it."""
    known = shipped.advances(bold=False).known
    needed = choosing.needed(cluster)
    return (
        bool(needed)
        and all(choosing.script(each) in COMMON for each in needed)
        and not all(ord(each) in known for each in needed)
    )


def _beside(cluster: str, others: Sequence[Face | None]) -> Face | None:
    """The face of the words before a sign, or else after it, if it has that: a comma is theirs."""
    face = next((face for face in others if face and face.path), None)
    return face if face and choosing.covers(face, cluster) else None


def _face(cluster: str, bold: bool, region: str) -> Face | None:
    known = shipped.advances(bold=bold).known
    needed = choosing.needed(cluster)
    if all(ord(each) in known for each in needed or cluster):
        return _shipped(bold)
    return choosing.chosen(cluster, bold=bold, region=region) if needed else None


@cache
def _shipped(bold: bool) -> Face:
    return Face(None, 0, bold)


def _scripts(text: str, parts: Sequence[tuple[int, int]]) -> list[str]:
    """The script of each cluster; signs of all scripts are of that of what is before them."""
    tags: list[str] = []
    for start, end in parts:
        own = next((tag for tag in map(choosing.script, text[start:end]) if tag not in COMMON), "")
        tags.append(own or (tags[-1] if tags else ""))
    first = next(filter(None, tags), "Latn")
    return [tag or first for tag in tags]


# Glyphs


def _drawn(face: Face, glyphs: Sequence[Glyph], x: float) -> Iterator[Outline | Picture]:
    for glyph in glyphs:
        left, base = x + glyph.x / face.em, -glyph.y / face.em
        for look in _looks(face, glyph.number):
            yield look._replace(x=_rounded(left + look.x), y=_rounded(base + look.y))
        x += glyph.advance / face.em


@lru_cache(maxsize=5_000)
def _looks(face: Face, glyph: int) -> tuple[Outline | Picture, ...]:
    """What a glyph looks like where a line begins."""
    em = face.em
    return tuple(
        Picture(look.data, look.left / em, -look.top / em, look.width / em, look.height / em)
        if isinstance(look, Bitmap)
        else Outline(_path(look.outline, em), look.colour, 0, 0)
        for look in face.drawn(glyph)
    )


_EXACT = 4  # decimals of an em


def _rounded(number: float) -> float:
    return round(number, _EXACT) + 0  # or there would be -0.0


def _path(outline: Sequence[tuple[Any, ...]], em: int) -> str:
    words = []
    for letter, *numbers in outline:
        places = ((n if at % 2 == 0 else -n) / em for at, n in enumerate(numbers))
        words.append(letter + " ".join(f"{_rounded(place):g}" for place in places))
    return "".join(words)


def _signs(text: str, run: _Run, glyphs: Sequence[Glyph], x: float) -> Iterator[Sign]:
    """What each place of a run stands for, from left to right."""
    starts = sorted({glyph.start for glyph in glyphs} | {run.start})
    ends = dict(zip(starts, [*starts[1:], run.end], strict=True))
    for start, alike in groupby(glyphs, key=lambda glyph: glyph.start):
        width = sum(glyph.advance for glyph in alike) / run.face.em
        yield Sign(text[start : ends[start]], x, width, bool(run.level % 2))
        x += width
