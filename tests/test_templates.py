"""An author's own templates: a block replaced, a style sheet added, and what is told of slips."""

from __future__ import annotations

import base64
import hashlib
import html as escaping
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jinja2 import nodes

import timeline
from timeline import preview, site
from timeline.commands import main
from timeline.commands.telling import tell
from timeline.errors import BadTemplate
from timeline.model import Event, Link, Medium, Timeline
from timeline.pages import embed
from timeline.pages.edition import Edition
from timeline.pages.entries import (
    DateWords,
    Named,
    OtherAccount,
    ReasonWords,
    RelationWords,
    entries,
)
from timeline.pages.figures import Figures, Given
from timeline.pages.notes import CitedWork, NoteLink
from timeline.pages.page import page
from timeline.pages.pictured import Plate, Shown
from timeline.pages.templates import doubts, environment_of, own_templates, source
from timeline.site import charts

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "templates.md").read_text("utf-8")
HOSTILE = "</style><script>alert(1)</script>\"'<b>"
Write = Callable[..., Path]
OWN_ENTRIES = "".join(
    re.findall(
        r"{% if own_entries %}\n(.*?){% endif %}\n",
        (own_templates() / "list.css").read_text("utf-8"),
        re.DOTALL,
    )
)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the files of a folder of templates, by their names."""

    def folder(files: dict[str, str]) -> Path:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
            (tmp_path / name).write_text(text, "utf-8")
        return tmp_path

    return folder


@pytest.fixture
def story() -> Timeline:
    return timeline.loads(
        '[timeline]\ntitle = "T"\n[[sources]]\nid = "book"\ntitle = "The book"\n'
        '[[events]]\nid = "e1"\ntitle = "First"\ndate = "1950"\nsources = ["book"]\n'
        '[[events]]\nid = "e2"\ntitle = "Second"\ndate = "1960"\n'
    )


def bare(story: Timeline, folder: Path | None = None) -> str:
    """The page without a chart."""
    return page(Edition(story, templates=folder))


def styles(html: str) -> str:
    return "".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL))


def body(html: str) -> str:
    return html.partition("</head>")[2]


# Blocks


@pytest.mark.parametrize(
    ("name", "block"),
    [
        (path.name, block)
        for path in sorted(own_templates().glob("*.html"))
        for block in re.findall(r"{% block (\w+)", path.read_text("utf-8"))
        if path.name in ("index.html", "head.html", "footer.html", "parts.html")
    ],
)
def test_a_block_as_it_was_changes_no_byte(
    sample: Timeline, write: Write, name: str, block: str
) -> None:
    """A template that replaces a block by what that block held gives the same page."""
    text = (
        f'{{% extends "timeline/{name}" %}}{{% block {block} %}}{{{{ super() }}}}{{% endblock %}}'
    )

    assert bare(sample) == bare(sample, write({name: text}))


@pytest.mark.parametrize(
    ("name", "block"),
    [
        (name, block)
        for name in ("index.html", "head.html", "footer.html", "parts.html")
        for block in re.findall(r"{% block (\w+)", (own_templates() / name).read_text("utf-8"))
    ],
)
def test_a_block_is_replaced_alone(write: Write, name: str, block: str) -> None:
    """What is written stands in place of the block, and the style sheet stays."""
    text = f'{{% extends "timeline/{name}" %}}{{% block {block} %}}<i>OURS</i>{{% endblock %}}'
    text_of = (ROOT / "events.toml").read_text("utf-8")
    period = '\n[[periods]]\nid = "p"\ntitle = "P"\ndate = "1950/1955"\n'
    story = timeline.loads(text_of + period)
    header = story.header.model_copy(update={"media": (FILM,)})
    event = story.events[0].model_copy(update={"media": (FILM,)})
    story = story.model_copy(update={"header": header, "events": (event, *story.events[1:])})
    html = page(Edition(story, templates=write({name: text})), charts(story))

    assert "<i>OURS</i>" in html
    is_own = block in ("entry", "entry_inside")
    assert is_own == (OWN_ENTRIES in styles(html))
    assert styles(page(Edition(story), charts(story))) == styles(html).replace(OWN_ENTRIES, "")


@pytest.mark.parametrize("block", ["head", "header", "list", "chart", "footer"])
def test_blocks_of_the_embed(sample: Timeline, write: Write, block: str) -> None:
    """The page for frames has blocks as well."""
    text = f'{{% extends "timeline/embed.html" %}}{{% block {block} %}}<i>OURS</i>{{% endblock %}}'
    built = site.build(Edition(sample, templates=write({"embed.html": text}), rasters=False))

    assert b"<i>OURS</i>" in built.files["embed.html"]


@pytest.mark.parametrize("block", ["header", "chart", "list", "footer"])
def test_blocks_of_the_fragment(story: Timeline, write: Write, block: str) -> None:
    """And the fragment; its own style sheet is added."""
    text = f'{{% extends "timeline/inline.html" %}}{{% block {block} %}}<i>OURS</i>{{% endblock %}}'
    folder = write({"inline.html": text, "inline.css": "{{ scope }} i { color: teal; }"})
    chart = embed.start_chart(Edition(story)).picture.result()
    fragment = embed.inline(story, chart, prefix="x", templates=folder)

    assert "<i>OURS</i>" in fragment
    assert ".x:not(#_#_) i { color: teal; }" in fragment
    assert fragment.index(".x:not(#_#_) svg text") < fragment.index("i { color: teal; }")


def test_one_entry_and_one_source(story: Timeline, write: Write) -> None:
    """How an event looks, and a work, is replaced with what the loop knows of each."""
    html = bare(
        story,
        write(
            {
                "index.html": '{% extends "timeline/index.html" %}'
                '{% block entry %}<li id="{{ entry.event.id }}">{{ loop.index }} {{ entry.event.title }}</li>{% endblock %}'
                "{% block work %}<li>{{ work.note.source.title }}!</li>{% endblock %}"
            }
        ),
    )

    assert '<li id="e2">2 Second</li>' in html
    assert "<li>The book!</li>" in html


def test_hostile_words_in_own_blocks(write: Write) -> None:
    """What users write stays text, in an author's template of any name."""
    title = HOSTILE.replace("\\", "").replace('"', '\\"')
    story = timeline.loads(f'[timeline]\ntitle="T"\n[[events]]\ntitle="{title}"\ndate="1950"\n')
    folder = write(
        {
            "index.html": '{% extends "timeline/index.html" %}'
            "{% block footer %}{% include 'foot.txt' %}{% endblock %}"
            "{% block entry %}<li>{{ entry.event.title }}</li>{% endblock %}",
            "foot.txt": "{% for entry in entries %}<p>{{ entry.event.title }}</p>{% endfor %}",
        }
    )
    html = bare(story, folder)

    assert 2 <= body(html).count("&lt;script&gt;alert(1)&lt;/script&gt;")
    assert "<script>alert(1)" not in html


