"""What `timeline diff` tells of pictures, and that merges keep them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.commands import main

FILE = """[timeline]
title = "T"

[[sources]]
id = "s"
title = "S"

[[events]]
id = "e"
title = "The mill burns"
date = "1965"
sources = ["s"]
"""
MEDIA = 'media = [{ url = "https://example.org/a.jpg", alt = "A mill", caption = "It burns", credit = "J. Doe", licence = "CC0" }]\n'

CHANGES = {
    "added": ("", MEDIA, ['media: "It burns" added']),
    "removed": (MEDIA, "", ['media: "It burns" removed']),
    "other words": (
        MEDIA,
        MEDIA.replace("A mill", "A mill in flames").replace("J. Doe", "K. Doe"),
        ['media: "It burns"', 'alt: "A mill" became "A mill in flames"', 'credit: "J. Doe" became "K. Doe"'],
    ),
    "a file of it": (
        MEDIA,
        MEDIA.replace("{ url", '{ file = "a.jpg", url'),
        ['media: "It burns"', 'file: "a.jpg" added'],
    ),
    "another picture": (
        MEDIA,
        'media = [{ url = "https://example.org/b.jpg", alt = "A bridge" }]\n',
        ['media: "A bridge" added', 'media: "It burns" removed'],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_in_words(tmp_path: Path, name: str) -> None:
    """As history, not as bytes: which picture, and what of it."""
    old, new, lines = CHANGES[name]
    for file, media in (("old.toml", old), ("new.toml", new)):
        (tmp_path / file).write_text(FILE + media, "utf-8")
    result = CliRunner().invoke(
        main, ["diff", str(tmp_path / "old.toml"), str(tmp_path / "new.toml")]
    )
    told = [line.strip() for line in result.output.splitlines()]

    for line in lines:
        assert line in told, result.output


def test_a_merge_keeps_what_was_written_by_hand(tmp_path: Path) -> None:
    """Another import of the same rows leaves pictures as they are."""
    (tmp_path / "rows.csv").write_text("title,date,text\nThe mill burns,1965,New words\n", "utf-8")
    file = tmp_path / "events.toml"
    file.write_text(FILE + MEDIA, "utf-8")
    result = CliRunner().invoke(main, ["import", str(tmp_path / "rows.csv"), "--merge", str(file)])

    assert 0 == result.exit_code, result.output
    assert MEDIA.strip() in file.read_text("utf-8")
