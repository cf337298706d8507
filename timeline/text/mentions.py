"""Where an event names others: in `see`, in its relations and its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from timeline.model import Order
from timeline.text.tables import Path, Table


def mentions(event: Table) -> Iterator[tuple[Path, str]]:
    """Each id of another that an event's table names, with its path, in the order of the format.

    The text there may end in the end of the other that a reason means: "purges.end".
    """
    if "reasons" in event.values:
        for reason in event.tables("reasons"):
            for order in Order:
                if name := reason.text(order):
                    yield (*reason.path, order.value), name.partition(".")[0]
    if "relations" in event.values:
        for relation in event.tables("relations"):
            if (name := relation.text("to")) is not None:
                yield (*relation.path, "to"), name
    yield from event.texts("see")


def mentioning(event: Mapping[str, Any], now: Mapping[str, str]) -> Mapping[str, Any]:
    """An event's table that names others by the ids that they have `now`, each once in `see`.

    The same table where it names none that has another.
    """
    found: dict[str, Any] = {}
    if isinstance(see := event.get("see"), list | tuple) and _any_of(see, now):
        names = [_now(each, now) for each in see]
        found["see"] = [each for at, each in enumerate(names) if each not in names[:at]]
    for key, inner in (("reasons", tuple(Order)), ("relations", ("to",))):
        if isinstance(items := event.get(key), list | tuple) and items:
            found[key] = [_table(each, inner, now) for each in items]
    return {**event, **found} if found else event


def _any_of(names: list[Any] | tuple[Any, ...], now: Mapping[str, str]) -> bool:
    return any(isinstance(each, str) and each in now for each in names)


def _table(value: Any, keys: tuple[str, ...], now: Mapping[str, str]) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {**value, **{key: _now(value[key], now) for key in keys if key in value}}


def _now(value: Any, now: Mapping[str, str]) -> Any:
    """The text with the id that stands in it as it is now."""
    if not isinstance(value, str):
        return value
    name, dot, end = value.partition(".")
    return f"{now.get(name, name)}{dot}{end}"
