"""Which of the old is which of the new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from timeline.edtf import EdtfDate
from timeline.model import Account, Citation, Event, Figure, Link, Medium, Model, Reason, Relation

_Item = TypeVar("_Item")
Pair = tuple[_Item | None, _Item | None]
Key = Callable[[Any], Hashable]  # what two have alike that are one; empty where nothing is said


def paired(old: Sequence[_Item], new: Sequence[_Item], keys: Sequence[Key]) -> list[Pair[_Item]]:
    """Each of the old with its new, the removed without, and after those the added.

    What the first key finds alike is one; what is left is looked at with the
    next. Nothing in it prefers the old or the new.
    """
    became: dict[int, int] = {}
    for key in keys:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        taken = set(became.values())
        for at, item in enumerate(new):
            if at not in taken and (name := key(item)):
                waiting[name].append(at)
        for at, item in enumerate(old):
            if at not in became and waiting.get(name := key(item)):
                became[at] = waiting[name].pop(0)
    taken = set(became.values())
    kept = [(item, new[became[at]] if at in became else None) for at, item in enumerate(old)]
    return [*kept, *((None, item) for at, item in enumerate(new) if at not in taken)]


def plain(value: Any) -> str:
    """A value as a text that tells 1 from true and 1.0 from 1.00, and knows no order of keys.

    Two values are the same if these texts are.
    """
    if isinstance(value, dict):
        pairs = sorted(f"{key!r}: {plain(inner)}" for key, inner in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(plain, value))}]"
    if isinstance(value, Model):
        return plain({name: getattr(value, name) for name in type(value).model_fields})
    return f"date {value.text}" if isinstance(value, EdtfDate) else repr(value)


def _of_figure(figure: Figure) -> Hashable:
    numbers = (figure.value, figure.low, figure.high, figure.unit, figure.about, figure.who)
    return plain(numbers)


ITEMS: dict[type[Model], tuple[Key, ...]] = {
    Citation: (
        plain,
        lambda citation: (citation.id, citation.locator),
        lambda citation: citation.quote and (citation.id, citation.quote),
        lambda citation: citation.id,
    ),
    Medium: (
        plain,
        lambda medium: medium.file,
        lambda medium: medium.url,
        lambda medium: medium.alt or medium.caption,
    ),
    Link: (plain, lambda link: link.url, lambda link: link.title),
    Figure: (
        plain,
        lambda figure: (figure.what, figure.who),
        lambda figure: figure.what,
        _of_figure,
    ),
    Account: (
        plain,
        lambda account: (account.date.text, plain(account.sources)),
        lambda account: account.date.text,
        lambda account: account.sources and plain((account.sources, account.note)),
    ),
    Reason: (
        plain,
        lambda reason: (reason.after, reason.before, reason.during),
        lambda reason: plain((reason.within, reason.at_least, reason.sources, reason.who)),
    ),
    Relation: (
        plain,
        lambda relation: (relation.to, relation.kind),
        lambda relation: relation.to,
        lambda relation: relation.kind,
    ),
}
RECORDS: tuple[Key, ...] = (lambda record: record.id, lambda record: record.title)


def paired_events(old: Sequence[Event], new: Sequence[Event]) -> list[Pair[Event]]:
    """Events by their ids; then by an id that one once had; then by all else that they say."""
    names = _names(old, new)
    keys: tuple[Key, ...] = (
        lambda event: event.id,
        lambda event: names.get(event.id, ""),
        lambda event: _all_but(event, "id", "was"),
        # With a title of its own an event is another, unless it tells the very same.
        lambda event: event.text and _all_but(event, "id", "was", "title", "label"),
    )
    return paired(old, new, keys)


def _names(old: Sequence[Event], new: Sequence[Event]) -> dict[str, str]:
    """One name for the ids of two events where one id is a former one of the other."""
    gone = {event.id: event for event in old}
    come = {event.id: event for event in new}
    for both in gone.keys() & come.keys():
        del gone[both], come[both]
    former = defaultdict(set)
    for event in (*gone.values(), *come.values()):
        for name in (event.id, *event.was):
            former[name].add(event.id)
    links = sorted(
        {tuple(sorted(ids)) for ids in former.values() if len(ids) == 2},
    )
    names: dict[str, str] = {}
    for one, other in links:
        if (one in gone) != (other in gone) and not {one, other} & names.keys():
            names[one] = names[other] = one
    return names


def _all_but(event: Event, *keys: str) -> str:
    return plain({key: getattr(event, key) for key in Event.model_fields if key not in keys})
