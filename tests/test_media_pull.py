"""`timeline media pull`: what comes from the web is a picture, and nothing else comes or is asked."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from timeline.commands import main
from timeline.fetching import addresses, commons, getting, links
from timeline.fetching.failing import Failed, Why
from timeline.fetching.getting import Limits, get
from timeline.fetching.names import candidates
from timeline.fetching.plain import plain
from timeline.fetching.web import Web
from timeline.text import pulled, reader

HEAD = '[timeline]\ntitle = "T"\n\n[[sources]]\nid = "s"\ntitle = "S"\n\n'
EVENT = '[[events]]\ntitle = "A"\ndate = "1950"\nsources = ["s"]\n'
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>'
SCRIPTED = SVG.replace(b"<path", b"<script>1</script><path")
HTML = b"<!DOCTYPE html><title>Not here</title><p>There is no such picture."


def image(form: str = "JPEG", colour: str = "teal", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form)
    return out.getvalue()


JPEG, PNG = image(), image("PNG")
NOISE = Image.effect_noise((200, 150), 80)


def noise() -> bytes:
    out = io.BytesIO()
    NOISE.save(out, "JPEG")
    return out.getvalue()


def damaged() -> bytes:
    """A PNG with a byte of its picture changed, and all else as it was."""
    out = io.BytesIO()
    NOISE.save(out, "PNG")
    data = bytearray(out.getvalue())
    data[len(data) // 2] ^= 0xFF
    return bytes(data)


Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A server on this machine's own number, with what it is told to answer."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.headers.append({key.lower(): value for key, value in self.headers.items()})
                answer = site.answers.get(urlsplit(self.path).path)
                with contextlib.suppress(OSError):  # whoever asked has heard enough
                    answer(self) if answer else self.send_error(404)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def web(self) -> Web:
        """The web, in which this server is one that may be asked; nothing else inside is."""
        number, port = ip_address("127.0.0.1"), self.port

        def may_ask(ip: addresses.Ip, at: int) -> bool:
            return (ip, at) == (number, port) or addresses.is_public(ip, at)

        return Web(limits=Limits(may_ask=may_ask), commons=self.url("/w/api.php"))

    def gives(self, path: str, data: bytes, kind: str = "image/jpeg", **headers: str) -> str:
        """Have the server answer with some bytes; gives their address."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", kind)
            length = headers.pop("length", str(len(data)))
            handler.send_header("Content-Length", length)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(data)

        self.answers[urlsplit(path).path] = answer
        return self.url(path)

    def leads(self, path: str, location: str) -> str:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(302)
            handler.send_header("Location", location)
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        self.answers[path] = answer
        return self.url(path)

    def streams(self, path: str, piece: bytes, pause: float = 0) -> str:
        """Have the server send a piece for ever."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", "image/jpeg")
            handler.end_headers()
            while True:
                handler.wfile.write(piece)
                time.sleep(pause)

        self.answers[path] = answer
        return self.url(path)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def pull(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs `media pull` in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*options: str, web: Web | None = None) -> Result:
        return CliRunner().invoke(main, ["media", "pull", *options], obj=web or site.web)

    return run


def written(text: str) -> str:
    Path("events.toml").write_text(text, "utf-8")
    return text


def with_media(*media: str) -> str:
    return written(f"{HEAD}{EVENT}media = [{', '.join(media)}]\n")


def medium(url: str, more: str = "") -> str:
    return f'{{ url = "{url}", alt = "What is seen."{more} }}'


def files() -> list[str]:
    """All files in the folder, but for the timeline's own."""
    found = (path for path in Path().rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in found if path.name != "events.toml")


def media() -> list[tuple[str, str, str, str]]:
    """What the file says of its media."""
    timeline, _ = reader.read(Path("events.toml"))
    found = [*timeline.header.media, *(each for event in timeline.events for each in event.media)]
    return [(each.file, each.credit, each.licence, each.source) for each in found]


def noted() -> list[tuple[str, str, str, int]]:
    data = Path("events.media.toml").read_bytes()
    entries = pulled.read(data, "events.media.toml")
    return [(each.file, each.url, each.sha256, each.bytes) for each in entries]


def entry(file: str, url: str, data: bytes) -> tuple[str, str, str, int]:
    return file, url, hashlib.sha256(data).hexdigest(), len(data)


# What comes


@pytest.mark.parametrize(
    ("data", "path", "name"),
    [
        (JPEG, "/a/Landing.JPEG", "Landing.jpg"),
        (PNG, "/landing.jpg", "landing.png"),
        (SVG, "/map", "map.svg"),
        (image("GIF"), "/x.gif?size=large", "x.gif"),
        (image("WEBP"), "/photo%20of%20it.webp", "photo-of-it.webp"),
    ],
    ids=["JPEG", "PNG called jpg", "SVG", "GIF with a query", "WebP with blanks"],
)
def test_a_picture_comes(site: Site, pull, data: bytes, path: str, name: str) -> None:
    """A picture is written whole, under a name of its kind, named in FILE and noted."""
    url = site.gives(path, data, "application/octet-stream")
    with_media(medium(url))
    result = pull()

    assert (0, f"fetching {url}\n") == (result.exit_code, result.stderr)
    assert re.fullmatch(
        rf"pictures/{name}: \d+ (B|KB), \w+, from {re.escape(url)}\n", result.stdout
    )
    assert data == Path("pictures", name).read_bytes()
    assert [(f"pictures/{name}", "", "", "")] == media()
    assert [entry(f"pictures/{name}", url, data)] == noted()
    assert ["events.media.toml", f"pictures/{name}"] == files()


