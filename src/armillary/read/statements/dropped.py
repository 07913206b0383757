"""Who speaks where the verb names no subject: whoever was the subject before, of the same number and gender."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from armillary.read.document import Doc, Line
from armillary.read.statements.report import Report

_NEAR = 2
"""Lines back that a subject is looked for, and that the last speaker goes before any other."""
_SAME = frozenset({"flat", "flat:name", "appos"})
_MAIN = frozenset({"root", "conj", "parataxis"})


@dataclass(frozen=True, slots=True)
class Subject:
    """Who was the subject of a verb: character and line of the verb, and what its form says of the subject."""

    at: int
    line: int
    actor: str
    plural: bool
    gender: str


def carried(doc: Doc, report: Report, found: Sequence[Report], spoken: Sequence[Subject]) -> str | None:
    """The actor of a verb without subject, or None.

    `spoken` are the speakers before. The last of them whose verb had the same form goes first where it is near, then
    the nearest subject of any main clause.
    """
    fits = [one for one in spoken if _fits(one, report)]
    here = _index(doc, report.at)
    if fits and here - fits[-1].line <= _NEAR:
        return fits[-1].actor
    others = [one for one in _subjects(doc, here, report.at, found) if _fits(one, report)]
    best = max([*fits, *others], key=lambda one: one.at, default=None)
    return best.actor if best is not None else None


def spoke(doc: Doc, report: Report, actor: str) -> Subject:
    """A report that names its speaker, as one that later verbs may lean on."""
    return Subject(report.at, _index(doc, report.at), actor, report.plural, report.gender)


def _fits(one: Subject, report: Report) -> bool:
    return one.plural == report.plural and (not one.gender or not report.gender or one.gender == report.gender)


def _index(doc: Doc, at: int) -> int:
    return next((k for k, one in enumerate(doc.lines) if one.sentence.start_char <= at < one.sentence.end_char), 0)


def _subjects(doc: Doc, here: int, at: int, found: Sequence[Report]) -> Iterator[Subject]:
    for k in range(max(0, here - _NEAR), here + 1):
        line = doc.lines[k]
        for i, token in enumerate(line.tokens):
            if token.start >= at or token.pos != "VERB" or token.relation not in _MAIN:
                continue
            if any(one.start <= token.start < one.end for one in found):
                continue
            actor = _actor(line, i)
            if actor is not None:
                plural = token.feats.get("Number") == "Plur"
                yield Subject(token.start, k, actor, plural, token.feats.get("Gender", ""))


def _actor(line: Line, verb: int) -> str | None:
    """The actor that is the subject of a verb, a person's name first."""
    for j in line.children(verb):
        if line.tokens[j].relation not in ("nsubj", "nsubj:pass"):
            continue
        named = [j, *(k for k in line.children(j) if line.tokens[k].relation in _SAME)]
        at = [one for k in named for one in line.mentions_at(k) if one.how != "adjective"]
        held = [one.actor_id for one in at if one.actor_id != "unknown"]
        if held:
            return next((one for one in held if one.startswith("person:")), held[0])
    return None
