"""Reading languages the sentence encoder lacks, word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from armillary.encoders import Cover
from armillary.encoders.gloss import Glossary, Glossed, glossary, languages
from armillary.encoders.usem3 import Usem3

WORDS = {
    "vlád*": "government",
    "nová": "new",
    "rada starších": "council of elders",
    "rada": "council",
    "vládc*": "ruler",
}


class Recorder:
    """An encoder that remembers what it was given."""

    name, dim, scale = "recorder", 2, 100.0
    languages: Mapping[str, Cover] = {"en": "good", "cs": "fair"}

    def __init__(self) -> None:
        self.texts: list[str] = []

    def in_language(self, language: str) -> Recorder:
        """Itself."""
        return self

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same unit vector for each text."""
        self.texts += texts
        return np.tile(np.array([1, 0], np.float32), (len(texts), 1))


def test_form_and_stem_are_glossed_and_the_rest_stays() -> None:
    """Known forms and stems get their gloss; punctuation, numbers and spaces stay as they are."""
    assert Glossary(WORDS).rewrite("Nová  vládou, 12 %!") == "New  government, 12 %!"


def test_longer_stem_goes_first() -> None:
    """Of two stems that fit, the longer one says what the word is."""
    assert Glossary(WORDS).gloss("vládcové") == "ruler"


def test_stem_does_not_reach_far_beyond_itself() -> None:
    """A stem that is less than half of a word does not stand for it."""
    assert Glossary(WORDS).gloss("vládychtivostně") is None


def test_phrase_goes_before_its_parts() -> None:
    """Words that are glossed together are not glossed one by one."""
    assert Glossary(WORDS).rewrite("rada starších, rada") == "council of elders, council"
    assert Glossary({"spojené stát*": "United States"}).rewrite("Spojené státy!") == "United States!"


def test_stem_of_one_word_does_not_reach_over_a_blank() -> None:
    """The stem of a word stands for that word, not for the phrase it begins."""
    assert Glossary({"vlad*": "government", "vlad u": "x"}).rewrite("Vlad a") == "Government a"


def test_joined_words_are_glossed_by_their_parts() -> None:
    """Words joined by a hyphen or an apostrophe are glossed one by one, endings of a letter or two left alone."""
    assert Glossary(WORDS).rewrite("Nová-rada, l'nová, rada-u") == "New-council, l'new, council-u"


def test_names_are_spelt_in_letters_the_encoder_knows() -> None:
    """A word without a gloss loses its marks, or is respelt with the letters of the language."""
    assert Glossary(WORDS).rewrite("Žďárská") == "Zdarska"
    assert Glossary({}, {"і": "и", "ї": "и"}).rewrite("Ірпінь") == "Ирпинь"


def test_capitals_are_kept() -> None:
    """A gloss begins with a capital where the word does."""
    assert Glossary(WORDS).rewrite("Rada rada") == "Council council"


@given(st.text())
def test_any_text_is_rewritten(text: str) -> None:
    """No text breaks the rewriting, and none without letters or numerals is changed."""
    rewritten = Glossary(WORDS).rewrite(text)
    assert rewritten == text or any(c.isalnum() for c in text)


@pytest.mark.parametrize("code", languages())
def test_every_language_has_a_glossary_without_empty_words(code: str) -> None:
    """Each listed language can be loaded, and no key or gloss in it is empty."""
    known = glossary(code)
    assert known is not None
    assert all(key and gloss.strip() for key, gloss in known.words.items())


def test_language_without_glossary_has_none() -> None:
    """A language nobody wrote words for is left to the encoder."""
    assert glossary("xx") is None


def test_serbian_in_both_scripts_reads_alike() -> None:
    """Cyrillic and Latin spellings of a sentence are rewritten to the same words."""
    known = glossary("sr")
    assert known is not None
    assert known.rewrite("Влада је у уторак") == known.rewrite("Vlada je u utorak")


def test_own_languages_are_left_to_the_base() -> None:
    """Texts in a language the base encoder covers well are passed on as they are."""
    base = Recorder()
    Glossed(base, "en").encode(["Die Regierung"])
    assert base.texts == ["Die Regierung"]


def test_language_is_chosen_with_script_or_region() -> None:
    """`in_language` takes BCP-47 codes and keeps name and space."""
    base = Recorder()
    encoder = Glossed(base).in_language("cs-CZ")
    encoder.encode(["vláda"])
    assert base.texts == ["government"]
    assert (encoder.name, encoder.dim) == ("recorder+gloss2", 2)


def test_languages_with_a_glossary_are_covered() -> None:
    """The encoder says that it covers what it has glossaries for."""
    covered = Glossed(Recorder()).languages
    assert covered["cs"] == covered["en"] == "good"


@pytest.mark.parametrize(
    ("language", "said", "meant", "other"),
    [
        ("cs", "Vláda zvýšila daně.", "The government raised taxes.", "The river is frozen."),
        ("uk", "Уряд підвищив податки.", "The government raised taxes.", "The river is frozen."),
        ("hr", "Rijeka je zaleđena.", "The river is frozen.", "The government raised taxes."),
    ],
)
def test_translations_lie_near_each_other(language: str, said: str, meant: str, other: str) -> None:
    """A sentence lies nearer its English translation than another English sentence."""
    encoder = Glossed(Usem3())
    (vector,) = encoder.in_language(language).encode([said])
    right, wrong = encoder.encode([meant, other]) @ vector
    assert right > wrong + 0.2
