"""Which face draws what the shipped font lacks: the same one for the same fonts and text.

A sans of its script, by the language for Chinese characters, in the weight asked for; faces
of the extra `fonts` before those of the system, whose names put them in order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path

from fontTools import unicodedata as scripts

from timeline.faces import found
from timeline.faces.face import BOLD, REGULAR, Face, faces

Finder = Callable[[], Iterable[Path]]

_HAN = {"Hani", "Hira", "Kana", "Hang", "Bopo"}
# Scripts of no writing of their own: what stands beside a sign says of which it is.
COMMON = {"Zyyy", "Zinh", "Zzzz"}
# How families say for which region they draw Chinese characters.
_REGIONS = {
    "JP": re.compile(
        r"JP\b|Japan|Hiragino (?!Sans (GB|CNS))|Yu ?Gothic|Meiryo|MS P?Gothic|IPA|Takao|VL "
    ),
    "KR": re.compile(r"KR\b|Korea|SD Gothic|Malgun|Nanum|Baekmuk|UnDotum"),
    "SC": re.compile(
        r"SC\b|CN\b|Hiragino Sans GB|YaHei|WenQuanYi|SimHei|DengXian|Droid Sans Fallback"
    ),
    "TC": re.compile(r"TC\b|TW\b|Hiragino Sans CNS|JhengHei"),
    "HK": re.compile(r"HK\b|TC\b|JhengHei"),
}
_KANA, _HANGUL, _BOPOMOFO = {"Hira", "Kana"}, {"Hang"}, {"Bopo"}
# Families in the order they are taken, by how their names begin: made for text on screens,
# and in more than one weight. Others come after them, by name.
_PREFERRED = (
    "Noto Sans",
    "Noto Emoji",
    "Source Han Sans",
    "Hiragino",
    "PingFang",
    "Apple SD Gothic",
    "Geeza Pro",
    "Thonburi",
    "Kohinoor",
    "Yu Gothic UI",
    "Yu Gothic",
    "Meiryo",
    "Microsoft YaHei",
    "Microsoft JhengHei",
    "Malgun Gothic",
    "Leelawadee UI",
    "Nirmala",
    "Segoe UI",
    "Apple Symbols",
    "Lohit",
    "DejaVu Sans",
    "FreeSans",
)
# Plain ones first: these are for other uses, or look unlike the shipped font.
_UNLIKE = re.compile(
    r"Serif|Mincho|Myeongjo|Myungjo|Ming\b|Song\b|Batang|Gungsuh|Naskh|Nastaliq|Urdu|Kufi|Mono|"
    r"Looped|Display|Condensed|Rounded|Script|Hand|Fang|Kai|Typewriter|Courier|Times|Slab|Decorative"
)
# Faces that have a sign for everything, which says nothing; and of pixels.
_EMPTY = re.compile(r"Last ?Resort|Adobe (Blank|NotDef)|Unifont|\.notdef", re.IGNORECASE)


def script(character: str) -> str:
    """The script of a character as ISO 15924 has it, such as "Thai"."""
    return str(scripts.script(character))


def script_name(tag: str) -> str:
    """The name of a script in English, such as "Devanagari"."""
    return str(scripts.script_name(tag, default=tag)).replace("_", " ")


def region(lang: str, text: str) -> str:
    """For whom Chinese characters are drawn in a text of a language: JP, KR, SC, TC or HK."""
    parts = lang.lower().split("-")
    match parts[0]:
        case "ja":
            return "JP"
        case "ko":
            return "KR"
        case "yue":
            return "HK"
        case "zh" | "cmn" | "lzh" | "nan" | "hak" | "wuu":
            if {"hk", "mo"} & set(parts):
                return "HK"
            return "TC" if {"hant", "tw"} & set(parts) else "SC"
    held = set(map(script, text))
    if held & _KANA:
        return "JP"
    if held & _HANGUL:
        return "KR"
    return "TC" if held & _BOPOMOFO else "SC"


@lru_cache(maxsize=10_000)
def chosen(cluster: str, *, bold: bool, region: str) -> Face | None:
    """The face that draws a cluster; None if no font here has all of it."""
    tag = next((each for each in map(script, cluster) if each not in COMMON), "Zyyy")
    for letter in _letters(cluster) if tag == "Zyyy" else ():
        face = chosen(letter, bold=bold, region=region)
        if face and covers(face, cluster):
            return face
    ranked = _ranked(bold, region if tag in _HAN else "")
    return next((face for face in ranked if covers(face, cluster)), None)


# A letter of each script that shares digits and commas with others, the most written first.
_LETTERS = {"Arab": "\u0627", "Deva": "\u0905", "Hani": "\u4e00"}


def _letters(cluster: str) -> list[str]:
    """Letters of the scripts that a sign is used in: a lone Arabic digit is set as Arabic is."""
    used = scripts.script_extension(cluster[0])
    return [letter for tag, letter in _LETTERS.items() if tag in used]


def covers(face: Face, cluster: str) -> bool:
    """Whether a face draws all of a cluster."""
    base = needed(cluster)[:1]
    if not base:
        return False
    composed = unicodedata.normalize("NFC", base + cluster[len(base) :])[:1]
    if not (face.has(base) or face.has(composed)):
        return False
    glyphs = face.shaped(cluster, 0, len(cluster), rtl=False, script=script(base), lang="und")
    return all(glyph.number for glyph in glyphs) and any(
        face.drawn(glyph.number) for glyph in glyphs
    )


def needed(cluster: str) -> str:
    """What of a cluster has to be seen: none of it where nothing would be."""
    seen = "".join(each for each in cluster if _is_seen(each))
    is_marks = all(unicodedata.category(each) in {"Mn", "Me"} for each in seen)
    return "" if is_marks else seen


def _is_seen(character: str) -> bool:
    code, kind = ord(character), unicodedata.category(character)
    if kind == "Cf":
        return unicodedata.bidirectional(character) == "AN" or code in _ENCLOSING
    if kind == "Cn":  # perhaps newer than this Python's Unicode: letters and emoji keep coming
        is_to_come = 0x20000 <= code < 0x3FFFE or 0x1F000 <= code < 0x1FB00
        return is_to_come or script(character) != "Zzzz"
    # For private use: where a reader has the author's font there is a sign, elsewhere a box.
    return kind == "Co" or (kind[0] not in "CZ" and code not in _FILLERS)


_ENCLOSING = {0x6DD, 0x70F, 0x8E2, 0x110BD, 0x110CD}  # signs that numbers are written into
_FILLERS = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0} | {
    *range(0x180B, 0x1810),
    *range(0xFE00, 0xFE10),
    *range(0xE0100, 0xE01F0),
}


@cache
def _ranked(bold: bool, region: str) -> tuple[Face, ...]:
    """Every face there is, the one to take first first."""
    wanted = BOLD if bold else REGULAR

    def rank(place: tuple[int, Face]) -> tuple[object, ...]:
        source, face = place
        family = face.family
        return (
            source,
            _is_of_others(family, region),
            bool(_UNLIKE.search(family)),
            next((at for at, name in enumerate(_PREFERRED) if family.startswith(name)), 99),
            family,
            abs(face.weight - wanted),
            str(face.path),
            face.index,
        )

    return tuple(face for _, face in sorted(_all(bold), key=rank))


def _is_of_others(family: str, region: str) -> bool:
    """Whether a family is made for another region; for none, whether it is made for one."""
    if region:
        return not _REGIONS[region].search(family)
    return any(names.search(family) for names in _REGIONS.values())


@cache
def _all(bold: bool) -> tuple[tuple[int, Face], ...]:
    """Faces that may be taken, each with the rank of where it is from."""
    return tuple(
        (source, face)
        for source, find in enumerate(_finders())
        for path in find()
        for face in faces(path, bold=bold)
        if face.draws and face.is_upright and not _EMPTY.search(face.family)
    )


def _finders() -> tuple[Finder, ...]:
    return (found.of_the_extra, found.packaged, found.of_the_system)
