"""The whole way as a user goes it: the pool as text files through `build`, then the links of the world scored.

Unlike `bench/pairs.py`, which measures the trace room on given lines, this includes reading, sentences, residue and the
store. `--workers 1` keeps it on one core.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from armillary.commands import build
from armillary.world import World
from pairs import groups, score
from pool import Key, Pool, load


def names(world: World) -> dict[str, str]:
    """article_id to the id of the document."""
    return {
        article_id: Path(source).stem for article_id, source in world.query("SELECT article_id, source FROM articles")
    }


def linked(world: World) -> set[Key]:
    """Pairs of documents that the world links."""
    known = names(world)
    pairs: Iterable[tuple[str, str]] = world.query("SELECT article_a, article_b FROM links")
    return {(min(known[a], known[b]), max(known[a], known[b])) for a, b in pairs}


def measure(pool: Pool, workers: int) -> dict[str, object]:
    """Build and score."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "articles"
        folder.mkdir()
        for text in pool.texts:
            (folder / f"{text.article.article_id}.txt").write_text(text.article.text, "utf-8")
        start, clock = time.process_time(), time.perf_counter()
        built = build([folder], Path(place) / "w.duckdb", workers=workers, until="trace")
        cpu, wall = time.process_time() - start, time.perf_counter() - clock
        with World.open(built.world) as world:
            found = linked(world)
    return {
        "articles": built.n_articles,
        "cpu_seconds": round(cpu, 1),
        "seconds": round(wall, 1),
        "articles_per_second": round(built.n_articles / cpu, 1),
        "scores": {name: score(pool, found, of) for name, of in groups(pool).items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    result = measure(load(options.data), options.workers)
    print(json.dumps(result, indent=1))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
