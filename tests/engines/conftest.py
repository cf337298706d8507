"""The engines, and the pages that they are shown."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from support.engines import ENGINES, Missing, Reader, Scheme, Shelf, Sites
from support.engines.serving import serving
from support.engines.shelf import TIMELINES


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """All tests of an engine go to one process, which starts it once; so do those of a file without.

    Their names say which it is. xdist's own groups are put into names, as pytest 9.2 has it no more.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByEngine(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file, _, rest = nodeid.partition("::")
            parts = re.split(r"[\[\]-]", rest)
            return next((name for name in ENGINES if name in parts), file)

    return ByEngine(config, log) if config.getvalue("dist") == "loadgroup" else None


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


@pytest.fixture(scope="session", params=list(ENGINES))
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
