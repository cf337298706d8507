"""A chart as a picture that stands alone: what it is called, what it says, whose words it tells.

A sheet is in px of its own. The chart on it is a layout, drawn `unit` px to a px of the
layout's, since a picture for a slide has larger letters than one for a page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from timeline import wording
from timeline.layout import metrics
from timeline.layout.parts import Layout, Text
from timeline.layout.theme import SIZES
from timeline.model import Timeline
from timeline.model.files import Image
from timeline.wording import credit
from timeline.wording.short import one_line, shortened

_LINE = 1.22  # of the size of a title: from line to line
_READ_LINE = 1.4  # the same of what is read
_SOURCE_LINES = 2
_MEASURE = 50  # em of a line that is read
_RUNNING = 80  # characters of the title on further pages
_LOGO = 2.5  # of the size of sources: how high a logo is
_BESIDE = 2.0  # em between two texts that share a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text on a sheet, in px of the sheet; `quiet` ones are in the secondary ink."""

    text: Text
    size: float
    bold: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An image on a sheet, and the box that it fills, in px of the sheet."""

    image: Image
    alt: str
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A picture of `width` by `height` px: lines over and under a chart, and where that stands.

    `plain_foot` are the lines under it without the works whose names the shipped font cannot
    draw, for where no other can; empty where there are none.
    """

    width: float
    height: float
    head: tuple[Line, ...]
    foot: tuple[Line, ...]
    plan: Layout
    left: float  # of the layout's own left edge, margin included
    top: float
    unit: float = 1
    plain_foot: tuple[Line, ...] = ()
    logo: Placed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """The sizes of letters on a sheet, and the room around them, in px."""

    title: float
    headline: float
    credit: float
    edge: float  # beside texts
    over: float  # above the title
    gap: float  # between title and headline
    apart: float  # between texts and chart
    under: float  # below the last line


@metrics.lettered
def sheet(timeline: Timeline, plan: Layout, total: int = 0) -> Sheet:
    """A chart with its title, headline and sources, as wide as it is and as high as they need.

    `total` is how many events there are beyond a selection.
    """
    sizes = _type(plan.width)
    note, plan = note_words(timeline, plan, total), without_note(plan)
    head, top = head_lines(timeline, plan.width, sizes)
    top += sizes.apart - SIZES.margin
    below = top + plan.height - SIZES.margin + sizes.apart / 2
    foot, bottom = foot_lines(timeline, plan.width, below, sizes, note)
    return Sheet(
        width=plan.width,
        height=bottom + sizes.under,
        head=head,
        foot=foot,
        plan=plan,
        left=0,
        top=top,
        plain_foot=plain_foot(timeline, plan.width, below, sizes, note),
        logo=logo(timeline, plan.width, bottom, sizes),
    )


def _type(width: float) -> Type:
    title = 28 if width >= 900 else 24 if width >= 560 else 20
    return Type(
        title=title,
        headline=round(title * 0.6),
        credit=SIZES.key + 0.5,
        edge=SIZES.margin,
        over=14,
        gap=6,
        apart=14,
        under=12,
    )


@metrics.lettered
def head_lines(timeline: Timeline, width: float, sizes: Type) -> tuple[tuple[Line, ...], float]:
    """Title and headline from the top of a sheet, and where they end."""
    block = _Block(timeline, width, sizes.edge, sizes.over)
    block.add(timeline.header.title, sizes.title, _LINE, bold=True)
    if headline := headline_of(timeline):
        block.bottom += sizes.gap
        block.add(headline, sizes.headline, _READ_LINE)
    return tuple(block.lines), block.bottom


@metrics.lettered
def running_head(
    timeline: Timeline, width: float, sizes: Type, page: int, pages: int
) -> tuple[tuple[Line, ...], float]:
    """What a page after the first has at its top: the title, and which of how many it is."""
    block = _Block(timeline, width, sizes.edge, sizes.over)
    title = wording.isolated(shortened(timeline.header.title, _RUNNING), timeline.header.lang)
    lang = timeline.header.lang
    words = wording.phrase("sheet-page", lang, title=title, page=page, pages=pages)
    block.add(words, sizes.credit, _READ_LINE, quiet=True)
    return tuple(block.lines), block.bottom


