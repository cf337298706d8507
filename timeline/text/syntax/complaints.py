"""A TOML parser's complaint in plain words.

The parser stops at the first error. `explain` looks at what stands there and
says what its author most likely meant to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set

from timeline import segments
from timeline.edtf import EdtfError, parse
from timeline.text.decoding import Mistake
from timeline.text.edits import Change, one
from timeline.text.scanner import STRING, TOKEN, brackets
from timeline.text.syntax.bare import no_day, no_number, unseen_character
from timeline.text.syntax.closing import closed
from timeline.text.syntax.doubles import inline_key_twice, twice
from timeline.text.syntax.headers import (
    bare_header,
    header_not_closed,
    header_not_opened,
)
from timeline.text.syntax.pairing import SIGNS
from timeline.text.syntax.quoting import (
    DATES,
    NO_SECONDS,
    braces,
    inner_quote,
    no_comma,
    no_value,
    plainly,
    round_brackets,
    seen,
    to_quote,
    without_brackets,
)
from timeline.text.syntax.scene import KEY, LINE_OF_STATEMENT, Scene, is_ours
from timeline.text.syntax.texts import before_statement, curly_quote, escape, string_not_closed
from timeline.text.tables import MOST_PARTS, shown
from timeline.text.toml import Complaint, NoToml

_PAIR = re.compile(rf"[ \t]*{KEY}(?:[ \t]*\.[ \t]*{KEY})*[ \t]*=")
_SET = re.compile(r"[\[{](?=[^\d\]}]*\d)[0-9XY?~%.,/ -]{1,99}[\]}]")
# Signs of TOML as keyboards for Chinese and Japanese have them.
_WIDE = {
    "\uff1d": "=",
    "\uff0c": ",",
    "\u3001": ",",
    "\uff1b": ",",
    "\uff1a": "=",
    "\uff3b": "[",
    "\uff3d": "]",
    "\uff5b": "{",
    "\uff5d": "}",
    "\uff03": "#",
}
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "on"), "true"),
    **dict.fromkeys(("false", "no", "off"), "false"),
}
Look = Callable[[Scene], Mistake | None]

_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
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
    return explain_at(Scene(text, error.offset, error.complaint))


def explain_at(scene: Scene) -> Mistake:
    """What is wrong where the parser stopped."""
    for look, complaints in _LOOKS:
        if scene.complaint in complaints and (mistake := look(scene)):
            problem, remedy = _cut(mistake.problem), _cut(mistake.remedy)
            return mistake._replace(problem=problem, remedy=remedy)
    return Mistake("toml", "this is no TOML", "", scene.offset)


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
    """A line of a conflict of which the others are gone already."""
    if not (scene.before + scene.rest).startswith(_CONFLICT):
        return None
    at = scene.offset - len(scene.before)
    end = scene.text.find("\n", at)
    problem = "a line of a merge conflict is left in the file"
    remedy = "see that what is wanted of both sides is there, and delete this line"
    aside = one(at, end if end >= 0 else len(scene.text), "")
    return Mistake("conflict", problem, remedy, at, aside=aside)


def _wide_sign(scene: Scene) -> Mistake | None:
    """A sign of TOML in the width of Chinese letters."""
    meant = _WIDE.get(scene.here) if scene.here else None
    if meant is None:
        return None
    if meant == "=" and scene.complaint is not Complaint.NO_EQUALS:
        return None
    problem = f"{scene.here} is a wide sign, which TOML does not know"
    edits = one(scene.offset, scene.offset + 1, meant)
    return Mistake("sign", problem, f"write {meant}", scene.offset, edits=edits)


def _no_such_day(scene: Scene) -> Mistake | None:
    written = scene.rest[:10]
    try:
        parse(written)
    except EdtfError as error:
        problem = f"{written}: {error.problem}"
        return Mistake(error.code, problem, error.remedy, scene.offset, error.meant)
    problem = f"{shown(scene.rest)} is no date"
    return Mistake("date", problem, 'write a date in quotes, such as "1970"', scene.offset)


def _control_character(scene: Scene) -> Mistake | None:
    if scene.here == "\r":
        problem = "a line ends in a lone carriage return, as on old Macs"
        edits = one(scene.offset, scene.offset + 1, "\n")
        remedy = "save it with \\n or \\r\\n at line ends"
        return Mistake("line-end", problem, remedy, scene.offset, edits=edits)
    if not scene.here or scene.here in "\n\t" or not re.match(r"[\x00-\x1f\x7f]", scene.here):
        return None
    problem = f"the character U+{ord(scene.here):04X} may not stand here"
    remedy = "delete it; if every other one is, save the file as UTF-8"
    blank = ""
    if scene.here in "\x0b\x0c":  # where a word processor breaks a line or a page
        remedy, blank = "write a blank, or a new line", " "
    edits = one(scene.offset, scene.offset + 1, blank) if scene.here != "\0" else ()
    return Mistake("control-character", problem, remedy, scene.offset, edits=edits)


def _date_in_brackets(scene: Scene) -> Mistake | None:
    """A set of dates without quotes, which TOML takes for an array or table."""
    written = _SET.match(scene.text, scene.bracket) if scene.bracket is not None else None
    return to_quote(written[0], written.start()) if written else None


def _no_equals(scene: Scene) -> Mistake | None:
    written = re.split(r"[{,]", scene.before)[-1].lstrip() if scene.bracket else scene.before
    key, at = written.strip(), scene.offset - len(written.lstrip())
    if key.startswith("--"):
        edits = one(at, at, "# ")
        return Mistake("comment", "a comment begins with #", "write # before it", at, edits=edits)
    if scene.here == ":" or scene.rest.startswith(("=>", "->")):
        sign = ":" if scene.here == ":" else scene.rest[:2]
        sign = ":=" if scene.rest.startswith(":=") else sign
        remedy = f"write {key} = instead of {key}{sign}"
        edits = (_set(scene, len(sign)),) if _is_set(scene, key, len(sign)) else ()
        problem = f"a key is set with =, not with {sign}"
        return Mistake("equals", problem, remedy, scene.offset, edits=edits)
    if scene.here and scene.here in f"\"'[{{{SIGNS}" and KEY_ALONE.fullmatch(key):
        whole = scene.here in "[{" or re.match(STRING.pattern, scene.rest, re.DOTALL)
        remedy = f"write {key} = {scene.rest}" if whole else "write one"
        problem = f"there is no = after {key}"
        return Mistake("equals", problem, remedy, scene.offset, edits=(_set(scene, 0),))
    line = scene.before + scene.rest
    if scene.bracket is None and (bullet := _BULLET.match(line)):
        start = scene.offset - len(scene.before)
        problem = f"a line begins with {bullet[1]}, as in a list"
        edits = one(start, start + bullet.end(), "")
        return Mistake("line", problem, "delete that", at, edits=edits)
    if scene.bracket is None and (header := bare_header(scene, line)):
        return header
    words = KEY_OF_WORDS.match(line) if scene.bracket is None else None
    if words and is_ours(meant := re.sub(r"\s+", "_", words[1].strip()).lower()):
        start = scene.offset - len(scene.before) + words.start(1)
        problem = f"a key is one word, unlike {plainly(words[1])}"
        edits = one(start, start + len(words[1]), meant)
        return Mistake("key", problem, f"write {meant}", start, edits=edits)
    problem = f"{seen(scene.text[at : scene.offset] + scene.rest)} is no key with a value"
    remedy = 'write key = "text"; a text of several lines begins and ends with """'
    return Mistake("equals", problem, remedy, at)


