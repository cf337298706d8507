"""What several tests share: small timelines, the sample, and a real browser."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import settings
from support.browser import ARGUMENTS, Tabs, chromium

from timeline import site
from timeline.drawing import beside
from timeline.model import Timeline
from timeline.pages.edition import Edition
from timeline.text import reader

# Whoever is told to go on when a terminal closes, or is begun in the background, hands that on to
# all that is started: a test that ends one so would wait for ever.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent

# A law is true or not, however busy the machine: no example is timed.
settings.register_profile("untimed", settings.default, deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def _state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What commands keep, for `timeline undo` and of pictures, theirs and those of processes they start."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        patched.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


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
    """Commands draw in this process, which is warm; one beside draws the same: test_beside.py."""
    monkeypatch.setattr(beside, "beside", lambda: nullcontext(beside.HERE))


@pytest.fixture
def read() -> Callable[[str], Timeline]:
    """Reads TOML text that has no fault."""
    return lambda text: reader.read_text(text)[0]


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Headless Chromium; without one the test is skipped, or fails in CI."""
    path = chromium()
    if path is None:
        message = "no Chromium: install the package chromium, or set CHROMIUM to a browser's path"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def lent(browser: object) -> Tabs:
    """The pages of this run; with the browser they end."""
    return Tabs(browser)


@pytest.fixture
def tabs(lent: Tabs) -> Iterator[Tabs]:
    """Pages for one test, taken back after it."""
    with lent.borrowing():
        yield lent
