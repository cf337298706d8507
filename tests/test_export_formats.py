"""Timelines given to other tools as JSON, CSV and Vega-Lite, and taken back."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from support import made
from support.browser import Tabs
from support.edtf import dates, intervals, sets
from support.every_key import whole
from support.json_schema import json_schema
from support.way_back import back, in_time

from timeline import exporting
from timeline.commands import main
from timeline.drawing import vega
from timeline.drawing.charts import VEGA_LITE
from timeline.edtf import EdtfError, civil, parse
from timeline.exporting import model, tables, timelinejs, values
from timeline.importing.formats import own_json
from timeline.importing.input import Given
from timeline.importing.rows import Unreadable
from timeline.importing.sheets.tables import plain_cell
from timeline.model import Timeline
from timeline.text.reader import read_text

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs" / "timeline.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

# Every key of the format, some values of the awkward kind.
FULL = '''
[timeline]
title = "All there is"
description = "*All* of it."
span = "-0100/2100"
lang = "en-GB"
author = "Jane Doe"
licence = "CC BY-SA 4.0"
updated = 2024-05-31
url = "https://example.org/all"
height = 600

[[lanes]]
id = "a"
title = "First & last"
description = "A lane."

[[tags]]
id = "t"
title = "Tag, the"

[[periods]]
id = "p"
title = "Period"
date = "1948/.."

[[sources]]
id = "s"
title = "A source"
author = "An author"
publisher = "A publisher"
date = "1969~"
url = "https://example.org/s"
archived = "https://example.org/s-copy"
accessed = 2024-05-30
licence = "Public domain"

[[events]]
id = "one"
title = "=1+1"
was = ["uno", "eins"]
label = "@one"
date = "-0043-03-15"
date_text = "the \\"Ides\\" of March"
date_note = "+ a note"
accounts = [{ date = "-0042", sources = ["s", { id = "s", locator = "p. 1", quote = "Q" }], note = "N" }]
text = """
A *paragraph*.

