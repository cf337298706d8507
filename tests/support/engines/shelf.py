"""Timelines by name, and the pages made of them that engines are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import mkdtemp

from support import made, pictured
from timeline import site
from timeline.model import Timeline
from timeline.pages.edition import Edition
from timeline.pages.pictured import Where
from timeline.text import reader as text

Sites = Callable[[str], str]

_SAMPLE = Path(__file__).parents[3] / "events.toml"
_DATES = (
    "{y}", "{y}-03", "{y}-03-31", "{t}X", "{y}/{z}", "{y}~", "{y}?", "[{y},{z}]", "[{y}..{z}]",
    "{y}/..", "{y}/", "{{{y},{z}}}",
)  # fmt: skip
_WORDS = (
    "Politics of the harvest", "letters home from the harbour", "annual meeting", "census of 1911",
    "new constitution adopted by referendum", "parliament dissolved", "women vote",
    "bridge over the river opened", "railway to the coast",
)  # fmt: skip


def many(count: int) -> Timeline:
    """Events of every kind of date, titled in plain words, over two centuries."""
    events = []
    for n in range(count):
        year = 1800 + n * 200 // count
        date = _DATES[n * 7 % len(_DATES)].format(y=year, z=year + 1 + n % 9, t=year // 10)
        events.append(
            {
                "date": made.quoted(date),
                "title": made.quoted(f"{_WORDS[n % 9]}, {_WORDS[n * 7 % 9]}"),
                "text": made.quoted(
                    "What happened then, told in a sentence or two. " * (n * 5 % 17)
                ),
                "lane": f'"{"abcde"[n % 5]}"',
                "importance": str(n // 5 % 5 + 1),
                "sources": f'[{{ id = "s", locator = "p. {n}" }}]',
            }
        )
    return made.timeline(events, lanes="abcde")


# The directions and digits that are read from the right, beside words that are not.
HEBREW = """
[timeline]
title = "ציר זמן"
lang = "he"
[[lanes]]
id = "a"
title = "אירועים חשובים"
[[events]]
id = "a"
title = "מחפש עבודה אחרת (1948) עם טקסט ארוך מאוד שאמור להישבר לשתי שורות"
date = "1948-05-14"
[[events]]
id = "b"
title = "حرب 1967 في المنطقة"
date = "1967-06-05/1967-06-10"
[[events]]
id = "c"
title = "סוף"
date = "1999~"
"""


TIMELINES: Mapping[str, Callable[[], Timeline]] = {
    "sample": lambda: text.read(_SAMPLE)[0],
    "crowd": lambda: many(200),
    "long": lambda: many(1000),
    "hebrew": lambda: text.read_text(HEBREW)[0],
    "pictured": lambda: pictured.timeline(Path(mkdtemp(prefix="timeline-"))),
    "beside": lambda: pictured.timeline(Path(mkdtemp(prefix="timeline-"))),
}
# Where the pictures of a page are, if they are not in it.
_PLACES = {"beside": Where.BESIDE}


class Shelf:
    """Sites, each built when it is first asked for, and pages beside them."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder = folder
        self._address = address

    def site(self, name: str, timeline: Callable[[], Timeline]) -> str:
        """The address of a site's folder."""
        if not (self._folder / name).exists():
            (self._folder / name).mkdir()
            made = timeline()
            gallery = site.pictured(made, _PLACES.get(name, Where.EMBED))
            built = site.build(Edition(made, gallery=gallery))
            (self._folder / name / "media").mkdir()
            for file, path in built.copies.items():
                (self._folder / name / file).write_bytes(path.read_bytes())
            for file, data in built.files.items():
                (self._folder / name / file).write_bytes(data)
        return f"{self._address}{name}/"

    def page(self, name: str, html: str) -> str:
        """The address of a page of this text."""
        (self._folder / name).write_text(html, "utf-8")
        return self._address + name
