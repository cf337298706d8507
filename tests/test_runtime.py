"""The script that draws a live chart: what is in it, and what a real browser draws with it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import vl_convert
from PIL import Image, ImageChops
from support import made
from support.browser import Tabs

from timeline.drawing import charts
from timeline.layout.layout import layout
from timeline.model import Timeline

ROOT = Path(__file__).parent.parent
RUNTIME = (ROOT / "timeline" / "runtime" / "vega.js").read_text("ascii")
LICENCES = (ROOT / "timeline" / "runtime" / "LICENSE").read_text("utf-8")

# What the script was made of.
MAKER = ROOT / ".ci" / "runtime"
SOURCES = [
    *(MAKER / name for name in ("build.mjs", "loader.js", "package-lock.json", "script.js")),
    ROOT / "timeline" / "runtime" / "LICENSE",
]


def test_is_made_of_what_stands_there() -> None:
    """The committed script names its sources by their digest, and none has changed since."""
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in SOURCES)).hexdigest()

    assert f"Made of {digest}\n" in RUNTIME.partition("*/")[0]


def test_is_of_the_vega_that_draws_the_pictures() -> None:
    """Every package that is under a licence has the version that vl-convert carries."""
    (library,) = Path(vl_convert.__file__).parent.glob("vl_convert.*[od]")
    carried = {it.decode() for it in re.findall(rb"/npm/([\w@.-]+)/\+esm", library.read_bytes())}
    licensed = re.findall(r"\b((?:d3|vega|internmap)[\w-]*) (\d+\.\d+\.\d+)", LICENCES)

    assert len(licensed) > 20
    assert {f"{name}@{version}" for name, version in licensed} <= carried


def test_is_small() -> None:
    """A page carries it whole."""
    raw = RUNTIME.encode()

    assert len(raw) <= 235_000
    assert len(gzip.compress(raw, 9)) <= 85_000


def test_asks_for_nothing_and_compiles_nothing() -> None:
    """Names of namespaces are its only addresses; no text in it becomes code."""
    addresses = set(re.findall(r"https?:[\w./-]+", RUNTIME))
    asking = ("fetch", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", r"import\(")
    compiling = (r"\beval\b", r"\bFunction\(", r"\bsetTimeout\([\"'`]", r"\.innerHTML\b")

    assert {f"http://www.w3.org/{it}" for it in ("2000/svg", "1999/xlink", "2000/xmlns/")} == (
        addresses
    )
    assert [] == [word for word in asking if re.search(rf"\b{word}", RUNTIME)]
    assert [] == [word for word in compiling if re.search(word, RUNTIME)]


def test_stands_in_a_page_as_it_is() -> None:
    """It ends no script element and opens no comment; every byte is ASCII."""
    assert RUNTIME.isascii()
    assert [] == re.findall(r"</script|<script|<!--", RUNTIME, re.IGNORECASE)


def test_licences_are_named_where_it_is_given_on() -> None:
    """In the script, and in the project's description."""
    project = (ROOT / "pyproject.toml").read_text("utf-8")

    for licence in ("BSD-3-Clause", "BSD-2-Clause", "ISC"):
        assert licence in LICENCES
        assert licence in project
        assert licence in RUNTIME.partition("*/")[0]


# In a browser, under the policy of a page.

STYLE = "body{margin:0}"
BOOT = """
const said = [];
document.addEventListener("securitypolicyviolation", (event) =>
  said.push([event.violatedDirective, event.blockedURI, event.sample].join(" ")));
function wake() {
  const script = document.createElement("script");
  script.textContent = document.getElementById("_runtime").textContent;
  document.head.append(script);
}
async function draw(spec, options) {
  window.view = timelineRuntime.view(spec, options);
  await view.initialize(document.getElementById("live")).runAsync();
}
const drawn = () => new XMLSerializer().serializeToString(document.querySelector("#live svg"));
"""


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


