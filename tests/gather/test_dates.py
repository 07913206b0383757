"""Dates in texts and paths; nothing is supplied that was not written."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.gather.dates import find, in_path

DAY = dt.date(2021, 5, 3)
WRITTEN = [
    ("3 May 2021", "en"),
    ("May 3rd, 2021", "en"),
    ("3 мая 2021", "ru"),
    ("3 травня 2021 р.", "uk"),
    ("3 maja 2021 r.", "pl"),
    ("3. Mai 2021", "de"),
    ("3 mai 2021", "fr"),
    ("3 de mayo de 2021", "es"),
    ("3 maggio 2021", "it"),
    ("3 de maio de 2021", "pt"),
    ("3 mei 2021", "nl"),
    ("3 Mayıs 2021", "tr"),
    ("3. května 2021", "cs"),
    ("3. svibnja 2021.", "hr"),
    ("3. мај 2021.", "sr"),
    ("2021. május 3.", "hu"),
    ("3 Μαΐου 2021", "el"),
    ("2021年5月3日", "zh"),
    ("2021年5月3日", "ja"),
    ("2021년 5월 3일", "ko"),
    ("3 مايو 2021", "ar"),
    ("٣ مايو ٢٠٢١", "ar"),
    ("3 พฤษภาคม 2564", "th"),
    ("3 मई 2021", "hi"),
    ("2021-05-03", "en"),
    ("3.5.2021", "de"),
    ("03/05/2021", "fr"),
    ("May 3, 2021", "zh"),
]


@pytest.mark.parametrize(("text", "language"), WRITTEN)
def test_a_day_is_read_in_every_language(text: str, language: str) -> None:
    """Names of months come from the CLDR, orders of day, month and year from how dates are written."""
    assert [(dated.date, dated.precision) for dated in find(text, language)] == [(DAY, "day")]


def test_a_clock_makes_it_a_minute() -> None:
    """Time of day counts only right behind a date."""
    assert find("3 May 2021, 14:05", "en")[0].precision == "minute"


def test_a_date_without_a_year_gets_none() -> None:
    """ "1 февраля" may be any year."""
    assert [dated.date for dated in find("Обновлено 1 февраля, 18:31", "ru")] == [None]
    assert [dated.date for dated in find("6月8日", "zh")] == [None]


def test_month_and_day_that_may_be_swapped_leave_the_year() -> None:
    """03/04/2022 is March in New York and April in London."""
    assert [(d.date, d.precision) for d in find("03/04/2022", "en")] == [(dt.date(2022, 1, 1), "year")]
    assert [(d.date, d.precision) for d in find("13/04/2022", "en")] == [(dt.date(2022, 4, 13), "day")]


def test_a_month_is_a_month() -> None:
    """Its first day stands for it, and the precision says so."""
    assert [(d.date, d.precision) for d in find("June 2022", "en")] == [(dt.date(2022, 6, 1), "month")]


def test_names_that_mean_different_months_follow_the_language() -> None:
    """ "listopad" is October in Croatian and November in Polish and Czech."""
    assert find("2. listopada 2020", "hr")[0].date == dt.date(2020, 10, 2)
    assert find("2 listopada 2020", "pl")[0].date == dt.date(2020, 11, 2)


@pytest.mark.parametrize("text", ["31 February 2021", "2021-13-40", "may 5 people", "12345678", "1.2.3", "99/99/9999"])
def test_what_is_no_date_is_none(text: str) -> None:
    """Impossible days are no dates."""
    assert all(dated.date is None for dated in find(text, "en"))


def test_paths_may_hold_a_day() -> None:
    """Folders, hyphens, or eight figures; two different days are none."""
    assert in_path("https://example.org/2021/05/03/port-closed-17") == DAY
    assert in_path("2021-05-03-port.txt") == in_path("port_20210503.txt") == DAY
    assert in_path("2021-05-03-to-2021-05-09.txt") is None
    assert in_path("port-12021050399.txt") is None


@given(st.text(max_size=100), st.sampled_from(["en", "zh", "und", "xx"]))
def test_any_text_is_safe(text: str, language: str) -> None:
    """Spans lie inside the text, and nothing raises."""
    for dated in find(text, language):
        assert 0 <= dated.start < dated.end <= len(text)