def headline_of(timeline: Timeline) -> str:
    """What the timeline says in a sentence; empty if it does not."""
    return one_line(getattr(timeline.header, "headline", ""))


def note_words(timeline: Timeline, plan: Layout, total: int = 0) -> str:
    """What a picture without its page says of the events that it leaves out or does not name."""
    lang = timeline.header.lang
    gathered = sum(len(cluster.events) for cluster in plan.clusters)
    said = [part_words(timeline, total)]
    if plan.labelled < plan.count:
        said.append(_labelled(plan.labelled, plan.count, lang))
    if gathered:
        said.append(wording.phrase("gathered", lang, count=gathered))
    if unmarked := len(timeline.events) - plan.count:
        said.append(wording.phrase("sheet-unmarked", lang, count=unmarked))
    said.append(undated_words(timeline))
    return " ".join(filter(None, said))


def part_words(timeline: Timeline, total: int) -> str:
    """How many events a picture shows, if more than the undated are left out."""
    if len(timeline.all_events) >= total:
        return ""
    shown, lang = len(timeline.events), timeline.header.lang
    return wording.phrase("sheet-part", lang, shown=shown, count=total)


def most_words(timeline: Timeline) -> str:
    """As long a note as there can be of events that are not named, gathered or drawn."""
    lang, count = timeline.header.lang, len(timeline.events)
    said = f"{_labelled(count, count, lang)} {wording.phrase('gathered', lang, count=count)}"
    return f"{said} {undated_words(timeline)}".rstrip()


def left_out_words(timeline: Timeline, total: int) -> str:
    """What a picture says of the events that it leaves out, whatever room it has."""
    return f"{part_words(timeline, total)} {undated_words(timeline)}".strip()


def undated_words(timeline: Timeline) -> str:
    """How many events a picture leaves out since they have no date, if there are such."""
    lang, count = timeline.header.lang, len(timeline.undated)
    return wording.phrase("undated-undrawn", lang, count=count) if count else ""


def _labelled(labelled: int, count: int, lang: str) -> str:
    return wording.phrase("sheet-labelled", lang, labelled=labelled, count=count)


def without_note(plan: Layout) -> Layout:
    """A layout that leaves to its sheet to say what is not in it."""
    if not plan.note:
        return plan
    return replace(plan, note=(), height=plan.note[0].y - SIZES.key_line + 4 + SIZES.margin)


@metrics.lettered
def plain_foot(
    timeline: Timeline, width: float, top: float, sizes: Type, note: str = ""
) -> tuple[Line, ...]:
    """The last lines without works that the shipped font cannot name, if there are such."""
    if not any(map(metrics.foreign, credit.works(timeline))):
        return ()
    return foot_lines(timeline, width, top, sizes, note, plain=True)[0]


@metrics.lettered
def foot_lines(
    timeline: Timeline,
    width: float,
    top: float,
    sizes: Type,
    note: str = "",
    *,
    plain: bool = False,
) -> tuple[tuple[Line, ...], float]:
    """A note, the sources and whose the timeline is, from `top` on; and where they end."""
    block = _Block(timeline, width, sizes.edge, top)
    if note:
        block.add(note, sizes.credit, _READ_LINE, quiet=True)
    own = credit.own_line(timeline)
    cited = _sources(timeline, block.room, sizes.credit, plain)
    if cited and own and _share_a_line(cited, own, block.room, sizes.credit):
        block.add(cited, sizes.credit, _READ_LINE, quiet=True)
        block.add_beside(own, sizes.credit)
    else:
        for words in filter(None, (cited, own)):
            block.add(words, sizes.credit, _READ_LINE, quiet=True)
    mark = logo(timeline, width, 0, sizes)
    return tuple(block.lines), block.bottom + (mark.height + sizes.credit if mark else 0)


