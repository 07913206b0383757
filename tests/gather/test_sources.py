"""Sources: what the user names becomes documents; what cannot be read is one clear failure, and the rest goes on."""

from __future__ import annotations

import gzip
import io
import os
import random
import time
from collections.abc import Callable, Mapping
from email.message import Message
from http.client import HTTPResponse
from pathlib import Path
from typing import cast
from urllib.error import HTTPError, URLError
from urllib.request import Request

import pytest

from armillary.gather import given, web
from armillary.gather.document import Document
from armillary.gather.sources import documents
from armillary.schema import Failure


def read(*sources: str | Path, mapping: Mapping[str, str] | None = None) -> tuple[list[Document], list[Failure]]:
    found = list(documents([str(source) for source in sources], mapping=mapping))
    return [d for d in found if isinstance(d, Document)], [f for f in found if isinstance(f, Failure)]


def only_failure(*sources: str | Path) -> Failure:
    articles, failures = read(*sources)
    assert not articles
    assert len(failures) == 1
    (failure,) = failures
    assert failure.stage == "gather"
    assert failure.error
    assert failure.hint
    assert "\n" not in failure.error + failure.hint
    return failure


def test_a_text_file_is_an_article(tmp_path: Path) -> None:
    """A text file comes character for character, under the path as given."""
    path = tmp_path / "one.txt"
    path.write_bytes("\ufeffBridge opens.\r\n\r\nTrains run.\xa0".encode())
    (article,), failures = read(path)
    assert (article.content, article.media, article.encoding) == (
        "Bridge opens.\r\n\r\nTrains run.\xa0",
        "text",
        "utf-8",
    )
    assert article.source == str(path)
    assert not failures


