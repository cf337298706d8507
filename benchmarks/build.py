"""`timeline build` against its floor, its layout against itself, and a table for humans."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree

from made import toml
from ratios import Ratio, compare, peak, process, tell

from timeline.drawing import vega

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "events.toml"
SIZES = (20, 200, 1_000, 5_000, 20_000)
MOST_SECONDS, MOST_MEGABYTES = 60, 1000  # of a build of the largest
WIDTH = 1280  # px of the browser's window
PAINTS = 5  # first paints of which the middle one is told


def main() -> int:
    """Ratios, or with --table the table."""
    with tempfile.TemporaryDirectory() as folder:
        if sys.argv[1:] == ["--table"]:
            return table(Path(folder))
        return tell([*builds(Path(folder)), layouts()])


def layouts() -> Ratio:
    """The layout of ten times as many events, with Python's collector as the commands set it."""
    import timeline.commands  # noqa: F401
    from timeline.layout.layout import layout
    from timeline.text import reader

    small, large = (reader.read_text(toml(count))[0] for count in (2_000, 20_000))
    return compare(
        "layout, 20,000 events, against 2,000",
        lambda: layout(large),
        lambda: layout(small),
        13,
        runs=3,
    )


def builds(folder: Path) -> list[Ratio]:
    """A build against the floor: of the shipped file, and at three sizes."""
    files = {"the shipped file": (SHIPPED, 7)}
    for count, runs in ((20, 7), (200, 5), (2_000, 5)):
        files[f"{count:,} events"] = written(folder, count), runs
    ratios = []
    for what, (file, runs) in files.items():
        site, drawn = folder / f"site of {what}", folder / f"floor of {what}"
        drawn.mkdir()
        ratios.append(
            compare(
                f"build, {what}, against the same specs to SVG and PNG",
                process("-m", "timeline", "build", str(file), "-o", str(site)),
                process(*floor_arguments(drawn, file)),
                1.5,
                runs=runs,
            )
        )
    return ratios


def written(folder: Path, count: int) -> Path:
    """A file of `count` events."""
    file = folder / f"{count}.toml"
    file.write_text(toml(count), "utf-8")
    return file


def floor_arguments(folder: Path, file: Path) -> list[str]:
    """What a build of a file draws, written to `folder`, and the command of the floor that draws it."""
    from timeline import site
    from timeline.drawing import charts
    from timeline.faces import shipped
    from timeline.layout import metrics
    from timeline.pages.edition import Edition
    from timeline.text import reader

    timeline = reader.read(file)[0]
    recorder = Recorder(folder)
    with patch.multiple(vega, svg=recorder.svg, png=recorder.png):
        site.build(Edition(timeline))
    print(f"{file.name}: the floor makes {len(recorder.widths)} SVG and {recorder.pngs} PNG")
    return [
        str(HERE / "floor_build.py"),
        str(folder),
        charts.VEGA_LITE,
        str(shipped.FONTS),
        metrics.FAMILY,
    ]


