"""JSON text to what it holds; what is wrong with it is said with its line and column."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from timeline.importing.decoding import where
from timeline.importing.rows import Unreadable

MOST_VALUES = 2_000_000
MOST_LEVELS = 64  # of arrays and objects in each other

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[][{},:]|[^\s][^][{},:"\s]*+', re.DOTALL)
_HALF = re.compile(r"\\u[dD][89abAB]|\\u[dD][c-fC-F]")
_NO_NUMBERS = ("NaN", "Infinity", "-Infinity")
_TWICE = "leave one of them out"
_SURROGATE = re.compile("[\ud800-\udfff]")


def loaded(text: str) -> Any:
    """What a JSON text holds.

    Raises Unreadable for what is no JSON, and for what has no single meaning
    or no bound: a key twice in an object, NaN, more than MOST_LEVELS levels or
    MOST_VALUES values.
    """
    if (many := text.count(",") + text.count("{") + text.count("[")) > MOST_VALUES:
        problem = f"this has {many:,} values, which is more than {MOST_VALUES:,}"
        raise Unreadable(problem, "import it in parts")
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_no_number, parse_float=_float
        )
    except json.JSONDecodeError as error:
        raise _no_json(text, error) from None
    except (_Refused, RecursionError) as error:
        _locate(text)
        raise Unreadable(f"this JSON cannot be read: {error}") from None
    except ValueError:  # Python's own bound for the digits of an integer
        raise Unreadable("a number has more than 4,300 digits", "write it as text") from None
    _check_levels(text, value)
    if _HALF.search(text):
        _check_characters(text, value)
    return value


class _Refused(Exception):
    """Something that no value can be made of; where it stands is found later."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Refused("a key stands twice in an object")
    return made


def _no_number(name: str) -> NoReturn:
    raise _Refused(f"{name} is no number")


def _float(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise _Refused(f"{digits} is too large")
    return number


_LAST_COMMA = re.compile(r",\s*[\]}]")  # before the end of an array or object


def _no_json(text: str, error: json.JSONDecodeError) -> Unreadable:
    """What is said of a text that is no JSON."""
    # Python 3.13 has words of its own for it and points at the comma, earlier ones after it.
    near = _LAST_COMMA.finditer(text, max(error.pos - 1000, 0), error.pos + 1000)
    for comma in near:
        if comma.start() <= error.pos < comma.end():
            return Unreadable(f"{where(text, comma.start())}: this comma is one too many")
    problem = f"{where(text, error.pos)}: this is no JSON: {error.msg.lower().rstrip(':')}"
    if error.pos >= len(text.rstrip()):
        return Unreadable(f"{problem}: the file ends too early", "fetch or export it again")
    return Unreadable(problem)


def _check_levels(text: str, value: Any) -> None:
    """Raise Unreadable if arrays and objects stand too deep in each other."""
    level, depth = [value] if isinstance(value, dict | list) else [], 0
    while level:
        depth += 1
        if depth > MOST_LEVELS:
            _locate(text)
        level = [
            part
            for each in level
            for part in (each.values() if isinstance(each, dict) else each)
            if isinstance(part, dict | list)
        ]


def _check_characters(text: str, value: Any) -> None:
    """Raise Unreadable if a text holds half of a character, which no file can hold."""
    if half := _SURROGATE.search(json.dumps(value, ensure_ascii=False)):
        problem = f"\\u{ord(half[0]):04x} is half of a character"
        found = re.search(rf"(?<!\\)\\u{ord(half[0]):04x}", text, re.IGNORECASE)
        at = f"{where(text, found.start())}: " if found else ""
        raise Unreadable(f"{at}{problem}", "take it out, or export the file again")


def _locate(text: str) -> None:
    """Raise Unreadable with the place of what the parser refuses but does not place."""
    keys: list[set[str] | None] = []  # of each object that is open; None for an array
    before, start = "", 0
    for found in _TOKEN.finditer(text):
        part, at = found[0], found.start()
        if part in ("{", "["):
            keys.append(set() if part == "{" else None)
            _check_depth(text, at, len(keys))
        elif part in ("}", "]") and keys:
            keys.pop()
        elif part in _NO_NUMBERS or _is_infinite(part):
            _fail(text, at, f"{part} is no number", "write null, or the number")
        elif part == ":" and keys and (seen := keys[-1]) is not None:
            if before in seen:
                _fail(text, start, f"the key {before} stands twice in an object", _TWICE)
            seen.add(before)
        before, start = part, at


def _check_depth(text: str, at: int, depth: int) -> None:
    if depth > MOST_LEVELS:
        _fail(text, at, f"this is more than {MOST_LEVELS} levels deep", "export it flatter")


def _fail(text: str, at: int, problem: str, remedy: str) -> NoReturn:
    raise Unreadable(f"{where(text, at)}: {problem}", remedy)


def _is_infinite(part: str) -> bool:
    if not re.fullmatch(r"-?\d+(?:\.\d+)?[eE][+-]?\d+|-?\d{309,}\.\d+", part):
        return False
    return abs(float(part)) == float("inf")
