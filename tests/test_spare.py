"""Labels that rows of marks alone have room for."""

from __future__ import annotations

from timeline.layout import spare
from timeline.layout.marks import Part, Shape
from timeline.layout.metrics import Heights
from timeline.layout.parts import Drawn, PlacedEvent, Scale, Text


def test_a_high_label_of_a_row_further_off_is_met() -> None:
    """A label of three lines reaches over low rows that are empty there, and keeps others out."""

    def placed(event: int, lines: int, middle: float, day: float) -> PlacedEvent:
        part = Part(shape=Shape.BAR, start=day, end=day + 10)
        texts = [
            Text(text="Label", day=day, x_px=5, y=middle + 4 + (n - (lines - 1) / 2) * 13)
            for n in range(lines)
        ]
        return PlacedEvent(
            event=event,
            lane=0,
            row=event,
            side="start",
            label=tuple(texts),
            mark=(Drawn(part=part, y=middle, size=0.3),),
            box=(0, middle - 2, 10, middle + 2),
            named=False,
            label_width=60,
            label_ink=Heights(8.6, 2.4),
        )

    scale = Scale(span=(0, 1000), left=0, right=1000)
    around = [placed(n, 1, 4 * n, 900) for n in (0, *range(6, 10), 20)]
    high, low = placed(5, 3, 20, 100), placed(10, 1, 42.5, 100)
    ranks = {5: 0, 10: 1, **{item.event: item.event + 9 for item in around}}

    shown = spare.named([*around, high, low], scale, ranks)

    assert 5 in shown
    assert 10 not in shown
