"""What may stand in a file: its tables and their keys, as the models have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from timeline.model.timeline import Citation, Document, Event, Model
from timeline.model.values import Attested, Date, Interval, Shown, Span

_DATES = (Date, Attested, Span, Interval)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What may stand at a key of a table.

    `kind` is the type of its value, or of each item if there are `several`: a
    model of a table, or a type of `timeline.model.values`. `least` and `most`
    are the smallest and largest number, if there are such. `is_aside` if a page
    shows the text below what an event tells, after its name; `is_markdown` if it
    reads Markdown in it.
    """

    name: str
    kind: Any
    several: bool
    required: bool
    default: Any = None
    least: int | None = None
    most: int | None = None
    is_aside: bool = False
    is_markdown: bool = False

    @property
    def is_date(self) -> bool:
        """Whether it holds EDTF."""
        return self.kind in _DATES

    @property
    def model(self) -> type[Model] | None:
        """The model of the table, or of each, if it is one."""
        return self.kind if isinstance(self.kind, type) and issubclass(self.kind, Model) else None


@cache
def all_keys(model: type[Model]) -> tuple[Key, ...]:
    """The keys of a table, in the order of the format."""
    return tuple(_keys(model))


def _keys(model: type[Model]) -> Iterator[Key]:
    hints = get_type_hints(model, include_extras=True)
    for name, field in model.model_fields.items():
        kind, several = _kind(hints[name])
        limits = {
            key: getattr(limit, key)
            for limit in field.metadata
            for key in ("gt", "ge", "le")
            if hasattr(limit, key)
        }
        least = limits["gt"] + 1 if "gt" in limits else limits.get("ge")
        yield Key(
            name=name,
            kind=kind,
            several=several,
            required=field.is_required(),
            default=None if field.is_required() else field.default,
            least=least,
            most=limits.get("le"),
            is_aside=Shown.ASIDE in field.metadata,
            is_markdown=Shown.MARKDOWN in field.metadata,
        )


def _kind(hint: Any) -> tuple[Any, bool]:
    """The type that is meant by a hint, and whether it is one of several."""
    parts = get_args(hint)
    if type(None) in parts:
        return parts[0], False
    if get_origin(hint) is Annotated and get_origin(parts[0]) is tuple:
        return get_args(parts[0])[0], True
    if Shown.ASIDE in parts or Shown.MARKDOWN in parts:
        return parts[0], False
    return get_origin(hint) if get_origin(hint) is dict else hint, False


@cache
def models() -> dict[tuple[str, ...], type[Model]]:
    """The model of each table of a file, by the keys that lead to it; indices left out."""
    found: dict[tuple[str, ...], type[Model]] = {(): Document}
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        path = waiting.pop(0)
        for key in all_keys(found[path]):
            if key.model:
                inner = (*path, key.name)
                found[inner] = key.model
                waiting.append(inner)
    return found


def keys_of(path: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of the table that some keys lead to; none if they lead to no table."""
    model = models().get(path)
    return tuple(model.model_fields) if model else ()


@cache
def citing_keys() -> tuple[str, ...]:
    """The keys of an event whose tables cite sources of their own: its figures and the like."""
    inner = ((key.name, key.model) for key in all_keys(Event) if key.model)
    return tuple(
        name
        for name, model in inner
        if any(key.model is Citation and key.name == "sources" for key in all_keys(model))
    )


def citations(event: Event) -> Iterator[Citation]:
    """All that an event cites: by itself, then by the tables in it."""
    yield from event.sources
    for key in citing_keys():
        for table in getattr(event, key):
            yield from table.sources


@cache
def headers() -> tuple[str, ...]:
    """The names of the tables that there may be several of, each under a header of its own."""
    lone = {(), *((each.name,) for each in all_keys(Document) if each.model and not each.several)}
    return tuple(".".join(path) for path in models() if path not in lone)
