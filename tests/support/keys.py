"""The pictures of docs/picture.md: what each key does, drawn from the lines above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from timeline.commands import main

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "picture.md"
_EXAMPLE = re.compile(r"```toml\n((?:(?!```).)*)```\n\n!\[[^\]]+\]\((keys/[^)]+\.svg)\)", re.DOTALL)


def pictures() -> Iterator[tuple[Path, bytes]]:
    """Each picture's file, and what the code draws of its example."""
    text = DOCUMENT.read_text("utf-8")
    head = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert head
    for example, name in _EXAMPLE.findall(text):
        whole = example if "[timeline]" in example else f"{head[1]}\n{example}"
        yield DOCUMENT.parent / name, _drawn(whole)


def _drawn(toml: str) -> bytes:
    """An example as a picture; alone if it shows no words that stand round one."""
    bare = [] if "headline" in toml else ["--bare"]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "events.toml"
        file.write_text(toml, "utf-8")
        asked = ["export", str(file), "-f", "svg", "--width", "640", *bare, "-o", "-"]
        result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0, result.output
    return result.stdout_bytes
