"""A logo: a file beside the timeline's own, of which nothing but what draws is taken."""

from __future__ import annotations

import base64
import os
import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from timeline import load, site
from timeline.commands import main
from timeline.drawing import svg
from timeline.drawing.pictures import draw
from timeline.errors import Fault, InvalidTimeline
from timeline.layout.layout import layout
from timeline.layout.theme import themes
from timeline.model import Timeline
from timeline.pages import embed, fitting
from timeline.pages.edition import Edition
from timeline.preview import Preview
from timeline.text.reader import read

NS = 'xmlns="http://www.w3.org/2000/svg"'
LOGO = f'<svg {NS} viewBox="0 0 240 48"><rect width="48" height="48" fill="#b00020"/></svg>'
FILE = (
    '[timeline]\ntitle = "T"\n\n[theme]\nlogo = {{ file = "{}", alt = "The Daily" }}\n\n'
    '[[sources]]\nid = "s"\ntitle = "S"\n\n'
    '[[events]]\nid = "e"\ntitle = "E"\ndate = "1950"\nsources = ["s"]\n'
)


def piece(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data).to_bytes(4, "big")
    return len(data).to_bytes(4, "big") + kind + data + check


def png(width: int = 3, height: int = 1) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + bytes(width) for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", head) + piece(b"IDAT", rows) + piece(b"IEND", b"")


def written(folder: Path, content: str | bytes = LOGO, name: str = "logo.svg") -> Path:
    """A timeline's file in a folder, and the logo that it names."""
    data = content.encode() if isinstance(content, str) else content
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    file = folder / "events.toml"
    file.write_text(FILE.format(name), "utf-8")
    return file


def faults(file: Path) -> list[Fault]:
    try:
        return list(read(file)[1])
    except InvalidTimeline as error:
        return list(error.faults)


UNSAFE = {
    "a script": (f"<svg {NS} viewBox='0 0 1 1'><script>x</script></svg>", "<script>"),
    "a script in a group": (f"<svg {NS} viewBox='0 0 1 1'><g><script/></g></svg>", "<script>"),
    "a script with a prefix": (
        "<s:svg xmlns:s='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><s:script/></s:svg>",
        "<script>",
    ),
    "HTML": (
        f"<svg {NS} viewBox='0 0 1 1'><foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/>"
        "</foreignObject></svg>",
        "<foreignObject>",
    ),
    "an element of HTML": (
        f"<svg {NS} viewBox='0 0 1 1'><script xmlns='http://www.w3.org/1999/xhtml'/></svg>",
        "<script>",
    ),
    "an event": (f"<svg {NS} viewBox='0 0 1 1' onload='x()'/>", "onload"),
    "an event in capitals": (f"<svg {NS} viewBox='0 0 1 1'><g onClick='x()'/></svg>", "onClick"),
    "a picture": (
        f"<svg {NS} viewBox='0 0 1 1'><image href='https://a.example'/></svg>",
        "<image>",
    ),
    "a link": (f"<svg {NS} viewBox='0 0 1 1'><a href='#x'/></svg>", "<a>"),
    "a use of another file": (f"<svg {NS} viewBox='0 0 1 1'><use href='b.svg#x'/></svg>", "href"),
    "the same with a space": (f"<svg {NS} viewBox='0 0 1 1'><use href=' //a/b#x'/></svg>", "href"),
    "the same by xlink": (
        f"<svg {NS} xmlns:l='http://www.w3.org/1999/xlink' viewBox='0 0 1 1'>"
        "<use l:href='data:image/svg+xml,x#x'/></svg>",
        "href",
    ),
    "a fill from elsewhere": (
        f"<svg {NS} viewBox='0 0 1 1'><path fill='url( \"https://a.example/#x\")'/></svg>",
        "fill",
    ),
    "a style that fetches": (
        f"<svg {NS} viewBox='0 0 1 1'><style>path {{ fill: url(//a.example) }}</style></svg>",
        "<style>",
    ),
    "a style that imports": (
        f"<svg {NS} viewBox='0 0 1 1'><style><![CDATA[@im]]><![CDATA[port 'x';]]></style></svg>",
        "<style>",
    ),
    "a style that escapes": (
        f"<svg {NS} viewBox='0 0 1 1'><style>@\\69mport 'x';</style></svg>",
        "<style>",
    ),
    "an attribute that fetches": (
        f"<svg {NS} viewBox='0 0 1 1'><g style='mask:url(http://a/#b)'/></svg>",
        "style",
    ),
    "a base": (f"<svg {NS} viewBox='0 0 1 1' xml:base='https://a.example/'/>", "base"),
    "letters": (f"<svg {NS} viewBox='0 0 1 1'><text>T</text></svg>", "<text>"),
    "movement": (f"<svg {NS} viewBox='0 0 1 1'><animate/></svg>", "<animate>"),
    "a filter with a picture": (
        f"<svg {NS} viewBox='0 0 1 1'><filter><feImage/></filter></svg>",
        "<feImage>",
    ),
    "an entity": (
        f"<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg {NS} viewBox='0 0 1 1'><title>&a;</title></svg>",
        "entity",
    ),
    "an entity from a file": (
        f"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg {NS} viewBox='0 0 1 1'/>",
        "entity",
    ),
    "a style sheet": (
        f"<?xml-stylesheet href='a.css'?><svg {NS} viewBox='0 0 1 1'/>",
        "style sheet",
    ),
    "elements without end": (f"<svg {NS} viewBox='0 0 1 1'>" + "<g>" * 200, "deep"),
}


