"""What several tests share: small timelines, the sample, and a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from timeline import reader
from timeline.model import Timeline

ROOT = Path(__file__).parent.parent

# CHROMIUM names another browser; otherwise the usual names are looked for.
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def sample() -> Timeline:
    """The shipped timeline."""
    return reader.read(ROOT / "events.toml")[0]


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
