"""A timeline and its layout to one Altair chart.

x is computed from the parameter `win`, the window of time shown, so that
changing `win` zooms the chart; where rows are then the page says anew. Only rows are px.

Looks come as mark properties that are expressions of `datum`, not as encodings:
an encoding brings a scale and a legend of its own, and one of dashes,
`StrokeDash(scale=None)` of arrays, draws nothing and says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from timeline.colours.choosing import BAND_OPACITY, PERIOD_OPACITY
from timeline.drawing.rows import KEY_LANE, Rows, fade_name, milliseconds, rows
from timeline.layout import metrics
from timeline.layout.parts import EDGE, Layout
from timeline.layout.theme import FADING, SIZES, Theme, themes
from timeline.model import Timeline
from timeline.wording import isolated

# The version of Vega-Lite that Altair's schema is of: vl-convert has several, and by default
# takes its own newest, which may read a specification in another way.
VEGA_LITE = alt.SCHEMA_VERSION.removeprefix("v").rpartition(".")[0]  # "6.4"
# Px beyond the axis that nobody sees: past the picture's edge by the largest corner and stroke.
_UNSEEN = SIZES.inset + 8


def chart(timeline: Timeline, layout: Layout) -> alt.LayerChart:
    """The chart with its data in it, `layout.width` by `layout.height` px."""
    theme = themes(timeline).light
    sized = frame(timeline, layout, theme)
    sized["params"] = [alt.VariableParameter(**param) for param in sized["params"]]
    return alt.LayerChart(
        layer=_layers(theme, curved=bool(layout.curves)),
        config=_config(metrics.stack(timeline.files.font)),
        datasets=_tables(rows(layout, theme), curved=bool(layout.curves)),
        **sized,
    )


def spec(timeline: Timeline, layout: Layout, theme: Theme | None = None) -> dict[str, Any]:
    """The chart of the whole span as a Vega-Lite specification, for a picture.

    The same as `chart(...).to_dict()`, but Altair does not walk through the rows,
    which are ours and right. In the light scheme, if no `theme` is named.
    """
    theme = theme or themes(timeline).light
    curved = bool(layout.curves)
    tables = _tables(rows(layout, theme), curved=curved)
    return {**_drawing(theme, curved=curved), **frame(timeline, layout, theme), "datasets": tables}


def live_spec(timeline: Timeline, layout: Layout, theme: Theme) -> dict[str, Any]:
    """The chart whose window moves, without its data: `rows.still_rows` and `rows.mark_rows`.

    What a window packs anew is not known here: where the events stand, which are named and how
    high the bands are. The page gives places by event as parameters, of which `mid` is the px
    down to the first line of its mark (null of an event that is not drawn), `step` from one line
    to the next, `grow` the mark's size as a share of the whole, `over` and `under` the edges of
    its row; and it gives rows of data for bands, titles, labels and what is gathered.
    """
    curved = any(event.relations for event in timeline.events)
    tables: dict[str, list[Any]] = {name: [] for name in _tables(Rows(), curved=curved)}
    return {
        **_drawing(theme, metrics.stack(timeline.files.font), curved=curved),
        **live_frame(timeline, layout, theme),
        "datasets": tables,
    }


def _tables(found: Rows, *, curved: bool) -> dict[str, list[Any]]:
    """The rows by dataset; a chart without relations has none for curves, and no layer."""
    return {name: rows for name, rows in found.tables().items() if curved or name not in _CURVED}


_CURVED = ("curves", "curve_ends")


@cache
def _drawing(theme: Theme, font: str = "", *, curved: bool = False) -> dict[str, Any]:
    """What is the same in the specification of every layout: marks and encodings.

    `font` is that of a live chart, empty for a still one.
    """
    # Vega measures every text it draws, slowly in a font it has to look for. Nothing
    # here depends on its measure, and the picture names its fonts itself.
    with debug_mode(False):  # without a look at the schema: nothing here is anybody's data
        layers = _layers(theme, live=bool(font), curved=curved)
        drawing = alt.LayerChart(layer=layers, config=_config(font or "sans-serif"))
        return drawing.to_dict(validate=False)


def _layers(theme: Theme, *, live: bool = False, curved: bool = False) -> list[alt.Chart]:
    """The layers, from back to front, over named datasets; `live` ones heed the window's edges."""
    place = _PACKED if live else _LAID
    labels = _labels()
    moving = [
        _rectangles("periods", _LAID, fillOpacity=PERIOD_OPACITY),
        # White that is not seen: Vega drops a fill of "transparent", and a pointer would meet
        # nothing.
        _rectangles("hits", _ROWS if live else _LAID, fillOpacity=0),
        _lines(place),
        _rectangles(
            "bars",
            place,
            strokeWidth=alt.ExprRef(place.stroke),
            strokeDash=alt.ExprRef("datum.dash"),
        ),
        _symbols(place),
        _texts("queries", SIZES.query, place=place, bold=True),
    ]
    if live:
        moving = [layer.transform_filter(_SEEN) for layer in moving]
        labels = labels.encode(x=alt.XValue(alt.ExprRef("datum.x")))
    periods, hits, *marks, queries = moving
    return [
        _rectangles("bands", _LAID, fillOpacity=BAND_OPACITY),
        periods,
        _axis(theme),
        _rectangles("rules", _LAID),
        hits,
        _rectangles("strip", _LAID),
        _rectangles("clusters", _LAID),
        _leads(),
        *(_tied(live=live) if curved else ()),
        *marks,
        queries,
        _texts("titles", SIZES.title, bold=True),
        _tick_labels(),
        _texts("notes", SIZES.key),
        labels,
    ]


