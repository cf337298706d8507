"""A layout as rows of data for a chart: instants in milliseconds, offsets in px.

Every row holds instants and fixed offsets; the chart computes x from them and from
the window of time it shows. Instants are epoch milliseconds, UTC, and lengths px:

- `a`, `b`: the instants a shape begins and ends at, a text's anchor; null for what
  stands still. `a_px`, `b_px`: how far right of them; px from the axis where they
  are null.
- `c`, `c_px`: the instant, and how far right of it, that a bar must not begin before,
  since another bar of the mark stands there.
- `y`, `y2`: px below `Layout.top`.
- `owner`: the event or cluster, by `owner_name` and `cluster_name`, or "".

Marks of a live chart stand where the page puts their event. Of them

- `i` is the event, its index in Timeline.events; `y`, `y2` are px below the middle of a line of
  its mark, in its whole size, `n` and `n2` the lines that these belong to.
- `need` is the least size, as a share of the whole, at which the part can be drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from timeline import wording
from timeline.colours.choosing import MOST_SHADES
from timeline.layout.exploring import Explored, days
from timeline.layout.marks import ENDS, SHAPES, Form, Look, Part
from timeline.layout.parts import (
    Annotation,
    Band,
    Cluster,
    Curve,
    Drawn,
    Layout,
    PlacedEvent,
    StripBar,
    Text,
)
from timeline.layout.theme import EDGES, SIZES, USUAL, Theme, Weight
from timeline.layout.ticks import LEAST_STEP

DAY = 86_400_000  # ms
# JavaScript's dates end 271,821 years from 1970 (ECMA-262, Time Values).
DATES_END = 8.64e15
KEY_LANE = -1  # the key's marks have no lane: they take the neutral colour

ANCHORS = {"start": "left", "middle": "center", "end": "right"}  # as Vega calls them

Datum = dict[str, Any]  # a row of data


@dataclass(slots=True)
class Rows:
    """The chart's data, a table a kind of Vega mark."""

    bands: list[Datum] = field(default_factory=list)
    rules: list[Datum] = field(default_factory=list)  # the upper edges of bands
    periods: list[Datum] = field(default_factory=list)
    hits: list[Datum] = field(default_factory=list)
    strip: list[Datum] = field(default_factory=list)
    leads: list[Datum] = field(default_factory=list)  # from marks to annotations
    lines: list[Datum] = field(default_factory=list)
    clusters: list[Datum] = field(default_factory=list)
    bars: list[Datum] = field(default_factory=list)
    symbols: list[Datum] = field(default_factory=list)
    queries: list[Datum] = field(default_factory=list)
    labels: list[Datum] = field(default_factory=list)
    titles: list[Datum] = field(default_factory=list)
    ticks: list[Datum] = field(default_factory=list)  # places in the parameter `ticks`
    notes: list[Datum] = field(default_factory=list)  # periods, words of the key
    curves: list[Datum] = field(default_factory=list)  # controls of splines
    curve_ends: list[Datum] = field(default_factory=list)

    def tables(self) -> dict[str, list[Datum]]:
        """The rows by the name of their dataset."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def rows(layout: Layout, theme: Theme) -> Rows:
    """The layout's shapes and texts as rows of data."""
    found = Rows()
    place = _Placer(layout, theme, found)
    _background(place, layout, theme, found)
    for band in layout.bands:
        place.band(band)
    for number, cluster in enumerate(layout.clusters):
        place.cluster(cluster, cluster_name(number))
    for line in layout.note:
        place.text(found.notes, line, theme.secondary, "")
    for period in layout.periods:
        for line in period.title:
            place.text(found.notes, line, theme.secondary, "")
    for item in layout.items:
        owner = owner_name(item.event)
        place.box(found.hits, item.box, "#ffffff", owner)
        place.item(item)
    for annotation in layout.annotations:
        place.annotation(annotation)
    for bar in layout.strip:
        place.strip(bar)
    for number, curve in enumerate(layout.curves):
        place.curve(curve, number)
    return found


