"""Words and marks the views have in common."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from pathlib import PurePath
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError

from armillary.schema import Article, ChangeKind, Relation

RELATIONS: dict[Relation, str] = {
    "same": "the same text as",
    "copy": "a copy of",
    "translation": "a translation of",
    "excerpt": "an excerpt from",
    "common-source": "from the same source as",
}
KINDS: dict[ChangeKind, str] = {
    "dropped": "a sentence is missing",
    "added": "a sentence was put in",
    "replaced": "a sentence was put in the place of another",
    "clause": "part of a sentence is missing",
    "detail": "a detail is missing or new",
    "number": "a number is another",
    "name": "a name is another, or misspelt",
    "place": "a place is another",
    "date": "a date is another",
    "negation": "yes became no, or no became yes",
    "polarity": "good became bad, or bad became good",
    "certainty": "surer or less sure than it was",
    "comparison": "more became less, or less became more",
    "role": "who did it to whom is swapped",
    "referent": "it speaks of somebody or something else",
    "meaning": "the sentence says something else",
    "speaker": "the words were given to somebody else",
    "gender": "a man became a woman, or a woman a man",
    "attribution": "who says so was lost, added or changed",
    "quote": "direct speech became indirect, or the reverse",
    "untranslated": "left in the language of the source",
}
"""What each kind of change means to a reader."""
NO_ORIGIN = {
    "absent": "The original is not among the articles",
    "unknown": "Which of these came first is not known",
}
"""Why a family has no first version."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff\ud800-\udfff]")
_EMBEDDING = re.compile("[\u202a-\u202c\u2066-\u2069]")


def harmless(text: str) -> str:
    """The text with control characters and bidirectional overrides replaced one for one, so that spans stay true."""
    return _CONTROL.sub("\ufffd", text)


def line(text: str) -> str:
    """The text for one line of a terminal: harmless, without line breaks and bidirectional marks."""
    return " ".join(_EMBEDDING.sub("", harmless(text)).split())


@cache
def language_name(code: str) -> str:
    """English name of a language; its code where it has none."""
    if code in ("mul", "und"):
        return {"mul": "several languages", "und": "unknown language"}[code]
    try:
        return Locale.parse(code, sep="-").get_display_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


@cache
def text_direction(code: str) -> str:
    """`rtl` for a language written from right to left, `auto` where unknown, else `ltr`."""
    if code in ("mul", "und"):
        return "auto"
    try:
        return str(Locale.parse(code, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "auto"


def plural(n: int, one: str, many: str | None = None) -> str:
    """`1 copy`, `2 copies`, `1,234 articles`."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """A share 0-1 in whole per cent; only all is 100 and only nothing is 0."""
    if 0 < share < 0.01:
        return "1%"
    return f"{int(share * 100 + 0.5) if share < 0.995 or share == 1 else 99}%"


def signed(value: float | None, digits: int = 2) -> str:
    """A number with its sign, or what to say where there is none."""
    if value is None:
        return "not measured"
    text = f"{value:+.{digits}f}".replace("-", "−")
    return text if float(f"{value:.{digits}f}") else text[1:]


def day(date: dt.date | None) -> str:
    """ISO date, or what to say where there is none."""
    return date.isoformat() if date else "no date"


def outlet_of(article: Article) -> str:
    """Outlet, else the site, else the file name."""
    if article.outlet:
        return article.outlet
    site = urlsplit(article.url or article.source).hostname if "://" in (article.url or article.source) else None
    return site.removeprefix("www.") if site else PurePath(article.source).name


def title_of(article: Article) -> str:
    """Headline, else the first words."""
    if article.title:
        return article.title
    first = article.text.strip().split("\n", 1)[0]
    return first if len(first) <= 90 else first[:89].rstrip() + "…"


def named(reason: str, articles: Iterable[Article]) -> str:
    """A reason with the articles it speaks of called by their outlets instead of their ids."""
    for article in articles:
        reason = reason.replace(article.article_id, outlet_of(article))
    return reason
