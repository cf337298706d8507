"""The words of each language, as plain data; `timeline.wording` puts them together.

A language is one file here and one entry of LANGUAGES, by its BCP 47 tag, with the
same sections and names as English; names in braces are filled in. Month names and
the shape of numbers are not here: they come from the Unicode CLDR by way of babel.

- `long` words dates for the list, `short` for tooltips; a name that `short`
  lacks is taken from `long`. `{run}` is start and end in one.
- `figure` words numbers, `key` the chart's key, `example` the same by a date of the timeline,
  `page` the rest of the page, `script` what its script says, which knows plurals as `page` does.
  `telling` has words by which a text is known to say what a figure says.
  A name of `page` that ends in a CLDR plural class (`chart-label.one`) is used
  instead of the plain one if the value `count` is of that class.
"""

from timeline.wording.languages.en import ENGLISH

LANGUAGES: dict[str, dict[str, dict[str, str]]] = {"en": ENGLISH}


def language(lang: str) -> str:
    """The supported language nearest to a BCP 47 tag: "en-GB" is "en"; "en" if none is.

    Subtags are dropped from the right until a language is found (RFC 4647, lookup).
    """
    supported = {tag.lower(): tag for tag in LANGUAGES}
    subtags = lang.lower().split("-")
    for length in range(len(subtags), 0, -1):
        if tag := supported.get("-".join(subtags[:length])):
            return tag
    return "en"
