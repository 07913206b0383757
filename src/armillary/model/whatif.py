"""What if: the change that acts would make in ties, orbits and what comes next, against leaving things as they are.

Four mechanisms, each told with its weight in evidence:

- the act itself is evidence of the tie (`armillary.model.ties`), as one report of weight 1 would be;
- answers: acts that follow such an act on a pair, in the world's own history, beyond how often they come anyway
  (`armillary.model.sequences`); an answer moves ties by what it would if it came, times how much likelier it is;
- levers: what the target depends on the source for, and what of that was used before (`armillary.model.exposure`).
  Where the world has enough such acts towards actors that depend so, answers are counted on these alone; else levers
  change no answer, and it is said;
- triads: who stands near the source moves with it, by balance (Heider 1946; Cartwright and Harary 1956):
  change(C, target) = BALANCE x change(source, target) x tie(source, C).

Nothing is drawn at random: the same question has the same answer.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from armillary.errors import UsageError
from armillary.lexicon import plover
from armillary.model.collect import SPOKEN
from armillary.model.evidence import Evidence, Piece, day_number, day_of, evidence, joined
from armillary.model.exposure import Dependence, exposures
from armillary.model.loops import CausalMap
from armillary.model.orbits import pulls, shares
from armillary.model.sequences import Sequences, sequences
from armillary.model.ties import WITHIN_80, Settings, Ties, fit
from armillary.results import Shown

BALANCE: Final = 0.0078
"""Learnt from the monthly ties of states in the events of 2018: `bench/balance.py`."""

BALANCE_ERROR: Final = 0.0031

FEWEST: Final = 5
"""Cases of an act in the history below which no answer is told."""

ENOUGH: Final = 30
"""Cases on pairs of the same sort from which these alone are counted."""

DEPENDS: Final = 0.5
"""Exposure from which an actor counts as one that depends on another."""

_ANSWERS = 6
_THIRDS = 8
_LEAST = 0.005
"""Movements of a tie that are not told."""


@dataclass(frozen=True, slots=True)
class Act:
    """A supposed act."""

    source: str
    event_type: str
    target: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class Move:
    """A number with and without the acts. The interval is 80 %, of the change."""

    what: str
    """`tie`, `pull` or `share`."""
    source: str
    target: str
    before: float | None
    after: float | None
    change: float
    low: float
    high: float
    why: str
    """The mechanism."""


@dataclass(frozen=True, slots=True)
class Mechanism:
    """Why something would move, and on how much that rests."""

    kind: str
    """`act`, `answer`, `lever`, `loop` or `triad`."""
    words: str
    weight: str
    """Its evidence: cases, independent reports."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An act that becomes likelier or less likely."""

    source: str
    event_type: str
    target: str
    days: int
    before: float
    after: float
    low: float
    high: float
    cases: int
    hits: int
    among: str
    """Between which pairs the cases were counted."""


@dataclass(frozen=True, slots=True)
class WhatIf(Shown):
    """What the acts would change."""

    acts: tuple[Act, ...]
    moves: tuple[Move, ...]
    answers: tuple[Answer, ...]
    mechanisms: tuple[Mechanism, ...]
    trust: str
    """How far this can be trusted, in a sentence."""


_ACT: Final = re.compile(r"^\s*(\S+)\s+([A-Za-z]+)\s+(\S+)(?:\s+(\S+))?\s*$")


def parse(text: str, latest: dt.date) -> Act:
    """`RUS COERCE KAZ 2022-11-01`; without a date, the day after the latest evidence.

    Raises:
        UsageError: it does not read as one, or the type or the date is none.
    """
    found = _ACT.match(text)
    if not found:
        raise UsageError(f"{text!r} is no act; expected WHO TYPE WHOM DATE, for example 'RUS COERCE KAZ 2022-11-01'")
    source, kind, target, date = found.groups()
    types = plover.current_names(kind)
    if not types:
        raise UsageError(f"{kind!r} is not a type of PLOVER; one of {', '.join(plover.types())}")
    try:
        on = latest + dt.timedelta(days=1) if date is None else dt.date.fromisoformat(date)
    except ValueError as error:
        raise UsageError(f"{date!r} is not a date; expected one such as 2022-11-01") from error
    return Act(source, types[0], target, on)