- one
- two"""
lane = "a"
tags = ["t"]
importance = 5
figures = [
  { what = "people", low = 70, high = 80.50, unit = "kg", about = true, who = "'=them", sources = ["s"] },
  { what = "more", value = -1.5 },
]
sources = ["s", { id = "s", locator = "p. 17: note" }, { id = "s", quote = "word\\nfor word" }]
links = ["https://example.org/", { url = "mailto:a@example.org", title = "Write to us" }]
see = ["two"]
note = "-"
extra = { day = 1979-05-27, at = 1979-05-27T07:32:00Z, n = 1, big = 1e400, f = 1.10, inf = inf, list = [1, { a = true }] }

[[events]]
id = "two"
title = "'Quoted"
attested = "1997"
lane = "a"

[[events]]
id = "three"
title = "-5"
date = "{1960,1962-12}"
'''


@pytest.fixture(scope="module")
def full() -> Timeline:
    return read_text(FULL)[0]


# JSON


def test_json_comes_back_whole(full: Timeline) -> None:
    """What is exported as JSON is the same timeline when it is imported."""
    assert in_time(full) == back(full, "json", "own_json")


def test_json_of_the_sample_comes_back(sample: Timeline) -> None:
    """So does the shipped timeline."""
    assert sample == back(sample, "json", "own_json")


def test_json_schema_is_current() -> None:
    """docs/timeline.schema.json is made of the models; `make docs` writes it."""
    assert json_schema() == (ROOT / "docs" / "timeline.schema.json").read_text("utf-8")


@pytest.mark.parametrize(("name", "kind"), [("json", "own_json"), ("csv", "own_csv")])
def test_texts_keep_the_newline_that_ends_them(name: str, kind: str) -> None:
    """A text of several lines comes back with its last newline, and with the space before it."""
    text = FULL.replace('- two"""', '- two\n"""').replace(
        'Q" }], note = "N"', 'Q\\n" }], note = "N\\n"'
    )
    for old in ("*All* of it.", "A lane.", "+ a note", "word\\nfor word"):
        assert old in text
        text = text.replace(f'"{old}"', f'" {old}\\n"')
    text = text.replace('note = "-"', 'note = "\\n-\\n\\n"')
    timeline = read_text(text)[0]

    assert "\n-\n\n" in {event.note for event in timeline.events}
    assert in_time(timeline) == back(timeline, name, kind)


def test_json_is_as_its_schema_says(full: Timeline, sample: Timeline) -> None:
    """The schema is one, and takes what is exported."""
    Draft202012Validator.check_schema(SCHEMA)

    for timeline in (full, sample):
        exported = json.loads(exporting.write(timeline, "json"))
        assert [] == [error.message for error in VALIDATOR.iter_errors(exported)]


def objects(schema: Any, value: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each object of a value with the schema that describes it."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, dict) and "properties" in schema:
        yield schema, value
        for key, inner in value.items():
            yield from objects(schema["properties"][key], inner)
    elif isinstance(value, list):
        for each in value:
            yield from objects(schema["items"], each)


def test_schema_says_no_more_than_json_has() -> None:
    """Each key of the schema is one that an export has; what it requires is always there."""
    found: dict[str, tuple[dict[str, Any], list[set[str]]]] = {}
    for schema, value in objects(SCHEMA, json.loads(exporting.write(whole(), "json"))):
        found.setdefault(schema["description"], (schema, []))[1].append(set(value))

    assert 18 == len(found)
    for schema, keys in found.values():
        assert set(schema["properties"]) - {"$schema"} == set.union(*keys)
        assert set(schema["required"]) <= set.intersection(*keys)


def test_schema_refuses_what_is_otherwise(full: Timeline) -> None:
    """Without a key that is required, with one unknown, or with null, it is refused."""
    data = json.loads(exporting.write(full, "json"))
    for schema, value in list(objects(SCHEMA, data)):
        for key in schema["required"]:
            kept = value.pop(key)
            assert not VALIDATOR.is_valid(data), key
            value[key] = kept
        value["unknown"] = 1
        assert not VALIDATOR.is_valid(data)
        del value["unknown"]
    assert VALIDATOR.is_valid(data)


@pytest.mark.parametrize(
    ("edtf", "bounds"),
    [
        ("1959", ["1959-01-01", "1959-12-31", "1959-01-01", "1959-12-31"]),
        ("1977/1983", ["1977-01-01", "1977-12-31", "1983-01-01", "1983-12-31"]),
        ("1948/..", ["1948-01-01", "1948-12-31", None, None]),
        ("[1952..1959]", ["1952-01-01", "1959-12-31", "1952-01-01", "1959-12-31"]),
        ("-0043-03-15", ["-000043-03-15"] * 4),
        ("0000-02", ["0000-02-01", "0000-02-29", "0000-02-01", "0000-02-29"]),
        ("Y12000", ["+012000-01-01", "+012000-12-31", "+012000-01-01", "+012000-12-31"]),
    ],
)
def test_bounds_of_dates(edtf: str, bounds: list[str | None]) -> None:
    """A date's bounds are its first and last days, both among them; null where none is known."""
    date = made.dated(edtf).events[0].when
    said = model.date_of(date, "en")

    assert bounds == list(said.values())[-4:]
    assert edtf == said["edtf"]


def test_documented_example_is_so() -> None:
    """The example in docs/json.md is what the export writes."""
    text = (ROOT / "docs" / "json.md").read_text("utf-8")
    example = json.loads(re.findall(r"```json\n(.*?)```", text, re.DOTALL)[0])
    toml = (
        '[timeline]\ntitle = "Voyages of the Beagle"\n[[sources]]\nid = "narrative"\n'
        'title = "Narrative of the Surveying Voyages"\n[[events]]\nid = "third-voyage"\n'
        'title = "Third voyage"\ndate = "1837/1843"\nsources = ["narrative"]\n'
    )

    assert example == model.data(read_text(toml)[0])


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(PLAIN)
def test_values_are_written_as_json(value: Any) -> None:
    """What JSON has a form for is written so, with an indent and without."""
    if value == {} or not (isinstance(value, dict) and set(value) == {"$toml"}):
        assert value == json.loads(values.written(value))
        assert value == json.loads(values.written(value, None))


