"""Notices and errors of drawing in words, with the options that help."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from timeline.errors import Lost, NoFont, TimelineError, TooLarge

if TYPE_CHECKING:
    from timeline.drawing.notices import Notice, Undated, Unmarked, Unsaid, Untied

_NAMED = 3  # events
_SHOWN = 12  # letters of another font
_PART = "draw a part with --from, --to, --lane or --min-importance"


def notice_words(notice: Notice) -> str:
    """A notice as part of a sentence."""
    from timeline.drawing.notices import (
        Clustered,
        ForeignLetters,
        LeftOut,
        Squeezed,
        TooHigh,
        Uncited,
        Undated,
        Unmarked,
        Unnamed,
        Unsaid,
        Untied,
    )

    match notice:
        case Clustered(count, total):
            return (
                f"the chart has no room for {count} of {total} events, which are gathered in "
                f"counts; {_PART}, or give it room with --height"
            )
        case Uncited(signs, scripts):
            return (
                f"{lacking_words(signs, scripts)}, and does not name the works whose names have "
                f"them; {fonts_to_install(scripts)}"
            )
        case Unnamed(count, total):
            return f"the picture has no room to label {count} of {total} events; {_PART}"
        case LeftOut(count, total):
            return (
                f"the picture has no room for {count} of {total} events, those of less weight, which "
                f"are left out; {_PART}"
            )
        case Unmarked() | Undated():
            return _without_mark(notice)
        case Unsaid() | Untied():
            return _without_way(notice)
        case TooHigh(height, limit):
            return (
                f"the chart is {round(height)} px high, not {round(limit)}: its lanes, periods and "
                "key need that much by themselves; draw fewer lanes with --lane, or give it room "
                "with --height"
            )
        case ForeignLetters(letters):
            shown = letters[:_SHOWN] + ("..." if len(letters) > _SHOWN else "")
            return (
                f"a PNG or PDF draws {len(letters)} letters or signs ({shown}) in fonts of this "
                "machine; page and SVG leave them to the reader's fonts"
            )
        case Squeezed(share):
            return (
                f"a PNG or PDF draws a line at {share:.0%} of its width: the font of this machine "
                "is wider than the one it was measured for"
            )


def _without_way(notice: Unsaid | Untied) -> str:
    """What the list alone has, as the chart has no room for it past the labels."""
    from timeline.drawing.notices import Unsaid

    if isinstance(notice, Unsaid):
        named = _few([f'"{event}"' for event in notice.events])
        what, those = ("annotation", "it") if len(notice.events) == 1 else ("annotations", "them")
        return (
            f"the chart has no room for the {what} of {named}, and the list alone has "
            f"{those}; shorten {those}, or raise the importance of what should come first"
        )
    named = _few([f'"{one}" to "{other}"' for one, other in notice.pairs])
    what, those = ("a curve", "it") if len(notice.pairs) == 1 else ("curves", "them")
    return (
        f"the chart has no room for {what} from {named} that would touch no label, and the list "
        f"alone has {those}; shorten the labels on the way, or {_PART}"
    )


def _few(named: list[str]) -> str:
    """The first of some names, and how many more there are."""
    more = len(named) - _NAMED
    return ", ".join(named[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _without_mark(notice: Unmarked | Undated) -> str:
    from timeline.drawing.notices import Unmarked

    if isinstance(notice, Unmarked):
        return (
            f"{notice.count} of {notice.total} events have no mark, since nothing sure of their "
            "dates falls in the span of the chart; the list has them"
        )
    are, has = ("event is", "it") if notice.count == 1 else ("events are", "them")
    return f"{notice.count} undated {are} not drawn; the list of the page has {has}"


def error_words(error: TimelineError) -> str:
    """Why something cannot be made, and what to do."""
    match error:
        case TooLarge():
            pixels = f"{error.width} x {error.height} pixels"
            return f"this PNG would be {pixels}; write --scale {error.scale:.3g} or less"
        case NoFont():
            return no_font_words(error)
        case Lost():
            return f"{error}; try again, or {_PART}"
        case _:
            return str(error)


_TOLD = 8  # signs without a font
_CJK = {"Hani", "Hira", "Kana", "Hang", "Bopo"}
_COMMON = {"Zyyy", "Zinh", "Zzzz"}  # of no script: signs, and emoji
_IN_EXTRA = {
    *(_CJK | _COMMON),
    *("Arab", "Armn", "Beng", "Deva", "Ethi", "Geor", "Gujr", "Guru", "Hebr", "Khmr", "Knda"),
    *("Laoo", "Mlym", "Mymr", "Orya", "Sinh", "Taml", "Telu", "Thai"),
}


def no_font_words(error: NoFont) -> str:
    """What a picture would lack, and what to install, for all of its texts."""
    signs = dict.fromkeys(sign for each in error.missing for sign in each.signs)
    scripts = {script for each in error.missing for script in each.scripts}
    return f"{lacking_words(tuple(signs), scripts)}; {fonts_to_install(scripts)}"


def lacking_words(signs: tuple[str, ...], scripts: Collection[str]) -> str:
    """Which signs have no font, as the beginning of a sentence."""
    shown = " ".join(signs[:_TOLD]) + (" ..." if len(signs) > _TOLD else "")
    own = sorted(_script_words(script) for script in set(scripts) - _COMMON)
    has = " or ".join(own) or ("it" if len(signs) == 1 else "them")
    return f"a PNG or PDF would lack {shown}, since no font here has {has}"


def fonts_to_install(scripts: Collection[str]) -> str:
    """Which fonts have some scripts, and what brings them."""
    from timeline.faces import found

    own = set(scripts) - _COMMON
    families = {"Noto Sans CJK" if each in _CJK else f"Noto Sans {_name(each)}" for each in own}
    packages = {"fonts-noto-cjk" if each in _CJK else "fonts-noto-core" for each in own}
    if not own:
        families, packages = {"Noto Emoji", "Noto Sans Math", "Noto Sans Symbols 2"}, {"fonts-noto"}
    wanted = " and ".join(sorted(families))
    debian = f"on Debian and Ubuntu: apt install {' '.join(sorted(packages))}"
    others = "on macOS and Windows: fonts.google.com/noto"
    if set(scripts) <= _IN_EXTRA and not found.of_the_extra():
        return f'install {wanted}: pip install "honest-timeline[fonts]"; {debian}; {others}'
    return f"install {wanted}; {debian}; {others}"


def _script_words(script: str) -> str:
    return {"Hani": "Chinese characters", "Hang": "Hangul"}.get(script, _name(script))


def _name(script: str) -> str:
    from timeline.faces.choosing import script_name

    return script_name(script)
