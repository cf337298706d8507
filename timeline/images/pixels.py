"""Images of pixels: opened, looked at, made smaller and packed. The one door to Pillow."""

from __future__ import annotations

import contextlib
import io
import struct
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import PIL
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError
from PIL.PngImagePlugin import PngInfo

from timeline.images.unfit import Why, refuse

VERSION = PIL.__version__
MOST_PIXELS = 64_000_000  # of an image; opened, one of these takes 256 MB at most
# What is taken, as Pillow names it: a phone's JPEG with a second one in it is an MPO.
KINDS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WebP", "AVIF": "AVIF", "GIF": "GIF"}
_OPENED = sorted({*KINDS} - {"MPO"})  # which is found by Pillow in what begins as a JPEG
_TURNED = frozenset(range(5, 9))  # orientations that stand on a side
_TAIL = 65_536
_SMALL = 64  # pixels of a side of an image that is opened to see whether it can be
_QUALITY = 80
_JPEG, _PNG = "image/jpeg", "image/png"
# A PNG of a photograph is much larger than its JPEG; of a drawing or a scan of print it is not.
_PNG_AT_MOST = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What an image says of itself: its kind, and its size in pixels as it is seen."""

    kind: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """An image as a file: its bytes, their media type, and its size in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def look(path: Path) -> Look:
    """What an image file is, of its first bytes and its last; raises Unfit, and OSError.

    That the rest of it is whole is known when it is opened, by `packed`.
    """
    with path.open("rb") as stream:
        return _look(stream)


def whole(data: bytes) -> str:
    """What kind of image is held, all of which can be opened; raises Unfit."""
    kind = _look(io.BytesIO(data)).kind
    packed(data, [_SMALL])
    return kind


def _look(stream: IO[bytes]) -> Look:
    with _opened(stream) as image:
        width, height = image.size
        kind = KINDS[image.format or ""]
        if _is_cut(stream, kind):
            refuse(Why.BROKEN, f"this {kind} ends before its end", "save it anew")
        if _orientation(image) in _TURNED:
            width, height = height, width
        return Look(kind=kind, width=width, height=height)


@contextlib.contextmanager
def _opened(stream: IO[bytes]) -> Iterator[Image.Image]:
    """An image of one of the KINDS that is no bomb; raises Unfit."""
    remedy = f"make it {MOST_PIXELS // 1_000_000} megapixels at most"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            Image.init()
            image = Image.open(stream, formats=_OPENED)
    except Image.DecompressionBombError:
        refuse(Why.LARGE, "this has too many pixels to open", remedy)
    except UnidentifiedImageError:
        refuse(Why.KIND, _other_kind(stream), "save it as JPEG or PNG")
    except (OSError, SyntaxError, ValueError, struct.error):
        refuse(Why.BROKEN, "this is damaged", "save it anew")
    with image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            refuse(Why.LARGE, f"this has {width:,} x {height:,} pixels", remedy)
        if not width or not height:
            refuse(Why.BROKEN, "this has no pixels", "save it anew")
        yield image


# What other files begin with, by what they are.
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
    (b"BM", "a BMP"),
    (b"\0\0\1\0", "an icon file"),
    (b"PK\3\4", "a ZIP archive"),
    (b"\xff\xd8", "a damaged JPEG"),
    (b"\x89PNG", "a damaged PNG"),
    (b"GIF8", "a damaged GIF"),
)
_PAGES = (b"<!doctype html", b"<html")


def _other_kind(stream: IO[bytes]) -> str:
    """What a file is that is none of the kinds."""
    stream.seek(0)
    head = stream.read(512)
    if not head:
        return "this is empty"
    for sign, name in _OTHERS:
        if head.startswith(sign):
            return f"this is {name}"
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return f"this is {'a HEIC' if brand in (b'heic', b'heix', b'mif1') else 'a video'}"
    if head.lstrip().lower().startswith(_PAGES):
        return "this is a web page"
    with contextlib.suppress(UnicodeDecodeError):
        head[: len(head) - 3 if len(head) == 512 else None].decode()
        if b"\0" not in head:
            return "this is text"
    return "this is no image that is known here"


