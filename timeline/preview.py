"""A timeline's page while its file is being written: built anew at each save, served here alone.

Nothing is written. The page asks now and then what has become of the file, in an
answer that is short and at once, since a browser holds no more than six connections
to one place, whatever the number of its tabs. After a good save it loads itself anew
(what the reader has chosen is in its address), after a faulty one it shows the
faults over the last good page.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import stat
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
)
from starlette.routing import Route

from timeline import site, wording
from timeline.drawing.beside import HERE
from timeline.errors import Faults, InvalidTimeline, NoFont, TimelineError, UnreadableFile
from timeline.messages import events_counted
from timeline.model import Timeline
from timeline.pages.edition import Edition, Following
from timeline.pages.pictured import FOLDER, Gallery, Where
from timeline.pages.templates import doubts
from timeline.text import reader
from timeline.text.decoding import unix

HOST = "127.0.0.1"
_ALLOWED = [HOST, "localhost"]  # other names in a Host header are another site's
_PAUSE = 0.15  # seconds between two looks at the file
_REST = 10  # times as long as a look takes is rested after it, where there is much to look at
_STEP, _MOST_STEPS = 0.05, 20  # seconds and times to wait for the several writes of one save
_FRESH = {"Cache-Control": "no-store"}
_ASKED_AGAIN = {**_FRESH, "Refresh": "1"}  # a page of faults alone has no script that follows
_GRACE = 1  # seconds that open pages are given at the end
_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".html": "text/html"}

_Drawn = TypeVar("_Drawn")

Stamp = dict[Path, tuple[int, ...]]
Tell = Callable[[Faults | TimelineError], str]
Report = Callable[[str], None]


@dataclass(slots=True)
class Preview:
    """The last good page of a file, and what is wrong with the file now.

    `tell` words faults; `report` is told of each build and of the faults. The page is
    drawn by `executor`, the site's other files by `pictures`, so that neither waits
    for the other. `version` counts on from the second the preview was made in: pages
    of one that ran before know that this is another.
    """

    file: Path
    tell: Tell
    report: Report
    templates: Path | None = None
    height: float | None = None
    executor: Executor = HERE
    pictures: Executor = HERE
    version: int = field(default_factory=lambda: int(time.time()))
    faults: str = ""
    html: str = ""
    built_of: Stamp = field(default_factory=dict)
    named: Sequence[Path] = ()  # files that the timeline names
    _edition: Edition | None = None
    _files: Mapping[str, bytes] | None = None

    def rebuild(self) -> None:
        """Read and build; a fault leaves the last good page as it is."""
        started = time.monotonic()
        version = self.version + 1
        self.built_of = self.stamp()  # before it is read, or a save meanwhile is not seen
        try:
            data = contents(self.file)
            self.named = reader.named_files(data, self.file.parent)
            self.built_of = self.stamp()
            timeline, warnings = reader.read_text(data, str(self.file), self.file.parent)
            # Beside the page, so that it is sent again without them.
            pictures = site.pictured(timeline, Where.BESIDE)
            edition = self._edition_of(timeline, data, version, pictures)
            html, self.executor = _drawn(site.preview, edition, self.executor)
            doubtful = doubts(self.templates)
        except InvalidTimeline as error:
            self.fail(self.tell(error.faults))
            return
        except TimelineError as error:
            self.fail(self.tell(error))
            return
        except OSError as error:  # a template, or a process that cannot be started
            self.fail(self.tell(reader.unreadable(Path(error.filename or self.file), error)))
            return
        # Not before the page is there: who is told of a version asks for its page.
        self.version, self.html, self.faults = version, html, ""
        self._edition, self._files = edition, None
        if len(warnings):
            self.report(self.tell(warnings))
        for doubt in doubtful:
            self.report(f"warning: {doubt}")
        events = events_counted(len(timeline.events), len(timeline.undated))
        self.report(f"built {events} in {time.monotonic() - started:.1f} s")

    def _edition_of(
        self, timeline: Timeline, data: bytes, version: int, pictures: Gallery
    ) -> Edition:
        lang = timeline.header.lang
        lines = reader.event_lines(data)
        name = os.fsencode(self.file.name).decode(errors="replace")  # a name may be no UTF-8
        following = Following(
            version=version,
            places={event: f"{name}:{line}" for event, line in lines.items()},
            copied=wording.phrase("copied", lang),
            ended=wording.phrase("preview-ended", lang),
            foreign=wording.foreign(lang),
        )
        return Edition(
            timeline,
            data=unix(data),
            templates=self.templates,
            height=self.height,
            gallery=pictures,
            following=following,
        )

    def picture(self, address: str) -> Path | None:
        """The file of one of the page's pictures, by its relative address."""
        return self._edition.gallery.beside.get(address) if self._edition else None

    def fail(self, told: str) -> None:
        """Show over the last good page what is wrong, and report it."""
        self.version += 1
        self.faults = told
        self.report(told)

    def state(self) -> dict[str, int | str]:
        """What an open page needs to know: the page's version, and the faults, if there are any."""
        return {"version": self.version, "faults": self.faults}

    def stamp(self) -> Stamp:
        """What tells whether the file, one that it names or a template has changed."""
        looked_at = [self.file, *self.named, *(self.templates.rglob("*") if self.templates else ())]
        return {path: _stamp(path) for path in looked_at}

    def download(self, name: str) -> bytes | None:
        """One of the site's other files, None if there is none such; all are made once a save."""
        if self._edition is None or name not in site.FILES:
            return None
        edition, files = self._edition, self._files
        if files is None:
            files = self._site(replace(edition, following=None))
            if edition is self._edition:  # no save has come meanwhile
                self._files = files
        return files.get(name)

    def _site(self, edition: Edition) -> Mapping[str, bytes]:
        """All files of the site; none if they cannot be made, which is told.

        Without a font for their words there are no PNGs, and the others all the same.
        """
        try:
            try:
                files, self.pictures = _drawn(_built, edition, self.pictures)
            except NoFont as error:
                self.report(self.tell(error))
                files, self.pictures = _drawn(_built_without_rasters, edition, self.pictures)
        except TimelineError as error:
            self.report(self.tell(error))
            return {}
        return files


