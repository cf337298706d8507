"""Pictures and links to recordings: what is said of each, and what is not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.errors import Severity
from timeline.text.reader.checks import WEB, bad_address
from timeline.text.reader.elsewhere import home
from timeline.text.tables import Finding, Rule, Table, shown

# A path, not a host before a path.
_A_FILE = re.compile(r"(?:[^\s:/.]+/)*[^\s:/]+\.(?:jpe?g|png|webp|avif|gif|svg)", re.IGNORECASE)
_WORTH = ("credit", "licence")  # what a picture is asked for


def all_media(root: Table) -> Iterator[Table]:
    """Every table of media, in the order of the file."""
    if header := root.table("timeline"):
        yield from header.tables("media")
    for event in root.tables("events"):
        if "media" in event.values:
            yield from event.tables("media")


def lone(root: Table) -> Iterator[Finding]:
    """A timeline has one picture of its own."""
    header = root.table("timeline")
    if header and len(found := header.tables("media")) > 1:
        yield Finding(
            code="media-several",
            path=found[1].path,
            problem="a timeline has one picture of its own, and this is a second",
            remedy="give it to the event that it is of",
        )


def wholes(root: Table) -> Iterator[Finding]:
    """Each names a file or an address, and says in words what is there."""
    for medium in all_media(root):
        yield from _named(medium)
        yield from _described(medium)
        for key in ("url", "source"):
            url = medium.text(key)
            if url is None or WEB.fullmatch(url):
                continue
            if key == "url" and "file" not in medium.values and _A_FILE.fullmatch(url):
                yield Finding(
                    code="address",
                    path=(*medium.path, key),
                    problem=f"url {shown(url)}: this is a file, and no address on the web",
                    remedy=f"write file = {shown(url)}",
                )
            else:
                yield bad_address((*medium.path, key), key, url)


def _named(medium: Table) -> Iterator[Finding]:
    if not {"file", "url"} & _names(medium):
        yield Finding(
            code="media-nothing",
            path=(*medium.path, "file"),
            problem="this names neither a file nor an address",
            remedy='write file = "pictures/...", or for a link url = "https://..."',
        )


def _names(medium: Table) -> set[str]:
    """The keys that one has, and those that are meant by others that it has."""
    meant = (home(key, ("events", "media")) for key in medium.values)
    return {*medium.values, *(each.key for each in meant if each)}


def _described(medium: Table) -> Iterator[Finding]:
    alt, is_decorative = medium.text("alt"), medium.values.get("decorative", False) is not False
    if alt is not None and alt.strip() and is_decorative:
        yield Finding(
            code="media-alt",
            path=(*medium.path, "alt"),
            problem=f"alt {shown(alt)}: what is decorative is not described",
            remedy="delete this, or decorative = true",
        )
    # Of a link alone its words tell, which are its caption.
    is_link = "file" not in medium.values and bool((medium.text("caption") or "").strip())
    # What is of a wrong type, or under another name, is told as that.
    is_told = alt.strip() if alt is not None else "alt" in _names(medium)
    if is_decorative or is_link or is_told:
        return
    if "file" not in medium.values and "url" in medium.values:
        yield Finding(
            code="media-alt",
            path=(*medium.path, "caption"),
            problem="this link has no words",
            remedy='write caption = "...", or alt = "..." if it is a picture',
        )
    else:
        yield Finding(
            code="media-alt",
            path=(*medium.path, "alt"),
            problem='alt "": this is empty'
            if alt is not None
            else "this does not say what is to be seen",
            remedy='write alt = "...", in a sentence for who cannot see it, '
            "or decorative = true if it says nothing",
        )


def credited(root: Table) -> Iterator[Finding]:
    """Of a picture it is asked who made it, and by what right it is shown."""
    for medium in all_media(root):
        if "file" not in medium.values:
            continue
        if lacking := [key for key in _WORTH if not str(medium.values.get(key, "")).strip()]:
            both = " and ".join(f'{key} = "..."' for key in lacking)
            said = {"credit": "who made it", "licence": "by what right it is shown"}
            yield Finding(
                code="media-credit",
                path=medium.path,
                problem=f"this does not say {' or '.join(said[key] for key in lacking)}",
                remedy=f"write {both}",
                severity=Severity.WARNING,
            )


RULES: tuple[Rule, ...] = (lone, wholes, credited)
