"""An author's own templates: a block replaced, a style sheet added, and what is told of slips."""

from __future__ import annotations

import base64
import hashlib
import html as escaping
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from jinja2 import nodes

import timeline
from timeline import preview, site
from timeline.commands import main
from timeline.commands.telling import tell
from timeline.errors import BadTemplate
from timeline.model import Timeline
from timeline.pages import embed
from timeline.pages.edition import Edition
from timeline.pages.page import page
from timeline.pages.templates import doubts, environment_of, own_templates, source
from timeline.site import charts

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "templates.md").read_text("utf-8")
HOSTILE = "</style><script>alert(1)</script>\"'<b>"
Write = Callable[..., Path]


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
    html = page(Edition(story, templates=write({name: text})), charts(story))

    assert "<i>OURS</i>" in html
    assert styles(page(Edition(story), charts(story))) == styles(html)


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


@pytest.mark.parametrize("name", [path.name for path in sorted(own_templates().glob("*.css"))])
def test_every_style_sheet_is_added(sample: Timeline, write: Write, name: str) -> None:
    """Whichever of ours it is called like: none loses a rule, in the page or in the embed."""
    if name in ("inline.css", "preview.css"):
        pytest.skip("not in what is built")
    folder = write({name: ".mine { color: teal; }\n"})
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
            "; there are ",
            id="attribute",
        ),
        pytest.param(
            {"footer.html": "{{ header.titel }}"},
            "footer.html:1: 'timeline.model.timeline.Header object' has no attribute 'titel'; did you mean \"title\"?",
            id="attribute near",
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
    ],
)
def test_doubts_are_warnings(write: Write, files: dict[str, str], message: str) -> None:
    """A file that nothing uses, or a style sheet that asks the network, is built and told."""
    (doubt,) = doubts(write(files))

    assert message in str(doubt)


@pytest.mark.parametrize(
    "files",
    [
        {"footer.html": "{% include 'part.html' %}", "part.html": "x"},
        {"notes.txt": "x", ".hidden.html": "x", "README.md": "x"},
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
    part = DOCUMENT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(r"^\| `([^`]+)` \| (.*?) \|", part, re.MULTILINE)
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


@pytest.mark.parametrize(
    ("number", "seen"),
    [
        (0, "--tl-paper: #fffdf7"),
        (1, "Write to us</a> if a date"),
        (2, '<meta name="fediverse:creator"'),
    ],
)
def test_examples_of_the_document(sample: Timeline, write: Write, number: int, seen: str) -> None:
    """Each worked example builds without a doubt, and does what it says."""
    named = re.findall(r"`my-templates/(\S+)`:\n\n```\w+\n(.*?)```", DOCUMENT, re.DOTALL)
    name, text = named[number]
    folder = write({name: text})
    html = timeline.page(sample, templates=folder)

    assert [] == doubts(folder)
    assert seen in html
    assert timeline.page(sample) != html
    assert 3 == len(named)
