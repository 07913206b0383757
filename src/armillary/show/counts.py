"""The numbers of a world, and what the report says of them in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from armillary import __version__
from armillary.schema import Room
from armillary.show.phrases import N_, _, number
from armillary.show.words import language_name, plural


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a whole world, of which the page may show a part."""

    world: str
    n_articles: int
    n_reports: int | None
    n_major: int
    n_changed: int
    n_stories: int
    languages: tuple[tuple[str, int], ...]
    first_date: dt.date | None
    last_date: dt.date | None
    n_undated: int
    n_outlets: int
    n_without_outlet: int
    n_publishers: int | None
    n_sentences: int
    n_set_aside: int
    built: dt.date | None
    done: frozenset[Room] = frozenset()
    """Rooms whose work is in the world."""


def title(counts: Counts) -> str:
    """Title of the page."""
    articles = plural(counts.n_articles, "article")
    return articles if counts.n_reports is None else f"{articles}, {plural(counts.n_reports, 'independent report')}"


def span(first: dt.date | None, last: dt.date | None) -> str:
    """Two days as a stretch of time; empty where one is not known."""
    if first is None or last is None:
        return ""
    return first.isoformat() if first == last else _("{first} to {last}").format(first=first, last=last)


def headline(c: Counts) -> dict[str, object]:
    """What stands at the head and the foot of the page."""
    return {
        "traced": c.n_reports is not None,
        "n_articles": c.n_articles,
        "n_reports": c.n_reports or 0,
        "n_copies": c.n_articles - (c.n_reports or 0),
        "finding": _finding(c),
        "dates": _dates(c),
        "languages": _(", ").join(f"{language_name(code)} {number(n)}" for code, n in c.languages),
        "outlets": _outlets(c),
        "stories": number(c.n_stories) if c.n_reports is not None else _("not looked for yet"),
        "version": __version__,
        "world": c.world.replace("\\", "/").rsplit("/", 1)[-1],
        "built": c.built,
    }


def _dates(c: Counts) -> str:
    if not c.first_date:
        return _("no article says when")
    without = _("{n} without a date").format(n=number(c.n_undated))
    return span(c.first_date, c.last_date) + (f"; {without}" if c.n_undated else "")


def _outlets(c: Counts) -> str:
    if not c.n_outlets:
        return _("no article names one")
    said = number(c.n_outlets)
    if c.n_publishers:
        said += f"; {plural(c.n_publishers, 'known owner')}"
    if c.n_without_outlet:
        said += f"; {plural(c.n_without_outlet, 'article without one', 'articles without one')}"
    return said


def _finding(c: Counts) -> str:
    if c.n_articles == c.n_reports:
        return _("None of them is a copy of another.")
    if not c.n_major:
        return _("No change was found in the copies that would make a reader believe something else.")
    return _("{changes} in {copies} would make a reader believe something else.").format(
        changes=plural(c.n_major, "change"), copies=plural(c.n_changed, "of the copies", "of the copies")
    )


def unread(c: Counts, shown: int, failed: int) -> list[str]:
    """What a reader must know that the page lacks: it shows `shown` articles; `failed` sources could not be read."""
    notes = []
    if shown < c.n_articles:
        notes.append(
            _("This page shows {shown} of {all}, the largest families first; `armillary copies` lists all.").format(
                shown=number(shown), all=plural(c.n_articles, "article")
            )
        )
    if c.n_articles or failed:
        notes.append(_failed(failed))
    if c.n_set_aside:
        notes.append(
            _("Page residue and bylines, {n} of {all}, are greyed in the texts and never read as news.").format(
                n=number(c.n_set_aside), all=plural(c.n_sentences, "sentence")
            )
        )
    if c.n_undated:
        notes.append(
            _("{articles} without a date that is sure; none was invented.").format(
                articles=plural(c.n_undated, "article")
            )
        )
    if c.n_without_outlet:
        notes.append(
            _("{articles} without a named outlet, shown by file name.").format(
                articles=plural(c.n_without_outlet, "article")
            )
        )
    if c.n_publishers is None and c.n_outlets > 1:
        notes.append(_("Who owns the outlets is not known here; two of them may belong to one owner."))
    return [*notes, *_rooms(c)]


def _rooms(c: Counts) -> list[str]:
    """What has not been done at all."""
    return [_(said) for room, said in _UNDONE.items() if room not in c.done and c.n_articles]


_UNDONE: dict[Room, str] = {
    "trace": N_("The articles have not been compared: which of them are copies is not known."),
    "read": N_("Who did and said what to whom has not been read from these articles."),
    "model": N_("Ties, orbits and forecasts have not been worked out."),
}


def _failed(n: int) -> str:
    if not n:
        return _("Every source could be read.")
    return _("{sources} could not be read; each is listed below.").format(sources=plural(n, "source"))