def test_little_is_told_to_the_server(site: Site, pull) -> None:
    """A request says what is asked for and by which program, and nothing else."""
    with_media(medium(site.gives("/a.jpg", JPEG)))
    pull()

    assert [
        {
            "host": f"127.0.0.1:{site.port}",
            "user-agent": getting.user_agent(),
            "accept": "*/*",
            "accept-encoding": "identity",
            "connection": "close",
        }
    ] == site.headers
    assert re.fullmatch(r"honest-timeline/\d+\.\d+\.\d+", getting.user_agent())


def test_a_second_run_asks_nobody(site: Site, pull) -> None:
    """What is there as it was noted is not fetched again, and nothing is written."""
    with_media(medium(site.gives("/a.jpg", JPEG)))
    pull()
    before = {name: Path(name).read_bytes() for name in ("events.toml", *files())}
    site.server.shutdown()
    asked = list(site.asked)
    result = pull()

    url = site.url("/a.jpg")
    assert (0, "") == (result.exit_code, result.stderr)
    assert f"pictures/a.jpg: {len(JPEG)} B, as it was pulled from {url}\n" == result.stdout
    assert before == {name: Path(name).read_bytes() for name in ("events.toml", *files())}
    assert asked == site.asked


def test_one_address_is_asked_once(site: Site, pull) -> None:
    """Where two events show one picture it is fetched once; one added later asks nobody."""
    url = site.gives("/a.jpg", JPEG)
    with_media(medium(url), medium(url))
    pull()
    text = Path("events.toml").read_text("utf-8")
    written(f'{text}\n[[events]]\ntitle = "B"\ndate = "1960"\nmedia = [{medium(url)}]\n')
    result = pull()

    assert 0 == result.exit_code
    assert ["/a.jpg"] == site.asked
    assert [("pictures/a.jpg", "", "", "")] * 3 == media()
    assert [entry("pictures/a.jpg", url, JPEG)] == noted()


def test_names_are_apart(site: Site, pull) -> None:
    """Pictures of one name get two; a file that is there is kept, in whatever case."""
    Path("pictures").mkdir()
    Path("pictures/A.jpg").write_bytes(b"mine")
    one, two = site.gives("/1/a.jpg", JPEG), site.gives("/2/a.jpg", image(colour="red"))
    with_media(medium(one), medium(two))
    pull()

    assert ["pictures/a-2.jpg", "pictures/a-3.jpg"] == [file for file, *_ in media()]
    assert b"mine" == Path("pictures/A.jpg").read_bytes()


def test_a_picture_left_by_a_run_cut_off_is_used(site: Site, pull) -> None:
    """What is there with the same content under the name it would get is that picture."""
    Path("pictures").mkdir()
    Path("pictures/a.jpg").write_bytes(JPEG)
    with_media(medium(site.gives("/a.jpg", JPEG)))
    pull()

    assert ["events.media.toml", "pictures/a.jpg"] == files()


def test_dry_run(site: Site, pull) -> None:
    """A dry run says what would be fetched, asks nobody and writes nothing."""
    url = site.gives("/a.jpg", JPEG)
    text = with_media(medium(url))
    result = pull("--dry-run")

    assert (0, f"would fetch {url}\n", "") == (result.exit_code, result.stdout, result.stderr)
    assert ([], [], text) == (site.asked, files(), Path("events.toml").read_text("utf-8"))


def test_what_is_decorative_comes(site: Site, pull) -> None:
    """A picture that says nothing is one all the same, though it has no alt."""
    with_media(f'{{ url = "{site.gives("/a.jpg", JPEG)}", decorative = true }}')
    pull()

    assert [("pictures/a.jpg", "", "", "")] == media()


def test_another_folder(site: Site, pull) -> None:
    """--into names another folder, in that of FILE."""
    with_media(medium(site.gives("/a.jpg", JPEG)))
    pull("--into", "images/of/events/")

    assert [("images/of/events/a.jpg", "", "", "")] == media()


@pytest.mark.parametrize("into", ["..", "../x", "/tmp", "a/../../b", "out"])
def test_no_folder_outside(site: Site, pull, tmp_path: Path, into: str) -> None:
    """--into does not lead out of the folder of FILE, by a link neither: that is misuse."""
    Path("out").symlink_to(tmp_path.parent)
    with_media(medium(site.gives("/a.jpg", JPEG)))
    result = pull("--into", into)

    assert 2 == result.exit_code
    assert f"--into {into}: this leads out of the folder of events.toml" in result.stderr
    assert ([], []) == (site.asked, files())


