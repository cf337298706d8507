"""The chart to explore: its Vega specification, its data by layout, the script that runs it.

The specification is compiled once, without data; each layout adds its sizes,
parameters and rows. All of it is JSON that the page's script reads when the
reader wants it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from typing import Any

from timeline import wording
from timeline.drawing import charts, rows, vega
from timeline.drawing.beside import HERE
from timeline.drawing.rows import DAY, Datum, milliseconds
from timeline.layout import ticks
from timeline.layout.begin import SHOWN_FROM
from timeline.layout.parts import Layout
from timeline.layout.theme import SIZES, VARIABLES
from timeline.model import Timeline

_DIGITS = "0123456789.,\N{NO-BREAK SPACE}"
LEAST_DAYS = 1.0  # the shortest window
_LEAST_DAYS_SHOWN = 30.0  # of a long span: a month can always be reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What a page needs to show the chart live: JSON for a script element, and a script."""

    json: str
    runtime: str


def start_spec(
    timeline: Timeline, layout: Layout, executor: Executor = HERE
) -> Future[dict[str, Any]]:
    """The compiled specification, in which all layouts are drawn: begun now by `executor`."""
    spec = charts.live_spec(timeline, layout, VARIABLES)
    return executor.submit(vega.vega, spec, charts.VEGA_LITE)


def explorable(timeline: Timeline, layouts: Mapping[str, Layout], spec: dict[str, Any]) -> Live:
    """The live chart in each of the layouts: those of `begin.WIDTHS`."""
    facts = _facts(timeline, layouts, spec)
    return Live(json=_json(facts), runtime=runtime())


def drawn_characters(timeline: Timeline) -> str:
    """The characters, in order, that the live chart may draw beyond those of the still charts."""
    lang = timeline.header.lang
    labels = [event.label or event.title for event in timeline.events]
    axis = chain.from_iterable(wording.tick_formats(lang).values())
    drawn = chain.from_iterable([*labels, *axis, *wording.chart_phrases(lang)])
    return "".join(sorted({*drawn, *_DIGITS} - set("\t\n\r")))


def runtime() -> str:
    """The script that draws a compiled specification, after the licences of what is in it.

    Those ask to go wherever it goes, and a page goes alone.
    """
    folder = files("timeline") / "runtime"
    licences = (folder / "LICENSE").read_text("utf-8").strip()
    return f"/*!\n{licences}\n*/\n" + (folder / "vega.js").read_text("utf-8")


def _facts(
    timeline: Timeline, layouts: Mapping[str, Layout], spec: dict[str, Any]
) -> dict[str, Any]:
    lang = timeline.header.lang
    first, after = next(iter(layouts.values())).scale.span
    least = min(max((after - first) / 64, LEAST_DAYS), _LEAST_DAYS_SHOWN)
    return {
        "ids": [event.id for event in timeline.events],
        "span": [milliseconds(first), milliseconds(after)],
        "least": least * DAY,
        "ticks": {"rules": _tick_rules(), "formats": wording.tick_formats(lang)},
        "said": wording.tick_formats(lang, long=True),
        "columns": [[name, least] for name, least in SHOWN_FROM.items()],
        "spec": spec,
        "layouts": {name: _layout(timeline, layout) for name, layout in layouts.items()},
    }


def _tick_rules() -> dict[str, Any]:
    """By what rules ticks are found, worded and placed in any window; lengths in px."""
    return {
        "days": ticks.DAYS,
        "round": ticks.ROUND,
        "step": ticks.LEAST_STEP,
        "gap": ticks.LEAST_GAP,
        "eraUntil": wording.ERA_UNTIL,
        "groupedFrom": wording.GROUPED_FROM,
        "size": SIZES.tick,
        "beyond": SIZES.inset,
        "between": SIZES.gap,
    }


def _layout(timeline: Timeline, layout: Layout) -> dict[str, Any]:
    """What one layout adds; `strip` is from where to where the density strip goes, in px."""
    frame = charts.frame(timeline, layout, VARIABLES)
    edges = [edge for bar in layout.strip for edge in (bar.top, bar.bottom)]
    return {
        "width": frame["width"],
        "height": frame["height"],
        "padding": frame["padding"],
        "size": [layout.width, round(layout.height, 2)],
        "margin": SIZES.margin,
        "strip": [min(edges), max(edges)] if edges else None,
        "params": {
            param["name"]: param["value"]
            for param in frame["params"]
            if "value" in param and param["name"] != "gradients"
        },
        "clusters": [cluster.events for cluster in layout.clusters],
        "tables": {
            name: _columns(table)
            for name, table in rows.live_rows(layout, VARIABLES).tables().items()
        },
    }


def _columns(table: list[Datum]) -> dict[str, list[Any]]:
    """Rows as their columns' names and lists of values; null where a row lacks one."""
    names = list(dict.fromkeys(name for row in table for name in row))
    return {"names": names, "rows": [[row.get(name) for name in names] for row in table]}


def _json(facts: dict[str, Any]) -> str:
    """JSON that can stand in a script element: no text in it can end the element."""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c")
