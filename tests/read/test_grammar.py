"""Words, dictionary forms and features of sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.read.clauses import clauses
from armillary.read.grammar import line
from armillary.read.grammar.spans import spans

CUTS = [
    ("en", "Putin's envoy didn't go.", "Putin 's envoy did n't go ."),
    ("en", "The leaders' talks cost $1,200.50.", "The leaders ' talks cost $ 1,200.50 ."),
    ("en", "US-led, pro-Russian and long-term", "US - led , pro-Russian and long - term"),
    ("en", "Mr. Roe met Gen. Doe in the U.S. on May 5th.", "Mr. Roe met Gen. Doe in the U.S. on May 5th ."),
    ("ru", "20-го мая премьер-министр дал 1 500 000 руб.", "20-го мая премьер-министр дал 1 500 000 руб ."),
    ("pl", "Premier był w 50-letnim domu („w ruinie”).", "Premier był w 50 - letnim domu ( „ w ruinie ” ) ."),
]


@pytest.mark.parametrize(("language", "text", "words"), CUTS)
def test_a_text_is_cut_into_words(language: str, text: str, words: str) -> None:
    """Clitics are words of their own, numbers with separators one; hyphens part English words, but no prefixes."""
    assert " ".join(token.text for token in line(text, language).tokens).split() == words.split()


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.sampled_from(["en", "ru", "zh", "pl", "uk", "de", "fr", "es", "tr", "ar"]))
def test_words_cover_all_but_white_space(text: str, language: str) -> None:
    """Each word stands where its span says, in order, and nothing but white space is between; no text is refused."""
    found = line(text, language, start=7)
    at = 7
    for token in found.tokens:
        assert not text[at - 7 : token.start - 7].strip()
        assert text[token.start - 7 : token.end - 7] == token.text
        assert token.end > token.start >= at
        at = token.end
    assert not text[at - 7 :].strip()
    clauses(found)


@given(st.text("aЖ中1-.' ", max_size=20))
def test_an_address_changes_no_other_word(text: str) -> None:
    """Words are cut alike whether or not an address or a number stands elsewhere in the text."""
    behind = f"{text} a@b.cd 7"
    assert spans(behind, "en")[:-2] == spans(text, "en")