def still_rows(layout: Layout, theme: Theme) -> Rows:
    """Of a chart whose window moves, what stands the same in each of its windows.

    Shades of periods go with time; the density strip stands still, as a map of the whole span.
    """
    found = Rows()
    place = _Placer(layout, theme, found)
    _background(place, layout, theme, found)
    for bar in layout.strip:
        place.still_strip(bar)
    return found


def mark_rows(events: Iterable[Explored], layout: Layout, theme: Theme) -> Rows:
    """Of a chart whose window moves, the marks of events, wherever the page puts these."""
    found = Rows()
    place = _Placer(replace(layout, top=0), theme, found)
    for one in events:
        place.anywhere(one)
    return found


def _background(place: _Placer, layout: Layout, theme: Theme, rows: Rows) -> None:
    """What goes with no event: shades of periods, ticks, the key and the caption."""
    for start, end in shades(each for period in layout.periods for each in period.stretches):
        place.period(start, end)
    place.ticks()
    for entry in layout.key:
        for drawn in entry.sample:
            place.part(drawn, KEY_LANE, "")
        for line in entry.words:
            place.text(rows.notes, line, theme.secondary, "")
    for line in layout.caption:
        place.text(rows.notes, line, theme.secondary, "")


def owner_name(event: int) -> str:
    """What marks of one event carry as their description, until they are given words."""
    return f"event-{event}"


def weight_name(weight: Weight) -> str:
    """What letters of a weight are called in SVG and CSS."""
    return "bold" if weight.bold else "normal"


def cluster_name(number: int) -> str:
    """The same of a cluster: its number in Layout.clusters."""
    return f"cluster-{number}"


def curve_name(number: int) -> str:
    """The same of a curve between marks: its number in Layout.curves."""
    return f"curve-{number}"


