"""Readers: each format gives documents with what its metadata say, and one failure for each thing it cannot read."""

from __future__ import annotations

import datetime as dt
import json
import tracemalloc
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from samples import ATOM, ROWS, RSS, archive, as_csv, write_parquet

from armillary.gather.document import Document
from armillary.gather.readers import rows
from armillary.gather.sources import documents
from armillary.schema import Failure


def read(path: Path, mapping: Mapping[str, str] | None = None) -> tuple[list[Document], list[Failure]]:
    found = list(documents([str(path)], mapping=mapping))
    return [d for d in found if isinstance(d, Document)], [f for f in found if isinstance(f, Failure)]


def described(article: Document) -> tuple[str | None, ...]:
    a = article
    return (a.title, a.content, a.url, a.published, a.author, a.outlet, a.language)


@pytest.mark.parametrize(
    "name", ["a.jsonl", "a.json", "b.json", "c.json", "a.csv", "a.tsv", "b.csv", "c.csv", "a.parquet"]
)
def test_every_table_gives_the_same_articles(tmp_path: Path, name: str) -> None:
    """JSON in its shapes, delimited text and Parquet hold the same rows, columns known by their usual names."""
    path = tmp_path / name
    match name:
        case "a.jsonl":
            path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
        case "a.json":
            path.write_text(json.dumps(ROWS, indent=2))
        case "b.json":
            path.write_text(json.dumps({"status": "ok", "articles": ROWS}, ensure_ascii=False))
        case "c.json":
            path.write_text(json.dumps({"status": "ok", "articles": ROWS}, indent=1), "utf-16")
        case "a.csv":
            path.write_text(as_csv(","), "cp1250")
        case "b.csv":
            path.write_text(as_csv(";"), "utf-8-sig")
        case "c.csv":
            path.write_text(as_csv("\t"), "utf-16")
        case "a.tsv":
            path.write_text(as_csv("\t"))
        case _:
            write_parquet(path)
    articles, failures = read(path)
    assert not failures
    assert [described(article) for article in articles] == [tuple(row.values()) for row in _in_order()]
    assert [article.source for article in articles] == [f"{path}#1", f"{path}#2"]


def _in_order() -> list[dict[str, Any]]:
    names = ["Headline", "Body", "URL", "Publish Date", "byline", "Site", "lang"]
    return [{name: row[name] for name in names} for row in ROWS]


def test_the_fingerprint_of_a_row_is_its_content(tmp_path: Path) -> None:
    """A row keeps its fingerprint in another place, another file and behind a tracking parameter."""
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    (tmp_path / "b.json").write_text(json.dumps(ROWS[::-1]))
    first, second = read(tmp_path / "a.jsonl")[0], read(tmp_path / "b.json")[0]
    assert [d.fingerprint for d in first] == [d.fingerprint for d in reversed(second)]
    assert len({d.fingerprint for d in first}) == 2


def test_the_user_names_columns(tmp_path: Path) -> None:
    """A mapping wins over usual names, also into nested objects; a column that is not there is named in the failure."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "teaser", "Leib": {"lang": "Die Brücke ist offen."}}) + "\n")
    (article,), _ = read(path, {"text": "Leib.lang"})
    assert article.content == "Die Brücke ist offen."
    table = tmp_path / "a.csv"
    table.write_text("text,when\nWords.,1999\n")
    assert read(table, {"published": "when"})[0][0].published == "1999"
    articles, (failure,) = read(table, {"published": "Whenever"})
    assert not articles
    assert "Whenever" in failure.error
    assert "text, when" in failure.error


def test_bad_rows_are_failures_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Each bad row is a failure under its number."""
    path = tmp_path / "a.jsonl"
    good = b'{"text": "\xd0\x9c\xd0\xbe\xd1\x81\xd1\x82."}\n'
    bad = [b"not json\n", b"[1, 2]\n", b'{"title": "no text"}\n', b'{"text": "\xff\xfe"}\n', b'{"text": " "}\n']
    path.write_bytes(good + b"".join(line + good for line in bad))
    articles, failures = read(path)
    assert len(articles) == 6
    assert [f.source for f in failures] == [f"{path}#{number}" for number in (2, 4, 6, 8, 10)]


