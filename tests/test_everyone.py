"""For everyone: whatever the eyes, hands, paper or browser, in a real browser.

Pages are built whole, with their scripts. What axe-core finds is asserted to be
nothing by all of its rules, best practice and the enhanced contrast included.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pypdfium2
import pytest
from support import crowds, made
from support.browser import REST, Tabs, rest
from support.everything import ADDRESS, EVERYTHING

from timeline import site
from timeline.layout.theme import DARK, LIGHT
from timeline.model import Timeline
from timeline.model.order import chronological
from timeline.pages.edition import Edition
from timeline.text import reader

pytestmark = pytest.mark.browser

WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
# The sample in both schemes at every width; the others by turns.
VIEWS = [
    *(("sample", width, scheme) for width in WIDTHS for scheme in SCHEMES),
    *(("everything", width, SCHEMES[n % 2]) for n, width in enumerate(WIDTHS)),
    *(("few", width, SCHEMES[(n + 1) % 2]) for n, width in enumerate(WIDTHS)),
]
FEW = 80  # enough for a list cut in stretches, with an index
MANY = 200


def many(count: int) -> Timeline:
    """A list of so many events with texts and sources."""
    return made.timeline(
        [
            {
                "date": f'"{1800 + n * 200 // count}{("", "-03", "-03-31", "~", "?")[n % 5]}"',
                "title": f'"The event of number {n}"',
                "text": '"What happened then, told in a sentence or two."',
                "lane": f'"{"abc"[n % 3]}"',
                "importance": str(n // 3 % 5 + 1),
                "sources": f'[{{ id = "s", locator = "p. {n}" }}]',
            }
            for n in range(count)
        ],
        lanes="abc",
    )


@pytest.fixture(scope="module")
def timelines() -> dict[str, Callable[[], Timeline]]:
    return {
        "everything": lambda: reader.read_text(EVERYTHING)[0],
        "few": lambda: many(FEW),
        "many": lambda: many(MANY),
        "long titles": lambda: reader.read_text(crowds.toml(60, titles="long"))[0],
        "dense": lambda: reader.read_text(crowds.toml(400, titles="long"))[0],
    }


@pytest.fixture(scope="module")
def address(
    timelines: dict[str, Callable[[], Timeline]],
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], str]:
    """The address of a timeline's page, built when it is first asked for."""
    folder = tmp_path_factory.mktemp("everyone")

    def built(name: str) -> str:
        place = folder / name
        if not place.exists():
            place.mkdir()
            files = (
                request.getfixturevalue("built")
                if name == "sample"
                else site.build(Edition(timelines[name](), data=b"x = 1")).files
            )
            for file, content in files.items():
                (place / file).write_bytes(content)
        return (place / "index.html").as_uri()

    return built


_WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective + ' ' + e.blockedURI));
window.shift = 0;
new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) shift += e.value; })
  .observe({ type: 'layout-shift', buffered: true });
