"""The JSON Schema: it says of each key what the reader does, and refuses nothing it accepts."""

from __future__ import annotations

import csv
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from support import bad_input, crowds, made
from support.documents import VALUES, WHOLE
from support.edtf import dates, intervals, sets

from timeline.commands import main
from timeline.edtf import EdtfError, parse
from timeline.errors import InvalidTimeline
from timeline.model import Event
from timeline.model.keys import models
from timeline.text.reader import read_text
from timeline.text.schema import patterns, schema, schema_text

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docs" / "events.schema.json"
SCHEMA = schema()
VALIDATOR = Draft4Validator(SCHEMA)
CORPUS = ROOT / "tests" / "data" / "edtf"


# What it says


def test_the_file_is_current() -> None:
    """docs/events.schema.json is what `timeline schema` prints; `make docs` writes it."""
    assert schema_text() == FILE.read_text("utf-8")


def test_it_is_a_schema() -> None:
    """It is a JSON Schema of draft 4, in ASCII, without references to any other place."""
    Draft4Validator.check_schema(SCHEMA)

    assert schema_text().isascii()
    assert "$ref" not in schema_text()
    assert "http://json-schema.org/draft-04/schema#" == SCHEMA["$schema"]


def table(path: tuple[str, ...]) -> dict[str, Any]:
    """The schema of the table that keys lead to; indices left out."""
    here = SCHEMA
    for step in path:
        here = here["properties"][step]
        here = here.get("items", here)
    return here


MODELS = models()
TABLES = pytest.mark.parametrize("path", MODELS, ids=lambda path: ".".join(path) or "the file")


@TABLES
def test_it_has_the_keys_of_the_model(path: tuple[str, ...]) -> None:
    """Each table has the keys of its model, no others, in the order of the format."""
    assert list(MODELS[path].model_fields) == list(table(path)["properties"])


@TABLES
def test_it_needs_what_the_model_needs(path: tuple[str, ...]) -> None:
    """What a model requires is required, but for the id of an event, which may be derived."""
    fields = MODELS[path].model_fields.items()
    needed = [name for name, field in fields if field.is_required()]

    assert [n for n in needed if (path, n) != (("events",), "id")] == table(path).get(
        "required", []
    )


@TABLES
def test_it_has_no_table_but_those_of_the_models(path: tuple[str, ...]) -> None:
    """A table in a table is one that the reader knows, and closed; `extra` is free."""
    keys = table(path)["properties"].items()
    inner = {(*path, name) for name, key in keys if "properties" in key.get("items", key)}

    assert inner <= set(MODELS)
    assert table(path)["additionalProperties"] is False
    assert "properties" not in table(("events",))["properties"]["extra"]


def keys() -> list[tuple[str, dict[str, Any]]]:
    return [
        (".".join((*path, name)), key)
        for path in MODELS
        for name, key in table(path)["properties"].items()
    ]


@pytest.mark.parametrize(("name", "key"), keys(), ids=[name for name, _ in keys()])
def test_every_key_is_told(name: str, key: dict[str, Any]) -> None:
    """A key has a title, a sentence, an example that is right, and the same for Taplo."""
    said = key["x-taplo"]["docs"]["main"]

    assert key["title"]
    assert key["description"].endswith((".", "?"))
    assert said.replace("`", "").startswith(key["description"])
    assert f"{name.rpartition('.')[2]}" in said.rpartition("```toml")[2]
    assert key["examples"]
    for example in key["examples"]:
        assert [] == [error.message for error in Draft4Validator(key).iter_errors(example)]


def test_the_examples_for_editors_are_toml() -> None:
    """What an editor shows as an example is TOML that holds the key's first example."""
    for name, key in keys():
        shown = re.search(r"```toml\n(.*)\n```", key["x-taplo"]["docs"]["main"], re.DOTALL)
        assert shown, name
        last = name.rpartition(".")[2]

        assert {last: key["examples"][0]} == tomllib.loads(shown[1]), name


def test_the_example_of_every_key_is_read() -> None:
    """The examples of all keys together, with what they refer to, are a file without faults."""
    text = "\n\n".join(
        re.search(
            r"```toml\n(.*)\n```", SCHEMA["properties"][name]["x-taplo"]["docs"]["main"], re.S
        )[1]  # type: ignore[index]
        for name in ("format", "timeline", "lanes", "tags", "periods", "sources", "events")
    )
    event = table(("events",))["properties"]
    more = ["lane", "tags", "importance", "figures", "links", "accounts", "text", "extra"]
    lines = [
        re.search(r"```toml\n(.*)\n```", event[name]["x-taplo"]["docs"]["main"], re.S)[1]  # type: ignore[index]
        for name in more
    ]
    timeline, faults = read_text("\n".join([text, *lines]))

    assert [] == list(faults)
    assert "second-voyage" == timeline.events[0].id


