"""A timeline's page while its file is being written: built anew at each save, served here alone.

Nothing is written. The page follows by server-sent events: after a good save it
loads itself anew (what the reader has chosen is in its address), after a faulty
one it shows the faults over the last good page.
"""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import BrokenExecutor, Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from watchfiles import awatch

from timeline import site, wording
from timeline.drawing.beside import HERE
from timeline.errors import Faults, InvalidTimeline, TimelineError
from timeline.messages import counted
from timeline.model import Timeline
from timeline.pages.edition import Edition, Following
from timeline.text import reader

HOST = "127.0.0.1"
_ALLOWED = [HOST, "localhost"]  # other names in a Host header are another site's
_DEBOUNCE, _STEP = 100, 20  # ms to gather the several writes of one save
_GRACE = 1  # seconds that open pages are given at the end
_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".html": "text/html"}

_Drawn = TypeVar("_Drawn")

Tell = Callable[[Faults | TimelineError], str]
Report = Callable[[str], None]


@dataclass(slots=True)
class Preview:
    """The last good page of a file, and what is wrong with the file now.

    `tell` words faults; `report` is told of each build and of the faults.
    """

    file: Path
    tell: Tell
    report: Report
    templates: Path | None = None
    height: float | None = None
    executor: Executor = HERE
    version: int = 0
    faults: str = ""
    html: str = ""
    _edition: Edition | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def rebuild(self) -> None:
        """Read and build; a fault leaves the last good page as it is."""
        started = time.monotonic()
        version = self.version + 1
        try:
            data = reader.contents(self.file)
            timeline, warnings = reader.read_text(data, str(self.file))
            edition = self._edition_of(timeline, data, version)
            html = self._drawn(site.preview, edition)
        except InvalidTimeline as error:
            self._fail(self.tell(error.faults))
            return
        except TimelineError as error:
            self._fail(self.tell(error))
            return
        # Not before the page is there: who is told of a version asks for its page.
        self.version, self.html, self.faults, self._edition = version, html, "", edition
        if len(warnings):
            self.report(self.tell(warnings))
        events = counted(len(timeline.events), "event")
        self.report(f"built {events} in {time.monotonic() - started:.1f} s")

    def _edition_of(self, timeline: Timeline, data: bytes, version: int) -> Edition:
        lang = timeline.header.lang
        lines = reader.event_lines(data)
        following = Following(
            version=version,
            places={event: f"{self.file.name}:{line}" for event, line in lines.items()},
            copied=wording.phrase("copied", lang),
            ended=wording.phrase("preview-ended", lang),
        )
        return Edition(
            timeline,
            data=data,
            templates=self.templates,
            height=self.height,
            following=following,
        )

    def _drawn(self, draw: Callable[[Edition, Executor], _Drawn], edition: Edition) -> _Drawn:
        """What `draw` makes, even if a process beside is killed: this one can draw as well."""
        try:
            return draw(edition, self.executor)
        except BrokenExecutor:
            self.executor = HERE
            return draw(edition, self.executor)

    def _fail(self, told: str) -> None:
        self.version += 1
        self.faults = told
        self.report(told)

    def state(self) -> str:
        """What an open page needs to know, as JSON: the page's version, or the faults."""
        return json.dumps({"version": self.version, "faults": self.faults})

    def announce(self) -> None:
        """Wake those who wait for a change."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def changes(self) -> AsyncIterator[str]:
        """The state now, and after each change."""
        while True:
            changed = self._changed
            yield self.state()
            await changed.wait()

    def download(self, name: str) -> bytes | None:
        """One of the site's other files, made when it is asked for; None if there is none such."""
        if self._edition is None or name not in site.FILES:
            return None
        try:
            built = self._drawn(_site, replace(self._edition, following=None))
        except TimelineError as error:
            self.report(self.tell(error))
            return None
        return built.files[name]


def _site(edition: Edition, executor: Executor) -> site.Built:
    return site.build(edition, executor=executor)


def application(preview: Preview, *, stop: asyncio.Event | None = None) -> Starlette:
    """The page at `/`, its changes at `/_changes`, the site's other files by name."""
    ended = stop or asyncio.Event()

    async def index(request: Request) -> Response:  # noqa: ARG001 - every visitor gets the same
        if not preview.html:
            return PlainTextResponse(preview.faults, 503)
        return HTMLResponse(preview.html, headers={"Cache-Control": "no-store"})

    async def changes(request: Request) -> Response:  # noqa: ARG001
        return StreamingResponse(_events(preview, ended), media_type="text/event-stream")

    async def other(request: Request) -> Response:
        name = request.path_params["name"]
        content = await asyncio.to_thread(preview.download, name)
        if content is None:
            return PlainTextResponse("there is no such file", 404)
        return Response(content, media_type=_TYPES.get(Path(name).suffix))

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:  # noqa: ARG001
        watching = asyncio.create_task(_watch(preview))
        yield
        watching.cancel()

    return Starlette(
        routes=[
            Route("/", index),
            Route("/index.html", index),
            Route("/_changes", changes),
            Route("/{name}", other),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=_ALLOWED)],
        lifespan=lifespan,
    )


async def _events(preview: Preview, ended: asyncio.Event) -> AsyncIterator[str]:
    """Server-sent events: the state at once and after each change, until the end."""
    over = asyncio.create_task(ended.wait())
    step: asyncio.Future[str] | None = None
    changes = preview.changes()
    try:
        while not ended.is_set():
            step = asyncio.ensure_future(anext(changes))
            await asyncio.wait({step, over}, return_when=asyncio.FIRST_COMPLETED)
            if step.done():
                yield f"data: {step.result()}\n\n"
    finally:  # also when the page is closed
        over.cancel()
        if step:
            step.cancel()


async def _watch(preview: Preview) -> None:
    """Build anew whenever the file or a template is saved."""
    folders = {preview.file.resolve().parent}
    wanted = {preview.file.resolve()}

    def is_ours(_: object, path: str) -> bool:
        changed = Path(path).resolve()
        templates = preview.templates.resolve() if preview.templates else None
        return changed in wanted or (templates is not None and changed.is_relative_to(templates))

    if preview.templates:
        folders.add(preview.templates.resolve())
    watched = awatch(
        *folders,
        watch_filter=is_ours,
        debounce=_DEBOUNCE,
        step=_STEP,
        recursive=bool(preview.templates),
    )
    async for _ in watched:
        await asyncio.to_thread(preview.rebuild)
        preview.announce()


def listen(port: int) -> socket.socket:
    """A socket of this machine alone on `port`, or on a free one if that is taken."""
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
        stop = asyncio.Event()
        config = uvicorn.Config(
            application(preview, stop=stop),
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=_GRACE,
        )
        server = _Server(config, stop)
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
    """A server that lets open pages go before it waits for them."""

    def __init__(self, config: uvicorn.Config, stop: asyncio.Event) -> None:
        super().__init__(config)
        self.stop = stop

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams of changes, then the server."""
        self.stop.set()
        await super().shutdown(sockets)