def test_the_inside_of_an_entry(story: Timeline, write: Write) -> None:
    """Whatever stands in an entry, what it is found by is around it; added to ours, the columns stay."""
    text = (
        '{% extends "timeline/parts.html" %}{% block entry_inside %}BEFORE<p>Mine</p>{% endblock %}'
    )
    ours = re.findall("<li class=.event.*?>", bare(story))
    alone = bare(story, write({"parts.html": text.replace("BEFORE", "")}))
    added = bare(story, write({"parts.html": text.replace("BEFORE", "{{ super() }}")}))

    assert 2 == len(ours)
    assert ours == re.findall("<li class=.event.*?>", alone)
    assert 2 == alone.count("<p>Mine</p>\n</li>") + alone.count("<p>Mine</p></li>")
    assert OWN_ENTRIES in styles(alone)
    assert OWN_ENTRIES not in styles(added)


def test_an_entry_as_a_whole(story: Timeline, write: Write) -> None:
    """One name writes all that it is found by; an author who does without is told."""
    text = '{% extends "timeline/index.html" %}{% block entry %}<li{{ parts.attributes(entry, phrase) }}>x</li>{% endblock %}'
    folder = write({"index.html": text})
    ours = re.findall("<li class=.event.*?>", bare(story))

    assert ours == re.findall("<li class=.event.*?>", bare(story, folder))
    assert [] == doubts(folder)


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_own_entries_in_a_browser(
    tabs: Any, sample: Timeline, write: Write, tmp_path: Path, width: int
) -> None:
    """The worked example: filter, search, links, marks and sources find the entries, which stand in lines."""
    name, text = examples()[3]
    file = tmp_path / "own.html"
    file.write_text(timeline.page(sample, templates=write({name: text})), "utf-8")
    tab = tabs.lend(width)
    tab.goto(file.as_uri())
    seen = "[...document.querySelectorAll('.events > li')].filter((e) => e.offsetHeight).map((e) => e.id)"
    lane = sample.lanes[0].id
    if tab.is_visible(".unfold"):
        tab.click(".unfold")
    tab.click(f'.chip[data-value="{lane}"]')
    filtered = tab.evaluate(seen)
    tab.click(f'.chip[data-value="{lane}"]')
    tab.fill("#_search", "ambassador")
    tab.wait_for_function("document.querySelectorAll('.events > li[hidden]').length > 0")
    found = tab.evaluate(seen)
    tab.fill("#_search", "")
    one = sample.events[3]
    tab.evaluate(f"location.hash = {one.id!r}")
    entry = tab.locator(f"[id='{one.id}']")
    parts = entry.evaluate(
        "(e) => [...e.children].filter((p) => p.offsetHeight && !p.matches('button')).map((p) => [p.offsetTop, p.offsetLeft])"
    )
    cite = entry.locator("a.cite").first
    note = cite.get_attribute("href")
    cite.click()

    assert {event.id for event in sample.events if event.lane == lane} == set(filtered)
    assert 0 < len(found) < len(sample.events)
    assert 1 == len({left for _, left in parts})
    assert [top for top, _ in parts] == sorted({top for top, _ in parts})
    assert tab.evaluate("location.hash") == note
    assert tab.locator(f'.backs a[href="#{one.id}"]').count()


