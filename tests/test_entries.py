"""The list says things once: who gives a figure, which work is cited, where in time an event is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from support import made
from support.browser import Tabs

from timeline import Timeline, site
from timeline.model import Figure
from timeline.pages import strips
from timeline.pages.edition import Edition
from timeline.pages.entries import Entry, entries
from timeline.pages.notes import names, works
from timeline.pages.page import page

# Figures


def entry(**keys: str) -> Entry:
    """The entry of one event with these keys, as TOML."""
    return entries(made.timeline([{"date": '"1959"', **keys}]))[0][0]


def shown(**keys: str) -> list[str]:
    """What of an event's figures is shown below its text."""
    return [f.what for given in entry(**keys).given.shown for f in given.figures]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("In all 200,000 colonists were stranded.", 'what = "colonists stranded", value = 200000'),
        ("In all 200000 colonists were stranded.", 'what = "colonists stranded", value = 200000'),
        ("In all **200 000** colonists, stranded.", 'what = "colonists stranded", value = 200_000'),
        ("The nine hijackers got asylum.", 'what = "hijackers given asylum", value = 9'),
        ("They seized 70 to 80 people.", 'what = "people seized", low = 70, high = 80'),
        ("An estimated 6,637 moved.", 'what = "moved", value = 6637, about = true'),
        ("It was 1.5 km long.", 'what = "long", value = 1.5, unit = "km"'),
        ("No one of the crew survived.", 'what = "of the crew survived", value = 0'),
        ("約27,000人が帰国した。", 'what = "帰国", value = 27000'),
        ("Ça coûta 12 écus.", 'what = "ECUS", value = 12'),
    ],
)
def test_what_the_text_says_is_not_said_again(text: str, figure: str) -> None:
    """A figure whose numbers and words stand in one sentence above is not shown below it."""
    said = "given stranded" if "hijackers" in text else "x"
    keys = {"title": f'"{said}"', "figures": f'[{{ {figure}, who = "them" }}]'}

    assert [] == shown(text=made.quoted(text), **keys)
    assert 1 == len(shown(text='"Nothing of it."', **keys))
    assert ["them"] == [given.who for given in entry(text=made.quoted(text), **keys).given.by]


def test_what_the_annotation_says_is_not_said_again() -> None:
    """What an author says beside the mark stands in the entry too, and tells its figures."""
    keys = {"figures": '[{ what = "admitted", value = 16 }]'}

    assert [] == shown(annotation='"The government admits to 16"', **keys)
    assert ["admitted"] == shown(annotation='"The government admits to some"', **keys)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("In 1959, 300 left.", 'what = "deaths in custody", value = 300'),
        ("Some 300 left. Many died in custody.", 'what = "left in custody", value = 300'),
        ("Exactly 300 left.", 'what = "left", value = 300, about = true'),
        ("So 1,300 left.", 'what = "left", value = 300'),
        ("So 300.5 left.", 'what = "left", value = 300'),
        ("So 70 left.", 'what = "left", low = 70, high = 80'),
        ("So 70 left.", 'what = "left", low = 70'),
        ("The 300 did leave.", 'what = "did not leave", value = 300'),
        ("So 12 women left.", 'what = "men left", value = 12'),
        ("So 12 were left.", 'what = "left", value = 12, unit = "%"'),
        ("It stood at 15.", 'what = "stood", value = -15'),
    ],
)
def test_what_is_not_said_is_shown(text: str, figure: str) -> None:
    """A figure that says more than the text, or something else, is shown whole."""
    keys = {"title": '"x"', "text": made.quoted(text)}

    assert 1 == len(shown(figures=f"[{{ {figure} }}]", **keys))


def test_other_languages_lose_nothing() -> None:
    """Where the product has no words of a language, a figure needs each word of its own."""
    told = entries(
        made.timeline(
            [
                {
                    "date": '"1959"',
                    "text": '"Neuf pirates obtinrent l’asile."',
                    "figures": '[{ what = "pirates", value = 9 }]',
                }
            ],
            head='lang = "fr"',
        )
    )[0]

    assert (Figure(what="pirates", value=9),) == told[0].given.shown[0].figures


def test_who_says_a_figure_stands_once() -> None:
    """Figures of one and the same come together, and it is said after the last of them."""
    given = [("a", "them"), ("b", "others"), ("c", "them"), ("d", "")]
    figures = ", ".join(f'{{ what = "{what}", value = 1, who = "{who}" }}' for what, who in given)
    html = page(Edition(made.timeline([{"date": '"1959"', "figures": f"[{figures}]"}])))

    assert 1 == html.count("(<bdi>them</bdi>)")
    assert 1 == html.count("(<bdi>others</bdi>)")
    line = re.sub(r"<[^>]+>|\s+", " ", html[html.index('<ul class="figures"') :].split("</ul>")[0])
    assert "1 a 1 c ( them ) 1 b ( others ) 1 d" == " ".join(line.split())


