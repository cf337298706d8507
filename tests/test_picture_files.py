"""Picture files: opened, turned, made smaller, told nothing of, kept between builds."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from support import pictured
from support.pictured import PICTURES, SECRET, SVG, drawn, file_of

from timeline.drawing.apart import DRAWER
from timeline.errors import BadPicture
from timeline.images import pictures, pixels, shelf, sizes
from timeline.images.drawer import Drawer
from timeline.images.sizes import LARGE, SMALL, THUMB
from timeline.images.unfit import Unfit, Why
from timeline.model.files import Picture


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, bytes], Picture]:
    """Puts a picture's file into a folder, and looks at it."""

    def of(name: str, data: bytes) -> Picture:
        path = tmp_path / name
        path.write_bytes(data)
        return pictures.picture(name, path)

    return of


@pytest.fixture
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shelf with nothing on it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shelf._shelf.cache_clear()
    yield tmp_path / "cache" / "honest-timeline" / "pictures"
    shelf._shelf.cache_clear()


def made(picture: Picture, drawer: Drawer = DRAWER) -> sizes.Sizes:
    return sizes.sizes([picture], drawer)[picture.name]


@pytest.mark.parametrize("name", PICTURES)
def test_every_kind_is_made_smaller(put: Callable[[str, bytes], Picture], name: str) -> None:
    """As JPEG or PNG, no longer than the two sizes and no larger than it was."""
    picture = put(name, PICTURES[name]())
    found = made(picture)

    longest = max(picture.width, picture.height)
    for kept, most in ((found.thumb, THUMB), (found.small, SMALL), (found.large, LARGE)):
        if kept is None:
            continue
        with Image.open(kept.path) as image:
            assert image.format in ("JPEG", "PNG")
            assert (kept.width, kept.height) == image.size
            assert max(image.size) <= most
            assert picture.kind == "SVG" or max(image.size) <= longest
            assert abs(image.width / image.height - picture.width / picture.height) < 0.03
    assert (found.large is not None) == (picture.kind == "SVG" or longest > 1.25 * SMALL)