def test_the_documented_keys_are_those_of_the_schema() -> None:
    """docs/format.md names every key of the format."""
    text = (ROOT / "docs" / "format.md").read_text("utf-8")
    named = set(re.findall(r"`[^`\n]*`", text))
    words = {word for each in named for word in re.findall(r"\w+", each)} | {"format"}

    assert set() == {name.rpartition(".")[2] for name, _ in keys()} - words


def test_the_documented_order_is_that_of_the_model() -> None:
    """docs/format.md has an event's keys in the order that `timeline fmt` writes them in."""
    text = (ROOT / "docs" / "format.md").read_text("utf-8")
    rows = re.findall(
        r"^\| ((?:`\w+`!?(?:, )?)+) \|", text.partition("An event has")[2].partition("## ")[0], re.M
    )
    documented = [key for row in rows for key in re.findall(r"\w+", row)]

    assert list(Event.model_fields) == documented


# Patterns


def corpus() -> Iterator[tuple[str, bool]]:
    """Each text of the corpus, and whether it is read."""
    for name in ("valid", "invalid", "disputed"):
        with (CORPUS / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield row["string"], is_read(row["string"])


def is_read(text: str) -> bool:
    try:
        parse(text)
    except EdtfError:
        return False
    return True


def matches(pattern: str, text: str) -> bool:
    # Python's $ would let a last newline pass; that of schemas does not.
    return re.search(pattern.replace("$", r"\Z"), text) is not None


def test_the_pattern_takes_every_date_of_the_corpus() -> None:
    """All texts of the corpus that are read match, and nine in ten of those refused do not."""
    texts = list(corpus())
    refused = [text for text, read in texts if not read]

    assert [] == [text for text, read in texts if read and not matches(patterns.DATE, text)]
    assert len(refused) * 0.88 < sum(not matches(patterns.DATE, text) for text in refused)


@given(dates() | sets() | intervals())
def test_the_pattern_takes_every_date(text: str) -> None:
    """Any date that is read matches, whatever its kind and numbers."""
    assert matches(patterns.DATE, text) or not is_read(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "..",
        "/",
        "../..",
        "1970-13",
        "1970-00",
        "1970-01-32",
        "1970-1-5",
        "1970/1/5",
        "5.1.1970",
        "19700105",
        "about 1970",
        "c. 1965",
        "circa 1965",
        "1960s",
        "196",
        "199u",
        "1970 - 1980",
        "1945-2004",
        "1945–2004",
        "1945..2004",
        "1945,2004",
        "[1945,2004",
        "[1945/2004]",
        "1945/2004/2010",
        "March 1970",
        "before 1950",
        "1970-03-31T10:00:00",
        "1970\n",
        "open/1970",
        "(1970)~",
    ],
)
def test_the_pattern_refuses(text: str) -> None:
    """What anyone can see to be no EDTF is refused."""
    assert not matches(patterns.DATE, text)


@pytest.mark.parametrize(
    "name", ["DATE", "INTERVAL", "SPAN", "ONE_DATE", "DAY", "ID", "PAGE", "LINK"]
)
def test_patterns_are_read_alike_by_all(name: str) -> None:
    r"""No pattern looks around or uses a class such as \d that is wider in some languages."""
    assert not re.search(r"\(\?[^:]|\\[dDwWpPbB]|\\[0-9]", getattr(patterns, name))


# Files, as the reader and as the schema see them


def data(text: str) -> Any:
    """A TOML text as JSON, in the way that Taplo turns it."""
    return json.loads(json.dumps(tomllib.loads(text), default=_json))


def _json(value: Any) -> Any:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    raise TypeError(value)


def accepted(text: str) -> bool:
    """Whether the reader takes a text."""
    try:
        read_text(text)
    except InvalidTimeline:
        return False
    return True


def complaints(text: str) -> list[str]:
    """What the schema finds wrong with a text, each as where and by which keyword."""
    return sorted(
        f"{'.'.join(map(str, error.absolute_path))}: {error.validator}"
        for error in VALIDATOR.iter_errors(data(text))
    )


