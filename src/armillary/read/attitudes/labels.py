"""What a speaker calls somebody: `X is an aggressor`, said by Y."""

from __future__ import annotations

from collections.abc import Iterator

from armillary.read.attitudes.evidence import Evidence
from armillary.read.attitudes.grounds import Ground
from armillary.read.document import Line
from armillary.read.events.rows import is_actor
from armillary.read.stretches import said_at

_REACH = 7
_COPULAS = frozenset({"是", "为", "成为"})
_BREAKS = frozenset({",", "，", ";", "；", ":", "："})


def labelled(ground: Ground) -> Iterator[Evidence]:
    """Names given by the speaker of a statement to the actor right before them, with no verb but a copula between."""
    line = ground.line
    for hit in ground.words.labels.find(line) if ground.doc.statements else ():
        said = said_at(ground.doc, hit.start, hit.end)
        if said is None or said.speaker_id == "unknown" or not is_actor(said.speaker_id):
            continue
        for first, last, actor, _ in ground.sites:
            inside = said.start_char <= line.tokens[first].start
            if inside and is_actor(actor) and actor != said.speaker_id and _called(line, last, hit.first):
                start, why = line.tokens[first].start, f"label `{hit.phrase}`"
                yield Evidence(
                    "frame", line, said.speaker_id, actor, hit.value, start, hit.end, hit.start, hit.end, why=why
                )


def _called(line: Line, actor: int, label: int) -> bool:
    between = line.tokens[actor + 1 : label]
    if not 0 < label - actor <= _REACH or any(token.text in _BREAKS for token in between):
        return False
    return not any(token.pos in ("VERB", "ADP") and token.text not in _COPULAS for token in between)