def test_undo_takes_it_back(site: Site, pull) -> None:
    """What is written into FILE can be taken back, its record too."""
    text = with_media(medium(site.gives("/a.jpg", JPEG)))
    pull()
    result = CliRunner().invoke(main, ["undo"])

    assert text == Path("events.toml").read_text("utf-8")
    assert ["pictures/a.jpg"] == files()
    assert "took back what timeline media pull wrote" in result.stdout


def test_nothing_to_pull(pull) -> None:
    """A file without addresses has nothing to pull, and gets no record."""
    written(HEAD + EVENT)
    result = pull()

    assert (0, "events.toml: nothing to pull\n") == (result.exit_code, result.stdout)
    assert [] == files()


# What is written of it


FORMATTED = """\
# My timeline.
[timeline]
title = "T"   # the title
media = [ {url='WHOLE',alt="All."} ]# the whole

[[sources]]
id = "s"
title = "S"

[[events]]
title = "A"
date = "1950"
sources = ["s"]
media = [
    # one
    {  alt = "One [ } ] #.", caption="c" , url = "ONE" },  # behind
    { url = "LINK", caption = "A film." },
]

[[events]]
title = "B"
date = "1960"

  [[events.media]]
  # of this picture
  url = "TWO"  # two
  alt = '''
Two
lines'''  # alt
  # the end
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["Unix", "Windows"])
@pytest.mark.parametrize("is_ended", [True, False], ids=["ended", "no newline at the end"])
def test_every_other_byte_stays(site: Site, pull, ending: str, is_ended: bool) -> None:
    """Comments, blanks and line ends of FILE stay as they are, but for the new keys."""
    pages = {
        "WHOLE": "File:Whole.jpg",
        "ONE": "File:One.jpg",
        "TWO": "File:Two.jpg",
    }
    text = FORMATTED.replace("LINK", site.url("/film"))
    for name, page in pages.items():
        text = text.replace(name, f"https://commons.wikimedia.org/wiki/{page}")
        known(site, page, image(colour={"WHOLE": "red", "ONE": "blue", "TWO": "black"}[name]))
    text = text if is_ended else text.rstrip("\n").removesuffix("  # the end").rstrip()
    expected = text
    for start, file, number in (
        ("{url='", "Whole", 0),
        ('url = "https://commons.wikimedia.org/wiki/File:One', "One", 1),
        ('url = "https://commons.wikimedia.org/wiki/File:Two', "Two", 2),
    ):
        pair = f'file = "pictures/{file}.jpg"'
        between = "\n  " if number == 2 else ", "
        new = start.replace("url", f"{pair}{between}url")
        assert 1 == expected.count(start)
        expected = expected.replace(start, new)

    def three(page: str, between: str) -> str:
        source = f"https://commons.wikimedia.org/wiki/{page}"
        pairs = ('credit = "Ann Author"', 'licence = "CC BY 4.0"', f'source = "{source}"')
        return "".join(f"{between}{pair}" for pair in pairs)

    for behind, page, between in (
        ('alt="All."', "File:Whole.jpg", ", "),
        ('caption="c"', "File:One.jpg", ", "),
        ("lines'''  # alt", "File:Two.jpg", "\n  "),
    ):
        if behind not in expected:
            behind = "lines'''"
        expected = expected.replace(behind, behind + three(page, between), 1)
    Path("events.toml").write_bytes(text.replace("\n", ending).encode())
    result = pull()

    assert 0 == result.exit_code, result.output
    assert expected.replace("\n", ending).encode() == Path("events.toml").read_bytes()
    assert "events.toml:17:13: note:" in result.stderr.replace("\r", "")
    assert ["/film"] not in site.asked


def known(
    site: Site,
    page: str,
    data: bytes,
    *,
    artist: str | None = '<a href="/x">Ann  Author</a>',
    licence: str | None = "CC BY 4.0",
    **info: object,
) -> None:
    """Have the server know a file as Wikimedia Commons does; others stay known."""
    address = site.gives(f"/upload/{page.partition(':')[2].replace(' ', '_')}", data)
    said = {"Artist": artist, "LicenseShortName": licence}
    metadata = {name: {"value": value, "source": "x"} for name, value in said.items() if value}
    pages = site.__dict__.setdefault("pages", {})
    pages[page.replace("_", " ")] = {
        "url": address,
        "mime": "image/jpeg",
        "width": 40,
        "height": 30,
        "extmetadata": metadata or [],  # as PHP writes an empty object
    } | info

    def answer(handler: BaseHTTPRequestHandler) -> None:
        [title] = parse_qs(urlsplit(handler.path).query)["titles"]
        found = {"pageid": 7, "ns": 6, "title": title}
        found |= {"imageinfo": [pages[title]]} if title in pages else {"missing": True}
        body = json.dumps({"batchcomplete": True, "query": {"pages": [found]}}).encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    site.answers["/w/api.php"] = answer


PAGE = "https://commons.wikimedia.org/wiki/File:The_Landing.jpg"


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "https://commons.m.wikimedia.org/wiki/Image:The_Landing.jpg?uselang=de",
        "https://de.wikipedia.org/wiki/Datei:The_Landing.jpg",
        "https://fr.m.wikipedia.org/wiki/Fichier%3AThe%20Landing.jpg",
        "https://en.wikipedia.org/wiki/Landing#/media/File:The_Landing.jpg",
        "https://commons.wikimedia.org/w/index.php?title=File:The_Landing.jpg",
        "https://commons.wikimedia.org/wiki/Special:FilePath/The_Landing.jpg?width=300",
        "https://upload.wikimedia.org/wikipedia/commons/a/ab/The_Landing.jpg",
        "https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/The_Landing.jpg/99px-X.jpg",
    ],
)
def test_commons_says_whose_it_is(site: Site, pull, url: str) -> None:
    """Of a file of Wikimedia Commons, by whatever address, credit, licence and page are written."""
    known(site, "File:The Landing.jpg", JPEG)
    with_media(medium(url))
    result = pull()

    assert 0 == result.exit_code, result.output
    assert [("pictures/The-Landing.jpg", "Ann Author", "CC BY 4.0", PAGE)] == media()
    asked = parse_qs(urlsplit(site.asked[0]).query)
    assert [["query"], ["imageinfo"], ["url|mime|size|extmetadata"], ["1600"], ["json"]] == [
        asked[key] for key in ("action", "prop", "iiprop", "iiurlwidth", "format")
    ]


def test_what_the_author_wrote_stays(site: Site, pull) -> None:
    """Credit and licence that are written stay, an empty one too; what lacks is filled."""
    known(site, "File:The Landing.jpg", JPEG)
    with_media(medium(PAGE, ', credit = "My aunt", licence = ""'))
    pull()

    assert [("pictures/The-Landing.jpg", "My aunt", "", PAGE)] == media()


def test_nothing_is_invented(site: Site, pull) -> None:
    """Where Commons says no author and no licence, none is written."""
    known(site, "File:The Landing.jpg", JPEG, artist=None, licence=None)
    with_media(medium(PAGE))
    pull()

    assert [("pictures/The-Landing.jpg", "", "", PAGE)] == media()


def test_a_large_one_comes_smaller(site: Site, pull) -> None:
    """Of a picture wider than 1600 px the smaller one is fetched, under the file's own name."""
    smaller = site.gives("/thumb/1600px-The_Landing.jpg", JPEG)
    known(site, "File:The Landing.jpg", b"not asked for", width=9000, thumburl=smaller)
    with_media(medium(PAGE))
    pull()

    assert JPEG == Path("pictures/The-Landing.jpg").read_bytes()