def test_bad_rows_of_a_csv(tmp_path: Path) -> None:
    """Rows with too many cells fail, short and empty ones are taken as they are."""
    path = tmp_path / "a.csv"
    path.write_text('title,text\na,One.\nb,Two, and more.\n\nc\nd,"Three\nand four."\n')
    articles, failures = read(path)
    assert [a.content for a in articles] == ["One.", "Three\nand four."]
    assert [f.source for f in failures] == [f"{path}#2", f"{path}#4"]


def test_a_table_without_articles_is_given_up(tmp_path: Path) -> None:
    """A long file with nothing usable in it ends after a hundred rows instead of a million failures."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 1}\n' * 5000)
    articles, failures = read(path)
    assert not articles
    assert len(failures) == rows.PATIENCE + 1
    assert "first 100 rows" in failures[-1].error


def test_an_array_that_breaks_off(tmp_path: Path) -> None:
    """What stands before the break is read."""
    path = tmp_path / "a.json"
    path.write_text('[{"text": "One."}, {"text": "Two."}, {"text": "Thr')
    articles, failures = read(path)
    assert [a.content for a in articles] == ["One.", "Two."]
    assert [f.source for f in failures] == [f"{path}#3"]


def test_a_row_is_no_wrapper(tmp_path: Path) -> None:
    """Rows that hold lists of their own, and a first row that is broken, are read line by line."""
    rows = ["broken\n"] + [json.dumps({"text": f"Words {n}.", "data": [{"n": n}]}) + "\n" for n in range(3)]
    (tmp_path / "a.jsonl").write_text("".join(rows))
    articles, failures = read(tmp_path / "a.jsonl")
    assert [a.content for a in articles] == ["Words 0.", "Words 1.", "Words 2."]
    assert [f.source for f in failures] == [str(tmp_path / "a.jsonl#1")]
    (tmp_path / "b.json").write_text(json.dumps({"text": "Words.", "items": [{"n": 1}]}))
    assert [a.content for a in read(tmp_path / "b.json")[0]] == ["Words."]


def test_values_of_every_kind(tmp_path: Path) -> None:
    """Lists of authors, sources that are objects, dates, numbers and broken surrogates become plain text."""
    row = {
        "text": "Bridge \ud83d\ude00 opens \ud83d.",
        "authors": ["A", {"name": "B"}, None],
        "source": {"id": None, "name": "The Bridge"},
        "date": 20220301,
        "title": "",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n")
    (article,), _ = read(tmp_path / "a.jsonl")
    assert article.content == "Bridge 😀 opens \ufffd."
    assert (article.author, article.outlet, article.published) == ("A, B", "The Bridge", "20220301")
    assert article.title is None


def test_dates_of_parquet(tmp_path: Path) -> None:
    """Dates and times come in ISO form."""
    moment = dt.datetime(2022, 3, 1, 12, 30, tzinfo=dt.UTC)
    pq.write_table(pa.table({"text": ["Words."], "date": [moment]}), tmp_path / "a.parquet")
    assert (read(tmp_path / "a.parquet")[0][0].published or "").startswith("2022-03-01T12:30")


def test_markup_in_a_column_makes_it_a_page(tmp_path: Path) -> None:
    """A column with markup is a page, its title with it."""
    row = {"title": "A & B", "content_html": "<p>Words.</p><p>More.</p>"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n")
    (article,), _ = read(tmp_path / "a.jsonl")
    assert article.media == "html"
    assert "<title>A &amp; B</title>" in article.content
    assert "<p>Words.</p><p>More.</p>" in article.content


def test_pages_declare_their_encoding(tmp_path: Path) -> None:
    """A page is read in the encoding its head names."""
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"></head>Мост</html>'
    (tmp_path / "a.html").write_text(page, "koi8_r")
    (article,), _ = read(tmp_path / "a.html")
    assert article.content == page
    assert article.media == "html"


def test_a_page_saved_as_mhtml(tmp_path: Path) -> None:
    """The page inside comes with its address."""
    (tmp_path / "a.mhtml").write_bytes(
        b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://a.example/1\r\n\r\n<html><p>=D0=9C=D0=BE=D1=81=D1=82</p></html>\r\n--B--\r\n"
    )
    (article,), _ = read(tmp_path / "a.mhtml")
    assert "<p>Мост</p>" in article.content
    assert article.url == "https://a.example/1"


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
def test_feeds(tmp_path: Path, encoding: str) -> None:
    """Entries come whole where the feed holds them, else as their summary; an entry without text is a failure."""
    (tmp_path / "a.rss").write_bytes(RSS.format(encoding=encoding).encode(encoding))
    (whole, short), failures = read(tmp_path / "a.rss")
    assert (whole.title, whole.url, whole.author) == ("Открыт", "https://a.example/1", "А. Иванов")
    assert (whole.outlet, whole.language) == ("Мост", "ru")
    assert whole.published == "Tue, 01 Mar 2022 10:00:00 +0300"
    assert "<p>Мост открыт для всех поездов.</p>" in whole.content
    assert "Поезда ждут." in short.content
    assert [f.source for f in failures] == [str(tmp_path / "a.rss#3")]


def test_atom(tmp_path: Path) -> None:
    """Atom is read as RSS is; a feed that is cut off gives what is whole, and says so."""
    (tmp_path / "a.atom").write_text(ATOM)
    (article,), failures = read(tmp_path / "a.atom")
    assert (article.title, article.author, article.published) == ("Open", "B. Smith", "2022-03-01T10:00:00Z")
    assert not failures
    (tmp_path / "b.atom").write_text(ATOM[:-10])
    articles, failures = read(tmp_path / "b.atom")
    assert len(articles) == 1
    assert "cut off" in failures[0].error


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_archives(tmp_path: Path, name: str) -> None:
    """Only pages that were found come out of an archive, with their addresses and encodings."""
    (tmp_path / name).write_bytes(archive(name.endswith(".gz")))
    articles, failures = read(tmp_path / name)
    assert not failures
    assert [(a.source, a.url) for a in articles] == [
        (f"{tmp_path / name}#1", "https://a.example/1"),
        (f"{tmp_path / name}#4", "https://a.example/4"),
    ]
    assert all("открыт" in a.content for a in articles)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_cut_archives(tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Wherever an archive is cut, the whole pages come out and one failure says so; nothing goes to the terminal."""
    raw = archive(name.endswith(".gz"))
    for size in range(6, len(raw) - 4, 7):
        if raw[size:].lstrip().startswith((b"WARC/", b"\x1f\x8b")):
            continue  # between two records: nothing tells that more should follow
        (tmp_path / name).write_bytes(raw[:size])
        articles, failures = read(tmp_path / name)
        assert len(failures) == 1, size
        assert all(a.content.endswith("</html>") for a in articles), size
    assert capfd.readouterr() == ("", "")


def test_containers_are_streamed(tmp_path: Path) -> None:
    """Reading a table of many rows takes memory for a few of them."""
    row = json.dumps({"text": "Words. " * 4000}) + "\n"
    (tmp_path / "a.jsonl").write_text(row * 300)
    (tmp_path / "a.json").write_text("[" + ",".join([row] * 300) + "]")
    (tmp_path / "a.csv").write_text("text\n" + ("Words. " * 4000 + "\n") * 300)
    for name in ("a.jsonl", "a.json", "a.csv"):
        tracemalloc.start()
        assert sum(1 for _ in documents([str(tmp_path / name)])) == 300
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 6_000_000, name  # of 8.4 million; chunks of one million are in hand at a time
