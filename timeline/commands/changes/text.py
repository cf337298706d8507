"""Changes for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

import click

from timeline.commands.changes.sentences import Block, Line, Look, Part
from timeline.commands.telling import visible
from timeline.differences import Manner

_SIGNS = {Manner.ADDED: "+", Manner.REMOVED: "-", Manner.CHANGED: "~"}
_COLOURS = {Manner.ADDED: "green", Manner.REMOVED: "red", Manner.CHANGED: "yellow"}


def as_text(blocks: Sequence[Block], *, colour: bool) -> list[str]:
    """Each block as lines of text; what would steer a terminal is made visible.

    Words that went stand in [-...-], words that came in {+...+}, coloured or not.
    """
    return ["\n".join(_line(line, colour) for line in block) for block in blocks]


def _line(line: Line, colour: bool) -> str:
    words = "".join(_part(part, colour) for part in line.parts)
    if line.depth:
        return f"{'    ' * line.depth}{words}"
    sign = _SIGNS[line.manner]
    return f"{click.style(sign, fg=_COLOURS[line.manner], bold=True) if colour else sign} {words}"


def _part(part: Part, colour: bool) -> str:
    text = visible(" ".join(part.text.split("\n")))
    if part.look is Look.OLD:
        return click.style(f"[-{text}-]", fg="red") if colour else f"[-{text}-]"
    if part.look is Look.NEW:
        return click.style(f"{{+{text}+}}", fg="green") if colour else f"{{+{text}+}}"
    return click.style(text, bold=True) if colour and part.look is Look.TITLE else text
