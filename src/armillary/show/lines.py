"""What was read from a sentence, as one plain line: `Russia threatens Kazakhstan, planned, says Medvedev`.

Each line is a message with places for names, so that a language may put them where they need no case ending.
"""

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
from armillary.show.phrases import N_, _

Naming = Callable[[str | None], str]

VERBS: Final[Mapping[str, str]] = {
    "AGREE": N_("agrees with"),
    "CONSULT": N_("consults"),
    "SUPPORT": N_("supports"),
    "COOPERATE": N_("cooperates with"),
    "AID": N_("aids"),
    "CONCEDE": N_("concedes to"),
    "RETREAT": N_("retreats before"),
    "REQUEST": N_("asks"),
    "ACCUSE": N_("accuses"),
    "REJECT": N_("refuses"),
    "THREATEN": N_("threatens"),
    "PROTEST": N_("protests against"),
    "SANCTION": N_("sanctions"),
    "MOBILIZE": N_("mobilizes against"),
    "COERCE": N_("coerces"),
    "ASSAULT": N_("attacks"),
}
"""The sixteen types of PLOVER 2.0 as verbs."""
_CHANGES: Final = {
    "up": N_("grows"),
    "down": N_("falls"),
    "interrupted": N_("stops"),
    "resumed": N_("goes on again"),
    "steady": N_("stays"),
}
_STANCES: Final = {
    "says": N_("{who} says"),
    "claims": N_("{who} claims"),
    "denies": N_("{who} denies"),
    "confirms": N_("{who} confirms"),
    "warns": N_("{who} warns"),
    "promises": N_("{who} promises"),
    "asks": N_("{who} asks"),
}
_STATUSES: Final = {
    "planned": N_("planned"),
    "denied": N_("denied"),
    "hypothetical": N_("hypothetical"),
    "forecast": N_("forecast"),
    "claimed": N_("claimed"),
    "held": N_("held"),
    "threatened": N_("threatened"),
    "used": N_("used"),
    "eased": N_("eased"),
}
DOMAINS: Final = {
    "energy": N_("energy"),
    "trade": N_("trade"),
    "security": N_("security"),
    "finance": N_("finance"),
    "information": N_("information"),
    "people": N_("people"),
    "diplomatic": N_("diplomatic"),
    "transit": N_("transit"),
    "technology": N_("technology"),
}
"""What one depends on another for."""
_WAYS: Final = {
    "up": N_("more"),
    "down": N_("less"),
    "same": N_("no change"),
    "better": N_("improvement"),
    "worse": N_("worsening"),
    "closer": N_("closer ties"),
    "apart": N_("drifting apart"),
}


def line(row: Row, name: Naming) -> str:
    """A row of what was read in words; `name` gives an actor's name by id."""
    return _LINES[type(row)](row, name)


def deed(event_type: str, source: str, target: str | None) -> str:
    """Who does what to whom, of one of the types of PLOVER."""
    verb = _(VERBS.get(event_type, event_type.lower()))
    if target:
        return _("{who} {does} {whom}").format(who=source, does=verb, whom=target)
    return _("{who} {does}").format(who=source, does=verb)


def _says(said: str, by: str | None, name: Naming) -> str:
    return _("{what}, says {who}").format(what=said, who=name(by)) if by else said


def _about(said: str, about: tuple[str, ...], name: Naming) -> str:
    return _("{what} about {whom}").format(what=said, whom=_list(about, name)) if about else said


def _statement(row: Statement, name: Naming) -> str:
    said = _(_STANCES.get(row.stance_of_cue, "{who} " + row.stance_of_cue)).format(who=name(row.speaker_id))
    return _about(said, row.about, name)


def _event(row: Event, name: Naming) -> str:
    said = deed(row.event_type, name(row.source_id), name(row.target_id) if row.target_id else None)
    if row.status != "happened":
        said = _("{what}, {status}").format(what=said, status=_(row.status))
    return _says(said, row.reported_by, name)


def _attitude(row: Attitude, name: Naming) -> str:
    if row.sign > 0:
        said = _("{who} thinks well of {whom}")
    elif row.sign < 0:
        said = _("{who} thinks ill of {whom}")
    else:
        said = _("{who} is neutral towards {whom}")
    said = said.format(who=name(row.from_id), whom=name(row.to_id))
    return _says(said, row.held_by if row.held_by != row.from_id else None, name)


def _quantity(row: Quantity, name: Naming) -> str:
    value = "" if row.value is None else f"{row.value:,.10g}"
    what = row.what and _("of {what}").format(what=row.what)
    return " ".join(part for part in (value or row.text, row.unit, what) if part)


def _lever(row: Lever, name: Naming) -> str:
    said = _("{who} holds {what} over {whom} ({field}, {status})")
    return said.format(
        who=name(row.holder_id),
        what=row.instrument,
        whom=name(row.over_id),
        field=_(row.domain),
        status=_(row.status),
    )


def _outlook(row: Outlook, name: Naming) -> str:
    way = _(_WAYS[row.direction]) if row.direction in _WAYS else _("what the sentence says")
    if row.about:
        said = _("{who} expects for {whom}: {what}")
        return said.format(who=name(row.by_id), whom=_list(row.about, name), what=way)
    return _("{who} expects: {what}").format(who=name(row.by_id), what=way)


def _flow(row: Flow, name: Naming) -> str:
    ends = ((N_("from {place}"), row.from_id), (N_("to {place}"), row.to_id), (N_("by way of {place}"), row.via_id))
    way = "".join(f" {_(words).format(place=name(one))}" for words, one in ends if one)
    return f"{_(row.what)}{way}" + (f" {_(_CHANGES[row.change])}" if row.change else "")


def _mechanism(row: Mechanism, name: Naming) -> str:
    said = _("{cause} raises {effect}") if row.sign > 0 else _("{cause} lowers {effect}")
    return said.format(cause=row.cause, effect=row.effect)


def _goal(row: Goal, name: Naming) -> str:
    said = _("{who} wants {what}").format(who=name(row.actor_id), what=row.goal)
    return _("{what}, by {means}").format(what=said, means=row.means) if row.means else said


def _list(ids: tuple[str, ...], name: Naming) -> str:
    return _(", ").join(name(one) for one in ids)


_FLOWS: Final = (N_("people"), N_("oil"), N_("gas"), N_("goods"), N_("money"), N_("arms"), N_("data"))
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