def whatif(
    found: Evidence,
    acts: Sequence[Act],
    settings: Settings,
    *,
    poles: Sequence[str] = (),
    levers: Sequence[Dependence] = (),
    drivers: CausalMap | None = None,
    base: Ties | None = None,
) -> WhatIf:
    """Suppose acts, and compare.

    Args:
        found: the evidence of a world.
        acts: what is supposed.
        settings: how its ties are fitted; parameters are learnt without the acts.
        poles: whose pull is compared.
        levers: what the articles tell of who depends on whom.
        drivers: the causal-loop map.
        base: the ties as they are, where they are fitted already.
    """
    base = fit(found, settings) if base is None else base
    fixed = replace(settings, step=base.periods.step, learnt=base.learnt)
    dependent = _dependent(found, acts, levers)
    history = _histories(found, acts, dependent)
    until = max(max(act.date for act in acts), day_of(int(found.day.max())) if len(found) else dt.date.min)
    answers = [answer for act in acts for answer in _answers(act, found, *history[act])]
    plain = fit(joined(found, _stretch(until)), fixed)
    told = fit(joined(joined(found, _supposed(acts, answers)), _stretch(until)), fixed)
    moves = _moves(acts, plain, told, levers, poles)
    mechanisms = [*_direct(acts), *map(_of_answer, answers), *_levers(acts, levers, dependent), *_loops(acts, drivers)]
    thirds = [move for move in moves if move.why == "triad"]
    if thirds:
        mechanisms.append(
            Mechanism("triad", _triads(thirds), f"learnt from 19,636 changes: {BALANCE} ± {BALANCE_ERROR}")
        )
    return WhatIf(tuple(acts), tuple(moves), tuple(answers), tuple(mechanisms), _trust(acts, base, answers))


def _dependent(found: Evidence, acts: Sequence[Act], levers: Sequence[Dependence]) -> dict[Act, Sequences]:
    """Of each act whose target depends on its source, what follows acts towards those who depend so."""
    held = {pair for pair, exposure in exposures(list(levers)).items() if exposure >= DEPENDS}
    number, n = found.index, len(found.actors)
    pairs = [number[on] * n + number[actor] for actor, on in held if actor in number and on in number]
    asked = [act for act in acts if (act.target, act.source) in held]
    counted = sequences(found, pairs=np.array(pairs, np.int64)) if asked else None
    return {act: counted for act in asked if counted is not None}


def _cases(history: Sequences, kind: str) -> int:
    """How often an act of this type came, in whole windows."""
    rule = history.rule(kind, kind, back=False)
    return rule.cases if rule else 0


def _histories(
    found: Evidence, acts: Sequence[Act], dependent: Mapping[Act, Sequences]
) -> dict[Act, tuple[Sequences, str]]:
    """Of each act what follows which: on pairs that depend alike, or are of one sort (two states ...), else on all."""
    out: dict[Act, tuple[Sequences, str]] = {}
    known: dict[frozenset[str], Sequences] = {}
    sorts = np.array([_sort(actor) for actor in found.actors])
    for act in acts:
        if act in dependent and _cases(dependent[act], act.event_type) >= ENOUGH:
            out[act] = dependent[act], "where the target depends on the source"
            continue
        both = frozenset((_sort(act.source), _sort(act.target)))
        if both not in known:
            s, t = sorts[found.source], sorts[found.target]
            inside = np.isin(s, list(both)) & np.isin(t, list(both)) & ((s == t) == (len(both) == 1))
            known[both] = sequences(found.where(inside))
        if _cases(known[both], act.event_type) >= ENOUGH:
            out[act] = known[both], f"between pairs of {' and '.join(sorted(both))}"
        else:
            out[act] = known.setdefault(frozenset(), sequences(found)), "between all pairs"
    return out


def _sort(actor: str) -> str:
    """What kind of actor an id names: `state`, `group`, `person` ..."""
    return actor.split(":")[0] if ":" in actor else "state"


def _answers(act: Act, found: Evidence, history: Sequences, among: str) -> list[Answer]:
    """Acts that follow such an act, by how much likelier they become."""
    out = []
    for kind in history.kinds:
        for back in (True, False):
            rule = history.rule(act.event_type, kind, back=back)
            if rule is None or not kind or rule.cases < FEWEST:
                continue
            source, target = (act.target, act.source) if back else (act.source, act.target)
            usual = _usual(found, source, kind, target, history.days, rule.usual)
            odds = rule.lift
            spread = WITHIN_80 * np.sqrt(rule.rate * (1 - rule.rate) / (rule.cases + 4)) / max(rule.usual, 1e-9)
            after, low, high = (float(min(0.99, usual * max(0.0, o))) for o in (odds, odds - spread, odds + spread))
            out.append(
                Answer(source, kind, target, history.days, usual, after, low, high, rule.cases, rule.hits, among)
            )
    out.sort(key=lambda answer: -abs(answer.after - answer.before))
    return [_rounded(answer) for answer in out[:_ANSWERS] if abs(answer.after - answer.before) >= _LEAST]


