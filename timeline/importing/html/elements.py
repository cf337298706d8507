"""The elements of HTML: which are blocks, which lead elsewhere, and of which nothing is kept, and why."""

from __future__ import annotations

SCRIPT = "scripts are not kept"
LOOK = "how it looks is not kept"
FORM = "forms are not kept"
DRAWING = "drawings and formulas in a text are not kept"

GONE = {  # elements that go with what is in them
    **dict.fromkeys(("script", "noscript", "template", "applet"), SCRIPT),
    **dict.fromkeys(("style", "head", "title", "link", "meta", "base"), LOOK),
    **dict.fromkeys(("select", "datalist", "textarea", "input", "progress", "meter"), FORM),
    **dict.fromkeys(("svg", "canvas", "math"), DRAWING),
}
_BLOCKS_NAMES = (
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table"
    " tbody td tfoot th thead tr ul caption"
)
BLOCKS = set(_BLOCKS_NAMES.split())
_INLINE_NAMES = (
    "a abbr audio b br cite code del em embed i iframe img kbd object q s samp source strike strong"
    " sub sup tt video"
)
_INLINE = set(_INLINE_NAMES.split())
_BARE_NAMES = (  # elements of which only the text is kept, and what browsers pass over
    "acronym area basefont bdi bdo big blink body button col colgroup data dfn dialog dir font"
    " frame frameset hgroup html ins label map mark marquee menu nobr noframes optgroup option"
    " output param picture plaintext rp rt ruby search small span time track u var wbr xmp"
)
_BARE = set(_BARE_NAMES.split())
KEPT = BLOCKS | _INLINE
KNOWN = KEPT | _BARE | set(GONE)
_UNCLOSED_NAMES = (  # elements that are closed by others, or have no end
    "area base br col dd dt embed hr img input li link meta option p param rp rt source tbody td"
    " tfoot th thead tr track wbr"
)
UNCLOSED = set(_UNCLOSED_NAMES.split())
ADDRESSES = {
    "a": "href",
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "video"), "src"),
    "object": "data",
}
ATTRIBUTES = {
    **{tag: {name} for tag, name in ADDRESSES.items()},
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "iframe": {"src", "title"},
    "abbr": {"title"},
    "ol": {"start"},
}