def test_a_figures_own_source_is_named() -> None:
    """What a figure cites stands behind it, unless the whole event cites just that."""
    tail = '[[sources]]\nid = "t"\ntitle = "Another"'
    figures = (
        '[{ what = "a", value = 1, sources = ["t"] }, { what = "b", value = 2, sources = ["s"] }]'
    )
    event = {"date": '"1959"', "figures": figures, "sources": '["s"]'}
    told = entries(made.timeline([event], tail=tail))[0][0].given.shown

    assert [["Another"], []] == [[work.name for work in given.works] for given in told]


# Sources


def cited(*sources: str) -> str:
    return "\n".join(f"[[sources]]\n{source}" for source in sources)


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (['id = "a"\ntitle = "T"\npublisher = "Wikipedia"'], {"a": "Wikipedia"}),
        (['id = "a"\ntitle = "T"\npublisher = "P"\nauthor = "A"'], {"a": "T"}),
        (
            ['id = "a"\ntitle = "T"\npublisher = "P"', 'id = "b"\ntitle = "U"\npublisher = "P"'],
            {"a": "T", "b": "U"},
        ),
        (
            ['id = "a"\ntitle = "T"\nauthor = "A"', 'id = "b"\ntitle = "T"\nauthor = "B"'],
            {"a": "T (A)", "b": "T (B)"},
        ),
        ([f'id = "a"\ntitle = "Short: {"and a long subtitle " * 4}"'], {"a": "Short"}),
        (['id = "a"\ntitle = "T"', 'id = "b"\ntitle = "T"'], {"a": "T", "b": "T"}),
    ],
)
def test_works_have_short_names(sources: list[str], expected: dict[str, str]) -> None:
    """A work is called as short as tells it from the others."""
    found = names(made.timeline([{"date": '"1959"'}], tail=cited(*sources)).sources)

    assert expected == {name: words for name, words in found.items() if name != "s"}


def test_a_work_stands_once_with_its_places() -> None:
    """Each work once, its places in it by the first that cites each, with ways back in words."""
    place = '{{ id = "s", locator = "{0}", quote = "{1}" }}'.format
    cites = [
        ["{ id = 's' }", place("p. 2", "")],
        [place("p. 1", "So it was."), place("p. 2", "And not.")],
        [place("p. 2", "")],
    ]
    timeline = made.timeline(
        [{"date": f'"195{n}"', "sources": f"[{', '.join(each)}]"} for n, each in enumerate(cites)]
    )
    (work,) = works(entries(timeline).notes)

    assert [("", [1]), ("p. 2", [2, 4]), ("p. 1", [3])] == [
        (place.locator, [note.number for note in place.notes]) for place in work.places
    ]
    assert [["e0"], ["e0", "e1", "e2"], ["e1"]] == [
        [back.event for back in place.backs] for place in work.places
    ]
    html = page(Edition(timeline))
    assert 1 == html.count("<cite><bdi>A source</bdi></cite>")
    for anchor in ("_note-1", "_note-2", "_note-3", "_note-4", "_cite-2-1", "_cite-2-2"):
        assert 1 == html.count(f' id="{anchor}"')


def test_sources_are_named_in_entries(sample: Timeline) -> None:
    """An entry names its source and the place in it in one line, and no number stands adrift."""
    html = site.build(Edition(sample)).files["index.html"].decode()
    told = re.search(r'<li class="event[^>]* id="no-survivor-list".*?</li>', html, re.DOTALL)

    assert told is not None
    line = re.sub(
        r"<[^>]+>", "", told[0][told[0].index('class="sources">') + 16 :].split("</p>")[0]
    )
    assert "Source: Wikipedia, Spouses of repatriating Zainichi Koreans, Introduction" == line
    assert "<sup" not in html


def test_a_work_that_is_cited_often_stays_short() -> None:
    """Many places come in stretches, many ways back behind their count."""
    events = [
        {"date": f'"{1000 + n}"', "sources": f'["s", {{ id = "s", locator = "p. {n}" }}]'}
        for n in range(100)
    ]
    html = page(Edition(made.timeline(events)))

    assert 5 == html.count('<ul class="places long"')
    assert 1 == html.count('<details class="backs noprint"><summary>100 events</summary>')


# Strips


