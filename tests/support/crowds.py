"""Crowded timelines, and the boxes of what a browser draws of them.

`toml` makes timelines of any size and shape; `measure` has a browser tell where
every text and mark of the chart on show is; `faults` says which of them meet or
leave the frame. The tests are in `test_crowds.py`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from timeline.wording import bare

FIRST, LAST = 1800, 2000
LANES = ("politics", "people", "culture", "science", "places")
SHAPES = ("even", "decade", "day")
TITLES = ("japanese", "long", "unbroken")
# Words with signs over and under their letters, the highest at hand.
TALL = (
    "الثورة العربية الكبرى", "राष्ट्रीय आंदोलन", "ព្រះរាជាណាចក្រកម្ពុជា", "ประวัติศาสตร์ไทย",
    "བོད་ཀྱི་རྒྱལ་རབས", "ĐIỆN BIÊN PHỦ", "مُحَمَّدٌ", "हिन्दी र्कैं", "ឯករាជ្យ ឆ្នាំ",
    "ปี่ ฎุฏู ป้ำ", "བསྟན་འཛིན་རྒྱ་མཚོ", "Ễ Ậ Ổ Ữ Ằ", "明治維新", "Latin only",
)  # fmt: skip

# Every kind of date; {y} is a year, {z} one up to nine years later.
_DATES = (
    "{y}", "{y}-{m:02}", "{y}-{m:02}-{d:02}", "{t}X", "{y}/{z}", "{y}~", "{y}-{m:02}?",
    "[{y},{z}]", "[{y}..{z}]", "{y}-{m:02}-{d:02}", "{y}/..", "{y}/", "{{{y},{z}}}",
    "{y}-{m:02}/{z}-{m:02}", "[..{y}]", "{y}-{m:02}-{d:02}~",
)  # fmt: skip
_THE_DAY = "1950-06-25"
_JAPANESE = ("明治維新", "朝鮮戦争の開戦", "東京オリンピック", "国際連盟の設立と解散", "大震災")
_ENGLISH = "what was said of it then and what has been found since in letters and in papers "
_UNBROKEN = ("Donaudampfschifffahrt", "Llanfairpwllgwyngyll", "Rindfleischetikettierung")


def toml(
    count: int, shape: str = "even", titles: str = "japanese", words: Sequence[str] = TALL
) -> str:
    """A timeline of `count` events over two centuries, the same every time.

    `shape` is "even", "decade" (nine in ten within ten years) or "day" (a third
    on one day); `titles` are "japanese", "long" (150 characters), "unbroken"
    (up to 80 characters without a space or hyphen) or "tall", of `words`, as are
    then those of lanes and periods.
    """
    parts = [f'[timeline]\ntitle = "A crowd"\nspan = "{FIRST}/{LAST}"']
    for number, lane in enumerate(LANES):
        title = words[number % len(words)] if titles == "tall" else lane.title()
        parts.append(f'[[lanes]]\nid = "{lane}"\ntitle = "{title}"')
    if titles == "tall":
        parts += [
            f'[[periods]]\nid = "p{n}"\ntitle = "{title}"\ndate = "{FIRST + n * 25}/{LAST}"'
            for n, title in enumerate(words[:8])
        ]
    for number in range(count):
        title = json.dumps(_title(number, titles, words), ensure_ascii=False)
        parts.append(
            f'[[events]]\nid = "e{number}"\ntitle = {title}\ndate = "{_date(number, count, shape)}"\n'
            f'lane = "{LANES[number % len(LANES)]}"\nimportance = {number * 3 % 5 + 1}'
        )
    return "\n".join(parts)


def _date(number: int, count: int, shape: str) -> str:
    if shape == "day" and number % 3 == 1:
        return _THE_DAY
    year = FIRST + number * (LAST - FIRST) // count
    if shape == "decade" and number % 10:
        year = 1950 + number * 10 // count
    return _DATES[number * 7 % len(_DATES)].format(
        y=year, z=year + 1 + number % 9, t=year // 10, m=number % 12 + 1, d=number % 28 + 1
    )


def _title(number: int, titles: str, words: Sequence[str]) -> str:
    if titles == "japanese":
        return "・".join(_JAPANESE[(number + n) % 5] for n in range(number % 3 + 1)) + str(number)
    if titles == "tall":
        return " ".join(words[(number + n * 6) % len(words)] for n in range(number % 4 + 1))
    if titles == "long":
        return f"Event {number}, {_ENGLISH * 2}"[:149].replace(" ", " ").ljust(150, ".")
    return "".join(_UNBROKEN[(number + n) % 3] for n in range(number % 3 + 1)) + str(number)


# Whether the browser has a font for every letter of a text: none looks like a letter
# that no font has, which is drawn as a box, with a box more for each sign on it.
_HAS_FONT = """text => {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = '100px sans-serif';
  const look = letter => {
    const ink = pen.measureText(letter);
    return [ink.width, ink.actualBoundingBoxAscent, ink.actualBoundingBoxDescent].join();
  };
  return [...text].every(letter => !/\\p{L}/u.test(letter) || look(letter) !== look('\u0378'));
}"""


def drawable(page: Any, words: Sequence[str]) -> list[str]:
    """The words that the browser has fonts for."""
    return [word for word in words if page.evaluate(_HAS_FONT, word)]


class Box(NamedTuple):
    """What ink covers, in px of the picture; `owner` is empty if it belongs to no event."""

    owner: str
    kind: str  # "label" (an event's text), "text" (any other), "mark"
    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def name(self) -> str:
        """The box in a message."""
        what = f"{self.kind} {self.text!r}" if self.text else self.kind
        return f"{self.owner} {what}".strip()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The chart on show: its frame as a box, and the boxes of its ink."""

    frame: Box
    boxes: tuple[Box, ...]

    @property
    def height(self) -> float:
        """The height of the picture at its natural width, in px."""
        return self.frame.bottom - self.frame.top

    def labels(self) -> dict[str, str]:
        """The labels drawn, by event, without their spaces: wrapping takes some away.

        What isolates a line that is written from right to left is left out, too.
        """
        found: dict[str, str] = defaultdict(str)
        for box in self.boxes:
            if box.kind == "label":
                found[box.owner] += "".join(bare(box.text).split())
        return dict(found)

    def gathered(self) -> int:
        """How many events the counts in clusters add up to."""
        counts = [box.text for box in self.boxes if "cluster-" in box.owner and box.text]
        return sum(int("".join(filter(str.isdigit, count))) for count in counts)

    def marked(self) -> set[str]:
        """The events and clusters that have ink of their own."""
        return {box.owner for box in self.boxes if box.owner and box.kind == "mark"}