def test_a_folder_is_read_below_in_order(tmp_path: Path) -> None:
    """All files below a folder, sorted; hidden ones, worlds and the parts of saved pages are left out quietly."""
    for name in ["b.txt", "a/c.md", ".hidden.txt", ".git/x.txt", "w.duckdb", "p.html", "p_files/x.js"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>Words.</p>")
    articles, failures = read(tmp_path)
    assert [Path(article.source).name for article in articles] == ["c.md", "b.txt", "p.html"]
    assert not failures


def test_a_pattern_names_files(tmp_path: Path) -> None:
    """A pattern gives what it matches, once, with and without `**`."""
    for name in ["a.txt", "b.txt", "c.html", "d/e.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<html><p>Words.</p></html>")
    assert len(read(tmp_path / "*.txt")[0]) == 2
    assert len(read(tmp_path / "**")[0]) == 4
    assert not read(tmp_path / "**")[1]


def test_standard_input_names_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads one path or address a line."""
    (tmp_path / "a b.txt").write_text("Words.")
    lines = f"{tmp_path / 'a b.txt'}\r\n\n{tmp_path / 'none.txt'}\n-\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    articles, failures = read("-")
    assert [article.content for article in articles] == ["Words."]
    assert [Path(failure.source).name for failure in failures] == ["none.txt"]


def test_order_of_sources_does_not_matter(tmp_path: Path) -> None:
    """The same sources give the same documents in the same order, however they are arranged."""
    names = [f"{number}.txt" for number in range(20)]
    for name in names:
        (tmp_path / name).write_text(f"Words of {name}.")
    paths = [str(tmp_path / name) for name in names]
    first = list(documents(paths))
    for seed in range(5):
        random.Random(seed).shuffle(paths)
        assert list(documents(paths)) == first


def test_what_is_given_twice_comes_once(tmp_path: Path) -> None:
    """A file in a given folder, a link to it, the same source again: one document, and failures that say harmless."""
    path = tmp_path / "a.txt"
    path.write_text("Words.")
    (tmp_path / "link.txt").symlink_to(path)
    articles, failures = read(tmp_path, path, tmp_path)
    assert len(articles) == 1
    assert len(failures) == 3
    assert all("given twice" in f.error and "harmless" in f.hint for f in failures)


def test_fingerprint_holds_name_and_content(tmp_path: Path) -> None:
    """A moved folder keeps its fingerprints; another name or another byte changes them."""
    prints = {}
    for place, name, words in [("x", "a", "One."), ("y", "a", "One."), ("x", "b", "One."), ("y", "b", "Two.")]:
        path = tmp_path / place / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(words)
        prints[place + name] = read(path)[0][0].fingerprint
    assert prints["xa"] == prints["ya"]
    assert len(set(prints.values())) == 3


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty file"),
        ("blank.txt", b" \n\t\n", "white space"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(300), "JPEG"),
        ("photo.txt", b"\xff\xd8\xff\xe0" + bytes(300), "JPEG"),
        ("news.pdf", b"%PDF-1.4 ...", "PDF"),
        ("news.docx", b"PK\x03\x04" + bytes(300), "office document"),
        ("noise", bytes(range(256)) * 4, "binary"),
        ("noise.html", bytes(range(256)) * 4, "binary"),
        ("broken.txt", "Мост открыт для всех поездов".encode()[:-1], "utf-8"),
        ("long.txt", b"a" * (given.MAX_TEXT * 4 + 1), "not one article"),
        ("longer.txt", "ж".encode() * (given.MAX_TEXT + 1), "not one article"),
        ("feed.xml", b"this is no feed", "feed"),
        ("empty.jsonl", b"", "empty file"),
        ("noise.json", b"not JSON\nat all\n", "JSON"),
        ("broken.json", b'{\n "text": "Words.",\n "title": "W', "JSON"),
        ("blank.csv", b"text,title\n", "no rows"),
        ("empty.parquet", b"", "Parquet"),
        ("noise.parquet", b"PAR1 but not really PAR1", "Parquet"),
        ("noise.warc", b"not an archive at all\n\n", "WARC"),
        ("cut.txt.gz", gzip.compress(b"Bridge opens. " * 50)[:-12], ".gz"),
        ("noise.txt.gz", b"not packed", ".gz"),
        ("nothing.mhtml", b"Subject: none\n\nnothing", "MHTML"),
        ("columns.csv", b"a,b\n1,2\n", "a column with the text"),
    ],
)
def test_bad_files_give_one_clear_line(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    """Each bad file gives one failure naming it and what came; its neighbour is read."""
    (tmp_path / name).write_bytes(content)
    assert says in only_failure(tmp_path / name).error
    (tmp_path / "zz.txt").write_text("Words.")
    articles, failures = read(tmp_path)
    assert [len(articles), len(failures)] == [1, 1]
    assert failures[0].source == str(tmp_path / name)


def test_fifty_megabytes_on_one_line(tmp_path: Path) -> None:
    """A huge line is refused without being held several times over."""
    path = tmp_path / "line.jsonl"
    path.write_bytes(b'{"text": "' + b"a" * 50_000_000 + b'"}\n{"text": "Words."}\n')
    articles, failures = read(path)
    assert [article.content for article in articles] == ["Words."]
    assert [failure.source for failure in failures] == [f"{path}#1"]


def test_paths_that_are_nothing(tmp_path: Path) -> None:
    """A missing path, a pattern without matches, an empty folder and an impossible name are failures."""
    assert "nothing of this name" in only_failure(tmp_path / "none.txt").error
    assert "pattern" in only_failure(tmp_path / "*.txt").error
    assert "empty folder" in only_failure(tmp_path).error
    only_failure("a\0b")
    only_failure("a\ud800\udcff")
    only_failure("")


def test_links(tmp_path: Path) -> None:
    """Links to nowhere, links in a circle and links back into the folder are failures, and the walk ends."""
    (tmp_path / "a.txt").write_text("Words.")
    (tmp_path / "back").symlink_to(tmp_path)
    (tmp_path / "lost.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    articles, failures = read(tmp_path)
    assert len(articles) == 1
    errors = {Path(f.source).name: f.error for f in failures}
    assert set(errors) == {"back", "lost.txt", "one", "two"}
    assert "does not exist" in errors["lost.txt"]


def test_special_files_never_block(tmp_path: Path) -> None:
    """A named pipe, a device and a folder with an article's name are refused at once."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert "named pipe" in only_failure(tmp_path / "pipe.txt").error
    assert "device" in only_failure("/dev/zero").error


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without permission says so, and the others are read."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Words.")
    opened = os.open

    def refusing(path: str, flags: int) -> int:
        if path.endswith("a.txt"):
            raise PermissionError(13, "Permission denied")
        return opened(path, flags)

    monkeypatch.setattr("armillary.gather.files.os.open", refusing)
    articles, failures = read(tmp_path)
    assert [Path(a.source).name for a in articles] == ["b.txt"]
    assert "permission" in failures[0].error


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    """A file name in an old encoding is read, and shown in a form that can be stored."""
    path = os.path.join(os.fsencode(tmp_path), "мост.txt".encode("cp1251"))  # noqa: PTH118
    try:
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(b"Words.")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (article,), _ = read(tmp_path)
    article.source.encode("utf-8")


