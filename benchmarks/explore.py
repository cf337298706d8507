"""What a reader's browser does with a page: bytes, first paint, first touch to live, a zoom step.

A table for humans, of the shipped file, 200 and 2,000 events at three widths;
no limits, since times depend on the machine.
"""

from __future__ import annotations

import gzip
import os
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from made import toml

from timeline import site
from timeline.pages.edition import Edition
from timeline.text import reader

ROOT = Path(__file__).parent.parent
WIDTHS = (320, 768, 1280)
RUNS = 5
ZOOMS = (1, 4, 16)
HEAD = """| events | width | bytes, KB | gzip -9, KB | first paint, ms | touch to live, ms | zoom step, ms | overlaps and cut at zoom 1, 4, 16 | CSP |
|---|---|---|---|---|---|---|---|---|"""

_WATCH = """window.violations = 0;
document.addEventListener('securitypolicyviolation', () => { violations += 1; });"""

_LIVE = """() => new Promise(done => {
  const still = document.querySelector(innerWidth < 600 ? '#_explore' : innerWidth < 1000 ? '.chart .medium' : '.chart .wide');
  const since = performance.now();
  const look = () => document.querySelector('.exploring .live svg')
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - since)))
    : requestAnimationFrame(look);
  if (still.id) still.click();
  else {
    still.dispatchEvent(new Event('touchstart', { bubbles: true }));
    still.click();
  }
  look();
})"""

# Press, until the drawn window has changed and been painted.
_STEP = """() => new Promise(done => {
  const words = () => [...document.querySelectorAll('.live .ticks_marks text')].map(t => t.textContent + t.getAttribute('transform')).join();
  const before = words(), since = performance.now();
  const look = () => words() !== before
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - since)))
    : requestAnimationFrame(look);
  document.querySelector('[data-do=in]').click();
  look();
})"""

# Pairs of labels that meet, and labels that leave the picture, by the boxes as drawn.
_FAULTS = """() => {
  const frame = document.querySelector('.live').getBoundingClientRect();
  const boxes = [...document.querySelectorAll('.live .labels_marks text, .live .ticks_marks text')]
    .filter(t => t.textContent).map(t => t.getBoundingClientRect());
  let overlaps = 0, cut = 0;
  for (const [at, a] of boxes.entries()) {
    if (a.left < frame.left - 1 || a.right > frame.right + 1) cut += 1;
    for (const b of boxes.slice(at + 1)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 0.5 && down > (a.bottom - a.top) / 3) overlaps += 1;
    }
  }
  return [overlaps, cut];
}"""


def main() -> int:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    print(HEAD)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        texts = {"19": (ROOT / "events.toml").read_text("utf-8")}
        texts |= {f"{count:,}": toml(count) for count in (200, 2_000)}
        for name, text in texts.items():
            timeline = reader.read_text(text)[0]
            html = site.build(Edition(timeline, data=text.encode())).files["index.html"]
            page = Path(folder) / f"{name}.html"
            page.write_bytes(html)
            sizes = len(html) / 1e3, len(gzip.compress(html, 9)) / 1e3
            for width in WIDTHS:
                told = measured(browser, page, width)
                print(
                    f"| {name} | {width} | {sizes[0]:,.0f} | {sizes[1]:,.0f} | {told} |", flush=True
                )
        browser.close()
    return 0


def measured(browser: Any, page: Path, width: int) -> str:
    """The cells of one width: medians of several visits, faults of the last."""
    paints, lives, steps = [], [], []
    for run in range(RUNS):
        context = browser.new_context(viewport={"width": width, "height": 900})
        tab = context.new_page()
        tab.add_init_script(_WATCH)
        tab.goto(page.as_uri())
        paints.append(first_paint(tab))
        tab.wait_for_timeout(300)
        lives.append(tab.evaluate(_LIVE))
        steps.append(tab.evaluate(_STEP))
        if run == RUNS - 1:
            faults = [", ".join(map(str, faults_at(tab, zoom))) for zoom in ZOOMS]
            violations = tab.evaluate("violations")
        context.close()
    return (
        f"{median(paints):.0f} | {median(lives):.0f} | {median(steps):.0f} "
        f"| {'; '.join(faults)} | {violations}"
    )


def faults_at(tab: Any, zoom: int) -> list[int]:
    """Overlaps and cut labels with a window in the middle of the span, so deep."""
    tab.evaluate("document.querySelector('[data-do=whole]').click()")
    tab.wait_for_timeout(700)
    for _ in range({1: 0, 4: 3, 16: 6}[zoom]):
        tab.evaluate("document.querySelector('[data-do=in]').click()")
        tab.wait_for_timeout(250)
    tab.wait_for_timeout(600)
    found: list[int] = tab.evaluate(_FAULTS)
    return found


def first_paint(tab: Any) -> float:
    """The first contentful paint of a page, in ms from the start of loading it."""
    found: float = tab.evaluate(
        """new Promise(done => new PerformanceObserver(list => {
          for (const e of list.getEntries()) if (e.name === 'first-contentful-paint') done(e.startTime);
        }).observe({type: 'paint', buffered: true}))"""
    )
    return found


if __name__ == "__main__":
    sys.exit(main())