POLICY = (
    f"default-src 'none'; style-src {digest(STYLE)}; script-src {digest(BOOT)} {digest(RUNTIME)}; "
    "base-uri 'none'; form-action 'none'"
)
PAGE = f"""<!doctype html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>A live chart</title>
<style>{STYLE}</style>
<div id="live"></div>
<script type="text/plain" id="_runtime">{RUNTIME}</script>
<script>{BOOT}</script>
"""

Open = Callable[[], Any]


@pytest.fixture
def stage(tabs: Tabs, tmp_path: Path) -> Iterator[Open]:
    """Opens a page that keeps the runtime as text; nothing may be asked for or complained of."""
    file = tmp_path / "page.html"
    file.write_text(PAGE, "utf-8")
    opened = []

    def open_page() -> Any:
        complaints: list[str] = []
        on = {
            "console": lambda message: complaints.append(message.text),
            "pageerror": lambda error: complaints.append(str(error)),
            "request": lambda request: complaints.append(request.url),
        }
        tab = tabs.lend(1200, 700, on=on)
        tab.complaints = complaints
        tab.goto(file.as_uri())
        assert [file.as_uri()] == complaints
        complaints.clear()
        opened.append(tab)
        return tab

    yield open_page
    for tab in opened:
        assert [] == tab.complaints
        assert [] == tab.evaluate("said")


def draw(tab: Any, spec: dict[str, Any], **options: Any) -> str:
    """The live SVG of a compiled specification."""
    tab.evaluate("wake()")
    tab.evaluate("([spec, options]) => draw(spec, options)", [spec, options])
    return tab.evaluate("drawn()")


def move(tab: Any, window: list[float]) -> str:
    """The live SVG after the window of time moved."""
    tab.evaluate("async (win) => { await view.signal('win', win).runAsync(); }", window)
    return tab.evaluate("drawn()")


def compiled(spec: dict[str, Any]) -> dict[str, Any]:
    return vl_convert.vegalite_to_vega(spec, vl_version=charts.VEGA_LITE)


def at(spec: dict[str, Any], window: list[float]) -> dict[str, Any]:
    """A compiled specification whose window is this one."""
    signals = [it | {"value": window} if it["name"] == "win" else it for it in spec["signals"]]
    return spec | {"signals": signals}


def window_of(spec: dict[str, Any]) -> list[float]:
    return next(it["value"] for it in spec["signals"] if it["name"] == "win")


def part_of(spec: dict[str, Any], start: float, end: float) -> list[float]:
    """The window between two fractions of the whole."""
    first, last = window_of(spec)
    return [first + start * (last - first), first + end * (last - first)]


Marks = dict[str, list[tuple[Any, ...]]]


def marks(svg: str) -> Marks:
    """Every mark with all its attributes, by the class of its group; gradients by their stops."""
    root = ET.fromstring(svg)
    gradients = {
        f"url(#{element.get('id')})": ET.tostring(element, "unicode").partition(">")[2]
        for element in root.iter()
        if element.tag.endswith("Gradient")
    }
    found: Marks = {}
    for group in root.iter("{http://www.w3.org/2000/svg}g"):
        kind = group.get("class", "")
        if re.match(r"mark-(?!group)", kind):
            found.setdefault(kind, []).extend(_mark(mark, gradients) for mark in group)
    return found


def _mark(mark: ET.Element, gradients: dict[str, str]) -> tuple[Any, ...]:
    fill = mark.get("fill", "")
    assert not fill.startswith("url(") or fill in gradients
    look = mark.attrib | {"fill": gradients.get(fill, fill)}
    return mark.tag, tuple(sorted(look.items())), mark.text or ""


def ordered(found: Marks) -> Marks:
    """The same, the lines of a grid from left to right: zooming makes new ones the last."""
    return {kind: sorted(group) if "axis-grid" in kind else group for kind, group in found.items()}


def lanes_of(dates: Sequence[str], **more: str) -> Timeline:
    """A timeline of two lanes with a period, an event a date."""
    events = [
        {"date": f'"{date}"', "lane": ('"one"', '"two"')[number % 2]}
        for number, date in enumerate(dates)
    ]
    period = '[[periods]]\nid = "p"\ntitle = "Then"\ndate = "1850/1860~"'
    return made.timeline(events, lanes=["one", "two"], tail=period, **more)