TOML = st.recursive(
    st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=8)
    | st.decimals(allow_nan=False, places=3) | st.dates() | st.times() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["a", "$toml", "b c"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(TOML)
def test_values_of_toml_come_back(value: Any) -> None:
    """Whatever TOML can hold comes back through JSON, days and infinite numbers too."""
    again = own_json.as_toml(json.loads(values.written(value), parse_float=Decimal))

    assert value == again


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"timeline_json": 2}', "this is version 2 of the JSON of a timeline; 1 is known here; "
         "import it with a newer version of timeline"),
        ('{"timeline_json": "1"}', '"timeline_json" is no version but "1"; write 1'),
        ('{"timeline": {}}', 'this is no JSON of a timeline: it has no "timeline_json"'),
        ('{"timeline_json": 1, "events": {}}', '"events" is no array; write a list of events in brackets'),
        ('{"timeline_json": 1, "events": [1]}', "events[0] is no object"),
        ('{"timeline_json": 1, "events": [{"title": 5}]}',
         '"title" of events[0] is no text: 5; write it in quotes'),
        ('{"timeline_json": 1, "events": [{"title": "N", "tags": "a"}]}',
         '"tags" of events[0] is no array: "a"; put it in brackets'),
        ('{"timeline_json": 1, "events": [{"title": "N", "importance": "3"}]}',
         '"importance" of events[0] is no whole number: "3"'),
        ('{"timeline_json": 1, "events": [{"title": "N", "date": "1950", "accounts": [{"$toml": "1"}]}]}',
         'one of "accounts" of events[0] is no object'),
    ],
    ids=["newer", "version", "no version", "events", "event", "title", "tags", "importance", "account"],
)  # fmt: skip
def test_json_that_is_not_as_documented(text: str, message: str) -> None:
    """What is not of the shape is refused, with its place."""
    with pytest.raises(Unreadable) as raised:
        own_json.read(Given("x.json", text.encode()))

    assert message == str(raised.value)


def test_json_that_says_too_little() -> None:
    """An event without a date, or with two, is a problem; a key that is unknown is counted."""
    text = '{"timeline_json": 1, "more": 1, "events": [{"title": "A", "colour": "red"}, %s]}'
    both = '{"title": "B", "date": "1950", "attested": "1960"}'
    imported = own_json.read(Given("x.json", (text % both).encode()))

    assert [
        ("events[0]", "there is no date; write one"),
        ("events[1]", "there is both date and attested; an event has one of them"),
    ] == [(row.place, row.problem) for row in imported.rows]
    lost = {field.name: field.lost for field in imported.tally.fields.values() if field.lost}
    assert {"more": 1, "events.colour": 1} == lost


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "a", "1950", "s", "$toml"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["id", "title", "date", "edtf", "sources", "links", "extra", "figures", "$toml", "height"]
    ), inner, max_size=4),
    max_leaves=10,
)  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(["timeline", "lanes", "tags", "periods", "sources", "events"]), ODD
    ),
    st.lists(ODD, max_size=3),
)
def test_any_json_is_read_or_refused(tables: dict[str, Any], events: list[Any]) -> None:
    """Whatever stands in the file, each event is a row, or the file is refused."""
    data = {"timeline_json": 1, "events": events, **tables}
    try:
        imported = own_json.read(Given("x.json", json.dumps(data).encode()))
    except Unreadable:
        return

    found = [data.get("periods") or [], data.get("events") or []]
    assert sum(map(len, found)) == len(imported.rows)


