"""What lacks its quotes, or has other signs in their place, and what to write for it.

Each look at a scene is as in `timeline.text.syntax.complaints`.
"""

from __future__ import annotations

import re

from timeline.model import Event
from timeline.model.keys import all_keys
from timeline.text.decoding import Mistake
from timeline.text.edits import Change, one
from timeline.text.scanner import STRING
from timeline.text.syntax.scene import Scene
from timeline.text.tables import shown
from timeline.text.values import quoted

_ODD = {"`": "`", "\u00b4": "\u00b4"}  # signs taken for quotes, each with what ends it
_FOR_COMMA = ";:.|/&+"
_TEXTS = re.compile(rf"(?:{STRING.pattern})(?:\s*[,;]\s*(?:{STRING.pattern}))+[,;]?", re.DOTALL)
_IN_BRACES = re.compile(
    rf"\{{((?:[ \t]*+(?:{STRING.pattern})[ \t]*+[,;]?)++[ \t]*+)\}}(?![^\S\n]*=)", re.DOTALL
)
_ITEM = re.compile(rf"{STRING.pattern}|[^\s,;\"'][^,;\"']*+", re.DOTALL)


DATES = {"date", "attested", "span"}
# What only TOML 1.1 reads; the day is optional.
NO_SECONDS = re.compile(
    r"(?:\d{4}-\d\d-\d\d[Tt ])?(?:[01]\d|2[0-3]):[0-5]\d(?:[Zz]|[+-]\d\d:\d\d)?"
)


def to_quote(
    written: str, at: int, key: str = "", *, is_item: bool = False, line: str = ""
) -> Mistake:
    """What to write for words without quotes, or with a quote at one end alone.

    `line` is all that stands there to the end of the line, where that is more than the words.
    """
    before = f"write {key} = " if key else "write "
    if written[0] in _ODD:
        sign = written[0]
        words = written.strip(sign).strip()
        problem = f"{sign} is no quotation mark, as texts have them"
        text = _quoted(words) or '"..."'
        edits = _as(written, at, words) if written.endswith(sign) and sign not in words else ()
        return Mistake("quote", problem, f"{before}{text}", at, edits=edits)
    plain = plainly(written)
    around = " around it" if '"' in written else ""
    problem, words, missing = f"{plain} has no quotes{around}", written, "before and after it"
    if written[-1] in "\"'" and written.count(written[-1]) == 1 and len(written) > 1:
        problem, words = f"{plain} has no quote at its start", written[:-1].rstrip()
        missing = "before it"
    if NO_SECONDS.fullmatch(written):
        problem = f"only TOML 1.1 allows {plain}, without seconds"
    if key.lower() in DATES:
        # For dates without quotes alone.
        from timeline.edtf.english.refusals import in_quotes, unmistaken

        instead = in_quotes(key, words)
        edits = _as(written, at, plain_date) if (plain_date := unmistaken(words)) else ()
        return Mistake(
            "quote", problem, str(instead), at, instead.meant, edits, _nothing(at, written)
        )
    # A sign such as # behind a blank may belong to the words.
    edits = _as(written, at, words) if _is_whole(written, line, is_item=is_item) else ()
    if not is_item and edits and any(each.name == key.lower() for each in _LISTS):
        items = [each.strip(" \t\"'") for each in re.split(r"[,;]", words)]
        listed = f"[{', '.join(quoted(each) for each in items if each)}]"
        edits = one(at, at + len(written), listed)
        told = shown([each for each in items if each])
        remedy = f"{before}{told}" if "\u2026" not in told else 'write ["...", "..."]'
        return Mistake("quote", problem, remedy, at, edits=edits)
    if text := _quoted(words):
        return Mistake("quote", problem, f"{before}{text}", at, edits=edits)
    return Mistake("quote", problem, f'write " {missing}', at, edits=edits)


_LISTS = tuple(each for each in all_keys(Event) if each.several and each.model is None)


def is_list(key: str) -> bool:
    """Whether a key of an event has a list."""
    return any(each.name == key for each in all_keys(Event) if each.several)


def _as(written: str, at: int, words: str) -> tuple[Change, ...]:
    """Words as a string in place of what is written."""
    text = shown(words)
    literal = "\\" in text and "'" not in words and words.isprintable()
    return one(at, at + len(written), f"'{words}'" if literal else quoted(words))


def _nothing(at: int, written: str) -> tuple[Change, ...]:
    return one(at, at + len(written), "0")


def _is_whole(written: str, line: str, *, is_item: bool) -> bool:
    """Whether words without quotes end where they seem to, not in what seems to be a comment."""
    behind = line[len(written) :].lstrip() if line.startswith(written) else ""
    if is_item:
        words = written[:-1] if written.endswith(('"', "'")) else written
        return not re.search(r"[\"'#\[{]", words)
    return not behind or bool(re.match(r"#\s", behind))


