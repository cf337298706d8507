"""The least a validator of this format could do: tomli, and pydantic with plain fields."""

import sys
from pathlib import Path

import tomli
from pydantic import BaseModel


class Header(BaseModel):
    title: str
    span: str = ""


class Lane(BaseModel):
    id: str
    title: str


class Citation(BaseModel):
    id: str
    locator: str = ""


class Event(BaseModel):
    title: str
    id: str
    date: str
    text: str
    lane: str
    importance: int
    sources: list[Citation]


class Document(BaseModel):
    timeline: Header
    lanes: list[Lane]
    sources: list[Lane]
    events: list[Event]


Document.model_validate(tomli.loads(Path(sys.argv[1]).read_text("utf-8")))