@dataclass(frozen=True, slots=True)
class _Place:
    """How rows of data say where they are down the picture, and how large: expressions."""

    y: str = "datum.y"
    y2: str = "datum.y2"
    stroke: str = "datum.stroke_width"
    radius: str = "datum.radius"
    size: str = "datum.size"  # an area


# As it was laid out; and, of a chart whose window moves, where the page has put the event.
_LAID = _Place()
_PACKED = _Place(
    y="(isValid(datum.i) ? mid[datum.i] + datum.n * step[datum.i] + datum.y * grow[datum.i] : datum.y)",
    y2="(isValid(datum.i) ? mid[datum.i] + datum.n2 * step[datum.i] + datum.y2 * grow[datum.i] : datum.y2)",
    stroke="(isValid(datum.i) ? max(datum.stroke_width * grow[datum.i], 0.25) : datum.stroke_width)",
    radius="(isValid(datum.i) && datum.radius > 1 ? datum.radius * grow[datum.i] : datum.radius)",
    size="(isValid(datum.i) ? datum.size * grow[datum.i] * grow[datum.i] : datum.size)",
)
_ROWS = _Place(y="over[datum.i]", y2="under[datum.i]")

# Whether any of a row is in the window, and its event drawn in it; what has no instant, or no
# event, always is. Rows outside are left out of the data: hidden by opacity or as an empty text
# they cost as much as drawn. A step of zoom at 5,000 events takes 75 ms instead of 340 where few
# are in the window.
# The picture shows some px of what is outside: a bar that went on there as a paler one, or
# with an arrowhead, would seem to have ended if that were left out.
_SEEN = (
    f"(!isValid(datum.a) || datum.a <= win[1] + {_UNSEEN} / kx"
    f" && (isValid(datum.b) ? datum.b : datum.a) >= win[0] - {_UNSEEN} / kx)"
    " && (!isValid(datum.i) || isValid(mid[datum.i]) && grow[datum.i] >= datum.need)"
)


_HALF = "indexof(halves, datum.value) >= 0"  # of a line of the grid


def _config(font: str) -> alt.Config:
    return alt.Config(view=alt.ViewConfig(stroke=None, fill=None), text=alt.MarkConfig(font=font))


