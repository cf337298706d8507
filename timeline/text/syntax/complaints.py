"""A TOML parser's complaint in plain words.

The parser stops at the first error. `explain` looks at what stands there and
says what its author most likely meant to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set

from timeline import segments
from timeline.edtf import EdtfError, parse
from timeline.model.keys import headers
from timeline.text.decoding import Mistake
from timeline.text.positions import Lines
from timeline.text.scanner import STRING, TOKEN, brackets, spots_of
from timeline.text.syntax.bare import no_day, no_number, unseen_character
from timeline.text.syntax.headers import (
    header_not_closed,
    header_not_opened,
    single_brackets,
)
from timeline.text.syntax.quoting import (
    NO_SECONDS,
    braces,
    inner_quote,
    no_comma,
    plainly,
    round_brackets,
    seen,
    to_quote,
    without_brackets,
)
from timeline.text.syntax.scene import KEY, Scene
from timeline.text.tables import MOST_PARTS, shown
from timeline.text.toml import Complaint, NoToml

_PAIR = re.compile(rf"[ \t]*{KEY}(?:[ \t]*\.[ \t]*{KEY})*[ \t]*=")
_SET = re.compile(r"[\[{](?=[^\d\]}]*\d)[0-9XY?~%.,/ -]{1,99}[\]}]")
_CURLY = {
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u201b", "'"),
}
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "on"), "true"),
    **dict.fromkeys(("false", "no", "off"), "false"),
}
Look = Callable[[Scene], Mistake | None]

_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
_MOST_TOLD = 300  # characters of a problem or remedy
_DEEP = 100  # brackets inside one another: where a text nested too deeply is shown


def explain(text: str, error: NoToml) -> Mistake:
    """What is wrong with a text that the parser refused with an error."""
    if error.complaint is Complaint.TOO_DEEP:
        return _too_deep(text)
    if error.complaint is Complaint.LONG_INTEGER:
        return _long_integer(text)
    if error.complaint is Complaint.LONG_KEY:
        problem = f"this key has over {MOST_PARTS} parts"
        return Mistake("nested", problem, "use fewer dots", error.offset)
    scene = Scene(text, error.offset, error.complaint)
    for look, complaints in _LOOKS:
        if error.complaint in complaints and (mistake := look(scene)):
            problem, remedy = _cut(mistake.problem), _cut(mistake.remedy)
            return mistake._replace(problem=problem, remedy=remedy)
    return Mistake("toml", "this is no TOML", "", error.offset)


def _cut(words: str) -> str:
    """Words that quote the file are cut where they quote far too much of it."""
    return words if len(words) <= _MOST_TOLD else f"{segments.cut(words, _MOST_TOLD)}…"


# Complaints without a place


def _too_deep(text: str) -> Mistake:
    deep = (opened[-1] for opened in brackets(text, 0, len(text)) if len(opened) > _DEEP)
    remedy = "close the brackets, or nest them less"
    return Mistake("nested", "brackets are nested too deeply", remedy, next(deep, 0))


def _long_integer(text: str) -> Mistake:
    numbers = (token.start() for token in TOKEN.finditer(text) if token[0][0] in "0123456789_")
    remedy = "write it in quotes, or in a larger unit"
    return Mistake("number", "this number has thousands of digits", remedy, next(numbers, 0))


# Looks at a scene: the first that sees what it knows speaks


def _conflict(scene: Scene) -> Mistake | None:
    if not (scene.before + scene.rest).startswith(_CONFLICT):
        return None
    remedy = f"keep one side of it and delete the lines with {', '.join(_CONFLICT)}"
    at = scene.offset - len(scene.before)
    return Mistake("conflict", "a merge conflict is left in the file", remedy, at)


def _curly_quote(scene: Scene) -> Mistake | None:
    return _curly(scene.here, scene.offset)


def _curly(quote: str, at: int) -> Mistake | None:
    if quote not in _CURLY:
        return None
    problem = f"{quote} is a curly quote, as word processors make them"
    return Mistake("quote", problem, f"use a straight one: {_CURLY[quote]}", at)


def _twice(scene: Scene) -> Mistake | None:
    """A key or table that is there already."""
    if scene.statement.startswith("["):
        return _table_twice(scene)
    key = scene.statement.split("=", 1)[0].strip()
    problem, remedy = f"{key} is given twice", "keep one of them"
    if first := _first_given(scene, key):
        remedy += f"; the first is on line {first}"
    return Mistake("duplicate-key", problem, remedy, scene.start)


def _inline_key_twice(scene: Scene) -> Mistake:
    """A key of an inline table, shown where it is last written as it reads."""
    if not scene.pair:  # where the scanner got less far than the parser
        return Mistake(
            "duplicate-key", "a key is given twice in one { }", "keep one of them", scene.offset - 1
        )
    around, again = scene.pair
    given = (each for each in around.inner if each.names == again.names and each.top <= again.top)
    keys = [pair.keys[-1] for pair in given]
    plain = [key for key in keys if key.name in scene.text[key.start : key.end]]
    name, at, _ = (plain or keys)[-1]
    problem = f"{plainly(name)} is given twice in one {{ }}"
    return Mistake("duplicate-key", problem, "keep one of them", at)


def _table_twice(scene: Scene) -> Mistake:
    name = scene.statement.strip("[] \t")
    if line := _key_above(scene, name):
        outer, _, key = name.rpartition(".")
        problem = f"{key} is given twice in one {outer.removesuffix('s')}"
        header = f"[[{name}]]" if scene.statement.startswith("[[") else f"[{name}]"
        remedy = f"keep {key} = ... or {header}; the first is on line {line}"
    elif meant := next((each for each in (name, f"{name}s") if each.lower() in headers()), ""):
        return single_brackets(scene, name, meant.lower())
    elif scene.complaint is Complaint.TABLE_TWICE:
        problem, remedy = f"[{name}] is there already", f"put its keys under the first [{name}]"
    else:
        problem = f"{name} is there already, in another shape"
        remedy = "write [[...]] above each of several tables, [...] above a single one"
    return Mistake("duplicate-table", problem, remedy, scene.start)


def _key_above(scene: Scene, name: str) -> int | None:
    """The line of a key that a header of two parts, such as events.sources, would set again."""
    outer, _, key = name.rpartition(".")
    spots = spots_of(scene.above)
    spot = spots.get((outer, spots.tables(outer) - 1, key))
    if spot is None or spot.key > spot.start:  # the key of a header is inside it
        return None
    return Lines(scene.text).place(spot.key).line


def _first_given(scene: Scene, key: str) -> int | None:
    """The line above, in the same table, that gives a key."""
    for entry in reversed(scene.above):
        if entry.brackets:
            return None
        if scene.text[entry.top : entry.keys[-1].end] == key:
            return Lines(scene.text).place(entry.top).line
    return None


def _no_such_day(scene: Scene) -> Mistake | None:
    written = scene.rest[:10]
    try:
        parse(written)
    except EdtfError as error:
        problem = f"{written}: {error.problem}"
        return Mistake(error.code, problem, error.remedy, scene.offset, error.meant)
    problem = f"{shown(scene.rest)} is no date"
    return Mistake("date", problem, 'write a date in quotes, such as "1970"', scene.offset)


def _escape(scene: Scene) -> Mistake | None:
    at = scene.text.rfind("\\", 0, scene.offset)
    seen = scene.text[at : at + 2].rstrip("\n")
    newer = re.compile(r"\\(?:e|x[0-9A-Fa-f]{2})").match(scene.text, at)
    problem = f"only TOML 1.1 allows {seen}" if newer else f"{seen} here names no character"
    remedy = "write \\\\ for a backslash, or put the text in single quotes '...'"
    return Mistake("escape", problem, remedy, at)


def _string_not_closed(scene: Scene) -> Mistake | None:
    at = _open_quote(scene)
    if at is None:
        return None
    line = scene.text[at : scene.offset].split("\n", 1)[0]
    if curly := next((match for match in re.finditer(r"\W", line) if match[0] in _CURLY), None):
        return _curly(curly[0], at + curly.start())
    quote = scene.text[at]
    if scene.text.startswith(quote * 3, at):
        return Mistake("quote", f"{quote * 3} is never closed", f"end it with {quote * 3}", at)
    remedy = f"end it with {quote}, or use {quote * 3} for several lines"
    return Mistake("quote", f"a text begins with {quote} and does not end on its line", remedy, at)


def _open_quote(scene: Scene) -> int | None:
    """Where the string begins that is open at the offset, if one is."""
    position = scene.start
    for token in TOKEN.finditer(scene.text, scene.start, scene.offset):
        if quote := re.search(r"[\"']", scene.text[position : token.start()]):
            return position + quote.start()
        position = token.end()
    quote = re.search(r"[\"']", scene.text[position : scene.offset])
    return position + quote.start() if quote else None


def _control_character(scene: Scene) -> Mistake | None:
    if scene.here == "\r":
        problem = "a line ends in a lone carriage return, as on old Macs"
        return Mistake("line-end", problem, "save it with \\n or \\r\\n at line ends", scene.offset)
    if not scene.here or scene.here in "\n\t" or not re.match(r"[\x00-\x1f\x7f]", scene.here):
        return None
    problem = f"the character U+{ord(scene.here):04X} may not stand here"
    remedy = "delete it; if every other one is, save the file as UTF-8"
    return Mistake("control-character", problem, remedy, scene.offset)


def _date_in_brackets(scene: Scene) -> Mistake | None:
    """A set of dates without quotes, which TOML takes for an array or table."""
    written = _SET.match(scene.text, scene.bracket) if scene.bracket is not None else None
    return to_quote(written[0], written.start()) if written else None


def _no_equals(scene: Scene) -> Mistake | None:
    written = re.split(r"[{,]", scene.before)[-1].lstrip() if scene.bracket else scene.before
    key, at = written.strip(), scene.offset - len(written.lstrip())
    if key.startswith("--"):
        return Mistake("comment", "a comment begins with #", "write # before it", at)
    if scene.here == ":":
        remedy = f"write {key} = instead of {key}:"
        return Mistake("equals", "a key is set with =, not with :", remedy, scene.offset)
    if scene.here and scene.here in "\"'[{":
        whole = scene.here in "[{" or re.match(STRING.pattern, scene.rest, re.DOTALL)
        remedy = f"write {key} = {scene.rest}" if whole else "write one"
        return Mistake("equals", f"there is no = after {key}", remedy, scene.offset)
    problem = f"{seen(scene.text[at : scene.offset] + scene.rest)} is no key with a value"
    remedy = 'write key = "text"; a text of several lines begins and ends with """'
    return Mistake("equals", problem, remedy, at)


