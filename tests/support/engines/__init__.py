"""Three browser engines behind one interface, for the tests in `tests/engines`.

A `Reader` is a window of one engine. A test takes the fixture `reader`, runs once in each
engine, and asserts the same of all three:

    def test_searches(reader, sites):
        reader.open(sites("sample") + "index.html", 768)
        reader.click("#_search")
        reader.type("moon")
        reader.until("() => document.querySelectorAll('li.event:not([hidden])').length === 4")

        assert [] == reader.complaints()

`sites` knows the timelines of `shelf.py` by name; `shelf.page` serves a page of your own text.
The fixture `dark` is a reader of dark pages. `texts.unreadable` tells which words of a chart meet.
`make engines ARGS="-k 'firefox and searches'"` runs one test in one engine.

Scripts are functions as text; what they are given and what they return is JSON, and a promise
is awaited. Nothing here waits for a page to be at rest but `until` and `settled`: an engine that
lets no script in before the page's own cannot be asked.
"""

from __future__ import annotations

from support.engines.chromium import Chromium
from support.engines.firefox import Firefox
from support.engines.reader import Missing, Reader, Scheme
from support.engines.shelf import Shelf, Sites
from support.engines.webkit import WebKit

ENGINES: dict[str, type[Reader]] = {
    "chromium": Chromium,
    "firefox": Firefox,
    "webkit": WebKit,
}

__all__ = [
    "ENGINES",
    "Chromium",
    "Firefox",
    "Missing",
    "Reader",
    "Scheme",
    "Shelf",
    "Sites",
    "WebKit",
]
