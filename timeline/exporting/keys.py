"""What a part of a timeline says, by the keys of the file format and in their order."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from timeline.edtf import Duration, EdtfDate
from timeline.model import Model

# A key and its date to what is written of it
Dates = Callable[[str, EdtfDate], Any]


def said(part: Model, dates: Dates, *, usual: bool = True) -> dict[str, Any]:
    """The keys of a part that say something, parts within it as tables of their own.

    Without `usual` those are left out that say what is so where nothing is written,
    such as `importance = 3`.
    """
    fields = type(part).model_fields
    values = {key: getattr(part, key) for key in fields}
    return {
        key: _plain(key, value, dates)
        for key, value in values.items()
        if _says_something(value) and (usual or value != fields[key].default)
    }


def _says_something(value: Any) -> bool:
    """Whether a value is not empty; a 0 of a figure says something."""
    return bool(value) or (isinstance(value, int | Decimal) and not isinstance(value, bool))


def _plain(key: str, value: Any, dates: Dates) -> Any:
    match value:
        case EdtfDate():
            return dates(key, value)
        case datetime.date():
            return value.isoformat()
        case Duration():
            return str(value)
        case Model():
            return said(value, dates)
        case tuple():
            return [_plain(key, each, dates) for each in value]
        case _:
            return value
