"""The table of actors: everyone the articles name, with what the lexicon or the articles know of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from armillary.lexicon import with_subject
from armillary.lexicon.actors import Known, acts_for, names
from armillary.lexicon.offices import lookup
from armillary.schema import Actor, Naming


def roster(n_mentions: Mapping[str, int], namings: Sequence[Naming], last_named: Mapping[str, dt.date]) -> list[Actor]:
    """Rows of `actors` for the ids in `n_mentions`, in their order by id.

    `last_named` is the date of the latest article that names an actor: for whom a person acts is told for that day.

    An id that neither the lexicon nor a naming explains (from a correction) is named by its slug.
    """
    seen: dict[str, list[Naming]] = defaultdict(list)
    for naming in namings:
        seen[naming.actor_id].append(naming)
    return [
        _listed(listed, n_mentions[actor_id], seen[actor_id], last_named.get(actor_id))
        if (listed := lookup(actor_id))
        else _new(actor_id, n_mentions[actor_id], seen[actor_id])
        for actor_id in sorted(n_mentions)
    ]


def _listed(listed: Known, n: int, namings: Sequence[Naming], on: dt.date | None) -> Actor:
    return Actor(
        actor_id=listed.actor_id,
        kind=listed.kind,
        name=listed.name,
        country=listed.country,
        acts_for=acts_for(listed.actor_id, on),
        sector=listed.sector,
        gender=listed.gender,
        qid=listed.qid,
        names=_names(namings) | _listed_names(listed.actor_id),
        n_mentions=n,
    )


def _listed_names(actor_id: str) -> dict[str, str]:
    """The usual name in each language that is read."""
    found = {language: names(language).get(actor_id) for language in sorted(with_subject("frames"))}
    return {language: name for language, name in found.items() if name}


def _new(actor_id: str, n: int, namings: Sequence[Naming]) -> Actor:
    called = _names(namings)
    kind, _, slug = actor_id.partition(":")
    return Actor(
        actor_id=actor_id,
        kind=kind if slug else "state",
        name=called.get("en") or slug.replace("-", " ").title() or actor_id,
        country=_commonest([one.country for one in namings]),
        acts_for=_commonest([one.acts_for for one in namings]),
        sector=_commonest([one.sector for one in namings]),
        gender=_commonest([one.gender for one in namings]),
        names=called,
        n_mentions=n,
    )


def _names(namings: Sequence[Naming]) -> dict[str, str]:
    """The name in each language as most articles have it, of equally frequent ones the fullest."""
    found: dict[str, list[str]] = defaultdict(list)
    for naming in namings:
        found[naming.language].append(naming.name)
    return {language: _commonest(forms) or forms[0] for language, forms in sorted(found.items())}


def _commonest(values: Sequence[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return max(counts, key=lambda value: (counts[value], len(value), value)) if counts else None
