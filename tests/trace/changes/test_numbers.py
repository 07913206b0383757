"""Numbers, dates and bounds a copy gives otherwise."""

from __future__ import annotations

import datetime as dt

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st
from make import comparison, text_of

from armillary.schema import Change
from armillary.trace.changes import find_changes, numbers


def _found(language: str, was: str, other_language: str, now: str) -> list[tuple[str, str | None, str | None]]:
    changes: list[Change] = find_changes(comparison(text_of("a", language, [was]), text_of("b", other_language, [now])))
    return [(c.kind, c.was, c.now) for c in changes if c.kind in ("number", "date", "comparison")]


@pytest.mark.parametrize(
    ("language", "was", "other", "now", "change"),
    [
        ("en", "They sold 61 boats.", "de", "Sie verkauften 16 Boote.", ("61", "16")),
        (
            "en",
            "It cost 3.5 million euros.",
            "de",
            "Es kostete 3,5 Milliarden Euro.",
            ("3.5 million", "3,5 Milliarden"),
        ),
        ("en", "It cost 500 million.", "ru", "Это стоило 500 млрд.", ("500 million", "500 млрд")),
        ("en", "Twelve ships left.", "pl", "Odpłynęło piętnaście statków.", ("Twelve", "piętnaście")),
        ("en", "About 300,000 people fled.", "zh", "约有3万人逃离。", ("300,000", "3万")),
        (
            "en",
            "It took two and a half million.",
            "ru",
            "На это ушло три с половиной миллиона.",
            (
                "two and a half million",
                "три с половиной миллиона",
            ),
        ),
        ("en", "In 1991 it began.", "fr", "Cela commença en 1919.", ("1991", "1919")),
        ("zh", "三十五名工人受伤。", "en", "Fifty-three workers were hurt.", ("三十五", "Fifty-three")),
        ("en", "A case of X-19 was found.", "cs", "Byl nalezen případ X-91.", ("19", "91")),
    ],
)
def test_changed_numbers(language: str, was: str, other: str, now: str, change: tuple[str, str]) -> None:
    """Digits, scale words and number words that say another number are reported with both spellings."""
    assert _found(language, was, other, now) == [("number", *change)]


@pytest.mark.parametrize(
    ("language", "was", "other", "now"),
    [
        ("en", "More than 1,250 cars", "de", "Mehr als 1.250 Autos"),
        ("en", "twenty-five thousand men", "de", "fünfundzwanzigtausend Mann"),
        ("en", "286 million pounds", "ja", "2億8,600万ポンド"),
        ("en", "three decades", "zh", "三十年"),
        ("en", "four and a half billion dollars", "zh", "四十五亿美元"),
        ("ru", "Три с половиной миллиона тонн", "pl", "Trzy i pół miliona ton"),
        ("fr", "un million et demi de tonnes", "de", "anderthalb Millionen Tonnen"),
        ("de", "viereinhalb Milliarden", "es", "cuatro mil millones y medio o 4.500 millones"),
        ("ja", "3年半かかった", "en", "It took three and a half years"),
        ("ko", "3년 반", "en", "three years"),
        ("en", "half a million", "ru", "500 тысяч"),
        ("en", "at 7:30 pm", "de", "um 19.30 Uhr"),
        ("en", "the 1990s", "ru", "90-е годы"),
        ("en", "on 4 October", "zh", "10月4日"),
        ("en", "one of them", "fr", "l'un d'eux et deux autres"),
        ("en", "85 miles away", "cs", "vzdálený 137 kilometrů"),
        ("en", "about 85 miles away", "cs", "asi 85 mil daleko"),
        ("en", "both sides", "tr", "iki taraf"),
        ("en", "five to ten million", "es", "de 5 a 10 millones"),
        ("en", "a dozen ships", "it", "dodici navi"),
        ("en", "the 12th century", "fr", "le XIIe siècle"),
        ("en", "ninety-seven", "fr", "quatre-vingt-dix-sept"),
        ("en", "over 20 people", "ru", "свыше 20 человек"),
        ("en", "more than 200", "zh", "200 多名"),
    ],
)
def test_ways_of_writing_are_no_changes(language: str, was: str, other: str, now: str) -> None:
    """The same number in other words, digits, units or calendars is the same number."""
    assert _found(language, was, other, now) == []
    assert _found(other, now, language, was) == []


@pytest.mark.parametrize(
    ("was", "other", "now", "change"),
    [
        ("It opens on Saturday.", "de", "Es öffnet am Sonntag.", ("Saturday", "Sonntag")),
        ("He left in March.", "ru", "Он уехал в октябре.", ("March", "октябре")),
        ("He left in March.", "uk", "Він поїхав у жовтні.", ("March", "жовтні")),
    ],
)
def test_months_and_weekdays_are_dates(was: str, other: str, now: str, change: tuple[str, str]) -> None:
    """Another month or weekday is a changed date."""
    assert _found("en", was, other, now) == [("date", *change)]


def test_a_lost_bound_is_minor_and_a_turned_one_major() -> None:
    """`More than 20` that becomes `20` misleads a little; that becomes `less than 20`, a lot."""
    was = text_of("a", "en", ["More than 20 villages were cut off."])
    (lost,) = find_changes(comparison(was, text_of("b", "de", ["20 Dörfer waren abgeschnitten."])))
    (turned,) = find_changes(comparison(was, text_of("b", "de", ["Weniger als 20 Dörfer waren abgeschnitten."])))
    assert (lost.kind, lost.severity, lost.was) == ("comparison", "minor", "More than 20")
    assert (turned.kind, turned.severity, turned.now) == ("comparison", "major", "Weniger als 20")


_DATED = [
    "en",
    "ru",
    "uk",
    "pl",
    "cs",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "tr",
    "hr",
    "bg",
    "zh",
    "ja",
    "ko",
    "ar",
    "sv",
]


@given(st.dates(dt.date(1990, 1, 1), dt.date(2035, 12, 31)), st.sampled_from(_DATED), st.sampled_from(_DATED))
def test_a_date_written_out_in_two_languages_is_one_date(day: dt.date, one: str, two: str) -> None:
    """Full dates of CLDR, weekday included, are the same in any pair of languages."""
    a, b = (text_of(name, code, [format_date(day, "full", locale=code)]) for name, code in (("a", one), ("b", two)))
    assert list(numbers.find(comparison(a, b))) == []


@pytest.mark.parametrize("language", [code for code in _DATED if code != "en"])
def test_another_month_is_seen_in_every_language(language: str) -> None:
    """A month that was changed is a changed date, whether it has a name or a figure."""
    for month in range(1, 12):
        was, now = (dt.date(2022, m, 27) for m in (month, month + 1))
        a = text_of("a", "en", [format_date(was, "long", locale="en")])
        b = text_of("b", language, [format_date(now, "long", locale=language)])
        assert [f.kind for f in numbers.find(comparison(a, b))] == ["date"], (was, now)


def test_words_that_look_like_months_are_none() -> None:
    """Verbs and conjunctions spelt like a month do not make a date."""
    assert _found("en", "In July they may march.", "fr", "En juillet, mais sans hâte, ils défileront.") == []