def _not_closed(scene: Scene) -> Mistake | None:
    """A comma or a closing bracket is missing in an array or inline table."""
    opening = scene.bracket
    if opening is None:
        return None
    first = scene.text[opening]
    last = "]" if first == "[" else "}"
    header = re.match(r"\[\[?[a-z.]+\]\]?$", scene.rest)
    if not scene.here or (first == "[" and (_PAIR.match(scene.rest) or header)):
        return Mistake("bracket", f"{first} is never closed", f"end it with {last}", opening)
    if scene.here and scene.here in "\n#" and first == "{":
        problem = "only TOML 1.1 allows a table in { } several lines"
        remedy = "put it on one line; the array around it may have many"
        return Mistake("inline-table", problem, remedy, opening)
    if scene.complaint is not Complaint.OPEN_BRACKET:
        return None
    if scene.here in ")]}":
        problem = f"{first} is closed with {scene.here}"
        return Mistake("bracket", problem, f"write {last}", scene.offset)
    time = re.match(r"[\d:+-]+[Zz]?", scene.rest)
    if time and NO_SECONDS.fullmatch(written := f"{scene.before.rstrip()[-10:]} {time[0]}"):
        return to_quote(written, scene.offset - len(written) + len(time[0]), scene.key)
    bare = re.split(r"[\s=,\[{]", scene.before)[-1]
    if bare and scene.here not in "\"'[{":
        written = bare + re.split(r"[,;\]}]", scene.rest, maxsplit=1)[0].rstrip()
        return to_quote(written, scene.offset - len(bare), scene.key)
    what = "items" if first == "[" else "keys"
    return Mistake("comma", f"there is no comma between two {what}", "write one", scene.offset)


