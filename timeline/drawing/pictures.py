"""A chart to SVG, PNG and PDF bytes.

Vega draws once (see `vega`), one pass over its XML makes it ours (see `svg_tidy`), and every
file comes from that.
"""

from __future__ import annotations

import base64
import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from math import sqrt
from xml.etree import ElementTree as ET

from timeline import wording
from timeline.drawing import charts, svg, vega
from timeline.drawing.beside import HERE, then
from timeline.drawing.rastering import Raster, labels, rasterable, whole
from timeline.drawing.sheets import on_sheet, plainly
from timeline.drawing.standalone import stand_alone
from timeline.drawing.structure import is_crowded, structure
from timeline.drawing.svg_tidy import ANNOTATION, RELATION, description, tidy, view
from timeline.drawing.thumbs import illustrate, shared
from timeline.errors import Missing, TooLarge
from timeline.faces import own, shipped
from timeline.faces.shipped import Style
from timeline.layout import metrics
from timeline.layout.parts import Layout
from timeline.layout.sheet import Sheet
from timeline.layout.sheet import sheet as alone
from timeline.layout.span import summary
from timeline.layout.theme import SIZES, Theme, themes, variable
from timeline.model import Timeline
from timeline.model.addresses import published
from timeline.model.files import Font

TICKS = "ticks"  # the layer of the axis' words, and its id
MOST_PIXELS = 80_000_000  # Pillow, as others, takes files from 89 million on for an attack


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn timeline; `tree` is tidy SVG in the colours of `theme`, margins included.

    It is the bare chart, or the sheet that has the chart on it.
    """

    timeline: Timeline
    layout: Layout
    tree: ET.Element
    theme: Theme
    sheet: Sheet | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height in px."""
        return float(self.tree.attrib["width"]), float(self.tree.attrib["height"])

    @metrics.lettered
    def on(self, around: Sheet) -> Picture:
        """The same chart on a sheet that was made for it."""
        tree = on_sheet(self.tree, self.layout, around, self.theme)
        return replace(self, tree=tree, sheet=around)

    def standing(self, total: int = 0) -> Picture:
        """A bare chart on the sheet of its own size; `total` events are there beyond a selection."""
        return self.on(alone(self.timeline, self.layout, total))

    @property
    def words(self) -> str:
        """How many events it shows, from when to when."""
        return description(self.timeline, self.layout)

    def clear(self) -> Picture:
        """The same without paper behind it."""
        tree = copy.deepcopy(self.tree)
        tree.remove(svg.child(tree, "rect"))
        return replace(self, tree=tree)

    @property
    def is_clear(self) -> bool:
        """Whether what it is put on is seen behind it."""
        return self.tree.find(svg.tag("rect")) is None

    @metrics.lettered
    def svg(self) -> bytes:
        """A standalone SVG file: its font in it, links to the page's address if it is known."""
        root = copy.deepcopy(self.tree)
        settle_curves(root)
        address = published(self.timeline.header.url)
        if is_crowded(self.timeline):
            structure(view(root), self.timeline)
        _link(root, address.entry if address else None)
        stand_alone(
            root,
            font_faces(self.texts(), self.timeline.files.font),
            self.timeline.header.lang,
            self.theme,
        )
        return svg.serialised(root).encode()

    @metrics.lettered
    def inline(
        self, prefix: str, *, axis: bool = False, thumbs: dict[str, str] | None = None
    ) -> str:
        """SVG for a page that has the fonts and `css_colours`: margins cut off, ids prefixed.

        Links go to the page's own entries, `#` and the event's id. Those of a crowd are for
        pointers alone: a page has a list, and need not be left link by link. With `axis` the
        words of the axis have an id, so that a page can show them once more. Small pictures are
        put into `thumbs`, each once and with its id there, if that is given.
        """
        root = copy.deepcopy(self.tree)
        _link(root, lambda event: f"#{event}", keep_events=True)
        if is_crowded(self.timeline):
            _hush(root)
        if axis:
            _name_axis(root)
        _prefix_ids(root, prefix)
        if thumbs is not None:
            shared(root, thumbs)
        _name_colours(root, self.theme)
        margin = SIZES.margin
        width, height = self.layout.width - 2 * margin, self.layout.height - 2 * margin
        root.set("viewBox", f"{margin} {margin} {width} {round(height, 2)}")
        del root.attrib["width"], root.attrib["height"], root.attrib["font-family"]
        root.remove(svg.child(root, "rect"))
        if wording.foreign(self.timeline.header.lang):
            # What is around it may be named in the product's words, and say so.
            root.set("lang", self.timeline.header.lang)
        return svg.serialised(root)

    def png(
        self,
        scale: float = 2,
        *,
        grey: bool = False,
        dpi: float | None = None,
        few_colours: bool = False,
    ) -> bytes:
        """A PNG, `scale` pixels to a px and `dpi` to an inch, with title, licence and address in it.

        With `few_colours` it has 256, and less than half the bytes.
        """
        return self.start_png(scale, grey=grey, dpi=dpi, few_colours=few_colours).result()

    def start_png(
        self,
        scale: float = 2,
        *,
        grey: bool = False,
        dpi: float | None = None,
        few_colours: bool = False,
        executor: Executor = HERE,
    ) -> Future[bytes]:
        """The same, made by `executor`; raises TooLarge and NoFont at once."""
        if self.pixels(scale) > MOST_PIXELS:
            width, height = (round(side * scale) for side in self.size)
            raise TooLarge(width, height, self.fitting_scale(scale))
        return executor.submit(
            vega.png,
            self._in_pixels(scale).svg,
            1 if self.sheet else scale,
            grey=grey,
            about=self._about(),
            dpi=dpi or vega.DPI * scale,
            clear=self.is_clear,
            few_colours=few_colours,
        )

    def _in_pixels(self, scale: float) -> Raster:
        """The picture as the rasteriser takes it; a sheet has a whole number of pixels."""
        if self.sheet is None:
            return self.raster()
        tree = copy.deepcopy(self.tree)
        sides = (str(round(side * scale)) for side in self.size)
        tree.attrib.update(zip(("width", "height"), sides, strict=True))
        tree.set("preserveAspectRatio", "none")  # by a fraction of a pixel
        return replace(self, tree=tree).raster()

    def pixels(self, scale: float) -> float:
        """How many pixels a PNG of this scale has."""
        width, height = self.size
        return width * height * scale**2

    def fitting_scale(self, scale: float = 2) -> float:
        """The largest scale up to `scale` at which a PNG is not too large."""
        # A thousandth less, for sides that are rounded up to whole pixels.
        return min(scale, sqrt(MOST_PIXELS / self.pixels(1)) * 0.999)

    @metrics.lettered
    def pdf(self, points: float = 1) -> bytes:
        """A PDF with title, author and language, its words to be copied; raises NoFont.

        Its page has so many points to a px of the picture.

        Labels lead to the events of the page, if its address is known.
        """
        from timeline.drawing import documents

        raster = self.raster()
        header = self.timeline.header
        address = published(header.url)
        return documents.finished(
            vega.pdf(raster.svg),
            about=self._facts(self.tree.findtext(svg.tag("desc")) or ""),
            lang=header.lang,
            points=points,
            lines=raster.lines,
            links=[(label, address.entry(label.event)) for label in labels(self.tree)]
            if address
            else (),
        )

    def _facts(self, subject: str) -> dict[str, str]:
        """What a PDF says about itself."""
        lanes = "; ".join(lane.title for lane in self.timeline.lanes if lane.title)
        facts = {"Subject": subject, "Keywords": lanes}
        return self._about() | {name: text for name, text in facts.items() if text}

    @metrics.lettered
    def unnamed(self) -> tuple[Missing, ...]:
        """What is missing of the works under it, which are counted where no font can name them."""
        if self.sheet is None or not self.sheet.plain_foot:
            return ()
        return rasterable(self.tree, self.timeline.header.lang).missing

    @metrics.lettered
    def raster(self) -> Raster:
        """The picture as the rasteriser takes it; raises NoFont.

        Works that no font can name are counted: a timeline in letters that all can draw is
        not without a PNG for what it cites.
        """
        if self.sheet and self.unnamed():
            tree = plainly(self.tree, self.sheet, self.theme)
            return whole(rasterable(tree, self.timeline.header.lang))
        return whole(rasterable(self.tree, self.timeline.header.lang))

    def texts(self) -> dict[Style, str]:
        """The characters drawn, by the style of their letters."""
        drawn: dict[Style, set[str]] = {style: set() for style in Style}
        for element in self.tree.iter(svg.tag("text")):
            drawn[svg.style_of(element)] |= set(element.text or "")
        return {style: "".join(sorted(used)) for style, used in drawn.items()}

    def _about(self) -> dict[str, str]:
        header = self.timeline.header
        facts = {
            "Title": header.title,
            "Author": header.author,
            "Copyright": header.licence,
            "Source": header.url,
        }
        return {name: text for name, text in facts.items() if text}


