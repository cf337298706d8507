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
- `zoom`: of a label, the least zoom it is shown at; 1 is the whole span.

A label of a live chart holds what the rule of `label_window` asks, by these short
names, since Vega's expressions spell them out many times:

- `l`: how far right of `a` its left edge is; `w`: its width.
- `s`, `e`: the first and last instant of its mark.
- `movable`: whether it is kept in the window while there is room. Only then
- `p`, `p_px`: the right edge of the mark before it in its row; `pl`, `pl_px`: the
  left edge of that one's label; `pw`: its width. Not there if nothing is before it.
- `n`, `n_px`, `nl`, `nl_px`, `nw`: the same of what comes after, by its left edge.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil, inf
from typing import Any

from timeline import wording
from timeline.layout import label_window, metrics
from timeline.layout.label_window import Footprint, RowLabel
from timeline.layout.marks import SHAPES, Form, Look, Part
from timeline.layout.parts import Cluster, Drawn, Layout, PlacedEvent, StripBar, Text
from timeline.layout.theme import MOST_SHADES, SIZES, Theme
from timeline.layout.ticks import LEAST_STEP

DAY = 86_400_000  # ms
# JavaScript's dates end 271,821 years from 1970 (ECMA-262, Time Values).
DATES_END = 8.64e15
KEY_LANE = -1  # the key's marks have no lane: they take the neutral colour

Datum = dict[str, Any]  # a row of data; "row" alone is a line that events are packed in


@dataclass(slots=True)
class Rows:
    """The chart's data, a table a kind of Vega mark."""

    bands: list[Datum] = field(default_factory=list)
    periods: list[Datum] = field(default_factory=list)
    hits: list[Datum] = field(default_factory=list)
    strip: list[Datum] = field(default_factory=list)
    lines: list[Datum] = field(default_factory=list)
    bars: list[Datum] = field(default_factory=list)
    symbols: list[Datum] = field(default_factory=list)
    queries: list[Datum] = field(default_factory=list)
    labels: list[Datum] = field(default_factory=list)
    titles: list[Datum] = field(default_factory=list)
    ticks: list[Datum] = field(default_factory=list)  # places in the parameter `ticks`
    notes: list[Datum] = field(default_factory=list)  # periods, words of the key

    def tables(self) -> dict[str, list[Datum]]:
        """The rows by the name of their dataset."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def rows(layout: Layout, theme: Theme, deepest: float = inf) -> Rows:
    """The layout's shapes and texts as rows of data; labels shown at zoom `deepest`."""
    found = Rows()
    place = _Placer(layout, theme, found)
    _background(place, layout, theme, found)
    for period in layout.periods:
        for line in period.title:
            place.text(found.notes, line, theme.secondary, "")
    for item in layout.items:
        owner = owner_name(item.event)
        place.box(found.hits, item.box, "#ffffff", owner)
        place.item(item, deepest)
    for bar in layout.strip:
        place.strip(bar)
    return found


def live_rows(layout: Layout, theme: Theme) -> Rows:
    """The same for a chart whose window moves.

    Labels carry what is beside them in their row; what a pointer meets goes
    with time; the density strip stands still, as a map of the whole span.
    """
    found = Rows()
    place = _Placer(layout, theme, found)
    _background(place, layout, theme, found)
    for period, spot in zip(layout.periods, label_window.period_labels(layout), strict=True):
        for line in period.title:
            place.text(found.labels, line, theme.secondary, "")
            found.labels[-1] |= {"size": SIZES.key, "zoom": 0, **_beside(spot)}
    places = label_window.row_labels(layout)
    for item in layout.items:
        place.hit(item)
        place.item(item, inf, _beside(places[item.event]) if item.event in places else None)
    for bar in layout.strip:
        place.still_strip(bar)
    return found


def _background(place: _Placer, layout: Layout, theme: Theme, rows: Rows) -> None:
    """What is no event: bands with their titles, periods, ticks, clusters, the key."""
    for band in layout.bands:
        colour = theme.colour(band.lane, "solid")
        edge = SIZES.margin, layout.width - SIZES.margin
        place.box(rows.bands, (edge[0], band.top, edge[1], band.bottom), colour, "")
        for line in band.title:
            place.text(rows.titles, line, colour, "")
    for start, end in shades(each for period in layout.periods for each in period.stretches):
        place.period(start, end)
    place.ticks()
    for number, cluster in enumerate(layout.clusters):
        place.cluster(cluster, cluster_name(number))
    for entry in layout.key:
        for drawn in entry.sample:
            place.part(drawn, KEY_LANE, "")
        for line in entry.words:
            place.text(rows.notes, line, theme.secondary, "")
    for line in (*layout.caption, *layout.note):
        place.text(rows.notes, line, theme.secondary, "")


def _beside(label: RowLabel) -> Datum:
    """What the rule of `label_window` asks of a label: see the columns above."""
    row: Datum = {
        "l": _px(label.own.label.px),
        "w": _up(label.own.width),
        "s": milliseconds(label.own.first),
        "e": milliseconds(label.own.last),
        "movable": label.movable,
    }
    for name, footprint in {"p": label.before, "n": label.after}.items():
        if footprint is not None and label.movable:
            row |= _neighbour(name, footprint)
    return row


