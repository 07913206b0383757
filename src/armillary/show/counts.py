"""The numbers of a world, and what the report says of them in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from armillary import __version__
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


def title(counts: Counts) -> str:
    """Title of the page."""
    articles = plural(counts.n_articles, "article")
    return articles if counts.n_reports is None else f"{articles}, {plural(counts.n_reports, 'independent report')}"


def span(first: dt.date | None, last: dt.date | None) -> str:
    """Two days as a stretch of time; empty where one is not known."""
    if first is None or last is None:
        return ""
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def headline(c: Counts) -> dict[str, object]:
    """What stands at the head and the foot of the page."""
    return {
        "traced": c.n_reports is not None,
        "n_articles": c.n_articles,
        "n_reports": c.n_reports or 0,
        "n_copies": c.n_articles - (c.n_reports or 0),
        "finding": _finding(c),
        "dates": (span(c.first_date, c.last_date) or "no article says when")
        + (f"; {c.n_undated:,} without a date" if c.first_date and c.n_undated else ""),
        "languages": ", ".join(f"{language_name(code)} {n}" for code, n in c.languages),
        "outlets": _outlets(c),
        "stories": str(c.n_stories) if c.n_reports is not None else "not looked for yet",
        "version": __version__,
        "world": c.world.replace("\\", "/").rsplit("/", 1)[-1],
        "built": c.built,
    }


def _outlets(c: Counts) -> str:
    if not c.n_outlets:
        return "no article names one"
    owners = f", {plural(c.n_publishers, 'owner')} known" if c.n_publishers else ""
    return f"{c.n_outlets:,}{owners}" + (
        f"; {plural(c.n_without_outlet, 'article')} without one" if c.n_without_outlet else ""
    )


def _finding(c: Counts) -> str:
    if c.n_articles == c.n_reports:
        return "None of them is a copy of another."
    if not c.n_major:
        return "No change was found in the copies that would make a reader believe something else."
    copies = "One copy differs" if c.n_changed == 1 else f"{c.n_changed:,} copies differ"
    places = "one place" if c.n_major == 1 else f"{c.n_major:,} places"
    return f"{copies} in {places} so much that a reader would believe something else."


def unread(c: Counts, shown: int, failed: int) -> list[str]:
    """What a reader must know that the page lacks: it shows `shown` articles; `failed` sources could not be read."""
    notes = []
    if shown < c.n_articles:
        notes.append(
            f"This page shows {plural(shown, 'article')} of {c.n_articles:,}, the largest families first; "
            "`armillary copies` lists all."
        )
    notes.append(_failed(failed))
    if c.n_set_aside:
        notes.append(
            f"{c.n_set_aside:,} of {plural(c.n_sentences, 'sentence')} are page residue or bylines: greyed in the "
            "texts, never read as news."
        )
    if c.n_undated:
        notes.append(f"{plural(c.n_undated, 'article')} without a date that is sure; none was invented.")
    if c.n_without_outlet:
        notes.append(f"{plural(c.n_without_outlet, 'article')} without a named outlet; shown by file name.")
    if c.n_publishers is None and c.n_outlets > 1:
        notes.append("Who owns the outlets is not known here; two of them may belong to one owner.")
    notes.append("Who did what to whom has not been read from these articles: this page is about who copies whom.")
    return notes


def _failed(n: int) -> str:
    return f"{plural(n, 'source')} could not be read; each is listed below." if n else "Every source could be read."
