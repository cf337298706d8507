"""Rules of how a timeline looks: whether its colours can be read and told apart.

None of them stops a build: what would not be read is drawn in the colour that is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from timeline.colours.reading import as_hex
from timeline.errors import Severity
from timeline.text.tables import Finding, Path, Rule, Table, shown

if TYPE_CHECKING:
    from timeline.colours.choosing import Pair


def lane_colours(root: Table) -> Iterator[Finding]:
    """A lane's title can be read in its colour, and the lane be told from those before it."""
    lanes = [
        (lane, colour)
        for lane in root.tables("lanes")
        if (colour := as_hex(lane.text("colour") or ""))
    ]
    if not lanes:
        return
    from timeline.colours import choosing  # for a file with colours alone

    rule = choosing.Rule.of_lanes(periods=bool(root.tables("periods")))
    before: list[tuple[Table, Pair]] = []
    for lane, colour in lanes:
        path, pair = (*lane.path, "colour"), choosing.drawn(colour, rule)
        others = [other for _, other in before]
        like = min(before, key=lambda each: pair.apart(each[1]), default=None)
        if not rule.holds(colour):
            found = f"{rule.contrast(colour, choosing.LIGHT):.1f}:1 with its band"
            yield _faint(path, lane, found, (rule.nearest(colour, others), pair.light))
        elif like and pair.apart(like[1]) < choosing.APART:
            yield _alike(path, lane, like, rule.nearest(colour, others))
        before.append((lane, pair))


def accent(root: Table) -> Iterator[Finding]:
    """Links can be read in the colour that they have."""
    theme = root.table("theme")
    colour = as_hex(theme.text("accent") or "") if theme else ""
    if theme is None or not colour:
        return
    from timeline.colours import choosing

    rule = choosing.Rule(is_lane=False)
    if not rule.holds(colour):
        found = f"{rule.contrast(colour, choosing.LIGHT):.1f}:1 with the paper"
        drawn = choosing.drawn(colour, rule).light
        yield _faint((*theme.path, "accent"), theme, found, (drawn, drawn))


def _faint(path: Path, table: Table, contrast: str, instead: tuple[str, str]) -> Finding:
    """Of a colour too faint for words; instead are the one to write and the one that is drawn."""
    nearest, drawn = instead
    return Finding(
        code="colour-faint",
        path=path,
        problem=f"{path[-1]} {shown(table.values[str(path[-1])])}: this has a contrast of {contrast}, "
        "and words need 4.5:1",
        remedy=f"write {shown(nearest)}"
        + (", as it is drawn" if nearest == drawn else f"; {shown(drawn)} is drawn"),
        severity=Severity.WARNING,
        meant=(nearest,),
    )


def _alike(path: Path, lane: Table, like: tuple[Table, Pair], nearest: str) -> Finding:
    """Of a colour too like that of a lane before, as that is drawn."""
    before, pair = like
    other = before.text("id") or before.text("title") or ""
    return Finding(
        code="colour-alike",
        path=path,
        problem=f"colour {shown(lane.values['colour'])}: not all readers tell this from "
        f"{shown(pair.light)}, that of lane {shown(other)}",
        remedy=f"write {shown(nearest)}",
        severity=Severity.WARNING,
        meant=(nearest,),
        other=(*before.path, "colour"),
    )


RULES: tuple[Rule, ...] = (lane_colours, accent)