def logo(timeline: Timeline, width: float, bottom: float, sizes: Type) -> Placed | None:
    """The author's logo as the last thing on a sheet, where `bottom` is its lower edge."""
    image = timeline.files.logo
    if image is None:
        return None
    high = min(_LOGO * sizes.credit, (width - 2 * sizes.edge) * image.height / image.width)
    wide = high * image.width / image.height
    from_right = wording.direction(timeline.header.lang) == "rtl"
    left = width - sizes.edge - wide if from_right else sizes.edge
    alt = timeline.theme.logo.alt if timeline.theme and timeline.theme.logo else ""
    return Placed(image=image, alt=alt, left=left, top=bottom - high, width=wide, height=high)


def _share_a_line(one: str, other: str, room: float, size: float) -> bool:
    widths = (metrics.text_width(metrics.spaced(words), size) for words in (one, other))
    return sum(widths) + _BESIDE * size <= room


def _sources(timeline: Timeline, room: float, size: float, plain: bool) -> str:
    """The works that are cited: as many as fit in a few lines, one at least."""
    every, lang = credit.works(timeline), timeline.header.lang
    works = tuple(work for work in every if not (plain and metrics.foreign(work)))
    if every and not works:
        return wording.phrase("embed-sources", lang, count=len(every))
    for named in range(len(works), 0, -1):
        words = credit.sources_line(works[:named], len(every) - named, lang)
        if named == 1 or len(metrics.wrap(words, room, size)) <= _SOURCE_LINES:
            return words
    return ""


class _Block:
    """Texts one below the other, between the edges of a sheet."""

    def __init__(self, timeline: Timeline, width: float, edge: float, top: float) -> None:
        self.from_right = wording.direction(timeline.header.lang) == "rtl"
        self.edges = (edge, width - edge)
        self.room = width - 2 * edge
        self.bottom = top
        self.lines: list[Line] = []

    def add(
        self, words: str, size: float, pitch: float, *, bold: bool = False, quiet: bool = False
    ) -> None:
        """A text in as many lines as it needs, of about the same length."""
        wrap = metrics.wrap if quiet else balanced
        read = not bold and not quiet
        room = min(self.room, _MEASURE * size) if read else self.room
        lines = wrap(words, room, size, bold=bold)
        ink = metrics.heights(lines, size)
        # A line's letters stand in it as they do in one of Latin letters, unless they are higher.
        spare = max(0, pitch * size - sum(ink)) / 2
        for line in lines:
            self.bottom += spare + ink.ascent
            self._put(line, size, bold=bold, quiet=quiet, far=False)
            self.bottom += spare + ink.descent

    def add_beside(self, words: str, size: float) -> None:
        """A text at the other end of the last line."""
        below, self.bottom = self.bottom, self.lines[-1].text.y
        self._put(metrics.spaced(words), size, bold=False, quiet=True, far=True)
        self.bottom = below

    def _put(self, line: str, size: float, *, bold: bool, quiet: bool, far: bool) -> None:
        at_right = self.from_right != far
        text = Text(
            text=line,
            day=None,
            x_px=self.edges[at_right],
            y=self.bottom,
            anchor="end" if at_right else "start",
        )
        self.lines.append(Line(text=text, size=size, bold=bold, quiet=quiet))


def balanced(words: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """A text in as few lines as it needs, and those as narrow as they can then be."""
    lines = metrics.wrap(words, room, size, bold=bold)
    low, high = room / len(lines) * 0.8, room
    while len(lines) > 1 and high - low > size / 2:
        middle = (low + high) / 2
        narrower = metrics.wrap(words, middle, size, bold=bold)
        if len(narrower) > len(lines):
            low = middle
        else:
            lines, high = narrower, middle
    return lines
