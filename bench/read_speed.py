"""Articles a second on one core through gather, trace and read, and peak memory.

Articles of about 600 words (a Chinese word is counted as 1.7 characters) are put together from the sources of the pool
of `trace`, in the languages that are read; none is a copy of another. CPU time of `build` with one worker, after
one article of each language has been read: what is loaded once is not counted.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from armillary.commands import build
from pool import lines
from read_pairs import READ

WORDS = 600


def articles(data: Path) -> Iterator[tuple[str, str]]:
    """Language and text of articles of the length wanted, from documents none of which is a copy of another."""
    parents = {row["id"]: {s[0] for line in row["lines"] for s in line["segs"]} for row in marked(data)}
    used: set[str] = set()
    waiting: dict[str, list[str]] = defaultdict(list)
    for document in lines(data / "trace/docs.dev.jsonl"):
        language, own = document["lang"], parents[document["id"]]
        if language not in READ or own & used:
            continue
        used |= own
        waiting[language] += document["text"].split("\n")
        if n_words(waiting[language], language) >= WORDS:
            yield language, "\n".join(waiting.pop(language))


def marked(data: Path) -> Iterator[dict[str, list[dict[str, list[list[str]]]]]]:
    """Which source each line of the documents is from."""
    return lines(data / "trace/gold/lines.dev.jsonl")


def n_words(sentences: list[str], language: str) -> float:
    """Words of some sentences."""
    return sum(len(s) / 1.7 if language in ("zh", "ja") else len(s.split()) for s in sentences)


def main() -> None:
    """Print articles a second until each room, and peak memory in GB."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--until", default="read")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "articles"
        folder.mkdir()
        made = list(articles(given.data))
        for n, (language, text) in enumerate(made):
            (folder / f"{language}{n:03}.txt").write_text(text, "utf-8")
        first = [next(folder.glob(f"{language}*.txt")) for language in sorted({language for language, _ in made})]
        build(first, Path(place) / "warm.duckdb", until=given.until)
        for path in first:
            path.unlink()
        start = time.process_time()
        built = build([folder], Path(place) / "w.duckdb", until=given.until)
        cpu = time.process_time() - start
    result = {
        "articles": built.n_articles,
        "until": given.until,
        "cpu_seconds": round(cpu, 1),
        "articles_per_second": round(built.n_articles / cpu, 2),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
    }
    print(json.dumps(result))
    if given.json:
        given.json.write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
