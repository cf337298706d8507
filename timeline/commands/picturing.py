"""The options of a picture: how large, in which colours, with what around the chart."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from timeline.drawing.pictures import Picture
    from timeline.layout.areas import Area, Fitted
    from timeline.layout.theme import Theme
    from timeline.model import Timeline

PICTURES = ("svg", "png", "pdf")
_OF_PICTURES = "|".join(PICTURES)
_SIZES = "social, square, portrait, slide, a4, a4-portrait, a4-landscape"
_WIDTH_BY_HEIGHT = re.compile(r"([1-9]\d{0,4})[x×]([1-9]\d{0,4})", re.ASCII | re.IGNORECASE)
_LONGEST = 8000  # px of a side
_USUAL_SCALE = 2  # pixels to a px
_PRINTED = 300  # pixels to an inch of paper
_PX = 96  # to an inch
_POINTS = 72 / _PX


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was asked of a picture; None or empty where nothing was."""

    size: tuple[Area, ...]
    scheme: str | None
    transparent: bool
    bare: bool
    scale: float | None
    dpi: int | None
    grey: bool
    paged: bool = False

    def check(self, kind: str, width: int | None, height: int | None) -> None:
        """Refuse what has no meaning for a format, rather than leave it unheeded."""
        pixels = {"--scale": self.scale, "--grey": self.grey, "--dpi": self.dpi}
        if kind != "png" and (given := _given(pixels)):
            raise click.UsageError(f"for PNG alone: {given}; add -f png, or leave it out")
        drawn = {
            "--size": self.size,
            "--bare": self.bare,
            "--scheme": self.scheme,
            "--transparent": self.transparent,
        }
        if kind not in PICTURES and (given := _given(drawn)):
            raise click.UsageError(
                f"for pictures alone: {given}; add -f {_OF_PICTURES}, or leave it out"
            )
        if self.size and (given := _given({"--width": width, "--height": height})):
            raise click.UsageError(f"--size says both: leave out {given}, or write --size WxH")
        self._check_paper()

    def _check_paper(self) -> None:
        """Refuse what a sheet of paper has otherwise."""
        if not self._is_paper:
            return
        if self.scale:
            raise click.UsageError("paper has pixels by --dpi: write that in place of --scale")
        from timeline.drawing.pictures import MOST_PIXELS

        inches = max(area.width * area.height for area in self.size) / _PX**2
        most = int(sqrt(MOST_PIXELS / inches))
        if self.dpi and self.dpi > most:
            raise click.UsageError(f"too many pixels for a PNG: write --dpi {most} or less")

    @property
    def _is_paper(self) -> bool:
        return any(area.is_paper for area in self.size)

    def of(self, kind: str, width: int | None, height: int | None) -> Look:
        """The same with what a format has by itself: a PDF is pages of paper."""
        sized = self.size or self.bare or width or height
        return replace(self, paged=kind == "pdf" and not sized)

    def drawn(
        self, timeline: Timeline, width: float, height: float | None, total: int
    ) -> tuple[Picture, ...]:
        """The picture of a timeline in so many px, in its size, or on as many pages as it needs.

        `total` is how many events there are beyond a selection. Raises TooSmall.
        """
        from timeline.drawing.pictures import draw
        from timeline.layout.layout import layout

        if fitted := self._fitted(timeline, total):
            found = [
                draw(one.timeline, one.sheet.plan, self._theme(one.timeline)).on(one.sheet)
                for one in fitted
            ]
        else:
            chart = draw(timeline, layout(timeline, width, height), self._theme(timeline))
            found = [chart if self.bare else chart.standing(total)]
        return tuple(one.clear() if self.transparent else one for one in found)

    def _fitted(self, timeline: Timeline, total: int) -> tuple[Fitted, ...]:
        from timeline.layout import areas, paging

        if self.paged:
            return paging.paper(timeline, total=total)
        if self.size:
            return (areas.best(timeline, self.size, total=total, bare=self.bare),)
        return ()

    def _theme(self, timeline: Timeline) -> Theme:
        from timeline.layout.theme import themes

        colours = themes(timeline)
        return colours.dark if self.scheme == "dark" else colours.light

    def written(self, pictures: tuple[Picture, ...], kind: str) -> bytes:
        """Pictures as a file, of which a PDF may have several."""
        if kind == "pdf":
            from timeline.drawing.pictures import book

            return book(pictures, _POINTS if self.size or self.paged else 1)
        (picture,) = pictures
        if kind == "svg":
            return picture.svg()
        dpi = self.dpi or (_PRINTED if self._is_paper else None)
        scale = (dpi or _PX) / _PX if self._is_paper else self.scale
        return picture.png(scale or (1 if self.size else _USUAL_SCALE), grey=self.grey, dpi=dpi)


def _given(options: dict[str, Any]) -> str:
    """Those of some options that were given."""
    return ", ".join(name for name, value in options.items() if value)


def picturing(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a picture, handed to it as `look`."""

    @functools.wraps(command)
    def with_look(
        size: tuple[Area, ...],
        scheme: str | None,
        transparent: bool,
        bare: bool,
        scale: float | None,
        dpi: int | None,
        grey: bool,
        **others: Any,
    ) -> None:
        look = Look(
            size=size,
            scheme=scheme,
            transparent=transparent,
            bare=bare,
            scale=scale,
            dpi=dpi,
            grey=grey,
        )
        command(look=look, **others)

    for option in reversed(_OPTIONS):
        with_look = option(with_look)
    return with_look


def _size(_: click.Context, __: click.Parameter, value: str | None) -> tuple[Area, ...]:
    """A size by its name, or as width by height in px."""
    if value is None:
        return ()
    from timeline.commands.telling import visible
    from timeline.layout.areas import NAMED, Area

    if value.lower() in NAMED:
        return NAMED[value.lower()]
    sides = _WIDTH_BY_HEIGHT.fullmatch(value.strip())
    if not sides:
        raise click.BadParameter(
            visible(f'"{value}": write one of {_SIZES}, or px such as 800x600.')
        )
    width, height = map(int, sides.groups())
    if max(width, height) > _LONGEST:
        raise click.BadParameter(f"a side has {_LONGEST} px at most; --scale makes more of them.")
    return (Area(width=width, height=height),)


_OPTIONS = (
    click.option(
        "--size",
        metavar="NAME|WxH",
        callback=_size,
        help=f"Fill an area exactly, laid out for it: {_SIZES}, or px such as 800x600.  "
        "[default: as high as the chart needs; a PDF is a4]",
    ),
    click.option(
        "--bare",
        is_flag=True,
        help="The chart alone, without title, headline, sources, licence and author.",
    ),
    click.option(
        "--scheme",
        type=click.Choice(("light", "dark")),
        help="Colours on light or on dark paper.  [default: light]",
    ),
    click.option(
        "--transparent",
        is_flag=True,
        help="No paper behind the picture; --scheme says which its colours are for.",
    ),
    click.option(
        "--scale",
        type=click.FloatRange(0.25, 8),
        help="Pixels of a PNG to a px.  [default: 2, of a --size 1]",
    ),
    click.option(
        "--dpi",
        type=click.IntRange(36, 2400),
        help="Pixels to an inch that a PNG names for who prints it; of a4 it has as many.  "
        "[default: 96 times --scale, of a4 300]",
    ),
    click.option("--grey", is_flag=True, help="A PNG in shades of grey, as a copier prints it."),
)
