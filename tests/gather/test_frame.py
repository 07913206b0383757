"""What a site sets around an article is told by form and place; datelines and outlets."""

from __future__ import annotations

import pytest

from armillary.gather import dateline, outlet
from armillary.gather.document import Document
from armillary.gather.prepare import Prepared, prepare
from armillary.gather.residue import kinds
from armillary.schema import Failure

TITLE = "Harbour of Selmin opens again after the storm"
BODY = [
    "The harbour of Selmin opened again on Tuesday morning after the storm had closed it for eleven days.",
    "The harbour master said that four ships were waiting outside and would come in before the evening.",
    "Fishermen had lost their nets and asked the town council for help with the costs of the repairs.",
]


def around(*above: str, below: tuple[str, ...] = ()) -> Prepared:
    lines = [*above, *BODY, *below]
    found = prepare(Document("a.txt", "text", "\n".join(lines), "utf-8", "a"))
    assert isinstance(found, Prepared)
    return found


def kind(prepared: Prepared, text: str) -> str:
    return next(s.kind for s in prepared.sentences if s.text.startswith(text))


@pytest.mark.parametrize(
    "line",
    [
        "Selmin Herald | The Coast",
        "Home > News > Coast",
        "Startseite › Küste › Häfen",
        "Главная / Новости / Побережье",
        "Strona główna » Kraj » Wybrzeże",
        "SELMIN HERALD",
        "Coast",
    ],
)
def test_a_masthead_is_no_title(line: str) -> None:
    """An outlet's name, breadcrumbs or a section above the headline are boilerplate; the headline is the title."""
    found = around(line, TITLE)
    assert found.article.title == TITLE
    assert kind(found, line) == "boilerplate"


@pytest.mark.parametrize("line", ["Storm over", "Selmin: the harbour opens | a long night ends for the fishermen"])
def test_a_short_headline_stays_the_title(line: str) -> None:
    """A headline right above the body is the title, whatever its length."""
    assert around(line).article.title == line


@pytest.mark.parametrize(
    "line",
    [
        "12 March 2021, 10:05 | Coast",
        "12.03.2021 | Wirtschaft",
        "12 марта 2021 | Текст: Анна Белова",
        "Selmin Herald, 12 March 2021",
        "2021年3月12日 21:30  海港日报",
        "2021-03-12 08:12 来源：海港日报",
    ],
)
def test_a_date_shares_its_line(line: str) -> None:
    """A date beside a section, a credit or the outlet's name is still the date of publication."""
    found = around(TITLE, line)
    assert kind(found, line[:8]) == "byline"
    assert str(found.article.published) == "2021-03-12"


@pytest.mark.parametrize(
    "line",
    [
        "Views: 1 204   Comments: 0",
        "Просмотров: 12   Комментариев: 3",
        "Teilen   Merken   Drucken",
        "Udostępnij  |  Drukuj  |  Wyślij",
        "字号：大 中 小    打印    收藏",
        "Demo text, written for a test.",
        "The views expressed in this article are those of the author.",
    ],
)
def test_rows_of_buttons_and_notes_are_boilerplate(line: str) -> None:
    """Buttons, counters and a note on the text itself are boilerplate, above and below the article."""
    assert kind(around(TITLE, line), line) == "boilerplate"
    assert kind(around(TITLE, below=(line,)), line) == "boilerplate"


@pytest.mark.parametrize("line", ["(abc/de)", "(Selmin Herald)", "Фото автора", "Mira Roe lives in Selmin and writes."])
def test_signatures_at_the_end_are_bylines(line: str) -> None:
    """Initials, an outlet in brackets, a picture's author and a word on the author are bylines."""
    assert kind(around(TITLE, "By Mira Roe in Selmin", below=(line,)), line) == "byline"


@pytest.mark.parametrize("line", ["Mira Roe/Reuters.", "Mira Roe via Getty Images"])
def test_a_credit_below_a_picture_is_a_byline(line: str) -> None:
    """The name of a photographer and an agency alone on a line are a byline, amid the article too."""
    assert kinds([TITLE, BODY[0], line, *BODY[1:]], "en")[2] == "byline"


