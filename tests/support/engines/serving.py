"""Pages served here, each of which hears what goes wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import IO, Any

from support.browser import REST

# Stands before the page's own policy, which forbids it no more. Not all engines tell their drivers
# of errors; all tell the page.
_HEAR = f"""<script>
window.complaints = [];
for (const [sign, words] of [['error', (e) => e.message ?? `no ${{e.target.outerHTML}}`],
    ['unhandledrejection', (e) => String(e.reason)],
    ['securitypolicyviolation', (e) => `${{e.violatedDirective}}: ${{e.blockedURI}} ${{e.sample}}`]]) {{
  addEventListener(sign, (event) => {{
    // Engines ask a server for an icon, whether the page lets them or not.
    if (!event.blockedURI?.endsWith('/favicon.ico')) complaints.push(words(event));
  }}, true);
}}
const complain = console.error;
console.error = (...words) => {{ complaints.push(words.join(' ')); complain(...words); }};
{REST}
</script>""".encode()


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""

    def send_head(self) -> BytesIO | IO[bytes] | None:  # type: ignore[override]
        """A page with what hears; any other file as it is; `blank` is a page with nothing on it."""
        path = Path(self.translate_path(self.path))
        if self.path != "/blank" and (path.suffix != ".html" or not path.exists()):
            return super().send_head()
        page = b"<!doctype html><head><body>" if self.path == "/blank" else path.read_bytes()
        page = page.replace(b"<head>", b"<head>" + _HEAR, 1)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        return BytesIO(page)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a folder's files."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
