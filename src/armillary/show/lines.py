"""What was read from a sentence, as one plain line: `Russia threatens Kazakhstan, planned, says Medvedev`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from armillary.schema import (
    Attitude,
    Event,
    Flow,
    Goal,
    Lever,
    Mechanism,
    Outlook,
    Quantity,
    Row,
    Statement,
)

Naming = Callable[[str | None], str]

VERBS: Final[Mapping[str, str]] = {
    "AGREE": "agrees with",
    "CONSULT": "consults",
    "SUPPORT": "supports",
    "COOPERATE": "cooperates with",
    "AID": "aids",
    "CONCEDE": "concedes to",
    "RETREAT": "retreats before",
    "REQUEST": "asks",
    "ACCUSE": "accuses",
    "REJECT": "refuses",
    "THREATEN": "threatens",
    "PROTEST": "protests against",
    "SANCTION": "sanctions",
    "MOBILIZE": "mobilizes against",
    "COERCE": "coerces",
    "ASSAULT": "attacks",
}
"""The sixteen types of PLOVER 2.0 as verbs."""
_CHANGES: Final = {
    "up": "grows",
    "down": "falls",
    "interrupted": "stops",
    "resumed": "goes on again",
    "steady": "stays",
}


def line(row: Row, name: Naming) -> str:
    """A row of what was read in words; `name` gives an actor's name by id."""
    return _LINES[type(row)](row, name)


def _statement(row: Statement, name: Naming) -> str:
    about = f" about {_list(row.about, name)}" if row.about else ""
    return f"{name(row.speaker_id)} {row.stance_of_cue}{about}"


def _event(row: Event, name: Naming) -> str:
    target = f" {name(row.target_id)}" if row.target_id else ""
    status = "" if row.status == "happened" else f", {row.status}"
    says = f", says {name(row.reported_by)}" if row.reported_by else ""
    return f"{name(row.source_id)} {VERBS.get(row.event_type, row.event_type.lower())}{target}{status}{says}"


def _attitude(row: Attitude, name: Naming) -> str:
    verb = "thinks well of" if row.sign > 0 else "thinks ill of" if row.sign < 0 else "is neutral towards"
    says = f", says {name(row.held_by)}" if row.held_by and row.held_by != row.from_id else ""
    return f"{name(row.from_id)} {verb} {name(row.to_id)}{says}"


def _quantity(row: Quantity, name: Naming) -> str:
    value = "" if row.value is None else f"{row.value:,.10g}"
    return " ".join(part for part in (value or row.text, row.unit, row.what and f"of {row.what}") if part)


def _lever(row: Lever, name: Naming) -> str:
    return f"{name(row.holder_id)} holds {row.instrument} over {name(row.over_id)} ({row.domain}, {row.status})"


def _outlook(row: Outlook, name: Naming) -> str:
    about = f" for {_list(row.about, name)}" if row.about else ""
    how = " ".join(part for part in (row.direction, row.horizon and f"by {row.horizon}", row.words) if part)
    return f"{name(row.by_id)} expects{about}: {how or 'what the sentence says'}"


def _flow(row: Flow, name: Naming) -> str:
    ends = [(word, one) for word, one in (("from", row.from_id), ("to", row.to_id), ("by way of", row.via_id)) if one]
    way = "".join(f" {word} {name(one)}" for word, one in ends)
    return f"{row.what}{way}" + (f" {_CHANGES[row.change]}" if row.change else "")


def _mechanism(row: Mechanism, name: Naming) -> str:
    return f"{row.cause} {'raises' if row.sign > 0 else 'lowers'} {row.effect}"


def _goal(row: Goal, name: Naming) -> str:
    return f"{name(row.actor_id)} wants {row.goal}" + (f", by {row.means}" if row.means else "")


def _list(ids: tuple[str, ...], name: Naming) -> str:
    return ", ".join(name(one) for one in ids)


_LINES: Final[Mapping[type[Row], Callable[..., str]]] = {
    Statement: _statement,
    Event: _event,
    Attitude: _attitude,
    Quantity: _quantity,
    Lever: _lever,
    Outlook: _outlook,
    Flow: _flow,
    Mechanism: _mechanism,
    Goal: _goal,
}
