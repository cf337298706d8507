"""What `import timeline` gives, as a notebook or another program uses it."""

from __future__ import annotations

import datetime
import inspect
import io
import json
import re
import subprocess
import sys
import warnings
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

import timeline

FILE = Path(__file__).parent.parent / "events.toml"
STORY = """
[timeline]
title = "A story"

[[events]]
id = "first"
title = "First"
date = "1950"
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
FUNCTIONS = [name for name in timeline.__all__ if name.islower()]
ERRORS = [
    name for name in timeline.__all__ if name not in {*FUNCTIONS, "Timeline", "Fault", "Faults"}
]


@pytest.mark.parametrize("name", timeline.__all__)
def test_the_promise_is_kept(name: str) -> None:
    """Each name is there, says what it is, and is among those a notebook completes."""
    found = getattr(timeline, name)

    assert (found.__doc__ or "").strip().endswith(".")
    assert name in dir(timeline)


def test_the_promise_is_whole() -> None:
    """The package's description names its functions, and they name the errors they raise."""
    told = " ".join(str(getattr(timeline, name).__doc__) for name in FUNCTIONS)
    raised = set(re.findall(r"\w+", told)) & set(ERRORS)

    assert FUNCTIONS == ["chart", "load", "loads", "page", "validate"]
    assert set() == {name for name in FUNCTIONS if f"`{name}`" not in str(timeline.__doc__)}
    assert set(ERRORS) - {"TimelineError"} == raised


@pytest.mark.parametrize("name", ERRORS)
def test_one_name_catches_all(name: str) -> None:
    """Every error is a TimelineError."""
    assert issubclass(getattr(timeline, name), timeline.TimelineError)


def test_a_star_gives_the_promise() -> None:
    """`from timeline import *` gives these names, `Timeline` among them."""
    names: dict[str, Any] = {}
    exec("from timeline import *", names)

    assert set(timeline.__all__) <= set(names)
    assert names["Timeline"] is type(timeline.loads(STORY))


def test_a_file_may_be_open(tmp_path: Path) -> None:
    """An open file is read as its path is, in text or bytes, its font and logo found beside it."""
    story = timeline.load(FILE)
    with FILE.open(encoding="utf-8") as text, FILE.open("rb") as data:
        assert story == timeline.load(text) == timeline.load(data)
        data.seek(0)
        assert timeline.validate(FILE) == timeline.validate(data)
    assert "A story" == timeline.load(io.StringIO(STORY)).header.title
    (tmp_path / "logo.svg").write_text(LOGO, "utf-8")
    file = tmp_path / "story.toml"
    file.write_text(STORY + '[theme]\nlogo = { file = "logo.svg", alt = "Ours" }\n', "utf-8")
    with file.open(encoding="utf-8") as text:
        assert timeline.load(text).files.logo is not None
    with file.open(encoding="utf-8") as closed:
        pass
    with pytest.raises(timeline.UnreadableFile, match="i/o operation on closed file"):
        timeline.load(closed)


def story() -> timeline.Timeline:
    """A small one."""
    return timeline.loads(STORY)


@pytest.mark.parametrize(
    ("call", "error", "told"),
    [
        (lambda: timeline.load({}), TypeError, "a path or an open file, not dict"),  # type: ignore[arg-type]
        (lambda: timeline.load(None), TypeError, "not None"),  # type: ignore[arg-type]
        (lambda: timeline.load(b"[timeline]"), TypeError, "timeline.loads"),  # type: ignore[arg-type]
        (lambda: timeline.load(STORY), ValueError, "timeline.loads(text)"),
        (lambda: timeline.loads(5), TypeError, "a text in TOML, not int"),  # type: ignore[arg-type]
        (lambda: timeline.loads(FILE), TypeError, "timeline.load() reads a file"),  # type: ignore[arg-type]
        (lambda: timeline.loads("my.toml"), ValueError, 'timeline.load("my.toml")'),
        (lambda: timeline.loads(STORY, 3), TypeError, "a folder as a path"),  # type: ignore[arg-type]
        (lambda: timeline.loads(STORY, "no/such"), timeline.UnreadableFile, "no such folder"),
        (lambda: timeline.validate(3), TypeError, "a path or an open file, not int"),  # type: ignore[arg-type]
        (lambda: timeline.chart("events.toml"), TypeError, "timeline.load(path)"),  # type: ignore[arg-type]
        (lambda: timeline.chart(story(), "wide"), TypeError, "number of px, not str"),  # type: ignore[arg-type]
        (lambda: timeline.chart(story(), -5), ValueError, "240 to 8000 px, not -5"),
        (lambda: timeline.chart(story(), float("nan")), ValueError, "not nan"),
        (lambda: timeline.chart(story(), start=[1]), TypeError, "start is a date"),  # type: ignore[arg-type]
        (lambda: timeline.chart(story(), start="196x"), ValueError, "write 196X"),
        (lambda: timeline.chart(story(), end="1950/1960"), ValueError, "not one date"),
        (lambda: timeline.chart(story(), start=1960, end=1950), ValueError, "end 1950 is before"),
        (lambda: timeline.chart(story(), lanes=3), TypeError, "lanes are ids"),  # type: ignore[arg-type]
        (lambda: timeline.chart(story(), lanes=["x"]), timeline.NoSuchLane, '"x"'),
        (lambda: timeline.chart(story(), lanes="x"), ValueError, "there is no such lane"),
        (lambda: timeline.chart(story(), min_importance=9), ValueError, "from 1 to 5, not 9"),
        (lambda: timeline.chart(story(), min_importance="4"), TypeError, "not str"),  # type: ignore[arg-type]
        (lambda: timeline.chart(story(), start=1990), timeline.NothingSelected, "no event of 1"),
        (lambda: timeline.page(3), TypeError, "page() takes a Timeline, not int"),  # type: ignore[arg-type]
        (lambda: timeline.page(story(), "no/such"), timeline.UnreadableFile, "no such folder"),
    ],
)
def test_what_is_given_wrong_is_told(
    call: Callable[[], object], error: type[Exception], told: str
) -> None:
    """A wrong argument is a TypeError or a ValueError that says what to give instead."""
    with pytest.raises(error, match=re.escape(told)):
        call()


