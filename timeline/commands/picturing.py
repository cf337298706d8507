"""The options of a picture: how large, in which colours, with what around the chart."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from timeline.drawing.pictures import Picture
    from timeline.model import Timeline

PICTURES = ("svg", "png", "pdf")
_OF_PICTURES = "|".join(PICTURES)
_USUAL_SCALE = 2  # pixels to a px


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was asked of a picture; None where nothing was."""

    scheme: str | None
    transparent: bool
    bare: bool
    scale: float | None
    dpi: int | None
    grey: bool

    def check(self, kind: str) -> None:
        """Refuse what has no meaning for a format, rather than leave it unheeded."""
        pixels = {"--scale": self.scale, "--grey": self.grey, "--dpi": self.dpi}
        if kind != "png" and (given := _given(pixels)):
            raise click.UsageError(f"for PNG alone: {given}; add -f png, or leave it out")
        drawn = {"--bare": self.bare, "--scheme": self.scheme, "--transparent": self.transparent}
        if kind not in PICTURES and (given := _given(drawn)):
            raise click.UsageError(
                f"for pictures alone: {given}; add -f {_OF_PICTURES}, or leave it out"
            )

    def drawn(self, timeline: Timeline, width: float, height: float | None) -> Picture:
        """The picture of a timeline in so many px."""
        from timeline.drawing.pictures import draw
        from timeline.layout.layout import layout
        from timeline.layout.theme import themes

        colours = themes(timeline)
        theme = colours.dark if self.scheme == "dark" else colours.light
        chart = draw(timeline, layout(timeline, width, height), theme)
        picture = chart if self.bare else chart.standing()
        return picture.clear() if self.transparent else picture

    def written(self, picture: Picture, kind: str) -> bytes:
        """A picture as a file."""
        if kind == "svg":
            return picture.svg()
        if kind == "pdf":
            return picture.pdf()
        return picture.png(self.scale or _USUAL_SCALE, grey=self.grey, dpi=self.dpi)


def _given(options: dict[str, Any]) -> str:
    """Those of some options that were given."""
    return ", ".join(name for name, value in options.items() if value not in (None, False))


def picturing(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a picture, handed to it as `look`."""

    @functools.wraps(command)
    def with_look(
        scheme: str | None,
        transparent: bool,
        bare: bool,
        scale: float | None,
        dpi: int | None,
        grey: bool,
        **others: Any,
    ) -> None:
        look = Look(
            scheme=scheme, transparent=transparent, bare=bare, scale=scale, dpi=dpi, grey=grey
        )
        command(look=look, **others)

    for option in reversed(_OPTIONS):
        with_look = option(with_look)
    return with_look


_OPTIONS = (
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
        help="Pixels of a PNG to a px.  [default: 2]",
    ),
    click.option(
        "--dpi",
        type=click.IntRange(36, 2400),
        help="Pixels to an inch that a PNG names, for who prints it.  [default: 96 times --scale]",
    ),
    click.option("--grey", is_flag=True, help="A PNG in shades of grey, as a copier prints it."),
)
