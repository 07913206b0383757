"""PLOVER JSONL: one event a line, as the PLOVER manual describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, TextIO

from armillary.lexicon import plover
from armillary.model.load.raw import Bad, Party, Raw, day


def read(file: TextIO) -> Iterator[Raw | Bad]:
    """Events of a PLOVER file; an event with several actors, recipients or types gives one for each pair and type."""
    for n, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            yield from _events(record, n)
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            yield Bad(n, f"not an event of PLOVER: {str(error).splitlines()[0][:80]}")


_NOT_HAPPENED: Final = frozenset(("future", "negation", "hypothetical"))
"""Auxiliary modes of the manual."""


def _events(record: Mapping[str, Any], n: int) -> Iterator[Raw | Bad]:
    date = day(str(record.get("date", "")))
    types = [name for given in _many(record.get("event")) for name in plover.current_names(str(given))[:1]]
    if not types:
        yield Bad(n, "no `event` with a type of PLOVER")
    modes = [str(mode).lower() for mode in _many(record.get("mode"))]
    if not _NOT_HAPPENED.isdisjoint(modes):
        yield Bad(n, "it has not happened: its mode is future, negation or hypothetical")
        return
    for kind in types:
        mode = next((mode for mode in modes if mode in plover.types()[kind].modes), None)
        for source in _many(record.get("actor")) or [{}]:
            for target in _many(record.get("recipient")) or [{}]:
                yield Raw(
                    date,
                    _party(source),
                    _party(target),
                    kind,
                    str(record.get("id", "")),
                    kind,
                    mode,
                    plover.intensity(kind, mode),
                )


def _party(entity: object) -> Party:
    if isinstance(entity, str):
        return Party(entity)
    if not isinstance(entity, Mapping):
        return Party("")
    sector = ";".join(str(one) for one in _many(entity.get("sector")))
    code = str(entity.get("code") or "")
    qid, known = str(entity.get("identifier_id") or ""), str(entity.get("identifier_text") or "")
    if known:
        return Party(known, code, sector, qid=qid)
    return Party(str(entity.get("entity_text") or code), "", sector, code, qid)


def _many(value: object) -> list[Any]:
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list) else [value]