def test_the_author_in_a_place() -> None:
    """ "By Mira Roe in Selmin" names Mira Roe."""
    assert around(TITLE, "By Mira Roe in Selmin").article.author == "Mira Roe"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELMIN, Nordland — The harbour opened again.", "SELMIN, Nordland — "),
        ("СЕЛЬМИН. Гавань снова открыта для судов.", "СЕЛЬМИН. "),
        ("SELMIN (Coast-Info) — The harbour opened again.", "SELMIN (Coast-Info) — "),
        ("SELMIN, Dec. 12 (Xinhua) -- The harbour opened again.", "SELMIN, Dec. 12 (Xinhua) -- "),
        ("СЕЛЬМИН, 8 июн — РИА Новости. Гавань снова открыта.", "СЕЛЬМИН, 8 июн — РИА Новости. "),
        ("Сельмин. 12 марта. ИНТЕРФАКС - Гавань снова открыта.", "Сельмин. 12 марта. ИНТЕРФАКС - "),
        ("КИЇВ. 19 листопада. УНН. Гавань знову відкрита.", "КИЇВ. 19 листопада. УНН. "),
        ("Selmin, 12 marca (PAP) - Port znów otwarty.", "Selmin, 12 marca (PAP) - "),
        ("Selmin. 12 boats came in. They were full.", ""),
        ("The harbour of SELMIN — opened again.", ""),
        ("COVID-19 — the disease that closed the harbour.", ""),
        ("SELMIN opened again. The harbour is full.", ""),
    ],
)
def test_datelines(text: str, place: str) -> None:
    """A dateline reaches to its first sentence; a name in capitals within a sentence is none."""
    assert text[: dateline.end(text)] == place


def test_a_dateline_is_no_sentence_of_the_body() -> None:
    """Place and agency before the first sentence are a byline of their own; offsets stay exact."""
    found = prepare(Document("a.txt", "text", f"{TITLE}\nSELMIN, Nordland — {BODY[0]}\n{BODY[1]}", "utf-8", "a"))
    assert isinstance(found, Prepared)
    assert [(s.kind, s.text) for s in found.sentences] == [
        ("title", TITLE),
        ("byline", "SELMIN, Nordland —"),
        ("body", BODY[0]),
        ("body", BODY[1]),
    ]
    assert all(found.article.text[s.start_char : s.end_char] == s.text for s in found.sentences)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("© 2021 Selmin Herald. All rights reserved.", "Selmin Herald"),
        ("© Selmin Herald", None),
        ("© Mira Roe", None),
        ("© 2021 All rights reserved", None),
        ("© Reuters", None),
    ],
)
def test_the_outlet_in_a_copyright_line(line: str, name: str | None) -> None:
    """A copyright line with a year names the outlet; a photographer, an agency or nobody is none."""
    assert outlet.find([TITLE, line], ["title", "boilerplate"]) == name


def test_the_outlet_in_a_masthead() -> None:
    """A masthead names the outlet where another line of the frame bears it out."""
    found = around("Selmin Herald | Coast", TITLE, below=("© Selmin Herald. Reprints with a link only.",))
    assert found.article.outlet == "Selmin Herald"
    assert around("Selmin Herald | Coast", TITLE).article.outlet is None


@pytest.mark.parametrize(
    "content",
    ["<nav>menu</nav>", "<p>We use cookies to improve your visit. Accept.</p>", "<p>Subscribe to read on.</p>"],
)
def test_a_page_without_an_article(content: str) -> None:
    """Menus, notices and stubs are no article."""
    found = prepare(Document("a.html", "html", f"<html><body>{content}</body></html>", "utf-8", "a"))
    assert isinstance(found, Failure)
    assert found.hint


def test_who_wrote_between_headline_and_date() -> None:
    """A short name between the headline and the date is a byline; a subtitle is none."""
    assert kind(around(TITLE, "Selmin Herald staff", "12 March 2021"), "Selmin Herald") == "byline"
    assert kind(around(TITLE, "Wait and see", "12 March 2021"), "Wait") != "byline"