def _bad_key(scene: Scene) -> Mistake | None:
    here = scene.here
    if here == "}" and scene.before.rstrip().endswith(","):
        comma = scene.text.rfind(",", 0, scene.offset)
        problem = "only TOML 1.1 allows a comma before }"
        return Mistake("comma", problem, "delete it", comma)
    if scene.rest.startswith((";", "//", "%")) and not scene.before.strip():
        return Mistake("comment", "a comment begins with #", "write # before it", scene.offset)
    if here.isalpha():
        word = re.match(r"[\w-]+", scene.rest)
        name = word[0] if word else here
        problem = f"a key has only the letters a-z, unlike {name}"
        return Mistake("key", problem, f'put it in quotes: "{name}"', scene.offset)
    if here and here in ")]}" and scene.complaint is Complaint.NO_STATEMENT:
        remedy = "delete it, or open it further up"
        return Mistake("bracket", f"{here} closes nothing", remedy, scene.offset)
    what = seen(here) if here.strip() else "the end of the line"
    remedy = 'write key = "text", [table] or [[table]]'
    return Mistake("key", f"there is no key before {what}", remedy, scene.offset)


def _bad_value(scene: Scene) -> Mistake | None:
    written = scene.rest
    if not written:
        key = scene.key or "key"
        return Mistake("value", f"{key} has no value", f'write {key} = "..."', scene.offset)
    if written[0] in ",;]}":
        problem = f"there is no value before {written[0]}"
        return Mistake("comma", problem, "write one, or delete the comma", scene.offset)
    if scene.bracket is not None:
        written = re.split(r"[,;\]}]", written, maxsplit=1)[0].rstrip()
    if meant := _BOOLEANS.get(written.lower()):
        return Mistake("value", f"{written} has no meaning", f"write {meant}", scene.offset)
    if re.fullmatch(r"[+-]?\.\d+", written):
        remedy = f"write {written.replace('.', '0.')}"
        return Mistake("number", f"{written} has no digit before its point", remedy, scene.offset)
    return to_quote(written, scene.offset, scene.key)


