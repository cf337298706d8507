"""Pictures of events: files that are looked at, what is told of those that cannot be shown, and one that is added."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from timeline.errors import Fault, InvalidTimeline
from timeline.text.reader import read

NS = 'xmlns="http://www.w3.org/2000/svg"'
LINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
FILE = """\
[timeline]
title = "T"

[[sources]]
id = "s"
title = "S"

[[events]]
id = "e"
title = "E"
date = "1950"
media = [{{ file = "{}", alt = "A square", credit = "Me", licence = "CC0" }}]
sources = ["s"]
"""


def image(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    """A picture of a kind, with enough in it to be cut."""
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(out, kind)
    return out.getvalue()


def svg(inner: str = "", of_root: str = "") -> bytes:
    rest = f'{of_root}><rect width="9" height="9"/>{inner}</svg>'
    return f'<svg {NS} {LINK} viewBox="0 0 40 30" {rest}'.encode()


def written(folder: Path, data: bytes | None, name: str = "pictures/a.jpg") -> Path:
    """A timeline's file in a folder, and the picture that it names."""
    if data is not None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    path = folder / "events.toml"
    path.write_text(FILE.format(name), "utf-8")
    return path


def faults(path: Path) -> list[Fault]:
    try:
        return list(read(path)[1])
    except InvalidTimeline as error:
        return list(error.faults)


# What is taken


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP", "AVIF", "GIF"])
def test_kinds_that_are_taken(tmp_path: Path, kind: str) -> None:
    """What a file is counts, not its name; its size is that of the picture."""
    timeline, found = read(written(tmp_path, image(kind)))
    (picture,) = timeline.files.pictures

    assert [] == list(found)
    assert ("pictures/a.jpg", kind, 40, 30) == (
        picture.name,
        picture.kind,
        picture.width,
        picture.height,
    )


def test_a_picture_that_is_turned(tmp_path: Path) -> None:
    """One that a camera was held upright for is as high as it is seen."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 30)).save(out, "JPEG", exif=exif)
    (picture,) = read(written(tmp_path, out.getvalue()))[0].files.pictures

    assert (30, 40) == (picture.width, picture.height)


def test_a_drawing_is_taken(tmp_path: Path) -> None:
    """An SVG that only draws has the size of its box."""
    inner = '<defs><path id="p" d="M0 0h9"/></defs><use href="#p"/><style>path{fill:red}</style>'
    (picture,) = read(written(tmp_path, svg(inner), "a.svg"))[0].files.pictures

    assert ("SVG", 40, 30) == (picture.kind, picture.width, picture.height)


def test_a_file_that_is_named_twice_is_one(tmp_path: Path) -> None:
    """The picture of the whole may be that of an event."""
    path = written(tmp_path, image("PNG"), "a.png")
    lines = path.read_text("utf-8").replace(
        '"T"\n',
        '"T"\nmedia = [{ file = "a.png", decorative = true, credit = "Me", licence = "CC0" }]\n',
    )
    path.write_text(lines, "utf-8")
    timeline, found = read(path)

    assert [] == list(found)
    assert ["a.png"] == [each.name for each in timeline.files.pictures]
    assert timeline.header.media[0].decorative


# What is not

HALF = image("JPEG", (400, 300))
PIXELS = image("PNG", (300, 300))
BAD: dict[str, tuple[bytes | None, str, str]] = {
    "text that is called a JPEG": (b"Not yet scanned.\n", "picture-kind", "this is text"),
    "a web page": (b"<!DOCTYPE html><title>404</title>", "picture-kind", "this is a web page"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "picture-kind", "this is a PDF"),
    "a phone's HEIC": (b"\0\0\0\x24ftypheic\0\0\0\0mif1heic", "picture-kind", "this is a HEIC"),
    "a film": (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2", "picture-kind", "this is a video"),
    "a TIFF": (image("TIFF"), "picture-kind", "this is a TIFF"),
    "a BMP": (image("BMP"), "picture-kind", "this is a BMP"),
    "an archive": (b"PK\3\4\x14\0", "picture-kind", "this is a ZIP archive"),
    "nothing": (b"", "picture-kind", "this is empty"),
    "noise": (b"\x8f\0\xff\xfe" * 99, "picture-kind", "this is no image that is known here"),
    "another XML": (b'<?xml version="1.0"?><html/>', "picture-kind", "its first element is <html>"),
    "a JPEG that is cut in half": (
        HALF[: len(HALF) // 2],
        "picture-broken",
        "this JPEG ends before its end",
    ),
    "a PNG that is cut in half": (
        PIXELS[: len(PIXELS) // 2],
        "picture-broken",
        "this PNG ends before its end",
    ),
    "a WebP that is cut in half": (
        (webp := image("WebP", (300, 300)))[: len(webp) // 2],
        "picture-broken",
        "this is damaged",
    ),
    "a JPEG of which the head alone is there": (
        HALF[:12],
        "picture-broken",
        "this is damaged",
    ),
    "XML that has no end": (svg()[:-6], "picture-broken", "this is no XML"),
    "an SVG without a size": (f"<svg {NS}/>".encode(), "picture-broken", "how large it is"),
    "a script in it": (svg("<script>alert(1)</script>"), "picture-unsafe", "<script> is not taken"),
    "what runs as it is loaded": (svg(of_root='onload="alert(1)"'), "picture-unsafe", "onload"),
    "a link in it": (svg('<a href="https://e.org"/>'), "picture-unsafe", "<a> is not taken"),
    "an image in it": (
        svg('<image href="https://e.org/a.png"/>'),
        "picture-unsafe",
        "<image> is not taken",
    ),
    "a style that imports": (
        svg("<style>@import url(https://e.org/a.css);</style>"),
        "picture-unsafe",
        "its <style> leads out of the file",
    ),
    "a fill from elsewhere": (
        svg('<path fill="url(https://e.org/a.svg#p)"/>'),
        "picture-unsafe",
        "fill of <path> leads out of the file",
    ),
    "a shape from elsewhere": (
        svg('<use xlink:href="https://e.org/a.svg#p"/>'),
        "picture-unsafe",
        "href of <use> leads out of the file",
    ),
    "what is not SVG in it": (
        svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
        "picture-unsafe",
        "<foreignObject> is not taken",
    ),
    "an entity": (
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(),
        "picture-unsafe",
        "it declares an entity, a",
    ),
    "none": (None, "file-missing", "there is no such file beside the timeline's own"),
}


@pytest.mark.parametrize(("data", "code", "words"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_shown(tmp_path: Path, data: bytes | None, code: str, words: str) -> None:
    """It is told at the file's name, with what it is and what to do."""
    (fault,) = faults(written(tmp_path, data))

    assert fault.place
    assert (code, 12, 19) == (fault.code, fault.place.line, fault.place.column)
    assert words in fault.problem
    assert fault.problem.startswith('file "pictures/a.jpg": ')
    assert fault.remedy


