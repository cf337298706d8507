"""PNG and PDF in every script: each word is drawn, by whatever fonts there are, or it is told."""

from __future__ import annotations

import base64
import pickle
from collections.abc import Iterator
from io import BytesIO
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any
from unicodedata import normalize
from xml.etree import ElementTree as ET

import pytest
import uharfbuzz as hb
from click.testing import CliRunner
from PIL import Image, ImageChops
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from support import made
from support.browser import Tabs

from timeline import segments, site
from timeline.commands import main
from timeline.drawing import svg, vega
from timeline.drawing.notices import ForeignLetters, Squeezed, notices
from timeline.drawing.pictures import Picture, draw
from timeline.drawing.rastering import rasterable
from timeline.errors import Missing, NoFont
from timeline.faces import choosing, face, found, setting, shipped
from timeline.faces.shipped import Style
from timeline.layout import metrics
from timeline.layout.layout import layout
from timeline.pages.edition import Edition
from timeline.preview import Preview
from timeline.text import reader

# A title of each script, and of several at once.
TITLES = {
    "ar": "معركة الكرامة (1968) لا إله",
    "fa": "انقلاب سال ۱۳۵۷ می‌شود",
    "he": "מלחמת העצמאות (1948)",
    "hi": "भारत की स्वतंत्रता (हिन्दी) क्षत्रिय",
    "bn": "বাংলাদেশের মুক্তিযুদ্ধ",
    "ta": "தமிழ் இலக்கியம்",
    "th": "สงครามโลกครั้งที่สอง กำลัง",
    "my": "မြန်မာနိုင်ငံ",
    "ja": "東京オリンピック「直」",
    "zh-Hans": "中华人民共和国成立，直",
    "zh-Hant": "中華民國成立，直",
    "ko": "서울 올림픽 개최",
    "mixed": "NATO в עברית والعربية 東京 กำลัง (1949)",
    "emoji": "Apollo 🚀 lands 👩‍🚀 ★ 1️⃣",
}
SEVERAL = ("mixed", "emoji")  # of no language
CACHES = (choosing._all, choosing._ranked, choosing.chosen, setting.line)


def forget() -> None:
    for cached in CACHES:
        cached.cache_clear()


