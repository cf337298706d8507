"""What a test may do in any engine."""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from typing import Any, Literal

Scheme = Literal["light", "dark"]

PATIENCE = 20.0  # s that `until` waits on a busy machine before it fails
# A script's arguments and its result are JSON, so that all engines give back the same.
_CALL = "async (given) => JSON.stringify(await ({script})(...JSON.parse(given)) ?? null)"
# The middle of the first match that is shown, scrolled to if it is out of sight.
_PLACE = """selector => {
  const shown = [...document.querySelectorAll(selector)].find(e => e.getClientRects().length);
  if (!shown) return null;
  const inside = ({ left, top, right, bottom }) =>
    left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  if (!inside(shown.getBoundingClientRect())) shown.scrollIntoView({ block: 'center' });
  const box = shown.getClientRects()[0];
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""
# Where the page stands, the same for ten frames in a row: what loads late moves what is below it.
_SETTLED = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const place = () => [scrollX, scrollY, document.documentElement.scrollHeight, location.href].join();
  await document.fonts.ready;
  if (window.atRest) await atRest();
  for (let before = '', same = 0, all = 0; same < 10 && all < 600; all++) {
    const now = place();
    same = now === before ? same + 1 : 0;
    before = now;
    await frame();
  }
}"""
# As on paper: rules for print hold, rules for screens do not.
_ON_PAPER = """() => {
  const turn = (rules) => {
    for (const rule of rules) {
      if (rule.media) {
        rule.media.mediaText = rule.media.mediaText.replace(/\\bscreen\\b/g, 'speech')
          .replace(/\\bprint\\b/g, 'all');
      }
      if (rule.cssRules) turn(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) turn(sheet.cssRules);
}"""


class Missing(Exception):
    """An engine that is not installed; its text says what to install."""


class Reader(ABC):
    """A window of one engine, in one colour scheme. Lengths are in CSS px."""

    def __init__(self, scheme: Scheme = "light") -> None:
        self.scheme = scheme

    # What each engine does in its own way

    @abstractmethod
    def open(self, address: str, width: int = 1280, height: int = 900) -> None:
        """Open a page and wait until it is loaded, with its fonts."""

    @abstractmethod
    def call(self, function: str, given: str) -> str:
        """The text that an async function of one text gives."""

    @abstractmethod
    def keys(self, *keys: str) -> None:
        """Press keys, all of them together, by the names that events have (`Shift`, `Tab`, `a`)."""

    @abstractmethod
    def pointer(self, *path: tuple[float, float], pressed: bool = False) -> None:
        """Move the pointer along a path in the window; if `pressed`, down at its first point."""

    @abstractmethod
    def screenshot(self) -> bytes:
        """What the window shows, a PNG."""

    @abstractmethod
    def close(self) -> None:
        """End the engine."""

    # What follows from that

    def complaints(self) -> list[str]:
        """What went wrong in the page since it was opened: errors, what its policy forbade."""
        return [str(one) for one in self.evaluate("() => window.complaints")]

    def evaluate(self, script: str, *given: Any) -> Any:
        """What a script gives for these arguments."""
        return json.loads(self.call(_CALL.replace("{script}", script), json.dumps(given)))

    def until(self, script: str, *given: Any) -> Any:
        """What a script gives, as soon as that is true."""
        end = time.monotonic() + PATIENCE
        while not (found := self.evaluate(script, *given)):
            if time.monotonic() > end:
                raise AssertionError(f"not within {PATIENCE:.0f} s: {script}")
            time.sleep(0.05)
        return found

    def settled(self) -> None:
        """Wait until nothing moves the page any more."""
        self.evaluate(_SETTLED)

    def place(self, selector: str) -> tuple[float, float]:
        """The middle of the first match that is shown."""
        found = self.evaluate(_PLACE, selector)
        assert found, f"nothing is shown of {selector}"
        return found[0], found[1]

    def click(self, selector: str) -> None:
        """Press the pointer on the first match that is shown."""
        self.pointer(self.place(selector), pressed=True)

    def hover(self, selector: str) -> None:
        """Move the pointer there."""
        self.pointer(self.place(selector))

    def drag(self, selector: str, across: float, down: float = 0) -> None:
        """Press there, move so far in a few steps, let go."""
        x, y = self.place(selector)
        steps = [(x + across * n / 5, y + down * n / 5) for n in range(6)]
        self.pointer(*steps, pressed=True)

    def press(self, *keys: str) -> None:
        """Press one key after the other; `Shift+Tab` are two at once."""
        for key in keys:
            self.keys(*(key.split("+") if len(key) > 1 else key))

    def type(self, text: str) -> None:
        """Type letters."""
        self.press(*text)

    def on_paper(self) -> None:
        """Let the page look as when it is printed, at the window's width."""
        self.evaluate(_ON_PAPER)