def test_a_drawing_stays_one(site: Site, pull) -> None:
    """Of an SVG the original is fetched, however large it says it is."""
    thumb = site.gives("/thumb/1600px-Map.svg.png", PNG)
    known(site, "File:Map.svg", SVG, width=9000, mime="image/svg+xml", thumburl=thumb)
    with_media(medium("https://commons.wikimedia.org/wiki/File:Map.svg"))
    pull()

    assert SVG == Path("pictures/Map.svg").read_bytes()


def test_what_commons_has_not(site: Site, pull) -> None:
    """A file that Commons does not have, or that is no picture, is told at its place."""
    known(site, "File:Film.jpg", JPEG, mime="video/webm")
    text = with_media(medium(PAGE), medium(PAGE.replace("The_Landing", "Film")))
    result = pull()

    assert 1 == result.exit_code
    assert "Wikimedia Commons has no file The Landing.jpg; mend the address." in result.stderr
    assert "the file is a recording; take alt away to leave it a link." in result.stderr
    assert (text, []) == (Path("events.toml").read_text("utf-8"), files())


@pytest.mark.parametrize(
    "answer",
    [b"", b"[1]", b'{"query": {"pages": 1}}', b'{"error": {"code": "x"}}', HTML, b"[" * 99999],
)
def test_what_commons_does_not_say(site: Site, pull, answer: bytes) -> None:
    """An answer of another shape is no crash."""
    site.gives("/w/api.php", answer)
    with_media(medium(PAGE))
    result = pull()

    assert 1 == result.exit_code
    assert "Wikimedia Commons answers what is not understood here" in result.stderr
    assert [] == files()


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ('<a href="//x">Ann <b>Author</b></a>', "Ann Author"),
        (
            "Unknown author<span style='display: none;'>Unknown <b>author</b></span>",
            "Unknown author",
        ),
        ("<table><tr><td>Ann</td><td>Author</td></tr></table>", "Ann Author"),
        ("Ann<br>Author &amp; sons\n\x07", "Ann Author & sons"),
        ("<script>alert(1)</script><style>a</style>Ann", "Ann"),
        ("a < b", "a < b"),
    ],
)
def test_plain_words(html: str, words: str) -> None:
    """Of HTML the words are kept that are seen, in one line."""
    assert words == plain(html)


# What does not come


