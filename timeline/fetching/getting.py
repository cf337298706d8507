"""One thing fetched: a GET that ends in time, at a size, and leads nowhere inside.

No more is sent than what is asked for and by which program: no cookies, no credentials.
No proxy is asked, as that would look names up again.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any, cast

from timeline.fetching.addresses import Address, Ip, MayAsk, following, is_public, numbers, parted
from timeline.fetching.failing import Failed, Why, fail

_PRODUCT = "honest-timeline"
_MOVED = (301, 302, 303, 307, 308)
_PIECE = 65_536  # bytes that are read at once
_PATIENCE = 10.0  # seconds for a number of a host that has others


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far a fetch may go.

    `seconds` are for all of it, redirects included; `most_bytes` for the answer's body.
    """

    seconds: float = 60.0
    most_bytes: int = 30_000_000
    most_redirects: int = 5
    may_ask: MayAsk = is_public


@dataclass(frozen=True, slots=True)
class Answer:
    """What was fetched, and the address at which it was in the end."""

    url: str
    data: bytes


def get(url: str, limits: Limits) -> Answer:
    """What is at an address of the web, whole; raises Failed."""
    try:
        return _followed(url, limits, _Clock(limits.seconds))
    except TimeoutError:
        problem = f"it did not answer whole in {limits.seconds:g} seconds"
        fail(Why.TIME, problem, "try again")
    except ssl.SSLCertVerificationError as error:
        fail(Why.UNSAFE, f"its certificate does not hold: {error.verify_message}")
    except ssl.SSLError as error:
        fail(Why.UNSAFE, f"no safe connection is made: {error.reason or error}")
    except http.client.IncompleteRead:
        fail(Why.CUT, "the answer ends before its end", "try again")
    except http.client.HTTPException as error:
        fail(Why.ANSWER, f"the answer is not as HTTP has it: {type(error).__name__}")
    except OSError as error:
        problem = f"it is not reached: {(error.strerror or str(error)).lower()}"
        fail(Why.UNREACHED, problem, "try again")


def user_agent() -> str:
    """By what a server knows who asks."""
    try:
        return f"{_PRODUCT}/{version(_PRODUCT)}"
    except PackageNotFoundError:
        return _PRODUCT


class _Clock:
    """The time that is left; raises TimeoutError when there is none."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds, more than none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def _followed(url: str, limits: Limits, clock: _Clock) -> Answer:
    for _ in range(limits.most_redirects + 1):
        with _asked(parted(url), limits, clock) as response:
            location = response.getheader("Location") if response.status in _MOVED else None
            if location is None:
                return Answer(url, _body(response, limits))
        url = following(url, location)
    raise Failed(Why.REDIRECTS, f"it leads on more than {limits.most_redirects} times")


@contextlib.contextmanager
def _asked(address: Address, limits: Limits, clock: _Clock) -> Iterator[http.client.HTTPResponse]:
    """The answer to a GET, its body not yet read."""
    ips = numbers(address, limits.may_ask, clock.left())
    with contextlib.closing(_connected(address, ips, clock)) as connected:
        connection = http.client.HTTPConnection(address.host, address.port)
        connection.auto_open = 0  # never by the name, which would be looked up again
        connection.sock = cast("Any", _Wire(connected, clock))
        connection.putrequest("GET", address.target, skip_host=True, skip_accept_encoding=True)
        for name, value in (
            ("Host", address.authority),
            ("User-Agent", user_agent()),
            ("Accept", "*/*"),
            ("Accept-Encoding", "identity"),
            ("Connection", "close"),
        ):
            connection.putheader(name, value)
        connection.endheaders()
        with connection.getresponse() as response:
            yield response


def _connected(address: Address, ips: tuple[Ip, ...], clock: _Clock) -> socket.socket:
    """A connection to one of the numbers that were looked at, safe where that is asked for."""
    for place, ip in enumerate(ips, 1):
        patience = clock.left() if place == len(ips) else min(_PATIENCE, clock.left())
        try:
            plain = socket.create_connection((str(ip), address.port), patience)
            break
        except OSError:
            if place == len(ips):
                raise
    if address.scheme == "http":
        return plain
    try:
        plain.settimeout(clock.left())
        return ssl.create_default_context().wrap_socket(plain, server_hostname=address.host)
    except BaseException:
        plain.close()
        raise


class _Wire:
    """A connected socket as http.client uses one; whoever made it closes it."""

    def __init__(self, connected: socket.socket, clock: _Clock) -> None:
        self._socket, self._clock = connected, clock

    def sendall(self, data: bytes) -> None:
        """Send all of it, in the time that is left."""
        self._socket.settimeout(self._clock.left())
        self._socket.sendall(data)

    def makefile(self, _: str) -> io.BufferedReader:
        """What comes, to be read."""
        return io.BufferedReader(_Reading(self._socket, self._clock))

    def close(self) -> None:
        """Nothing: an answer may be read after its connection is done with."""


class _Reading(io.RawIOBase):
    """What comes from a socket; a server that sends byte by byte has no longer for it."""

    def __init__(self, connected: socket.socket, clock: _Clock) -> None:
        self._socket, self._clock = connected, clock

    def readable(self) -> bool:
        """That it is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with what comes next, in the time that is left."""
        self._socket.settimeout(self._clock.left())
        return self._socket.recv_into(buffer)


def _body(response: http.client.HTTPResponse, limits: Limits) -> bytes:
    if response.status != 200:
        told = f"{response.status} {response.reason}".strip()
        fail(Why.ANSWER, f"it answers {told}", "look at it in a browser")
    encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if encoding != "identity":
        fail(Why.ENCODED, f"it is packed as {encoding}, which was not asked for")
    expected, size, pieces = response.length, 0, list[bytes]()
    while size <= limits.most_bytes and (expected or 0) <= limits.most_bytes:
        piece = response.read(_PIECE)
        if not piece:
            break
        pieces.append(piece)
        size += len(piece)
    else:
        problem = f"it has more than {limits.most_bytes:,} bytes"
        fail(Why.LARGE, problem, "name a smaller one, or put a file of your own beside")
    if expected is not None and size < expected:
        fail(Why.CUT, f"the answer ends after {size:,} of {expected:,} bytes", "try again")
    return b"".join(pieces)