def test_ten_thousand_small_files(tmp_path: Path) -> None:
    """A folder of ten thousand small files is read in seconds."""
    for number in range(10_000):
        (tmp_path / f"{number}.txt").write_bytes(b"Words %d." % number)
    start = time.monotonic()
    assert len(read(tmp_path)[0]) == 10_000
    assert time.monotonic() - start < 15


def test_unknown_endings_are_judged_by_their_beginning(tmp_path: Path) -> None:
    """A page, a table of lines, a feed and a text are recognised whatever they are called."""
    contents = {
        "page.php": "<!-- saved -->\n<html><p>Words.</p></html>",
        "rows": '{"text": "Words."}\n{"text": "More."}\n',
        "news.feed": "<?xml version='1.0'?><!-- a --><rss version='2.0'><channel><item>"
        "<description>Words.</description></item></channel></rss>",
        "story.asc": "Words.",
        "story.txt": "<!DOCTYPE html><html><p>Words.</p></html>",
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
    (tmp_path / "packed").write_bytes(gzip.compress(b"Words."))
    articles, failures = read(tmp_path)
    assert not failures
    media = [(Path(a.source).name, a.media) for a in articles]
    assert media == [
        ("news.feed#1", "html"),
        ("packed", "text"),
        ("page.php", "html"),
        ("rows#1", "text"),
        ("rows#2", "text"),
        ("story.asc", "text"),
        ("story.txt", "html"),
    ]


def test_mapping_of_fields_that_do_not_exist() -> None:
    """A mapping to an unknown field is one failure that lists the known ones."""
    articles, failures = read("x", mapping={"headline": "T"})
    assert not articles
    assert "title" in failures[0].error


# --- the web, from canned answers -------------------------------------------------------------------------------------


class Canned:
    """Answers by address, in the place of the network."""

    def __init__(self, answers: Mapping[str, tuple[str, bytes] | Exception]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def __call__(self, request: Request) -> HTTPResponse:
        self.asked.append(request.full_url)
        answer = self.answers[request.full_url]
        if isinstance(answer, Exception):
            raise answer
        return cast(HTTPResponse, _Answer(*answer))


class _Answer(io.BytesIO):
    def __init__(self, content_type: str, raw: bytes) -> None:
        super().__init__(raw)
        self.headers = Message()
        self.headers["Content-Type"] = content_type


Network = Callable[[Mapping[str, tuple[str, bytes] | Exception]], Canned]


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    def install(answers: Mapping[str, tuple[str, bytes] | Exception]) -> Canned:
        canned = Canned(answers)
        monkeypatch.setattr(web, "open_url", canned)
        return canned

    return install


PAGE = "<html><title>Мост</title><p>Мост открыт для поездов.</p></html>"
FEED = (
    b"<?xml version='1.0'?><rss version='2.0'><channel><title>The Bridge</title><item><title>Opened</title>"
    b"<link>https://a.example/opened</link><description>It opened.</description></item></channel></rss>"
)


def test_a_page_from_the_web(network: Network) -> None:
    """A page is read in the encoding its server names, under the address as given."""
    network({"https://a.example/1": ("text/html; charset=windows-1251", PAGE.encode("cp1251"))})
    (article,), failures = read("https://a.example/1#top")
    assert (article.source, article.url) == ("https://a.example/1#top", "https://a.example/1#top")
    assert (article.content, article.encoding, article.media) == (PAGE, "cp1251", "html")
    assert not failures


@pytest.mark.parametrize("media_type", ["application/rss+xml", "text/xml", "text/html"])
def test_a_feed_from_the_web(network: Network, media_type: str) -> None:
    """A feed gives its entries, even from a server that calls it a page."""
    network({"https://a.example/feed": (media_type, FEED)})
    (article,), _ = read("https://a.example/feed")
    assert article.source == "https://a.example/feed#1"
    assert (article.url, article.title, article.outlet) == ("https://a.example/opened", "Opened", "The Bridge")


@pytest.mark.parametrize("name", ["pages.urls", "pages.txt"])
def test_a_list_of_addresses(network: Network, tmp_path: Path, name: str) -> None:
    """Every address in a list is read once; one that fails does not stop the others."""
    canned = network(
        {
            "https://a.example/1": ("text/html", PAGE.encode()),
            "https://a.example/2": URLError("no route"),
        }
    )
    (tmp_path / name).write_text("https://a.example/2\r\nhttps://a.example/1\nhttps://a.example/1/?utm_source=x\n\n")
    articles, failures = read(tmp_path)
    assert [article.source for article in articles] == ["https://a.example/1"]
    assert [f.source for f in failures] == ["https://a.example/1/?utm_source=x", "https://a.example/2"]
    assert len(canned.asked) == 2


def test_a_list_in_a_list_is_not_followed(network: Network, tmp_path: Path) -> None:
    """A list that leads to a list ends there."""
    network({"https://a.example/list": ("text/plain", b"https://a.example/list2\n")})
    (tmp_path / "pages.urls").write_text("# mine\nhttps://a.example/list\nnot an address\n")
    _, failures = read(tmp_path / "pages.urls")
    assert ["in a list" in f.error or "an address a line" in f.error for f in failures] == [True, True]


def test_a_text_that_begins_with_an_address_is_a_text(tmp_path: Path) -> None:
    """One line that is no address makes it an article."""
    (tmp_path / "a.txt").write_text("https://a.example/1\nWords about it.\n")
    assert len(read(tmp_path)[0]) == 1


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (URLError(OSError(101, "Network is unreachable")), "could not reach it"),
        (TimeoutError(), "seconds"),
        (HTTPError("https://a.example/", 404, "Not Found", Message(), None), "404"),
        (ConnectionResetError(), "could not reach it"),
        (ValueError("odd"), "could not reach it"),
    ],
)
def test_a_web_that_does_not_answer(network: Network, error: Exception, says: str) -> None:
    """Offline, slow, gone: one failure that says which."""
    network({"https://a.example/": error})
    assert says in only_failure("https://a.example/").error


def test_a_web_that_answers_too_much(network: Network) -> None:
    """An endless answer is cut off by size; an empty one is a failure too."""
    network(
        {
            "https://a.example/": ("text/html", b"x" * (given.MAX_PAGE + 1)),
            "https://b.example/": ("text/html", b""),
        }
    )
    assert "bytes" in only_failure("https://a.example/").error
    assert "empty" in only_failure("https://b.example/").error


def test_addresses_are_sent_in_ascii(network: Network) -> None:
    """Letters outside ASCII in an address are encoded as browsers do."""
    canned = network({"https://xn--80aesfpebagmfblc0a.example/%D0%B0?b=%D0%B2": ("text/html", PAGE.encode())})
    assert len(read("https://новостиростова.example/а?b=в")[0]) in (0, 1)
    assert canned.asked[0].isascii()


def test_offline_for_real() -> None:
    """The real opener gives a failure where nothing listens."""
    assert "could not reach it" in only_failure("http://127.0.0.1:9/").error
    assert "could not reach it" in only_failure("http://[broken/").error
