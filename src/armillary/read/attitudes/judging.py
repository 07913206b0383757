"""Whether two actors of an article stand for or against each other, judged over all of it, and the words that show it.

Two logistic regressions over the measures of `pairs`: is there an attitude at all, and is it a good one. Trained by
`scripts/train_attitudes.py`, weights in `pairs.toml`; both look at nothing but the measures, in every language alike.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from armillary.read.attitudes.evidence import Evidence
from armillary.read.attitudes.pairs import Article, Meeting, Pair, measures
from armillary.read.wording import Hit

_LEAST_SUM = 0.4
"""Of the evidence between the two, whichever its kind: actors that are often named together are no pair yet."""
_REACH = 8
"""Tokens between a pair and a word that shows its attitude."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The two regressions."""

    least: float
    """Probability of an attitude from which a pair is a row."""
    there: Mapping[str, float]
    good: Mapping[str, float]


@cache
def weights() -> Weights:
    """The weights that ship with the package."""
    data = tomllib.loads((files("armillary.read.attitudes") / "pairs.toml").read_text("utf-8"))
    return Weights(data["least"], data["there"], data["good"])


def probability(values: Mapping[str, float], of: Mapping[str, float]) -> float:
    """Of a logistic regression; the constant has an empty name."""
    whole = of[""] + sum(values[name] * value for name, value in of.items() if name)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, whole))))


def judged(article: Article) -> Iterator[tuple[Evidence, float]]:
    """Pairs that the article as a whole shows an attitude of, each with its clearest words and a probability.

    A pair is none without evidence of its own that points the same way, and without a word of that sign near it.
    """
    for pair in article.meetings:
        if abs(math.tanh(article.sums.get(pair, 0.0))) <= _LEAST_SUM:
            continue
        values = measures(article, pair)
        sure = probability(values, weights().there)
        if sure < weights().least:
            continue
        good = probability(values, weights().good)
        sign = 1 if good > 0.5 else -1
        shown = _shown(article, pair, sign) if values["sum"] * sign > _LEAST_SUM else None
        if shown is not None:
            yield shown, sure * max(good, 1 - good)


def _shown(article: Article, pair: Pair, sign: int) -> Evidence | None:
    """The word of a sign nearest to a pair; a word of friendship or conflict before others."""
    found = [
        (one.away(hit) - strength, one.ground.index, hit.first, one, hit)
        for one in article.meetings[pair]
        for hits, strength in ((one.ground.relations, 2), (one.ground.polar, 0))
        for hit in hits
        if hit.value * sign > 0 and one.away(hit) <= _REACH and not _named(one, hit)
    ]
    if not found:
        return None
    *_, meeting, hit = min(found, key=lambda one: one[:3])
    return _evidence(pair, meeting, hit)


def _named(one: Meeting, hit: Hit[float]) -> bool:
    """Whether a word is part of a name."""
    return any(first <= hit.first <= last for first, last, _, _ in one.ground.sites)


def _evidence(pair: Pair, one: Meeting, hit: Hit[float]) -> Evidence:
    line, (first, last) = one.ground.line, one.between
    start, end = min(line.tokens[first].start, hit.start), max(line.tokens[last].end, hit.end)
    why = f"whole article, near `{hit.phrase}`"
    return Evidence("pair", line, *pair, hit.value, start, end, hit.start, hit.end, why=why)
