"""Why the program says so: the sentence, the grammar as it was used, what fired and what lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from armillary.commands.opening import opened
from armillary.errors import UsageError
from armillary.results import Shown
from armillary.schema import ACTOR_COLUMNS, Article, Change, Correction, Row, Sentence, columns
from armillary.world import World


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its grammar; `head` is the word it depends on, NULL for the root."""

    text: str
    lemma: str
    pos: str
    relation: str
    head: str | None


@dataclass(frozen=True, slots=True)
class Explanation(Shown):
    """A row with its grounds. `notes` say what fired and what lost, `parse` is empty for what no grammar decided."""

    id: str
    table: str
    row: Mapping[str, object]
    article_id: str
    n: int | None
    language: str
    sentence: str
    cue: str
    confidence: float
    notes: tuple[str, ...]
    parse: tuple[Word, ...]


def explain(world: World | str | Path, id: str) -> Explanation:  # noqa: A002 - the name users know it by
    """Explain a row of what was read, or a change, by its id; the article is read again for it.

    Raises:
        UsageError: no row has that id.
        WorldError: the world cannot be used.
    """
    with opened(world) as w:
        for row in ACTOR_COLUMNS:
            found = w.rows(row, f"{columns(row)[0].name} = ?", id)
            if found:
                return _of_reading(w, id, found[0])
        changes = w.rows(Change, "change_id = ?", id)
        if changes:
            return _of_change(w, changes[0])
    raise UsageError(f"nothing has the id {id!r}; `armillary events WORLD --json` gives such ids")


def _of_reading(world: World, given: str, row: Row) -> Explanation:
    from armillary.read.read import interpret

    values = _values(row)
    (article,) = world.rows(Article, "article_id = ?", values["article_id"])
    sentences = world.rows(Sentence, "article_id = ?", article.article_id)
    doc = interpret(article, sentences, world.rows(Correction, "sha256 = ?", article.sha256))
    tokens = next((line.tokens for line in doc.lines if line.n == values["n"]), ())
    sentence = next(one for one in sentences if one.n == values["n"])
    words = [Word(t.text, t.lemma, t.pos, t.relation, tokens[t.head].text if t.head >= 0 else None) for t in tokens]
    return Explanation(
        id=given,
        table=row.table,
        row=values,
        article_id=article.article_id,
        n=sentence.n,
        language=sentence.language or article.language,
        sentence=sentence.text,
        cue=str(values["cue"]),
        confidence=float(str(values["confidence"])),
        notes=(*(note.text for note in doc.notes if note.row_id == given), *_other_names(world, row)),
        parse=tuple(words),
    )


def _other_names(world: World, row: Row) -> list[str]:
    """What other articles call newcomers that a row names, and in how many aligned sentences."""
    single, lists = ACTOR_COLUMNS[type(row)]
    values = _values(row)
    many = (one for name in lists for one in cast("tuple[str, ...]", values[name]))
    ids = dict.fromkeys(str(one) for one in (*(values[name] for name in single), *many) if one)
    return [note for actor_id in ids for note in _called(world, actor_id, str(values["article_id"]))]


def _called(world: World, actor_id: str, article_id: str) -> list[str]:
    sql = (
        "SELECT n.name, n.language, count(DISTINCT m.mention_id) FROM namings n LEFT JOIN alignments g "
        "ON (g.article_a, g.article_b) IN ((n.article_id, $2), ($2, n.article_id)) LEFT JOIN mentions m "
        "ON m.article_id = $2 AND m.actor_id = $1 AND m.n = if(g.article_a = $2, g.n_a, g.n_b) "
        "AND EXISTS (FROM mentions o WHERE o.article_id = n.article_id AND o.actor_id = $1 "
        "AND o.n = if(g.article_a = $2, g.n_b, g.n_a)) WHERE n.actor_id = $1 AND n.article_id <> $2 "
        "GROUP BY ALL ORDER BY ALL"
    )
    return [
        f"{actor_id}: `{name}` ({language}) in another article"
        + (f", {n} times at corresponding places of aligned sentences" if n else "")
        for name, language, n in world.query(sql, actor_id, article_id)
    ]


def _of_change(world: World, change: Change) -> Explanation:
    (article,) = world.rows(Article, "article_id = ?", change.article_id if change.n is not None else change.other_id)
    n = change.n if change.n is not None else change.other_n
    sentences = world.rows(Sentence, "article_id = ? AND n = ?", article.article_id, n)
    return Explanation(
        id=change.change_id,
        table=change.table,
        row=_values(change),
        article_id=article.article_id,
        n=n,
        language=article.language,
        sentence=sentences[0].text if sentences else "",
        cue=change.now or change.was or "",
        confidence=change.confidence,
        notes=(change.reason,) if change.reason else (),
        parse=(),
    )


def _values(row: Row) -> dict[str, object]:
    return {column.name: getattr(row, column.name) for column in columns(type(row))}
