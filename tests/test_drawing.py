"""What Vega draws is what the marks say: read back from the SVG, part by part."""

from __future__ import annotations

import re
from collections.abc import Callable
from time import process_time
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import vl_convert
from support import made

from timeline.drawing import charts, vega
from timeline.drawing.pictures import draw
from timeline.layout.layout import layout
from timeline.layout.marks import Part, Shape
from timeline.layout.parts import Layout
from timeline.layout.theme import LIGHT
from timeline.model import Timeline

SVG = "{http://www.w3.org/2000/svg}"
KINDS = (
    "1948-06-15", "1953-04", "1959-21", "1964", "197X", "1947/1958", "1961-08-13/1989-11-09",
    "1963/..", "1952/", "../1968", "/1990", "1971~/1985", "1988/1996?", "1950?/1980", "1950?/..",
    "[1950,1957]", "[1962..1974]", "[1980-05-01,1984-11-30]", "[..1949]", "{1951,1955,1958}",
    "{1966,1970..1973}", "1949~", "1965-03~", "1956?", "1963%", "1970-02-01~", "1975-02-01?",
    "198X~", "1938/2010", "2004%",
)  # fmt: skip
FILLED = {Shape.BAR, Shape.HOLLOW, Shape.FADE, Shape.DOUBT}


def box(element: ET.Element) -> tuple[float, float]:
    """The left and right of a drawn rectangle, line or symbol, from its own numbers."""
    if element.tag == f"{SVG}line":
        left = float(re.findall(r"[-\d.]+", element.attrib["transform"])[0])
        return left, left + float(element.get("x2", 0))
    if "transform" in element.attrib:
        middle = float(re.findall(r"[-\d.]+", element.attrib["transform"])[0])
        return middle, middle
    path = element.attrib["d"]
    left = float(re.match(r"M([-\d.]+)", path)[1])  # type: ignore[index]
    xs = [left]
    for command, numbers in re.findall(r"([MLHhCcVvAa])([^A-Za-z]*)", path):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            xs.append(xs[-1] + values[0])
        elif command in "ML" or command == "H":
            xs.append(values[0])
        elif command == "C" or command == "A":
            xs.append(values[-2])
    return min(xs), max(xs)


def expected(part: Part, plan: Layout) -> tuple[float, float]:
    """Where a part belongs, by the layout's own scale, in the view's px."""
    left, right = plan.scale.extent(part)
    room = 2 if part.shape is Shape.DOUBT and part.start != part.end else 0
    if part.shape is Shape.DOUBT:
        room = 0.5 if room else 2
    return left - plan.scale.left + room, right - plan.scale.left - room


@pytest.mark.parametrize("text", KINDS)
def test_drawn_as_marked(text: str) -> None:
    """Each bar, outline and fade stands where its dates are, in its tone, dashed or not."""
    timeline = made.dated(text, span="1945/2004")
    plan = layout(timeline)
    root = draw(timeline, plan).tree
    group = next(g for g in root.iter(f"{SVG}g") if g.get("class") == "event")
    gradients = {g.get("id"): list(g) for g in root.iter(f"{SVG}linearGradient")}
    shapes = [e for e in group if e.tag == f"{SVG}path" and e.get("fill-opacity") != "0"]
    drawn = [e for e in shapes if "transform" not in e.attrib]
    parts = [d.part for d in plan.items[0].mark if d.part.shape in FILLED]

    assert len(parts) == len(drawn)
    for part, element in zip(parts, drawn, strict=True):
        assert expected(part, plan) == pytest.approx(box(element), abs=0.6), part
        fill = element.get("fill")
        if part.shape is Shape.BAR:
            assert LIGHT.colour(0, part.tone) == fill
            edge = LIGHT.colour(0, "unit") if part.tone == "wide" else None
            assert edge == element.get("stroke")
        elif part.shape is Shape.HOLLOW:
            assert LIGHT.colour(0, "faint") == fill
            assert LIGHT.colour(0, "solid") == element.get("stroke")
        elif part.shape is Shape.DOUBT:
            assert fill is None
            assert element.get("stroke-dasharray") == "3,2"
        else:
            first, *_, last = gradients[(fill or "")[5:-1]]
            clear = [stop.get("stop-opacity") == "0" for stop in (first, last)]
            assert [part.leftward, not part.leftward] == clear