def test_a_part_is_drawn() -> None:
    """Chart and page take a part of a timeline, as the options of the commands do."""
    story = timeline.load(FILE)
    chart = timeline.chart(story, 700, start="1959", end=1984, lanes="spouses", min_importance=4)
    page = timeline.page(story, lanes=["taken"], start=datetime.date(1970, 3, 31))

    part = [event for event in story.events if event.lane == "spouses" and event.importance >= 4]
    until = [event for event in part if event.attested is None]  # what is by 1997 came later
    drawn = {row["owner"] for row in chart.to_dict()["datasets"]["hits"]}
    assert len(until) == len(drawn) == 4
    assert len(part) == 5
    assert "Kitagawa" in page
    assert "Chongryon" not in page


def test_it_is_told_in_a_line() -> None:
    """A timeline and an event say in a line which they are; other values leave out what is empty."""
    story = timeline.load(FILE)

    assert '<Timeline "Japanese people in North Korea": 19 events in 4 lanes>' == repr(story)
    assert '<Timeline "A story": 1 event in 0 lanes>' == str(timeline.loads(STORY))
    assert '(<Event first "First" 1950>,)' == repr(timeline.loads(STORY).events)
    assert "Citation(id='article', locator='Background')" == repr(story.events[0].sources[0])


def test_a_notebook_shows_the_page() -> None:
    """A timeline is shown as its whole page, in a frame that needs nothing else; an empty one is not."""
    story = timeline.loads(
        STORY.replace("A story", 'A <b> & "story"').replace(
            '= "A <b> & "story""', "= 'A <b> & \"story\"'"
        )
    )
    shown = story._repr_html_()
    assert shown is not None
    [frame] = BeautifulSoup(shown, "html.parser").find_all(True)

    assert "iframe" == frame.name
    assert timeline.page(story) == frame["srcdoc"]
    assert 'A <b> & "story"' == frame["title"]
    assert "src" not in frame.attrs
    assert timeline.loads('[timeline]\ntitle = "Empty"\n')._repr_html_() is None


def test_an_undated_event_is_not_asked_when() -> None:
    """It says that it has no date, and a timeline counts it by itself."""
    story = timeline.loads(STORY.replace('date = "1950"', "undated = true"))

    assert '<Timeline "A story": 0 events and 1 undated in 0 lanes>' == repr(story)
    assert '(<Event first "First" undated>,)' == repr(story.undated)
    with pytest.raises(timeline.NoDate, match='event "first" is undated'):
        print(story.undated[0].when)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("lane", "nope"), timeline.NoSuchLane),
        (("sources", [{"id": "nope"}]), timeline.NoSuchSource),
        (("figures", [{"what": "x", "value": 1, "sources": ["nope"]}]), timeline.NoSuchSource),
        (("accounts", [{"date": "1951", "sources": ["nope"]}]), timeline.NoSuchSource),
    ],
)
def test_what_was_made_by_hand_is_looked_at(
    change: tuple[str, object], error: type[Exception]
) -> None:
    """A timeline of values that do not go together is told of before it is drawn."""
    dumped = timeline.loads(STORY).model_dump(mode="json")
    dumped["events"][0] |= dict([change])
    made = timeline.Timeline.model_validate(dumped)

    for draw in (timeline.chart, timeline.page):
        with pytest.raises(error, match=r'event "first": there is no (lane|source) "nope"'):
            draw(made)