# CSV


def cells(timeline: Timeline) -> list[dict[str, str]]:
    """The rows of a CSV, as any reader of CSV has them."""
    text = exporting.write(timeline, "csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_is_rfc_4180(full: Timeline) -> None:
    """The file has a mark for Excel, CRLF, and the columns that were promised, in their order."""
    data = exporting.write(full, "csv")
    promised = [
        "type",
        "id",
        "title",
        "label",
        "date",
        "attested",
        "date_text",
        "date_note",
        "accounts",
        "text",
        "lane",
        "lane_title",
        "tags",
        "importance",
        "figures",
        "sources",
        "links",
        "see",
        "was",
        "note",
        "extra",
    ]

    assert data.startswith(b"\xef\xbb\xbftype,id,")
    assert data.endswith(b"\r\n")
    assert promised == [name for name in cells(full)[0] if name in promised]
    assert ["timeline", "lane", "tag", "source", "period", "event", "event", "event"] == [
        row["type"] for row in cells(full)
    ]


def test_csv_of_an_event(full: Timeline) -> None:
    """Lists have an item a line, what has parts is JSON, and nothing is computed."""
    event = cells(full)[5]

    assert {
        "type": "event",
        "id": "one",
        "title": "'=1+1",
        "label": "'@one",
        "date": "-0043-03-15",
        "date_text": 'the "Ides" of March',
        "date_note": "'+ a note",
        "accounts": '[{"date": "-0042", "sources": [{"id": "s"}, '
        '{"id": "s", "locator": "p. 1", "quote": "Q"}], "note": "N"}]',
        "text": "A *paragraph*.\n\n'- one\n'- two",
        "lane": "a",
        "lane_title": "First & last",
        "tags": "t",
        "importance": "5",
        "sources": 's\ns: p. 17: note\n{"id": "s", "quote": "word\\nfor word"}',
        "links": "https://example.org/\nmailto:a@example.org Write to us",
        "see": "two",
        "was": "uno\neins",
        "note": "'-",
    } == {name: cell for name, cell in event.items() if cell and name not in ("figures", "extra")}
    assert "" == event["attested"]
    assert json.loads(event["figures"])[0]["who"] == "'=them"


@pytest.mark.parametrize(
    ("cell", "neutral"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("\t1", "'\t1"),
        ("x;=cmd|' /C calc'!A0", "x;'=cmd|' /C calc'!A0"),
        ("x;'=1", "x;''=1"),
        ('x; "=1', "x;' \"=1"),
        ("x\t=1;+2b;-3", "x\t'=1;'+2b;-3"),
        ("One:\n\n- a\n- b\n", "One:\n\n'- a\n'- b\n"),
        ("1;2; 3;-4;a=b;c-d; e", "1;2; 3;-4;a=b;c-d; e"),
        ("＝1+1", "'＝1+1"),
        ("＋1;－1;＠a", "'＋1;'－1;'＠a"),
        (" =1", "' =1"),
        ('"=1"', '\'"=1"'),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("-0499", "-0499"),
        ("-0499-03~", "-0499-03~"),
        ("-004X", "-004X"),
        ("-0499/-0400", "'-0499/-0400"),
        ("-5", "-5"),
        ("+1.5", "+1.5"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("'quoted'", "'quoted'"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_formulas_are_neutralised(cell: str, neutral: str) -> None:
    """What a spreadsheet would compute is text; a number or date stays what it is."""
    assert neutral == tables.neutral(cell)


@settings(max_examples=300)
@given(st.text(st.sampled_from("'\"=+-@\t\r\na1; ＝－"), max_size=8))
def test_neutral_cells_are_told_apart(cell: str) -> None:
    """No two cells become the same, so that each can come back; in none a formula is left."""
    found = tables.neutral(cell)

    assert cell == plain_cell(found)
    assert not re.search(
        r"(?:^|[;\t\r\n])[\"' ]*[=@＝－]", re.sub(r"(^|[;\t\r\n])'[^;\t\r\n]*", r"\1", found)
    )


def test_csv_comes_back(full: Timeline) -> None:
    """What is exported as CSV is the same timeline when it is imported."""
    assert in_time(full) == back(full, "csv", "own_csv")


def test_csv_of_the_sample_comes_back(sample: Timeline) -> None:
    """So does the shipped timeline."""
    assert sample == back(sample, "csv", "own_csv")


# Any timeline

WORDS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=20
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
WHEN = st.one_of(dates(), intervals(), sets()).map(str)
CITED = st.builds(
    lambda locator, quote: {"id": "s", **({"locator": locator} if locator else {}), **(
        {"quote": quote} if quote else {})},
    st.just("") | WORDS, st.just("") | LINES,
)  # fmt: skip
EVENT = st.fixed_dictionaries(
    {"title": WORDS, "date": WHEN},
    optional={
        "label": WORDS, "date_text": WORDS, "date_note": WORDS, "text": LINES, "note": WORDS,
        "lane": st.sampled_from(["a", "b"]), "tags": st.lists(st.sampled_from("tu"), unique=True, min_size=1),
        "importance": st.integers(1, 5), "sources": st.lists(CITED, min_size=1, max_size=2, unique_by=str),
        "links": st.just([{"url": "https://example.org/a?b=c", "title": "A title"}]),
        "figures": st.lists(st.fixed_dictionaries({"what": WORDS, "value": st.integers(-9, 9)}), min_size=1),
        "accounts": st.lists(st.fixed_dictionaries({"date": WHEN, "note": WORDS}), min_size=1, max_size=2),
    },
)  # fmt: skip


def document(events: list[dict[str, Any]]) -> Timeline | None:
    """A timeline of the events; None if the reader finds a fault in them."""
    from timeline.errors import InvalidTimeline
    from timeline.text.values import table_text

    head = {"title": "Made for a test"}
    parts = [table_text("timeline", head, several=False)]
    parts += [table_text("lanes", {"id": name, "title": name.upper()}) for name in "ab"]
    parts += [table_text("tags", {"id": name, "title": name.upper()}) for name in "tu"]
    parts += [table_text("sources", {"id": "s", "title": "A source"})]
    parts += [table_text("events", {"id": f"e{at}", **event}) for at, event in enumerate(events)]
    try:
        return read_text("\n".join(parts))[0]
    except InvalidTimeline:
        return None


MANY = st.lists(EVENT, min_size=1, max_size=3).map(document).filter(lambda found: found is not None)


@settings(max_examples=40, deadline=None)
@given(MANY)
def test_any_timeline_comes_back_from_json(timeline: Timeline) -> None:
    """Law: out as JSON and in again is the same timeline."""
    assert in_time(timeline) == in_time(back(timeline, "json", "own_json"))


@settings(max_examples=40, deadline=None)
@given(MANY)
def test_any_timeline_comes_back_from_csv(timeline: Timeline) -> None:
    """Law: out as CSV and in again is the same timeline."""
    assert in_time(timeline) == in_time(back(timeline, "csv", "own_csv"))


@settings(max_examples=30, deadline=None)
@given(MANY)
def test_any_timeline_is_as_the_schema_says(timeline: Timeline) -> None:
    """Law: the schema takes whatever is exported, and the bytes are the same every time."""
    data = exporting.write(timeline, "json")

    assert [] == [error.message for error in VALIDATOR.iter_errors(json.loads(data))]
    assert data == exporting.write(timeline, "json")


# TimelineJS


@given(WHEN)
def test_any_date_has_a_slide(text: str) -> None:
    """Law: a slide stands within its date's bounds, and says in words what two dates cannot."""
    try:
        date = parse(text)
    except EdtfError:
        return  # no date says that
    start, end = timelinejs.start_of(date), timelinejs.end_of(date)
    first, _, _, after = date.bounds
    bounds = [first if first is not None else after, after if after is not None else first]
    years = [civil(day)[0] for day in bounds if day is not None]
    slide = [
        each["year"] if each["year"] > 0 else each["year"] + 1 for each in (start, end or start)
    ]

    assert all(
        each["year"] != 0 and set(each) <= {"year", "month", "day"}
        for each in (start, end or start)
    )
    assert slide == sorted(slide)
    if years:
        assert years[0] - 1 <= slide[0] <= slide[1] <= years[-1]
    if timelinejs.is_plain(date):
        assert text == "/".join(as_edtf(each) for each in (start, end) if each)


def as_edtf(date: dict[str, int]) -> str:
    """A date of TimelineJS as EDTF."""
    return "-".join([f"{date['year']:04}", *(f"{part:02}" for part in list(date.values())[1:])])


# Vega-Lite


def test_vega_lite_draws(sample: Timeline) -> None:
    """The specification names its schema, holds its data, and is drawn by plain Vega-Lite."""
    spec = json.loads(exporting.write(sample, "vega-lite", exporting.Size(width=800)))
    svg = vega.svg(spec, VEGA_LITE)

    assert "$schema" == next(iter(spec))
    assert re.fullmatch(
        r"https://vega\.github\.io/schema/vega-lite/v6[\d.]*\.json", spec["$schema"]
    )
    assert 800 == spec["width"] + spec["padding"]["left"] + spec["padding"]["right"]
    assert "url" not in json.dumps(spec["datasets"])
    assert sample.events[0].label in svg
    assert svg.count("27,000 prisoners of war")


EMBED = """<!doctype html><html><meta charset="utf-8"><div id="chart"></div><script>%s</script>
<script>fetch('/spec.json').then(answer => answer.json())
  .then(spec => vegaEmbed('#chart', spec, { renderer: 'svg', actions: false }))
  .then(shown => { window.shown = shown; }, error => { window.failed = String(error); });</script>"""


@pytest.mark.browser
def test_vega_lite_opens_in_a_browser(tabs: Tabs, sample: Timeline) -> None:
    """Vega-Embed, which the Vega editor is made of, draws the file as it is."""
    import vl_convert

    spec = exporting.write(sample, "vega-lite")
    bundle = vl_convert.javascript_bundle(None, VEGA_LITE)  # type: ignore[arg-type]
    script = bundle.replace("</script", "<\\/script")
    bodies = {
        "/": ((EMBED % script).encode(), "text/html"),
        "/spec.json": (spec, "application/json"),
    }
    tab = tabs.lend()
    asked: list[str] = []

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix("http://vega.test")
        asked.append(path)
        body, kind = bodies.get(path, (b"", "text/plain"))
        route.fulfill(body=body, content_type=f"{kind}; charset=utf-8")

    tab.route("**/*", answer)
    tab.goto("http://vega.test/")
    tab.wait_for_function("window.shown || window.failed")
    failed = tab.evaluate("window.failed")
    labels = tab.eval_on_selector_all("svg text", "all => all.map(each => each.textContent)")

    assert failed is None
    assert {"/", "/spec.json"} == set(asked) - {"/favicon.ico"}
    assert sample.events[0].label in labels


# The command


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.chdir(tmp_path)
    events = [{"date": '"1950"', "lane": '"a"'}, {"date": '"1970"', "lane": '"b"', "label": '"L"'}]
    Path("events.toml").write_text(made.toml(events, lanes=("a", "b")), "utf-8")
    return lambda *arguments: CliRunner().invoke(main, ["export", *arguments])


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (["-f", "timelinejs"], "output/timeline.timelinejs.json"),
        (["-f", "csv"], "output/timeline.csv"),
        (["-f", "json"], "output/timeline.json"),
        (["-f", "vega-lite"], "output/timeline.vega-lite.json"),
        (["-o", "a/b.csv"], "a/b.csv"),
        (["-f", "timelinejs", "-o", "b.json"], "b.json"),
        (["-f", "json", "-o", "b.txt"], "b.txt"),
    ],
)
def test_where_it_is_written(run: Any, arguments: list[str], path: str) -> None:
    """A format goes to a file of its own; the ending says the format where it can."""
    result = run(*arguments)

    assert 0 == result.exit_code, result.output
    assert re.fullmatch(rf" +\d+ K?B  {re.escape(path)}\n", result.stdout)
    assert Path(path).stat().st_size > 100


@pytest.mark.parametrize("name", exporting.EXPORTERS)
def test_a_selection_is_exported(run: Any, name: str) -> None:
    """Every format takes a part of the timeline, and can be standard output."""
    result = run("-f", name, "-o", "-", "--from", "1960", "--lane", "b")

    assert 0 == result.exit_code
    assert b"Event 1" in result.stdout_bytes or b"L" in result.stdout_bytes
    assert b"Event 0" not in result.stdout_bytes


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "x.json"],
         ".json may be of several formats: name a format with -f timelinejs|json|vega-lite"),
        (["-o", "x.xlsx"], "cannot write .xlsx: name a format with "
         "-f svg|png|pdf|timelinejs|csv|json|vega-lite"),
        (["-f", "json", "-o", "x.csv"], "-f json and the ending .csv do not agree"),
        (["-f", "csv", "-o", "x.json"], "-f csv and the ending .json do not agree"),
        (["-f", "csv", "--width", "600"], "--width and --height are for what is drawn, which csv is "
         "not: leave them out, or add -f svg|png|pdf|vega-lite"),
        (["-f", "vega-lite", "--grey"], "for PNG alone: --grey; add -f png, or leave it out"),
    ],
    ids=["json", "xlsx", "csv", "ending", "width", "grey"],
)  # fmt: skip
def test_what_is_refused(run: Any, arguments: list[str], message: str) -> None:
    """What has no meaning for a format is misuse, and nothing is written."""
    result = run(*arguments)

    assert 2 == result.exit_code
    assert f"Error: {message}\n" in result.stderr
    assert ["events.toml"] == [path.name for path in Path().iterdir()]