@pytest.mark.parametrize("text", ["1948-06-15", "1963/..", "[1980-05-01,1984-11-30]", "1938/2010"])
def test_symbols_as_marked(text: str) -> None:
    """Dots, rings and heads stand at their instants, solid or hollow as meant."""
    timeline = made.dated(text, span="1945/2004")
    plan = layout(timeline)
    root = draw(timeline, plan).tree
    group = next(g for g in root.iter(f"{SVG}g") if g.get("class") == "event")
    drawn = [e for e in group if e.tag == f"{SVG}path" and "transform" in e.attrib]
    parts = [
        d.part
        for d in plan.items[0].mark
        if d.part.shape in {Shape.DOT, Shape.RING, Shape.ARROW, Shape.CHEVRON, Shape.DIAMOND}
    ]
    fills = {
        Shape.DOT: LIGHT.colour(0, "solid"),
        Shape.ARROW: LIGHT.colour(0, "solid"),
        Shape.RING: LIGHT.colour(0, "faint"),
        Shape.CHEVRON: None,
    }

    assert len(parts) == len(drawn)
    for part, element in zip(parts, drawn, strict=True):
        middle = plan.scale(part.start or 0) + (part.start_px + part.end_px) / 2 - plan.scale.left
        assert box(element)[0] == pytest.approx(middle, abs=0.02)
        assert fills[part.shape] == element.get("fill")


@pytest.mark.parametrize("year", ["Y-4540000000", "Y-170000002"])
def test_deep_time(year: str) -> None:
    """Years far beyond the dates of JavaScript are drawn at their place."""
    timeline = made.dated(year, "2000")
    plan = layout(timeline)
    root = draw(timeline, plan).tree
    bars = [e for e in root.iter(f"{SVG}path") if e.get("fill") == LIGHT.colour(0, "unit")]

    assert box(bars[0])[0] == pytest.approx(0, abs=0.1)
    assert box(bars[1])[1] == pytest.approx(plan.scale.right - plan.scale.left, abs=3.1)


LETTERS = "The long title of an event, in many letters"


def lettered(count: int) -> dict[str, Any]:
    """The specification of so many events with a label each."""
    dates = [{"date": f"{1900 + at}", "title": f"{LETTERS}, {at}"} for at in range(count)]
    timeline = made.timeline(
        [{name: made.quoted(text) for name, text in event.items()} for event in dates]
    )
    return charts.spec(timeline, layout(timeline))


def plain(spec: dict[str, Any]) -> str:
    """A specification drawn as vl-convert draws it for everybody."""
    drawn: str = vl_convert.vegalite_to_svg(spec, vl_version=charts.VEGA_LITE)
    return drawn


def counted_anew(drawn: str) -> str:
    """An SVG of Vega's without the numbers that it counts on from chart to chart."""
    return re.sub(r"(clip|gradient_)\d+", r"\1", drawn)


def test_drawn_as_plain(sample: Timeline) -> None:
    """What is compiled once and drawn unmeasured is what is drawn plainly, but for signs of sizes."""
    for width in (320, 1160):
        spec = charts.spec(sample, layout(sample, width))
        drawn = counted_anew(vega.svg(spec, charts.VEGA_LITE))

        assert drawn.count('font-size="-') == drawn.count("font-size=") > 20
        assert counted_anew(plain(spec)) == drawn.replace('font-size="-', 'font-size="')


def test_texts_are_not_measured() -> None:
    """Texts cost a small part of what measuring them would."""
    spec = lettered(60)
    vega.svg(spec, charts.VEGA_LITE)  # warm

    def seconds(draw: Callable[[], str]) -> float:
        began = process_time()
        draw()
        return process_time() - began

    ours = min(seconds(lambda: vega.svg(spec, charts.VEGA_LITE)) for _ in range(3))
    assert ours < seconds(lambda: plain(spec)) / 2
