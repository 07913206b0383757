"""Speed of searches over a world, one core: by words, by phrases and beginnings, with filters, by meaning.

    python bench/search.py big.duckdb

The world is best made by `bench/worlds.py`. Queries are its own words, common and rare, in all its languages, so that
long lists of places are among them. Each is asked once to warm, then `--times` times. Times are of a single search in
an open world, as a server has it; processor time, which other programs at work do not change, and on a free core the
time one waits: all is done in one thread. `opening` is what the first search of a process pays.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from armillary.read.index.searching import Found, Index
from armillary.read.index.sentences import Filters
from armillary.world import World

WORDS = (
    *("sanctions", "talks", "the", "pipeline border", "uranium", "Kazakhstan Russia", "price of wheat", "ministers"),
    *("санкциями", "Казахстану", "цены пшеницы", "переговоры", "угрожает", "газета карта", "трубопровода Россия"),
    *("制裁", "哈萨克斯坦", "输油管道", "小麦价格", "油", "警告 俄罗斯"),
    *("sankcji", "rurociągu", "ceny pszenicy", "санкцій", "трубопроводу", "Sanktionen", "Weizenpreis", "sanciones"),
    *("oleoductos", "blé", "yaptırımlar", "القمح", "パイプライン", "송유관", "ท่อส่งน้ำมัน"),
)
PHRASES = (
    *('"imposes sanctions on"', '"the price of wheat"', '"вводит санкции"', '"输油管道"', '"nakłada sankcje"', "sanc*"),
    *('"moves troops" border', "транзит*", "пере*", "Weizen*", '"signs an agreement"'),
)
MEANINGS = (
    *("soldiers gather at the frontier", "хлеб дорожает", "两国签了协议", "ludzie wyjeżdżają za granicę"),
    *("Gaslieferungen wurden gestoppt", "closed-door meeting", "ayuda para las víctimas"),
)
FILTERS = (
    Filters(language="ru"),
    Filters(after=dt.date(2022, 1, 1), before=dt.date(2022, 6, 30)),
    Filters(actors=("KAZ",)),
    Filters(kind="title"),
    Filters(language="en", actors=("RUS",), after=dt.date(2022, 6, 1)),
)


def timed(search: Callable[[], Found], times: int) -> list[float]:
    """Milliseconds of each, after one to warm."""
    search()
    found = []
    for _ in range(times):
        start = time.process_time()
        search()
        found.append(1000 * (time.process_time() - start))
    return found


def told(milliseconds: list[float]) -> dict[str, float]:
    ordered = sorted(milliseconds)
    return {
        "n": len(ordered),
        "median_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 1),
        "max_ms": round(ordered[-1], 1),
    }


def measure(path: Path, times: int) -> dict[str, object]:
    """All figures."""
    with World.open(path) as world:
        world.query("SET threads = 1")
        start = time.process_time()
        index = Index.open(world)
        opening = 1000 * (time.process_time() - start)
        words = {query: timed(lambda q=query: index.words(q), times) for query in WORDS}  # type: ignore[misc]
        phrases = [t for query in PHRASES for t in timed(lambda q=query: index.words(q), times)]  # type: ignore[misc]
        filtered = [
            t
            for query in WORDS[::4]
            for one in FILTERS
            for t in timed(lambda q=query, f=one: index.words(q, filters=f), times)  # type: ignore[misc]
        ]
        meaning = [t for query in MEANINGS for t in timed(lambda q=query: index.meaning(q), times)]  # type: ignore[misc]
        ((articles,),) = world.query("SELECT count(*) FROM articles")
    slowest = sorted(words, key=lambda query: -statistics.median(words[query]))[:3]
    return {
        "articles": articles,
        "opening_ms": round(opening),
        "words": told([t for each in words.values() for t in each]),
        "phrases_and_beginnings": told(phrases),
        "words_with_filters": told(filtered),
        "meaning": told(meaning),
        "slowest_words": slowest,
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("world", type=Path)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    result = measure(options.world, options.times)
    print(json.dumps(result, indent=1, ensure_ascii=False))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
