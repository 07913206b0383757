"""Addresses: one spelling for all that mean the same page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.gather.urls import is_url, normalise_url, request_url


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example/world/bridge",
        "HTTPS://News.Example/world/bridge",
        "https://news.example:443/world/bridge",
        "https://news.example/world/bridge/",
        "https://news.example/world/bridge#comments",
        "https://news.example/world/bridge?utm_source=feed&utm_medium=rss",
        "https://news.example/world/bridge/?fbclid=abc&gclid=x",
        "  https://news.example/world/\nbridge ",
    ],
)
def test_one_page_has_one_spelling(address: str) -> None:
    """Case, default port, last slash, fragment, tracking and stray blanks make no other page."""
    assert normalise_url(address) == "https://news.example/world/bridge"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/read?id=1", "https://a.example/read?id=2"),
        ("https://a.example/read?12345", "https://a.example/read?12346"),
        ("https://a.example/read?cid=1", "https://a.example/read?cid=2"),
        ("https://a.example/read?source=a", "https://a.example/read?source=b"),
        ("https://a.example/A", "https://a.example/a"),
        ("https://a.example:8080/a", "https://a.example/a"),
        ("https://web.archive.example/1/https://a.example/x", "https://a.example/x"),
    ],
)
def test_different_pages_stay_different(one: str, other: str) -> None:
    """Parameters that choose the article, the case of the path, ports and archived copies are kept apart."""
    assert normalise_url(one) != normalise_url(other)


def test_letters_outside_ascii() -> None:
    """A path in letters and the same path encoded are one; a host in letters becomes its ASCII form."""
    assert normalise_url("https://a.example/мост") == normalise_url("https://a.example/%d0%bc%D0%BE%D1%81%D1%82")
    assert normalise_url("https://bücher.example/") == "https://xn--bcher-kva.example"


@given(st.one_of(st.text(), st.from_regex(r"https?://[^\s]{0,60}")))
def test_normalising_is_settled_and_never_fails(address: str) -> None:
    """Normalising twice changes nothing, and nothing breaks it."""
    once = normalise_url(address)
    assert normalise_url(once) == once


def test_what_is_an_address() -> None:
    """http and https are addresses; paths, mail and words with blanks are not."""
    assert is_url("http://a.example")
    assert is_url("HTTPS://a.example/x?y")
    for text in ["a.txt", "ftp://a.example/x", "https://", "https:///x", "see https://a.example", "https://a b", ""]:
        assert not is_url(text)


def test_a_request_is_ascii() -> None:
    """An address is sent without its fragment, and all in ASCII; signs that are encoded stay as they are."""
    assert request_url("https://a.example/мост?q=%20x#y") == "https://a.example/%D0%BC%D0%BE%D1%81%D1%82?q=%20x"