def _is_cut(stream: IO[bytes], kind: str) -> bool:
    """Whether a file ends before its image does, where that is seen from outside."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read()
    if kind == "JPEG":
        # Behind an image there may be a film, as of phones.
        return _END not in tail and not _has_end(stream)
    if kind == "PNG":
        stream.seek(0)
        return b"IEND" not in tail and b"IEND" not in stream.read()
    if kind == "WebP":
        stream.seek(4)
        return int.from_bytes(stream.read(4), "little") + 8 > size
    return False


_END = b"\xff\xd9"  # of a JPEG, which no data of an image has in it


def _has_end(stream: IO[bytes]) -> bool:
    """Whether a JPEG has an end behind where its own data begin: that of a small one in it is before."""
    stream.seek(0)
    data, at = stream.read(), 2
    while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] != b"\xda":
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return _END in data[at:]


def _orientation(image: Image.Image) -> int:
    with contextlib.suppress(Exception):  # of what cameras write there, much is damaged
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    return 1


def longest(data: bytes) -> int:
    """The longer side of an image that is held, in pixels; raises Unfit."""
    with _opened(io.BytesIO(data)) as image:
        return max(image.size)


def packed(data: bytes, sides: Sequence[int]) -> list[Packed]:
    """An image turned as it says, in sRGB, no longer than each of `sides`, without what else its file says.

    None is larger than it was. Raises Unfit.
    """
    with _opened(io.BytesIO(data)) as image:
        return _smaller(image, sides)


def _smaller(image: Image.Image, sides: Sequence[int]) -> list[Packed]:
    try:
        return _sized(image, sides)
    except (OSError, SyntaxError, ValueError, struct.error, EOFError, RuntimeError):
        refuse(Why.BROKEN, "this is damaged", "save it anew")
    return []


def _sized(image: Image.Image, sides: Sequence[int]) -> list[Packed]:
    is_photograph = image.format in ("JPEG", "MPO", "AVIF")
    # A JPEG is opened at half its size, or a quarter, where that is enough.
    image.draft("RGB" if image.mode != "L" else "L", (max(sides), max(sides)))
    upright = _plain(_upright(image))
    found = []
    for side in sides:
        scale = min(1.0, side / max(upright.size))
        width, height = (max(1, round(length * scale)) for length in upright.size)
        sized = upright
        if (width, height) != upright.size:
            sized = upright.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        found.append(_as_file(sized, is_photograph=is_photograph))
    return found


def _upright(image: Image.Image) -> Image.Image:
    if getattr(image, "n_frames", 1) > 1:
        image.seek(0)
    image.load()
    orientation = _orientation(image)
    if orientation == 1:
        return image
    return ImageOps.exif_transpose(image) or image


def _plain(image: Image.Image) -> Image.Image:
    """An image in one of three modes (L, RGB, RGBA), its colours those of sRGB."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits to a pixel
        image = image.convert("I").point(lambda value: value / 257).convert("L")
    has_alpha = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    if has_alpha:
        image = image if image.mode == "RGBA" else image.convert("RGBA")
        if image.getchannel("A").getextrema() == (255, 255):
            image = image.convert("RGB")
    elif image.mode == "1":
        image = image.convert("L")
    elif image.mode == "P" or image.mode not in ("L", "RGB", "CMYK"):
        image = image.convert("RGB")
    if profile and image.mode != "RGBA":
        image = _in_srgb(image, profile)
    return image.convert("RGB") if image.mode == "CMYK" else image


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The same with its colours as sRGB has them; as it is where its profile is damaged."""
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if image.mode == "L":
            return image  # grey is grey
        srgb = ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(image, given, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return turned or image


def _as_file(image: Image.Image, *, is_photograph: bool) -> Packed:
    """As JPEG, or as PNG if it is seen through somewhere or a drawing."""
    if image.mode != "RGBA":
        data, kind = _jpeg(image), _JPEG
        if not is_photograph and len(png := _png(image)) <= _PNG_AT_MOST * len(data):
            data, kind = png, _PNG
    else:
        data, kind = _png(image), _PNG
    return Packed(data=data, media_type=kind, width=image.width, height=image.height)


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    # Without what its file said of it: when and where it was taken, by what, by whom.
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    bare.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    bare.save(out, "PNG", optimize=True)
    return out.getvalue()


def picture(
    png: bytes, *, mode: str, about: Mapping[str, str], dpi: float, few_colours: bool = False
) -> bytes:
    """A PNG packed anew in a `mode` of Pillow's, with the texts of `about` in it by their names.

    `dpi` is how many pixels go to an inch in print. With `few_colours` it has 256, none of
    which is seen to differ.
    """
    info = PngInfo()
    for name, text in about.items():
        info.add_itxt(name, text)
    dots = round(dpi)
    out = io.BytesIO()
    image = Image.open(io.BytesIO(png)).convert(mode)
    if few_colours:
        image = image.quantize(method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    image.save(out, "PNG", pnginfo=info, dpi=(dots, dots))
    return out.getvalue()
