"""Levers and exposure: who depends on whom through what, and what was used against whom.

    exposure(A, B, domain) = 1 - prod over independent reports of (1 - confidence x weight of the status)
    exposure(A, B) = 1 - prod over domains of (1 - SHARE x exposure(A, B, domain))

the noisy-or of Pearl (1988, 4.3.2): each report that B holds something over A makes it surer, none certain, and
a copy adds nothing. It says how well attested dependence is, not how large; amounts are quoted beside it from the same
sentences. The alternatives of A in a domain are the others that hold something over it there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from armillary.world import Workshop, World

STATUS: Final[Mapping[str, float]] = {"held": 0.6, "threatened": 0.7, "used": 0.9, "eased": 0.2}
"""How far a lever of each status shows that there is one."""

SHARE: Final = 0.6
"""What full exposure in one domain makes of exposure at large."""


@dataclass(frozen=True, slots=True)
class Dependence:
    """What one actor depends on another for."""

    actor: str
    on: str
    domain: str
    exposure: float
    """0-1."""
    used: int
    """Independent reports that it was used."""
    threatened: int
    eased: int
    alternatives: tuple[str, ...]
    """Others that hold something over the actor in this domain."""
    amounts: tuple[str, ...]
    """Quantities in the same sentences, as written."""
    n_reports: int
    lever_ids: tuple[str, ...]


_LEVERS: Final = """
    WITH rolled AS (SELECT actor_id, coalesce(acts_for, actor_id) AS actor FROM actors)
    SELECT over.actor, holder.actor, l.domain, l.status, l.confidence, coalesce(a.report_id, l.article_id), l.lever_id,
           (SELECT list(DISTINCT q.text ORDER BY q.text) FROM quantities q
            WHERE q.article_id = l.article_id AND q.n = l.n)
    FROM levers l
    JOIN articles a USING (article_id)
    LEFT JOIN reports r ON r.report_id = a.report_id
    JOIN rolled AS holder ON holder.actor_id = l.holder_id
    JOIN rolled AS over ON over.actor_id = l.over_id
    WHERE (r.report_id IS NULL OR r.reference_article_id = l.article_id) AND holder.actor <> over.actor
    ORDER BY ALL
"""


def dependences(world: World | Workshop) -> list[Dependence]:
    """Every dependence that the articles tell of, by actor, on whom, and domain."""
    rows: dict[tuple[str, str, str], list[tuple[str, float, str, str, list[str] | None]]] = {}
    for over, holder, domain, status, confidence, report, lever, amounts in world.query(_LEVERS):
        rows.setdefault((over, holder, domain), []).append((status, confidence, report, lever, amounts))
    holders: dict[tuple[str, str], list[str]] = {}
    for over, holder, domain in rows:
        holders.setdefault((over, domain), []).append(holder)
    return [_dependence(key, found, holders[key[0], key[2]]) for key, found in rows.items()]


def exposures(found: list[Dependence]) -> dict[tuple[str, str], float]:
    """Exposure of each actor to each other one over all domains, 0-1."""
    left: dict[tuple[str, str], float] = {}
    for one in found:
        left[one.actor, one.on] = left.get((one.actor, one.on), 1.0) * (1 - SHARE * one.exposure)
    return {pair: 1 - value for pair, value in left.items()}


def _dependence(
    key: tuple[str, str, str],
    found: list[tuple[str, float, str, str, list[str] | None]],
    holders: Sequence[str],
) -> Dependence:
    actor, on, domain = key
    best: dict[str, float] = {}
    for status, confidence, report, _, _ in found:
        best[report] = max(best.get(report, 0.0), confidence * STATUS[status])
    left = 1.0
    for weight in best.values():
        left *= 1 - weight

    def reports(status: str) -> int:
        return len({report for one, _, report, _, _ in found if one == status})

    return Dependence(
        actor,
        on,
        domain,
        round(1 - left, 6),
        reports("used"),
        reports("threatened"),
        reports("eased"),
        tuple(sorted(one for one in holders if one != on)),
        tuple(sorted({amount for *_, amounts in found for amount in amounts or ()})),
        len(best),
        tuple(sorted(lever for *_, lever, _ in found)),
    )
