"""Ties against votes: does who stands near whom in events agree with who votes alike in the UN General Assembly?

The data of votes are not part of this project. Give a file in one of the public forms (Bailey, Strezhnev and Voeten,
2017):

- ideal points: columns `iso3c`, `year` or `session`, and `IdealPointAll`, `IdealPointFP` or `IdealPoint`; two states
  agree the more, the less their points differ;
- agreement scores: `ccode1`, `ccode2`, `year`, `agree`; numbers of states are looked up in `--codes`, a file with
  `ccode` and `iso3c` (that of ideal points has both). Columns `iso3c1` and `iso3c2` may stand instead of numbers.

The tie of two states in a year is the mean of both directions over its months, of which only those count that follow a
first report. Prints Spearman's correlation over pairs of states, for all pairs and those with ten reports or more, with
95 % intervals by bootstrap over pairs, and over states, as pairs that share a state are not independent.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from armillary.model.ties import Settings, Ties, fit
from ties import history

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Pair = tuple[str, str]

TIMES = 1000
ENOUGH = 10
POINTS = ("IdealPointAll", "IdealPointFP", "IdealPoint")


def agreement(file: Path, year: int, codes: Path | None = None) -> dict[Pair, float]:
    """How far each two states agree in a year; more is nearer. Pairs are in the order of the alphabet.

    Raises:
        SystemExit: the file has neither form, or no such year.
    """
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = [row for row in csv.DictReader(text) if _year(row) == year]
    if not rows:
        raise SystemExit(f"{file.name} has no votes of {year}; expected a column `year` or `session` with it")
    if "agree" in rows[0]:
        found = _scores(rows, _states(codes) if codes else {})
    else:
        point = next((name for name in POINTS if name in rows[0]), None)
        if point is None or "iso3c" not in rows[0]:
            raise SystemExit(f"{file.name}: expected `agree`, or `iso3c` with one of {', '.join(POINTS)}")
        points = {row["iso3c"]: value for row in rows if (value := _number(row[point])) is not None}
        found = {pair: -abs(points[pair[0]] - points[pair[1]]) for pair in combinations(sorted(points), 2)}
    return found


def _year(row: Mapping[str, str]) -> int:
    year = _number(row.get("year") or "")
    session = _number(row.get("session") or "")
    return int(year) if year is not None else int(session) + 1945 if session is not None else 0


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if np.isfinite(value) else None


def _scores(rows: list[dict[str, str]], states: Mapping[str, str]) -> dict[Pair, float]:
    out: dict[Pair, float] = {}
    for row in rows:
        one, other = (row.get(f"iso3c{n}") or states.get(row.get(f"ccode{n}", ""), "") for n in (1, 2))
        score = _number(row["agree"])
        if one and other and one != other and score is not None:
            out[min(one, other), max(one, other)] = score
    return out


def _states(codes: Path) -> dict[str, str]:
    with codes.open(encoding="utf-8-sig", newline="") as text:
        return {row["ccode"]: row["iso3c"] for row in csv.DictReader(text)}


def yearly(ties: Ties, year: int) -> dict[Pair, tuple[float, int]]:
    """Tie of each two states over the months of a year, and reports up to its end, both directions together."""
    months = np.array([start.year == year for start in ties.periods.starts])
    told: dict[Pair, list[tuple[float, int]]] = {}
    for n, (source, target) in enumerate(zip(ties.source, ties.target, strict=True)):
        one, other = sorted((ties.actors[source], ties.actors[target]))
        known = months & (ties.n_evidence[n] > 0)
        if known.any() and ":" not in one + other:
            told.setdefault((one, other), []).append(
                (float(ties.value[n, known].mean()), int(ties.n_reports[n, known][-1]))
            )
    return {pair: (float(np.mean([v for v, _ in both])), sum(n for _, n in both)) for pair, both in told.items()}


def compared(ties: Mapping[Pair, tuple[float, int]], votes: Mapping[Pair, float], least: int = 1) -> dict[str, Any]:
    """Spearman's correlation over the pairs that both know, with intervals."""
    pairs = sorted(pair for pair in ties.keys() & votes.keys() if ties[pair][1] >= least)
    if len(pairs) < ENOUGH:
        return {"spearman": None, "pairs": len(pairs)}
    tie, vote = np.array([ties[pair][0] for pair in pairs]), np.array([votes[pair] for pair in pairs])
    states = sorted({state for pair in pairs for state in pair})
    ends = np.array([[states.index(state) for state in pair] for pair in pairs])
    random = np.random.default_rng(0)

    def by_pairs() -> Ints:
        return random.integers(0, len(pairs), len(pairs))

    def by_states() -> Ints:
        times = np.bincount(random.integers(0, len(states), len(states)), minlength=len(states))
        return np.repeat(np.arange(len(pairs)), times[ends[:, 0]] * times[ends[:, 1]])

    def interval(drawn: list[Ints]) -> list[float]:
        told = [at for at in drawn if len(at) >= ENOUGH and np.ptp(tie[at]) > 0 < np.ptp(vote[at])]
        found = [spearmanr(tie[at], vote[at]).statistic for at in told]
        return [round(float(end), 3) for end in np.nanpercentile(found, [2.5, 97.5])]

    return {
        "spearman": round(float(spearmanr(tie, vote).statistic), 3),
        "interval by pairs": interval([by_pairs() for _ in range(TIMES)]),
        "interval by states": interval([by_states() for _ in range(TIMES)]),
        "pairs": len(pairs),
        "states": len(states),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("votes", type=Path)
    parser.add_argument("--history", type=Path, required=True, help="folder of a history of quadruples")
    parser.add_argument("--year", type=int, required=True, help="of the ties")
    parser.add_argument("--year-of-votes", type=int, help="where it is another one")
    parser.add_argument("--codes", type=Path)
    parser.add_argument("--no-structure", action="store_true", help="leave institutions out, which worlds do not")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    votes = agreement(options.votes, options.year_of_votes or options.year, options.codes)
    settings = Settings(step="month", structure=not options.no_structure)
    ties = yearly(fit(history(options.history), settings), options.year)
    told = {"all pairs": compared(ties, votes), f"{ENOUGH} reports or more": compared(ties, votes, ENOUGH)}
    print(json.dumps(told, indent=1))
    if options.json:
        options.json.write_text(json.dumps(told), "utf-8")


if __name__ == "__main__":
    main()