def frame(timeline: Timeline, layout: Layout, theme: Theme) -> dict[str, Any]:
    """What a layout decides besides the rows: sizes, the window, ticks."""
    scale = layout.scale
    width, height = scale.right - scale.left, layout.bottom - layout.top
    window = [milliseconds(day) for day in scale.span]
    return {
        "params": [
            {"name": "win", "value": window},
            {"name": "kx", "expr": "width / (win[1] - win[0])"},
            {"name": "ticks", "value": [milliseconds(tick.day) for tick in layout.ticks]},
            {"name": "halves", "value": [milliseconds(t.day) for t in layout.ticks if t.half]},
            {"name": "tick_words", "value": [isolated(tick.label) for tick in layout.ticks]},
            {"name": "tick_px", "value": [_px(tick.label_x - scale.left) for tick in layout.ticks]},
            {"name": "gradients", "value": _gradients(theme)},
        ],
        "width": width,
        "height": height,
        "padding": {
            "left": scale.left,
            "right": layout.width - scale.right,
            "top": layout.top,
            "bottom": layout.height - layout.bottom,
        },
        "autosize": {"type": "none"},
        "background": theme.paper,
        "description": timeline.header.title,
    }


def live_frame(timeline: Timeline, layout: Layout, theme: Theme) -> dict[str, Any]:
    """The same for a chart whose window moves; where events stand is yet to come."""
    found = frame(timeline, layout, theme)
    names = ("mid", "step", "grow", "over", "under")
    places: list[dict[str, Any]] = [{"name": name, "value": []} for name in names]
    return found | {"params": [*found["params"], *places]}


def _axis(theme: Theme) -> alt.Chart:
    """The time scale: one unseen mark that carries the axis, whose grid is the hairlines.

    A linear scale on the milliseconds of instants is one on UTC, and has no
    end where JavaScript's dates have one. Its domain is the raw one, an expression:
    an explicit domain of times compiles to a wrong one (vega-lite#5733).
    """
    axis = alt.Axis(
        orient="top",
        values=alt.ExprRef("ticks"),
        labels=False,
        ticks=False,
        domain=False,
        gridColor=theme.grid,
        gridDash=alt.condition(_HALF, alt.value([1, 3]), alt.value([])),
        gridWidth=1,
        title=None,
        aria=False,  # its own words are English, and of the machine's time zone
    )
    scale = alt.Scale(type="linear", nice=False, zero=False, domainRaw=alt.ExprRef("win"))
    return (
        alt.Chart(alt.NamedData("bands"))
        .mark_point(opacity=0, aria=False)
        .encode(x=alt.X("a", type="quantitative", axis=axis, scale=scale))
    )


def _x(instant: str, offset: str) -> str:
    """Px of an instant, never beyond the band's edge; or of the left edge where there is none.

    An instant outside the window may lie where the picture is cut: no mark that
    goes on there shows an end.
    """
    low = f"(datum.{instant} < win[0] ? {-_UNSEEN} : {-EDGE})"
    high = f"(datum.{instant} > win[1] ? {_UNSEEN} : {EDGE})"
    inside = f"clamp({_free_x(instant, offset)}, {low}, (win[1] - win[0]) * kx + {high})"
    return f"(isValid(datum.{instant}) ? {inside} : datum.{offset})"


def _free_x(instant: str, offset: str) -> str:
    """Px of an instant, wherever that is."""
    # To a hundredth, as pictures are written: so the live chart is the still one to the pixel.
    return f"round(100 * ((datum.{instant} - win[0]) * kx + datum.{offset})) / 100"


def _text_x() -> str:
    """Px of a text, which is placed where it belongs and not moved."""
    return f"(isValid(datum.a) ? {_free_x('a', 'a_px')} : datum.a_px)"