# Addresses that are not what they should be, of each kind.
LIARS: dict[str, Callable[[Site], str]] = {
    "inside": lambda site: site.leads("/a.jpg", f"http://127.0.0.2:{site.port}/a.jpg"),
    "cloud": lambda site: site.leads("/a.jpg", "http://169.254.169.254/latest/meta-data/a.jpg"),
    "another port": lambda site: site.leads("/a.jpg", f"http://127.0.0.1:{site.port + 1}/a.jpg"),
    "file": lambda site: site.leads("/a.jpg", "file:///etc/passwd"),
    "user": lambda site: site.leads("/a.jpg", f"http://me:secret@127.0.0.1:{site.port}/b.jpg"),
    "loop": lambda site: site.leads("/a.jpg", "/a.jpg"),
    "endless": lambda site: site.streams("/a.jpg", JPEG * 1000),
    "slow": lambda site: site.streams("/a.jpg", b"x", 0.05),
    "page": lambda site: site.gives("/a.jpg", HTML),
    "drawn page": lambda site: site.gives("/a.jpg", b"<!doctype html><body><svg></svg>"),
    "text": lambda site: site.gives("/a.jpg", b"This is a picture, believe me."),
    "empty": lambda site: site.gives("/a.jpg", b""),
    "cut": lambda site: site.gives("/a.jpg", noise()[:-400]),
    "damaged": lambda site: site.gives("/a.jpg", damaged()),
    "script": lambda site: site.gives("/a.jpg", SCRIPTED, "image/svg+xml"),
    "long": lambda site: site.gives("/a.jpg", JPEG, length=str(len(JPEG) + 100)),
    "short": lambda site: site.gives("/a.jpg", noise(), length="600"),
    "announced": lambda site: site.gives("/a.jpg", JPEG, length="30000001"),
    "packed": lambda site: site.gives("/a.jpg", JPEG, Content_Encoding="gzip"),
    "gone": lambda site: site.url("/a.jpg"),
    "bitmap": lambda site: site.gives("/a.jpg", image("BMP")),
    "film": lambda site: site.gives("/a.jpg", b"\0\0\0\x18ftypmp42" + bytes(100)),
    "no name": lambda site: "http://no.such.host.invalid/a.jpg",
    "own number": lambda site: "http://127.0.0.1/a.jpg",
    "own name": lambda site: "http://localhost/a.jpg",
    "odd number": lambda site: "http://2130706433/a.jpg",
    "version 6": lambda site: "http://[::ffff:127.0.0.1]/a.jpg",
    "no TLS": lambda site: f"https://127.0.0.1:{site.port}/a.jpg",
    "no number": lambda site: "http://[1:2:3]/a.jpg",
}
LIES = [
    ("inside", "127.0.0.2, which is inside a network and not asked"),
    ("cloud", "169.254.169.254, which is inside a network and not asked"),
    ("another port", "127.0.0.1, which is inside a network and not asked"),
    ("file", "file: only http and https are asked"),
    ("user", "there is a user's name in it, and none is sent"),
    ("loop", "it leads on more than 5 times"),
    ("endless", "it has more than 30,000,000 bytes"),
    ("slow", "it did not answer whole in 0.5 seconds; try again, or give it longer"),
    ("page", "this is a web page"),
    ("drawn page", "this is a web page"),
    ("text", "this is text"),
    ("empty", "this is empty"),
    ("cut", "this JPEG ends before its end"),
    ("damaged", "this is damaged"),
    ("script", "<script> is not taken"),
    ("long", f"the answer ends after {len(JPEG)} of {len(JPEG) + 100} bytes"),
    ("short", "this JPEG ends before its end"),
    ("announced", "it has more than 30,000,000 bytes"),
    ("packed", "it is packed as gzip, which was not asked for"),
    ("gone", "it answers 404 Not Found"),
    ("bitmap", "this is a BMP"),
    ("film", "this is a video"),
    ("no name", "no.such.host.invalid is not found"),
    ("own number", "127.0.0.1, which is inside a network and not asked"),
    ("own name", "which is inside a network and not asked"),
    ("odd number", "2130706433 is 127.0.0.1, which is inside a network and not asked"),
    ("version 6", "::ffff:"),
    ("no TLS", "no safe connection is made"),
    ("no number", "this is no address"),
]


@pytest.mark.parametrize(("kind", "told"), LIES, ids=[kind for kind, _ in LIES])
def test_what_lies_does_not_come(site: Site, pull, kind: str, told: str) -> None:
    """Nothing is written of what is no picture of the web; why is told at its place."""
    text = with_media(medium(LIARS[kind](site)))
    options = ("--timeout", "0.5") if kind == "slow" else ()
    result = pull(*options)

    assert 1 == result.exit_code
    assert "events.toml:12:18: error:" in result.stderr
    assert told in result.stderr
    assert "" == result.stdout
    assert (text, []) == (Path("events.toml").read_text("utf-8"), files())


def test_five_times_it_may_lead_on(site: Site, pull) -> None:
    """A picture to which five answers lead comes, under the name of the first address."""
    site.gives("/a5.jpg", JPEG)
    for number in range(5):
        site.leads(f"/a{number}.jpg", f"a{number + 1}.jpg")
    with_media(medium(site.url("/a0.jpg")))
    pull()

    assert ["pictures/a0.jpg"] == [file for file, *_ in media()]


