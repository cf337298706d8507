"""Wikimedia Commons: where a file's picture is, who made it, and by what right it is shown."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode

from timeline.fetching.addresses import split
from timeline.fetching.failing import Failed, Why, fail
from timeline.fetching.getting import Limits, get
from timeline.fetching.plain import plain

API = "https://commons.wikimedia.org/w/api.php"
WIDEST = 1600  # px: of a larger picture the one of this width is fetched
_PAGE = "https://commons.wikimedia.org/wiki/"
_MOST_BYTES = 1_000_000  # of what the API says of a file
_HOSTS = re.compile(r"commons(?:\.m)?\.wikimedia\.org|[a-z-]+(?:\.m)?\.wikipedia\.org")
_UPLOADED = re.compile(r"/wikipedia/commons/(?:thumb/)?[0-9a-f]/[0-9a-f]{2}/([^/]+)(?:/[^/]+)?")
_SPECIAL = re.compile(r"special:(?:filepath|redirect/file)/(.+)", re.IGNORECASE)
_NO_TITLE = frozenset("|#<>[]{}\x7f")
# What wikis call the files among their pages, folded, blanks as underscores.
_NAMESPACES = frozenset(
    [
        "file",
        "image",
        "datei",
        "bild",
        "fichier",
        "archivo",
        "imagen",
        "ficheiro",
        "arquivo",
        "imagem",
        "bestand",
        "afbeelding",
        "plik",
        "grafika",
        "soubor",
        "súbor",
        "fil",
        "tiedosto",
        "kuva",
        "fájl",
        "kép",
        "dosya",
        "resim",
        "fișier",
        "imagine",
        "berkas",
        "fitxer",
        "imatge",
        "dosiero",
        "fitxategi",
        "slika",
        "datoteka",
        "датотека",
        "файл",
        "изображение",
        "изображения",
        "αρχείο",
        "εικόνα",
        "ملف",
        "صورة",
        "קובץ",
        "تصویر",
        "پرونده",
        "चित्र",
        "ไฟล์",
        "文件",
        "檔案",
        "图像",
        "圖像",
        "ファイル",
        "画像",
        "파일",
        "그림",
        "tập_tin",
        "hình",
        "vaizdas",
        "attēls",
        "pilt",
        "skrá",
        "skeudenn",
        "delwedd",
        "íomhá",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A file of Commons: the address of its picture, its name, and what is said of it.

    `credit` and `licence` are empty where its page does not say them; `source` is that page.
    """

    address: str
    name: str
    credit: str
    licence: str
    source: str


def title_of(url: str) -> str:
    """The name of the file of Commons that an address is of; empty if it is of none; raises Failed.

    That may be its page, there or on a Wikipedia, what leads to the file, or the file itself.
    """
    parts = split(url)
    host, path = (parts.hostname or "").lower(), unquote(parts.path)
    if host == "upload.wikimedia.org":
        found = _UPLOADED.fullmatch(path)
        return _title(found[1]) if found else ""
    if not _HOSTS.fullmatch(host):
        return ""
    pages = [path.removeprefix("/wiki/")] if path.startswith("/wiki/") else []
    pages += parse_qs(parts.query).get("title", [])
    fragment = unquote(parts.fragment)
    pages = [fragment.removeprefix("/media/"), *pages] if fragment.startswith("/media/") else pages
    return next((title for title in map(_file, pages) if title), "")


def _file(page: str) -> str:
    """The name of a file by what its page is called; empty if that is another page."""
    if special := _SPECIAL.fullmatch(page):
        return _title(special[1])
    space, colon, name = page.partition(":")
    is_file = colon and space.strip(" _").replace(" ", "_").casefold() in _NAMESPACES
    return _title(name) if is_file else ""


def _title(name: str) -> str:
    title = " ".join(name.replace("_", " ").split())
    return "" if _NO_TITLE & set(title) else title


def ask(title: str, api: str, limits: Limits) -> Work:
    """What Commons says of a file; raises Failed."""
    asked = {
        "action": "query",
        "format": "json",
        "formatversion": "2",
        "redirects": "1",
        "titles": f"File:{title}",
        "prop": "imageinfo",
        "iiprop": "url|mime|size|extmetadata",
        "iiurlwidth": str(WIDEST),
        "iiextmetadatafilter": "Artist|LicenseShortName",
    }
    answer = get(f"{api}?{urlencode(asked)}", replace(limits, most_bytes=_MOST_BYTES))
    return _work(title, _page(answer.data))


def _page(data: bytes) -> dict[str, Any]:
    """The page of the file in the API's answer."""
    try:
        pages = json.loads(data)["query"]["pages"]
        [page] = pages.values() if isinstance(pages, dict) else pages
        if isinstance(page, dict):
            return page
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise Failed(Why.ANSWER, "Wikimedia Commons answers what is not understood here", "try again")


def _work(title: str, page: dict[str, Any]) -> Work:
    infos = page.get("imageinfo")
    if not isinstance(infos, list) or not infos or not isinstance(infos[0], dict):
        fail(Why.ANSWER, f"Wikimedia Commons has no file {title}", "mend the address")
    [info, *_] = infos
    named = _title(str(page.get("title", "")).partition(":")[2]) or title
    said = info.get("extmetadata")
    return Work(
        address=_address(info),
        name=named,
        credit=_said(said, "Artist"),
        licence=_said(said, "LicenseShortName"),
        source=_PAGE + quote(f"File:{named}".replace(" ", "_"), safe=";@$!*(),/~:"),
    )


def _address(info: dict[str, Any]) -> str:
    """Where the picture is: as it was uploaded, or smaller, or drawn of what no page shows."""
    mime, url, smaller = (str(info.get(key) or "") for key in ("mime", "url", "thumburl"))
    if not mime.startswith("image/"):
        kind = "a recording" if mime.startswith(("video/", "audio/")) else mime or "no picture"
        fail(Why.KIND, f"the file is {kind}", "take alt away to leave it a link")
    width = info.get("width")
    is_large = isinstance(width, int) and width > WIDEST
    is_shown = mime in ("image/jpeg", "image/png", "image/webp", "image/gif", "image/svg+xml")
    if smaller and mime != "image/svg+xml" and (is_large or not is_shown):
        return smaller
    return url


def _said(metadata: Any, name: str) -> str:
    """What Commons says under a name, in plain words; empty if it says nothing."""
    entry = metadata.get(name) if isinstance(metadata, dict) else None
    value = entry.get("value") if isinstance(entry, dict) else None
    return plain(value) if isinstance(value, str) else ""
