"""The words that a chart draws, as boxes, in any engine."""

from __future__ import annotations

from collections.abc import Sequence

from support.crowds import Box, meetings
from support.engines.reader import Reader

# Every text that is seen under `selector`, and the picture it stands in. Across, a text reaches
# as far as its advance; down, from 0.75 em above its baseline to 0.22 em below. In CSS px.
_TEXTS = """selector => {
  const svg = [...document.querySelectorAll(selector)].find(e => e.getClientRects().length);
  const edges = ({ left, top, right, bottom }) => [left, top, right, bottom];
  const found = [];
  for (const e of svg.querySelectorAll('text')) {
    const style = getComputedStyle(e);
    if (!e.textContent.trim() || style.opacity === '0' || style.visibility === 'hidden') continue;
    const box = e.getBBox(), m = e.getScreenCTM(), size = parseFloat(style.fontSize);
    const base = e.getStartPositionOfChar(0).y;
    found.push([e.textContent, m.a * box.x + m.e, m.d * (base - .75 * size) + m.f,
      m.a * (box.x + box.width) + m.e, m.d * (base + .22 * size) + m.f]);
  }
  return [edges(svg.getBoundingClientRect()), found];
}"""
_MEET = 1.0  # px: neighbours are 4 px apart, and engines place letters on quarters of a px
_CUT = 0.5  # px


def texts(reader: Reader, selector: str) -> tuple[Box, list[Box]]:
    """The first picture that is shown of `selector`, and its texts from left to right."""
    frame, found = reader.evaluate(_TEXTS, selector)
    boxes = [Box("", "text", text, *edges) for text, *edges in found]
    return Box("", "frame", "", *frame), sorted(boxes, key=lambda box: (box.left, box.top))


def unreadable(reader: Reader, selector: str) -> list[str]:
    """What is wrong with a picture's words: which of them meet, and which are cut."""
    frame, boxes = texts(reader, selector)
    assert boxes, f"{selector} has no words"
    return [*_meetings(boxes), *_cuts(frame, boxes)]


def _meetings(boxes: Sequence[Box]) -> list[str]:
    return [
        f"{one.text!r} meets {other.text!r} on {across:.1f} px"
        for one, other in meetings(boxes)
        if (across := min(one.right, other.right) - max(one.left, other.left)) > _MEET
        and min(one.bottom, other.bottom) - max(one.top, other.top) > _MEET
    ]


def _cuts(frame: Box, boxes: Sequence[Box]) -> list[str]:
    outside = {
        box: max(
            frame.left - box.left,
            box.right - frame.right,
            frame.top - box.top,
            box.bottom - frame.bottom,
        )
        for box in boxes
    }
    return [f"{box.text!r} is cut by {by:.1f} px" for box, by in outside.items() if by > _CUT]
