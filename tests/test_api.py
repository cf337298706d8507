"""What `import timeline` gives, as a notebook or another program uses it."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

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
    raised = set(re.findall(r"[Rr]aises (\w+)|and (\w+) (?:if|for)", told))

    assert FUNCTIONS == ["chart", "load", "loads", "page", "validate"]
    assert set() == {name for name in FUNCTIONS if f"`{name}`" not in str(timeline.__doc__)}
    assert {"BadTemplate", "InvalidTimeline", "NothingToDraw", "UnreadableFile"} == {
        name for pair in raised for name in pair if name
    }


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