def _more_on_the_line(scene: Scene) -> Mistake | None:
    """Something stands after a whole header or pair."""
    if header := header_not_opened(scene):
        return header
    if _PAIR.match(scene.rest):
        remedy = "begin a new line here"
        return Mistake("line", "two things stand on one line", remedy, scene.offset)
    key, _, value = scene.statement.partition("=")
    value = value.strip()
    if value[:1] in ('"', "'"):
        return without_brackets(scene, key.strip(), value) or _after_string(scene, value)
    if not value or value[0] in "[{" or scene.rest.startswith("//"):
        remedy = "delete it, or write # before a comment"
        return Mistake("line", f"{seen(scene.rest)} has no place here", remedy, scene.offset)
    at = scene.start + scene.statement.rindex(value)
    written = scene.text[at : scene.offset] + scene.rest
    if re.fullmatch(r"[+-]?0\d+", written):
        return Mistake("number", f"{written} begins with 0", f"write {int(written)}", at)
    if re.fullmatch(r"\d+\.", written):
        return Mistake("number", f"{written} ends in a point", f"write {written}0", at)
    if re.fullmatch(r"\d+(,\d+)+", written):
        thousands = re.fullmatch(r"\d{1,3}(,\d{3})+", written)
        remedy = f"write {written.replace(',', '' if thousands else '.')}"
        return Mistake("number", f"{written} has a comma", remedy, at)
    return to_quote(written, at, key.strip())


def _after_string(scene: Scene, value: str) -> Mistake:
    quote = value[0]
    if quote not in scene.rest and value not in ('""', "''"):
        remedy = "delete it, or write # before a comment"
        return Mistake("line", f"{seen(scene.rest)} has no place here", remedy, scene.offset)
    return inner_quote(quote, scene.offset - 1)


_ANY = frozenset(Complaint)
# Each look, and the complaints that it knows what to say of.
_LOOKS: tuple[tuple[Look, Set[Complaint]], ...] = (
    (_conflict, _ANY),
    (unseen_character, _ANY),
    (_curly_quote, _ANY),
    (_inline_key_twice, {Complaint.INLINE_KEY_TWICE}),
    (_twice, {Complaint.TABLE_TWICE, Complaint.TAKEN}),
    (_no_such_day, {Complaint.NO_DATE}),
    (_escape, {Complaint.ESCAPE}),
    (_string_not_closed, {Complaint.OPEN_STRING}),
    (_control_character, _ANY),
    (header_not_closed, {Complaint.OPEN_HEADER}),
    (no_number, _ANY),
    (no_day, _ANY),
    (_date_in_brackets, _ANY),
    (braces, _ANY),
    (_no_equals, {Complaint.NO_EQUALS}),
    (no_comma, {Complaint.OPEN_BRACKET}),
    (_not_closed, {Complaint.OPEN_BRACKET, Complaint.NO_KEY, Complaint.NO_VALUE}),
    (_bad_key, {Complaint.NO_KEY, Complaint.NO_STATEMENT}),
    (round_brackets, {Complaint.NO_VALUE}),
    (_bad_value, {Complaint.NO_VALUE}),
    (_more_on_the_line, {Complaint.MORE_ON_LINE}),
)