def _usual(found: Evidence, source: str, kind: str, target: str, days: int, rate: float) -> float:
    """How often the pair does it anyway: its own share of days, drawn towards that of all pairs."""
    if not len(found):
        return rate
    span = max(1, int(found.day.max() - found.day.min()) + 1)
    seen = np.zeros(0, np.int64)
    if source in found.index and target in found.index and kind in found.kinds:
        same = (found.source == found.index[source]) & (found.target == found.index[target])
        seen = np.unique(found.day[same & (found.kind == found.kinds.index(kind))])
    covered = np.minimum(np.diff(seen, append=seen[-1:] + days), days).sum() if len(seen) else 0
    windows = span / days
    return float((min(covered, span) / days + rate) / (windows + 1))


def _supposed(acts: Sequence[Act], answers: Sequence[Answer]) -> Evidence:
    """The acts as reports of weight 1, and of each answer as much weight as it gains in probability."""
    pieces = [_piece(act.source, act.event_type, act.target, act.date, 1.0, f"act {n}") for n, act in enumerate(acts)]
    first = acts[0].date
    for n, answer in enumerate(answers):
        gain = answer.after - answer.before
        if gain > 0:
            pieces.append(_piece(answer.source, answer.event_type, answer.target, first, gain, f"answer {n}"))
    return evidence(pieces)


def _piece(source: str, kind: str, target: str, day: dt.date, weight: float, report: str) -> Piece:
    value = plover.intensity(kind) / 10
    return Piece(source, target, day_number(day), value, weight, report, words=kind in SPOKEN, kind=kind, row=report)


def _stretch(until: dt.date) -> Evidence:
    """A piece of nobody's that makes both calendars end on the same day."""
    return evidence([Piece("~", "~~", day_number(until), 0.0, 1e-6, "~", row="~")])


def _moves(
    acts: Sequence[Act], plain: Ties, told: Ties, levers: Sequence[Dependence], poles: Sequence[str]
) -> list[Move]:
    parties = {(act.source, act.target) for act in acts} | {(act.target, act.source) for act in acts}
    direct = [move for pair in sorted(parties) if (move := _tie(plain, told, *pair)) is not None]
    thirds = [move for act in acts for move in _balanced(act, plain, direct)]
    thirds.sort(key=lambda move: -abs(move.change))
    orbit = [
        move for actor in sorted({act.target for act in acts}) for move in _orbit(plain, told, actor, poles, levers)
    ]
    return [*direct, *orbit, *thirds[:_THIRDS]]


def _tie(plain: Ties, told: Ties, source: str, target: str) -> Move | None:
    before, after = plain.pair(source, target), told.pair(source, target)
    if after is None:
        return None
    now = float(told.value[after, -1])
    was = float(told.rests_at[after]) if before is None else float(plain.value[before, -1])
    spread = float(told.spread[after, -1])
    known = float(told.learnt.parameters.tau) if before is None else float(plain.spread[before, -1])
    half = WITHIN_80 * float(np.sqrt(max(known**2 - spread**2, 0.0)))
    measured = None if before is None else was
    return _move("tie", source, target, measured, now, now - was, half, "act")


def _balanced(act: Act, plain: Ties, direct: Sequence[Move]) -> list[Move]:
    """How those near the source, and those against it, would move towards the target."""
    (moved,) = [m.change for m in direct if (m.source, m.target) == (act.source, act.target)] or [0.0]
    out = []
    for pair in np.flatnonzero(plain.source == plain.actors.index(act.source)) if act.source in plain.actors else ():
        third = plain.actors[plain.target[pair]]
        to_target = plain.pair(third, act.target)
        if third in (act.target, "~", "~~") or to_target is None:
            continue
        push = moved * float(plain.value[pair, -1])
        was = float(plain.value[to_target, -1])
        half = WITHIN_80 * BALANCE_ERROR * abs(push)
        move = _move("tie", third, act.target, was, was + BALANCE * push, BALANCE * push, half, "triad")
        if abs(move.change) >= _LEAST / 50:
            out.append(move)
    return out