def kinds() -> Timeline:
    """Every kind of date."""
    forms = (
        "{y}", "{y}-03", "{y}-03-31", "{d}X", "{y}/{z}", "{y}~", "{y}?", "[{y},{z}]",
        "[{y}..{z}]", "{y}/..", "{y}/", "{{{y},{z}}}",
    )  # fmt: skip
    return lanes_of(
        [
            forms[n * 7 % len(forms)].format(y=1800 + n, z=1804 + n, d=180 + n // 10)
            for n in range(120)
        ]
    )


def crowd() -> Timeline:
    """More events on one day than there is room for: clusters, and a density strip."""
    days = [f"{1700 + n // 4}" if n % 4 == 0 else "1950-06-25" for n in range(900)]
    return lanes_of(days, head="height = 700")


def ages() -> Timeline:
    """Years that no date of a browser reaches."""
    return made.dated("Y-300000000", "Y-65000000", "1950")


# The charts, and kinds of rows each is about.
CHARTS = {
    "sample": {"labels", "bars", "symbols", "lines", "titles"},
    "kinds": {"labels", "bars", "symbols", "lines", "queries", "periods"},
    "crowd": {"labels", "symbols", "strip"},
    "ages": {"labels"},
}


@pytest.fixture(scope="module")
def specs(sample: Timeline) -> dict[str, dict[str, Any]]:
    """Charts as Vega is handed them; curves of the live one are symbols, so none is a line here."""
    untied = sample.model_copy(
        update={"events": tuple(it.model_copy(update={"relations": ()}) for it in sample.events)}
    )
    timelines = {"sample": untied, "kinds": kinds(), "crowd": crowd(), "ages": ages()}
    layouts = {name: layout(timeline) for name, timeline in timelines.items()}
    assert layouts["crowd"].clusters
    return {name: compiled(charts.spec(it, layouts[name])) for name, it in timelines.items()}


@pytest.mark.browser
def test_defines_one_name(stage: Open) -> None:
    """Until it is copied into a script it is text; then it is one global, and draws nothing."""
    tab = stage()
    before = set(tab.evaluate("Object.getOwnPropertyNames(window)"))
    tab.evaluate("wake()")
    after = set(tab.evaluate("Object.getOwnPropertyNames(window)"))

    assert {"timelineRuntime"} == after - before
    assert 0 == tab.evaluate("document.getElementById('live').children.length")


@pytest.mark.browser
def test_policy_lets_in_no_other_script(stage: Open) -> None:
    """The hash is of every byte: with one more the script is refused."""
    tab = stage()
    tab.evaluate("document.getElementById('_runtime').append(' ')")
    tab.evaluate("wake()")

    assert "undefined" == tab.evaluate("typeof timelineRuntime")
    assert ["script-src-elem inline "] == tab.evaluate("said.splice(0)")
    assert 1 == len(tab.complaints)
    tab.complaints.clear()


@pytest.mark.browser
@pytest.mark.parametrize("name", CHARTS)
def test_draws_the_same_as_the_picture(
    stage: Open, specs: dict[str, dict[str, Any]], name: str
) -> None:
    """Every mark is there with the same path, place, look and text as in the SVG."""
    spec = specs[name]
    static = marks(vl_convert.vega_to_svg(spec))
    filled = {re.sub(r".* (\w+)_marks", r"\1", kind) for kind, group in static.items() if group}

    assert static == marks(draw(stage(), spec))
    assert CHARTS[name] <= filled
    assert static["mark-rule role-axis-grid"]


@pytest.mark.browser
@pytest.mark.parametrize("name", CHARTS)
def test_window_zooms(stage: Open, specs: dict[str, dict[str, Any]], name: str) -> None:
    """Moved, the chart is what Vega draws at that window at once; and so is one opened there."""
    spec, tab = specs[name], stage()
    window = part_of(spec, 0.4, 0.6)
    whole = marks(draw(tab, spec))
    zoomed = marks(vl_convert.vega_to_svg(at(spec, window)))

    assert ordered(zoomed) == ordered(marks(move(tab, window)))
    assert window == tab.evaluate("view.signal('win')")
    assert whole != zoomed
    assert ordered(whole) == ordered(marks(move(tab, window_of(spec))))
    assert zoomed == marks(draw(stage(), spec, win=window))


@pytest.mark.browser
def test_looks_the_same_as_the_picture(
    stage: Open, tabs: Tabs, specs: dict[str, dict[str, Any]]
) -> None:
    """Not one pixel of the sample differs."""
    spec, tab = specs["sample"], stage()
    draw(tab, spec)
    live = tab.screenshot()
    plain = tabs.lend(1200, 700)
    plain.set_content(f"<style>{STYLE}</style>{vl_convert.vega_to_svg(spec)}")
    static = plain.screenshot()
    first, second = (Image.open(BytesIO(it)).convert("RGB") for it in (live, static))

    assert ImageChops.difference(first, second).getbbox() is None
    assert len(first.getcolors(1 << 20) or ()) > 50


@pytest.mark.browser
def test_leaves_the_page_alone(stage: Open, specs: dict[str, dict[str, Any]]) -> None:
    """Nothing but the SVG is added, no tooltip is shown, and the paper may be none."""
    spec, tab = specs["sample"] | {"background": None}, stage()
    draw(tab, spec)
    tab.hover("#live text")

    assert ["svg"] == tab.evaluate(
        "[...document.getElementById('live').children].map(e => e.localName)"
    )
    assert "" == tab.evaluate("document.querySelector('#live svg').style.backgroundColor")
    assert [] == tab.evaluate("[...document.querySelectorAll('[title]')].map(e => e.id)")
    tab.evaluate("() => { view.finalize(); }")


@pytest.mark.browser
def test_fades_are_found_whatever_the_address(
    stage: Open, specs: dict[str, dict[str, Any]]
) -> None:
    """A gradient is named as part of the document, not by the address this had."""
    svg = draw(stage(), specs["kinds"])

    assert {"url(#gradient_"} == set(re.findall(r"url\([^)]*?gradient_", svg))


LATER: dict[str, Any] = {
    "config": {"axis": {"title": None}},  # Vega places it by the width of labels as measured
    "params": [
        {"name": "win", "value": [0, 1e12]},
        {"name": "kx", "expr": "400 / (win[1] - win[0])"},
    ],
    "data": {
        "values": [
            {"a": number * 1e11, "b": number * 1e11 + 5e10, "y": number * 10, "name": f"n{number}"}
            for number in range(10)
        ]
    },
    "vconcat": [
        {
            "width": 400,
            "height": 100,
            "layer": [
                {
                    "transform": [
                        {"filter": "datum.b >= win[0] && datum.a <= win[1]"},
                        {"calculate": "(datum.a + datum.b) / 2", "as": "middle"},
                    ],
                    "mark": {
                        "type": "rect",
                        "tooltip": None,
                        "fill": {
                            "expr": "isValid(datum.f) ? datum.f : utcFormat(win[0], '#%m%d%H')"
                        },
                    },
                    "encoding": {
                        "x": {"value": {"expr": "max((datum.a - win[0]) * kx, -60)"}},
                        "x2": {"value": {"expr": "clamp((datum.b - win[0]) * kx, -60, 460)"}},
                        "y": {"field": "y", "type": "quantitative", "scale": None},
                        "y2": {"value": {"expr": "datum.y + 8"}},
                    },
                },
                {
                    "mark": {"type": "text", "align": "left", "limit": 30},
                    "encoding": {
                        "x": {
                            "field": "b",
                            "type": "temporal",
                            "scale": {"type": "utc", "nice": False, "domainRaw": {"expr": "win"}},
                            "axis": {"tickCount": 8, "format": "%Y %b", "labelOverlap": False},
                        },
                        "y": {"field": "y", "type": "quantitative"},
                        "text": {"field": "b", "type": "quantitative", "format": ",.3~s"},
                    },
                },
            ],
        },
        {
            "width": 400,
            "height": 20,
            "layer": [
                {
                    "mark": {"type": "rule", "clip": True},
                    "encoding": {"x": {"field": "a", "type": "quantitative"}},
                },
                {
                    "data": {"values": [{}]},
                    "mark": {"type": "rect", "opacity": 0.2},
                    "encoding": {
                        "x": {"value": {"expr": "win[0] / 1e12 * 400"}},
                        "x2": {"value": {"expr": "win[1] / 1e12 * 400"}},
                    },
                },
            ],
        },
    ],
}


@pytest.mark.browser
def test_draws_what_a_chart_may_come_to_need(stage: Open) -> None:
    """Filters and formulas, axes with labels, a scale of time and a linear one, two views."""
    spec, tab = compiled(LATER), stage()
    window = [2.4e11, 5.1e11]
    whole = marks(vl_convert.vega_to_svg(spec))
    zoomed = marks(vl_convert.vega_to_svg(at(spec, window)))

    assert whole == marks(draw(tab, spec))
    moved = marks(move(tab, window))
    assert {kind: sorted(it) for kind, it in zoomed.items()} == {
        kind: sorted(it) for kind, it in moved.items()
    }
    assert len(whole["mark-rect role-mark concat_0_layer_0_marks"]) == 10
    assert len(zoomed["mark-rect role-mark concat_0_layer_0_marks"]) == 4


EXPRESSIONS = (
    "1 + 2 * 3 - 4 / 5 % 6", "-datum.n + +datum.s", "!datum.n || ~5", "datum['n'] > 3 && 'yes'",
    "datum.n >= 3.5 ? 'a' : 'b'", "1 < 2 == true", "'1' === 1", "1 != 2", "null !== 0", "7 & 3 | 8 ^ 1",
    "1 << 4 >> 1 >>> 1", "[1, datum.n, 3][1]", "{a: {b: datum.s}}.a.b", "datum.list.length", "[[1], 2]",
    "if(datum.n > 9, 'more', 'less')", "abs(-2) + ceil(1.2) + floor(1.8) + round(2.5) + sqrt(16)",
    "max(1, datum.n, 3) + min(4, 5) + pow(2, 10)", "exp(0) + log(E) + sin(0) + cos(0) + tan(0)",
    "acos(1) + asin(0) + atan(0) + atan2(0, 1) + hypot(3, 4)", "clamp(9, 0, datum.n)", "PI * LN2 / SQRT2",
    "isNaN(NaN) + ' ' + isFinite(datum.n)", "parseInt('12px') + parseFloat('1.5e1')",
    "upper(datum.s) + lower(datum.s) + trim('  x ') + length(datum.s)", "substring(datum.s, 1, 3)",
    "split('a,b,c', ',')[2]", "split('a,b,c', ',', 2)", "replace(datum.s, 'T', 't')", "slice(datum.list, 1)",
    "test(/t.x/, datum.s) + ' ' + test(regexp('T', 'i'), 'text')", "join(reverse(datum.list), '-')",
    "indexof(datum.s, 'x') + lastindexof(datum.list, 3)", "peek(datum.list) + span(datum.list)",
    "inrange(datum.n, [0, 5]) + ' ' + lerp([0, 10], 0.3)", "join(sort(datum.list), '')",
    "utcyear(datum.t) * 1e4 + utcmonth(datum.t) * 100 + utcdate(datum.t)", "utcday(datum.t)",
    "utchours(datum.t) + ':' + utcminutes(datum.t) + ':' + utcseconds(datum.t)", "time(datum.t)",
    "utcmilliseconds(datum.t)", "utc(2000, 1, 29, 12)", "+datetime(86400000)", "time(datetime(datum.t))",
    "utcquarter(datum.t)", "utcFormat(datum.t, '%Y-%m-%d %H:%M:%S %A %B')", "format(datum.n * 1e6, ',.1f')",
    "utcFormat(utcOffset('month', datetime(datum.t), 2), '%b %Y')", "pad(datum.n, 8, '0', 'left')",
    "truncate('a long text', 6)", "isValid(null) + ' ' + isDefined(datum.none) + isString(datum.s)",
    "isArray(datum.list) + ' ' + isNumber(datum.n) + isObject(datum) + isBoolean(0)", "toNumber('4') + 1",
    "toString(5) + toBoolean('true')", "clampRange([3, 12], 0, 10)", "panLinear(win, 0.1)", "extent(datum.list)",
    "zoomLinear([0, 10], 5, 0.5)", "merge({a: 1}, {b: 2}).b", "sequence(0, 10, 3)", "pluck([{a: 1}], 'a')",
    "win[1] - win[0]", "item.mark.marktype", "'\\u65e5\\u672c ' + \"'\"", "width / 3",
    "domain('x')[1] + range('x')[1] + scale('x', 5) + invert('x', 20)", "data('rows').length",
)  # fmt: skip


def table(expressions: tuple[str, ...]) -> dict[str, Any]:
    """A specification that writes what each expression gives."""
    row = {"n": 3.5, "s": "Text", "t": 951825723004, "list": [1, 3, 2]}
    return {
        "width": 100,
        "height": 20 * len(expressions),
        "padding": 0,
        "signals": [
            {"name": "win", "value": [0, 10]},
            {
                "name": "moved",
                "value": 0,
                "on": [{"events": {"signal": "win"}, "update": "moved + 1"}],
            },
        ],
        "data": [{"name": "rows", "values": [row]}],
        "scales": [{"name": "x", "domain": [0, 10], "range": [0, 40]}],
        "marks": [
            {
                "type": "text",
                "from": {"data": "rows"},
                "encode": {"update": {"y": {"value": 20 * n}, "text": {"signal": f"'' + ({it})"}}},
            }
            for n, it in enumerate(expressions)
        ],
    }


@pytest.mark.browser
def test_expressions_mean_what_vega_means(stage: Open) -> None:
    """Read as a tree, each gives what it gives compiled."""
    spec, tab = table(EXPRESSIONS), stage()
    static = marks(vl_convert.vega_to_svg(spec))
    live = marks(draw(tab, spec))
    move(tab, [1, 2])

    assert static == live
    assert 1 == tab.evaluate("view.signal('moved')")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            {"signals": [{"name": "x", "update": "nothing("}]}, "parse error", id="syntax"
        ),
        pytest.param(
            {"signals": [{"name": "x", "update": "geoArea(1)"}]}, "geoArea", id="function"
        ),
        pytest.param(
            {"signals": [{"name": "x", "update": "width.no.no"}]}, "undefined", id="value"
        ),
        pytest.param({"scales": [{"name": "x", "type": "log"}]}, "log", id="scale"),
        pytest.param({"marks": [{"type": "arc"}]}, "arc", id="mark"),
        pytest.param(
            {"data": [{"name": "d", "values": [], "transform": [{"type": "bin"}]}]},
            "bin",
            id="transform",
        ),
        pytest.param(
            {"data": [{"name": "d", "values": [], "format": {"parse": {"a": "date"}}}]},
            "as they are",
            id="format",
        ),
    ],
)
def test_faults_reach_who_asked(stage: Open, change: dict[str, Any], message: str) -> None:
    """What cannot be drawn is an error thrown or a promise refused, so that a page can stay still."""
    tab = stage()
    script = "([s]) => draw(s).then(() => 'drawn', error => String(error))"
    tab.evaluate("wake()")

    assert message in tab.evaluate(script, [{"width": 10, "height": 10} | change])


@pytest.mark.browser
def test_loads_nothing(stage: Open) -> None:
    """An address in a specification is not asked for."""
    spec = {"width": 10, "height": 10, "data": [{"name": "d", "url": "https://example.org/d.json"}]}

    assert "<svg" in draw(stage(), spec)