def book(pages: Sequence[Picture], points: float = 1) -> bytes:
    """Pictures of one timeline as the pages of a PDF; raises NoFont."""
    from timeline.drawing import documents

    first, *more = pages
    if not more:
        return first.pdf(points)
    header = first.timeline.header
    about = first._facts(summary(first.timeline))
    return documents.bound([page.pdf(points) for page in pages], about=about, lang=header.lang)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A layout that is being drawn, and its picture."""

    layout: Layout
    picture: Future[Picture]


def draw(timeline: Timeline, layout: Layout, theme: Theme | None = None) -> Picture:
    """Draw a timeline, the chart alone."""
    return start(timeline, layout, theme=theme).picture.result()


def start(
    timeline: Timeline, layout: Layout, executor: Executor = HERE, theme: Theme | None = None
) -> Drawing:
    """Draw a timeline, in the light scheme or that of `theme`: begun now by `executor`."""
    theme = theme or themes(timeline).light
    drawn = executor.submit(vega.svg, charts.spec(timeline, layout, theme), charts.VEGA_LITE)
    picture = then(
        drawn,
        lambda text: Picture(
            timeline, layout, illustrate(tidy(text, timeline, layout), timeline, layout), theme
        ),
    )
    return Drawing(layout, picture)


def characters(pictures: Iterable[Picture], more: Mapping[Style, str]) -> dict[Style, str]:
    """The characters drawn in any of the pictures, and `more`, by the style of their letters."""
    drawn = {style: set(more.get(style, "")) for style in Style}
    for picture in pictures:
        for style, text in picture.texts().items():
            drawn[style] |= set(text)
    return {style: "".join(sorted(used)) for style, used in drawn.items()}


def font_faces(texts: Mapping[Style, str], font: Font | None) -> str:
    """CSS that carries the glyphs of `texts`, by the style of their letters.

    Those of the author's font, if there is one, and of the shipped one what that lacks.
    """
    return "".join(_font_faces(text, style, font) for style in Style if (text := texts.get(style)))


def _font_faces(text: str, style: Style, font: Font | None) -> str:
    if font is None:
        return _font_face(metrics.FAMILY, shipped.subset(text, style), style)
    held, lacked = own.subset(font.data, text, style), own.lacked(font.data, text)
    faces = _font_face(metrics.OWN_FAMILY, held, style)
    if lacked:
        faces += _font_face(metrics.FAMILY, shipped.subset(lacked, style), style)
    return faces


def _font_face(family: str, subset: bytes, style: Style) -> str:
    if not subset:
        return ""
    data = base64.b64encode(subset).decode()
    weight = "bold" if style is Style.BOLD else "normal"
    slant = "font-style:italic;" if style is Style.ITALIC else ""
    return (
        f"@font-face{{font-family:'{family}';font-weight:{weight};{slant}"
        # Without a type, in double quotes, next to `src:`: so MediaWiki lets it in.
        f'src:url("data:;base64,{data}") format("woff2")}}'
    )


def css_colours(timeline: Timeline) -> dict[str, dict[str, str]]:
    """The custom properties an inline picture needs, by scheme; and a live one's fades."""
    return {
        theme.name: {
            f"--tl-{name}": value for name, value in (theme.named() | theme.fades()).items()
        }
        for theme in themes(timeline)
    }