# Text reaches from 0.75 em above its baseline to 0.22 em below, more where the
# font that draws it does; across, as far as its advance. Marks are their shapes
# with half their outline. What has no ink, and the paper behind all (bands,
# periods, grid), are left out. All in px of the picture, whatever its scale.
_MEASURE = """(within) => {
  const charts = [...document.querySelectorAll(within)].flatMap(e => [...e.querySelectorAll('svg')]);
  const svg = charts.find(e => e.clientWidth);
  const unscale = svg.getScreenCTM().inverse();
  const pen = document.createElement('canvas').getContext('2d');
  const boxes = [];
  let font = '';
  const add = (e, kind, text, left, top, right, bottom) => {
    const m = unscale.multiply(e.getScreenCTM());
    const owner = e.closest('g.event, g.cluster')?.id ?? '';
    boxes.push([owner, kind, text, m.a * left + m.e, m.d * top + m.f,
      m.a * right + m.e, m.d * bottom + m.f]);
  };
  for (const e of svg.querySelectorAll('path, line, circle, rect, text')) {
    if (e.closest('defs, .bands, .periods, .grid, .hits')) continue;
    const style = getComputedStyle(e), box = e.getBBox();
    if (e.tagName === 'text') {
      if (style.font !== font) pen.font = font = style.font;
      const ink = pen.measureText(e.textContent), size = parseFloat(style.fontSize);
      const width = e.getComputedTextLength(), base = e.getStartPositionOfChar(0).y;
      const query = e.textContent === '?' || e.closest('.cluster');
      const kind = !e.closest('g.event, g.cluster') ? 'text' : query ? 'mark' : 'label';
      add(e, kind, e.textContent, box.x, base - Math.max(.75 * size, ink.actualBoundingBoxAscent),
        box.x + width, base + Math.max(.22 * size, ink.actualBoundingBoxDescent));
      continue;
    }
    const outlined = style.stroke !== 'none' && parseFloat(style.strokeWidth) > 0;
    const filled = style.fill !== 'none' && style.fillOpacity !== '0' && box.width * box.height > 0;
    if (!outlined && !filled) continue;
    const half = outlined ? parseFloat(style.strokeWidth) / 2 : 0;
    add(e, 'mark', '', box.x - half, box.y - half, box.x + box.width + half,
      box.y + box.height + half);
  }
  const view = svg.viewBox.baseVal;
  return [[view.x, view.y, view.x + view.width, view.y + view.height], boxes];
}"""