def _neighbour(name: str, footprint: Footprint) -> Datum:
    """A neighbour's mark, the edge of it that is nearer, and its label."""
    edge = footprint.right if name == "p" else footprint.left
    return {
        name: milliseconds(edge.day),
        f"{name}_px": _px(edge.px),
        f"{name}l": milliseconds(footprint.label.day),
        f"{name}l_px": _px(footprint.label.px),
        f"{name}w": _up(footprint.width),
    }


def owner_name(event: int) -> str:
    """What marks of one event carry as their description, until they are given words."""
    return f"event-{event}"


def cluster_name(number: int) -> str:
    """The same of a cluster: its number in Layout.clusters."""
    return f"cluster-{number}"


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
        """As many places for the words of ticks as can be needed."""
        y = _px(SIZES.margin + SIZES.tick - self.top)
        self.rows.ticks += [
            {"i": at, "y": y, "fill": self.theme.secondary}
            for at in range(round(self.layout.width / LEAST_STEP) + 2)
        ]

    def item(self, item: PlacedEvent, deepest: float, beside: Datum | None = None) -> None:
        """An item's mark, and its label if it is shown at a zoom up to `deepest`."""
        owner = owner_name(item.event)
        for drawn in item.mark:
            self.part(drawn, item.lane % len(self.theme.lanes), owner)
        if item.zoom is None or item.zoom > deepest:
            return
        for line in item.label:
            self.text(self.rows.labels, line, self.theme.ink, owner)
            self.rows.labels[-1] |= {"size": item.label_size, "zoom": item.zoom, **(beside or {})}

    def hit(self, item: PlacedEvent) -> None:
        """Where a pointer meets an item at any zoom: its row, as long as its mark."""
        days = [
            day
            for drawn in item.mark
            for day in (drawn.part.start, drawn.part.end)
            if day is not None
        ]
        row = self._span(min(days), max(days), -SIZES.doubt, SIZES.doubt)
        row |= self._heights(item.box[1], item.box[3]) | _look("#ffffff")
        self.rows.hits.append(row | {"owner": owner_name(item.event)})

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
        self.rows.bars.append(row | {"stroke": self.theme.colour(lane, "solid")})
        self.text(self.rows.labels, cluster.count, self.theme.ink, owner)
        width = metrics.text_width(cluster.count.text, SIZES.compact_label)
        self.rows.labels[-1] |= {
            "size": SIZES.compact_label,
            "zoom": 1,
            "l": _px(cluster.count.x_px - width / 2),
            "w": _up(width),
            "s": row["a"],
            "e": row["b"],
            "movable": False,
        }

    def text(self, table: list[Datum], line: Text, fill: str, owner: str) -> None:
        """One line of text."""
        anchor = {"start": "left", "middle": "center", "end": "right"}[line.anchor]
        row = self._instant(line.day, line.x_px)
        row |= {"y": _px(line.y - self.top), "text": wording.isolated(line.text), "anchor": anchor}
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
        part, look, half = drawn.part, SHAPES[drawn.part.shape], SIZES.bar / 2 * drawn.size
        row = self._span(part.start, part.end, part.start_px, part.end_px)
        row |= self._heights(drawn.y - half, drawn.y + half)
        row |= _look(self.theme.colour(lane, part.tone), least=part.least)
        row |= {"leftward": part.leftward}
        if part.beside is not None:
            row |= {"c": milliseconds(part.beside), "c_px": SIZES.least}
        if look.fill == "fade":
            row |= {"gradient": fade_name(lane, part.tone, part.leftward)}
        if look.outlined:
            row |= {
                "fill": self._fill(look, lane),
                "stroke": self.theme.colour(lane, "solid"),
                "radius": 1,
                "stroke_width": max(drawn.size, 0.25),
            }
        self.rows.bars.append(row | {"owner": owner})

    def _outline(self, drawn: Drawn, lane: int, owner: str) -> None:
        """Dashes just outside the bar, so that bar and outline are told apart."""
        part = drawn.part
        if drawn.size < 0.25:
            return  # too low a row for dashes
        round_a_dot = part.start is not None and part.start == part.end
        half = (SIZES.dot + 2 if round_a_dot else SIZES.bar / 2 + 1.5) * drawn.size
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
        if drawn.size < 1:
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
            "size": (2 * drawn.size * look.radius) ** 2,  # Vega's measure: an area
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


def _up(length: float) -> float:
    """A width to a hundredth, never less than it is."""
    return ceil(length * 100) / 100


def _px(length: float) -> float:
    """A length to a hundredth: no digits that no eye sees."""
    return round(length, 2)


def fade_name(lane: int, tone: str, leftward: bool) -> str:
    """The name of a gradient among the chart's."""
    return f"{lane}-{tone}-{'left' if leftward else 'right'}"
