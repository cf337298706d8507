"""What comes of bad input, with the sentences of faults or with their codes in place of them.

Run as `python -m support.wordless`, with `--wordless` for codes, it prints a
line of JSON for each text of the tables of bad input: all of what comes of it
that a program goes by, and no sentence. Two runs must print the same.
"""

from __future__ import annotations

import inspect
import json
import os
import runpy
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent
# What carries sentences, and which of its fields they are.
_SENTENCES: dict[str, dict[str, tuple[str, ...]]] = {
    "timeline.edtf.values": {"Refusal": ("problem",), "Instead": ("write", "do")},
    "timeline.errors": {"Fault": ("problem", "remedy"), "UnreadableFile": ("problem", "remedy")},
    "timeline.text.decoding": {"Mistake": ("problem", "remedy")},
    "timeline.text.tables": {"Finding": ("problem", "remedy")},
    "timeline.text.editing.adding": {"Unfit": ("reasons",)},
    "timeline.importing.rows": {
        "NoEvent": ("problem", "remedy"),
        "Row": ("problem",),
        "Unreadable": ("problem", "remedy"),
    },
}


# Sentences away


def without_words() -> None:
    """Put the code, or the name of what carries it, in place of each sentence that is made."""
    for module, classes in _SENTENCES.items():
        loaded = __import__(module, fromlist=["*"])
        for name, fields in classes.items():
            _replace(getattr(loaded, name), fields)
    from timeline.edtf import grammar

    for made_already in (grammar.DATES, grammar.INTERVALS, grammar.SETS):
        object.__setattr__(made_already, "write", "Instead")


def _replace(carrier: type, fields: tuple[str, ...]) -> None:
    """Have a class take codes for its sentences; those that are empty stay so."""
    maker = "__new__" if issubclass(carrier, tuple) else "__init__"
    made, signature = getattr(carrier, maker), inspect.signature(getattr(carrier, maker))

    def make(*arguments: Any, **named: Any) -> Any:
        given = signature.bind(*arguments, **named)
        code = given.arguments.get("code") or carrier.__name__
        for field in fields:
            value = given.arguments.get(field)
            if value:
                is_list = isinstance(value, list | tuple)
                given.arguments[field] = [code] * len(value) if is_list else code
        return made(*given.args, **given.kwargs)

    setattr(carrier, maker, make)


# What comes of it


def outcomes() -> Iterator[Any]:
    """What comes of every text of the tables."""
    tables = {name: runpy.run_path(str(TESTS / f"test_{name}.py")) for name in _TABLES}
    yield from _dates([row[1] for row in tables["edtf"]["REFUSALS"]])
    lines = (TESTS / "data" / "typed-dates.tsv").read_text("utf-8").split("\n")[1:-1]
    yield from _dates([line.split("\t")[0] for line in lines])
    files = [*_files(tables["reader"]), *_texts(tables["fmt"]["REFUSED"])]
    yield from enumerate(map(_read, files))
    yield from map(_quotes, ("1970-13", "yesterday", "early 1960s", "by 1997", "-44 BC"))
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        yield from enumerate(map(_formatted, files[::5]))
        yield from enumerate(map(_imported, _sheets(tables)))
        yield from _added(tables["add"])
        yield from _begun()


_TABLES = ("edtf", "reader", "fmt", "add", "import_guessing", "import_tables")


def _texts(table: dict[str, Any]) -> list[Any]:
    return [row[0] if isinstance(row, tuple) else row for row in table.values()]


def _files(reader: dict[str, Any]) -> Iterator[Any]:
    before = {"IN_HEADER": "HEADER", "IN_EVENT": "EVENT", "IN_TOML": "HEADER"}
    for name in ("IN_HEADER", "IN_EVENT", "IN_TOML", "IN_FILE", "IN_BYTES"):
        for text in _texts(reader[name]):
            yield reader[before[name]] + text + "\n" if name in before else text


def _sheets(tables: dict[str, Any]) -> Iterator[str]:
    guessing = tables["import_guessing"]
    for cell in [
        *_texts(guessing["NO_DATE"]),
        *_texts(guessing["ONE_DATE"]),
        "3/4/1970",
        "early 1960s",
    ]:
        yield f'Title,Date\nA,"{cell}"\nB,1945\n'
    for start, end, _ in guessing["TWO_PROBLEMS"].values():
        yield f'Title,Start,End\nA,"{start}","{end}"\nB,1945,1946\n'
    yield from _texts(tables["import_tables"]["NO_TABLES"])
    yield '{"events": [{"start_date": {"year": "1970", "month": "13"}, "text": {"headline": "A"}}]}'
    yield '{"events": [{"start": "-500", "title": "A"}, {"start": "lunch", "title": "B"}]}'


