"""How numbers are read from text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.lexicon import languages, load
from armillary.lexicon.numbers import figure_values, read_numbers

SPELT = {
    "en": {13: "thirteen", 21: "twenty-one", 205: "two hundred and five", 3_000_000: "three million"},
    "ru": {2: "двумя", 40: "сорока", 25_300: "двадцать пять тысяч триста", 1_500_000: "полтора миллиона"},
    "uk": {5: "п’ятьма", 21: "двадцять один", 2_000_000: "два мільйони"},
    "be": {12: "дванаццаць", 300: "трыста", 5_000: "пяць тысяч"},
    "pl": {12: "dwunastu", 25: "dwadzieścia pięć", 6_000_000: "sześć milionów"},
    "cs": {25: "dvacet pět", 4: "čtyřmi", 2_000_000_000: "dvě miliardy"},
    "sk": {22: "dvadsaťdva", 7: "siedmich", 3_000: "tri tisíce"},
    "de": {21: "einundzwanzig", 97: "siebenundneunzig", 2_300: "zweitausenddreihundert"},
    "fr": {71: "soixante et onze", 97: "quatre-vingt-dix-sept", 200_000: "deux cent mille"},
    "es": {31: "treinta y uno", 500: "quinientos", 2_000: "dos mil", 2_300_000_000: "dos mil trescientos millones"},
    "it": {21: "ventuno", 28: "ventotto", 345: "trecentoquarantacinque", 2_000: "duemila"},
    "pt": {21: "vinte e um", 900: "novecentos", 3_000_000: "três milhões"},
    "nl": {22: "tweeëntwintig", 31: "eenendertig", 400: "vierhonderd"},
    "tr": {11: "on bir", 25: "yirmi beş", 200: "iki yüz", 3_000: "üç bin"},
    "hr": {25: "dvadeset i pet", 600: "šesto", 2_000: "dvije tisuće"},
    "sr": {25: "двадесет пет", 3_000: "tri hiljade", 500: "petsto"},
    "bg": {25: "двадесет и пет", 200: "двеста", 5_000_000: "пет милиона"},
    "ro": {21: "douăzeci și unu", 300: "trei sute", 2_000_000: "două milioane"},
    "sv": {25: "tjugofem", 300: "trehundra", 40: "fyrtio"},
    "zh": {35: "三十五", 12_000_000: "一千二百万", 286_000_000: "2億8600万", 35_000: "3.5万"},
    "ja": {35: "三十五", 20_000: "二万", 286_000_000: "2億8,600万"},
    "ko": {5: "다섯", 12: "열두", 50_000: "5만", 120_000_000: "1억2천만"},
    "ar": {15: "خمسة عشر", 25: "خمسة وعشرين", 3_000: "ثلاثة آلاف", 21: "واحد وعشرون"},
}


@pytest.mark.parametrize("language", sorted(SPELT))
def test_spelt_out_numbers_read_back(language: str) -> None:
    """A number in words, in any case and compound, is one number with its value."""
    for value, words in SPELT[language].items():
        found = read_numbers(words, language)
        assert [(n.start, n.end) for n in found] == [(0, len(words))], words
        assert float(value) in found[0].values, words


@given(st.integers(0, 10**12), st.sampled_from(sorted(SPELT)))
def test_digits_read_back_in_every_grouping(value: int, language: str) -> None:
    """Commas, points and blanks between thousands all give the number back."""
    for group in ("", ",", ".", "\u00a0", "’"):
        written = f"{value:,}".replace(",", group)
        assert float(value) in figure_values(written)
        assert any(float(value) in n.values for n in read_numbers(f"({written})", language))


@given(st.text(max_size=60), st.sampled_from([*sorted(SPELT), "xx", "mul"]))
def test_any_text_can_be_read(text: str, language: str) -> None:
    """Spans lie in the text, none is empty, values are numbers; an unknown language gives its digits."""
    for number in read_numbers(text, language):
        assert 0 <= number.start < number.end <= len(text)
        assert number.values
        assert all(value >= 0 for value in number.values)


@pytest.mark.parametrize("language", [code for code in languages() if load(code, "numbers")])
def test_every_lexicon_can_be_read(language: str) -> None:
    """Values are numbers, forms are not empty, and each plain cardinal reads back as its value."""
    for value, forms in load(language, "numbers").get("words", {}).items():
        for form in forms.replace("_", " ").split() if "_" not in forms else ():
            assert any(float(value) in n.values for n in read_numbers(form, language)), (value, form)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "一些人统一意见，一起去百货公司。"),
        ("ja", "一部の人は一緒に千葉へ。"),
        ("en", "No one may march."),
        ("tr", "Onlar geldi."),
    ],
)
def test_words_that_only_look_like_numbers(language: str, text: str) -> None:
    """Everyday words written with signs of numbers are not held for numbers."""
    assert [n for n in read_numbers(text, language) if n.kind == "figure"] == []
    assert [n.values for n in read_numbers(text, language) if n.kind == "word" and n.values != {1.0}] == []