_BULLET = re.compile(
    rf"[ \t]*([-*+\u2022\u2013\u2014\u00b7\u25e6\u2219\u25aa])[ \t\u00a0]*(?={_PAIR.pattern})"
)
KEY_ALONE = re.compile(KEY)
KEY_OF_WORDS = re.compile(r"[ \t]*([A-Za-z]\w*(?:[ \t]+\w+){1,2})[ \t]*=(?!=)")


def _is_set(scene: Scene, key: str, length: int) -> bool:
    """Whether it is a key and its value that a sign is between, not words of a sentence."""
    behind = scene.rest[length:].lstrip()
    return is_ours(key) or bool(re.match(rf"[\"'\[{{\d{SIGNS}]|true|false", behind))


def _set(scene: Scene, length: int) -> Change:
    """An = with blanks around it, in place of so many signs and the blanks around them."""
    start = len(scene.text[: scene.offset].rstrip(" \t"))
    end = scene.offset + length
    blanks = re.compile(r"[ \t]*").match(scene.text, end)
    return Change(start, blanks.end() if blanks else end, " = ")


def _not_closed(scene: Scene) -> Mistake | None:
    """A comma or a closing bracket is missing in an array or inline table."""
    opening = scene.bracket
    if opening is None:
        return None
    first = scene.text[opening]
    last = "]" if first == "[" else "}"
    header = re.match(r"\[\[?[a-z.]+\]\]?$", scene.rest)
    if not scene.here or (first == "[" and (_PAIR.match(scene.rest) or header)):
        problem, remedy = f"{first} is never closed", f"end it with {last}"
        end = _behind_item(scene)
        edits = one(end, end, last)
        if not scene.here and not scene.text.endswith("\n"):  # perhaps more was there
            return Mistake("bracket", problem, remedy, opening, aside=edits)
        return Mistake("bracket", problem, remedy, opening, edits=edits)
    if scene.here and scene.here in "\n#" and first == "{":
        problem = "only TOML 1.1 allows a table in { } several lines"
        remedy = "put it on one line; the array around it may have many"
        edits = _on_one_line(scene.text, opening)
        return Mistake("inline-table", problem, remedy, opening, edits=edits)
    if scene.complaint is not Complaint.OPEN_BRACKET:
        return None
    if scene.here in ")]}":
        problem = f"{first} is closed with {scene.here}"
        is_outer = scene.outer is not None and scene.text[scene.outer] + scene.here in ("[]", "{}")
        end = scene.offset + (not is_outer)
        remedy = f"write {last} before it" if is_outer else f"write {last}"
        edits = one(scene.offset, end, last)
        return Mistake("bracket", problem, remedy, scene.offset, edits=edits)
    time = re.match(r"[\d:+-]+[Zz]?", scene.rest)
    if time and NO_SECONDS.fullmatch(written := f"{scene.before.rstrip()[-10:]} {time[0]}"):
        return to_quote(written, scene.offset - len(written) + len(time[0]), scene.key)
    bare = re.split(r"[\s=,\[{]", scene.before)[-1]
    if bare and scene.here not in "\"'[{":
        written = bare + re.split(r"[,;\]}]", scene.rest, maxsplit=1)[0].rstrip()
        return to_quote(written, scene.offset - len(bare), scene.key)
    what = "items" if first == "[" else "keys"
    end = _behind_item(scene)
    edits = one(end, end, ",")
    problem = f"there is no comma between two {what}"
    return Mistake("comma", problem, "write one", scene.offset, edits=edits)