def _rectangles(name: str, place: _Place, **mark: Any) -> alt.Chart:
    """Rectangles from a to b, of at least `least` px, grown leftward if `leftward`.

    One with an instant `c` begins no earlier than where a bar from there, drawn
    in its least width, ends. `Scale.extent` is the same rule in Python.
    """
    a, b, c = _x("a", "a_px"), _x("b", "b_px"), _x("c", "c_px")
    start = f"(isValid(datum.c) ? max({a}, {c}) : {a})"
    return (
        alt.Chart(alt.NamedData(name), name=name)
        .mark_rect(
            **mark,
            fill=alt.ExprRef("isValid(datum.gradient) ? gradients[datum.gradient] : datum.fill"),
            stroke=alt.ExprRef("datum.stroke"),
            cornerRadius=alt.ExprRef(place.radius),
        )
        .encode(
            x=alt.XValue(alt.ExprRef(f"datum.leftward ? min({a}, {b} - datum.least) : {start}")),
            x2=alt.X2Value(alt.ExprRef(f"datum.leftward ? {b} : max({b}, {start} + datum.least)")),
            y=alt.YValue(alt.ExprRef(place.y)),
            y2=alt.Y2Value(alt.ExprRef(place.y2)),
            description=alt.Description("owner", type="nominal"),
        )
    )


def _leads() -> alt.Chart:
    """Lines from marks to what is said of them."""
    return (
        alt.Chart(alt.NamedData("leads"), name="leads")
        .mark_rule(strokeWidth=1, stroke=alt.ExprRef("datum.stroke"))
        .encode(
            x=alt.XValue(alt.ExprRef(_x("a", "a_px"))),
            x2=alt.X2Value(alt.ExprRef(_x("b", "b_px"))),
            y=alt.YValue(alt.ExprRef("datum.y")),
            y2=alt.Y2Value(alt.ExprRef("datum.y2")),
            description=alt.Description("owner", type="nominal"),
        )
    )


def _tied(*, live: bool) -> tuple[alt.Chart, alt.Chart]:
    """Curves from mark to mark, and the signs they end in, turned as they come from c and y2.

    The page gives `live` curves as symbols, in px.
    """
    curves = _curve_signs("curves") if live else _curves()
    along = "((isValid(datum.a) ? (datum.a - datum.c) * kx : 0) + datum.a_px - datum.c_px)"
    turned = alt.ExprRef(f"atan2(datum.y - datum.y2, {along}) * 180 / PI")
    return curves, _curve_signs("curve_ends", angle=turned)


def _curves() -> alt.Chart:
    """Curves from mark to mark, each a spline without its first and last control."""
    return (
        alt.Chart(alt.NamedData("curves"), name="curves")
        .mark_line(
            interpolate="basis-open",
            strokeWidth=alt.ExprRef("datum.width"),
            stroke=alt.ExprRef("datum.stroke"),
        )
        .encode(
            x=alt.XValue(alt.ExprRef(_text_x())),
            y=alt.YValue(alt.ExprRef("datum.y")),
            detail=alt.Detail("curve", type="nominal"),
            order=alt.Order("order", type="quantitative"),
            description=alt.Description("owner", type="nominal"),
        )
    )


def _curve_signs(name: str, **mark: Any) -> alt.Chart:
    """What of curves is a symbol."""
    return (
        alt.Chart(alt.NamedData(name), name=name)
        .mark_point(
            **mark,
            opacity=1,
            fill=alt.ExprRef("datum.fill"),
            stroke=alt.ExprRef("datum.stroke"),
            strokeWidth=alt.ExprRef("datum.width"),
            shape=alt.ExprRef("datum.shape"),
            size=alt.ExprRef("datum.size"),
        )
        .encode(
            x=alt.XValue(alt.ExprRef(_text_x())),
            y=alt.YValue(alt.ExprRef("datum.y")),
            description=alt.Description("owner", type="nominal"),
        )
    )


def _lines(place: _Place) -> alt.Chart:
    return (
        alt.Chart(alt.NamedData("lines"), name="lines")
        .mark_rule(
            strokeWidth=1,
            stroke=alt.ExprRef("datum.stroke"),
            strokeDash=alt.ExprRef("datum.dash"),
        )
        .encode(
            x=alt.XValue(alt.ExprRef(_x("a", "a_px"))),
            x2=alt.X2Value(alt.ExprRef(_x("b", "b_px"))),
            y=alt.YValue(alt.ExprRef(place.y)),
            y2=alt.Y2Value(alt.ExprRef(place.y2)),
            description=alt.Description("owner", type="nominal"),
        )
    )


