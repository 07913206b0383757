"""Which articles of a pool share text: a fast encoder judges all candidates, a slower one where that is unsure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from armillary.encoders import Encoder
from armillary.progress import Progress, track
from armillary.trace.candidates import candidates, relatives
from armillary.trace.decide import LEAST, Judge
from armillary.trace.pair import Pair
from armillary.trace.space import Space
from armillary.trace.text import Text
from armillary.trace.vectors import Vectors, traced

UNSURE = 3.0
"""Log odds within which a judgement of an encoder that hardly knows a language is asked again."""


def shared_text(
    texts: Sequence[Text], space: Space, vectors: Vectors, encoders: Sequence[Encoder], progress: Progress
) -> list[Pair]:
    """Pairs of articles (numbers in `texts`) that share text, in order.

    space: the articles as the first of `encoders` sees them.
    """
    judge = _judge(texts, space)
    proposed = candidates(space)
    kept, doubtful = _first(texts, judge, track(proposed, progress, "comparing articles", len(proposed)), encoders)
    kept += _again(texts, doubtful, vectors, encoders, progress)
    asked = set(proposed)
    while more := [pair for pair in relatives(kept) if pair not in asked]:
        asked.update(more)
        found, _ = _first(texts, judge, track(more, progress, "comparing relatives", len(more)), encoders)
        kept += found
    return sorted(kept, key=lambda pair: (pair.a, pair.b))


def _first(
    texts: Sequence[Text], judge: Judge, proposed: Iterable[tuple[int, int]], encoders: Sequence[Encoder]
) -> tuple[list[Pair], list[tuple[int, int]]]:
    """The pairs that share text, and those that another encoder should be asked about."""
    kept: list[Pair] = []
    doubtful: list[tuple[int, int]] = []
    for a, b in proposed:
        judged = judge.judge(a, b)
        if abs(judged.score) < UNSURE and _better(texts[a], texts[b], encoders) is not encoders[0]:
            doubtful.append((a, b))
        elif judged.score > LEAST and (pair := judge.pair(a, b, judged)):
            kept.append(pair)
    return kept, doubtful


def _judge(texts: Sequence[Text], space: Space) -> Judge:
    return Judge(space, [sentence.text for text in texts for sentence in traced(text)])


def _better(a: Text, b: Text, encoders: Sequence[Encoder]) -> Encoder:
    """The first encoder that knows both languages well; the first of all where none does."""
    spoken = {text.article.language.split("-")[0] for text in (a, b)}
    if len(spoken) == 1:
        return encoders[0]
    fitting = (one for one in encoders if all(one.languages.get(code) == "good" for code in spoken))
    return next(fitting, encoders[0])


def _again(
    texts: Sequence[Text],
    doubtful: Sequence[tuple[int, int]],
    vectors: Vectors,
    encoders: Sequence[Encoder],
    progress: Progress,
) -> list[Pair]:
    """The doubtful pairs that share text, judged by encoders that know their languages, on those articles alone."""
    kept: list[Pair] = []
    names = {pair: _better(texts[pair[0]], texts[pair[1]], encoders).name for pair in doubtful}
    for name, group in groupby(sorted(doubtful, key=lambda pair: (names[pair], pair)), key=names.__getitem__):
        (encoder,) = (one for one in encoders if one.name == name)
        pairs = list(group)
        members = sorted({number for pair in pairs for number in pair})
        place = {number: k for k, number in enumerate(members)}
        some = [texts[number] for number in members]
        judge = _judge(some, Space(some, vectors, encoder))
        for a, b in track(pairs, progress, "comparing again", len(pairs)):
            judged = judge.judge(place[a], place[b])
            pair = judge.pair(place[a], place[b], judged) if judged.score > LEAST else None
            if pair is not None:
                kept.append(Pair(a, b, pair.links, pair.similarities, pair.probability, pair.encoder))
    return kept