def test_what_succeeds_is_written(site: Site, pull) -> None:
    """One that fails keeps no other from coming; its place is told as FILE is then."""
    media_table = '\n[[events.media]]\nurl = "{}"\nalt = "Seen."\n'
    good, bad = site.gives("/a.jpg", JPEG), site.gives("/b.jpg", HTML)
    written(HEAD + EVENT + media_table.format(good) + media_table.format(bad))
    result = pull()

    assert 1 == result.exit_code
    assert [("pictures/a.jpg", "", "", ""), ("", "", "", "")] == media()
    lines = Path("events.toml").read_text("utf-8").split("\n")
    [(line, column)] = re.findall(r"events\.toml:(\d+):(\d+): error: event", result.stderr)
    assert lines[int(line) - 1][int(column) - 1 :].startswith(f'"{bad}"')
    assert ["events.media.toml", "pictures/a.jpg"] == files()


@pytest.mark.parametrize(
    "path", ["/../../evil.jpg", "/..%2f..%2fevil.jpg", "/..%5C..%5Cevil.jpg", "/.evil.jpg"]
)
def test_no_name_leads_out(site: Site, pull, path: str) -> None:
    """A name from the web leads nowhere, whatever it says and by whichever way it says it."""
    url = site.gives(path, JPEG, Content_Disposition='attachment; filename="../../evil2.jpg"')
    with_media(medium(url))
    pull()

    assert ["events.media.toml", "pictures/evil.jpg"] == files()


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("a.jpg", "a.jpg"),
        ("A B.JPEG", "A-B.jpg"),
        ("a.png", "a.jpg"),
        ("..", "picture.jpg"),
        ("", "picture.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("-rf", "rf.jpg"),
        ("CON.jpg", "picture-CON.jpg"),
        ("nul.tar.gz", "picture-nul.tar.gz.jpg"),
        ("lpt1", "picture-lpt1.jpg"),
        ("a:b*c?.jpg", "a-b-c.jpg"),
        ("a\0b\n.jpg", "a-b.jpg"),
        ("C:\\x\\evil.jpg", "evil.jpg"),
        ("Überfahrt 1862.jpg", "Überfahrt-1862.jpg"),
        ("地図.jpg", "地図.jpg"),
        ("x" * 300 + ".jpg", "x" * 76 + ".jpg"),
        ("地" * 300, "地" * 65 + ".jpg"),
        ("\u202egpj.exe", "gpj.exe.jpg"),
    ],
)
def test_names_of_files(said: str, name: str) -> None:
    """A file's name is one that every system takes."""
    named = candidates(said, ".jpg")

    assert name == next(named)
    assert re.search(r"-2\.jpg$", second := next(named))
    assert 80 >= len(second)


LINKS = [
    ("https://www.youtube.com/watch?v=x", "a recording"),
    ("https://vimeo.com/1", "a recording"),
    ("https://example.org/a.mp4?x=1", "a recording"),
    ("https://commons.wikimedia.org/wiki/File:A.webm", "a recording"),
    ("https://example.org/a.PDF", "a document"),
    ("https://example.org/index.html", "a web page"),
    ("https://example.org/a.jpg", ""),
    ("https://example.org/", ""),
    ("https://notyoutube.com/a", ""),
    ("http://[1:2:3]/a.mp4", ""),
]


@pytest.mark.parametrize(("url", "kind"), LINKS)
def test_plain_links(url: str, kind: str) -> None:
    """An address says of what it is where it plainly is of no picture."""
    assert kind == links.plainly(url)


def test_links_stay_links(site: Site, pull) -> None:
    """What is plainly no picture, or has no alt, is told in a note and not asked; that is fine."""
    film = site.gives("/film.mp4", JPEG)
    page = site.gives("/page", JPEG)
    text = with_media(medium(film), f'{{ url = "{page}", caption = "A page." }}')
    result = pull()

    assert (0, "", []) == (result.exit_code, result.stdout, site.asked)
    assert "this stays a link, as it is a recording." in result.stderr
    assert "this stays a link, as it has no alt; for a picture write alt" in result.stderr
    assert 2 == result.stderr.count(": note: ")
    assert (text, []) == (Path("events.toml").read_text("utf-8"), files())


# What has changed since


@pytest.fixture
def once(site: Site, pull) -> str:
    """The address of a picture that was pulled; there is another at it now."""
    url = site.gives("/a.jpg", JPEG)
    with_media(medium(url))
    assert 0 == pull().exit_code
    site.gives("/a.jpg", image(colour="red"))
    return url


def test_a_file_that_is_gone_comes_again(site: Site, pull) -> None:
    """A file that was deleted is fetched again, if it is the same there."""
    with_media(medium(site.gives("/a.jpg", JPEG)))
    pull()
    before = Path("events.toml").read_bytes(), Path("events.media.toml").read_bytes()
    Path("pictures/a.jpg").unlink()
    result = pull()

    assert 0 == result.exit_code
    assert JPEG == Path("pictures/a.jpg").read_bytes()
    assert before == (Path("events.toml").read_bytes(), Path("events.media.toml").read_bytes())


def test_what_has_changed_there_is_refused(pull, once: str) -> None:
    """A file that is fetched again and is another is told and not written."""
    Path("pictures/a.jpg").unlink()
    result = pull()

    assert 1 == result.exit_code
    assert 'this has changed since "pictures/a.jpg" was pulled from it; look at it' in result.stderr
    assert ["events.media.toml"] == files()
    assert [entry("pictures/a.jpg", once, JPEG)] == noted()