# Style sheets


def test_a_style_sheet_is_added(story: Timeline, write: Write) -> None:
    """It comes after ours, which stays to the last rule, and the policy lets in both."""
    mine = ":root { --link: #060; }\n"
    html = bare(story, write({"style.css": mine}))
    style = styles(html)
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"{styles(bare(story))}\n{mine}\n" == style
    assert f"'sha256-{hashed}'" in escaping.unescape(html)
    assert body(bare(story)) == body(html)


FILM = Medium(url="https://example.org/film.mp4", caption="A film of it")


@pytest.mark.parametrize("name", [path.name for path in sorted(own_templates().glob("*.css"))])
def test_every_style_sheet_is_added(sample: Timeline, write: Write, name: str) -> None:
    """Whichever of ours it is called like: none loses a rule, in the page or in the embed."""
    if name in ("inline.css", "preview.css"):
        pytest.skip("not in what is built")
    folder = write({name: ".mine { color: teal; }\n"})
    first, *rest = sample.events
    filmed = first.model_copy(update={"media": (FILM,)})
    sample = sample.model_copy(update={"events": (filmed, *rest)})
    ours = site.build(Edition(sample, rasters=False)).files
    theirs = site.build(Edition(sample, templates=folder, rasters=False)).files
    changed = {each for each in ("index.html", "embed.html") if ours[each] != theirs[each]}

    assert changed
    for each in changed:
        style = styles(theirs[each].decode())
        assert 1 == style.count(".mine { color: teal; }")
        left = re.sub(r"\s+", "", style.replace(".mine { color: teal; }", ""))
        assert re.sub(r"\s+", "", styles(ours[each].decode())) == left


def test_a_style_sheet_is_replaced_if_asked(story: Timeline, write: Write) -> None:
    """One in the folder `instead` stands in place of ours; one more is still added."""
    html = bare(story, write({"instead/style.css": "p { margin: 0; }", "style.css": "b {}"}))

    assert "p { margin: 0; }\nb {}\n" == styles(html)
    assert [] == doubts(write({}))


def test_with_a_mark_as_notepad_writes_it(story: Timeline, write: Write) -> None:
    """Three bytes that an editor puts first are no part of a template."""
    html = bare(
        story, write({"style.css": "\ufeffb { color: teal; }", "footer.html": "\ufeffmine"})
    )

    assert "\ufeff" not in html
    assert "mine" in html


