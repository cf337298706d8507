"""Chromium, by Playwright."""

from __future__ import annotations

import atexit
from functools import cache

from playwright.sync_api import Playwright, sync_playwright

from support.browser import ARGUMENTS, chromium
from support.engines.reader import Missing, Reader, Scheme


@cache
def _playwright() -> Playwright:
    """Its process, one for both schemes; it ends with this one."""
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright


class Chromium(Reader):
    """A page of Debian's or another Chromium."""

    def __init__(self, scheme: Scheme = "light") -> None:
        super().__init__(scheme)
        path = chromium()
        if path is None:
            raise Missing("no Chromium: install the package chromium, or set CHROMIUM to its path")
        self._browser = _playwright().chromium.launch(executable_path=path, args=ARGUMENTS)
        self._page = self._browser.new_page(color_scheme=scheme)

    def open(self, address: str, width: int = 1280, height: int = 900) -> None:
        self._page.set_viewport_size({"width": width, "height": height})
        self._page.goto(address)
        self.settled()

    def call(self, function: str, given: str) -> str:
        return str(self._page.evaluate(function, given))

    def keys(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.down(key)
        for key in reversed(keys):
            self._page.keyboard.up(key)

    def pointer(self, *path: tuple[float, float], pressed: bool = False) -> None:
        first, *rest = path
        self._page.mouse.move(*first)
        if pressed:
            self._page.mouse.down()
        for point in rest:
            self._page.mouse.move(*point)
        if pressed:
            self._page.mouse.up()

    def screenshot(self) -> bytes:
        return self._page.screenshot()

    def close(self) -> None:
        self._browser.close()
