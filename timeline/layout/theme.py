"""Colours and sizes of the chart and the page.

A colour has a name ("lane-2-unit") and one value a scheme, so that a picture
drawn in the light scheme can be shown in the dark one by exchanging names.
Contrast is that of WCAG 2.2 (relative luminance); the ratios are tested.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count

from timeline.colours import choosing
from timeline.colours.choosing import APART, BAND_OPACITY, MOST_SHADES, PERIOD_OPACITY, Pair, Rule
from timeline.colours.contrast import contrast, mix, tint
from timeline.model import Timeline

FACETS = ("solid", "unit", "wide", "faint")
FADING = FACETS[:3]
_MARK = 3  # the contrast of a mark

# The contrast of each tone of a lane's colour with its band. A mark needs 3, where periods
# shade the band as deeply as they may too; what is paler has an edge of the tone that EDGES names.
TONE_CONTRAST = {"unit": 3.65, "wide": 1.9, "faint": 1.12}
EDGES = {"wide": "unit"}


@dataclass(frozen=True, slots=True)
class Theme:
    """One colour scheme; `lanes` are reused in order if there are more lanes.

    No two names have one colour: a drawn picture is known by its colours.
    """

    name: str
    paper: str
    ink: str
    secondary: str
    grid: str
    period: str
    key: str
    lanes: tuple[str, ...]

    def colour(self, lane: int, tone: str) -> str:
        """A tone of a lane's colour as #rrggbb; tones are FACETS, lane -1 is the key's."""
        return _tones(self)[lane % len(self.lanes) if lane >= 0 else lane, tone]

    def clear(self, lane: int, tone: str) -> str:
        """The same tone, wholly transparent: what a fade ends in."""
        return self.colour(lane, tone) + "00"

    def band(self, lane: int) -> str:
        """What a lane's band looks like: its colour laid thinly over the paper."""
        if lane < 0:
            return self.paper
        return mix(self.lanes[lane % len(self.lanes)], self.paper, BAND_OPACITY)

    def deepest(self, lane: int) -> str:
        """The same, shaded as deeply as periods may."""
        ground = self.band(lane)
        for _ in range(MOST_SHADES):
            ground = mix(self.period, ground, PERIOD_OPACITY)
        return ground

    def named(self) -> dict[str, str]:
        """Every colour by its name; the names are the same in every scheme."""
        names = {
            "paper": self.paper,
            "ink": self.ink,
            "secondary": self.secondary,
            "grid": self.grid,
            "period": self.period,
        }
        for lane in range(-1, len(self.lanes)):
            name = _lane_name(lane)
            for tone in FACETS:
                names[f"{name}-{tone}"] = self.colour(lane, tone)
        return names

    def fades(self) -> dict[str, str]:
        """What fades end in, by the name of the colour and `-clear`."""
        return {
            f"{_lane_name(lane)}-{tone}-clear": self.clear(lane, tone)
            for lane in range(-1, len(self.lanes))
            for tone in FADING
        }


# Any two lanes are 10 apart in CAM02-UCS (Luo, Cui & Li 2006) for readers without red, green
# or blue cones too (Machado, Oliveira & Fernandes 2009): they differ in lightness as well as hue.
# Found by search among the colours with 7:1 on the paper, the nearest to those that were here.
LIGHT = Theme(
    name="light",
    paper=choosing.LIGHT.paper,
    ink="#1b1f24",
    secondary="#57606a",
    grid="#e6e8ea",
    period=choosing.LIGHT.period,
    key="#454d57",
    lanes=(
        "#1f50bf",
        "#973810",
        "#4b1d94",
        "#246339",
        "#572c02",
        "#0b365b",
        "#893d69",
        "#503937",
    ),
)
DARK = Theme(
    name="dark",
    paper=choosing.DARK.paper,
    ink="#e8eaed",
    secondary="#a8b0ba",
    grid="#2a2f36",
    period=choosing.DARK.period,
    key="#c3cad3",
    lanes=(
        "#93cdfd",
        "#f2895f",
        "#b794f2",
        "#8fc198",
        "#e7c969",
        "#5dafae",
        "#f39bd2",
        "#d7e1ec",
    ),
)