# What is told


@pytest.mark.parametrize(
    ("files", "message"),
    [
        pytest.param(
            {"index.html": '{% extends "timeline/index.html" %}\n{% block fotoer %}{% endblock %}'},
            'index.html:2: timeline/index.html has no block "fotoer"; did you mean "footer"?',
            id="block",
        ),
        pytest.param(
            {"index.html": '{% extends "timeline/index.html" %}\n{% block zzz %}{% endblock %}'},
            "; it has chart, end, entry, footer,",
            id="no block near",
        ),
        pytest.param(
            {"index.html": '{% extends "timeline/index.html" %}{% block licence %}{% endblock %}'},
            'no block "licence"; footer.html has: put it into a file footer.html that begins'
            ' {% extends "timeline/footer.html" %}',
            id="block of another",
        ),
        pytest.param(
            {"index.html": '{% extends "timeline/idnex.html" %}'},
            'timeline/idnex.html: there is no template of this name; did you mean "timeline/index.html"?',
            id="parent",
        ),
        pytest.param(
            {"index.html": '{% extends "index.html" %}'},
            'index.html:1: it begins with itself; write {% extends "timeline/index.html" %}',
            id="itself",
        ),
        pytest.param(
            {"footer.html": "a\n{% include 'foter.html' %}"},
            "footer.html:2: foter.html: there is no template of this name; did you mean",
            id="include",
        ),
        pytest.param(
            {"footer.html": "a\n{{ heder.title }}"},
            "footer.html:2: 'heder' is undefined; did you mean \"header\"?",
            id="name",
        ),
        pytest.param(
            {"footer.html": "{{ header.zzz }}"},
            'there is no "zzz" in this header; there are author, description, ',
            id="attribute",
        ),
        pytest.param(
            {"footer.html": "{{ header.titel }}"},
            'footer.html:1: there is no "titel" in this header; did you mean "title"? There are author, ',
            id="attribute near",
        ),
        pytest.param(
            {"footer.html": "\n{% for each in entries %}{{ each.wroks }}{% endfor %}"},
            'footer.html:2: there is no "wroks" in this entry; did you mean "works"? There are ',
            id="reckoned attribute near",
        ),
        pytest.param(
            {"footer.html": '{{ phrase.say("sourcs") }}'},
            'footer.html:1: there is no phrase "sourcs"; did you mean "sources"?',
            id="phrase",
        ),
        pytest.param(
            {"footer.html": '{{ phrase("zzz") }}'},
            'footer.html:1: there is no phrase "zzz"; there are ',
            id="no phrase near",
        ),
        pytest.param(
            {"footer.html": '{{ phrase.say("shown-all") }}'},
            'the phrase "shown-all" needs more: phrase.say("shown-all", count=...)',
            id="phrase without its value",
        ),
        pytest.param(
            {"footer.html": "a\n{{ header.title | shout }}"},
            'footer.html:2: no filter "shout"; there are abs, attr, ',
            id="filter",
        ),
        pytest.param(
            {"footer.html": "{{ header.title | uper }}"},
            'footer.html:1: no filter "uper"; did you mean "upper"? There are ',
            id="filter near",
        ),
        pytest.param(
            {"footer.html": "{% if header.title is defind %}{% endif %}"},
            'footer.html:1: no test "defind"; did you mean "defined"?',
            id="test",
        ),
        pytest.param(
            {"footer.html": "a\n{% blok more %}{% endblok %}"},
            "footer.html:2: Encountered unknown tag 'blok'. Did you mean \"block\"?",
            id="tag",
        ),
        pytest.param(
            {"style.css": "a {}\nb { color: {{ nope }}; }"},
            "style.css:2: 'nope' is undefined",
            id="name in a style sheet",
        ),
        pytest.param(
            {"style.css": "a {}\n/* </STYLE> */"},
            "style.css:2: a style sheet may not hold </style",
            id="end of style",
        ),
        pytest.param(
            {"style.css": "{{ '</st' ~ 'yle>' }}"},
            "style.css: a style sheet may not hold </style",
            id="end of style, made up",
        ),
        pytest.param(
            {"footer.html": "{% include 'mine.css' %}", "mine.css": "{{ header.title }}"},
            "footer.html: a page takes in no style sheet (mine.css)",
            id="style sheet in a page",
        ),
    ],
)
def test_slips_are_told(story: Timeline, write: Write, files: dict[str, str], message: str) -> None:
    """What would be left out, or end what it stands in, is a fault at its place."""
    with pytest.raises(BadTemplate) as caught:
        bare(story, write(files))

    assert message in str(caught.value)


