"""Firefox, by WebDriver BiDi: https://www.w3.org/TR/webdriver-bidi/.

Playwright needs a Firefox of its own, Selenium a geckodriver, which Debian does not have;
Firefox itself listens to a web socket.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

from support.engines.actions import key_actions, pointer_actions
from support.engines.reader import PATIENCE, Missing, Reader, Scheme

_NAMES = ("firefox-esr", "firefox")
_PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}


class Firefox(Reader):
    """A tab of a headless Firefox with a profile of its own."""

    def __init__(self, scheme: Scheme = "light") -> None:
        super().__init__(scheme)
        path = next(filter(None, map(shutil.which, _NAMES)), None)
        if path is None:
            raise Missing("no Firefox: install the package firefox-esr")
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        content = {"dark": 0, "light": 1}[scheme]
        _write_preferences(
            Path(self._profile.name),
            {**_PREFERENCES, "layout.css.prefers-color-scheme.content-override": content},
        )
        self._process = subprocess.Popen(
            [
                path,
                "--headless",
                "--no-remote",
                "--remote-debugging-port=0",
                "--profile",
                self._profile.name,
            ],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        self._open = ExitStack()
        self._socket = self._open.enter_context(
            connect(self._address() + "/session", max_size=None)
        )
        self._numbers = count()
        self._send("session.new", capabilities={})
        self._tab: str = self._send("browsingContext.getTree")["contexts"][0]["context"]

    def _address(self) -> str:
        assert self._process.stderr
        for line in self._process.stderr:
            if found := re.search(r"ws://\S+", line):
                return found[0]
        raise AssertionError("Firefox ended before it listened")

    def _send(self, method: str, **parameters: Any) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=2 * PATIENCE))
            if message.get("id") == number:
                assert message["type"] == "success", f"{method}: {message['message']}"
                return message["result"]

    def open(self, address: str, width: int = 1280, height: int = 900) -> None:
        tab = self._tab
        size = {"width": width, "height": height}
        self._send("browsingContext.setViewport", context=tab, viewport=size, devicePixelRatio=1.0)
        self._send("browsingContext.navigate", context=tab, url=address, wait="complete")
        self.settled()

    def call(self, function: str, given: str) -> str:
        answer = self._send(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": given}],
            awaitPromise=True,
            target={"context": self._tab},
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return str(answer["result"]["value"])

    def keys(self, *keys: str) -> None:
        self._send("input.performActions", context=self._tab, actions=key_actions(keys))

    def pointer(self, *path: tuple[float, float], pressed: bool = False) -> None:
        actions = pointer_actions(path, pressed=pressed)
        self._send("input.performActions", context=self._tab, actions=actions)

    def screenshot(self) -> bytes:
        data = self._send("browsingContext.captureScreenshot", context=self._tab)["data"]
        return base64.b64decode(data)

    def close(self) -> None:
        self._send("browser.close")
        self._open.close()
        self._process.wait(PATIENCE)
        if self._process.stderr:
            self._process.stderr.close()
        self._profile.cleanup()


def _write_preferences(profile: Path, preferences: dict[str, Any]) -> None:
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in preferences.items()]
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
