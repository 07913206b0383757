"""Articles in web pages."""

from __future__ import annotations

import datetime as dt

import pytest

from armillary.errors import SourceError
from armillary.gather import page
from armillary.gather.document import Document
from armillary.gather.prepare import Prepared, prepare
from armillary.schema import Failure

PAGE = """<html lang="en"><head><title>Port stays closed | Harbour Gazette</title>
<meta property="og:site_name" content="Harbour Gazette"><meta name="author" content="Nora Quist">
<meta property="article:published_time" content="2021-05-03T14:05:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Port stays closed</h1>
<p>The port of Halden stayed closed for a third day while crews cleared the channel of mud.</p>
<p>The harbour master, Ingrid Solberg, said that no ship had been damaged by the storm.</p>
<p>Traders expect deliveries of grain to resume before the end of the week.</p></article>
<aside><h3>More Stories</h3><ul><li><a href="/x">Painter returns stolen canvas</a></li></ul></aside></body></html>"""


def test_a_page_gives_its_article_and_what_it_says_about_itself() -> None:
    """The text is the title line, then the main text, without menus."""
    found = page.read(PAGE, "https://gazette.example/port")
    lines = found.text.split("\n")
    assert lines[0] == found.title == "Port stays closed"
    assert (found.author, found.outlet, found.published) == ("Nora Quist", "Harbour Gazette", "2021-05-03")
    assert "Sport" not in found.text
    assert lines[1].startswith("The port of Halden")


def test_the_title_of_a_page_is_its_first_sentence() -> None:
    """And its date comes from metadata."""
    found = prepare(Document("port.html", "html", PAGE, "utf-8", "f", url="https://gazette.example/port"))
    assert isinstance(found, Prepared)
    assert [s.kind for s in found.sentences] == ["title", "body", "body", "body"]
    article = found.article
    assert (article.published, article.published_from) == (dt.date(2021, 5, 3), "metadata")
    assert (article.title, article.outlet, article.language) == ("Port stays closed", "Harbour Gazette", "en")


@pytest.mark.parametrize(
    "html", ["", "<html></html>", "<html><body><script>1</script></body></html>", "<!--", "\0", "<p>"]
)
def test_a_page_without_an_article_is_a_failure(html: str) -> None:
    """With a hint what to save instead."""
    with pytest.raises(SourceError):
        page.read(html)
    found = prepare(Document("a.html", "html", html, None, "f"))
    assert isinstance(found, Failure)
    assert "page" in found.error