def test_no_utf8(story: Timeline, tmp_path: Path) -> None:
    """A file in another encoding is named."""
    (tmp_path / "style.css").write_bytes(b"/* caf\xe9 */")

    with pytest.raises(BadTemplate, match=r"style\.css: this is no UTF-8"):
        bare(story, tmp_path)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"footr.html": ""},
            'footr.html: nothing uses a file of this name; did you mean "footer.html"?',
        ),
        ({"styles.css": ""}, 'did you mean "style.css"?'),
        ({"instead/stile.css": ""}, "nothing uses a file of this name"),
        (
            {"index.html": '{% extends "timeline/index.html" %}\n\n{# x #}\n<p>Hello</p>\n'},
            "index.html:4: this stands in no block",
        ),
        ({"index.html": '{% extends "timeline/index.html" %}\n{{ header.title }}'}, "html:2: this"),
        ({"mine.html": ""}, "nothing uses a file of this name"),
        ({"style.css": "a{}\n@import 'x.css';"}, "style.css:2: @import: a page asks for nothing"),
        ({"style.css": "a{background:url( 'https://e.org/a.png')}"}, "style.css:1: url("),
        (
            {"style.css": "/* --tl-papper: x */\n:root { --tl-paperr: #fff; }"},
            'style.css:2: --tl-paperr: the page has no such property; did you mean "--tl-paper"?',
        ),
        ({"style.css": "a { color: var(--tl-inkk); }"}, 'did you mean "--tl-ink"?'),
        ({"style.css": ":root { --tl-x: #fff; }"}, "--tl-x: the page has no such property"),
        ({"style.css": ":root { --links: #fff; }"}, 'did you mean "--link"?'),
        ({"footer.html": '\n<img src="https://e.org/a.png">'}, 'footer.html:2: <img src="https://'),
        ({"footer.html": "<IMG\nalt='>' SRC = a.png>"}, 'footer.html:1: <img src="a.png">'),
        ({"footer.html": '<img srcset="a.png 2x">'}, "<img srcset="),
        ({"footer.html": "<p>a\n\n<script>alert(1)</script>"}, "footer.html:3: <script>: the page's"),
        ({"footer.html": '<script src="{{ header.url }}/a.js"></script>'}, "<script src="),
        ({"footer.html": "<style>a { color: {{ header.title }} }</style>"}, "<style>: the page's"),
        ({"footer.html": '<p style="{{ header.title }}">'}, 'footer.html:1: style="...": the page'),
        ({"footer.html": '<p {% if header.title > "" %}style="a"{% endif %}>'}, 'style="..."'),
        ({"footer.html": '<a onclick="go()">'}, 'onclick="..."'),
        ({"footer.html": '<a href=" JavaScript:go()">'}, 'href="javascript:..."'),
        ({"footer.html": '<link href="a.css" rel="stylesheet">'}, '<link rel="stylesheet">: a page'),
        ({"footer.html": '<link rel=icon href="/a.ico">'}, '<link rel="icon">'),
        ({"footer.html": '<iframe src="https://e.org"></iframe>'}, "<iframe>: the page's policy"),
        ({"footer.html": '<form action="/x"></form>'}, "<form>: the page's policy"),
        (
            {"footer.html": "\n{% block more %}Hello{% endblock %}"},
            "footer.html:2: this file is all of footer.html now, as it begins with none of ours;"
            ' to replace the block "more" alone, begin it with {% extends "timeline/footer.html" %}',
        ),
        ({"footer.html": "<hr>{% block more %}Hello{% endblock %}"}, "footer.html:1: this file is"),
        (
            {"index.html": '{% extends "timeline/index.html" %}\n{% block entry %}<li class="event" id="{{ entry.event.id }}">{% endblock %}'},
            "index.html:2: the filters and the chart do not find these entries; replace the block",
        ),
    ],
)  # fmt: skip
def test_doubts_are_warnings(write: Write, files: dict[str, str], message: str) -> None:
    """A file that nothing uses, or a style sheet that asks the network, is built and told."""
    (doubt,) = doubts(write(files))

    assert message in str(doubt)


