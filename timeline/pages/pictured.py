"""Pictures of events as a page shows them: where their bytes are, how large they stand, what is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.model import Medium
from timeline.model.addresses import safe
from timeline.pages.licences import LinkedText, linked

if TYPE_CHECKING:
    from timeline.images.shelf import Kept
    from timeline.images.sizes import Sizes

FOLDER = "media"  # beside the page
MOST_INSIDE = 3_000_000  # bytes of pictures, as the page writes them


class Where(StrEnum):
    """Where the pictures of a page are."""

    EMBED = "embed"  # in its own file
    BESIDE = "beside"  # in files beside it
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An image of a page: its address, and its width and height in pixels of its own."""

    url: str
    width: int
    height: int

    @property
    def look(self) -> str:
        """The class by which the style sheet knows its size, before it is there."""
        return f"of-{self.width}x{self.height}"

    @property
    def ratio(self) -> float:
        """How many times as wide as high it is."""
        return round(self.width / self.height, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """A picture in a page, or a link where there is none: what is shown, and what is said of it.

    `anchor` is the id of the large one, where there is one. `link` is where a link leads,
    `source` the page that tells of the picture; both are empty where there is none.
    """

    medium: Medium
    anchor: str
    small: Shown | None
    large: Shown | None
    licence: tuple[LinkedText, ...]
    link: str
    source: str

    @property
    def words(self) -> str:
        """What it is called: of a link, that is its text."""
        return self.medium.caption or self.medium.alt or self.medium.url


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures of a page by the names of their files, and where they are; empty of a page without.

    `inside` are the bytes that they have in the page, or would have.
    """

    sizes: Mapping[str, Sizes] = field(default_factory=dict)
    where: Where = Where.NONE
    inside: int = 0

    @property
    def beside(self) -> dict[str, Path]:
        """Of files that stand beside the page: what is copied there, by relative address."""
        if self.where is not Where.BESIDE:
            return {}
        return {f"{FOLDER}/{each.name}": each.path for each in _all(self.sizes.values())}

    def plates(self, media: Sequence[Medium], event: str = "") -> tuple[Plate, ...]:
        """The pictures of an event, or of the timeline; those that are neither shown nor led to are left out."""
        found = (self._plate(each, f"{event}--{at}") for at, each in enumerate(media, 1))
        return tuple(each for each in found if each.small or each.link)

    def _plate(self, medium: Medium, name: str) -> Plate:
        sizes = self.sizes.get(medium.file) if medium.file else None
        small = large = None
        if sizes and self.where is not Where.NONE:
            small = self._shown(sizes.small)
            if sizes.large and not medium.decorative:
                large = self._shown(sizes.large)
        return Plate(
            medium=medium,
            anchor=f"_picture-{name}",
            small=small,
            large=large,
            licence=linked(medium.licence),
            link="" if small else safe(medium.url),
            source=safe(medium.source or (medium.url if small else "")),
        )

    def _shown(self, kept: Kept) -> Shown:
        url = f"{FOLDER}/{kept.name}" if self.where is Where.BESIDE else kept.url
        return Shown(url=url, width=kept.width, height=kept.height)


NO_PICTURES = Gallery()


def gallery(
    sizes: Mapping[str, Sizes], named: Sequence[str], where: Where | None = None
) -> Gallery:
    """Pictures in a page: where they are told to be, or inside it unless they are too large for that.

    `named` are the names of their files, as often as the page shows each.
    """
    if not sizes:
        return NO_PICTURES
    shown = [sizes[name] for name in named if name in sizes]
    inside = sum(4 * -(-each.size // 3) for each in _all(shown))
    if where is None:
        where = Where.EMBED if inside <= MOST_INSIDE else Where.BESIDE
    return Gallery(sizes, where, inside)


def _all(sizes: Iterable[Sizes]) -> Iterator[Kept]:
    """What entries and windows show."""
    for each in sizes:
        yield each.small
        if each.large:
            yield each.large


def looks(plates: Iterable[Plate]) -> list[Shown]:
    """The images of some plates, one of each size."""
    found = {each.look: each for plate in plates for each in (plate.small, plate.large) if each}
    return [found[look] for look in sorted(found)]
