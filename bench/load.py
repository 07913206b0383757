"""Size: a million events into ties and orbits, in memory and through a world's file, and a year of ICEWS into a world.

Each measure runs in a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import armillary
from armillary.lexicon import actors, cameo
from armillary.model.evidence import Evidence, day_of
from armillary.model.orbits import orbits
from armillary.model.ties import fit

N, ACTORS, FIRST, DAYS = 1_000_000, 250, 10957, 7305
"""Events, actors, 2000-01-01, twenty years."""

_ICEWS = "\t".join(
    """Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,
    Target Sectors,Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude
    """.replace("\n    ", "").split(",")
)


def pairs(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Source and target of each event; few actors do most."""
    random = np.random.default_rng(1)
    chance = 1 / np.arange(1, ACTORS + 1) ** 0.7
    source = random.choice(ACTORS, n, p=chance / chance.sum())
    return source, (source + 1 + random.choice(ACTORS - 1, n)) % ACTORS


def fitting() -> None:
    """Ties and orbits of evidence in memory."""
    random = np.random.default_rng(0)
    source, target = pairs(N)
    found = Evidence(
        tuple(f"A{n:03}" for n in range(ACTORS)),
        source,
        target,
        FIRST + random.integers(0, DAYS, N),
        random.normal(0, 0.4, N),
        np.ones(N),
        np.arange(N),
        np.zeros(N, np.bool_),
        np.ones(N, np.bool_),
        np.zeros(N, np.int64),
        ("CONSULT",),
        (),
    )
    ties = fit(found)
    sum(len(table) for table in orbits(ties, ties.actors[:7]))


def _names() -> list[str]:
    known = [actor.name for actor_id, actor in sorted(actors.known().items()) if len(actor_id) == 3]
    return (known + [f"Citizen ({name})" for name in known])[:ACTORS]


def _quadruples() -> Iterator[str]:
    random, names = np.random.default_rng(2), _names()
    labels = [code.label for code in cameo.codes().values()]
    kind, day = random.integers(0, len(labels), N), np.sort(FIRST + random.integers(0, DAYS, N))
    for s, t, k, d in zip(*pairs(N), kind, day, strict=True):
        yield f"{names[s % len(names)]}\t{labels[k]}\t{names[t % len(names)]}\t{day_of(d)}\n"


def _icews() -> Iterator[str]:
    yield _ICEWS + "\n"
    random, names = np.random.default_rng(3), _names()
    codes = list(cameo.codes().values())
    kind, day = random.integers(0, len(codes), N), np.sort(17532 + random.integers(0, 365, N))
    for n, (s, t, k, d) in enumerate(zip(*pairs(N), kind, day, strict=True)):
        one, other, code = names[s % len(names)], names[t % len(names)], codes[k]
        yield (
            f"{n}\t{day_of(d)}\t{one}\tGovernment,Executive\t{one}\t{code.label}\t{code.code}\t{code.goldstein}\t{other}\t"
            f"Government\t{other}\t{n // 3}\t{n % 5}\tXinhua News Agency\tAstana\t\tAkmola\tKazakhstan\t51.1\t71.4\n"
        )


def loading(form: str, place: Path, *, model: bool) -> None:
    """A file of the format into a world."""
    armillary.load([place / f"{form}.tsv"], place / f"{form}.duckdb", format=form, until="model" if model else "read")


def measured(what: str, place: Path) -> dict[str, float]:
    """Seconds, of the clock and of the processor, and the peak of memory, of one measure."""
    writer = {"quadruples": _quadruples, "icews": _icews}.get(what)
    if writer:
        with (place / f"{what}.tsv").open("w", encoding="utf-8") as file:
            file.writelines(writer())
    clock, cpu = time.perf_counter(), time.process_time()
    if what == "fit":
        fitting()
    else:
        loading(what, place, model=what == "quadruples")
    return {
        "seconds": round(time.perf_counter() - clock, 1),
        "cpu_seconds": round(time.process_time() - cpu, 1),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("fit", "quadruples", "icews"), nargs="+")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if options.one:
        with tempfile.TemporaryDirectory() as place:
            print(json.dumps(measured(options.one, Path(place))))
        return
    results = {}
    for what in options.only or ("fit", "quadruples", "icews"):
        told = subprocess.run([sys.executable, __file__, "--one", what], check=True, capture_output=True, text=True)
        results[what] = json.loads(told.stdout.splitlines()[-1])
    print(json.dumps(results, indent=1))
    if options.json:
        options.json.write_text(json.dumps(results), "utf-8")


if __name__ == "__main__":
    main()