@pytest.mark.parametrize(("content", "named"), UNSAFE.values(), ids=UNSAFE)
def test_what_does_not_draw(tmp_path: Path, content: str, named: str) -> None:
    """An SVG with anything in it that runs, moves, fetches or needs a font is refused by its name."""
    [fault] = faults(written(tmp_path, content))

    assert "logo-unsafe" == fault.code
    assert named in fault.problem
    assert fault.remedy
    assert (5, 17) == (fault.place.line, fault.place.column)  # type: ignore[union-attr]


BROKEN = {
    "no SVG": ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "logo-kind"),
    "SVG without its namespace": ("<svg viewBox='0 0 1 1'/>", "logo-kind"),
    "no XML": (f"<svg {NS} viewBox='0 0 1 1'>", "logo-broken"),
    "no size": (f"<svg {NS} width='100%' height='100%'/>", "logo-broken"),
    "no image": (b"GIF89a", "logo-kind"),
    "nothing": (b"", "logo-kind"),
    "a PNG cut off": (png()[:-6], "logo-broken"),
    "a PNG with a wrong byte": (png().replace(b"IDAT", b"IDAU"), "logo-broken"),
    "a PNG too wide": (png(5000), "logo-large"),
    "too many bytes": (f"<svg {NS} viewBox='0 0 1 1'>{' ' * 600_000}</svg>", "logo-large"),
}


@pytest.mark.parametrize(("content", "code"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_logo(tmp_path: Path, content: str | bytes, code: str) -> None:
    """A file that is no image, or no whole one, is told where it is named."""
    assert [code] == [fault.code for fault in faults(written(tmp_path, content))]


GOOD = {
    "as drawn by hand": (LOGO, (240, 48)),
    "with a type before it": (f"<?xml version='1.0'?><!DOCTYPE svg>{LOGO}", (240, 48)),
    "with sides in px": (f"<svg {NS} width='30px' height='10'/>", (30, 10)),
    "with what an editor knows": (
        f"<svg {NS} xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:version='1' "
        "viewBox='0,0,4,2'><metadata><i:x/></metadata><style>.a{fill:url(#b)}</style>"
        "<linearGradient id='b'/><use href='#b'/></svg>",
        (4, 2),
    ),
    "a PNG": (png(3, 2), (3, 2)),
}


@pytest.mark.parametrize(("content", "size"), GOOD.values(), ids=GOOD)
def test_what_is_taken(tmp_path: Path, content: str | bytes, size: tuple[int, int]) -> None:
    """An image is taken as it is, in its own proportions."""
    image = load(written(tmp_path, content)).files.logo

    assert image is not None
    assert (content if isinstance(content, bytes) else content.encode()) == image.data
    assert size == (image.width, image.height)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../logo.svg", "file-outside"),
        ("/etc/hostname", "file-outside"),
        ("a/../../logo.svg", "file-outside"),
        ("C:/logo.svg", "file-outside"),
        ("..\\\\logo.svg", "file-outside"),
        ("https://example.org/logo.svg", "file-outside"),
        ("", "file-outside"),
        ("none.svg", "file-missing"),
        ("folder", "file-missing"),
        ("link.svg", "file-outside"),
        ("linked/logo.svg", "file-outside"),
        ("loop.svg", "file-missing"),
        ("pipe.svg", "file-missing"),
    ],
)
def test_only_files_beside_it(tmp_path: Path, name: str, code: str) -> None:
    """A file is one in the folder of the timeline's own or below it, wherever links lead."""
    (tmp_path / "logo.svg").write_text(LOGO)
    folder = tmp_path / "here"
    (folder / "folder").mkdir(parents=True)
    (folder / "link.svg").symlink_to(tmp_path / "logo.svg")
    (folder / "linked").symlink_to(tmp_path)
    (folder / "loop.svg").symlink_to(folder / "loop.svg")
    os.mkfifo(folder / "pipe.svg")
    (folder / "events.toml").write_text(FILE.format(name))

    [fault] = faults(folder / "events.toml")
    assert code == fault.code or (name == "loop.svg" and fault.code.startswith("file-"))
    assert fault.place is not None
    assert 5 == fault.place.line


