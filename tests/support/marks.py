"""What the sheet of marks, docs/marks.toml, is drawn as: a line a part of each mark."""

from __future__ import annotations

from pathlib import Path

from timeline.layout.layout import layout
from timeline.layout.marks import SHAPES, Part
from timeline.text import reader

ROOT = Path(__file__).parent.parent.parent
SHEET = ROOT / "docs" / "marks.toml"
DRAWN = ROOT / "tests" / "data" / "marks.txt"


def years(part: Part) -> tuple[float, float]:
    """A part's ends as years and fractions, near enough to read."""
    assert part.start is not None
    assert part.end is not None
    return round(1970 + part.start / 365.2425, 1), round(1970 + part.end / 365.2425, 1)


def part_line(part: Part) -> str:
    """A part in one line: "bar unit 1959-1960"."""
    start, end = years(part)
    tone = f" {part.tone}" if SHAPES[part.shape].fill in {"tone", "fade"} else ""
    return f"{part.shape.value}{tone} {start:g}-{end:g}"


def drawn_sheet() -> str:
    """Every event of the sheet by its label, and under it the parts of its mark with their keys."""
    timeline = reader.read(SHEET)[0]
    lines = []
    for item in layout(timeline).items:
        event = timeline.events[item.event]
        lines.append(event.label or event.title)
        lines += [f"  {part_line(one.part)} ({one.part.key})" for one in item.mark]
    return "\n".join(lines) + "\n"
