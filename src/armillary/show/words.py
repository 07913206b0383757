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
from armillary.show.phrases import N_, _, decimal, language, ngettext, number

RELATIONS: dict[Relation, str] = {
    "same": "the same text as",
    "copy": "a copy of",
    "translation": "a translation of",
    "excerpt": "an excerpt from",
    "common-source": "from the same source as",
}
KINDS: dict[ChangeKind, str] = {
    "dropped": N_("a sentence is missing"),
    "added": N_("a sentence was put in"),
    "replaced": N_("a sentence was put in the place of another"),
    "clause": N_("part of a sentence is missing"),
    "detail": N_("a detail is missing or new"),
    "number": N_("a number is another"),
    "name": N_("a name is another, or misspelt"),
    "place": N_("a place is another"),
    "date": N_("a date is another"),
    "negation": N_("yes became no, or no became yes"),
    "polarity": N_("good became bad, or bad became good"),
    "certainty": N_("surer or less sure than it was"),
    "comparison": N_("more became less, or less became more"),
    "role": N_("who did it to whom is swapped"),
    "referent": N_("it speaks of somebody or something else"),
    "meaning": N_("the sentence says something else"),
    "speaker": N_("the words were given to somebody else"),
    "gender": N_("a man became a woman, or a woman a man"),
    "attribution": N_("who says so was lost, added or changed"),
    "quote": N_("direct speech became indirect, or the reverse"),
    "untranslated": N_("left in the language of the source"),
}
"""What each kind of change means to a reader."""
KIND_NAMES: dict[ChangeKind, str] = {
    "dropped": N_("dropped"),
    "added": N_("added"),
    "replaced": N_("replaced"),
    "clause": N_("clause"),
    "detail": N_("detail"),
    "number": N_("number"),
    "name": N_("name"),
    "place": N_("place"),
    "date": N_("date"),
    "negation": N_("negation"),
    "polarity": N_("polarity"),
    "certainty": N_("certainty"),
    "comparison": N_("comparison"),
    "role": N_("role"),
    "referent": N_("referent"),
    "meaning": N_("meaning"),
    "speaker": N_("speaker"),
    "gender": N_("gender"),
    "attribution": N_("attribution"),
    "quote": N_("quote"),
    "untranslated": N_("untranslated"),
}
"""What each kind of change is called."""
NO_ORIGIN = {
    "absent": N_("The original is not among the articles"),
    "unknown": N_("Which of these came first is not known"),
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


def language_name(code: str) -> str:
    """Name of a language; its code where it has none."""
    return _language_name(code, language())


@cache
def _language_name(code: str, spoken: str) -> str:
    if code == "mul":
        return _("several languages")
    if code == "und":
        return _("unknown language")
    try:
        return Locale.parse(code, sep="-").get_display_name(spoken) or code
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
    """`1 copy`, `2 copies`, `1,234 articles`: the message `{n} copy`, `{n} copies`."""
    return ngettext(f"{{n}} {one}", f"{{n}} {many or one + 's'}", n).format(n=number(n))


def percent(share: float) -> str:
    """A share 0-1 in whole per cent; only all is 100 and only nothing is 0."""
    if 0 < share < 0.01:
        return "1%"
    return f"{int(share * 100 + 0.5) if share < 0.995 or share == 1 else 99}%"


def signed(value: float | None, digits: int = 2) -> str:
    """A number with its sign, or what to say where there is none."""
    if value is None:
        return _("not measured")
    text = f"{value:+.{digits}f}".replace("-", "−")
    return decimal(text if float(f"{value:.{digits}f}") else text[1:])


def day(date: dt.date | None) -> str:
    """ISO date, or what to say where there is none."""
    return date.isoformat() if date else _("no date")


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
