"""`timeline serve`: the page follows the author's saves, to this machine alone, writing nothing."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
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

pytestmark = pytest.mark.slow  # processes are started, or much is counted

GOOD = made.toml(
    [
        {"date": '"1950"', "title": '"First of all"'},
        {"date": '"1960"', "title": '"Then a second"'},
    ]
)


class Served:
    """A running preview: its file, its address and what it has said."""

    def __init__(self, folder: Path, *options: str, file: Path | None = None) -> None:
        self.file = file or folder / "events.toml"
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

    def state(self) -> dict[str, Any]:
        """What a page that asks is told."""
        state: dict[str, Any] = json.loads(self.get("/_changes")[1])
        return state

    def follows(self, told: str) -> None:
        """Wait until the page says so, or the faults do."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            state = self.state()
            if told in (state["faults"] or self.get()[1].decode()):
                return
            time.sleep(0.1)
        raise AssertionError(f"{told!r} is not told: {self.state()}, {self.said()}")

    def stop(self) -> int:
        """Press Ctrl-C, if it has not ended; the exit code."""
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


def test_event_lines_without_ids() -> None:
    """An event that has no id of its own has its line by the one made of its title."""
    text = (
        '[timeline]\ntitle = "T"\n[[events]]\ntitle = "The landing"\ndate = 1950\n'
        '[[events]]\nid = "b"\ntitle = "B"\nundated = true\n'
        '[[events]]\ntitle = "The landing"\ndate = 1951\n'
    )
    story = reader.read_text(text)[0]

    lines = reader.event_lines(text.encode())
    assert {"the-landing": 3, "b": 6, "the-landing-2": 10} == lines
    assert set(lines) == {event.id for event in story.all_events}


def renamed(title: str) -> str:
    """The file with another title for its first event."""
    return GOOD.replace("First of all", title)


def test_places(served: Served) -> None:
    """Whatever comes to the file's place is followed, by links and through what is not there."""
    file, folder = served.file, served.file.parent
    (folder / "a.toml").write_text(renamed("By a link"), "utf-8")
    (folder / "b.toml").write_text(renamed("By another"), "utf-8")

    served.follows("First of all")
    file.unlink()
    served.follows("there is no such file")
    file.symlink_to("a.toml")
    served.follows("By a link")
    (folder / "link").symlink_to("b.toml")
    (folder / "link").replace(file)
    served.follows("By another")
    (folder / "b.toml").write_text(renamed("Written far away"), "utf-8")
    served.follows("Written far away")
    file.unlink()
    file.mkdir()
    served.follows("this is a folder")
    file.rmdir()
    os.mkfifo(file)
    served.follows("this is a pipe or a device, which cannot be followed")
    file.unlink()
    file.write_text(renamed("A file again"), "utf-8")
    served.follows("A file again")


def test_folder_made_anew(tmp_path: Path) -> None:
    """The folder of the file may go away and come again, as another branch is checked out."""
    folder = tmp_path / "inner"
    folder.mkdir()
    (folder / "events.toml").write_text(GOOD, "utf-8")
    running = Served(tmp_path, file=folder / "events.toml")
    try:
        shutil.rmtree(folder)
        running.follows("there is no such file")
        folder.mkdir()
        running.file.write_text(renamed("Back again"), "utf-8")
        running.follows("Back again")
    finally:
        running.stop()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux has these")
def test_takes_no_notice_of_the_system(shared: Served) -> None:
    """No inotify instance is taken, so none can be lacking."""
    opened = [str(each.readlink()) for each in Path(f"/proc/{shared.process.pid}/fd").iterdir()]

    assert [] == [each for each in opened if "inotify" in each]


def test_pipe_in_its_place(served: Served) -> None:
    """Ctrl-C ends a preview whose file has become a pipe."""
    served.file.unlink()
    os.mkfifo(served.file)
    served.follows("this is a pipe")

    assert 0 == served.stop()


def test_pipe_from_the_start(tmp_path: Path) -> None:
    """A pipe is refused: exit code 2, without a wait for who may write into it."""
    os.mkfifo(tmp_path / "pipe")
    result = CliRunner().invoke(main, ["serve", str(tmp_path / "pipe"), "--no-open"])

    assert 2 == result.exit_code
    assert "this is a pipe or a device, which cannot be followed; name a file." in result.stderr


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end(served: Served, how: signal.Signals) -> None:
    """Told to end by the system it ends cleanly, by that signal, with all its processes."""
    served.get("/timeline.svg")  # now there is one that draws pictures, too
    stdout = served.process.stdout
    assert stdout is not None
    served.process.send_signal(how)
    rest = stdout.read()  # until all who hold it have ended

    assert -how == served.stop()
    assert "" == rest
    assert served.said().endswith("ended\n")
    assert "Traceback" not in served.said()


