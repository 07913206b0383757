"""PLOVER 2.0 as JSON lines: one event a line, fields as its manual names them (Open Event Data Alliance, 2023).

What PLOVER has no field for stands in the object `armillary`. The status of an event is also one of the manual's
auxiliary modes: `future` (planned, foretold), `negation` (denied), `hypothetical` (supposed).
"""

from __future__ import annotations

import datetime as dt
import json
from calendar import monthrange
from collections.abc import Iterable, Mapping
from typing import Any, Final, TextIO

from armillary import __version__
from armillary.lexicon import plover
from armillary.show.exports.told import Party, Told

AUXILIARY: Final = {"planned": "future", "forecast": "future", "denied": "negation", "hypothetical": "hypothetical"}
"""Modes that say that an event has not happened."""

_GROUPS: Final = {"igo:eu": "EUR", "igo:un": "UNO"}
_KINDS: Final = {"igo": "IGO", "bloc": "IGO"}


def write(file: TextIO, events: Iterable[Told]) -> int:
    """Write events as lines; a mutual one stands once in each direction. Gives the number of lines."""
    n = 0
    for one in events:
        for way, told in enumerate(one.ways()):
            file.write(json.dumps(record(told, way), ensure_ascii=False, allow_nan=False) + "\n")
            n += 1
    return n


def record(told: Told, way: int = 0) -> Mapping[str, Any]:
    """One event as an object; fields without a value are left out."""
    auxiliary = AUXILIARY.get(told.status)
    return _filled(
        {
            "id": told.event_id if way == 0 else f"{told.event_id}-{way}",
            "date": told.date.isoformat(),
            "enddate": _last(told),
            "actor": _entities(told.source),
            "recipient": _entities(told.target),
            "event": [told.event_type],
            "mode": [mode for mode in (told.mode, auxiliary) if mode],
            "context": told.contexts,
            "quad_code": plover.types()[told.event_type].quad,
            "event_scale": told.intensity,
            "event_text": [told.cue] if told.cue else None,
            "event_loc": _filled({"resolved_place": told.place, "country_code": told.place_state}) or None,
            "text": told.sentence or told.text,
            "text_info": _text_info(told),
            "cite_info": _cite_info(told),
            "coder": f"Armillary {__version__}",
            "armillary": _own(told),
        }
    )


def _last(told: Told) -> str | None:
    """The last day on which it may have been, where that is not its date."""
    if told.date_end is not None or told.date_precision not in ("month", "quarter", "year"):
        return told.date_end.isoformat() if told.date_end else None
    month = {"month": told.date.month, "quarter": min(12, told.date.month + 2)}.get(told.date_precision, 12)
    return dt.date(told.date.year, month, monthrange(told.date.year, month)[1]).isoformat()


def _entities(party: Party) -> list[Mapping[str, Any]]:
    if party.actor_id is None or party.actor_id == "unknown":
        return []
    entity = {
        "code": code_of(party),
        "sector": [party.sector] if party.sector else None,
        "entity_text": party.surface,
        "identifier_id": party.qid,
        "identifier_text": party.name or party.actor_id,
        "gender": party.gender,
    }
    return [_filled(entity)]


def code_of(party: Party) -> str | None:
    """The country, or what PLOVER has in its place for those without one: IGO, EUR, UNO, NGO."""
    if party.actor_id in _GROUPS:
        return _GROUPS[party.actor_id]
    if party.state is None and party.sector == "NGO":
        return "NGO"
    return party.state or _KINDS.get(party.kind or "")


def _text_info(told: Told) -> Mapping[str, Any] | None:
    if told.article_id is None:
        return None
    return {"sequence": told.n, "start": told.start_char, "end": told.end_char}


def _cite_info(told: Told) -> Mapping[str, Any]:
    return _filled(
        {
            "corpus": told.origin,
            "citation": told.own_id or told.article_id,
            "url": told.url,
            "title": told.title,
            "language": told.language and told.language.split("-")[0],
            "publication": told.outlet,
            "coder": f"Armillary {__version__}",
            "codebook": "PLOVER",
            "version": "2.0",
        }
    )


def _own(told: Told) -> Mapping[str, Any]:
    return {
        "event_ids": [told.event_id],
        "article_id": told.article_id,
        "n": told.n,
        "status": told.status,
        "reported_by": told.reported_by,
        "happening_id": told.happening_id,
        "report_id": told.report_id,
        "n_reports": told.n_reports,
        "n_articles": told.n_articles,
        "date_precision": told.date_precision,
        "date_from": told.date_from,
        "confidence": told.confidence,
        "mutual": told.mutual,
        "actor_id": told.source.actor_id,
        "recipient_id": told.target.actor_id,
    }


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None and value != [] and value != {}}
