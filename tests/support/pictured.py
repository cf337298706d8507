"""Pictures of every kind that is taken, and a timeline that has them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from timeline.model import Timeline
from timeline.text import reader

SECRET = "Someone's Camera"


def drawn(width: int, height: int, number: int = 0) -> Image.Image:
    """Shapes of some colours: the same each time, and another for each number."""
    image = Image.new("RGB", (width, height), (230, 220 - 7 * number % 90, 190))
    pen = ImageDraw.Draw(image)
    for at in range(9):
        x, y = width * (at * 5 % 9) // 9, height * ((at * 7 + number) % 9) // 9
        colour = (40 * at % 256, (90 + 53 * number) % 256, (200 - 20 * at) % 256)
        pen.ellipse((x, y, x + width // 4, y + height // 4), fill=colour)
    # The upper left corner says which way is up.
    pen.rectangle((0, 0, width // 5, height // 5), fill=(255, 0, 0))
    return image


def file_of(image: Image.Image, kind: str, **options: Any) -> bytes:
    """An image as a file."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def turned(width: int = 900, height: int = 600) -> bytes:
    """A JPEG that lies on its side, as telephones write it, and says where and by what it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned to the right
    exif[0x010F] = SECRET
    exif[0x8825] = {1: "N", 2: (10.0, 20.0, 30.0)}
    upright = drawn(height, width)
    return file_of(upright.transpose(Image.Transpose.ROTATE_90), "JPEG", quality=95, exif=exif)


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">'
    b'<rect width="200" height="100" fill="#0a5"/><rect width="40" height="20" fill="#f00"/></svg>'
)

PICTURES: Mapping[str, Callable[[], bytes]] = {
    "photo.jpg": turned,
    "web.webp": lambda: file_of(drawn(800, 500, 1), "WEBP", quality=90),
    "new.avif": lambda: file_of(drawn(700, 700, 2), "AVIF", quality=80),
    "old.gif": lambda: file_of(
        drawn(600, 400, 3), "GIF", save_all=True, append_images=[drawn(600, 400, 8)]
    ),
    "clear.png": lambda: file_of(Image.new("RGBA", (640, 360), (255, 0, 0, 90)), "PNG"),
    "print.png": lambda: file_of(drawn(1500, 1000, 5).convert("L"), "PNG"),
    "drawn.svg": lambda: SVG,
    "small.jpg": lambda: file_of(drawn(100, 80, 6), "JPEG", quality=95),
}

_EVENT = """
[[events]]
id = "{id}"
title = "{title}"
date = "{date}"
text = "What happened then, in a sentence."
importance = {importance}
sources = ["s"]
media = [{{ file = "pictures/{file}", alt = "Shapes {number}", caption = "Shapes in {date}",\
 credit = "Us", licence = "CC0 1.0", source = "https://example.org/{number}" }}]
"""


def write(folder: Path, count: int = 8) -> Path:
    """A timeline's file, and the pictures that it names beside it."""
    (folder / "pictures").mkdir(parents=True)
    for name, made in PICTURES.items():
        (folder / "pictures" / name).write_bytes(made())
    names = list(PICTURES)
    text = (
        '[timeline]\ntitle = "Shapes"\nheadline = "Shapes of every kind."\n'
        'media = [{ file = "pictures/photo.jpg", alt = "All shapes", credit = "Us",'
        ' licence = "CC0 1.0" }]\n\n[[sources]]\nid = "s"\ntitle = "S"\n'
    )
    for number in range(count):
        text += _EVENT.format(
            id=f"e{number}",
            title=f"Shapes number {number}",
            date=1900 + 7 * number,
            importance=1 + number % 5,
            file=names[number % len(names)],
            number=number,
        )
    file = folder / "events.toml"
    file.write_text(text, "utf-8")
    return file


def timeline(folder: Path, count: int = 8) -> Timeline:
    """The timeline itself."""
    return reader.read(write(folder, count))[0]