def test_a_part_is_shown_in_a_frame() -> None:
    """The page of a part is a text, and in a notebook a frame."""
    page: Any = timeline.page(timeline.load(FILE), lanes="taken")
    frame: Any = BeautifulSoup(page._repr_html_(), "html.parser").iframe

    assert isinstance(page, str)
    assert page == frame["srcdoc"]


def test_numbers_of_other_kinds_are_numbers() -> None:
    """What counts as a number elsewhere, as numpy's do, is one here."""
    whole: Any = Fraction(700)
    assert timeline.chart(timeline.loads(STORY), whole).to_dict() == (
        timeline.chart(timeline.loads(STORY), 700).to_dict()
    )


def test_it_goes_through_json() -> None:
    """A timeline dumped as JSON holds dates as their text, warns of nothing and comes back."""
    story = timeline.load(FILE)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        dumped = json.loads(json.dumps(story.model_dump(mode="json")))
        text = story.model_dump_json()
        assert timeline.page(story) == timeline.page(
            timeline.Timeline.model_validate(story.model_dump())
        )

    assert "1945/" == dumped["events"][0]["date"]
    assert dumped == json.loads(text)
    again = timeline.Timeline.model_validate(dumped)
    assert dumped == again.model_dump(mode="json")
    # What follows from reasons is in no dump, and follows anew when the timeline is used.
    assert timeline.chart(story).to_dict() == timeline.chart(again).to_dict()


def test_a_timeline_keeps_its_files(tmp_path: Path) -> None:
    """What a font and a logo hold is no text, and in no dump."""
    (tmp_path / "logo.svg").write_text(LOGO, "utf-8")
    story = timeline.loads(
        STORY + '[theme]\nlogo = { file = "logo.svg", alt = "Ours" }\n', tmp_path
    )

    assert "files" not in story.model_dump(mode="json")
    assert story.files.logo is not None


def test_no_other_name() -> None:
    """A name that is not there is an AttributeError that says so, as of any module."""
    with pytest.raises(AttributeError, match="'timeline' has no attribute 'Event'"):
        timeline.Event  # noqa: B018


def test_a_notebook_shows_the_chart() -> None:
    """The chart is one that a notebook draws, in the width asked for, with its data."""
    chart = timeline.chart(timeline.load(FILE), width=700)
    shown: Any = chart._repr_mimebundle_()
    spec = chart.to_dict()

    assert '"win"' in shown["text/html"]
    assert 700 == spec["width"] + spec["padding"]["left"] + spec["padding"]["right"]
    assert 19 == len({row["owner"] for row in spec["datasets"]["hits"]})


def test_a_page_is_text(tmp_path: Path) -> None:
    """The page is one HTML text; a folder of templates, named as text or path, goes first."""
    story = timeline.loads(STORY)
    (tmp_path / "footer.html").write_text("<footer>ours</footer>", "utf-8")

    assert timeline.page(story).startswith("<!doctype html>")
    assert "<footer>ours</footer>" in timeline.page(story, templates=str(tmp_path))
    assert timeline.page(story, templates=tmp_path) == timeline.page(story, str(tmp_path))


def test_what_is_wrong_is_data(tmp_path: Path) -> None:
    """Faults come with code and place, raised or as a list; a warning stops nothing."""
    bad = STORY.replace('"1950"', '"1959-13"')
    file = tmp_path / "bad.toml"
    file.write_text(bad, "utf-8")
    with pytest.raises(timeline.InvalidTimeline) as caught:
        timeline.loads(bad.encode())
    faults = timeline.validate(file)
    fault = next(one for one in faults if one.severity == "error")

    assert "date-month" == fault.code
    assert faults == list(caught.value.faults)
    assert fault.place is not None
    assert (8, 14) == (fault.place.line, fault.place.column)
    with pytest.raises(timeline.UnreadableFile):
        timeline.load(tmp_path / "none.toml")
    with pytest.raises(timeline.NothingToDraw):
        timeline.chart(timeline.loads('[timeline]\ntitle = "Empty"\n'))


def test_the_import_is_light() -> None:
    """Nothing heavy is loaded before a function needs it."""
    script = "import sys, timeline; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert set() == {"altair", "jinja2", "pydantic", "vl_convert"} & set(done.stdout.split())


def test_types_are_told() -> None:
    """Each function tells the types it takes and gives, and the package that it does."""
    for name in FUNCTIONS:
        signature = inspect.signature(getattr(timeline, name))
        assert signature.return_annotation is not inspect.Signature.empty
        assert all(one.annotation is not one.empty for one in signature.parameters.values())
    assert (Path(timeline.__file__).parent / "py.typed").exists()
