"""Telling what is wrong takes work in step with the size of what is given, however made."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections.abc import Callable
from time import process_time
from typing import Any

import pytest

from timeline.commands.telling import tell
from timeline.errors import Faults, InvalidTimeline
from timeline.importing.sheets.tables import sheet_of
from timeline.text import reader, tables
from timeline.text.scanner import locate
from timeline.text.tables import MOST_PARTS, Near
from timeline.text.toml import Complaint, NoToml, read_toml

pytestmark = pytest.mark.slow  # processes are started, or much is counted

HEAD = '[timeline]\ntitle = "T"\n'


def events(count: int, **keys: str) -> str:
    """So many events; `{}` in a value stands for the number of each."""
    pairs = {"id": '"e{}"', "title": '"Event {}"', "date": '"1950"', **keys}
    lines = "".join(f"{key} = {value}\n" for key, value in pairs.items())
    return HEAD + "".join("[[events]]\n" + lines.replace("{}", str(at)) for at in range(count))


def faults(text: str) -> Faults:
    try:
        return reader.read_text(text)[1]
    except InvalidTimeline as error:
        return error.faults


def calls(work: Callable[[], Any]) -> int:
    """How many functions a piece of work calls, those in C as well."""
    count = 0

    def note(_frame: object, event: str, _what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def table(name: str, count: int) -> str:
    return "".join(f'[[{name}]]\nid = "{name}-{at}"\ntitle = "x"\n' for at in range(count))


MANY: dict[str, Callable[[int], str]] = {
    "unknown keys": lambda n: HEAD + "".join(f"unknown{at} = 1\n" for at in range(n)),
    "keys of a title": lambda n: HEAD + "".join(f"titl{at} = 1\n" for at in range(n)),
    "an inline table": lambda n: HEAD + f"x = {{{', '.join(f'k{at} = 1' for at in range(n))}}}\n",
    "keys of a link": lambda n: events(
        1, links=f"[{{{', '.join(f'k{at} = 1' for at in range(n))}}}]"
    ),
    "old ids in see": lambda n: events(n, was='["o{}"]', see='["o{}"]'),
    "old ids of one event": lambda n: events(
        2, id='"n{}"', was="[" + ", ".join(f'"o{at}"' for at in range(n)) + "]"
    ),
    "ids that are nobody's": lambda n: events(n, see='["nobody-{}"]'),
    "bad dates": lambda n: events(n, date='"1959-13"'),
    "the same id": lambda n: events(n, id='"same"'),
    "no id": lambda n: HEAD + '[[events]]\ntitle = "x"\ndate = "19590"\n' * n,
    "unknown tags": lambda n: events(n, tags='["tag{}"]') + table("tags", 3),
    "lanes": lambda n: HEAD + table("lanes", n),
    "lanes and others": lambda n: events(n, lane='"lane-{}"') + table("lanes", n),
    "sources and others": lambda n: events(n, sources='["source-{}"]') + table("sources", n),
    "misspelt keys": lambda n: events(n, titel='"x"'),
    "faults on one line": lambda n: events(1, tags="[" + '"t", ' * n + "]"),
    "arrays in arrays": lambda n: HEAD + f"x = [{('[' * 90 + ']' * 90 + ', ') * (n // 90)}]\n",
    "a comment a line": lambda n: HEAD + "# comment\n" * n + "x = bad\n",
}


@pytest.mark.parametrize("made", MANY.values(), ids=MANY.keys())
def test_faults_in_step_with_the_file(made: Callable[[int], str]) -> None:
    """Four times as large a file takes about four times the calls to be told of."""
    faults(made(100))  # what is loaded and kept once
    few, many = made(200), made(800)

    assert calls(lambda: tell(faults(many), "f")) < 6 * calls(lambda: tell(faults(few), "f"))


LONG: dict[str, Callable[[int], str]] = {
    "escapes": lambda n: 'x = "' + "\\n" * n,
    "quotes by escapes": lambda n: 'x = "' + '\\"' * n,
    "in an array": lambda n: 'x = ["a", "' + '\\"' * n,
    "in a table": lambda n: 'x = { "' + '\\"' * n,
    "in a key": lambda n: '"' + '\\"' * n,
    "in a header": lambda n: '["' + '\\"' * n,
    "on a line that ends": lambda n: 'x = "' + '\\"' * n + "\ny = 1\n",
    "on several lines": lambda n: 'x = """' + '\\"\n' * n,
    "of apostrophes": lambda n: "x = '''" + "'a " * n,
}