def measure(page: Any, within: str = ".chart") -> Sheet:
    """The boxes of the chart that a browser's page shows, in what the selector `within` finds."""
    page.evaluate("document.fonts.ready")
    frame, boxes = page.evaluate(_MEASURE, within)
    return Sheet(Box("", "frame", "", *frame), tuple(Box(*box) for box in boxes))


_SLACK = 0.1  # px: coordinates are written to a hundredth, edges are softened over one


def faults(sheet: Sheet, most: int = 20) -> list[str]:
    """The first `most` faults of a chart: ink outside the frame, ink on other ink."""
    return list(islice(_faults(sheet), most))


def _faults(sheet: Sheet) -> Iterator[str]:
    frame = sheet.frame
    for box in sheet.boxes:
        out = max(
            frame.left - box.left,
            box.right - frame.right,
            frame.top - box.top,
            box.bottom - frame.bottom,
        )
        if out > _SLACK:
            yield f"{box.name} leaves the frame by {out:.1f} px"
    for one, other in meetings(sheet.boxes):
        if not _may_meet(one, other):
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            yield f"{one.name} meets {other.name} on {across:.1f} x {down:.1f} px"


def _may_meet(one: Box, other: Box) -> bool:
    """Parts of one mark lie on each other, as do those of the key's samples."""
    return one.owner == other.owner and one.kind == other.kind == "mark"


_COLUMN = 16.0  # px


def meetings(boxes: Sequence[Box]) -> Iterator[tuple[Box, Box]]:
    """Every pair of boxes that share more than a hairline, once.

    A line sweeps down over the boxes. In each column of the picture it keeps
    those it still crosses; where little meets, these are few, so that the sort
    is what costs most: O(n log n).
    """
    crossed: dict[int, list[int]] = defaultdict(list)
    for at in sorted(range(len(boxes)), key=lambda i: boxes[i].top):
        box = boxes[at]
        found: set[int] = set()
        for column in range(int(box.left // _COLUMN), int(box.right // _COLUMN) + 1):
            kept = [other for other in crossed[column] if boxes[other].bottom - _SLACK > box.top]
            found.update(other for other in kept if _share(box, boxes[other]))
            crossed[column] = [*kept, at]
        for other in sorted(found):
            yield boxes[other], box


def _share(one: Box, other: Box) -> bool:
    return (
        min(one.right, other.right) - max(one.left, other.left) > _SLACK
        and min(one.bottom, other.bottom) - max(one.top, other.top) > _SLACK
    )