def harvest() -> list[str]:
    """Every file that the tests of the reader, the documents and the samples have."""
    texts = [
        WHOLE,
        crowds.toml(60),
        made.toml([{"date": '"1950"'}, {"attested": "1997"}], lanes=["a"]),
        *(path.read_text("utf-8") for path in [ROOT / "events.toml", *ROOT.glob("docs/*.toml")]),
    ]
    for name in ("README.md", "docs/format.md"):
        texts += re.findall(r"```toml\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    texts += [bad_input.HEADER + lines for lines, *_ in bad_input.IN_HEADER.values()]
    texts += [bad_input.EVENT + lines for lines, *_ in bad_input.IN_EVENT.values()]
    texts += [text for text, *_ in bad_input.IN_FILE.values()]
    return [*texts, *varied()]


def varied() -> Iterator[str]:
    """A file with every key, each in turn given every kind of value."""
    lines = WHOLE.splitlines()
    for number, line in enumerate(lines):
        if " = " in line:
            for value in VALUES:
                changed = f"{line.split(' = ')[0]} = {value}"
                yield "\n".join([*lines[:number], changed, *lines[number + 1 :]])


@cache
def good() -> list[str]:
    # Taplo and JSON know numbers of 64 bits at most, the reader more.
    return [text for text in harvest() if "0xff" not in text and accepted(text)]


@pytest.mark.slow
def test_nothing_is_refused_that_is_read() -> None:
    """Every good file there is in the tests and documents passes."""
    texts = good()

    assert len(texts) > 400
    assert {} == {text: told for text in texts if (told := complaints(text))}


# A good file in parts, so that one line can be wrong.
HEAD = '[timeline]\ntitle = "T"\n'
SOURCE = '[[sources]]\nid = "s"\ntitle = "S"\n'
EVENT = '[[events]]\nid = "e"\ntitle = "E"\n'
DATED = HEAD + SOURCE + EVENT + 'date = "1950"\n'

BAD = {
    "no header": ("format = 1\n", [": required"]),
    "another format": ("format = 2\n" + HEAD, ["format: enum"]),
    "an unknown table": (HEAD + "[settings]\n", [": additionalProperties"]),
    "a table for an array": (HEAD + "[lanes]\n", ["lanes: type"]),
    "no title": ("[timeline]\n", ["timeline: required"]),
    "an empty title": ('[timeline]\ntitle = " "\n', ["timeline.title: pattern"]),
    "an unknown key": (HEAD + 'licens = "x"\n', ["timeline: additionalProperties"]),
    "a text that is a number": (HEAD + "author = 5\n", ["timeline.author: type"]),
    "a span with an open end": (HEAD + 'span = "1945/.."\n', ["timeline.span: pattern"]),
    "a span that is a year": (HEAD + "span = 1945\n", ["timeline.span: type"]),
    "a language in words": (HEAD + 'lang = "British English"\n', ["timeline.lang: pattern"]),
    "a day in words": (HEAD + 'updated = "31 May 2024"\n', ["timeline.updated: pattern"]),
    "no web address": (HEAD + 'url = "www.example.org"\n', ["timeline.url: pattern"]),
    "a height of nothing": (HEAD + "height = 0\n", ["timeline.height: minimum"]),
    "a height too high": (HEAD + "height = 100001\n", ["timeline.height: maximum"]),
    "a height of half a px": (HEAD + "height = 600.5\n", ["timeline.height: type"]),
    "a lane without an id": (HEAD + '[[lanes]]\ntitle = "L"\n', ["lanes.0: required"]),
    "an id with capitals": (DATED.replace('"e"', '"The-Event"'), ["events.0.id: pattern"]),
    "an id with a blank": (DATED.replace('"e"', '"the event"'), ["events.0.id: pattern"]),
    "an id with two hyphens": (DATED.replace('"e"', '"a--b"'), ["events.0.id: pattern"]),
    "a period without a date": (
        HEAD + '[[periods]]\nid = "p"\ntitle = "P"\n',
        ["periods.0: required"],
    ),
    "a period at a date": (
        HEAD + '[[periods]]\nid = "p"\ntitle = "P"\ndate = "1950"\n',
        ["periods.0.date: pattern"],
    ),
    "a source by ftp": (
        HEAD + SOURCE + 'url = "ftp://example.org"\n',
        ["sources.0.url: pattern"],
    ),
    "an event without a title": (HEAD + "[[events]]\ndate = 1950\n", ["events.0: required"]),
    "an event without a date": (HEAD + EVENT, ["events.0: oneOf"]),
    "an event with two dates": (DATED + "attested = 1950\n", ["events.0: oneOf"]),
    "a month 13": (HEAD + EVENT + 'date = "1970-13"\n', ["events.0.date: pattern"]),
    "a date in words": (HEAD + EVENT + 'date = "about 1970"\n', ["events.0.date: pattern"]),
    "a decimal date": (HEAD + EVENT + "date = 1970.5\n", ["events.0.date: type"]),
    "a date with a time": (
        HEAD + EVENT + "date = 1970-03-31T10:00:00Z\n",
        ["events.0.date: pattern"],
    ),
    "attested from then to then": (
        HEAD + EVENT + 'attested = "1970/1980"\n',
        ["events.0.attested: pattern"],
    ),
    "importance above 5": (DATED + "importance = 6\n", ["events.0.importance: enum"]),
    "importance in words": (
        DATED + 'importance = "high"\n',
        ["events.0.importance: enum", "events.0.importance: type"],
    ),
    "a lone tag": (DATED + 'tags = "a"\n', ["events.0.tags: type"]),
    "a tag twice": (DATED + 'tags = ["a", "a"]\n', ["events.0.tags: uniqueItems"]),
    "a lone source": (DATED + 'sources = "s"\n', ["events.0.sources: type"]),
    "a source of another key": (
        DATED + 'sources = [{ id = "s", page = "5" }]\n',
        ["events.0.sources.0: additionalProperties"],
    ),
    "a source without an id": (
        DATED + 'sources = [{ locator = "5" }]\n',
        ["events.0.sources.0: required"],
    ),
    "a link by javascript": (
        DATED + 'links = ["javascript:alert(1)"]\n',
        ["events.0.links.0: pattern"],
    ),
    "a link to nowhere": (
        DATED + 'links = [{ title = "x" }]\n',
        ["events.0.links.0: required"],
    ),
    "a figure without a number": (
        DATED + 'figures = [{ what = "x" }]\n',
        ["events.0.figures.0: oneOf"],
    ),
    "a figure with two": (
        DATED + 'figures = [{ what = "x", value = 5, low = 4 }]\n',
        ["events.0.figures.0: oneOf"],
    ),
    "a figure in quotes": (
        DATED + 'figures = [{ what = "x", value = "5" }]\n',
        ["events.0.figures.0.value: type"],
    ),
    "a figure that is true": (
        DATED + 'figures = [{ what = "x", value = true }]\n',
        ["events.0.figures.0.value: type"],
    ),
    "about how much": (
        DATED + 'figures = [{ what = "x", value = 5, about = "yes" }]\n',
        ["events.0.figures.0.about: type"],
    ),
    "an account without a date": (
        DATED + 'accounts = [{ note = "x" }]\n',
        ["events.0.accounts.0: required"],
    ),
    "extra that is no table": (DATED + 'extra = "x"\n', ["events.0.extra: type"]),
}


@pytest.mark.parametrize(("text", "expected"), BAD.values(), ids=BAD)
def test_what_a_schema_can_see_is_refused(text: str, expected: list[str]) -> None:
    """A fault that needs no more than the one value is found, there and nowhere else."""
    assert expected == complaints(text)
    assert not accepted(text)


# Taplo


@pytest.fixture(scope="session")
def taplo() -> str:
    """Taplo's command line; without it the test is skipped, or fails in CI."""
    beside = Path(sys.executable).with_name("taplo")
    path = str(beside) if beside.exists() else shutil.which("taplo")
    if path is None:
        message = "no taplo: pip install taplo"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return path


Check = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def check(taplo: str, tmp_path: Path) -> Check:
    """Runs `taplo check` in a folder of its own, where no request gets out."""
    nowhere = "http://127.0.0.1:9"
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("TAPLO")},
        **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), nowhere),
        "RUST_LOG": "warn",
    }

    def run(*arguments: str, folder: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [taplo, "check", "--no-auto-config", "--colors", "never", *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def write(folder: Path, texts: Iterable[str]) -> None:
    """A file a text, numbered."""
    for number, text in zip(count(), texts, strict=False):
        (folder / f"{number}.toml").write_text(text, "utf-8")


SCHEMA_URL = FILE.as_uri()


@pytest.mark.slow
def test_taplo_accepts_what_is_read(check: Check, tmp_path: Path) -> None:
    """Taplo finds no fault in any good file there is, all in one run."""
    write(tmp_path, good())
    done = check("--schema", SCHEMA_URL)

    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize(("text", "expected"), BAD.values(), ids=BAD)
def test_taplo_refuses_what_a_schema_can_see(
    text: str, expected: list[str], check: Check, tmp_path: Path
) -> None:
    """Taplo refuses each bad file by the schema, not by its syntax."""
    write(tmp_path, [text])
    done = check("--schema", SCHEMA_URL)

    assert 1 == done.returncode
    assert "error: " in done.stderr


_WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=12)
_YEARS = (st.integers(-9999, -1000) | st.integers(0, 9999)).map(str)  # -44 is open
_QUOTED_DATES = (dates() | sets() | intervals()).filter(is_read).map(lambda text: f'"{text}"')
_NUMBERS = st.integers(-(10**9), 10**9) | st.decimals(
    -1000, 1000, allow_nan=False, allow_infinity=False, places=3
)
_ADDRESSES = st.sampled_from(
    ["https://example.org", "HTTP://[::1]:80/a?b#c", "https://é.example/ü%20", "mailto:a@b"]
)


@st.composite
def event_lines(draw: Any) -> str:
    """A good event with some of the keys there are."""
    lines = ["[[events]]", f"title = {made.quoted(draw(_WORDS.filter(str.strip)))}"]
    key = draw(st.sampled_from(["date", "date", "attested"]))
    lines.append(f"{key} = {draw(_YEARS if key == 'attested' else _YEARS | _QUOTED_DATES)}")
    optional = {
        "label": _WORDS.map(made.quoted),
        "text": _WORDS.map(made.quoted),
        "tags": st.sets(_WORDS, max_size=3).map(
            lambda tags: json.dumps(sorted(tags), ensure_ascii=False)
        ),
        "importance": st.integers(1, 5).map(str),
        "figures": _NUMBERS.map(lambda number: f'[{{ what = "x", value = {_plain(number)} }}]'),
        "sources": st.sampled_from(["[]", '["s"]', '[{ id = "s", quote = "" }]']),
        "links": _ADDRESSES.map(lambda address: f'["{address}"]'),
        "accounts": _QUOTED_DATES.map(lambda date: f"[{{ date = {date} }}]"),
        "extra": st.sampled_from(["{}", "{ a = [1, { b = 1970-01-01 }] }"]),
    }
    for name, values in optional.items():
        if draw(st.booleans()):
            lines.append(f"{name} = {draw(values)}")
    return "\n".join(lines)


def _plain(number: int | Decimal) -> str:
    return f"{number:.3f}" if isinstance(number, Decimal) else str(number)


@pytest.mark.slow
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(event_lines(), min_size=40, max_size=80))
def test_taplo_accepts_any_good_file(check: Check, tmp_path: Path, events: list[str]) -> None:
    """Files made at random that the reader takes pass, forty and more in one run."""
    texts = [f"{HEAD}\n{SOURCE}\n{event}\n" for event in events]
    assert [] == [text for text in texts if not accepted(text)]
    shutil.rmtree(tmp_path)
    tmp_path.mkdir()
    write(tmp_path, texts)
    done = check("--schema", SCHEMA_URL)

    assert (0, "") == (done.returncode, done.stderr)


