"""How soon a page with pictures is painted, beside TimelineJS with the same ones.

    .venv/bin/python benchmarks/pictures.py

Needs Chromium. Both are served by this machine over a line that is made as slow as a good
telephone's (10 Mbit/s, 40 ms); of each the median of seven first paints with anything in
them. TimelineJS is the one of its npm package, as in tests/data/timelinejs. Exits with 1 if it
is painted sooner.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from timeline import load, site
from timeline.exporting import timelinejs
from timeline.pages.edition import Edition
from timeline.pages.pictured import Where

COUNT, TIMES = 20, 7
TIMELINEJS = Path(__file__).parent.parent / "tests" / "data" / "timelinejs"
SLOW = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 10_000_000 / 8,
    "uploadThroughput": 5_000_000 / 8,
}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>TimelineJS</title>
<link rel="stylesheet" href="timeline.css"><script src="timeline.js"></script>
<div id="timeline" style="width: 100%; height: 700px"></div>
<script>
new TL.Timeline('timeline', DATA, { font: null, script_path: location.origin + '/' });
</script>"""


def write(folder: Path) -> None:
    """The same timeline as a page with its pictures inside and beside, and for TimelineJS."""
    (folder / "pictures").mkdir()
    events = ['[timeline]\ntitle = "Pictures"\n\n[[sources]]\nid = "s"\ntitle = "S"\n']
    for number in range(COUNT):
        noise = Image.effect_noise((300, 200), 40).resize((1600, 1067), Image.Resampling.BICUBIC)
        noise.convert("RGB").save(folder / "pictures" / f"{number}.jpg", quality=85)
        events.append(
            f'[[events]]\nid = "e{number}"\ntitle = "Event {number}"\ndate = "{1900 + number}"\n'
            f'text = "What happened then."\nsources = ["s"]\nmedia = [{{ file = "pictures/'
            f'{number}.jpg", alt = "Noise", credit = "Us", licence = "CC0" }}]\n'
        )
    file = folder / "events.toml"
    file.write_text("\n".join(events), "utf-8")
    timeline = load(file)
    for where in (Where.EMBED, Where.BESIDE):
        gallery = site.pictured(timeline, where)
        built = site.build(Edition(timeline, gallery=gallery, rasters=False))
        (folder / where / "media").mkdir(parents=True)
        (folder / where / "index.html").write_bytes(built.files["index.html"])
        for name, path in built.copies.items():
            (folder / where / name).write_bytes(path.read_bytes())
    data = timelinejs.data(timeline)
    for number, slide in enumerate(data["events"]):
        slide["media"] = {"url": f"/pictures/{number}.jpg", "credit": "Us", "alt": "Noise"}
    theirs = folder / "timelinejs"
    theirs.mkdir()
    for name in ("timeline.js", "timeline.css"):
        (theirs / name).write_bytes((TIMELINEJS / name).read_bytes())
    (theirs / "index.html").write_text(PAGE.replace("DATA", json.dumps(data)), "utf-8")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served, as long as it is wanted."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


def first_paint(browser: Browser, address: str) -> float:
    """Milliseconds to the first paint with anything in it."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.send("Network.emulateNetworkConditions", SLOW)
    page.goto(address, wait_until="load", timeout=120_000)
    painted = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    while (found := page.evaluate(painted)) is None:
        page.wait_for_timeout(20)
    page.close()
    return float(found)


def main() -> None:
    """Measure and say."""
    names = ("embed", "beside", "timelinejs")
    times: dict[str, list[float]] = {name: [] for name in names}
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
    ):
        os.environ["XDG_CACHE_HOME"] = folder
        write(Path(folder))
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        with served(Path(folder)) as address:
            for _ in range(TIMES):
                for name in names:
                    times[name].append(first_paint(browser, f"{address}/{name}/"))
    medians = {name: statistics.median(each) for name, each in times.items()}
    for name, median in medians.items():
        print(
            f"{name:>10}: first paint after {median:5.0f} ms, {median / medians['timelinejs']:.2f}"
        )
    if max(medians["embed"], medians["beside"]) >= medians["timelinejs"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