def _behind_item(scene: Scene) -> int:
    """Where the last item ends before the offset, comments and blanks behind it left out."""
    end = scene.start
    for sign in _SOLID.finditer(scene.text, scene.start, scene.offset):
        if not sign[0].startswith("#"):
            end = sign.end()
    return end


_SOLID = re.compile(STRING.pattern + r"|#[^\n]*+|[^\s\"'#]++", re.DOTALL)
_FOLD = re.compile(STRING.pattern + r"|#|[{}\[\]]|[ \t]*+,?[ \t]*+\n\s*+", re.DOTALL)


def _on_one_line(text: str, opening: int) -> tuple[Change, ...]:
    """What puts a table in braces on one line; nothing if a comment or a text keeps it apart."""
    changes: list[Change] = []
    depth = 0
    for sign in _FOLD.finditer(text, opening):
        if sign[0] == "#" or (sign[0][0] in "\"'" and "\n" in sign[0]):
            return ()
        if sign[0] in ("{", "["):
            depth += 1
        elif sign[0] in ("}", "]"):
            depth -= 1
            if not depth:
                return tuple(changes)
        elif sign[0][0] not in "\"'":
            is_last = text[sign.end() : sign.end() + 1] in ("}", "]")
            comma = "," if "," in sign[0] and not is_last else ""
            changes.append(Change(sign.start(), sign.end(), f"{comma} "))
        if LINE_OF_STATEMENT.match(text, sign.end()) and text[sign.end()] == "[":
            return ()
    return ()


