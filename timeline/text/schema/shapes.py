"""The shapes that keys have in a schema, with what Taplo shows of them.

Draft 4, the one that Taplo and Even Better TOML read in full. No schema refers
to another (`$ref`) and no key has one of several (`anyOf`): an editor would not
say then what the key holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from timeline.text.schema.patterns import DATE, DAY, ID, PAGE, WORDS

Schema = dict[str, Any]

EDTF = "https://www.loc.gov/standards/datetime/"
MOST_YEARS = 999_999_999_999  # of either era


def key(
    title: str,
    says: str,
    kind: str | list[str],
    *,
    examples: Sequence[Any] = (),
    link: str = "",
    values: Sequence[str | None] = (),
    **limits: Any,
) -> Schema:
    """One key: what it says in Markdown, its type and limits.

    `link` is the address that the key leads to in an editor; `values` are the
    words for those of an `enum`.
    """
    shown: Schema = {"docs": {"main": says}}
    if values:
        shown["docs"]["enumValues"] = list(values)
    if link:
        shown["links"] = {"key": link}
    made: Schema = {"title": title, "description": says.replace("`", "")}
    if examples:
        made["examples"] = list(examples)
    return {**made, "type": kind, **limits, "x-taplo": shown}


def text(title: str, says: str, example: str) -> Schema:
    """A text that may be anything."""
    return key(title, says, "string", examples=[example])


def words(title: str, says: str, example: str) -> Schema:
    """A text with at least a word."""
    return key(title, says, "string", pattern=WORDS, examples=[example])


def name(says: str, example: str) -> Schema:
    """An id."""
    form = "Lowercase letters of any script, digits, and single hyphens between them."
    return key("Id", f"{says} {form}", "string", pattern=ID, examples=[example])


def date(
    title: str, says: str, examples: Sequence[str | int], pattern: str = DATE, *, year: bool = True
) -> Schema:
    """EDTF; with `year` also a bare year."""
    made = key(title, says, "string", pattern=pattern, examples=examples, link=EDTF)
    if year:
        made |= {"type": ["string", "integer"], "minimum": -MOST_YEARS, "maximum": MOST_YEARS}
    return made


def day(title: str, says: str) -> Schema:
    """A day in full, as a TOML date or a text."""
    return key(title, says, "string", pattern=DAY, examples=["2024-05-31"])


def page(title: str, says: str) -> Schema:
    """An address on the web."""
    examples = ["https://example.org/beagle"]
    return key(title, f"{says} http or https.", "string", pattern=PAGE, examples=examples)


def number(title: str, says: str, example: int) -> Schema:
    """An integer or a decimal."""
    return key(title, says, "number", examples=[example, example + 0.5])


def names(title: str, says: str, example: str, pattern: str = ID) -> Schema:
    """An array of names, each there once; by default they are ids."""
    item = {"type": "string", "pattern": pattern} if pattern else {"type": "string"}
    return {**array(title, says, item, [example]), "uniqueItems": True}


def array(title: str, says: str, item: Schema, *examples: list[Any]) -> Schema:
    """An array of one kind of item."""
    return {**key(title, says, "array", examples=examples), "items": item}


def table(title: str, says: str, needs: Sequence[str], keys: Mapping[str, Schema]) -> Schema:
    """A table closed to all but these keys; each is shown with its first example."""
    for called, made in keys.items():
        if made.get("examples"):
            docs = made["x-taplo"]["docs"]
            docs["main"] += f"\n\n```toml\n{_toml(called, made)}\n```"
    return {
        **key(title, says, "object"),
        "required": list(needs),
        "additionalProperties": False,
        "properties": dict(keys),
    }


def or_text(made: Schema, pattern: str) -> Schema:
    """A table for which a text of this pattern may stand."""
    return {**made, "type": [made["type"], "string"], "pattern": pattern}


# Examples as TOML


def _toml(called: str, made: Schema) -> str:
    """The first example of a key as it is written in a file."""
    example = made["examples"][0]
    if made["type"] == "object" and called == "timeline":
        return "\n".join([f"[{called}]", *_pairs(example)])
    if made["type"] == "array" and {"id", "title"} <= _keys_of(made["items"]):
        return "\n".join([f"[[{called}]]", *_pairs(example[0])])
    return f"{called} = {_value(example)}"


def _keys_of(item: Schema) -> set[str]:
    return set(item.get("properties", ()))


def _pairs(values: Mapping[str, Any]) -> list[str]:
    return [f"{called} = {_value(value)}" for called, value in values.items()]


def _value(value: Any) -> str:
    """A value of an example; JSON and TOML write its texts, numbers and truths alike."""
    if isinstance(value, dict):
        return f"{{ {', '.join(_pairs(value))} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False)