def _orbit(plain: Ties, told: Ties, actor: str, poles: Sequence[str], levers: Sequence[Dependence]) -> list[Move]:
    exposed = exposures(list(levers))
    before, after = (pulls(ties, actor, poles, exposed) for ties in (plain, told))
    if not before:
        return []
    was, now = (np.array([pull.mean[-1] for pull in found]) for found in (before, after))
    known, left = (np.array([pull.spread[-1] for pull in found]) for found in (before, after))
    half = WITHIN_80 * np.sqrt(np.maximum(np.nan_to_num(known**2 - left**2), 0.0))
    share = shares(was[:, None])[0][:, 0]
    moved = [shares((now + way * half)[:, None])[0][:, 0] for way in (0, -1, 1)]
    out = []
    for n, pole in enumerate(pull.pole for pull in before):
        if np.isnan(now[n]) or np.isnan(was[n]):
            continue
        pull = _move("pull", actor, pole, float(was[n]), float(now[n]), None, float(half[n]), "orbit")
        if abs(pull.change) >= _LEAST:
            out.append(pull)
        if not np.isnan(share[n]) and abs(moved[0][n] - share[n]) >= _LEAST:
            reach = max(abs(moved[way][n] - moved[0][n]) for way in (1, 2))
            out.append(_move("share", actor, pole, float(share[n]), float(moved[0][n]), None, float(reach), "orbit"))
    return out


def _move(
    what: str, source: str, target: str, before: float | None, after: float, change: float | None, half: float, why: str
) -> Move:
    moved = after - (before or 0.0) if change is None else change
    known = None if before is None else round(before, 6)
    return Move(
        what,
        source,
        target,
        known,
        round(after, 6),
        round(moved, 6),
        round(moved - half, 6),
        round(moved + half, 6),
        why,
    )


def _rounded(answer: Answer) -> Answer:
    return replace(
        answer,
        before=round(answer.before, 6),
        after=round(answer.after, 6),
        low=round(answer.low, 6),
        high=round(answer.high, 6),
    )


def _direct(acts: Sequence[Act]) -> list[Mechanism]:
    return [
        Mechanism(
            "act",
            f"{act.source} does {act.event_type} to {act.target} on {act.date}: "
            f"{plover.intensity(act.event_type):+.1f} on the PLOVER scale",
            "supposed; counted as one report",
        )
        for act in acts
    ]


def _of_answer(answer: Answer) -> Mechanism:
    return Mechanism(
        "answer",
        f"{answer.source} then does {answer.event_type} to {answer.target} within {answer.days} days: "
        f"{answer.before:.0%} becomes {answer.after:.0%}",
        f"{answer.hits} of {answer.cases} past cases {answer.among}",
    )


def _levers(acts: Sequence[Act], levers: Sequence[Dependence], dependent: Mapping[Act, Sequences]) -> list[Mechanism]:
    """What the target depends on the source for, and whether that has changed the answers."""
    out = []
    for act in acts:
        cases = _cases(dependent[act], act.event_type) if act in dependent else 0
        changes = (
            f"answers are counted on {cases} past cases towards those who depend so"
            if cases >= ENOUGH
            else f"listed only: {cases} past cases towards those who depend so are too few to tell what it changes"
        )
        for one in levers:
            if (one.actor, one.on) == (act.target, act.source):
                used = f", used before in {one.used} report{'s' * (one.used != 1)}" if one.used else ""
                others = ", ".join(one.alternatives) or "none told"
                words = f"{one.actor} depends on {one.on} for {one.domain}{used}; alternatives: {others}"
                out.append(Mechanism("lever", words, f"{_reports(one.n_reports)}; {changes}"))
    return out


def _reports(n: int) -> str:
    return f"{n} independent report{'s' * (n != 1)}"


def _loops(acts: Sequence[Act], drivers: CausalMap | None) -> list[Mechanism]:
    if drivers is None:
        return []
    return [
        Mechanism(
            "loop",
            f"a {loop.kind} loop of {len(loop.mechanism_ids)} mechanisms",
            _reports(loop.n_reports),
        )
        for loop in drivers.loops
    ]


def _triads(thirds: Sequence[Move]) -> str:
    named = ", ".join(move.source for move in thirds[:3])
    return f"those near the source lean its way, those against it the other ({named}); the effect is small"


def _trust(acts: Sequence[Act], base: Ties, answers: Sequence[Answer]) -> str:
    pairs = [pair for act in acts if (pair := base.pair(act.source, act.target)) is not None]
    reports = sum(int(base.n_reports[pair, -1]) for pair in pairs)
    cases = max((answer.cases for answer in answers), default=0)
    about = f"{reports} independent reports of the pair" if reports else "no report of the pair"
    past = f"{cases} past cases of such an act" if cases else "no past cases of such an act in this world"
    if reports >= 20 and cases >= 30:
        level = "The direction can be trusted, the size roughly"
    elif reports >= 3 and cases >= FEWEST:
        level = "The direction is likely right, the size a guess"
    else:
        level = "Little more than what the act itself says"
    return f"{level}: it rests on {about} and {past}, and supposes that all else stays as it is."