def test_a_picture_of_too_many_pixels(tmp_path: Path) -> None:
    """A small file may hold more than there is memory for; it is refused before it is opened."""
    out = io.BytesIO()
    Image.new("1", (20_000, 10_000)).save(out, "PNG")
    path = written(tmp_path, out.getvalue())
    (fault,) = faults(path)

    assert len(out.getvalue()) < 100_000
    assert "picture-large" == fault.code
    assert fault.remedy == "make it 64 megapixels at most"


def test_a_file_of_too_many_bytes(tmp_path: Path) -> None:
    """30 MB are as much as is read of any file."""
    path = written(tmp_path, image("JPEG"))
    os.truncate(tmp_path / "pictures" / "a.jpg", 30_000_001)
    (fault,) = faults(path)

    assert "file-large" == fault.code


@pytest.mark.parametrize(
    "name", ["../a.jpg", "/etc/a.jpg", "C:/a.jpg", "a\\\\b.jpg", "pictures/../../a.jpg", ""]
)
def test_files_elsewhere(tmp_path: Path, name: str) -> None:
    """What leads out of the folder is not looked at, whether it is there or not."""
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "a.jpg").write_bytes(image("JPEG"))
    path = written(inside, None, name)

    assert ["file-outside"] == [each.code for each in faults(path)]


def test_a_link_of_the_system_that_leads_out(tmp_path: Path) -> None:
    """Where a link ends counts."""
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "a.jpg").write_bytes(image("JPEG"))
    (inside / "a.jpg").symlink_to(tmp_path / "a.jpg")

    assert ["file-outside"] == [each.code for each in faults(written(inside, None, "a.jpg"))]


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    """A folder by that name is told as such."""
    (tmp_path / "a.jpg").mkdir()
    (fault,) = faults(written(tmp_path, None, "a.jpg"))

    assert ("file-missing", 'file "a.jpg": this is no file') == (fault.code, fault.problem)


def naming(folder: Path, name: str) -> Path:
    """A timeline's file beside a picture, which it names otherwise."""
    path = written(folder, image("JPEG"))
    path.write_text(FILE.format(name), "utf-8")
    return path


MEANT = {
    "a letter left out": "pictures/a.jg",
    "capitals": "pictures/A.JPG",
    "the other slash": "pictures\\\\a.jpg",
}


@pytest.mark.parametrize("name", MEANT)
def test_a_name_that_is_nearly_right(tmp_path: Path, name: str) -> None:
    """The file that is there and is most likely meant is named."""
    (fault,) = faults(naming(tmp_path, MEANT[name]))

    assert ("pictures/a.jpg",) == fault.meant
    assert 'write "pictures/a.jpg"' == fault.remedy


ELSEWHERE = {
    "a disk": ("C:/Users/me/a.jpg", "on one machine alone"),
    "a root": ("/home/me/a.jpg", "on one machine alone"),
    "the web": ("https://example.org/a.jpg", "an address on the web"),
    "above": ("../a.jpg", "leads out of the folder"),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_no_file_here(tmp_path: Path, name: str) -> None:
    """It is told as what it is, with what to do."""
    named, words = ELSEWHERE[name]
    (fault,) = faults(naming(tmp_path, named))

    assert "file-outside" == fault.code
    assert words in fault.problem