@pytest.mark.parametrize("is_there", [True, False])
def test_update_takes_it(pull, once: str, is_there: bool) -> None:
    """With --update what has changed there is taken and noted, and FILE stays as it is."""
    text = Path("events.toml").read_bytes()
    if not is_there:
        Path("pictures/a.jpg").unlink()
    result = pull("--update")

    assert 0 == result.exit_code
    assert image(colour="red") == Path("pictures/a.jpg").read_bytes()
    assert [entry("pictures/a.jpg", once, image(colour="red"))] == noted()
    assert text == Path("events.toml").read_bytes()


def test_update_keeps_the_kind(site: Site, pull, once: str) -> None:
    """A picture that is of another kind now does not come under the old one's name."""
    site.gives("/a.jpg", PNG)
    result = pull("--update")

    assert 1 == result.exit_code
    assert 'this is PNG now, and would come into "pictures/a.jpg"' in result.stderr
    assert JPEG == Path("pictures/a.jpg").read_bytes()
    assert once


@pytest.mark.parametrize("options", [(), ("--update",), ("--dry-run",)])
def test_what_has_changed_here_is_told(site: Site, pull, once: str, options: tuple[str]) -> None:
    """A file that is no longer what was pulled is told and left, and nobody is asked."""
    Path("pictures/a.jpg").write_bytes(PNG)
    asked = list(site.asked)
    result = pull(*options)

    assert 1 == result.exit_code
    assert f'file "pictures/a.jpg": this is not what was pulled from {once}; ' in result.stderr
    assert (PNG, asked) == (Path("pictures/a.jpg").read_bytes(), site.asked)


def test_a_file_of_ones_own_is_left(site: Site, pull) -> None:
    """A picture with a file that nobody pulled is the author's, whatever its address has."""
    text = with_media(f'{{ file = "mine.jpg", url = "{site.gives("/a.jpg", JPEG)}", alt = "x" }}')
    result = pull()

    assert (0, [], []) == (result.exit_code, site.asked, files())
    assert text == Path("events.toml").read_text("utf-8")


def test_the_record_forgets(site: Site, pull) -> None:
    """What FILE has no longer is not noted any longer, once something comes; the rest is sorted."""
    first = [site.gives(f"/{name}.jpg", image(colour=name)) for name in ("red", "blue")]
    with_media(*map(medium, first))
    pull()
    last = site.gives("/black.jpg", image(colour="black"))
    with_media(medium(last), medium(first[0]))
    pull()

    assert ["pictures/black.jpg", "pictures/red.jpg"] == [file for file, *_ in noted()]
    data = Path("events.media.toml").read_bytes()
    assert data == pulled.written(reversed(pulled.read(data, "events.media.toml")))


@pytest.mark.parametrize(
    "record",
    ["x", "pulled = 1\n", "[[pulled]]\nfile = 1\n", "[a]\n"],
    ids=["no TOML", "no tables", "no entry", "another table"],
)
def test_a_broken_record_is_told(site: Site, pull, record: str) -> None:
    """A record that cannot be read is told, and nothing is asked or written."""
    with_media(medium(site.gives("/a.jpg", JPEG)))
    Path("events.media.toml").write_text(record, "utf-8")
    result = pull()

    assert 1 == result.exit_code
    assert "events.media.toml" in result.stderr
    assert ([], record) == (site.asked, Path("events.media.toml").read_text("utf-8"))


def test_a_record_leads_nowhere(site: Site, pull) -> None:
    """A record from elsewhere has nothing written outside the folder."""
    url = site.gives("/a.jpg", JPEG)
    with_media(medium(url))
    lying = pulled.Pulled(
        file="../evil.jpg", url=url, sha256=hashlib.sha256(JPEG).hexdigest(), bytes=len(JPEG)
    )
    Path("events.media.toml").write_bytes(pulled.written([lying]))
    result = pull()

    assert 1 == result.exit_code
    assert "this leads out of the folder" in result.stderr
    assert ([], False) == (site.asked, Path("../evil.jpg").exists())


# FILE itself


def test_a_file_with_faults(site: Site, pull) -> None:
    """A FILE with faults is told and not touched, and nobody is asked."""
    with_media(medium(site.gives("/a.jpg", JPEG)), '{ file = "a.jpg" }')
    result = pull()

    assert (1, []) == (result.exit_code, site.asked)
    assert "this does not say what is to be seen" in result.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("none.toml",), "none.toml: there is no such file"),
        (("--timeout", "0"), "Invalid value for '--timeout'"),
        (("--nothing",), "No such option"),
    ],
)
def test_misuse(pull, options: tuple[str, ...], told: str) -> None:
    """Misuse exits with 2."""
    result = pull(*options)

    assert 2 == result.exit_code
    assert told in result.stderr


