"""The agency or outlet that a text names as its source, and its author."""

from __future__ import annotations

import pytest

from armillary.gather import byline, credit
from armillary.gather.residue import kinds

BODY = [
    "The port of Halden stayed closed for a third day while crews cleared the channel.",
    "The harbour master, Ingrid Solberg, said that no ship had been damaged.",
    "Traders expect deliveries of grain to resume before the end of the week.",
]


def credited(lines: list[str]) -> str | None:
    return credit.find(lines, kinds(lines, "en"))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Source: Harbour Gazette", "Harbour Gazette"),
        ("Источник: Вестник порта", "Вестник порта"),
        ("来源：新华社", "新华社"),
        ("Źródło: PAP", "PAP"),
        ("Quelle: dpa", "dpa"),
        ("(AFP)", "AFP"),
        ("Reuters", "Reuters"),
        ("转载自：港口日报", "港口日报"),
        ("По материалам: ТАСС", "ТАСС"),
    ],
)
def test_a_line_at_the_end_names_the_source(line: str, name: str) -> None:
    """As written, without the label."""
    assert credited([*BODY, line]) == name


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("HALDEN (Reuters) - The port stayed closed for a third day on Monday.", "Reuters"),
        ("HALDEN, May 3 (Xinhua) -- The port stayed closed for a third day.", "Xinhua"),
        ("新华社奥斯陆5月3日电 哈尔登港已连续第三天关闭。", "新华社"),
        ("（法新社奥斯陆3日电）哈尔登港已连续第三天关闭。", "法新社"),
        ("ОСЛО, 3 мая. /ТАСС/. Порт третий день остаётся закрытым.", "ТАСС"),
        ("ОСЛО, 3 мая — РИА Новости. Порт третий день остаётся закрытым.", "РИА Новости"),
        ("Oslo (dpa) - Der Hafen blieb am dritten Tag geschlossen.", "dpa"),
        ("【オスロ共同】港は三日目も閉鎖されたままだった。", "共同"),
        ("(오슬로=연합뉴스) 항구는 사흘째 폐쇄된 상태였다.", "연합뉴스"),
    ],
)
def test_a_dateline_names_the_agency(lead: str, name: str) -> None:
    """In the forms of several languages."""
    assert credited([lead, *BODY[1:]]) == name


def test_a_signature_names_the_agency() -> None:
    """In brackets behind the last sentence."""
    assert credited([*BODY[:2], f"{BODY[2]} (dpa)"]) == "dpa"


@pytest.mark.parametrize(
    "line",
    [
        "The port is closed, Reuters reported on Monday.",
        "According to TASS (the state agency), ships wait outside.",
        "The Associated Press building burned down.",
        "Source: close to the ministry said that the work would take another month and cost much more.",
    ],
)
def test_an_agency_in_a_sentence_is_no_credit(line: str) -> None:
    """Who is quoted is not who wrote it."""
    assert credited([BODY[0], line, *BODY[1:]]) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Nora Quist", "Nora Quist"),
        ("Автор: Анна Белова", "Анна Белова"),
        ("Von Max Muster, Halden", "Max Muster"),
        ("Nora Quist, columnist, author of books on rivers", "Nora Quist"),
    ],
)
def test_the_author_is_named_by_a_byline(line: str, name: str) -> None:
    """With a label, or before a profession at the end."""
    lines = [*BODY, line]
    assert byline.author(lines, kinds(lines, "en")) == name


def test_the_headline_begins_behind_its_author() -> None:
    """Opinion pages set the name before the headline."""
    title = "Nora Quist. Why the port stays closed"
    assert title[byline.prefix_end(title, "Nora Quist") :] == "Why the port stays closed"
    assert byline.prefix_end(title, "Max Muster") == 0
    assert byline.prefix_end("Nora Quist resigns", "Nora Quist") == 0
