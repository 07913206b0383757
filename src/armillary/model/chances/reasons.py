"""Why a chance is what it is: what each part of the past adds to it, in words.

What reasons add sums to the score, log of the expected number of such events in the window. In words each multiplies
that number: x2 doubles it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from armillary.model.chances.features import BY_TYPE, FEATURES
from armillary.model.chances.history import TYPES, UNTYPED
from armillary.model.chances.told import Chances
from armillary.model.chances.weights import WINDOWS
from armillary.model.evidence import day_of
from armillary.model.sequences import Sequences

Floats = NDArray[np.float64]

PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "usual": ("base", "share"),
    "own": ("own_5", "own_20", "own_80", "own_ever", "own_since", "own"),
    "pair": ("pair_5", "pair_20", "pair_ever", "pair"),
    "back": ("back_20", "back_ever", "back_pair_20"),
    "elsewhere": ("source_does", "target_gets", "source_gets", "target_does", "source_acts", "target_met"),
    "friendly": ("friendly",),
}
"""Features that are told as one reason."""

SMALL: Final = 0.05
"""What adds less than this is told with the rest."""

MOST: Final = 7
"""Reasons that are told one by one."""

_CASES: Final = 5
"""Of a sequence, below which it is not told."""

_DATES = 3


class Reason(NamedTuple):
    """One part of a score."""

    part: str
    """A key of `PARTS`, `act`, `answer`, `world`, `calibration` or `window`."""
    adds: float
    words: str


class Reasons:
    """Reasons of one set of chances."""

    def __init__(self, found: Chances, sequences: Sequences | None = None) -> None:
        self.found = found
        self.sequences = sequences
        self.weight = tuple(self._weights(n) for n in range(len(WINDOWS)))

    def of(self, n: int, kind: int, window: int) -> list[Reason]:
        """All reasons, the usual first, then by how much they add.

        Args:
            n: which pair of the state.
            kind: which type.
            window: which of `WINDOWS`.
        """
        usual, *others = self._all(n, kind, window)
        others.sort(key=lambda reason: -abs(reason.adds))
        return [usual, *others]

    def lines(self, n: int, kind: int, window: int) -> tuple[str, ...]:
        """The reasons as one reads them; small ones together at the end."""
        usual, *others = self.of(n, kind, window)
        large = [one for one in others[:MOST] if abs(one.adds) >= SMALL]
        rest = sum(one.adds for one in others[len(large) :])
        out = [usual.words, *(f"{one.words}: {_times(one.adds)}" for one in large)]
        if abs(rest) >= 0.005:
            out.append(f"all else: {_times(rest)}")
        expected = float(np.exp(self.found.score[window, n, kind]))
        out.append(f"together {expected:.2g} expected in {WINDOWS[window]} days")
        return tuple(out)

    def _weights(self, window: int) -> Mapping[str, tuple[Floats, Floats]]:
        """Weights of each part: of the common features (2, features), and by type (2, by type, types)."""
        weights = self.found.trained.weights[window]
        out = {}
        for part, names in PARTS.items():
            common = np.array([name in names for name in FEATURES])
            typed = np.array([name in names for name in BY_TYPE])
            out[part] = (weights.common * common, weights.typed * typed[:, None])
        return out

    def _all(self, n: int, kind: int, window: int) -> Iterator[Reason]:
        found, state = self.found, self.found.state
        seen = int(state.seen[n, kind])
        weights = found.trained.weights[window]
        rules = {"act": state.acts[n] * weights.acts[:, kind], "answer": state.answers[n] * weights.answers[:, kind]}
        same = {"own": rules["act"][kind], "back": rules["answer"][kind]}
        for part, (common, typed) in self.weight[window].items():
            adds = float(state.common[n, kind] @ common[seen] + state.typed[:, n, kind] @ typed[seen, :, kind])
            adds += float(same.get(part, 0.0))
            yield Reason(part, adds, self._words(part, n, kind, adds))
        for part, adding in rules.items():
            for then in np.flatnonzero(adding):
                if then != kind:
                    yield Reason(part, float(adding[then]), self._rule(n, int(then), kind, back=part == "answer"))
        world = float(found.own[window, seen])
        yield Reason("world", world, "what this world's last such window, or a shorter one, had against what was told")
        yield Reason("calibration", float(found.calibrated[window, n, kind]), "calibration")
        yield Reason("window", float(found.nested[window, n, kind]), "not less than in the shorter window")

    def _words(self, part: str, n: int, kind: int, adds: float) -> str:
        source, target = self._names(n)
        name, state = TYPES[kind], self.found.state
        if part == "usual":
            which = "a pair that had it before" if state.seen[n, kind] else "a pair that never had it"
            return f"{name} on {which}, nothing else known: {float(np.exp(adds)):.2g} expected"
        if part == "own":
            return self._rule(n, kind, kind, back=False)
        if part == "pair":
            return f"all that {source} did to {target}, of whatever type"
        if part == "back":
            back = int(self.found.history.back[state.pairs[n]])
            when = "never" if back < 0 else self._when(back, kind)
            return f"what {target} did to {source}, {name} {when}"
        if part == "elsewhere":
            return f"what {source} does to others and others to {target}"
        level = float(state.typed[BY_TYPE.index("friendly"), n, kind])
        return f"{source} was {'friendly' if level > 0 else 'hostile'} to {target} ({level:+.2f})"

    def _rule(self, n: int, then: int, kind: int, *, back: bool) -> str:
        source, target = self._names(n)
        one, other = (target, source) if back else (source, target)
        pair = int(self.found.state.pairs[n])
        when = self._when(int(self.found.history.back[pair]) if back else pair, then)
        words = f"{one} did {TYPES[then]} to {other} {when}"
        rule = self.sequences.rule(TYPES[then], TYPES[kind], back=back) if self.sequences else None
        if rule is None or rule.cases < _CASES:
            return words
        return f"{words} ({rule.words()})"

    def _when(self, pair: int, kind: int) -> str:
        """On how many days a type came about, and the latest of them."""
        if kind == UNTYPED:
            return "never"
        days = self.found.history.days_of(pair, kind, self.found.state.day)
        if not len(days):
            return "never"
        dates = ", ".join(day_of(int(day)).isoformat() for day in days[: -_DATES - 1 : -1])
        return f"on {dates}" if len(days) <= _DATES else f"on {len(days)} days, last {dates}"

    def _names(self, n: int) -> tuple[str, str]:
        history, pair = self.found.history, self.found.state.pairs[n]
        return history.actors[history.source[pair]], history.actors[history.target[pair]]


def _times(adds: float) -> str:
    return f"×{float(np.exp(adds)):.2f}"