def shades(stretches: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches that shade as the given ones do, but nothing more than MOST_SHADES times.

    Where many periods overlap, marks must still stand out from what is behind them.
    """
    some = [(start, end) for start, end in stretches if start < end]
    ends = sorted(edge for start, end in some for edge in ((start, 1), (end, -1)))
    found: list[tuple[float, float]] = []
    opened: list[float] = []
    depth = 0
    for day, step in ends:
        if step == 1 and depth < MOST_SHADES:
            opened.append(day)
        depth += step
        if step == -1 and depth < MOST_SHADES:
            start = opened.pop()
            if start < day:
                found.append((start, day))
    return sorted(found)


class _Placer:
    """Turns places in the picture into rows relative to the chart's view."""

    def __init__(self, layout: Layout, theme: Theme, rows: Rows) -> None:
        self.layout = layout
        self.theme = theme
        self.rows = rows
        self.left = layout.scale.left
        self.top = layout.top

    def box(
        self, table: list[Datum], box: tuple[float, float, float, float], fill: str, owner: str
    ) -> None:
        """A rectangle in px of the picture."""
        left, top, right, bottom = box
        row = self._span(None, None, left, right)
        table.append(row | self._heights(top, bottom) | _look(fill) | {"owner": owner})

    def period(self, start: float, end: float) -> None:
        """A background span over all the bands."""
        row = self._span(start, end, 0, 0) | self._heights(self.layout.top, self.layout.bottom)
        self.rows.periods.append(row | _look(self.theme.period) | {"owner": ""})

    def ticks(self) -> None:
        """As many places for the words of ticks, in the order of time, as can be needed."""
        y = _px(SIZES.margin + SIZES.tick - self.top)
        self.rows.ticks += [
            {"i": at, "y": y, "fill": self.theme.secondary}
            for at in range(round(2 * self.layout.width / LEAST_STEP) + 4)
        ]

    def band(self, band: Band) -> None:
        """A lane's band and its title."""
        colour = self.theme.colour(band.lane, "solid")
        edge = SIZES.margin, self.layout.width - SIZES.margin
        self.box(self.rows.bands, (edge[0], band.top, edge[1], band.bottom), colour, "")
        rule = edge[0], band.top, edge[1], band.top + SIZES.lane_rule
        self.box(self.rows.rules, rule, colour, "")
        for line in band.title:
            self.text(self.rows.titles, line, colour, "")

    def item(self, item: PlacedEvent) -> None:
        """An item's mark, and its label if it is named."""
        owner = owner_name(item.event)
        for drawn in item.mark:
            self.part(drawn, item.lane % len(self.theme.lanes), owner)
        for line in item.label if item.named else ():
            ink = self.theme.secondary if item.weight.quiet else self.theme.ink
            self.text(self.rows.labels, line, ink, owner)
            self.rows.labels[-1] |= {"size": item.label_size, "weight": weight_name(item.weight)}

    def annotation(self, annotation: Annotation) -> None:
        """An annotation and the line that leads to it."""
        owner, lead = owner_name(annotation.event), annotation.lead
        for line in annotation.lines:
            self.text(self.rows.labels, line, self.theme.secondary, owner)
            self.rows.labels[-1] |= {"size": SIZES.annotation, "weight": weight_name(USUAL)}
            self.rows.labels[-1] |= {"style": "italic"} if annotation.italic else {}
        row = self._span(lead.day, lead.day, lead.start_px, lead.end_px)
        row |= self._heights(lead.y, lead.y2)
        self.rows.leads.append(row | {"stroke": self.theme.secondary, "owner": owner})

    def curve(self, curve: Curve, number: int) -> None:
        """A curve from mark to mark, and the sign it ends in."""
        stroke = self.theme.secondary
        look = {"stroke": stroke, "width": SIZES.tie, "owner": curve_name(number)}
        for order, control in enumerate(curve.controls):
            row = self._instant(control.day, control.x_px) | {"y": _px(control.y - self.top)}
            self.rows.curves.append(row | look | {"curve": number, "order": order})
        end, before = curve.end
        shape = SHAPES[ENDS[curve.kind]]
        self.rows.curve_ends.append(
            self._instant(end.day, end.x_px)
            | {"c": milliseconds(before.day), "c_px": _px(before.x_px)}
            | {"y": _px(end.y - self.top), "y2": _px(before.y - self.top)}
            | {"shape": shape.path, "size": (2 * shape.radius) ** 2}
            | look
            | {"fill": stroke if shape.fill else None}
        )

    def anywhere(self, one: Explored) -> None:
        """An event's mark, by lines, and where a pointer meets it: its row, as long as the mark."""
        lane, event = one.lane % len(self.theme.lanes), one.block.event
        for lined in one.block.mark:
            tables = self.rows.tables().values()
            before = [len(table) for table in tables]
            self.part(Drawn(part=lined.part, y=0, weight=one.block.weight), lane, "")
            for table, count in zip(tables, before, strict=True):
                for row in table[count:]:
                    to = lined.line if lined.to is None else lined.to
                    row |= {"i": event, "n": lined.line, "n2": to, "need": _need(lined.part)}
        first, last = days([lined.part for lined in one.block.mark])
        row = self._span(first, last, -SIZES.doubt, SIZES.doubt)
        self.rows.hits.append(row | _look("#ffffff") | {"i": event, "need": 0})

    def still_strip(self, bar: StripBar) -> None:
        """A bar of the density strip, in px of the whole span."""
        scale = self.layout.scale
        colour = self.theme.colour(bar.lane % len(self.theme.lanes), "solid")
        box = scale(bar.start), bar.top, scale(bar.end) - 1, bar.bottom
        self.box(self.rows.strip, box, colour, "")

    def strip(self, bar: StripBar) -> None:
        """A bar of the density strip, a px short of the next."""
        colour = self.theme.colour(bar.lane % len(self.theme.lanes), "solid")
        row = self._span(bar.start, bar.end, 0, -1) | self._heights(bar.top, bar.bottom)
        self.rows.strip.append(row | _look(colour) | {"owner": ""})

    def cluster(self, cluster: Cluster, owner: str) -> None:
        """A hollow box with a count."""
        _, top, _, bottom = cluster.box
        row = self._span(cluster.start, cluster.end, 1, -1) | self._heights(top, bottom)
        lane = cluster.lane % len(self.theme.lanes)
        row |= _look(self.theme.colour(lane, "faint")) | {"owner": owner, "radius": 4}
        self.rows.clusters.append(row | {"stroke": self.theme.colour(lane, "solid")})
        self.text(self.rows.labels, cluster.count, self.theme.ink, owner)
        self.rows.labels[-1] |= {"size": SIZES.compact_label, "weight": weight_name(USUAL)}

    def text(self, table: list[Datum], line: Text, fill: str, owner: str) -> None:
        """One line of text."""
        row = self._instant(line.day, line.x_px)
        row |= {
            "y": _px(line.y - self.top),
            "text": wording.isolated(line.text),
            "anchor": ANCHORS[line.anchor],
        }
        table.append(row | {"fill": fill, "owner": owner})

    def part(self, drawn: Drawn, lane: int, owner: str) -> None:
        """One part of a mark, in the table of its shape's form."""
        add = {
            Form.BAR: self._bar,
            Form.OUTLINE: self._outline,
            Form.LINE: self._line,
            Form.SYMBOL: self._symbol,
            Form.LETTER: self._letter,
        }[SHAPES[drawn.part.shape].form]
        add(drawn, lane, owner)

    def _bar(self, drawn: Drawn, lane: int, owner: str) -> None:
        part, look = drawn.part, SHAPES[drawn.part.shape]
        half = drawn.weight.bar / 2 * drawn.size
        row = self._span(part.start, part.end, part.start_px, part.end_px)
        row |= self._heights(drawn.y - half, drawn.y + half)
        row |= _look(self.theme.colour(lane, part.tone), least=part.least)
        row |= {"leftward": part.leftward}
        if part.beside is not None:
            row |= {"c": milliseconds(part.beside), "c_px": SIZES.least}
        if look.fill == "fade":
            row |= {"gradient": fade_name(lane, part.tone, part.leftward)}
        elif look.fill == "tone" and part.tone in EDGES:
            row |= self._edged(drawn, lane)
        if look.outlined:
            row |= {
                "fill": self._fill(look, lane),
                "stroke": self.theme.colour(lane, "solid"),
                "radius": SIZES.round,
                "stroke_width": max(SIZES.outline * drawn.size, 0.25),
            }
        self.rows.bars.append(row | {"owner": owner})

    def _edged(self, drawn: Drawn, lane: int) -> Datum:
        """What a bar has that is too pale to be seen by itself: a thin edge, within its bounds."""
        part = drawn.part
        inset = SIZES.edge / 2
        half = (drawn.weight.bar / 2 - inset) * drawn.size
        row = self._span(part.start, part.end, part.start_px + inset, part.end_px - inset)
        row |= self._heights(drawn.y - half, drawn.y + half)
        return row | {
            "stroke": self.theme.colour(lane, EDGES[part.tone]),
            "stroke_width": max(SIZES.edge * drawn.size, 0.25),
            "least": max(0, part.least - SIZES.edge),
        }

    def _outline(self, drawn: Drawn, lane: int, owner: str) -> None:
        """Dashes just outside the bar, so that bar and outline are told apart."""
        part = drawn.part
        if drawn.size < _need(part):
            return  # too low a row for dashes
        round_a_dot = part.start is not None and part.start == part.end
        round_half = (SIZES.dot + 1.75) * drawn.weight.symbol
        half = (round_half if round_a_dot else drawn.weight.bar / 2 + 1.5) * drawn.size
        out = 0 if round_a_dot else 1.5
        row = self._span(part.start, part.end, part.start_px - out, part.end_px + out)
        row |= self._heights(drawn.y - half, drawn.y + half)
        row |= _look(None, least=part.least + 2 * out)
        row |= {"stroke": self.theme.colour(lane, "solid"), "dash": _dash(part)}
        row["radius"] = half if round_a_dot else 1
        row["stroke_width"] = max(drawn.size, 0.25)
        self.rows.bars.append(row | {"owner": owner})

    def _line(self, drawn: Drawn, lane: int, owner: str) -> None:
        part = drawn.part
        row = self._span(part.start, part.end, part.start_px, part.end_px)
        row |= self._heights(drawn.y, drawn.y if drawn.y2 is None else drawn.y2)
        row |= {"stroke": self.theme.colour(lane, "solid"), "dash": _dash(part), "owner": owner}
        self.rows.lines.append(row)

    def _letter(self, drawn: Drawn, lane: int, owner: str) -> None:
        part, look = drawn.part, SHAPES[drawn.part.shape]
        if drawn.size < _need(part):
            return  # too low a row for a letter; the dashes remain
        left, right = self.layout.scale.extent(part)
        offset = (left + right) / 2 - (
            self.layout.scale(part.start) if part.start is not None else 0
        )
        row = self._instant(part.start, offset)
        row |= {
            "y": _px(drawn.y - self.top + 0.35 * SIZES.query),
            "text": look.letter,
            "anchor": "center",
        }
        self.rows.queries.append(row | {"fill": self._fill(look, lane), "owner": owner})

    def _symbol(self, drawn: Drawn, lane: int, owner: str) -> None:
        part, look = drawn.part, SHAPES[drawn.part.shape]
        row = self._instant(part.start, (part.start_px + part.end_px) / 2)
        row |= {
            "y": _px(drawn.y - self.top),
            "shape": (part.leftward and look.leftward) or look.path,
            "size": (2 * drawn.size * drawn.weight.symbol * look.radius)
            ** 2,  # an area, as in Vega
            "fill": self._fill(look, lane),
            "stroke": self.theme.colour(lane, "solid"),
            "stroke_width": max(1.4 * drawn.size, 0.25),
            "dash": _dash(part),
            "owner": owner,
        }
        self.rows.symbols.append(row)

    def _fill(self, look: Look, lane: int) -> str | None:
        return None if look.fill is None else self.theme.colour(lane, look.fill)

    def _instant(self, day: float | None, offset: float) -> Datum:
        if day is None:
            return {"a": None, "a_px": _px(offset - self.left)}
        return {"a": milliseconds(day), "a_px": _px(offset)}

    def _span(
        self, start: float | None, end: float | None, start_px: float, end_px: float
    ) -> Datum:
        if start is None or end is None:
            left, right = _px(start_px - self.left), _px(end_px - self.left)
            return {"a": None, "b": None, "a_px": left, "b_px": right}
        return {
            "a": milliseconds(start),
            "b": milliseconds(end),
            "a_px": _px(start_px),
            "b_px": _px(end_px),
        }

    def _heights(self, top: float, bottom: float) -> Datum:
        return {"y": _px(top - self.top), "y2": _px(bottom - self.top)}


def _need(part: Part) -> float:
    """The least size, as a share of the whole, at which a part can be drawn."""
    return {Form.OUTLINE: 0.25, Form.LETTER: 1.0}.get(SHAPES[part.shape].form, 0)


def _dash(part: Part) -> list[int]:
    return list(SHAPES[part.shape].dash or ())


def _look(fill: str | None, least: float = 0) -> Datum:
    return {
        "fill": fill,
        "stroke": None,
        "dash": [],
        "radius": 0,
        "least": least,
        "leftward": False,
        "stroke_width": 1,
    }


def milliseconds(day: float) -> float:
    """Epoch milliseconds; as a float where an integer would not fit in 64 bits."""
    whole = round(day * DAY)
    return whole if abs(whole) < DATES_END else float(whole)


def _px(length: float) -> float:
    """A length to a hundredth: no digits that no eye sees."""
    return round(length, 2)


def fade_name(lane: int, tone: str, leftward: bool) -> str:
    """The name of a gradient among the chart's."""
    return f"{lane}-{tone}-{'left' if leftward else 'right'}"