"""


@pytest.fixture
def visit(tabs: Tabs, address: Callable[[str], str]) -> Callable[..., Any]:
    """Opens a page, and keeps what it asks for and complains of."""

    def open_(name: str, width: int = 1280, anchor: str = "", **options: Any) -> Any:
        complaints: list[str] = []
        requests: list[str] = []
        on = {
            "console": lambda message: complaints.append(message.text),
            "pageerror": lambda error: complaints.append(str(error)),
            "request": lambda request: requests.append(request.url),
        }
        page = tabs.lend(width, on=on, init=REST + _WATCH, **options)
        page.complaints, page.requests = complaints, requests
        page.goto(address(name) + anchor)
        return page

    return open_


# By axe-core

# What falls short of this rule falls short of the enhanced one, which is told below not to pass it over.
IMPLIED = "^color-contrast$"

# All rules but those left out.
_AXE = """async (left) => {
  const contrastRatio = { normal: { expected: 7 }, large: { expected: 4.5 } };
  const options = { ignoreUnicode: true, ignoreLength: false, ignorePseudo: false, boldValue: 700, boldTextPt: 14,
    largeTextPt: 18, contrastRatio, pseudoSizeThreshold: .25, shadowOutlineEmMax: .2, textStrokeEmMin: .03 };
  axe.configure({ checks: [{ id: 'color-contrast-enhanced', options }] });
  const rules = Object.fromEntries(axe.getRules().map(r => [r.ruleId, { enabled: true }]));
  for (const name of Object.keys(rules)) if (left && new RegExp(left).test(name)) delete rules[name];
  const only = { type: 'rule', values: Object.keys(rules) };
  const found = await axe.run(document, { runOnly: only, resultTypes: ['violations'] });
  return found.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)]);
}"""


def audit(page: Any, *, without: str = IMPLIED) -> list[Any]:
    """What axe-core finds, by rule: how often, and the first of it; `without` rules so named."""
    # The page's own policy lets no script in but its own; the debugger is not bound by it.
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    return page.evaluate(_AXE, without)


@pytest.mark.parametrize(("name", "width", "scheme"), VIEWS)
def test_axe_finds_nothing(visit: Any, name: str, width: int, scheme: str) -> None:
    """No rule of axe-core is broken, at any width, in either scheme."""
    assert [] == audit(visit(name, width, color_scheme=scheme))


@pytest.mark.parametrize("name", ["many", "dense"])
def test_axe_finds_nothing_in_a_longer_page(visit: Any, name: str) -> None:
    """Nor in a page of 200 events or 400, whose colours are those of the others.

    To look at all of them again would take most of the time.
    """
    page = visit(name)
    page.evaluate(
        "document.querySelectorAll('.outline, .outline details').forEach(e => { e.open = true; })"
    )

    assert [] == audit(page, without="color-contrast")


def test_lines_of_a_label_are_words_apart(visit: Any) -> None:
    """A label of several lines is read as its words, as the name of its link has them."""
    page = visit("long titles")
    marks = page.locator(".medium svg a:has(text + text)")

    assert marks.count() > 20
    assert [] == audit(page, without="^(?!label-content-name-mismatch$)")


def test_axe_finds_what_is_wrong(visit: Any) -> None:
    """axe-core does look, at colours too; the enhanced rule finds what the plain one would."""
    page = visit("sample")
    page.evaluate("document.querySelector('h2:not(.plain)').style.color = '#ddd'")
    assert ["color-contrast-enhanced"] == [rule for rule, *_ in audit(page)]

    page.evaluate("document.querySelector('.lead p').style.color = '#666'")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    found = {rule: count for rule, count, _ in audit(page, without="")}

    assert {"html-has-lang", "color-contrast", "color-contrast-enhanced"} <= found.keys()
    assert found["color-contrast"] < found["color-contrast-enhanced"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_the_live_chart(visit: Any, scheme: str) -> None:
    """Nor in the chart to explore, once it stands in the place of the still one."""
    page = visit("sample", color_scheme=scheme)
    page.click("#_explore")
    page.wait_for_selector(".chart.exploring .live svg")
    rest(page)

    # The chart itself takes keys, and no role there is for that is one of a control.
    assert [] == audit(page, without=f"{IMPLIED}|focus-order-semantics")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_what_opens(visit: Any, scheme: str) -> None:
    """Nor in what a reader opens: citations, and an entry that a link led to."""
    page = visit("everything", anchor="#first", color_scheme=scheme)
    page.evaluate("document.querySelector('details.citation').open = true")
    page.click("#first .citing")

    assert 2 == page.locator(".citation p:visible button").count()
    # An entry that a link led to has a tint, and the contrast that is asked for, not the enhanced.
    assert [] == audit(page, without="color-contrast-enhanced")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_what_a_tap_tells(visit: Any, scheme: str) -> None:
    """Nor in what stands at the foot of a narrow window once a mark was clicked."""
    page = visit("everything", 320, color_scheme=scheme)
    page.locator(".narrow svg [data-events] text:first-of-type").first.click()

    assert page.is_visible("#_brief")
    # Its entry has a tint, and the contrast that is asked for, not the enhanced.
    assert [] == audit(page, without="color-contrast-enhanced")


# Quiet


@pytest.mark.parametrize(("name", "width", "scheme"), VIEWS)
def test_quiet(visit: Any, name: str, width: int, scheme: str) -> None:
    """Nothing is asked for, nothing violates the policy, nothing moves while the page loads.

    Where the machine is so busy that the browser paints half a page, what is
    far down may be seen to move by less than a px: then the page is loaded again.
    """
    page = visit(name, width, color_scheme=scheme)
    page.evaluate("document.fonts.ready.then(() => true)")
    rest(page)

    assert [page.url] == [url for url in page.requests if not url.startswith("data:")]
    assert [] == page.complaints
    assert [] == page.evaluate("violations")
    shifts = [page.evaluate("shift")]
    while shifts[-1] and len(shifts) < 4:
        page.reload()
        page.evaluate("document.fonts.ready.then(() => true)")
        rest(page)
        shifts.append(page.evaluate("shift"))
    assert 0 == shifts[-1]
    assert max(shifts) < 0.001


def test_icon_is_drawn(visit: Any) -> None:
    """The browser draws the icon, and the page's policy lets it in."""
    page = visit("sample")
    size = page.evaluate("""async () => {
      const image = new Image();
      image.src = document.querySelector('link[rel=icon]').href;
      await image.decode();
      return image.naturalWidth;
    }""")

    assert size > 0
    assert [] == page.evaluate("violations")


