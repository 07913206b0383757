"""Why a candidate stands where it stands: what the additive score is made of, and which rules added how much."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from armillary.model.forecast.features import NAMES
from armillary.model.forecast.learner import Learner
from armillary.model.forecast.questions import Block


class Reason(NamedTuple):
    """One part of an additive score: `kind` is `feature`, `rule` or `profile`.

    A feature has its name; a rule "r' lately between the two", a profile "known for r'", the relation r' (turned round:
    "r' (done to the subject)"). `added` is in units of the logarithm of the odds against another candidate.
    """

    kind: str
    what: str
    added: float


def reasons(learner: Learner, relations: tuple[str, ...], block: Block, question: int, row: int) -> list[Reason]:
    """All parts of the score of one row of a block of today, the largest first; they add up to the score.

    Args:
        relations: names of the relations, without their inverses.
        block: of the day that comes next for the learner.
        row: of the block, among those of the question.
    """
    weights, index = learner.scoring, learner.index
    rules, profiles = learner.values()
    r, cell, pair, actor = (
        int(part) for part in (block.relation[question], block.cell[row], block.pair[row], block.candidate[row])
    )
    linear = block.x[row] * (weights.common[cell, :-1] + weights.own[r, : len(NAMES)])
    found = [Reason("feature", name, float(added)) for name, added in zip(NAMES, linear, strict=True)]
    start = float(weights.common[cell, -1] + weights.own[r, len(NAMES) + cell])
    found.append(Reason("feature", "stratum and habit", start))
    if pair >= 0:
        for triple in range(index.triple_ptr[pair], index.triple_ptr[pair + 1]):
            other = int(index.triple_relation[triple])
            if rules[triple, -1] > 0:
                added = float(np.dot(weights.rules[r, other], rules[triple]))
                found.append(Reason("rule", _name(other, relations), added))
    for slot in range(index.slot_ptr[actor], index.slot_ptr[actor + 1]):
        other = int(index.slot_relation[slot])
        added = float(np.dot(weights.profiles[r, other], profiles[slot]))
        found.append(Reason("profile", _name(other, relations), added))
    return sorted((reason for reason in found if reason.added), key=lambda reason: -abs(reason.added))


def _name(relation: int, relations: tuple[str, ...]) -> str:
    n = len(relations)
    return relations[relation] if relation < n else f"{relations[relation - n]} (done to the subject)"