def test_a_folder_that_cannot_be_written(site: Site, pull) -> None:
    """Where a picture cannot be put is told at its place, and FILE stays as it is."""
    text = with_media(medium(site.gives("/a.jpg", JPEG)))
    Path("pictures").write_bytes(b"a file")
    result = pull()

    assert 1 == result.exit_code
    assert "cannot write pictures/a.jpg" in result.stderr.replace(f"{Path.cwd()}/", "")
    assert (text, ["pictures"]) == (Path("events.toml").read_text("utf-8"), files())


# Which addresses are asked


INSIDE = [
    *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1"),
    *("169.254.169.254", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
    *("::", "::1", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "::127.0.0.1"),
    *("::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a9fe:a9fe", "2001:0:7f00:1::"),
]


@pytest.mark.parametrize("number", INSIDE)
def test_numbers_inside(number: str) -> None:
    """No number of a network inside is asked, nor one that leads to such."""
    assert not addresses.is_public(ip_address(number), 80)


@pytest.mark.parametrize(
    "number",
    ["8.8.8.8", "208.80.154.224", "2620:0:861:ed1a::1", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_numbers_of_the_web(number: str) -> None:
    """The numbers of the web are asked."""
    assert addresses.is_public(ip_address(number), 80)


def test_a_name_is_looked_up_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number that was looked at is the one that is asked, whatever a name is afterwards."""
    site.gives("/a.jpg", JPEG)
    lookups: list[str] = []
    real = addresses.socket.getaddrinfo

    def rebound(host: str, port: int, *more: object, **options: object) -> object:
        if host != "rebound.example":
            return real(host, port, *more, **options)  # type: ignore[arg-type]
        lookups.append(host)
        number = "127.0.0.1" if len(lookups) == 1 else "127.0.0.2"
        return real(number, port, *more, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", rebound)
    answer = get(f"http://rebound.example:{site.port}/a.jpg", site.web.limits)

    assert (JPEG, ["rebound.example"]) == (answer.data, lookups)
    assert f"rebound.example:{site.port}" == site.headers[0]["host"]


def test_one_number_inside_is_enough(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is of the web and of a network inside is not asked at all."""
    found = [(0, 0, 0, "", (number, 80)) for number in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: found)

    with pytest.raises(Failed, match=r"both\.example is 10\.0\.0\.1") as failed:
        get("http://both.example/a.jpg", site.web.limits)
    assert Why.INSIDE is failed.value.why


def test_a_slow_lookup_ends(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that takes long to look a name up has no longer than all else."""
    ended = threading.Event()
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: ended.wait(5) and [])

    with pytest.raises(Failed) as failed:
        get("http://slow.example/a.jpg", Limits(seconds=0.2, may_ask=site.web.limits.may_ask))
    ended.set()
    assert Why.TIME is failed.value.why


def test_slow_headers_end(site: Site) -> None:
    """A server that sends its headers byte by byte is not waited for."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while True:
            handler.wfile.write(b"x")
            time.sleep(0.05)

    site.answers["/a.jpg"] = answer
    begun = time.monotonic()
    with pytest.raises(Failed) as failed:
        get(site.url("/a.jpg"), Limits(seconds=0.4, may_ask=site.web.limits.may_ask))

    assert Why.TIME is failed.value.why
    assert 5 > time.monotonic() - begun


def test_no_way_from_https_to_http() -> None:
    """What is asked safely does not lead on to what is not."""
    with pytest.raises(Failed, match=r"from https to http://b\.example/x"):
        addresses.following("https://a.example/", "http://b.example/x")
    assert "https://a.example/y" == addresses.following("https://a.example/x", "y")
    assert "https://a.example/ü" == addresses.following(
        "https://a.example/x", "/ü".encode().decode("latin-1")
    )


@pytest.mark.parametrize(
    ("url", "host", "target"),
    [
        ("http://Example.ORG", "example.org", "/"),
        (
            "https://bücher.example/ä b?q=ü&r=%20#x",
            "xn--bcher-kva.example",
            "/%C3%A4%20b?q=%C3%BC&r=%20",
        ),
        ("http://[2001:db8::1]:8080/", "[2001:db8::1]:8080", "/"),
        ("https://a.example:443/", "a.example", "/"),
    ],
)
def test_addresses_in_parts(url: str, host: str, target: str) -> None:
    """What is asked is ASCII, by the host's name in DNS."""
    address = addresses.parted(url)

    assert (host, target) == (address.authority, address.target)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "http:///a",
        "http://a..b/",
        "http://a:0/",
        "http://a:99999/",
        "//a/",
        "a",
    ],
)
def test_no_addresses(url: str) -> None:
    """What is no address of the web is asked of nobody."""
    with pytest.raises(Failed) as failed:
        addresses.parted(url)
    assert Why.ADDRESS is failed.value.why


def test_other_files_of_wikis() -> None:
    """What is no file of Commons is not asked of it."""
    for url in (
        "https://en.wikipedia.org/wiki/Beagle",
        "https://upload.wikimedia.org/wikipedia/en/a/ab/X.jpg",
        "https://commons.wikimedia.org/wiki/Category:Ships",
        "https://commons.wikimedia.org/wiki/File:A|B.jpg",
        "https://commons.wikimedia.org.evil.example/wiki/File:A.jpg",
    ):
        assert "" == commons.title_of(url)