def test_a_strip_shows_what_the_chart_shows(sample: Timeline) -> None:
    """Vague is pale, what was once between dates is hollow, an unknown end fades out; what is worked out
    has brackets, which are lines."""
    found = strips.strips(sample)
    assert found is not None
    looks = {name: [path.look for path in paths] for name, paths in found.paths.items()}

    assert ["unit"] == looks["kim-jong-un-born"]
    assert ["wide"] == looks["migration-falls"]
    assert ["wide", "solid", "wide"] == looks["migration"]
    assert ["hollow", "line"] == looks["demonstration"]
    assert ["line", "hollow"] == looks["trips-to-japan"]
    assert ["unit", "unit-right"] == looks["colonists-stranded"]
    assert ("unit-right",) == found.fades
    assert ('"1945"', '"2004"') == (found.first, found.last)


@pytest.mark.parametrize(
    "date",
    [
        *("1959-03-31", "1959?", "1959~", "../1959", "1959/..", "/1959", "[1959,1961]"),
        *(
            "{1959,1961}",
            "{1959..1965}",
            "1959-03-31~",
            "19XX",
            "1850/1950",
            "[..1959]",
            "1999/2900",
        ),
    ],
)
def test_every_date_has_a_strip(date: str) -> None:
    """Whatever there is to be drawn of a date lies on its line, those beyond it at its end."""
    head = 'span = "1900/2000"'
    found = strips.strips(made.timeline([{"date": f'"{date}"'}], head=head))

    assert found is not None
    assert found.paths["e0"]
    for path in found.paths["e0"]:
        for x in re.findall(r"[MHL](-?[\d.]+)", path.d):
            assert -15 <= float(x) <= strips.WIDTH + 15


def test_long_lists_have_no_strips() -> None:
    """Where strips would weigh, a list has none; the date is in words in any case."""
    timeline = made.dated(*[str(1000 + n % 1000) for n in range(strips.MOST + 1)])

    assert strips.strips(timeline) is None
    assert 'class="strip"' not in page(Edition(timeline))


# In a browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, sample: Timeline) -> str:
    """The sample's page."""
    folder: Path = tmp_path_factory.mktemp("entries")
    (folder / "index.html").write_bytes(site.build(Edition(sample)).files["index.html"])
    return (folder / "index.html").as_uri()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "most"), [(1280, 3_800), (360, 7_500)])
def test_the_page_is_not_too_high(tabs: Tabs, address: str, width: int, most: int) -> None:
    """All of the sample is read in so many px, in words as large as before."""
    tab = tabs.lend(width)
    tab.goto(address)
    sizes = tab.evaluate(
        """() => ['h3', '.text', '.when', '.lane', '.sources', '.dated'].map(
          name => parseFloat(getComputedStyle(document.querySelector(`.events ${name}`)).fontSize))"""
    )

    assert most >= tab.evaluate("document.documentElement.scrollHeight")
    assert [16, 16, 16, 14, 14.4, 14.4] == sizes


_NOTE = """() => {
  const details = document.querySelector('#prisoners-of-war .dated');
  const box = details.querySelector('bdi').getBoundingClientRect();
  return [details.querySelector('summary').checkVisibility(), box.height > 0
    && details.querySelector('bdi').checkVisibility({ contentVisibilityAuto: true })];
}"""


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_notes_on_dates_fold_on_telephones(tabs: Tabs, address: str, script: bool) -> None:
    """There a press opens one, without a script too; elsewhere and on paper they are open."""
    narrow = tabs.lend(360, java_script_enabled=script)
    narrow.goto(address)
    folded = narrow.evaluate(_NOTE)
    narrow.click("#prisoners-of-war .dated summary")
    opened = narrow.evaluate(_NOTE)
    narrow.reload()
    narrow.emulate_media(media="print")
    paper = narrow.evaluate(_NOTE)
    wide = tabs.lend(1280, java_script_enabled=script)
    wide.goto(address)

    assert [True, False] == folded
    assert [True, True] == opened
    assert [False, True] == paper
    assert [False, True] == wide.evaluate(_NOTE)


@pytest.mark.browser
def test_a_search_finds_what_is_folded(tabs: Tabs, address: str) -> None:
    """The browser's own search opens a note that is folded, and the page's finds its event."""
    tab = tabs.lend(360)
    tab.goto(address)
    tab.fill("#_search", "return came unknown")
    tab.wait_for_function("document.querySelectorAll('.events > li:not([hidden])').length === 1")

    assert tab.is_visible("#colonists-stranded")