def _drawn(
    draw: Callable[[Edition, Executor], _Drawn], edition: Edition, executor: Executor
) -> tuple[_Drawn, Executor]:
    """What `draw` makes, and by whom: if a process beside is killed, this one can draw as well."""
    try:
        return draw(edition, executor), executor
    except BrokenExecutor:
        return draw(edition, HERE), HERE


def _built(edition: Edition, executor: Executor) -> Mapping[str, bytes]:
    """All of it made by the executor, so that this process is free for the next save."""
    return executor.submit(_files, edition).result()


def _built_without_rasters(edition: Edition, executor: Executor) -> Mapping[str, bytes]:
    return executor.submit(_files, replace(edition, rasters=False)).result()


def _files(edition: Edition) -> Mapping[str, bytes]:
    return site.build(edition).files


def application(preview: Preview) -> Starlette:
    """The page at `/`, its state at `/_changes`, the site's other files by name."""
    drawing = (
        asyncio.Lock()
    )  # who asks for a picture that is being drawn waits for it, in no thread

    async def index(request: Request) -> Response:  # noqa: ARG001 - every visitor gets the same
        if not preview.html:
            return PlainTextResponse(preview.faults, 503, headers=_ASKED_AGAIN)
        return HTMLResponse(preview.html, headers=_FRESH)

    async def changes(request: Request) -> Response:  # noqa: ARG001
        return JSONResponse(preview.state(), headers=_FRESH)

    async def other(request: Request) -> Response:
        name = request.path_params["name"]
        async with drawing:
            content = await asyncio.to_thread(preview.download, name)
        if content is None:
            return PlainTextResponse("there is no such file", 404)
        return Response(content, media_type=_TYPES.get(Path(name).suffix), headers=_FRESH)

    async def picture(request: Request) -> Response:
        path = preview.picture(f"{FOLDER}/{request.path_params['name']}")
        if path is None:
            return PlainTextResponse("there is no such picture", 404)
        return FileResponse(path, headers=_FRESH)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:  # noqa: ARG001
        watching = asyncio.create_task(_watch(preview))
        watching.add_done_callback(lambda task: _ended(task, preview))
        yield
        watching.cancel()

    return Starlette(
        routes=[
            Route("/", index),
            Route("/index.html", index),
            Route("/_changes", changes),
            Route("/{name}", other),
            Route(f"/{FOLDER}/{{name}}", picture),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=_ALLOWED)],
        lifespan=lifespan,
    )


