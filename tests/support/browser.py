"""A real browser: which one, its pages lent from test to test, and when a page is at rest."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

# CHROMIUM names another; otherwise the usual names are looked for. The headless shell takes half the
# time, but sets and finds text otherwise than what readers have.
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

Listeners = dict[str, Callable[[Any], object]]


def chromium() -> str | None:
    """The path of Chromium."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


class Tabs:
    """Pages of the browser, lent out and taken back: most take longer to open than to test."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser
        self._free: dict[str, list[Any]] = {}
        self._lent: dict[Any, tuple[str, Listeners]] = {}

    def lend(
        self,
        width: int = 1280,
        height: int = 900,
        *,
        on: Listeners | None = None,
        init: str = "",
        **options: Any,
    ) -> Any:
        """A blank page in a context with these options, and what to call when.

        `init` is a script that runs before those of any page that it shows.
        """
        key = repr([init, *sorted(options.items())])
        free = self._free.setdefault(key, [])
        size = {"width": width, "height": height}
        if free:
            tab = free.pop()
            tab.set_viewport_size(size)
        else:
            tab = self._browser.new_page(viewport=size, **options)
            if init:
                tab.add_init_script(init)
        for name, call in (on or {}).items():
            tab.on(name, call)
        self._lent[tab] = key, on or {}
        return tab

    def take_back(self, tab: Any) -> None:
        """Leave nothing of a test in its page, nor the pointer where the next has something."""
        key, on = self._lent.pop(tab)
        for name, call in on.items():
            tab.remove_listener(name, call)
        tab.unroute_all()
        tab.context.unroute_all()
        for other in tab.context.pages:
            if other != tab:
                other.close()
        tab.emulate_media(media="null")
        tab.goto("about:blank")
        tab.mouse.move(0, 0)
        self._free[key].append(tab)

    @contextmanager
    def borrowing(self) -> Iterator[None]:
        """Take back at the end what was lent since the start."""
        before = set(self._lent)
        yield
        for tab in set(self._lent) - before:
            self.take_back(tab)


# Counts what a page waits for: timers, frames, idle time, fonts, and Vega's drawing. `atRest()` is
# done when nothing is left that would change the page by itself, in two frames in a row.
REST = """
(() => {
  const due = new Set();
  const wait = setTimeout.bind(window), frame = requestAnimationFrame.bind(window);
  for (const [start, stop] of [['setTimeout', 'clearTimeout'],
      ['requestAnimationFrame', 'cancelAnimationFrame'],
      ['requestIdleCallback', 'cancelIdleCallback']]) {
    if (!window[start]) continue;
    const begin = window[start].bind(window), end = window[stop].bind(window);
    window[start] = (call, ...more) => {
      const id = begin((...values) => { due.delete(start + id); call(...values); }, ...more);
      if (!(more[0] >= 10000)) due.add(start + id); // a driver's own patience
      return id;
    };
    window[stop] = (id) => { due.delete(start + id); end(id); };
  }
  const until = (promise) => {
    const done = () => due.delete(promise);
    due.add(promise);
    promise.then(done, done);
    return promise;
  };
  const { load } = FontFaceSet.prototype;
  FontFaceSet.prototype.load = function(...of) { return until(load.apply(this, of)); };
  let runtime;
  Object.defineProperty(window, 'timelineRuntime', {
    get: () => runtime,
    set(made) {
      const view = (...of) => {
        const drawn = made.view(...of), { runAsync } = drawn;
        drawn.runAsync = (...more) => until(runAsync.apply(drawn, more));
        return drawn;
      };
      runtime = { ...made, view };
    },
  });
  window.atRest = async () => {
    for (let quiet = 0; quiet < 2; quiet = due.size ? 0 : quiet + 1) {
      await new Promise((done) => frame(() => wait(done)));
    }
  };
})();
"""


def rest(page: Any) -> None:
    """Wait until a page that began with REST has nothing left to do."""
    page.evaluate("atRest()")
