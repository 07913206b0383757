"""Sentences by word or by meaning, in all languages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from armillary.commands.filtering import actor_ids
from armillary.commands.opening import known_article, opened
from armillary.read.index.searching import Found, Hit, Index
from armillary.read.index.sentences import Filters
from armillary.results import Rows
from armillary.world import World

__all__ = ["Filters", "Found", "Hit", "Index", "filters_of", "search"]


def search(
    world: World | str | Path,
    words: str,
    *,
    by: Literal["both", "words", "meaning"] = "both",
    language: str | None = None,
    outlet: str | None = None,
    after: dt.date | None = None,
    before: dt.date | None = None,
    actor: str | None = None,
    kind: str | None = None,
    article: str | None = None,
    limit: int | None = 20,
) -> Rows[Hit]:
    """Sentences that hold all the words, then those that mean the like.

    A word is found in all its forms, whatever its case and accents; `pref*` finds what begins so, `"two words"` what
    stands together. Page residue is not searched. By meaning only sentences with stored vectors are found: those of
    traced articles. In articles that are not read yet words are looked for letter by letter; they come last.

    Args:
        world: its file, or the open world.
        words: what to look for.
        by: words alone, meaning alone, or both.
        language: of the sentence.
        outlet: as the world names it.
        after: only articles published on that day or later.
        before: only articles published on that day or earlier.
        actor: id or name of an actor that the sentence names, or somebody who acts for it.
        kind: `body`, `title`, `heading` or `caption`.
        article: id, or the beginning of one.
        limit: at most so many.

    Raises:
        UsageError: nothing to search for, or no such actor or article.
        WorldError: the world cannot be used.
    """
    with opened(world) as w:
        index = Index.open(w)
        filters = filters_of(w, language, outlet, after, before, actor, kind, article)
        found = list(index.words(words, filters=filters, limit=limit).hits) if by != "meaning" else []
        seen = {(hit.article_id, hit.n) for hit in found}
        if by != "words" and (limit is None or len(found) < limit):
            near = index.meaning(words, filters=filters, limit=limit).hits
            found += [hit for hit in near if (hit.article_id, hit.n) not in seen]
        return Rows(Hit, found[:limit], world=w.path)


def filters_of(
    world: World,
    language: str | None = None,
    outlet: str | None = None,
    after: dt.date | None = None,
    before: dt.date | None = None,
    actor: str | None = None,
    kind: str | None = None,
    article: str | None = None,
) -> Filters:
    """Filters as a person gives them, with ids of this world.

    Raises:
        UsageError: no such actor or article.
    """
    return Filters(
        language=language,
        outlet=outlet,
        after=after,
        before=before,
        actors=tuple(actor_ids(world, actor)) if actor is not None else None,
        kind=kind,
        article=known_article(world, article) if article is not None else None,
    )
