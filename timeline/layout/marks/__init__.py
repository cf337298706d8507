"""A date value to the parts of its mark, in time; no pixels but fixed offsets.

Three channels keep apart what a source may leave open, so that nothing rests
on colour alone: precision is width and lightness, approximation is a soft edge
outside the stated bounds, doubt is a dashed outline and a question mark.
"""

from __future__ import annotations

from timeline.layout.marks.dates import beyond, core, hollow, mark, mark_of, outer
from timeline.layout.marks.parts import Mark, Part, Span
from timeline.layout.marks.qualifiers import reach
from timeline.layout.marks.shapes import ENDS, KEY, SHAPES, TIES, Form, Look, Sample, Shape, sample

__all__ = [
    "ENDS",
    "KEY",
    "SHAPES",
    "TIES",
    "Form",
    "Look",
    "Mark",
    "Part",
    "Sample",
    "Shape",
    "Span",
    "beyond",
    "core",
    "hollow",
    "mark",
    "mark_of",
    "outer",
    "reach",
    "sample",
]