async def _watch(preview: Preview) -> None:
    """Build anew whenever the file or a template is saved.

    They are looked at again and again: a system's own notice of changes may be used
    up, does not come from every drive, and knows nothing of a link turned elsewhere
    or a folder made anew.
    """
    pause = _PAUSE
    while True:
        await asyncio.sleep(pause)
        started = time.monotonic()
        stamp = await asyncio.to_thread(preview.stamp)
        pause = max(_PAUSE, _REST * (time.monotonic() - started))
        if stamp != preview.built_of:
            await _settled(preview, stamp)
            await asyncio.to_thread(preview.rebuild)


def _ended(watching: asyncio.Task[None], preview: Preview) -> None:
    """Say on the page that it follows no more, if the watch has ended by a fault of ours."""
    if not watching.cancelled() and (error := watching.exception()):
        preview.fail(f"The preview has failed and follows no more; start it again. ({error!r})")


async def _settled(preview: Preview, stamp: Stamp) -> None:
    """Wait for the several writes of one save, but not for a program that never stops writing."""
    for _ in range(_MOST_STEPS):
        await asyncio.sleep(_STEP)
        before, stamp = stamp, await asyncio.to_thread(preview.stamp)
        if before == stamp:
            return


def contents(file: Path) -> bytes:
    """The bytes of a file that can be followed; raises UnreadableFile, and waits for no pipe."""
    try:
        with open(file, "rb", opener=_open_at_once) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                problem = "this is a pipe or a device, which cannot be followed"
                raise UnreadableFile(str(file), problem, "name a file")
            return stream.read()
    except OSError as error:
        raise reader.unreadable(file, error) from None


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # Windows waits for none


def _stamp(path: Path) -> tuple[int, ...]:
    """What differs between a file and any other that may come to its place; links are followed."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return ()
    return found.st_dev, found.st_ino, found.st_mode, found.st_size, found.st_mtime_ns


def listen(port: int) -> socket.socket:
    """A socket of this machine alone on `port`, or on a free one if that is taken.

    Raises OSError if none is to be had.
    """
    for wanted in (port, 0):
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((HOST, wanted))
        except OSError:
            sock.close()
            if wanted == 0:
                raise
            continue
        return sock
    raise AssertionError("one of two ports is taken or free")


def serve(preview: Preview, sock: socket.socket, opened: Callable[[], None]) -> None:
    """Serve until interrupted; `opened` is called once pages can be asked for."""

    async def run() -> None:
        config = uvicorn.Config(
            application(preview),
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=_GRACE,
        )
        server = _Server(config)
        running = asyncio.create_task(server.serve(sockets=[sock]))
        while not server.started and not running.done():
            await asyncio.sleep(0.02)
        if server.started:
            opened()
        await running

    try:
        asyncio.run(run())
    except KeyboardInterrupt:
        return


class _Server(uvicorn.Server):
    """A server that ends well, too, when its terminal is closed."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Also heed SIGHUP, unless it is to be ignored, as by nohup."""
        hangup = getattr(signal, "SIGHUP", None)  # Windows has none
        with super().capture_signals():
            before = hangup and signal.getsignal(hangup)
            if not hangup or before is signal.SIG_IGN:
                yield
                return
            signal.signal(hangup, self.handle_exit)
            try:
                yield
            finally:
                signal.signal(hangup, before)
