"""A quotation one can use: the words in their own language, who published them, when, where, and who copied them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from armillary.commands.opening import all_ids, known_article, nearest, opened
from armillary.errors import UsageError
from armillary.results import Shown
from armillary.schema import Alignment, Article, Change, Sentence
from armillary.world import World


@dataclass(frozen=True, slots=True)
class Parallel:
    """The same sentence in another article that shares text with this one; `quote` NULL where it lacks it."""

    article_id: str
    n: int | None
    outlet: str | None
    language: str
    published: dt.date | None
    source: str
    quote: str | None


@dataclass(frozen=True, slots=True)
class Citation(Shown):
    """A quotation with where it stands.

    `n` is NULL when a whole article is cited (its first words are the quote). `was` and `reason` are those of a
    change; `independent_reports` counts the reports of the same story, this one included.
    """

    id: str
    article_id: str
    n: int | None
    start_char: int
    end_char: int
    quote: str
    language: str
    outlet: str | None
    author: str | None
    title: str | None
    published: dt.date | None
    published_precision: str
    published_from: str
    credit: str | None
    source: str
    url: str | None
    report_id: str | None
    independent_reports: int | None
    copies: tuple[Parallel, ...]
    kind: str | None = None
    was: str | None = None
    was_language: str | None = None
    reason: str | None = None


def cite(world: World | str | Path, id: str) -> Citation:  # noqa: A002 - the name users know it by
    """Cite an article (`ID`), a sentence (`ID:n`) or a change (its id).

    Raises:
        UsageError: no such id; names the nearest.
        WorldError: the world cannot be used.
    """
    with opened(world) as w:
        change = next(iter(w.rows(Change, "change_id = ?", id)), None)
        if change is not None:
            return _of_change(w, change)
        head, colon, number = id.rpartition(":")
        if colon and number.isdecimal():
            return _of_sentence(w, id, _article(w, head), int(number))
        return _of_article(w, id, _article(w, id))


def _article(world: World, given: str) -> Article:
    try:
        wanted = known_article(world, given)
    except UsageError as error:
        if world.query("SELECT 1 FROM articles WHERE starts_with(article_id, ?) LIMIT 1", given):
            raise
        ids = all_ids(world) + [str(row[0]) for row in world.query("SELECT change_id FROM changes ORDER BY 1")]
        raise UsageError(
            f"nothing has the id {given!r}; give an article, a sentence as ARTICLE:NUMBER, or a change; "
            f"{nearest(given, ids)}"
        ) from error
    return world.rows(Article, "article_id = ?", wanted)[0]


def _of_article(world: World, given: str, article: Article) -> Citation:
    sentences = world.rows(Sentence, "article_id = ? AND kind NOT IN ('byline', 'boilerplate')", article.article_id)
    body = [s for s in sentences if s.kind == "body"] or sentences
    if not body:
        return _citation(world, given, article, None, 0, len(article.text), article.text.strip(), article.language)
    first = body[0]
    language = first.language or article.language
    return _citation(world, given, article, None, first.start_char, first.end_char, first.text, language)


def _of_sentence(world: World, given: str, article: Article, n: int) -> Citation:
    found = world.rows(Sentence, "article_id = ? AND n = ?", article.article_id, n)
    if not found:
        raise UsageError(f"{article.article_id} has no sentence {n}; its sentences are 0 to {article.n_sentences - 1}")
    sentence = found[0]
    language = sentence.language or article.language
    return _citation(world, given, article, n, sentence.start_char, sentence.end_char, sentence.text, language)


def _of_change(world: World, change: Change) -> Citation:
    """A change is cited by the copy's words; one that dropped words, by the words that are missing."""
    by_id = {a.article_id: a for a in world.rows(Article, "article_id IN (?, ?)", change.article_id, change.other_id)}
    copy, other = by_id[change.article_id], by_id[change.other_id]
    gone = change.n is None or change.start_char is None or change.end_char is None
    article, n = (other, change.other_n) if gone else (copy, change.n)
    start, end = (change.other_start, change.other_end) if gone else (change.start_char, change.end_char)
    start, end = start or 0, end if end is not None else len(article.text)
    return _citation(
        world,
        change.change_id,
        article,
        n,
        start,
        end,
        article.text[start:end],
        article.language,
        change=change,
        was_language=other.language,
    )


def _citation(
    world: World,
    given: str,
    article: Article,
    n: int | None,
    start: int,
    end: int,
    quote: str,
    language: str,
    *,
    change: Change | None = None,
    was_language: str | None = None,
) -> Citation:
    story = world.query("SELECT n_reports FROM stories WHERE story_id = ?", article.story_id)
    return Citation(
        id=given,
        article_id=article.article_id,
        n=n,
        start_char=start,
        end_char=end,
        quote=quote,
        language=language,
        outlet=article.outlet,
        author=article.author,
        title=article.title,
        published=article.published,
        published_precision=article.published_precision,
        published_from=article.published_from,
        credit=article.credit,
        source=article.source,
        url=article.url,
        report_id=article.report_id,
        independent_reports=int(story[0][0]) if story else None,
        copies=_parallels(world, article.article_id, n),
        kind=change.kind if change else None,
        was=change.was if change else None,
        was_language=was_language,
        reason=change.reason if change else None,
    )


def _parallels(world: World, article_id: str, n: int | None) -> tuple[Parallel, ...]:
    """All articles that share text with this one, each with its version of sentence `n`."""
    others = world.rows(
        Article,
        "article_id IN (SELECT article_b FROM links WHERE article_a = ? "
        "UNION SELECT article_a FROM links WHERE article_b = ?)",
        article_id,
        article_id,
        order="published NULLS LAST, article_id",
    )
    versions = _versions(world, article_id, n) if n is not None else {}
    return tuple(_parallel(other, versions.get(other.article_id, ())) for other in others)


def _parallel(article: Article, versions: tuple[Sentence, ...] | list[Sentence]) -> Parallel:
    return Parallel(
        article_id=article.article_id,
        n=versions[0].n if versions else None,
        outlet=article.outlet,
        language=article.language,
        published=article.published,
        source=article.url or article.source,
        quote=" ".join(s.text for s in versions) if versions else None,
    )


def _versions(world: World, article_id: str, n: int) -> dict[str, list[Sentence]]:
    aligned = world.rows(
        Alignment, "(article_a = ? AND n_a = ?) OR (article_b = ? AND n_b = ?)", article_id, n, article_id, n
    )
    found: dict[str, list[Sentence]] = {}
    for a in aligned:
        other, other_n = (a.article_b, a.n_b) if a.article_a == article_id else (a.article_a, a.n_a)
        found.setdefault(other, []).extend(world.rows(Sentence, "article_id = ? AND n = ?", other, other_n))
    return {other: sorted(sentences, key=lambda s: s.n) for other, sentences in found.items()}