def cost(work: Callable[[str], Any], text: str) -> float:
    """The seconds of this process alone that a piece of work takes at best."""
    spent = []
    gc.disable()
    for _ in range(5):
        begin = process_time()
        work(text)
        spent.append(process_time() - begin)
    gc.enable()
    return min(spent)


@pytest.mark.parametrize("made", LONG.values(), ids=LONG.keys())
def test_a_text_that_is_never_closed(made: Callable[[int], str]) -> None:
    """Each of its quotes is looked at once: of the square, sixteen times is 256."""
    assert 1 == sum(fault.code != "unknown-key" for fault in faults(made(100)))
    assert cost(faults, made(32_000)) < 64 * cost(faults, made(2000))


def test_a_near_word_among_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many words those alone are compared that share groups of letters; the near one is found."""
    compared: list[int] = []
    closest = tables.closest

    def noted(word: str, known: list[str]) -> str | None:
        compared.append(len(known))
        return closest(word, known)

    monkeypatch.setattr(tables, "closest", noted)
    near = Near([f"the-battle-of-{at * 7919 % 100_000}" for at in range(20_000)] + ["yalta"])

    assert "yalta" == near("yalte")
    assert "the-battle-of-7919" == near("the-batle-of-7919")
    assert near("zzzz") is None
    assert max(compared) <= 200


def test_near_words_as_of_few() -> None:
    """Among few words the nearest is what it is by comparing all."""
    words = ["campaign", "campaigns", "treaty", "war"]

    assert [tables.closest(word, words) for word in ("campain", "traety", "x")] == [
        Near(words)(word) for word in ("campain", "traety", "x")
    ]


def test_places_of_long_keys_share_their_beginnings() -> None:
    """What is kept of where keys stand grows with the text, not with the square of their parts."""

    def kept(parts: int) -> float:
        text = "".join(f"k{at}.{'a.' * parts}b = 1\n" for at in range(40_000 // parts))
        tracemalloc.start()
        spots = locate(text)
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        assert spots.get(("k0", *"a" * parts, "b"))
        return size / len(text)

    assert kept(100) < 2 * kept(10)


@pytest.mark.parametrize("form", ["{} = 1", "[{}]", "[[{}]]", "x = {{ {} = 1 }}", '"q".{} = 1'])
def test_a_key_of_too_many_parts(form: str) -> None:
    """It is refused wherever it stands, before a parser takes minutes; dots in texts are none."""
    read_toml(form.format(".".join("a" * (MOST_PARTS - 1))))
    read_toml(f'x = "{"a." * 9999}" # {"a." * 9999}\ny = """\n{"a." * 9999}\n"""\n')
    with pytest.raises(NoToml) as caught:
        read_toml(form.format(".".join("a" * (MOST_PARTS + 1))))

    assert caught.value.complaint is Complaint.LONG_KEY


HEADERS: dict[str, Callable[[int], str]] = {
    "names of their own": lambda n: ",".join(f"c{at}" for at in range(n)),
    "one name": lambda n: ",".join(["a"] * n),
    "one name, numbered": lambda n: ",".join(f"a ({n - at})" for at in range(n)) + ",a,a",
    "no names": lambda n: "a" + "," * n,
}


@pytest.mark.parametrize("made", HEADERS.values(), ids=HEADERS.keys())
def test_columns(made: Callable[[int], str]) -> None:
    """Each column gets a name of its own without a look at all the others."""

    def names(header: str) -> tuple[str, ...]:
        return sheet_of(f"{header}\n{','.join(['x'] * (header.count(',') + 1))}\n").header

    assert len(set(names(made(500)))) == len(names(made(500)))
    assert cost(names, made(16_000)) < 64 * cost(names, made(1000))