@pytest.mark.parametrize(
    "files",
    [
        {"footer.html": "{% include 'part.html' %}", "part.html": "x"},
        {"notes.txt": "x", ".hidden.html": "x", "README.md": "x"},
        {"style.css": ":root { --mine: red; --tl-mine: blue; --link: red; --tl-lane-0-solid: red } a { color: var(--mine, var(--tl-mine)) }"},
        {"footer.html": "{# <script> #}<!-- <p style='a'> --><img src='{{ logo.url if logo }}'><img src='data:image/png;base64,AA'>"},
        {"footer.html": '<script>{{ script }}</script><script type="application/json">{"a": "<img src=x>"}</script>'},
        {"footer.html": "<a href='https://e.org' title='<script>'>style=\"a\"</a><link rel=alternate href='https://e.org/feed'>"},
        {"footer.html": (own_templates() / "footer.html").read_text("utf-8")},
        {"index.html": (own_templates() / "index.html").read_text("utf-8")},
        {"inline.html": "<p style='color: red'><img src='https://e.org/a.png'>"},
        {"style.css": "/* @import */ a { background: url(data:image/png;base64,AA); }"},
        {"index.html": '{% extends "timeline/index.html" %}{% block end %}{% block own %}{% endblock %}{% endblock %}'},
        {"index.html": '{% extends "base.html" %}{% block end %}{% endblock %}', "base.html": '{% extends "timeline/index.html" %}'},
    ],
)  # fmt: skip
def test_what_is_meant_is_no_doubt(write: Write, story: Timeline, files: dict[str, str]) -> None:
    """Parts that a template takes in, notes, and blocks within blocks are the author's own."""
    folder = write(files)

    assert [] == doubts(folder)
    assert bare(story, folder)


