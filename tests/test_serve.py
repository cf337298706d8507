"""`timeline serve`: the page follows the author's saves, to this machine alone, writing nothing."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from support import made
from support.browser import REST, Tabs, rest

from timeline import preview
from timeline.commands import main, serve
from timeline.text import reader

GOOD = made.toml(
    [
        {"date": '"1950"', "title": '"First of all"'},
        {"date": '"1960"', "title": '"Then a second"'},
    ]
)


class Served:
    """A running preview: its file, its address and what it has said."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.file = folder / "events.toml"
        if not self.file.exists():
            self.file.write_text(GOOD, "utf-8")
        self.errors = (folder / "stderr").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "timeline", "serve", str(self.file), "--no-open", *options],
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        self.port = int(self.address.rpartition(":")[2].strip("/"))

    def said(self) -> str:
        """All it has said on stderr."""
        return Path(self.errors.name).read_text("utf-8")

    def get(self, path: str = "/", host: str | None = None) -> tuple[int, bytes]:
        """The status and content of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with closing(connection):
            connection.request("GET", path, headers={"Host": host} if host else {})
            answer = connection.getresponse()
            return answer.status, answer.read()

    def stop(self) -> int:
        """Press Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(20)
        self.errors.close()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A preview of one test's own."""
    running = Served(tmp_path)
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture(scope="module")
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture(scope="module")
def shared(taken: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A preview for tests that leave it as it is; the port it was to have is taken."""
    running = Served(tmp_path_factory.mktemp("served"), "--port", str(taken))
    yield running
    running.stop()


def test_serves_and_ends(served: Served) -> None:
    """The page and the site's other files; Ctrl-C ends it cleanly; nothing was written."""
    status, page = served.get()
    picture = served.get("/timeline.svg")
    missing = served.get("/passwords")
    code = served.stop()

    assert (200, True) == (status, b"First of all" in page)
    assert (200, True) == (picture[0], picture[1].startswith(b"<svg"))
    assert 404 == missing[0]
    assert 0 == code
    assert {"events.toml", "stderr"} == {path.name for path in served.file.parent.iterdir()}
    assert "Traceback" not in served.said()


@pytest.mark.parametrize(
    ("host", "status"),
    [("evil.example", 400), ("evil.example:8321", 400), ("localhost:1", 200), ("127.0.0.1", 200)],
)
def test_foreign_hosts_are_refused(shared: Served, host: str, status: int) -> None:
    """A name that another site has made to lead here is refused."""
    assert status == shared.get(host=host)[0]


def test_this_machine_alone(shared: Served) -> None:
    """It listens on the loopback address and on no other."""
    addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}
    for address in addresses - {"127.0.0.1", "::1"}:
        with pytest.raises(OSError, match=r"refused|unreachable|timed out"):
            socket.create_connection((address, shared.port), timeout=2)


def test_taken_port(shared: Served, taken: int) -> None:
    """Where the port wanted is taken a free one is found."""
    assert taken != shared.port
    assert 200 == shared.get()[0]


def test_faulty_from_the_start(tmp_path: Path) -> None:
    """A file with faults is told and waited for; the page comes with the first good save."""
    (tmp_path / "events.toml").write_text("title = 1\n", "utf-8")
    running = Served(tmp_path)
    try:
        status, told = running.get()
        running.file.write_text(GOOD, "utf-8")
        deadline = time.monotonic() + 30
        while running.get()[0] != 200 and time.monotonic() < deadline:
            time.sleep(0.1)

        assert 503 == status
        assert b"events.toml:1:1: error" in told
        assert b"events.toml:1:1: error" in running.said().encode()
        assert 200 == running.get()[0]
    finally:
        running.stop()


class _Killed(Executor):
    """A process that is dead, as one whom the system took the memory from."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(BrokenExecutor())
        return future


def test_process_killed(tmp_path: Path) -> None:
    """Without the process that draws, the preview goes on: this one draws."""
    file = tmp_path / "events.toml"
    file.write_text(GOOD, "utf-8")
    told: list[str] = []
    shown = preview.Preview(file=file, tell=str, report=told.append, executor=_Killed())

    shown.rebuild()

    assert "First of all" in shown.html
    assert "" == shown.faults
    assert ["built 2 events"] == [line.partition(" in ")[0] for line in told]


def test_file_that_goes_away(tmp_path: Path) -> None:
    """A file that is moved away is named once, with what to do."""
    file = tmp_path / "events.toml"
    told: list[str] = []
    shown = preview.Preview(
        file=file, tell=lambda error: serve._told(error, file), report=told.append
    )

    shown.rebuild()

    assert (
        [f"{file}: there is no such file; name a timeline's file, such as events.toml."]
        == told
        == [shown.faults]
    )


def test_missing_file(tmp_path: Path) -> None:
    """Without a file there is nothing to preview: exit code 2, and what to do."""
    result = CliRunner().invoke(main, ["serve", str(tmp_path / "none.toml"), "--no-open"])

    assert 2 == result.exit_code
    assert "none.toml" in result.stderr


def test_event_lines() -> None:
    """Each event's line is where its table begins."""
    assert {"e0": 7, "e1": 12} == reader.event_lines(GOOD.encode())
    assert {"e0": 7, "e1": 12} == reader.event_lines(GOOD.replace("\n", "\r\n").encode())


@pytest.mark.browser
def test_page_follows_saves(tabs: Tabs, shared: Served) -> None:
    """A save shows at once with search, window and scroll kept; faults lie over the last page."""
    wrong: list[str] = []
    on = {
        "pageerror": lambda error: wrong.append(str(error)),
        "console": lambda said: said.type == "error" and wrong.append(said.text),
    }
    tab = tabs.lend(1000, 500, on=on, init=REST, permissions=["clipboard-read", "clipboard-write"])
    tab.goto(shared.address + "?q=event&window=1951-01-01/1955-01-01")
    tab.goto(shared.address + "?q=then&window=1951-01-01/1955-01-01")
    tab.wait_for_selector(".exploring")
    tab.evaluate("scrollTo(0, 300)")
    rest(tab)
    scrolled = tab.evaluate("scrollY")

    shared.file.write_text(GOOD.replace("Then a second", "Then another"), "utf-8")
    tab.wait_for_selector("#e1 h3:has-text('Then another')", timeout=20_000)
    rest(tab)
    assert "q=then&window=1951-01-01/1955-01-01" in tab.url
    assert scrolled == tab.evaluate("scrollY")
    assert "1 of 2" in tab.text_content("body")

    shared.file.write_text(GOOD.replace('date = "1960"', 'date = "196O"'), "utf-8")
    tab.wait_for_selector("#_faults")
    told = tab.text_content("#_faults")
    assert "events.toml:16:12: error" in told
    assert tab.is_visible("#e1 h3:has-text('Then another')")

    shared.file.write_text(GOOD, "utf-8")
    tab.wait_for_selector("#e1 h3:has-text('Then a second')")
    assert 0 == tab.locator("#_faults").count()
    tab.click("#e1 .place")
    assert "events.toml:12" == tab.evaluate("navigator.clipboard.readText()")
    assert [] == wrong
