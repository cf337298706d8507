"""The frozen Timeline and all in it, the order it is read in, the addresses it has."""

from timeline.model.timeline import (
    Account,
    Citation,
    Document,
    Event,
    Figure,
    Header,
    Lane,
    Link,
    Model,
    Period,
    Source,
    Tag,
    Timeline,
    to_edtf,
)

__all__ = [
    "Account",
    "Citation",
    "Document",
    "Event",
    "Figure",
    "Header",
    "Lane",
    "Link",
    "Model",
    "Period",
    "Source",
    "Tag",
    "Timeline",
    "to_edtf",
]
