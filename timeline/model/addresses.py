"""Where a timeline is published: the addresses of its page, its entries and its files.

An address goes into HTML, Markdown and wikitext, so it holds no character that
has a meaning in any of them: those are percent-encoded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

_PARTS = re.compile(
    r"(?P<host>https?://(?:[\w-]+\.)*[\w-]+(?::\d+)?)(?P<path>/[^?#]*)?(?P<query>\?[^#]*)?(?:#.*)?",
    re.IGNORECASE,
)
_SAFE_SCHEMES = ("http:", "https:", "mailto:")
_SAFE = "/%:@!$&+,;=-._~"  # of a path; RFC 3986 has more, which Markdown or wikis read


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a page: absolute, or relative to a file beside it."""

    page: str

    def entry(self, event: str) -> str:
        """The address of an event in the page, by its id."""
        return f"{self.page}#{quote(event)}"

    def file(self, name: str) -> str:
        """The address of a file beside the page.

        An address whose last part has no ending is that of the page's folder.
        """
        path, query, _ = self.page.partition("?")
        # Not joined by `urljoin`: it makes one slash of two, which are another address.
        host = re.match(r"[^/]*://[^/]*", path)
        folders, slash, last = path[host.end() if host else 0 :].rpartition("/")
        scheme, colon, rest = (host[0] if host else "").partition(":")
        above = f"{scheme.lower()}{colon}{rest}{folders}"
        if query or "." in last or not last:
            return f"{above}{slash or '/' * bool(host)}{name}"
        return f"{above}{slash}{last}/{name}"


BESIDE = Address("index.html")  # of the page, for a file beside it


def published(url: str) -> Address | None:
    """An http or https address without its fragment; None if it is no such address."""
    found = _PARTS.fullmatch(url.strip())
    if not found:
        return None
    scheme, _, host = found["host"].partition("://")
    path = quote(found["path"] or "/", safe=_SAFE)
    return Address(
        f"{scheme.lower()}://{host}{path}" + quote(found["query"] or "", safe=_SAFE + "?")
    )


def safe(url: str) -> str:
    """An http or https address as any markup takes it, fragment included; else empty."""
    address = published(url)
    if address is None:
        return ""
    fragment = url.strip().partition("#")[2]
    return address.page + (f"#{quote(fragment, safe=_SAFE + '?')}" if fragment else "")


def is_safe_link(url: str) -> bool:
    """Whether a link may stand in the page; the reader refuses others, but a model may hold them."""
    return url.strip().lower().startswith(_SAFE_SCHEMES)