def no_value(scene: Scene) -> Mistake:
    """A key without a value, below which there may be a list as YAML has it."""
    key = scene.key or "key"
    problem = f"{key} has no value"
    if not any(each.name == key.lower() for each in _LISTS):
        return Mistake("value", problem, f'write {key} = "..."', scene.offset)
    below = _BELOW.match(scene.text, scene.offset)
    if not below:
        return Mistake("value", problem, f'write {key} = ["..."]', scene.offset)
    items = [
        each.strip(" \t\"'") for each in re.findall(r"\n[ \t]*[-*\u2022][ \t]+([^\n]+)", below[0])
    ]
    written = f"[{', '.join(map(quoted, items))}]"
    edits = one(scene.offset, below.end(), written)
    remedy = f"write {key} = {shown(items)}"
    return Mistake("value", "a list stands in square brackets", remedy, scene.offset, edits=edits)


_BELOW = re.compile(r"[ \t]*(?:\n[ \t]*[-*\u2022][ \t]+[^\n=]+)+")


def plainly(written: str) -> str:
    """Words of the file on one line, cut if they are long; their quotes stand as they are."""
    return shown(written)[1:-1].replace('\\"', '"')


def seen(written: str) -> str:
    """Words of the file in quotes, if they have none of their own."""
    return plainly(written) if '"' in written else shown(written)


def _quoted(words: str) -> str:
    """Words as a text, without a backslash if that can be; empty if they are too long to show."""
    text = shown(words)
    if "…" in text and "…" not in words:
        return ""
    literal = "\\" in text and "'" not in words and words.isprintable()
    return f"'{words}'" if literal else text


def no_comma(scene: Scene) -> Mistake | None:
    """Another sign where a comma stands between two items, or words right behind a text."""
    if scene.bracket is None:
        return None
    behind_text = scene.before[-1:] in ("'", '"')
    if scene.here == ";" or (behind_text and scene.here and scene.here in _FOR_COMMA):
        edits = one(scene.offset, scene.offset + 1, ",")
        problem = f"{scene.here} is no comma"
        return Mistake("comma", problem, "write a comma", scene.offset, edits=edits)
    if behind_text and scene.here.isalnum():
        return inner_quote(scene.before[-1], scene.offset - 1)
    return None


def inner_quote(quote: str, at: int) -> Mistake:
    """A quote inside a text, which ends it too early."""
    problem = f"the text ends at this {quote}, the first inside it"
    remedy = "write \\\" for a quote inside it, or put it in '...'"
    return Mistake("quote", problem, 'put it in "..."' if quote == "'" else remedy, at)


def braces(scene: Scene) -> Mistake | None:
    """Braces round a list of texts."""
    if scene.bracket is None or not (found := _IN_BRACES.match(scene.text, scene.bracket)):
        return None
    key = re.fullmatch(r"([\w-]+)[ \t]*=", scene.text[scene.start : scene.bracket].strip())
    before = f"{key[1]} = " if key else ""
    problem = "a list stands in square brackets, not in { }"
    items = ", ".join(each[0] for each in _ITEM.finditer(found[1]))
    is_item = scene.outer is not None and scene.text[scene.outer] == "["
    edits = one(scene.bracket, found.end(), items if is_item else f"[{items}]")
    return Mistake("bracket", problem, f"write {before}[{items}]", scene.bracket, edits=edits)


def without_brackets(scene: Scene, key: str, value: str) -> Mistake | None:
    """Texts with commas between them, and no brackets around."""
    written = value + scene.rest
    if not _TEXTS.fullmatch(written):
        return None
    items = ", ".join(each[0] for each in _ITEM.finditer(written))
    at = scene.offset - len(value)
    edits = one(at, at + len(written), f"[{items}]")
    remedy = f"write {key} = [{items}]"
    return Mistake("bracket", "a list has no brackets", remedy, at, edits=edits)


def round_brackets(scene: Scene) -> Mistake | None:
    """Round brackets round a text, or round a list."""
    if scene.here != "(":
        return None
    before = f"write {scene.key} = " if scene.key else "write "
    inside = scene.rest[1:].partition(")")[0].strip()
    if is_list(scene.key):
        problem = "a list stands in square brackets, not in round ones"
        if not scene.rest.endswith(")") or re.search(r"[\[{(]", scene.rest[1:]):
            return Mistake("bracket", problem, "write [ here, and ] at its end", scene.offset)
        items = [
            each[0] if each[0][0] in "\"'" else shown(each[0].rstrip())
            for each in _ITEM.finditer(scene.rest[1:-1])
        ]
        edits = one(scene.offset, scene.offset + len(scene.rest), f"[{', '.join(items)}]")
        remedy = f"{before}[{', '.join(items)}]"
        return Mistake("bracket", problem, remedy, scene.offset, edits=edits)
    if re.fullmatch(STRING.pattern, inside, re.DOTALL):
        problem = "a text stands in quotes alone, without round brackets"
        end = scene.offset + scene.rest.index(")") + 1
        edits = one(scene.offset, end, inside) if ")" not in inside else ()
        return Mistake("bracket", problem, f"{before}{inside}", scene.offset, edits=edits)
    return None