@cache
def _tones(theme: Theme) -> dict[tuple[int, str], str]:
    """The tones of each lane and of the key."""
    taken = {theme.paper, theme.ink, theme.secondary, theme.grid, theme.period}
    found: dict[tuple[int, str], str] = {}
    for lane in range(-1, len(theme.lanes)):
        for tone in FACETS:
            colour = next(one for one in _alike(_tone(theme, lane, tone)) if one not in taken)
            taken.add(colour)
            found[lane, tone] = colour
    return found


def _tone(theme: Theme, lane: int, tone: str) -> str:
    solid = theme.key if lane < 0 else theme.lanes[lane]
    if tone == "solid":
        return solid
    band, least = theme.band(lane), TONE_CONTRAST[tone]
    if tone == "unit":  # a pale band of an author's may be shaded more deeply than one of ours
        least = max(least, _MARK * contrast(band, theme.deepest(lane)))
    return tint(solid, band, least)


def _alike(colour: str) -> Iterator[str]:
    """A colour, and then those that no eye tells from it."""
    blue = int(colour[5:], 16)
    for step in count():
        yield f"{colour[:5]}{(blue + (step if blue < 128 else -step)) % 256:02x}"


@dataclass(frozen=True, slots=True)
class _Variables(Theme):
    """The colours as custom properties, which a page gives their values by scheme."""

    def colour(self, lane: int, tone: str) -> str:
        """The property of a tone."""
        lane = lane % len(self.lanes) if lane >= 0 else lane
        return variable(f"{_lane_name(lane)}-{tone}")

    def clear(self, lane: int, tone: str) -> str:
        """The property of what a fade of it ends in."""
        return self.colour(lane, tone)[:-1] + "-clear)"


def variable(name: str) -> str:
    """The CSS value of a colour by its name: `var(--tl-ink)`."""
    return f"var(--tl-{name})"


def _lane_name(lane: int) -> str:
    return f"lane-{lane}" if lane >= 0 else "key"


@dataclass(frozen=True, slots=True)
class Themes:
    """The colours of one timeline in both schemes, with as many lanes in either."""

    light: Theme
    dark: Theme

    @property
    def variables(self) -> Theme:
        """The names of the colours, for what takes either scheme."""
        return _Variables(
            name="variables",
            paper=variable("paper"),
            ink=variable("ink"),
            secondary=variable("secondary"),
            grid=variable("grid"),
            period=variable("period"),
            key=variable("key-solid"),
            lanes=tuple(variable(f"lane-{lane}-solid") for lane in range(self.lanes)),
        )

    @property
    def lanes(self) -> int:
        """How many lanes have a colour of their own; further ones begin with the first again."""
        return len(self.light.lanes)

    def __iter__(self) -> Iterator[Theme]:
        return iter((self.light, self.dark))


def themes(timeline: Timeline) -> Themes:
    """The colours of a timeline: the author's own, and for other lanes ours that are apart from them."""
    return _themes(tuple(lane.colour for lane in timeline.lanes), bool(timeline.periods))


def accent(timeline: Timeline) -> Pair | None:
    """The author's own colour of links and of what has the focus."""
    own = timeline.theme.accent if timeline.theme else None
    return choosing.drawn(own, Rule(is_lane=False)) if own else None


@cache
def _themes(given: tuple[str | None, ...], is_shaded: bool) -> Themes:
    if not any(given):
        return Themes(LIGHT, DARK)
    rule = Rule.of_lanes(periods=is_shaded)
    own = [choosing.drawn(colour, rule) if colour else None for colour in given]
    pairs = _completed(own, [Pair(*each) for each in zip(LIGHT.lanes, DARK.lanes, strict=True)])
    return Themes(
        replace(LIGHT, lanes=tuple(pair.light for pair in pairs)),
        replace(DARK, lanes=tuple(pair.dark for pair in pairs)),
    )