def _link(
    root: ET.Element, entry: Callable[[str], str] | None, *, keep_events: bool = False
) -> None:
    """Make of each event a link to where `entry` says; an image if that is not known.

    Its title names it, and nothing else in it is said: each event is one thing to a
    screen reader. A page's script wants to know the events of marks: `keep_events`.
    """
    for group in root.iter(svg.tag("g")):
        events = group.get("data-events")
        if events is None:
            continue
        if not keep_events:
            del group.attrib["data-events"]
        lines = [mark for mark in group if mark.tag == svg.tag("text")]
        for line in lines:
            line.set("aria-hidden", "true")
        if entry is None:
            group.set("role", "img")
            continue
        for line in lines[:-1]:
            line.tail = " "  # or the words of two lines would be read as one
        link = svg.element("a", {"href": entry(events.split(" ")[0])})
        link.extend(group)
        link[0].text = _link_name(link[0], link[1:])
        group[:] = [link]


def settle_curves(root: ET.Element, *, name: str = RELATION) -> None:
    """Leave out the curves that wait for an event to be chosen, and what a page knows all by but a class."""
    for parent in list(root.iter()):
        for group in parent.findall(f"{svg.tag('g')}[@data-relates]"):
            del group.attrib["data-relates"]
            group.set("class", name)
            if group.get("display") == "none":
                parent.remove(group)