@pytest.fixture
def only_extra(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has the fonts of the extra, and no other."""
    monkeypatch.setattr(choosing, "_finders", lambda: (found.of_the_extra,))
    forget()
    yield
    forget()


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without any font."""
    monkeypatch.setattr(choosing, "_finders", lambda: ())
    monkeypatch.setattr(found, "_EXTRA", ())
    forget()
    yield
    forget()


def drawn(title: str, lang: str = "en", **more: str) -> Picture:
    events = [{"date": '"1950"', "title": made.quoted(title), **more}]
    story = made.timeline(events, head=f'lang = "{lang}"')
    return draw(story, layout(story))


def printed(title: str, lang: str) -> Picture:
    """The same among others: of one row alone PDFium guesses that it is read downwards."""
    events = [{"date": f'"{1950 + 7 * n}"', "title": made.quoted(title)} for n in range(8)]
    story = made.timeline(events, head=f'lang = "{lang}"')
    return draw(story, layout(story, 720)).standing()


def texts(picture: Picture) -> list[str]:
    return ["".join(each.itertext()) for each in picture.tree.iter(svg.tag("text"))]


# With fonts


@pytest.mark.usefixtures("only_extra")
@pytest.mark.parametrize("lang", TITLES)
@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_each_sign_is_drawn(lang: str, bold: bool) -> None:
    """Of each script all is shaped, and stands from left to right; nothing is lost."""
    line = setting.line(TITLES[lang], bold=bold, rtl=False, lang=lang)

    assert () == line.lost
    assert sorted(TITLES[lang]) == sorted("".join(sign.text for sign in line.signs))
    assert [sign.x for sign in line.signs] == sorted(sign.x for sign in line.signs)
    assert line.drawn
    assert line.width == pytest.approx(sum(sign.width for sign in line.signs))


@pytest.mark.usefixtures("only_extra")
@pytest.mark.parametrize("text", ["กำลัง", "東京", "भारत", "عرب", "서울"])
def test_bold_is_bold(text: str) -> None:
    """A bold line has more ink than a plain one, and neither is the thinnest that the file holds."""
    areas = [_area(text, bold) for bold in (False, True)]

    assert 1.15 * areas[0] < areas[1] < 2.2 * areas[0]
    assert {400.0, 700.0} == {
        choosing.chosen(text[0], bold=bold, region="JP").weight  # type: ignore[union-attr]
        for bold in (False, True)
    }


def _area(text: str, bold: bool) -> int:
    """How much ink a text takes."""
    line = svg.element("text", {"x": 5, "y": 60, "font-size": "50px"}, text)
    if bold:
        line.set("font-weight", "bold")
    root = on_paper(line)
    return sum(255 - grey for grey in _pixels(rasterable(root, "en").svg).tobytes())


def on_paper(line: ET.Element) -> ET.Element:
    root = svg.element("svg", {"width": 400, "height": 90, "font-family": "sans-serif"})
    root.append(svg.element("rect", {"width": 400, "height": 90, "fill": "#ffffff"}))
    root.append(line)
    return root


def _pixels(picture: str) -> Image.Image:
    from timeline.drawing import vega

    return Image.open(BytesIO(vega.png(picture, 1, grey=True, about={})))


@pytest.mark.usefixtures("only_extra")
def test_a_font_without_ink_is_none() -> None:
    """Browsers refuse a font that has no outline: none is made of spaces, or of letters it lacks."""
    for style in Style:
        assert b"" == shipped.subset(" ", style)
        assert b"" == shipped.subset("東京 ", style)
        assert b"wOF2" == shipped.subset("a", style)[:4]


def test_chinese_characters_by_language() -> None:
    """The same character has the form that readers of the page's language know."""
    forms = {
        lang: setting.line("直", bold=False, rtl=False, lang=lang).drawn
        for lang in ("ja", "ko", "zh-Hans", "zh-Hant", "zh-CN", "zh-TW")
    }

    assert forms["zh-Hans"] == forms["zh-CN"]
    assert forms["zh-Hant"] == forms["zh-TW"]
    assert forms["ja"] != forms["zh-Hans"]
    assert ["JP", "KR", "TC", "SC", "JP", "HK"] == [
        choosing.region(lang, text)
        for lang, text in [
            ("en", "直かな"),
            ("en", "直한"),
            ("en", "直ㄅ"),
            ("en", "直"),
            ("ja-JP", "直"),
            ("zh-HK", "直"),
        ]
    ]


@pytest.mark.parametrize(
    ("named", "order"),
    [
        (("Zeta Sans", "Noto Serif Thai", "Noto Sans Thai"), (2, 0, 1)),
        (("Noto Sans Thai Looped", "Loma", "DejaVu Sans"), (2, 1, 0)),
    ],
)
def test_a_plain_sans_comes_first(
    named: tuple[str, ...], order: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names decide between fonts that have the same, wherever they lie."""
    faces = [face.Face(Path(f"{number}.ttf"), 0) for number in range(len(named))]
    for one, name in zip(faces, named, strict=True):
        one.__dict__.update(family=name, weight=400.0)
    monkeypatch.setattr(choosing, "_all", lambda bold: tuple((0, one) for one in faces))
    choosing._ranked.cache_clear()
    ranked = choosing._ranked(False, "")
    choosing._ranked.cache_clear()

    assert [faces[number] for number in order] == list(ranked)


@pytest.mark.usefixtures("only_extra")
def test_plain_text_stays_text() -> None:
    """What the shipped font draws alone is left to it, and no other font is looked for."""
    picture = drawn("Plain: Ελλάδα и Россия, é")
    raster = rasterable(picture.tree, "en")

    assert svg.serialised(picture.tree) == raster.svg
    assert () == raster.lines
    assert 0 == choosing._all.cache_info().misses


@pytest.mark.usefixtures("only_extra")
@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_a_line_stands_at_its_anchor(anchor: str) -> None:
    """Outlines begin, end or have their middle where the text had."""
    look = {"transform": "translate(150,40)", "text-anchor": anchor, "font-size": "20px"}
    root = on_paper(svg.element("text", look, "กกกก"))
    left, _, right, _ = ImageChops.invert(_pixels(rasterable(root, "th").svg)).getbbox() or (0,) * 4

    assert {"start": left, "middle": (left + right) / 2, "end": right}[anchor] == pytest.approx(
        150, abs=3
    )


@pytest.mark.usefixtures("only_extra")
def test_a_line_is_no_wider_than_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font wider than the measure is drawn narrower, never over what stands beside; it is told."""
    picture = drawn("สงครามโลกครั้งที่สอง")
    plain = rasterable(picture.tree, "th")
    monkeypatch.setattr(metrics, "text_width", lambda text, size, **more: len(text) * size * 0.2)
    raster = rasterable(picture.tree, "th")
    (line,) = raster.lines

    assert 1 == plain.fit
    assert raster.fit < 0.8
    assert sum(sign.width for sign in line.signs) * line.size * line.fit == pytest.approx(
        len(line.text) * line.size * 0.2
    )
    told = [type(notice) for notice in notices(picture)]
    assert [ForeignLetters, Squeezed] == told


@pytest.mark.usefixtures("only_extra")
def test_the_same_bytes() -> None:
    """The same text and fonts give the same PNG."""
    picture = drawn(TITLES["mixed"])
    first = picture.png()
    forget()

    assert first == picture.png()


@pytest.mark.browser
@pytest.mark.usefixtures("only_extra")
@pytest.mark.parametrize("lang", [lang for lang in TITLES if lang != "emoji"])
def test_as_chromium_draws_it(lang: str, tabs: Tabs) -> None:
    """Each line of a PNG has its ink where Chromium, given the same fonts, puts it; as much of it."""
    picture = drawn(TITLES[lang], "en" if lang in SEVERAL else lang)
    ours = Image.open(BytesIO(picture.png(2))).convert("L")
    tab = tabs.lend(width=round(picture.layout.width), height=600, device_scale_factor=2)
    rules, families = _css_faces(texts(picture), "en" if lang in SEVERAL else lang)
    look = f"<style>{rules} body{{margin:0}} svg{{display:block;font-family:{families}}}</style>"
    root = ET.fromstring(picture.svg())
    del root.attrib["font-family"]
    tab.set_content(look + ET.tostring(root, "unicode").replace("ns0:", "").replace(":ns0", ""))
    tab.evaluate("document.fonts.ready")
    theirs = Image.open(BytesIO(tab.screenshot())).convert("L")
    boxes = tab.evaluate(
        """[...document.querySelectorAll("text")].map(text => {
             const box = text.getBoundingClientRect();
             return [box.left - 3, box.top - 3, box.right + 3, box.bottom + 3]; })"""
    )

    assert len(texts(picture)) == len(boxes)
    for text, box in zip(texts(picture), boxes, strict=True):
        ink, other = (_ink(image, [2 * side for side in box]) for image in (ours, theirs))
        assert all(abs(a - b) <= 2 for a, b in zip(ink[0], other[0], strict=True)), text
        assert ink[1] == pytest.approx(other[1], rel=0.15), text


def _css_faces(drawn_texts: list[str], lang: str) -> tuple[str, str]:
    """CSS that gives a browser the faces that lines are set in, and their families in order."""
    wanted: dict[face.Face, set[str]] = {}
    for text in drawn_texts:
        for cluster in segments.clusters(text):
            one = choosing.chosen(cluster, bold=False, region=choosing.region(lang, text))
            if one is not None:
                wanted.setdefault(one, set()).update(cluster)
    rules, families = [], ["'Timeline Sans'"]
    for number, (one, letters) in enumerate(wanted.items()):
        subset = hb.SubsetInput()
        subset.sets(hb.SubsetInputSets.UNICODE).update(
            map(ord, [*letters, *normalize("NFKD", "".join(letters)), "\u25cc"])
        )
        data = base64.b64encode(hb.subset(one._face, subset).blob.data).decode()
        rules.append(
            f"@font-face{{font-family:'F{number}';font-weight:100 900;"
            f"src:url(data:font/ttf;base64,{data})}}"
        )
        families.append(f"'F{number}'")
    return "".join(rules), ",".join(families)


def _ink(image: Image.Image, box: list[float]) -> tuple[tuple[int, ...], int]:
    """The box of what is darker than its ground, and how dark all of it is."""
    part = image.crop(tuple(map(round, box)))  # type: ignore[arg-type]
    ground = max(part.getcolors(), key=lambda each: each[0])[1]  # type: ignore[type-var,index]
    darker = part.point([max(0, ground - value - 40) for value in range(256)])  # type: ignore[operator]
    return darker.getbbox() or (0, 0, 0, 0), sum(darker.tobytes())


# PDF


def read(pdf: bytes) -> tuple[str, dict[str, str]]:
    """The text of a page as another program copies it, and what the file says of itself."""
    document = PdfDocument(pdf)
    try:
        return document[0].get_textpage().get_text_range(), document.get_metadata_dict()
    finally:
        document.close()


@pytest.mark.usefixtures("only_extra")
@pytest.mark.parametrize("lang", TITLES)
def test_the_words_of_a_pdf_are_copied(lang: str) -> None:
    """A line that is outlines is found and copied in the order it is read; so is a plain one."""
    text, _ = read(printed(TITLES[lang], "en" if lang in SEVERAL else lang).pdf())
    words = TITLES[lang].replace("(", " ").replace(")", " ").split()

    if lang in SEVERAL:  # programs differ in what they take the line's direction for
        assert set() == {word for word in words if word not in text}
    else:
        assert TITLES[lang] in text.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.usefixtures("only_extra")
def test_the_text_of_a_pdf_lies_on_its_outlines() -> None:
    """Who marks a word in the page marks where it is seen."""
    picture = printed("สงคราม", "th")
    line = rasterable(picture.tree, "th").lines[0]
    document = PdfDocument(picture.pdf())
    page = document[0].get_textpage()
    at = page.get_text_range().index("สงคราม")
    left, bottom, _, top = page.get_charbox(at)
    document.close()

    assert left == pytest.approx(line.x, abs=2)
    assert bottom <= picture.size[1] - line.y + 1 <= top + 1


def test_what_a_pdf_says_of_itself() -> None:
    """Title, author, subject, keywords and language, whatever their script; and no other words."""
    head = 'author = "Ängström &c. (山田)"\nlang = "de-AT"\nlicence = "CC0"'
    story = made.timeline([{"date": '"1950"', "lane": '"a"'}], head=head, lanes=("a",))
    picture = draw(story, layout(story))
    pdf = picture.pdf()
    _, facts = read(pdf)
    reader = PdfReader(BytesIO(pdf))

    assert {
        "Title": "Made for a test",
        "Author": "Ängström &c. (山田)",
        "Subject": picture.tree.findtext(svg.tag("desc")),
        "Keywords": "A",
    } == {name: facts[name] for name in ("Title", "Author", "Subject", "Keywords")}
    assert "de-AT" == reader.root_object["/Lang"]
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]


@pytest.mark.usefixtures("only_extra")
def test_labels_of_a_pdf_lead_to_the_page() -> None:
    """A label is a link to its event, where it lies, if the page's address is known."""
    events = [
        {"date": f'"{1950 + 20 * n}"', "title": f'"{title}"'}
        for n, title in enumerate(("One", "สอง"))
    ]
    for address, expected in (("", []), ("https://example.org/", ["#e0", "#e1"])):
        story = made.timeline(events, head=f'url = "{address}"' if address else "")
        pdf = draw(story, layout(story)).pdf()
        page = PdfReader(BytesIO(pdf)).pages[0]
        found = [each.get_object() for each in page.get("/Annots", [])]

        assert [f"{address}{name}" for name in expected] == sorted(
            each["/A"]["/URI"] for each in found
        )
        document = PdfDocument(pdf)
        textpage = document[0].get_textpage()
        boxes = {textpage.get_text_bounded(*map(float, each["/Rect"])).strip() for each in found}
        document.close()
        assert (set() if not address else {"One", "สอง"}) == boxes


@pytest.mark.usefixtures("only_extra")
def test_a_pdf_is_the_same_bytes() -> None:
    """The writer of PDFs names what a page uses in any order: here it is one."""
    picture = drawn(TITLES["mixed"])

    assert 1 == len({picture.pdf() for _ in range(6)})


# Without fonts


@pytest.mark.usefixtures("no_fonts")
@pytest.mark.parametrize(
    ("title", "scripts"),
    [
        ("สงคราม", ("Thai",)),
        ("Camp at กรุงเทพ (1962)", ("Thai",)),
        ("भारत", ("Deva",)),
        ("東京オリンピック", ("Hani", "Kana")),
        ("서울", ("Hang",)),
        ("עברית والعربية", ("Arab",)),
        ("Apollo 🚀", ("Zyyy",)),
        ("A star ★", ("Zyyy",)),
        ("x\u0e31", ("Thai",)),
    ],
)
def test_a_word_without_a_font_is_told(title: str, scripts: tuple[str, ...]) -> None:
    """One sign without a glyph is enough, and which event and script it is of is data."""
    picture = drawn(title)
    for make in (picture.png, picture.pdf, site.start_card(picture.timeline).result().png):
        with pytest.raises(NoFont) as told:
            make()

        (missing,) = told.value.missing
        assert ("e0", scripts) == (missing.event, missing.scripts)
        assert set("".join(missing.signs)) <= set(title)


@pytest.mark.usefixtures("no_fonts")
@pytest.mark.parametrize(
    "invisible",
    [
        *("\u0378", "\ufffe", "\u200b", "\u2060", "\ufeff", "\u00ad", "\u202a", "\u180e"),
        *("\u2066", "\u3164", "\U000e0001", "\ufe0f", "\U000e0100", "\u034f"),
        *("\u3000", "\u2003", "\u2028"),
    ],
)
def test_what_nobody_sees_is_not_missed(invisible: str) -> None:
    """Signs that nothing is drawn for, assigned or not, are no error."""
    root = svg.element("svg")
    root.append(svg.element("text", {"font-size": "12px"}, f"a{invisible}b"))

    assert () == rasterable(root, "en").missing


@pytest.mark.usefixtures("no_fonts")
@pytest.mark.parametrize("sign", ["\ue000", "\U0010fffd", "\ua7cb", "\u1c89", "\U0001faea"])
def test_what_is_newer_or_private_is_missed(sign: str) -> None:
    """A letter younger than Python's Unicode, and one that only its author's font has, are words."""
    root = svg.element("svg")
    root.append(svg.element("text", {"font-size": "12px"}, f"a{sign}b"))

    (missing,) = rasterable(root, "en").missing
    assert (sign,) == missing.signs


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085"])
def test_nothing_is_lost_after_a_separator(separator: str) -> None:
    """A line is drawn whole where it has a sign that ends lines, or paragraphs."""
    pictures = []
    for text in (f"Wer{separator}wohin", "Werwohin"):
        root = svg.element("svg", {"width": "99", "height": "20", "font-family": metrics.FAMILY})
        root.append(svg.element("rect", {"width": "99", "height": "20", "fill": "#ffffff"}))
        root.append(svg.element("text", {"font-size": "12px", "y": "12"}, text))
        image = Image.open(BytesIO(vega.png(rasterable(root, "en").svg, 2, grey=True, about={})))
        pictures.append(image.getchannel(0).point(lambda level: 255 * (level < 128)).getbbox())

    assert pictures[0] == pytest.approx(pictures[1], abs=1)


@pytest.mark.usefixtures("no_fonts")
def test_a_lone_mark_is_not_missed() -> None:
    """A mark on nothing is no word."""
    root = svg.element("svg")
    root.append(svg.element("text", {"font-size": "12px"}, "\u0e31"))

    assert () == rasterable(root, "en").missing


@pytest.mark.usefixtures("no_fonts", "here")
def test_a_work_that_no_font_can_name_is_counted(tmp_path: Path) -> None:
    """A timeline in letters that all can draw has its PNG, whatever it cites: the SVG names that."""
    file = tmp_path / "events.toml"
    works = '[[sources]]\nid = "t"\ntitle = "กรุงเทพ"\n'
    text = made.toml([{"date": '"1950"', "sources": '["s", "t"]'}], tail=works)
    file.write_text(text, "utf-8")
    png = CliRunner().invoke(main, ["export", str(file), "-o", str(tmp_path / "a.png")])
    chart = CliRunner().invoke(main, ["export", str(file), "-o", "-", "-f", "svg"])
    story = reader.read_text(text)[0]
    raster = draw(story, layout(story)).standing().raster().svg

    assert [0, 0] == [png.exit_code, chart.exit_code]
    assert "does not name the works whose names have them" in png.stderr
    assert "กรุงเทพ" in chart.stdout
    assert "Sources: “A source”; and 1 more" in raster


@pytest.mark.usefixtures("no_fonts", "here")
def test_a_build_without_fonts(tmp_path: Path) -> None:
    """Nothing is written, what is there stays, and each place is told with what helps."""
    events = [
        {"date": '"1950"'},
        {"date": '"1952"', "title": '"In กรุงเทพ"'},
        {"date": '"1953"', "title": '"Plain"', "label": '"ใน"', "lane": '"east"'},
    ]
    head = 'lang = "en"\nurl = "https://example.org/"'
    text = made.toml(events, head=head, lanes=("east",))
    text = (
        text.replace('"East"', '"ตะวันออก"')
        .replace('[[events]]\nid = "e0"', '[[events]]\nid = "e0"\nlane = "east"')
        .replace('id = "e1"', 'id = "e1"\nlane = "east"')
    )
    file, output = tmp_path / "events.toml", tmp_path / "output"
    file.write_text(text, "utf-8")
    output.mkdir()
    (output / "timeline.png").write_bytes(b"old")
    built = CliRunner().invoke(main, ["build", str(file), "-o", str(output)])
    png = CliRunner().invoke(main, ["export", str(file), "-o", str(output / "a.png")])
    rest = CliRunner().invoke(main, ["build", str(file), "-o", str(tmp_path / "r"), "--no-png"])
    chart = CliRunner().invoke(main, ["export", str(file), "-o", str(output / "a.svg")])

    assert [1, 1, 0, 0] == [ran.exit_code for ran in (built, png, chart, rest)]
    assert {"index.html", "timeline.svg", "embed.html"} == {
        path.name for path in (tmp_path / "r").iterdir()
    }
    assert ".png" not in (tmp_path / "r" / "index.html").read_text("utf-8")
    assert "--no-png" in built.stderr
    assert {"timeline.png": b"old", "a.svg": (output / "a.svg").read_bytes()} == {
        path.name: path.read_bytes() for path in output.iterdir()
    }
    lines = text.split("\n")
    places = [
        f"{file}:{1 + lines.index(line)}:{1 + line.index('=') + 2}"
        for line in ('title = "ตะวันออก"', 'title = "In กรุงเทพ"', 'label = "ใน"')
    ]
    for ran in (built, png):
        told = [line for line in ran.stderr.split("\n") if ": error: " in line]
        assert places == [line.split(": error: ")[0] for line in told]
        assert all('pip install "honest-timeline[fonts]"' in line for line in told)
        assert all("fonts-noto-core" in line for line in told)


@pytest.mark.usefixtures("no_fonts")
def test_a_preview_without_fonts(tmp_path: Path) -> None:
    """The preview goes on: its page and SVG are there, the PNG is not, and that is told."""
    file = tmp_path / "events.toml"
    file.write_text(made.toml([{"date": '"1950"', "title": '"สงคราม"'}]), "utf-8")
    told: list[str] = []
    shown = Preview(file, tell=str, report=told.append)
    shown.rebuild()

    assert "สงคราม" in shown.html
    assert shown.download("timeline.png") is None
    assert b"<svg" in (shown.download("timeline.svg") or b"")
    assert any("would lack" in each for each in told)


@pytest.mark.usefixtures("no_fonts")
def test_page_and_svg_need_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """HTML and SVG are the same bytes with fonts and without."""
    story = made.timeline([{"date": '"1950"', "title": made.quoted(TITLES["mixed"])}])
    edition = Edition(story, rasters=False)
    without = site.build(edition).files
    monkeypatch.undo()
    forget()

    assert [] == made.differing(without, site.build(edition).files)
    more = set(site.build(Edition(story)).files) - set(without)
    assert {"timeline.png", "card.png"} == more


def test_fonts_are_found_once_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where fontconfig is not, the folders of the system are looked through; no fonts are none."""
    folder = tmp_path / "fonts" / "deep"
    folder.mkdir(parents=True)
    for name in ("b.ttf", "a.OTF", "readme.txt"):
        (folder / name).write_bytes(b"")
    monkeypatch.setattr(found.shutil, "which", lambda name: None)
    monkeypatch.setattr(found.sys, "platform", "linux")
    monkeypatch.setattr(found.Path, "home", lambda: tmp_path)
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))

    assert ["a.OTF", "b.ttf"] == [path.name for path in found.of_the_system()]
    assert [] == face.faces(folder / "b.ttf", bold=False)


def test_the_extra_is_what_is_tested() -> None:
    """The tests draw with the fonts that users are told to install, at the same versions."""
    import tomllib

    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))
    extra: list[Any] = project["project"]["optional-dependencies"]["fonts"]

    assert set(extra) <= set(project["dependency-groups"]["test"])
    assert len(extra) == len(found._EXTRA)


@pytest.mark.usefixtures("only_extra")
@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("「東京」 と、「直」。", "Noto Sans CJK JP"),
        ("مرحبا ، ؟", "Noto Sans Arabic"),
        ("١٩٦٩", "Noto Sans Arabic"),
        ("، قبل", "Noto Sans Arabic"),
        ("भारत । १९४७", "Noto Sans Devanagari"),
    ],
)
def test_signs_are_of_the_words_beside_them(text: str, family: str) -> None:
    """Commas, brackets and digits of many scripts come from the font of what they stand with."""
    parts = list(pairwise([0, *accumulate(map(len, segments.clusters(text)))]))
    used = setting._faces(text, parts, face.Face(None, 0), "ja" if "東" in text else "en")

    assert {family} == {one.family for one in used if one and one.path}


def test_the_error_comes_from_another_process() -> None:
    """What has no font is told whole to the process that asked for the picture."""
    missing = (Missing(text="ก", event="e", signs=("ก",), scripts=("Thai",)),)
    told = pickle.loads(pickle.dumps(NoFont(missing)))

    assert missing == told.missing
    assert "ก" in str(told)