@pytest.mark.browser
@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_a_strip_can_be_seen(tabs: Tabs, address: str, options: dict[str, Any]) -> None:
    """It stands in the third beside the text, in its lane's colour; those who listen hear none."""
    tab = tabs.lend(1280, **options)
    tab.goto(address)
    facts = tab.evaluate(
        """() => { const strip = document.querySelector('#abductions .strip');
          const path = strip.querySelector('path.solid'), text = document.querySelector('#abductions .text');
          return { fill: getComputedStyle(path).fill, hidden: strip.getAttribute('aria-hidden'),
            wide: path.getBoundingClientRect().width,
            beside: strip.getBoundingClientRect().left >= text.getBoundingClientRect().right,
            swatch: getComputedStyle(document.querySelector('#abductions .swatch')).backgroundColor }; }"""
    )

    assert facts["fill"] == facts["swatch"]
    assert "true" == facts["hidden"]
    assert 15 < facts["wide"] < 25
    assert facts["beside"]


_RIVALS = (
    '[{ what = "dead", value = 7, who = "Ministry" }, { what = "dead", value = 9, who = "Police" }]'
)


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        (
            "The dead",
            "The Ministry gave seven. Police counted **nine**.",
            "7 dead (Ministry); 9 dead (Police)",
        ),
        ("Seven dead", "Police counted **nine**.", "7 (Ministry); 9 dead (Police)"),
        ("Strike", "Seven dead, or nine.", "7 (Ministry); 9 (Police)"),
    ],
    ids=["in the title alone", "in the title with one", "in the sentence"],
)
def test_who_gives_several_says_what_they_count(title: str, text: str, told: str) -> None:
    """A number that is told above is given with what it counts, unless both stand together there."""
    keys = {"title": made.quoted(title), "text": made.quoted(text), "figures": _RIVALS}
    html = page(Edition(made.timeline([{"date": '"1950"', **keys}])))
    seen = " ".join(re.sub("<[^>]*>", "", html.partition("Whose figures:")[2][:400]).split())

    assert seen.startswith(told)


@pytest.mark.parametrize(
    ("title", "told"),
    [("The dead", True), ("The deadline", False), ("A deadlock", False), ("Deaths", False)],
)
def test_a_longer_word_is_no_form_of_a_short_one(title: str, told: bool) -> None:
    """ "Deadline" does not tell of the dead, so their number is shown."""
    made_entry = entry(title=made.quoted(title), text='"Seven."', figures=_RIVALS)

    assert told == (7 not in [f.value for given in made_entry.given.shown for f in given.figures])


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "he"])
@pytest.mark.parametrize(
    ("dates", "long"),
    [(("1950", "1999"), False), (("2026-02-01", "2026-12-31"), True), (("-1200", "-1000"), True)],
    ids=["years", "days", "years BCE"],
)
def test_buttons_do_not_stand_on_the_ends_of_a_strip(
    tabs: Tabs, lang: str, dates: tuple[str, ...], long: bool
) -> None:
    """Where the words of both ends leave them no room between, they make way for the buttons."""
    head = f'lang = "{lang}"'
    story = made.timeline([{"date": f'"{date}"'} for date in dates], head=head)
    tab = tabs.lend(1280)
    tab.set_content(site.build(Edition(story, rasters=False)).files["index.html"].decode())
    item = tab.locator(".events > li").first
    item.hover()
    item.locator(".citing").wait_for()
    seen, first, last, buttons, left, right = item.evaluate(
        """li => {
          const strip = li.querySelector('.strip'), box = strip.getBoundingClientRect();
          const canvas = document.createElement('canvas').getContext('2d');
          const style = getComputedStyle(strip);
          canvas.font = `${style.fontSize} ${style.fontFamily}`;
          const wide = end => {
            const words = getComputedStyle(strip, end);
            return canvas.measureText(words.content.slice(1, -1)).width + parseFloat(words.paddingLeft)
              + parseFloat(words.paddingRight);
          };
          return [style.color, wide('::before'), wide('::after'),
            ['.to-chart', '.citing'].map(s => li.querySelector(s).getBoundingClientRect())
              .map(b => [b.left, b.right]), box.left, box.right];
        }"""
    )
    is_gone = seen in ("transparent", "rgba(0, 0, 0, 0)")

    assert long == is_gone
    assert is_gone or all(left + first <= start and end <= right - last for start, end in buttons)
    (one, other) = sorted(buttons)
    assert one[1] <= other[0]


def test_a_colon_leads_to_what_follows() -> None:
    """In a page whose words of ours are foreign it stands on the side of what it leads to."""
    keys = {"date_text": made.quoted("תש״י"), "note": made.quoted("הערה")}
    story = made.timeline([{"date": '"1950"', **keys}], head='lang = "he"')
    html = page(Edition(story))

    for words in ("in the source", "Note", "Source"):
        assert f'<span lang="en" dir="ltr">{words}</span>:' in html
