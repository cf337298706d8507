"""WebKitGTK, by WebDriver: https://www.w3.org/TR/webdriver2/. It draws on a screen of its own, Xvfb.

One device pixel is one CSS pixel there, at which this engine rounds the advance of every letter.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

from support.engines.actions import key_actions, pointer_actions
from support.engines.reader import PATIENCE, Missing, Reader, Scheme

_LEAST = 500  # px: no window is narrower than some 450; a narrower page is shown in a frame
_ASYNC = """const done = arguments[1];
({function})(arguments[0]).then((text) => done([text]), (error) => done([null, String(error)]));"""
# In place of a blank page, the page in a frame at the window's corner.
_FRAME = """async (given) => {
  const [src, width, height] = JSON.parse(given);
  document.body.style.margin = 0;
  const frame = Object.assign(document.createElement('iframe'), { width, height });
  frame.style.border = 0;
  await new Promise((done) => {
    frame.addEventListener('load', done);
    frame.src = src;
    document.body.append(frame);
  });
  frame.focus();
  return '';
}"""


class WebKit(Reader):
    """A window of WebKitGTK's MiniBrowser."""

    def __init__(self, scheme: Scheme = "light") -> None:
        super().__init__(scheme)
        browser = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)
        if not browser or not shutil.which("WebKitWebDriver") or not shutil.which("Xvfb"):
            raise Missing("no WebKitGTK: install the packages webkit2gtk-driver and xvfb")
        self._screen, display = _screen()
        port = _free_port()
        self._driver = subprocess.Popen(
            ["WebKitWebDriver", f"--port={port}"],
            env={**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._address = f"http://127.0.0.1:{port}"
        self._wait_for_driver()
        options = {
            "binary": str(browser),
            "args": ["--automation", *(["--dark-mode"] if scheme == "dark" else [])],
        }
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        session = self._ask("POST", "/session", capabilities=wanted)["sessionId"]
        self._address += f"/session/{session}"
        self._ask("POST", "/timeouts", script=int(2000 * PATIENCE))

    def _wait_for_driver(self) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self._ask("GET", "/status")
            except URLError:
                assert time.monotonic() < end, "WebKitWebDriver does not answer"
                time.sleep(0.05)
            else:
                return

    def _ask(self, method: str, path: str, **parameters: Any) -> Any:
        body = json.dumps(parameters).encode() if method == "POST" else None
        request = urllib.request.Request(self._address + path, body, method=method)
        try:
            with urllib.request.urlopen(request, timeout=3 * PATIENCE) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            with error:
                raise AssertionError(f"{path}: {error.read().decode()}") from error

    def open(self, address: str, width: int = 1280, height: int = 900) -> None:
        self._ask("POST", "/frame", id=None)
        self._ask("POST", "/url", url="about:blank")
        self._resize(max(width, _LEAST), height)
        if width >= _LEAST:
            self._ask("POST", "/url", url=address)
        else:
            # Of the page's own origin, so that it may be asked for its frames.
            self._ask("POST", "/url", url=re.sub(r"(?<=[^/:]/)[^/].*", "blank", address))
            self.call(_FRAME, json.dumps([address, width, height]))
            self._ask("POST", "/frame", id=0)
        self.settled()

    def _resize(self, width: int, height: int) -> None:
        """Let the page, not the window around it, be so large."""
        for _ in range(20):
            inner = self.evaluate("() => [innerWidth, innerHeight]")
            if inner == [width, height]:
                return
            outer = self._ask("GET", "/window/rect")
            self._ask(
                "POST",
                "/window/rect",
                width=outer["width"] + width - inner[0],
                height=outer["height"] + height - inner[1],
            )
            time.sleep(0.1)
        raise AssertionError(f"the window does not become {width} x {height}, but {inner}")

    def call(self, function: str, given: str) -> str:
        script = _ASYNC.replace("{function}", function)
        text, *error = self._ask("POST", "/execute/async", script=script, args=[given])
        assert not error, error[0]
        return str(text)

    def keys(self, *keys: str) -> None:
        self._ask("POST", "/actions", actions=key_actions(keys))

    def pointer(self, *path: tuple[float, float], pressed: bool = False) -> None:
        self._ask("POST", "/actions", actions=pointer_actions(path, pressed=pressed))

    def screenshot(self) -> bytes:
        return base64.b64decode(self._ask("GET", "/screenshot"))

    def close(self) -> None:
        self._ask("DELETE", "")
        for process in (self._driver, self._screen):
            process.terminate()
            process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def _screen() -> tuple[subprocess.Popen[bytes], str]:
    """A screen that nobody sees, and its name; the server chooses one that is free."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "2000x2200x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    assert number, "Xvfb did not start"
    return process, f":{number}"