def test_answers_let_go(shared: Served) -> None:
    """What a page asks for is answered at once, so that no number of tabs takes all connections."""
    started = time.monotonic()
    states = [shared.state() for _ in range(20)]

    assert time.monotonic() - started < 10
    assert [{"version": states[0]["version"], "faults": ""}] * 20 == states


class _Counting(Executor):
    """Draws here when it is let; counts what it is asked for."""

    def __init__(self) -> None:
        self.count = 0
        self.free = threading.Event()

    def submit(self, fn: Any, /, *args: Any, **more: Any) -> Future[Any]:
        self.count += 1
        self.free.wait(60)
        return preview.HERE.submit(fn, *args, **more)


def test_pictures_once_a_save(tmp_path: Path) -> None:
    """A picture is drawn once a save, and who waits for it holds up no save."""
    file = tmp_path / "events.toml"
    file.write_text(GOOD, "utf-8")
    pictures = _Counting()
    shown = preview.Preview(file=file, tell=str, report=lambda _: None, pictures=pictures)
    shown.rebuild()
    first: list[bytes | None] = []
    asking = threading.Thread(target=lambda: first.append(shown.download("timeline.svg")))

    asking.start()
    file.write_text(renamed("Saved meanwhile"), "utf-8")
    shown.rebuild()
    saved = "Saved meanwhile" in shown.html
    pictures.free.set()
    asking.join()
    second = [shown.download(name) for name in ("timeline.svg", "timeline.png", "timeline.svg")]

    assert saved
    assert 2 == pictures.count
    assert (True, False) == (b"First of all" in (first[0] or b""), b"Saved" in (first[0] or b""))
    assert b"Saved meanwhile" in (second[0] or b"")
    assert second[0] == second[2]
    assert (second[1] or b"").startswith(b"\x89PNG")


def test_failed_watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the preview's own does not end in silence: the page says that it follows no more."""
    shown = preview.Preview(file=tmp_path / "events.toml", tell=str, report=lambda _: None)
    monkeypatch.setattr(preview.Preview, "rebuild", lambda _: [].pop())

    async def run() -> None:
        app = preview.application(shown)
        async with app.router.lifespan_context(app):
            for _ in range(200):
                await asyncio.sleep(0.05)
                if shown.faults:
                    return

    # In a thread of its own: this one may have the loop of a browser's.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(run())).result()

    assert shown.faults.startswith("The preview has failed and follows no more; start it again.")


@pytest.mark.browser
def test_faults_alone_follow(browser: Any, tmp_path: Path) -> None:
    """Where there has been no good page yet, the first comes by itself."""
    (tmp_path / "events.toml").write_text("title = 1\n", "utf-8")
    running = Served(tmp_path)
    context = browser.new_context()
    tab = context.new_page()
    try:
        tab.goto(running.address)
        assert "events.toml:1:1: error" in tab.text_content("body")
        running.file.write_text(GOOD, "utf-8")
        tab.wait_for_selector("#e0 h3:has-text('First of all')", timeout=30_000)
    finally:
        context.close()
        running.stop()


@pytest.mark.browser
def test_many_tabs(browser: Any, served: Served) -> None:
    """Eight tabs of one browser all follow a save, and the end and the beginning of a preview."""
    context = browser.new_context()
    tabs = [context.new_page() for _ in range(8)]
    for tab in tabs:
        tab.goto(served.address)
    served.file.write_text(renamed("Seen by all"), "utf-8")
    for tab in tabs:
        tab.wait_for_selector("#e0 h3:has-text('Seen by all')", timeout=30_000)

    served.stop()
    tabs[0].wait_for_selector("#_faults:has-text('The preview has ended')")
    served.file.write_text(renamed("Begun again"), "utf-8")
    again = Served(served.file.parent, "--port", str(served.port))
    try:
        tabs[0].wait_for_selector("#e0 h3:has-text('Begun again')", timeout=30_000)
    finally:
        again.stop()
    context.close()


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
