"""Tables as TOML gives them to a document, or to all that does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from timeline.model.timeline import Document
from timeline.model.values import Refusal


class Cause(Enum):
    """How a value, or the lack of one, does not fit the shape of a document."""

    REFUSED = auto()
    MISSING = auto()
    UNKNOWN_KEY = auto()
    NO_TEXT = auto()
    NO_INTEGER = auto()
    NO_BOOLEAN = auto()
    NO_TABLE = auto()
    NO_LIST = auto()
    OUT_OF_RANGE = auto()


@dataclass(frozen=True, slots=True)
class Misfit:
    """One place where tables do not fit the shape of a document.

    `path` leads to the value, or to the key that is missing or unknown;
    `refusal` is there if the value is refused.
    """

    cause: Cause
    path: tuple[str | int, ...]
    value: Any
    refusal: Refusal | None = None


class Misfits(Exception):
    """Tables that are no document; `found` holds all that does not fit, table by table."""

    def __init__(self, found: tuple[Misfit, ...]) -> None:
        self.found = found
        super().__init__(found)


_CAUSES = {
    "refused": Cause.REFUSED,
    "missing": Cause.MISSING,
    "extra_forbidden": Cause.UNKNOWN_KEY,
    "string_type": Cause.NO_TEXT,
    "int_type": Cause.NO_INTEGER,
    "bool_type": Cause.NO_BOOLEAN,
    "dict_type": Cause.NO_TABLE,
    "model_type": Cause.NO_TABLE,
    "tuple_type": Cause.NO_LIST,
    "greater_than": Cause.OUT_OF_RANGE,
    "greater_than_equal": Cause.OUT_OF_RANGE,
    "less_than_equal": Cause.OUT_OF_RANGE,
}


def to_document(tables: dict[str, Any]) -> Document:
    """Tables as TOML gives them as a document; raises Misfits."""
    try:
        return Document.model_validate(tables)
    except ValidationError as error:
        raise Misfits(tuple(_misfits(error.errors(include_url=False)))) from None


def _misfits(details: list[ErrorDetails]) -> Iterator[Misfit]:
    for detail in details:
        refusal = detail.get("ctx", {}).get("refusal")
        yield Misfit(_CAUSES[detail["type"]], detail["loc"], detail["input"], refusal)
