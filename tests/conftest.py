"""What several tests share: small timelines, the sample, and a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from timeline import site
from timeline.drawing import beside
from timeline.model import Timeline
from timeline.pages.edition import Edition
from timeline.text import reader

ROOT = Path(__file__).parent.parent

# CHROMIUM names another browser; otherwise the usual names are looked for.
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def sample() -> Timeline:
    """The shipped timeline."""
    return reader.read(ROOT / "events.toml")[0]


@pytest.fixture(scope="session")
def built(sample: Timeline) -> dict[str, bytes]:
    """The files of the shipped timeline's site, for tests that only look at them."""
    return site.build(Edition(sample, data=(ROOT / "events.toml").read_bytes())).files


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands draw in this process, which is warm; one beside draws the same: test_engine.py."""
    monkeypatch.setattr(beside, "beside", lambda: nullcontext(beside.HERE))


@pytest.fixture
def read() -> Callable[[str], Timeline]:
    """Reads TOML text that has no fault."""
    return lambda text: reader.read_text(text)[0]


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Headless Chromium; without one the test is skipped, or fails in CI."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        message = "no Chromium: install the package chromium, or set CHROMIUM to a browser's path"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()


class Tabs:
    """Pages of the browser, lent out and taken back: most take longer to open than to test."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser
        self._free: dict[str, list[Any]] = {}
        self._lent: dict[Any, tuple[str, dict[str, Callable[[Any], object]]]] = {}

    def lend(
        self, width: int, *, on: dict[str, Callable[[Any], object]], **options: Any
    ) -> tuple[Any, bool]:
        """A blank page in a context with these options, what to call when; whether it is new."""
        key = repr(sorted(options.items()))
        free = self._free.setdefault(key, [])
        size = {"width": width, "height": 900}
        if new := not free:
            tab = self._browser.new_page(viewport=size, **options)
        else:
            tab = free.pop()
            tab.set_viewport_size(size)
        for name, call in on.items():
            tab.on(name, call)
        self._lent[tab] = key, on
        return tab, new

    def take_back(self, tab: Any) -> None:
        """Leave nothing of a test in its page, nor the pointer where the next has something."""
        key, on = self._lent.pop(tab)
        for name, call in on.items():
            tab.remove_listener(name, call)
        tab.unroute_all()
        tab.emulate_media(media="null")
        tab.goto("about:blank")
        tab.mouse.move(0, 0)
        self._free[key].append(tab)

    def close(self) -> None:
        """Close every page."""
        for tab in [*self._lent, *(tab for free in self._free.values() for tab in free)]:
            tab.context.close()


@pytest.fixture(scope="module")
def tabs(browser: object) -> Iterator[Tabs]:
    """Pages that the tests of a file use one after the other."""
    lent = Tabs(browser)
    yield lent
    lent.close()