def _bad_key(scene: Scene) -> Mistake | None:
    here = scene.here
    if here == "}" and scene.before.rstrip().endswith(","):
        comma = scene.text.rfind(",", 0, scene.offset)
        problem = "only TOML 1.1 allows a comma before }"
        edits = one(comma, comma + 1, "")
        return Mistake("comma", problem, "delete it", comma, edits=edits)
    if scene.rest.startswith((";", "//", "%", "<!--", "/*")) and not scene.before.strip():
        edits = one(scene.offset, scene.offset, "# ")
        problem = "a comment begins with #"
        return Mistake("comment", problem, "write # before it", scene.offset, edits=edits)
    line = scene.before + scene.rest
    if scene.bracket is None and (bullet := _BULLET.match(line)):
        start = scene.offset - len(scene.before)
        problem = f"a line begins with {bullet[1]}, as in a list"
        edits = one(start, start + bullet.end(), "")
        return Mistake("line", problem, "delete that", scene.offset, edits=edits)
    is_words = here.isalpha() or bool(re.search(r"[^\W\d_]{2}", line) and "=" not in line)
    is_line = scene.complaint is Complaint.NO_STATEMENT and here not in ")]}"
    if is_line and is_words and not _sets(scene.rest):
        problem = f"{seen(scene.rest)} is no key with a value"
        remedy = 'write key = "text"; a text of several lines begins and ends with """'
        return Mistake("equals", problem, remedy, scene.offset)
    if here.isalpha():
        word = re.match(r"[\w-]+", scene.rest)
        name = word[0] if word else here
        problem = f"a key has only the letters a-z, unlike {name}"
        edits = one(scene.offset, scene.offset + len(name), f'"{name}"')
        return Mistake("key", problem, f'put it in quotes: "{name}"', scene.offset, edits=edits)
    if here and here in ")]}" and scene.complaint is Complaint.NO_STATEMENT:
        remedy = "delete it, or open it further up"
        aside = one(scene.offset, scene.offset + 1, "")
        return Mistake("bracket", f"{here} closes nothing", remedy, scene.offset, aside=aside)
    what = seen(here) if here.strip() else "the end of the line"
    remedy = 'write key = "text", [table] or [[table]]'
    return Mistake("key", f"there is no key before {what}", remedy, scene.offset)


def _sets(line: str) -> bool:
    """Whether a line that begins with a key in other letters can be a key with its value."""
    return bool(re.match(r"[\w-]+(?:[ \t]*\.[ \t]*[\w-]+)*[ \t]*[=:\uff1d]", line))


def _bad_value(scene: Scene) -> Mistake | None:
    written = scene.rest
    if not written:
        return no_value(scene)
    if written[0] in ",;]}":
        problem = f"there is no value before {written[0]}"
        at = scene.text.rfind(",", 0, scene.offset) if written[0] in "]}" else scene.offset
        aside = one(at, at + 1, "") if written[0] == "," else ()
        remedy = "write one, or delete the comma"
        return Mistake("comma", problem, remedy, scene.offset, aside=aside)
    if scene.bracket is not None:
        written = re.split(r"[,;\]}]", written, maxsplit=1)[0].rstrip()
    if meant := _BOOLEANS.get(written.lower()):
        edits = one(scene.offset, scene.offset + len(written), meant)
        problem = f"{written} has no meaning"
        return Mistake("value", problem, f"write {meant}", scene.offset, edits=edits)
    if re.fullmatch(r"[+-]?\.\d+", written):
        meant = written.replace(".", "0.")
        edits = one(scene.offset, scene.offset + len(written), meant)
        problem = f"{written} has no digit before its point"
        return Mistake("number", problem, f"write {meant}", scene.offset, edits=edits)
    return to_quote(
        written, scene.offset, scene.key, is_item=scene.bracket is not None, line=_line(scene)
    )


def _line(scene: Scene) -> str:
    """The line from the offset on, its comment included."""
    return scene.text[scene.offset :].split("\n", 1)[0].rstrip()