def _symbols(place: _Place) -> alt.Chart:
    return (
        alt.Chart(alt.NamedData("symbols"), name="symbols")
        .mark_point(
            opacity=1,
            fill=alt.ExprRef("datum.fill"),
            stroke=alt.ExprRef("datum.stroke"),
            strokeWidth=alt.ExprRef(place.stroke),
            strokeDash=alt.ExprRef("datum.dash"),
            shape=alt.ExprRef("datum.shape"),
            size=alt.ExprRef(place.size),
        )
        .encode(
            x=alt.XValue(alt.ExprRef(_x("a", "a_px"))),
            y=alt.YValue(alt.ExprRef(place.y)),
            description=alt.Description("owner", type="nominal"),
        )
    )


def _texts(name: str, size: float, *, place: _Place = _LAID, bold: bool = False) -> alt.Chart:
    return (
        alt.Chart(alt.NamedData(name), name=name)
        .mark_text(
            baseline="alphabetic",
            fontSize=size,
            fontWeight="bold" if bold else "normal",
            align=alt.ExprRef("datum.anchor"),
            fill=alt.ExprRef("datum.fill"),
        )
        .encode(
            x=alt.XValue(alt.ExprRef(_text_x())),
            y=alt.YValue(alt.ExprRef(place.y)),
            text=alt.Text("text", type="nominal"),
            description=alt.Description("owner", type="nominal"),
        )
    )


def _tick_labels() -> alt.Chart:
    """The words of the axis: places in the parameters, which change with the window."""
    return (
        alt.Chart(alt.NamedData("ticks"), name="ticks")
        .mark_text(
            baseline="alphabetic",
            fontSize=SIZES.tick,
            align="center",
            fill=alt.ExprRef("datum.fill"),
        )
        .encode(
            x=alt.XValue(alt.ExprRef("isValid(tick_px[datum.i]) ? tick_px[datum.i] : 0")),
            y=alt.YValue(alt.ExprRef("datum.y")),
            text=alt.TextValue(
                alt.ExprRef("isValid(tick_words[datum.i]) ? tick_words[datum.i] : ''")
            ),
        )
    )


def _labels() -> alt.Chart:
    """Labels, each in letters of its own size."""
    return (
        alt.Chart(alt.NamedData("labels"), name="labels")
        .mark_text(
            baseline="alphabetic",
            fontSize=alt.ExprRef("datum.size"),
            fontStyle=alt.ExprRef("datum.style"),
            fontWeight=alt.ExprRef("datum.weight"),
            align=alt.ExprRef("datum.anchor"),
            fill=alt.ExprRef("datum.fill"),
        )
        .encode(
            x=alt.XValue(alt.ExprRef(_text_x())),
            y=alt.YValue(alt.ExprRef("datum.y")),
            text=alt.Text("text", type="nominal"),
            description=alt.Description("owner", type="nominal"),
        )
    )


def _gradients(theme: Theme) -> dict[str, Any]:
    """Fades of each lane's tones to nothing, rightward and leftward, by name.

    Rows name one of these rather than hold it: for each object Vega writes a
    `linearGradient` of its own.
    """
    fades = {}
    for lane in (KEY_LANE, *range(len(theme.lanes))):
        for tone in FADING:
            colour = theme.colour(lane, tone)
            clear = theme.clear(lane, tone)
            fades[fade_name(lane, tone, False)] = _gradient(colour, clear)
            fades[fade_name(lane, tone, True)] = _gradient(clear, colour)
    return fades


def _px(length: float) -> float:
    return round(length, 2)


def _gradient(left: str, right: str) -> dict[str, Any]:
    stops = [{"offset": 0, "color": left}, {"offset": 1, "color": right}]
    return {"gradient": "linear", "x1": 0, "y1": 0, "x2": 1, "y2": 0, "stops": stops}