@pytest.mark.parametrize("name", [name for name in PICTURES if name != "clear.png"])
def test_the_right_way_up(put: Callable[[str, bytes], Picture], name: str) -> None:
    """What is up in the picture is up, whichever way the camera was held; of a GIF the first frame."""
    with Image.open(made(put(name, PICTURES[name]())).small.path) as image:
        corner = image.convert("RGB").getpixel((image.width // 10, image.height // 10))

    grey = name == "print.png"
    red, green, _ = corner
    assert abs(red - (76 if grey else 255)) < 16, corner
    assert grey or green < 30, corner


def test_nothing_of_the_camera_is_left(put: Callable[[str, bytes], Picture]) -> None:
    """Neither where it was taken nor by what, in any size."""
    data = pictured.turned()
    assert SECRET.encode() in data
    found = made(put("photo.jpg", data))

    for kept in (found.thumb, found.small, found.large):
        assert kept
        assert SECRET.encode() not in kept.path.read_bytes()
        with Image.open(kept.path) as image:
            assert not image.getexif()
            assert not {"exif", "icc_profile", "comment", "xmp"} & image.info.keys()


def _profiled() -> bytes:
    """Pure green of a wide gamut, with the profile that says so."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    return profile.tobytes()


MODES = {
    "CMYK": file_of(Image.new("CMYK", (300, 200), (0, 255, 255, 0)), "JPEG", quality=95),
    "16 bits": file_of(Image.new("I;16", (300, 200), 65535), "PNG"),
    "one bit": file_of(Image.new("1", (300, 200), 1), "PNG"),
    "palette": file_of(drawn(300, 200).convert("P", palette=Image.Palette.ADAPTIVE), "PNG"),
    "palette seen through": file_of(
        drawn(300, 200).convert("P", palette=Image.Palette.ADAPTIVE), "PNG", transparency=3
    ),
    "grey seen through": file_of(Image.new("LA", (300, 200), (90, 128)), "PNG"),
    "opaque RGBA": file_of(drawn(300, 200).convert("RGBA"), "PNG"),
    "a damaged profile": file_of(drawn(300, 200), "JPEG", icc_profile=b"none of the kind"),
    "a profile of another space": file_of(drawn(300, 200), "JPEG", icc_profile=_profiled()),
}
COLOURS = {"CMYK": (255, 0, 0), "16 bits": (255, 255, 255), "one bit": (255, 255, 255)}


@pytest.mark.parametrize("name", MODES)
def test_every_mode_is_opened(put: Callable[[str, bytes], Picture], name: str) -> None:
    """Whatever a pixel is in the file, it comes out as the colour that it is."""
    with Image.open(made(put("file", MODES[name])).small.path) as image:
        assert image.mode in ("L", "RGB", "RGBA")
        assert (image.mode == "RGBA") == ("seen through" in name)
        if name in COLOURS:
            assert (
                max(
                    abs(one - other)
                    for one, other in zip(
                        image.convert("RGB").getpixel((9, 9)), COLOURS[name], strict=True
                    )
                )
                < 12
            )


_MAKE = """
import hashlib, sys
from pathlib import Path
from timeline.images import pixels
for name in sys.argv[1:]:
    for each in pixels.packed(Path(name).read_bytes(), (128, 560, 1280)):
        print(hashlib.sha256(each.data).hexdigest())
"""


def test_the_same_bytes_without_a_processors_own_instructions(tmp_path: Path) -> None:
    """JPEGs are read and written alike where libjpeg may use none of them, as on other processors."""
    paths = []
    for name in ("photo.jpg", "small.jpg"):
        (tmp_path / name).write_bytes(PICTURES[name]())
        paths.append(str(tmp_path / name))

    def run(**more: str) -> str:
        environment = {**os.environ, **more}
        command = [sys.executable, "-c", _MAKE, *paths]
        return subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True
        ).stdout

    assert len(run().split()) == 6
    assert run() == run(JSIMD_FORCENONE="1")


def test_each_is_made_once(
    put: Callable[[str, bytes], Picture], clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second build opens no picture that has not changed, and one that has."""
    picture = put("photo.jpg", pictured.turned())
    opened: list[int] = []
    packed = pixels.packed
    monkeypatch.setattr(
        pixels, "packed", lambda data, sides: opened.append(len(data)) or packed(data, sides)
    )
    first = made(picture)
    assert first == made(picture)
    assert 1 == len(opened)

    picture.path.write_bytes(pictured.turned(1200, 800))
    assert first != made(pictures.picture("photo.jpg", picture.path))
    assert 2 == len(opened)
    assert 2 == len(list(clean.iterdir()))


@pytest.mark.parametrize("damage", ["cut", "emptied", "another name", "gone", "the largest gone"])
def test_a_damaged_shelf_is_mended(
    put: Callable[[str, bytes], Picture], clean: Path, damage: str
) -> None:
    """Nothing on the shelf is trusted: what is not what it says is made anew."""
    picture = put("photo.jpg", pictured.turned())
    first = made(picture)
    match damage:
        case "cut":
            first.small.path.write_bytes(first.small.path.read_bytes()[:100])
        case "emptied":
            first.small.path.write_bytes(b"")
        case "another name":
            first.small.path.rename(first.small.path.with_name("notes.txt"))
        case "the largest gone":
            first.large.path.unlink()
        case "gone":
            first.small.path.unlink()
            first.large.path.unlink()
            first.thumb.path.unlink()
    second = made(picture)

    assert first == second
    assert b"" != second.small.path.read_bytes()


def test_a_shelf_that_cannot_be_written(
    put: Callable[[str, bytes], Picture], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then what is made is kept for this run alone."""
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    shelf._shelf.cache_clear()
    try:
        assert made(put("small.jpg", PICTURES["small.jpg"]())).small.size > 0
    finally:
        shelf._shelf.cache_clear()


def test_two_builds_at_once(put: Callable[[str, bytes], Picture], clean: Path) -> None:
    """Each finds the whole of what it asked for."""
    picture = put("photo.jpg", pictured.turned())
    found: list[sizes.Sizes] = []
    threads = [threading.Thread(target=lambda: found.append(made(picture))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 4 == len(found)
    assert all(each == found[0] for each in found)
    assert [] == [each for each in clean.iterdir() if each.name.startswith(".")]


def test_all_damaged_are_told(put: Callable[[str, bytes], Picture], tmp_path: Path) -> None:
    """A file that is whole from outside and damaged inside is told when it is opened, with all others."""
    data = bytearray(file_of(drawn(600, 400), "PNG"))
    found = []
    for name in ("a.png", "b.png"):
        picture = put(name, bytes(data))
        at = data.index(b"IDAT") + 40
        picture.path.write_bytes(bytes(data[:at]) + bytes(60) + bytes(data[at + 60 :]))
        found.append(picture)
    good = put("c.jpg", PICTURES["small.jpg"]())

    with pytest.raises(BadPicture) as error:
        sizes.sizes([*found, good], DRAWER)

    assert ["a.png", "b.png"] == [one.name for one in error.value.found]
    assert {"this is damaged"} == {one.problem for one in error.value.found}


def test_a_drawing_is_drawn_sharp(put: Callable[[str, bytes], Picture]) -> None:
    """An SVG has as many pixels as a window has, however small its own numbers are."""
    found = made(put("drawn.svg", SVG))

    assert found.large
    assert (LARGE, LARGE // 2) == (found.large.width, found.large.height)
    with Image.open(found.large.path) as image:
        assert (0, 170, 85) == image.convert("RGB").getpixel((image.width - 5, image.height - 5))


def test_the_shelf_is_thinned(
    put: Callable[[str, bytes], Picture], clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not asked for the longest goes when there is too much."""
    for number in range(4):
        made(put(f"{number}.jpg", file_of(drawn(300, 200, number), "JPEG")))
    kept = sorted(clean.iterdir(), key=lambda each: each.name)
    for age, each in enumerate(kept):
        os.utime(each, (1_000_000 + age, 1_000_000 + age))
    size = max(sum(file.stat().st_size for file in each.iterdir()) for each in kept)
    monkeypatch.setattr(shelf, "_MOST_BYTES", 2 * size)
    shelf._thin(clean)

    assert kept[-1].exists()
    assert not kept[0].exists()


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    """It is refused by its first bytes."""
    path = tmp_path / "bomb.png"
    path.write_bytes(file_of(Image.new("1", (20_000, 10_000)), "PNG"))
    with pytest.raises(Unfit) as error:
        pixels.look(path)

    assert Why.LARGE == error.value.why


def test_made_of_bytes_too() -> None:
    """What is held is made smaller as what is in a file is."""
    (found,) = pixels.packed(file_of(drawn(400, 300), "PNG"), (200,))

    assert (200, 150) == Image.open(io.BytesIO(found.data)).size


def _uses(depth: int, each: int) -> str:
    found = '<g id="a0"><rect width="1" height="1"/></g>'
    for level in range(1, depth):
        found += f'<g id="a{level}">' + f'<use href="#a{level - 1}"/>' * each + "</g>"
    return f'<defs>{found}</defs><use href="#a{depth - 1}"/>'


_FILLS = "".join(
    f'<pattern id="p{at}" width="1" height="1">'
    + f'<rect width="1" height="1" fill="url(#p{at + 1})"/>' * 9
    + "</pattern>"
    for at in range(9)
)
EXPLODING = {
    "uses of uses": _uses(14, 8),
    "patterns of patterns": f'<defs>{_FILLS}</defs><rect width="9" height="9" fill="url(#p0)"/>',
    "one that uses itself": '<g id="a"><use href="#a"/></g>',
    "two that use each other": '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
}


@pytest.mark.parametrize("name", EXPLODING)
def test_a_drawing_that_explodes(put: Callable[[str, bytes], Picture], name: str) -> None:
    """A few lines that draw millions of elements, or for ever, are refused before they are drawn."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{EXPLODING[name]}</svg>'
    with pytest.raises(Unfit) as error:
        put("a.svg", svg.encode())

    assert Why.UNSAFE == error.value.why


def test_uses_that_draw_little(put: Callable[[str, bytes], Picture]) -> None:
    """A drawing may use what it has, some hundred times."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{_uses(4, 7)}</svg>'

    assert made(put("a.svg", svg.encode())).large


SIZED = {
    "larger than its box": ('viewBox="0 0 10 5" width="90000" height="45000"', (LARGE, LARGE // 2)),
    "of another shape than its box": ('viewBox="0 0 10 10" width="50" height="5"', (LARGE, LARGE)),
    "very long": ('viewBox="0 0 900000 100"', (LARGE, 1)),
    "below its own corner": ('viewBox="-50 -50 100 100"', (LARGE, LARGE)),
}


@pytest.mark.parametrize("name", SIZED)
def test_the_size_that_a_drawing_says(put: Callable[[str, bytes], Picture], name: str) -> None:
    """It is drawn as large as a window, whatever it says."""
    attributes, size = SIZED[name]
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><rect width="9" height="9"/></svg>'
    found = made(put("a.svg", svg.encode())).large

    assert found
    assert size == (found.width, found.height)


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1)])
def test_odd_shapes(put: Callable[[str, bytes], Picture], size: tuple[int, int]) -> None:
    found = made(put("a.png", file_of(Image.new("RGB", size), "PNG")))

    assert max(found.small.width, found.small.height) <= SMALL
    assert min(found.small.width, found.small.height) >= 1


@pytest.mark.parametrize("name", ["ü #?\"' &.jpg", "写真.jpg", "a b.jpg"])
def test_any_name(tmp_path: Path, name: str) -> None:
    """A file's name may have any sign; what is published is named by what it holds."""
    (tmp_path / name).write_bytes(PICTURES["small.jpg"]())
    found = made(pictures.picture(name, tmp_path / name))

    assert found.small.name.isascii()


_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
OUTSIDE = {
    "an import in two texts": '<style>@im<?x y?>port "http://example.org/x.css";</style>',
    "an address around an element": "<style>.a { fill: ur<g/>l(http://example.org/x) }</style>",
    "an address of another form": '<style>.a { fill: src("http://example.org/x") }</style>',
    "masks by rules": (
        "<style>.a{mask:url(#m)}</style><defs><mask id='m'>"
        + "<rect class='a' width='9' height='9'/>" * 500
        + "</mask></defs>"
        + "<rect class='a' width='9' height='9'/>" * 500
    ),
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_a_style_hides(put: Callable[[str, bytes], Picture], name: str) -> None:
    """The rules of a drawing are looked at whole, however their text is cut."""
    with pytest.raises(Unfit) as error:
        put("a.svg", _SVG.format(OUTSIDE[name]).encode())

    assert Why.UNSAFE == error.value.why


def test_a_drawing_that_asks_for_all_memory(put: Callable[[str, bytes], Picture]) -> None:
    """It ends the process that draws it, and no other; it is told as what cannot be drawn."""
    huge = (
        '<pattern id="p" width="1e5" height="1e5" patternUnits="userSpaceOnUse">'
        '<rect width="9" height="9"/></pattern><rect width="9" height="9" fill="url(#p)"/>'
    )
    picture = put("a.svg", _SVG.format(huge).encode())
    with pytest.raises(BadPicture):
        made(picture)


def test_letters_of_an_older_coding(put: Callable[[str, bytes], Picture]) -> None:
    """A drawing says how its letters are coded, and is drawn."""
    text = '<?xml version="1.0" encoding="iso-8859-1"?>' + _SVG.format(
        '<title>é</title><rect width="9" height="9" fill="#00f"/>'
    )
    with Image.open(made(put("a.svg", text.encode("latin-1"))).small.path) as image:
        assert (0, 0, 255) == image.convert("RGB").getpixel((9, 9))


def test_a_film_behind_a_picture(put: Callable[[str, bytes], Picture]) -> None:
    """As phones write it: what is behind the end of an image is not looked at."""
    for name in ("photo.jpg", "print.png"):
        assert made(put(name, PICTURES[name]() + bytes(200_000))).small


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "GIF"])
def test_no_damage_escapes(put: Callable[[str, bytes], Picture], kind: str) -> None:
    """Whatever is wrong within a file, it is told as one that cannot be opened."""
    data = file_of(drawn(200, 120), kind, save_all=True, append_images=[drawn(200, 120, 5)])
    for at in range(40, len(data), max(1, len(data) // 60)):
        broken = bytearray(data)
        broken[at : at + 4] = bytes(255 - each for each in broken[at : at + 4])
        try:
            picture = put("a", bytes(broken))
        except Unfit:
            continue
        try:
            made(picture)
        except BadPicture:
            continue