def _more_on_the_line(scene: Scene) -> Mistake | None:
    """Something stands after a whole header or pair."""
    if header := header_not_opened(scene):
        return header
    if _PAIR.match(scene.rest):
        remedy = "begin a new line here"
        start = len(scene.text[: scene.offset].rstrip(" \t"))
        edits = one(start, scene.offset, "\n")
        return Mistake("line", "two things stand on one line", remedy, scene.offset, edits=edits)
    key, _, value = scene.statement.partition("=")
    value = value.strip()
    if value[:1] in ('"', "'"):
        return without_brackets(scene, key.strip(), value) or _after_string(scene, value)
    if not value or value[0] in "[{" or scene.rest.startswith("//"):
        return _no_place(scene)
    at = scene.start + scene.statement.rindex(value)
    written = scene.text[at : scene.offset] + scene.rest
    if re.fullmatch(r"[+-]?0\d+", written):
        edits = one(at, at + len(written), str(int(written)))
        problem = f"{written} begins with 0"
        return Mistake("number", problem, f"write {int(written)}", at, edits=edits)
    if re.fullmatch(r"\d+[.,;]", written) and (scene.rest != "." or key.strip() in DATES):
        edits = one(at + len(written) - 1, at + len(written), "")
        problem = f"{seen(scene.rest)} has no place here"
        return Mistake("line", problem, "delete it", scene.offset, edits=edits)
    if re.fullmatch(r"\d+\.", written):
        edits = one(at + len(written), at + len(written), "0")
        return Mistake("number", f"{written} ends in a point", f"write {written}0", at, edits=edits)
    if re.fullmatch(r"\d+(,\d+)+", written):
        thousands = re.fullmatch(r"\d{1,3}(,\d{3})+", written)
        remedy = f"write {written.replace(',', '' if thousands else '.')}"
        plain = written.replace(",", ".")
        once = not thousands and written.count(",") == 1
        edits = one(at, at + len(written), plain) if once else ()
        return Mistake("number", f"{written} has a comma", remedy, at, edits=edits)
    return to_quote(written, at, key.strip(), line=scene.text[at : scene.offset] + _line(scene))


def _after_string(scene: Scene, value: str) -> Mistake:
    quote = value[0]
    if value.startswith(quote * 3) and (at := _swallowing(scene, value)) is not None:
        edits = before_statement(scene, at, quote * 3)
        remedy = f"end it with {quote * 3}"
        return Mistake("quote", f"{quote * 3} is never closed", remedy, at, edits=edits)
    if quote not in scene.rest and value not in ('""', "''"):
        return _no_place(scene)
    return _inner(scene, value)


def _swallowing(scene: Scene, value: str) -> int | None:
    """Where a text of several lines begins, if it has a table's header in it."""
    lines = LINE_OF_STATEMENT.finditer(value)
    if not any(line[0].lstrip().startswith("[") and is_ours(line[0]) for line in lines):
        return None
    return scene.start + scene.statement.index(value)


def _inner(scene: Scene, value: str) -> Mistake:
    """Quotes inside a text that has its line to itself."""
    mistake = inner_quote(value[0], scene.offset - 1)
    at = scene.start + scene.statement.rindex(value)
    if scene.text[at : at + 3] == value[0] * 3 or not scene.rest.endswith(value[0]):
        return mistake
    whole = scene.text[at : scene.offset] + scene.rest
    opens = scene.text[scene.offset - 2].isspace() and not scene.here.isspace()
    if value[0] == '"' and (whole.count('"') % 2 or not opens):
        return mistake  # which of them is one too many, or which is of the words, is not plain
    edits = closed(scene.text, at)
    if value[0] == "'" and edits:
        return mistake._replace(edits=edits)
    return (
        mistake._replace(edits=edits, remedy='write \\" for a quote inside it')
        if edits
        else mistake
    )


def _no_place(scene: Scene) -> Mistake:
    """Something behind a value or a header that is neither a comment nor a line of its own."""
    remedy = "delete it, or write # before a comment"
    problem, at = f"{seen(scene.rest)} has no place here", scene.offset
    if scene.rest in (",", ";", "."):
        edits = one(len(scene.text[:at].rstrip(" \t")), at + 1, "")
        return Mistake("line", problem, "delete it", at, edits=edits)
    if scene.rest.startswith("//"):
        return Mistake("line", problem, remedy, at, edits=one(at, at + 2, "#"))
    return Mistake("line", problem, remedy, at, aside=one(at, at + len(scene.rest), ""))


_ANY = frozenset(Complaint)
# Each look, and the complaints that it knows what to say of.
_LOOKS: tuple[tuple[Look, Set[Complaint]], ...] = (
    (_conflict, _ANY),
    (unseen_character, _ANY),
    (curly_quote, _ANY),
    (_wide_sign, _ANY),
    (inline_key_twice, {Complaint.INLINE_KEY_TWICE}),
    (twice, {Complaint.TABLE_TWICE, Complaint.TAKEN}),
    (_no_such_day, {Complaint.NO_DATE}),
    (escape, {Complaint.ESCAPE}),
    (string_not_closed, {Complaint.OPEN_STRING}),
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