# Room


@pytest.mark.parametrize("width", [320, 640, 768, 1280])
@pytest.mark.parametrize("name", ["sample", "everything", "few"])
def test_no_sideways_scrolling(visit: Any, name: str, width: int) -> None:
    """All fits the width, with letters twice as large too: nothing is cut or out of reach."""
    page = visit(name, width)
    for size in ("100%", "200%"):
        page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
        rest(page)
        cut = page.evaluate("""() => [...document.querySelectorAll('main h1, main h2, main h3, main p, main li, footer p, summary')]
          .filter(e => e.checkVisibility() && !e.closest('.skip') && getComputedStyle(e).clipPath === 'none')
          .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible')
          .map(e => e.textContent.slice(0, 60))""")

        assert page.evaluate("document.documentElement.scrollWidth") <= width, size
        assert [] == cut, size


_SMALL = """() => {
  const inSentence = (e) => e.closest('.lead p, .text p, .text li');
  const small = [];
  let looked = 0;
  for (const e of document.querySelectorAll('main a[href], main button, main summary, main input')) {
    if (e.closest('.chart svg') || inSentence(e) || e.closest('.skip') || !e.checkVisibility({ visibilityProperty: true })) continue;
    looked += 1;
    const boxes = [...e.getClientRects()];
    const [width, height] = [Math.max(...boxes.map(b => b.width)), Math.max(...boxes.map(b => b.height))];
    if (width < 24 || height < 24) small.push([e.className || e.parentElement.className, e.textContent.slice(0, 30), width, height]);
  }
  return [looked, small];
}"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["sample", "everything"])
def test_targets_are_large_enough(visit: Any, name: str, width: int) -> None:
    """What is clicked is at least 24 px each way (WCAG 2.2, 2.5.8).

    Links in a sentence are exempt, and so are the chart's: the list has an
    equal one for each.
    """
    page = visit(name, width, anchor="#abductions" if name == "sample" else "#first")
    page.evaluate("document.querySelector('details.citation').open = true")

    looked, small = page.evaluate(_SMALL)

    assert looked > 10
    assert [] == small


def test_targets_do_not_overlap(visit: Any) -> None:
    """Two places in a source side by side are two places to click."""
    boxes = visit("everything").evaluate(
        "[...document.querySelectorAll('#first .sources .cite')].map(a => a.getBoundingClientRect().toJSON())"
    )

    assert 2 == len(boxes)
    assert boxes[0]["right"] <= boxes[1]["left"]


# Keyboard


def test_skip_link(visit: Any) -> None:
    """A keyboard reaches the skip link before the chart; it shows, and leads past the chart."""
    page = visit("few")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.skip') !== null"):
            break
    box = page.locator(".skip a").bounding_box()
    page.keyboard.press("Enter")
    rest(page)
    top = page.evaluate("document.getElementById('_events').getBoundingClientRect().top")
    page.keyboard.press("Tab")

    assert box["width"] > 100
    assert box["height"] >= 24
    assert box["x"] >= 0
    assert -1 <= top < 100
    assert page.evaluate("document.activeElement.closest('.index') !== null")


def test_focus_goes_in_order(visit: Any) -> None:
    """Tab goes through the page from top to bottom, by the order of the document."""
    page = visit("everything")
    seen = page.evaluate_handle("[]")
    for _ in range(40):
        page.keyboard.press("Tab")
        page.evaluate("seen => { seen.push(document.activeElement); }", seen)
    reached = page.evaluate("seen => new Set(seen).size", seen)
    ordered = page.evaluate(
        """seen => seen.every((e, i) => e === document.body || i === 0 || seen[i - 1] === document.body ||
          seen[i - 1].contains(e) || seen[i - 1].compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)""",
        seen,
    )

    assert reached > 20
    assert ordered
    assert 0 == page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count()


_OUTLINE = """() => {
  const style = getComputedStyle(document.activeElement);
  return [style.outlineStyle, parseFloat(style.outlineWidth)];
}"""


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_focus_shows(visit: Any, options: dict[str, str]) -> None:
    """What has the focus has an outline, in the chart and in the list, forced colours or not."""
    page = visit("sample", **options)
    for target in (".wide #W-event-abductions a", "#abductions .permalink", ".notes .back"):
        page.locator(target).first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        kind, width = page.evaluate(_OUTLINE)

        assert "none" != kind
        assert width >= 1


# The reader's own settings


def test_reduced_motion(visit: Any) -> None:
    """Who wants no motion gets none: no animation, no transition, no gliding scroll."""
    page = visit("sample", reduced_motion="reduce")
    page.hover("#abductions")
    moving = """() => [...document.querySelectorAll('*')].map(e => getComputedStyle(e))
      .filter(s => s.transitionDuration.split(', ').some(d => parseFloat(d)) || s.animationName !== 'none' || s.scrollBehavior === 'smooth').length"""

    assert 0 == page.evaluate(moving)
    assert 0 == page.evaluate("document.getAnimations().length")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_forced_colours(visit: Any, scheme: str) -> None:
    """Where the system chooses the colours, the chart keeps its own, on its own paper."""
    page = visit("sample", forced_colors="active", color_scheme=scheme)
    theme = {"light": LIGHT, "dark": DARK}[scheme]
    paper, ink, bars = page.evaluate("""() => {
      const style = s => getComputedStyle(document.querySelector(s));
      const fills = [...document.querySelectorAll('.wide .event path')].map(e => getComputedStyle(e).fill);
      return [style('.wide svg').backgroundColor, style('.wide .event text').fill, fills];
    }""")

    assert _rgb(theme.paper) == paper
    assert _rgb(theme.ink) == ink
    assert {_rgb(theme.lanes[lane]) for lane in (1, 2, 3)} <= set(bars)


def _rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"


def test_rail_without_its_colours(visit: Any) -> None:
    """In a narrow page the rule over an entry is there in forced colours too."""
    page = visit("sample", 320, forced_colors="active")

    assert "2px" == page.evaluate(
        "getComputedStyle(document.querySelector('li.event')).borderTopWidth"
    )


# Citing


def test_cite_an_event(visit: Any) -> None:
    """A pointer over an entry finds a button; it shows a citation, and copies it, its order too."""
    page = visit("everything", permissions=["clipboard-read", "clipboard-write"])
    page.hover("#second")
    before = page.evaluate("document.documentElement.scrollHeight")
    page.click("#second .citing")
    cited = page.inner_text("#second .citation p >> nth=0")
    page.click("#second .copying")
    page.wait_for_function("document.querySelector('#second [role=status]').textContent")

    copied = (
        "“\u2068Second שלום\u2069”. In: Ann O'Nym: Everything: a “rich” <one>. Updated 31 May 2024. "
        "Licence: CC BY-SA 4.0; see https://example.org/licence. "
        f"{ADDRESS}#second"
    )
    assert copied == page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\u2068", "").replace("\u2069", "") == cited
    assert "Copied" == page.inner_text("#second [role=status]")
    assert "true" == page.get_attribute("#second .citing", "aria-expanded")
    page.click("#second .citing")
    assert 0 == page.locator("#second .citation").count()
    assert before == page.evaluate("document.documentElement.scrollHeight")


def test_citing_by_keyboard(visit: Any) -> None:
    """The button comes with the focus, last in the entry, what it opens after it; letters are encoded."""
    page = visit("everything")
    page.focus("[id='drei-ä'] .to-chart")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert "Cite: Third" == page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert page.inner_text("[id='drei-ä'] .citation").startswith("“Third”. In: ")
    assert f"{ADDRESS}#drei-%C3%A4" in page.inner_text("[id='drei-ä'] .citation")
    page.keyboard.press("Tab")
    assert "Copy: Third" == page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_buttons_for_fingers(visit: Any) -> None:
    """Where nothing hovers each entry has its button; where it does, none has, until it is wanted."""
    assert 3 == visit("everything", 390, has_touch=True, is_mobile=True).locator(".citing").count()
    assert 0 == visit("everything").locator(".citing").count()
    assert 1 == visit("everything", anchor="#second").locator(".citing").count()


def test_button_moves_nothing(visit: Any) -> None:
    """An entry stays as it is when its button comes."""
    for width in WIDTHS:
        page = visit("everything", width)
        boxes = "[...document.querySelectorAll('#first *, #second')].map(e => JSON.stringify(e.getBoundingClientRect()))"
        before = page.evaluate(f"document.getElementById('first').scrollIntoView(), {boxes}")
        page.hover("#first .when", position={"x": 2, "y": 2})
        page.evaluate("document.querySelector('#first .citing').classList.add('came')")
        after = page.evaluate(boxes.replace("'#first *,", "'#first *:not(.came),"))

        assert before == after


def test_copying_without_a_clipboard(visit: Any) -> None:
    """Where the browser lets nothing be copied, the citation is selected, and the reader told."""
    page = visit("everything")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.evaluate("document.querySelector('details.citation').open = true")
    page.click("footer .copying")
    page.wait_for_function("document.querySelector('footer [role=status]').textContent")

    assert page.inner_text("#_citation") == page.evaluate("getSelection().toString().trim()")
    assert "Ctrl+C" in page.inner_text("footer [role=status]")


def test_citing_without_scripts(visit: Any) -> None:
    """Without scripts the timeline's citation is there to read, and each entry has its link."""
    page = visit("everything", java_script_enabled=False)
    page.click("details.citation summary")

    assert page.inner_text("#_citation").endswith(ADDRESS)
    assert 0 == page.locator(".citing, .copying").count()
    assert 3 == page.locator(".permalink").count()