def _completed(own: Sequence[Pair | None], palette: Sequence[Pair]) -> list[Pair]:
    """The colours of all lanes: their own, or of the palette that of their place.

    Where that is too like a lane's own, it is the next one that no other has; where
    all are, or are taken, they are used again.
    """
    given = [pair for pair in own if pair]
    apart = [one for one in palette if all(one.apart(pair) >= APART for pair in given)]
    apart = apart or list(palette)
    at_place = {
        lane: palette[lane % len(palette)]
        for lane, pair in enumerate(own)
        if not pair and palette[lane % len(palette)] in apart
    }
    left = [one for one in apart if one not in at_place.values()]
    further = iter(left + apart * len(own))
    return [pair or at_place.get(lane) or next(further) for lane, pair in enumerate(own)]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in px; fonts in px too."""

    margin: float = 8  # of paper around the picture
    rem: float = 16  # a reader's letters, where nothing else is set: what px are reckoned for
    inset: float = 15  # from a band's edge to the ends of the axis
    axis: float = 22  # the line of tick labels
    lane_gap: float = 6
    lane_rule: float = 1.5  # over a band, in its lane's colour
    lane_top: float = 6
    lane_title: float = 16  # a line of a lane's title
    lane_below: float = 6  # under a title that stands over rows, which would read on else
    lane_bottom: float = 3
    gutter_from: float = 880  # px of a picture: narrower ones have lane titles over the rows
    gutter_share: float = 0.14  # of the picture, that the lanes' titles may take beside the bands
    gutter_gap: float = 7  # between the titles and where marks may begin
    row: float = 30  # of labels over their marks
    row_least: float = 28  # the same where height is short
    row_wide: float = 36  # the same from `wide_from` on
    wide_from: float = 700  # px of a picture
    line: float = 15  # a further line of a wrapped label
    account: float = 13  # a further line of marks under an event's own
    label_baseline: float = 12.5  # from the top of a row
    mark_below: float = 9.75  # from that baseline to the middle of the mark
    compact_row: float = 15  # label beside the mark
    compact_line: float = 13
    compact_label: float = 11.5
    beside: float = 5  # between a mark and the label beside it
    beside_share: float = 0.5  # of the chart that a label beside its mark may take
    low_size: float = 0.075  # of a mark, a px of a low row: its rings are 12 px high whole
    cluster_row: float = 17
    cluster: float = 34  # width
    strip: float = 34  # height of the density strip
    strip_height: float = 600  # of a chart: a lower one has no room for the strip
    strip_from: int = 60  # events: fewer are seen at a glance
    most_height: float = 1600  # of a chart whose file names no height
    bar: float = 6
    edge: float = 1  # the line round what is too pale by itself
    outline: float = 1.25  # the line round what is hollow
    round: float = 2  # the corners of that: what is filled has none
    gap: float = 10  # least room between two things in a row
    title: float = 13
    tick: float = 12
    key: float = 11.5
    key_line: float = 19
    key_sample: float = 33
    key_gap: float = 16  # between two entries
    period_line: float = 17
    least: float = 3  # the least width of a mark
    dot: float = 4  # radius
    diamond: float = 5  # half the diagonal
    arrow: float = 7  # length
    bracket: float = 6  # half its height
    fade: float = 26  # of an unknown end; it stands for no length of time
    doubt: float = 9  # room for the question mark beside a mark in doubt
    query: float = 11.5  # that question mark
    annotation: float = 12
    annotation_line: float = 14
    tie: float = 1.1  # the line from mark to mark
    tie_out: float = 2  # the same of an event that is chosen
    tie_end: float = 3.5  # half of the sign that it ends in


SIZES = Sizes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How an event is drawn by its importance: heavy or quiet. Lengths are px."""

    label: float  # the size of its letters where they stand over its mark
    bar: float  # the height of its bars
    bold: bool = False
    quiet: bool = False  # in the secondary ink

    @property
    def symbol(self) -> float:
        """The size of its dots and diamonds, as a share of the usual."""
        return 1 + (self.bar - SIZES.bar) / 20


WEIGHTS = {
    5: Weight(label=14, bar=9, bold=True),
    4: Weight(label=13, bar=7),
    3: Weight(label=12.5, bar=SIZES.bar),
    2: Weight(label=12, bar=5, quiet=True),
    1: Weight(label=12, bar=5, quiet=True),
}
USUAL = WEIGHTS[3]  # of an event of which nothing is said
MOST_BAR = max(weight.bar for weight in WEIGHTS.values())
