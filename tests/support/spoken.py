"""What a page tells assistive technology: Chromium's accessibility tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Text is counted once, not by its lines; and boxes without a meaning are not told.
_UNTOLD = {"InlineTextBox", "generic", "none"}


@dataclass(frozen=True)
class Told:
    """What is told of a node."""

    role: str
    name: str
    description: str
    facts: dict[str, Any]  # "focusable", "url", "level", "expanded", ...
    inside: tuple[Told, ...]

    def all(self) -> Iterator[Told]:
        """It and all inside it, in the order of reading."""
        yield self
        for node in self.inside:
            yield from node.all()

    def of(self, *roles: str) -> list[Told]:
        """All inside it of some roles."""
        return [node for node in self.all() if node.role in roles]


def told(page: Any) -> Told:
    """All of a page.

    Where no assistive technology is at work, Chromium leaves out of its tree what it does not lay
    out: here all is laid out. (With --force-renderer-accessibility it leaves out nothing.)
    """
    page.evaluate(
        "document.querySelectorAll('.long').forEach(e => { e.style.contentVisibility = 'visible'; })"
    )
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    return next(iter(_told(nodes[0], by_id)))


def _told(node: dict[str, Any], by_id: dict[str, Any]) -> Iterator[Told]:
    inside = tuple(
        found
        for child in node.get("childIds", [])
        if child in by_id
        for found in _told(by_id[child], by_id)
    )
    role = node.get("role", {}).get("value", "")
    if node["ignored"] or role in _UNTOLD:
        yield from inside
        return
    said = [node.get(key, {}).get("value", "") for key in ("name", "description")]
    facts = {fact["name"]: fact["value"].get("value") for fact in node.get("properties", [])}
    yield Told(role, said[0], said[1], facts, inside)