# Paper


def printed(page: Any, **options: Any) -> pypdfium2.PdfDocument:
    """What comes out of the printer."""
    return pypdfium2.PdfDocument(page.pdf(**options))


def text_of(paper: Any) -> str:
    """The words on a page, in one line; a word cut at the end of a line is one."""
    return " ".join(paper.get_textpage().get_text_range().replace("\ufffe", "").split())


def run_of(paper: Any) -> str:
    """The letters on a page without blanks: where they are set apart a word may be read as two."""
    return "".join(text_of(paper).split())


def at(paper: Any, words: str) -> float:
    """How far up the page some words stand, in pt."""
    search = paper.get_textpage().search(words)
    found = search.get_next()
    assert found, words
    return paper.get_textpage().get_charbox(found[0])[1]


PAPERS = {"A4": (595, 842), "Letter": (612, 792)}


@pytest.mark.parametrize("format", PAPERS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_print(visit: Any, sample: Timeline, format: str, scheme: str) -> None:  # noqa: A002
    """On paper: the chart whole below the title, the list, the notes last, no controls."""
    document = printed(visit("sample", color_scheme=scheme), format=format)
    pages = [text_of(paper) for paper in document]
    whole = " ".join(pages)
    entries = [f"{event.title}" for event in chronological(sample.events)]

    assert 4 <= len(document) <= 7
    assert PAPERS[format] == pytest.approx(document[0].get_size(), abs=2)
    assert {event.label or event.title for event in sample.events} == {
        event.label or event.title
        for event in sample.events
        if (event.label or event.title) in pages[0]
    }
    assert "some time in 1959, day unknown" in pages[0]
    assert [] == [title for title in entries if title not in whole]
    at = whole.index("All events, in order")
    for title in entries:  # each behind the one before it; titles stand in "see also", too
        at = whole.index(title, at) + len(title)
    assert whole.index("All events, in order") < whole.index("Licence: CC BY-SA 4.0 <https")
    assert "<https://en.wikipedia.org/wiki/Japanese_people_in_North_Korea>" in whole.replace(
        "- ", "-"
    )
    for control in ("Skip the chart", "Search", "Downloads", "Explore", "Show in chart", "↩"):
        assert control not in whole
    assert f"1 / {len(document)}" in pages[0]
    picture = document[0].render(scale=0.5).to_pil()
    assert (255, 255, 255) == picture.convert("RGB").getpixel((4, 4))


def test_print_keeps_entries_whole(visit: Any, sample: Timeline) -> None:
    """No entry is cut by the end of a page: where its title stands stands the rest of it."""
    page = visit("sample")
    page.emulate_media(media="print")
    inside = page.evaluate(
        "[...document.querySelectorAll('.events > li, .place')].map(e => getComputedStyle(e).breakInside)"
    )
    pages = [text_of(paper) for paper in printed(page, format="A4")]
    split = [
        event.title
        for event in sample.events
        if event.date_note
        and not any(event.title in text and event.date_note[-25:] in text for text in pages)
    ]

    assert {"avoid"} == set(inside)
    assert [] == split


def test_print_says_where_links_lead(visit: Any) -> None:
    """Addresses stand after the words of their links, once, and only those that lead outside."""
    whole = " ".join(text_of(paper) for paper in printed(visit("everything"), format="A4"))
    run = whole.replace(" ", "")

    assert "a link <https://example.org/x>" in whole
    assert "example.org/a> accessed 2 January 2020 Licence: CC BY 4.0." in whole
    assert "More<https://example.org/more>" in run
    assert f"<https://example.org/a/very/{'long/' * 20}address.html>" in run
    assert 1 == run.count("https://example.org/further")
    assert "<#" not in whole
    assert f"{ADDRESS}" in run
    assert "Cite this timeline" in whole


@pytest.mark.parametrize("name", ["sample", "everything", "few", "dense"])
@pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])
def test_print_has_the_chart_on_one_page(visit: Any, name: str, landscape: bool) -> None:
    """The chart is not cut: its lowest words are on its first page, which is the first or second.

    One that could not be read so goes on: so many events on paper that lies.
    """
    page = visit(name)
    lowest = page.evaluate(
        "[...document.querySelectorAll('.medium svg text')].map(e => e.textContent.replace(/[\\u2068\\u2069]/g, ''))"
        ".findLast(words => words.length > 8).replace(/\\s/g, '')"
    )
    lie = "landscape" if landscape else "portrait"
    style = page.evaluate("document.querySelector('style').textContent")
    whole = re.search(rf"orientation: {lie}\) {{[^@]*max-height", style) is not None
    assert whole == ((name, lie) != ("dense", "landscape"))
    for format_ in PAPERS:
        document = printed(page, format=format_, landscape=landscape)
        found = next(n for n, paper in enumerate(document) if lowest in run_of(paper))
        assert found <= 1 if whole else found > 0


def test_print_of_a_long_list(visit: Any) -> None:
    """All of a long list is printed, without its index."""
    document = printed(visit("few"), format="A4")
    whole = " ".join(text_of(paper) for paper in document)

    assert 8 <= len(document) <= 16
    assert [] == [n for n in range(FEW) if f"The event of number {n} " not in whole]
    assert "By earliest date" not in whole


def test_letters_on_paper(visit: Any) -> None:
    """The labels of the sample's chart are as high as good print: 8 pt and more."""
    paper = printed(visit("sample"), format="A4")[0]
    text = paper.get_textpage()
    found = text.search("Kitagawa").get_next()
    _, bottom, _, top = text.get_charbox(found[0])

    # A capital of the chart's font is 0.716 of its size high.
    assert 8 <= (top - bottom) / 0.716 <= 10
