"""The timelines in `examples/`: without a fault, in canonical form, and built."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import timeline
from timeline.commands import main
from timeline.text.formatting import canonical

FOLDER = Path(__file__).parent.parent / "examples"
FILES = sorted(FOLDER.glob("*.toml"))


def test_each_is_told_of() -> None:
    """The folder's README has every file, and no other."""
    told = re.findall(r"\]\(([\w-]+\.toml)\)", (FOLDER / "README.md").read_text("utf-8"))

    assert sorted(told) == [file.name for file in FILES]
    assert len(FILES) >= 4


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_is_wrong(file: Path) -> None:
    """Not even a warning, and `fmt` has nothing to tidy."""
    assert [] == timeline.validate(file)
    assert canonical(file.read_bytes()) == file.read_bytes()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_everything_is_cited(file: Path) -> None:
    """Each event has a source, and each source says who made it, or published it, and when."""
    story = timeline.load(file)

    assert all(event.sources for event in (*story.events, *story.undated))
    assert all(source.date and (source.author or source.publisher) for source in story.sources)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_is_built(file: Path, tmp_path: Path) -> None:
    """Page and pictures come of it, with every event named in the chart."""
    done = CliRunner().invoke(main, ["build", str(file), "-o", str(tmp_path), "--strict"])

    assert 0 == done.exit_code, done.output
    story = timeline.load(file)
    page = (tmp_path / "index.html").read_text("utf-8")
    assert all(f'id="{event.id}"' in page for event in (*story.events, *story.undated))
    assert "not labelled" not in done.output


def test_a_day_is_told_in_its_order() -> None:
    """The events of one day stand in a lane as they do in the file, whatever their weight."""
    from timeline.layout.layout import layout

    story = timeline.load(FOLDER / "apollo-11.toml")
    for width in (304, 1160):
        items = layout(story, width).items
        for lane in (0, 1):
            of_day = [item for item in items if item.lane == lane and item.event < 9]
            downwards = sorted(of_day, key=lambda item: item.box[1])
            assert [item.event for item in downwards] == sorted(item.event for item in of_day)