def test_below_and_by_a_link(tmp_path: Path) -> None:
    """A folder below is one of its own, and so is a link that ends there."""
    file = written(tmp_path, name="images/logo.svg")
    (tmp_path / "logo.svg").symlink_to(tmp_path / "images" / "logo.svg")

    assert [] == faults(file)
    file.write_text(FILE.format("logo.svg"))
    assert [] == faults(file)


@pytest.fixture
def story(tmp_path: Path) -> Timeline:
    return load(written(tmp_path))


def test_it_is_in_every_file(story: Timeline) -> None:
    """The page, the embed, the fragment and the picture show it, by their own bytes, and say its words."""
    url = "data:image/svg+xml;base64," + base64.b64encode(LOGO.encode()).decode()
    built = site.build(Edition(story)).files
    fragment = embed.inline(story, embed.start_chart(Edition(story)).picture.result())

    for text in (built["index.html"].decode(), built["embed.html"].decode(), fragment):
        assert f'src="{url}" alt="The Daily"' in text
    [image] = ET.fromstring(built["timeline.svg"]).iter(svg.tag("image"))
    assert url == image.get("href")
    assert 'aria-label="The Daily"' in built["timeline.svg"].decode()


def test_without_one_nothing_is_shown(story: Timeline) -> None:
    """A timeline without a logo has no word of it."""
    bare = story.model_copy(update={"files": type(story.files)()})

    assert b"logo" not in site.build(Edition(bare)).files["embed.html"]
    assert fitting.around(embed.words_of(story), 30) == pytest.approx(
        fitting.around(embed.words_of(bare), 30) + fitting.BROAD.logo
    )


def test_it_is_within_its_sheet(story: Timeline) -> None:
    """It stands below all else, on light paper even if the picture has dark."""
    for theme in themes(story):
        picture = draw(story, layout(story), theme).standing()
        box = picture.sheet.logo  # type: ignore[union-attr]

        assert box is not None
        assert box.top > max(line.text.y for line in picture.sheet.head)  # type: ignore[union-attr]
        assert box.top + box.height <= picture.size[1]
        assert box.width / box.height == pytest.approx(5)
        group = next(e for e in picture.tree.iter() if e.get("class") == "logo")
        assert (theme.name == "dark") == (group.find(svg.tag("rect")) is not None)


def test_a_preview_follows_it(tmp_path: Path) -> None:
    """A logo that is saved, or comes to be there, is seen by a preview."""
    file = written(tmp_path)
    preview = Preview(file, tell=str, report=lambda _: None)
    preview.rebuild()
    before = preview.stamp()

    (tmp_path / "logo.svg").write_text(LOGO.replace("48", "47"))
    assert before != preview.stamp()
    (tmp_path / "logo.svg").unlink()
    preview.rebuild()
    lacking = preview.stamp()
    written(tmp_path)
    assert lacking != preview.stamp()


def test_diff_tells_the_look(tmp_path: Path) -> None:
    """A colour, an accent and a logo that change are told in words."""
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    text = (
        '[timeline]\ntitle = "T"\nspan = "1900/1910"\n[theme]\naccent = "{0}"\n'
        'logo = {{ file = "{1}", alt = "The Daily" }}\n[[lanes]]\nid = "l"\ntitle = "L"\ncolour = "{0}"\n'
    )
    old.write_text(text.format("#aa0000", "a.svg"))
    new.write_text(text.format("#0000aa", "b.svg"))
    told = CliRunner().invoke(main, ["diff", str(old), str(new)]).stdout

    for line in ('accent: "#aa0000" became "#0000aa"', 'colour: "#aa0000" became "#0000aa"'):
        assert line in told
    assert 'file: "a.svg" became "b.svg"' in told