def test_what_has_no_place_is_told(run: Any) -> None:
    """What TimelineJS cannot show is named and counted; the other formats lose nothing."""
    assert "note: timelinejs has no place for events.label (1)\n" == run("-f", "timelinejs").stderr
    assert "" == run("-f", "json").stderr + run("-f", "csv").stderr


def test_nothing_to_draw(run: Any) -> None:
    """A chart of nothing is refused; the data of an empty timeline is data still."""
    Path("events.toml").write_text('[timeline]\ntitle = "Empty"\n', "utf-8")

    assert 1 == run("-f", "vega-lite").exit_code
    assert 0 == run("-f", "json").exit_code
    assert 0 == run("-f", "timelinejs").exit_code
    assert 0 == run("-f", "csv").exit_code


def test_days_of_the_header_are_text(full: Timeline) -> None:
    """Days are text in the JSON, as they stand in the file."""
    assert datetime.date(2024, 5, 31).isoformat() == model.data(full)["timeline"]["updated"]


def test_words_in_another_language_say_so() -> None:
    """Labels, dates and numbers in a slide's text are English, also in a French timeline."""
    timeline = made.timeline(
        [{"date": '"1950"', "note": '"Une note"', "figures": '[{ what = "morts", value = 70 }]'}],
        head='lang = "fr"',
    )
    text = json.loads(exporting.write(timeline, "timelinejs"))["events"][0]["text"]["text"]

    assert '<b><span lang="en" dir="ltr">Note</span>:</b> Une note' in text
    assert '<b><span lang="en" dir="ltr">70</span></b> morts' in text