def test_the_sample_points_to_its_schema(check: Check, tmp_path: Path) -> None:
    """The first line of events.toml has Taplo find the schema by itself, and check by it."""
    (tmp_path / "docs").mkdir()
    shutil.copy(FILE, tmp_path / "docs")
    sample = (ROOT / "events.toml").read_text("utf-8")
    (tmp_path / "events.toml").write_text(sample, "utf-8")

    assert (0, "") == ((done := check("events.toml")).returncode, done.stderr)

    (tmp_path / "events.toml").write_text(
        sample.replace("importance = 5", "importance = 6"), "utf-8"
    )

    assert "6 is not one of [1,2,3,4,5]" in check("events.toml").stderr


def test_taplo_formats_as_fmt_does(taplo: str) -> None:
    """With .taplo.toml an editor leaves the canonical form as it is."""
    done = subprocess.run(
        [taplo, "fmt", "--check", "--config", ".taplo.toml", "events.toml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, done.stderr


def test_a_new_timeline_points_to_its_schema(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taplo finds the schema that `timeline new` writes, and the file is good by it."""
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(main, ["new", "trip", "--yes"])

    assert (0, "") == ((done := check("trip/events.toml")).returncode, done.stderr)

    file = Path("trip/events.toml")
    file.write_text(file.read_text("utf-8").replace("lang =", "language ="), "utf-8")

    assert "'language' was unexpected" in check("trip/events.toml").stderr


# The command


def test_the_command_prints_it() -> None:
    """`timeline schema` prints the schema, and nothing else."""
    result = CliRunner().invoke(main, ["schema"])

    assert (0, schema_text(), "") == (result.exit_code, result.stdout, result.stderr)


def test_the_command_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With -o it goes into a file, in a folder that is made for it."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["schema", "-o", ".timeline/events.schema.json"])

    assert schema_text() == Path(".timeline/events.schema.json").read_text("utf-8")
    assert re.fullmatch(r" +\d+ KB  \.timeline/events\.schema\.json\n", result.stdout)
