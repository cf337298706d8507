"""The chart to explore: its Vega specifications and the script that runs them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What a page needs to show the chart live: JSON for a script element, and a script."""

    json: str
    runtime: str
