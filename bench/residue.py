"""Precision and recall of web residue per language, on the pool of copies (`data/trace`).

    python bench/residue.py [DATA] [--reported] [--without-markers]

A line counts as found where all its sentences are marked `boilerplate` or `byline` (a dateline is before others).
`--without-markers` takes away the lines that announce a list ("More Stories"), so that its headlines must be known by
form and place alone.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from armillary.gather.document import Document
from armillary.gather.phrases import phrases
from armillary.gather.prepare import Prepared, prepare
from split import is_reported

_MARKED = {"boilerplate", "byline"}


def main() -> None:
    """Score one side of the split and print a table."""
    options = _options()
    found: Counter[tuple[str, bool, bool]] = Counter()
    seconds = 0.0
    documents = _documents(options.data)
    for gold in _lines(options.data / "gold" / "lines.dev.jsonl"):
        if is_reported(gold["doc"]) is not options.reported:
            continue
        document = documents[gold["id"]]
        lines = [(line, entry["kind"] == "boiler") for line, entry in _paired(document["text"], gold["lines"])]
        if options.without_markers:
            lines = [(line, residue) for line, residue in lines if not (residue and phrases("more").is_line(line))]
        started = time.process_time()
        marked = _marked("\n".join(line for line, _ in lines), gold["id"])
        seconds += time.process_time() - started
        found.update((document["lang"], residue, says) for (_, residue), says in zip(lines, marked, strict=True))
    _print(found, len(documents), seconds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data/trace"))
    parser.add_argument("--reported", action="store_true", help="the third that is reported")
    parser.add_argument("--without-markers", action="store_true")
    return parser.parse_args()


def _documents(data: Path) -> dict[str, dict[str, Any]]:
    return {entry["id"]: entry for entry in _lines(data / "docs.dev.jsonl")}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _paired(text: str, entries: list[dict[str, str]]) -> zip[tuple[str, dict[str, str]]]:
    return zip(text.split("\n"), entries, strict=True)


def _marked(text: str, name: str) -> list[bool]:
    prepared = prepare(Document(f"{name}.txt", "text", text, "utf-8", name))
    assert isinstance(prepared, Prepared)
    kinds = {s.start_char: s.kind in _MARKED for s in prepared.sentences}
    marked, at = [], 0
    for line in text.split("\n"):
        own = [said for start, said in kinds.items() if at <= start <= at + len(line)]
        marked.append(bool(own) and all(own))
        at += len(line) + 1
    return marked


def _print(found: Counter[tuple[str, bool, bool]], documents: int, seconds: float) -> None:
    languages = sorted({language for language, _, _ in found})
    print(f"{'':5} {'lines':>6} {'residue':>8} {'precision':>10} {'recall':>7}")
    for language in [*languages, "all"]:
        counts = Counter[tuple[bool, bool]]()
        for (of, residue, says), n in found.items():
            counts[residue, says] += n if language in (of, "all") else 0
        right, wrong, missed = counts[True, True], counts[False, True], counts[True, False]
        precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
        print(f"{language:5} {counts.total():6} {right + missed:8} {precision:10.3f} {recall:7.3f}")
    print(f"{seconds:.1f} CPU seconds; {documents} documents in the pool")


if __name__ == "__main__":
    main()