def _dates(texts: list[str]) -> Iterator[Any]:
    from timeline.edtf import EdtfError, parse
    from timeline.edtf.english.words import read_words

    for text in texts:
        try:
            refused: Any = parse(text).text
        except EdtfError as error:
            refused = (error.code, error.offset, error.meant, error.instead.plain)
        said = read_words(text)
        found = [(reading.date.text, reading.lost) for reading in said.readings]
        why = (said.refusal.code, said.refusal.instead.meant) if said.refusal else ()
        yield text, refused, found, why, str(said.attested), said.doubted


def _quotes(text: str) -> Any:
    from timeline.edtf.english.refusals import in_quotes

    instead = in_quotes("date", text)
    return text, instead.meant, instead.less, bool(instead.write)


def _read(text: str | bytes) -> Any:
    from timeline.errors import InvalidTimeline
    from timeline.text.reader import read_text

    try:
        _, faults = read_text(text)
    except InvalidTimeline as error:
        faults = error.faults
    places = [(fault.place.line, fault.place.column) if fault.place else None for fault in faults]
    told = [
        (fault.code, fault.path, fault.severity, fault.subject, fault.meant) for fault in faults
    ]
    return list(zip(places, told, strict=True))


def _run(*arguments: str, answers: list[str] | None = None) -> Any:
    """What a command exits with, what it asks in order, and the files that are there then."""
    import click
    from click.testing import CliRunner

    from timeline.commands import add, main, new

    asked: list[str] = []
    prompt: Callable[..., Any] = click.prompt

    def ask(question: str, *args: Any, **named: Any) -> Any:
        check = named.pop("value_proc")

        def checked(answer: str) -> Any:
            asked.append(f"{question}: {answer}")
            return check(answer)

        return prompt(question, *args, value_proc=checked, **named)

    click.prompt = ask  # type: ignore[assignment]
    for command in (add, new):
        command.is_terminal = lambda: answers is not None  # type: ignore[attr-defined]
    result = CliRunner().invoke(main, arguments, input="\n".join([*(answers or ()), ""]))
    click.prompt = prompt
    files = sorted(path for path in Path().rglob("*") if path.is_file())
    return (
        result.exit_code,
        type(result.exception).__name__,
        asked,
        [(str(path), path.read_text("utf-8", "replace")) for path in files],
    )


def _afresh(name: str, text: str | bytes) -> None:
    """Nothing in this folder but one file."""
    for path in sorted(Path().rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    Path(name).write_bytes(_bytes(text))


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "replace")


def _formatted(text: str | bytes) -> Any:
    _afresh("events.toml", text)
    exits = _run("fmt")[0], _run("validate")[0]
    same = Path("events.toml").read_bytes() == _bytes(text)
    return same, exits, sorted(map(str, Path().iterdir()))


def _imported(text: str) -> Any:
    _afresh("file.json" if text.startswith("{") else "file.csv", text)
    (file,) = Path().iterdir()
    return [_run("import", str(file), "-o", f"{n}.toml", *more) for n, more in enumerate(_MORE)]


_MORE = ((), ("--day-first",), ("--strict",))


def _added(add: dict[str, Any]) -> Iterator[Any]:
    dates = ["lunch", "by 1997", "early 1960s", "-44 BC", "1970-13", "3/4/1970", "3 April 1970"]
    for arguments in [*_texts(add["STOPPED"]), *_texts(add["MISUSE"]), ["--title", "N"]]:
        _afresh("events.toml", add["FILE"])
        yield arguments, _run("add", *arguments)
        _afresh("events.toml", add["FILE"] + add["LANES"])
        yield arguments, _run("add", *arguments, answers=["N", *dates, "one", "one", "", ""])


def _begun() -> Iterator[Any]:
    for answers in (
        ["T", "english", "en", "Founded", "lunch", "by 1997", "3/4/1970", "1903", "Minutes"],
        ["T", "en", "Founded", "early 1960s", "[1960", "1960", "https://a b", "Minutes"],
    ):
        _afresh("other", "")
        yield answers, _run("new", answers=answers)


if __name__ == "__main__":
    if "--wordless" in sys.argv:
        without_words()
    for outcome in outcomes():
        print(json.dumps(outcome, default=str))
