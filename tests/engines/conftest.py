"""The engines, and the pages that they are shown."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from support.engines import ENGINES, Missing, Reader, Scheme, Shelf, Sites
from support.engines.serving import serving
from support.engines.shelf import TIMELINES

# All tests of an engine go to one process, which starts it once.
_ENGINES = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ENGINES]


class Opened:
    """The engines of this run, each started when it is first asked for."""

    def __init__(self) -> None:
        self._readers: dict[tuple[str, Scheme], Reader | Missing] = {}

    def get(self, engine: str, scheme: Scheme) -> Reader:
        """A reader; skips the test where its engine is missing, and in CI fails it."""
        key = engine, scheme
        if key not in self._readers:
            try:
                self._readers[key] = ENGINES[engine](scheme)
            except Missing as missing:
                self._readers[key] = missing
        found = self._readers[key]
        if isinstance(found, Reader):
            return found
        if os.environ.get("CI") == "true":
            pytest.fail(str(found))
        pytest.skip(str(found))

    def close(self) -> None:
        """End all of them."""
        for reader in self._readers.values():
            if isinstance(reader, Reader):
                reader.close()


@pytest.fixture(scope="session")
def opened() -> Iterator[Opened]:
    """All engines."""
    engines = Opened()
    yield engines
    engines.close()


@pytest.fixture(scope="session", params=_ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The engine's name."""
    return str(request.param)


@pytest.fixture
def reader(opened: Opened, engine: str) -> Reader:
    """A window in light colours."""
    return opened.get(engine, "light")


@pytest.fixture
def dark(opened: Opened, engine: str) -> Reader:
    """A window in dark colours."""
    return opened.get(engine, "dark")


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Where pages are served from."""
    folder = tmp_path_factory.mktemp("engines")
    with serving(folder) as address:
        yield Shelf(folder, address)


@pytest.fixture(scope="session")
def sites(shelf: Shelf) -> Sites:
    """The addresses of folders with the files of sites, by name: see `TIMELINES`."""
    return lambda name: shelf.site(name, TIMELINES[name])