@pytest.mark.usefixtures("here")
def test_commands_tell(write: Write, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Build tells doubts and goes on, with --strict it does not; a fault stops either."""
    out = tmp_path_factory.mktemp("out")
    file = out / "events.toml"
    file.write_text(
        '[timeline]\ntitle = "T"\n[[events]]\nid = "a"\ntitle = "A"\ndate = "1950"\nsources = ["s"]\n[[sources]]\nid = "s"\ntitle = "S"\n'
    )
    folder = write({"footr.html": ""})
    words = ["build", str(file), "--templates", str(folder), "-o", str(out / "o"), "--no-png"]
    built, strict = (CliRunner().invoke(main, [*words, *more]) for more in ([], ["--strict"]))
    fragment = ["embed", str(file), "--kind", "inline", "--templates", str(folder)]
    pasted = CliRunner().invoke(main, fragment)
    write({"index.html": '{% extends "timeline/index.html" %}{% block hed %}{% endblock %}'})
    bad = CliRunner().invoke(main, words)

    assert [0, 1, 0, 1] == [each.exit_code for each in (built, strict, pasted, bad)]
    for each in (built, strict, pasted):
        assert (
            'footr.html: nothing uses a file of this name; did you mean "footer.html"?'
            in each.stderr
        )
    assert 'has no block "hed"; did you mean "head"?' in bad.stderr


def test_a_preview_sees_templates_come_and_go(write: Write, tmp_path: Path) -> None:
    """A template that is added, changed or taken away is in the page that is built next."""
    folder = tmp_path / "mine"
    folder.mkdir()
    file = tmp_path / "events.toml"
    file.write_text('[timeline]\ntitle = "T"\n[[events]]\ntitle = "A"\ndate = "1950"\n', "utf-8")
    said: list[str] = []
    shown = preview.Preview(
        file=file, tell=lambda told: str(told), report=said.append, templates=folder
    )
    seen = []
    for text in (None, "one", "two", None):
        for name in ("footer.html", "style.css"):
            if text is None:
                (folder / name).unlink(missing_ok=True)
            else:
                (folder / name).write_text(f"/* {text} */", "utf-8")
        stamp = shown.stamp()
        changed = stamp != shown.built_of
        shown.rebuild()
        seen.append((changed, *(shown.html.count(f"/* {each} */") for each in ("one", "two"))))
    write({"mine/footr.html": ""})
    shown.rebuild()

    assert [(True, 0, 0), (True, 2, 0), (True, 0, 2), (True, 0, 0)] == seen
    assert "" == shown.faults
    assert any("footr.html: nothing uses" in each for each in said)
    assert tell


# The document


def rows(heading: str) -> dict[str, str]:
    """The table below a heading of the document: the first cell, without its marks, and the second."""
    part = re.split(rf"\n##+ {heading}\n", DOCUMENT)[1].partition("\n##")[0]
    found = re.findall(r"^\| `([^`]+)` \| (.*?) \|", part, re.MULTILINE)
    assert len(found) == len(dict(found))
    return dict(found)


def test_blocks_are_documented() -> None:
    """The table has every block of our templates, and no other."""
    environment = environment_of(None)
    there = {
        f"{path.name} {block.name}"
        for path in own_templates().glob("*.html")
        for block in environment.parse(source(environment, path.name)).find_all(nodes.Block)
    }

    assert there == rows("Blocks").keys()


def test_names_are_documented(story: Timeline, write: Write) -> None:
    """The table has every name that the page is filled with, and no other."""
    with pytest.raises(BadTemplate) as caught:
        bare(story, write({"index.html": "{{ zzzzzz }}"}))
    names = set(str(caught.value).partition("there are ")[2].split(", "))

    assert names | {"stills"} == rows("Names").keys()


def test_what_is_of_an_event_is_documented(sample: Timeline) -> None:
    """Each part is there, with each name that is said of it."""
    parts = rows("Of an event")
    entry = entries(sample).dated[0]
    things = {
        "works": CitedWork,
        "links": Link,
        "see": Event,
        "reasons": ReasonWords,
        "relations": RelationWords,
        "accounts": OtherAccount,
        "given": Figures,
        "plates": Plate,
    }

    assert {f"entry.{name}" for name in ("event", "tags", "asides", *things)} == parts.keys()
    for name, thing in things.items():
        assert hasattr(entry, name)
        first = re.findall(r"`(\w+)`", parts[f"entry.{name}"])
        assert first
        known = {
            *names_of(thing),
            *names_of(Named),
            *names_of(ReasonWords),
            *names_of(NoteLink),
            *names_of(Given),
            *names_of(DateWords),
            *names_of(Shown),
        }
        assert set(first) <= known, name
    for name in re.findall(r"`(\w+)`", parts["entry.event"]):
        assert name in Event.model_fields, name


def names_of(thing: type) -> set[str]:
    """What a template may ask a thing for."""
    fields = getattr(thing, "model_fields", None) or getattr(thing, "__dataclass_fields__", {})
    return {*fields, *(name for name, one in vars(thing).items() if isinstance(one, property))}


def examples() -> list[tuple[str, str]]:
    """The worked examples: the file that each is called, and what is in it."""
    return re.findall(r"`my-templates/(\S+)`:\n\n```\w+\n(.*?)```", DOCUMENT, re.DOTALL)


@pytest.mark.parametrize(
    ("number", "seen"),
    [
        (0, "--tl-paper: #fffdf7"),
        (1, "Write to us</a> if a date"),
        (2, '<meta name="fediverse:creator"'),
        (3, '" href="#_note-1">Wikipedia, '),
    ],
)
def test_examples_of_the_document(sample: Timeline, write: Write, number: int, seen: str) -> None:
    """Each worked example builds without a doubt, and does what it says."""
    named = examples()
    name, text = named[number]
    folder = write({name: text})
    html = timeline.page(sample, templates=folder)

    assert [] == doubts(folder)
    assert seen in html
    assert timeline.page(sample) != html
    assert 4 == len(named)
