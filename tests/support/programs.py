"""Programs that draw SVG, and what of their pictures is text."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from PIL import Image, ImageChops

from timeline.drawing import svg

SCALE = 2  # pixels to a px


@dataclass(frozen=True)
class Program:
    """A program by its name: the command it is, the Debian package it is in, how it is asked.

    `rough` is how many of 255 shades its edges may be off, blurred by 2 px: LibreOffice sets
    marks to half pixels and fades in steps.
    """

    name: str
    command: str
    package: str
    draw: Callable[[str, Sequence[Path]], None]
    rough: int = 8

    @property
    def path(self) -> str | None:
        """Where the program is, or None; Debian's before another of the same name."""
        return shutil.which(self.command, path=f"/usr/bin{os.pathsep}{os.environ.get('PATH', '')}")


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=240)


def _rsvg(path: str, files: Sequence[Path]) -> None:
    for file in files:
        _run(path, file, "-o", file.with_suffix(".png"))


def _inkscape(path: str, files: Sequence[Path]) -> None:
    for file in files:
        _run(path, file, "-o", file.with_suffix(".png"))


def _libreoffice(path: str, files: Sequence[Path]) -> None:
    folder = files[0].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run(path, profile, "--headless", "--convert-to", "png", "--outdir", folder, *files)


def _imagemagick(path: str, files: Sequence[Path]) -> None:
    for file in files:
        _run(path, file, file.with_suffix(".png"))


PROGRAMS = (
    Program("rsvg-convert", "rsvg-convert", "librsvg2-bin", _rsvg),
    Program("Inkscape", "inkscape", "inkscape", _inkscape),
    Program("LibreOffice", "soffice", "libreoffice-draw", _libreoffice, rough=36),
    Program("ImageMagick", "convert", "imagemagick", _imagemagick),
)


def drawn(program: Program, files: Mapping[str, bytes], folder: Path) -> dict[str, Image.Image]:
    """What a program makes of SVG files, by their names, `SCALE` pixels to a px."""
    paths = {name: folder / f"{name}.svg" for name in files}
    for name, data in files.items():
        paths[name].write_bytes(data)
    assert program.path
    program.draw(program.path, list(paths.values()))
    return {name: _picture(path, files[name]) for name, path in paths.items()}


def _picture(path: Path, data: bytes) -> Image.Image:
    """The picture beside a file, without the pixel that LibreOffice adds or lacks."""
    sides = size(data)
    with Image.open(path.with_suffix(".png")) as image:
        paper = Image.new("RGBA", sides, "white")
        paper.alpha_composite(image.convert("RGBA").crop((0, 0, *sides)))
        return paper.convert("RGB")


def size(data: bytes) -> tuple[int, int]:
    """The width and height of an SVG, in whole px."""
    root = ET.fromstring(data)
    return round(float(root.attrib["width"])), round(float(root.attrib["height"]))


def enlarged(data: bytes, *, words: bool = True) -> bytes:
    """An SVG `SCALE` times as large; without its texts, if it is to have no words."""
    root = ET.fromstring(data)
    for side in ("width", "height"):
        root.set(side, str(float(root.attrib[side]) * SCALE))
    if not words:
        for parent in list(root.iter()):
            for line in parent.findall(svg.tag("text")):
                parent.remove(line)
    return svg.serialised(root).encode()


def ink(whole: Image.Image, wordless: Image.Image) -> Image.Image:
    """How much of each pixel is text, from 0 to 255."""
    bands = ImageChops.difference(whole, wordless).split()
    return ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
