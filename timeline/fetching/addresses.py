"""Which addresses may be asked: those of the web, and none of a network inside.

A page that is asked may lead on to what only this machine can reach: its own servers, those
of its network, the one by which a cloud tells a machine its secrets. So a name is looked up
here, every number that it stands for is looked at, and one of those is connected to.
"""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from timeline.fetching.failing import Why, fail

Ip = IPv4Address | IPv6Address
MayAsk = Callable[[Ip, int], bool]  # whether a number may be asked at a port

_PORTS = {"http": 80, "https": 443}
_SAFE = "/%:=&~+!$,;'@()*-._[]"  # of a path or a query (RFC 3986), as they are
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address in its parts: a host as DNS has it, and what is asked of it in ASCII."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host with its port, where that is not the scheme's own, as `Host` has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def split(url: str) -> SplitResult:
    """The parts of an address, of whatever scheme; raises Failed where it has none."""
    try:
        return urlsplit(url)
    except ValueError:
        fail(Why.ADDRESS, "this is no address", "mend it")


def parted(url: str) -> Address:
    """An address of the web in its parts; raises Failed for any other."""
    parts = split(url)
    try:
        host, port = parts.hostname or "", parts.port
        ascii_host = _number(host) or host.encode("idna").decode()
    except (ValueError, UnicodeError):
        fail(Why.ADDRESS, "this is no address", "mend it")
    if parts.scheme not in _PORTS:
        fail(Why.ADDRESS, f"{parts.scheme or 'no scheme'}: only http and https are asked")
    if "@" in parts.netloc:
        fail(Why.ADDRESS, "there is a user's name in it, and none is sent", "take that out")
    if not ascii_host or port == 0:
        fail(Why.ADDRESS, "this is no address", "mend it")
    query = f"?{quote(parts.query, safe=_SAFE + '?')}" if parts.query else ""
    return Address(
        scheme=parts.scheme,
        host=ascii_host,
        port=port or _PORTS[parts.scheme],
        target=(quote(parts.path, safe=_SAFE) or "/") + query,
    )


def _number(host: str) -> str:
    """A host that is a number as it is; empty if it is a name."""
    try:
        return str(ip_address(host))
    except ValueError:
        return ""


def following(url: str, location: str) -> str:
    """Where an answer leads on to; raises Failed if that is less safe than what was asked."""
    # What http.client reads as Latin-1 is UTF-8 where it is not ASCII.
    written = location.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        there = urljoin(url, written)
        is_less = urlsplit(url).scheme == "https" and urlsplit(there).scheme == "http"
    except ValueError:
        fail(Why.REDIRECTS, "it leads on to what is no address")
    if is_less:
        fail(Why.UNSAFE, f"it leads on from https to {there}", "write an address that does not")
    return there


def is_public(ip: Ip, port: int) -> bool:
    """Whether a number is the web's (IANA Special-Purpose Address Registries)."""
    if isinstance(ip, IPv6Address):
        tunnelled = _within(ip)
        if tunnelled:
            return all(is_public(each, port) for each in tunnelled)
        if ip.is_site_local:
            return False
    return ip.is_global and not (
        ip.is_private
        or ip.is_loopback
        or ip.is_link_local
        or ip.is_multicast
        or ip.is_reserved
        or ip.is_unspecified
    )


def _within(ip: IPv6Address) -> tuple[IPv4Address, ...]:
    """The numbers of version 4 that one of version 6 leads to."""
    if ip.ipv4_mapped:
        return (ip.ipv4_mapped,)
    if ip.sixtofour:
        return (ip.sixtofour,)
    if ip.teredo:
        return ip.teredo
    return (IPv4Address(int(ip) & 0xFFFFFFFF),) if ip in _NAT64 else ()


def numbers(address: Address, may_ask: MayAsk, seconds: float) -> tuple[Ip, ...]:
    """All that a host's name stands for, each of which may be asked; raises Failed and TimeoutError.

    One that may not is enough to refuse the name.
    """
    found = tuple(dict.fromkeys(_looked_up(address, seconds)))
    if not found:
        fail(Why.UNREACHED, f"there is no {address.host}", "mend the address")
    for ip in found:
        if not may_ask(ip, address.port):
            named = "" if str(ip) == address.host else f"{address.host} is "
            problem = f"{named}{ip}, which is inside a network and not asked"
            fail(Why.INSIDE, problem, "name an address of the web")
    return found


def _looked_up(address: Address, seconds: float) -> list[Ip]:
    """What a name stands for, in the order of the system, which itself may wait for long."""
    answers: queue.SimpleQueue[list[Ip] | OSError] = queue.SimpleQueue()

    def look() -> None:
        try:
            found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
            answers.put([ip_address(each[4][0]) for each in found])
        except OSError as error:
            answers.put(error)
        except (UnicodeError, ValueError):
            answers.put([])

    threading.Thread(target=look, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        problem = f"{address.host} is not found: {(answer.strerror or str(answer)).lower()}"
        fail(Why.UNREACHED, problem, "mend the address, or try again")
    return answer