def _hush(root: ET.Element) -> None:
    """Take a chart from what is said and from the keyboard's way; pointers keep its links."""
    for name in ("role", "aria-label"):
        del root.attrib[name]
    root.set("aria-hidden", "true")
    for element in root.iter():
        if element is not root:
            element.attrib.pop("aria-hidden", None)
        if element.tag == svg.tag("a"):
            element.set("tabindex", "-1")
            for lane in element.findall(svg.tag("desc")):
                element.remove(lane)


def _link_name(title: ET.Element, marks: Iterable[ET.Element]) -> str:
    """What a link is called: its words, after its label where they do not hold it.

    So who speaks to the browser can say what stands there (WCAG 2.2, label in name).
    """
    words = title.text or ""
    texts = (line for mark in marks for line in mark.iter(svg.tag("text")))
    drawn = [line.text or "" for line in texts if line.get("class") != ANNOTATION]
    lines = [wording.bare(line) for line in drawn]
    label = " ".join(line for line in lines if any(map(str.isalnum, line)))
    return words if label.casefold() in words.casefold() else f"{wording.isolated(label)}: {words}"


def _name_axis(root: ET.Element) -> None:
    for group in root.iter(svg.tag("g")):
        if group.get("class") == TICKS:
            group.set("id", TICKS)


def _prefix_ids(root: ET.Element, prefix: str) -> None:
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", prefix + element.attrib["id"])
        fill = element.get("fill", "")
        if fill.startswith("url(#"):
            element.set("fill", f"url(#{prefix}{fill[5:]}")


def _name_colours(root: ET.Element, theme: Theme) -> None:
    """Colours as custom properties, so that a page can change the scheme."""
    names = {value: variable(name) for name, value in theme.named().items()}
    for element in root.iter():
        for attribute in ("fill", "stroke", "stop-color"):
            value = element.get(attribute)
            if value in names:
                element.set(attribute, names[value])