class Recorder:
    """Draws as `vega` does, and writes down what: specifications, and the PNG of which.

    A PNG is of the last drawing before it that is as wide, so the floor's are
    of what Vega drew, where ours are of what was made of that.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.widths: list[str | None] = []
        self.pngs = 0
        self._svg, self._png = vega.svg, vega.png

    def svg(self, spec: dict[str, Any], version: str) -> str:
        """Drawn, and the specification written down."""
        drawn = self._svg(spec, version)
        self._write(f"{len(self.widths):02}.vl.json", spec)
        self.widths.append(ElementTree.fromstring(drawn).get("width"))
        return drawn

    def png(self, svg: str, scale: float, **more: Any) -> bytes:
        """Made, and written down of which drawing."""
        width = ElementTree.fromstring(svg).get("width")
        of = self.widths.index(width) if width in self.widths else len(self.widths) - 1
        self._write(f"{self.pngs:02}.png.json", {"of": of, "scale": scale})
        self.pngs += 1
        return self._png(svg, scale, **more)

    def _write(self, name: str, what: Any) -> None:
        (self.folder / name).write_text(json.dumps(what), "utf-8")


@dataclass(frozen=True, slots=True)
class Measured:
    """What a build of some size is and costs."""

    count: int
    seconds: float
    megabytes: float
    page: int
    zipped: int
    height: float
    labelled: int
    drawn: int
    overlaps: int | None
    cut: int | None
    paint: float | None

    def row(self) -> str:
        """The row of a Markdown table."""
        return (
            f"| {self.count:,} | {self.seconds:.1f} | {self.megabytes:.0f} | {self.page / 1e3:,.0f} "
            f"| {self.zipped / 1e3:,.0f} | {self.height:,.0f} | {self.labelled} of {self.drawn:,} "
            f"| {_told(self.overlaps)} | {_told(self.cut)} | {_told(self.paint)} |"
        )


HEAD = """| events | build, s | peak, MB | page, KB | gzip, KB | chart, px | labelled | overlaps | cut | first paint, ms |
|---|---|---|---|---|---|---|---|---|---|"""


def _told(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}"


def table(folder: Path) -> int:
    """Print the table; 1 if the largest build takes more than it may."""
    print(HEAD)
    # Builds come first: a child's peak counts what its parent holds when it is born.
    for count in SIZES:
        one = measured(folder, count)
        print(one.row(), flush=True)
    over = one.seconds > MOST_SECONDS or one.megabytes > MOST_MEGABYTES
    print(f"\n{one.count:,} events: {'OVER' if over else 'within'} {MOST_SECONDS} s and 1 GB")
    return int(over)


def measured(folder: Path, count: int) -> Measured:
    """Build once, look at what was made."""
    file, site = written(folder, count), folder / f"site-{count}"
    seconds, megabytes = peak("-m", "timeline", "build", str(file), "-o", str(site))
    page = (site / "index.html").read_bytes()
    height, labelled, drawn = layout_figures(count)
    overlaps, cut, paint = browser_figures(site / "index.html")
    return Measured(
        count=count,
        seconds=seconds,
        megabytes=megabytes,
        page=len(page),
        zipped=len(gzip.compress(page, 6)),
        height=height,
        labelled=labelled,
        drawn=drawn,
        overlaps=overlaps,
        cut=cut,
        paint=paint,
    )


def layout_figures(count: int) -> tuple[float, int, int]:
    """The height of the wide chart, how many events it labels, and of how many."""
    from timeline.layout.layout import layout
    from timeline.text import reader

    timeline = reader.read_text(toml(count))[0]
    plan = layout(timeline)
    return plan.height, plan.labelled, len(timeline.events)


def browser_figures(page: Path) -> tuple[int | None, int | None, float | None]:
    """Overlaps, cut texts and marks, and the first contentful paint; none without a browser."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        return None, None, None
    from playwright.sync_api import sync_playwright

    sys.path.append(str(HERE.parent / "tests"))
    from support.crowds import faults, measure

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        paints = []
        for _ in range(PAINTS):
            tab = browser.new_page(viewport={"width": WIDTH, "height": 900})
            tab.goto(page.as_uri())
            paints.append(first_paint(tab))
            found = faults(measure(tab), most=1_000_000) if len(paints) == PAINTS else []
            tab.close()
        browser.close()
    cut = sum("leaves the frame" in fault for fault in found)
    return len(found) - cut, cut, median(paints)


def first_paint(tab: Any) -> float:
    """The first contentful paint of a page, in ms from the start of loading it."""
    return tab.evaluate(
        """new Promise(done => new PerformanceObserver(list => {
          for (const e of list.getEntries()) if (e.name === 'first-contentful-paint') done(e.startTime);
        }).observe({type: 'paint', buffered: true}))"""
    )


if __name__ == "__main__":
    sys.exit(main())
