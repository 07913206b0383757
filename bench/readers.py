"""How fast files are read, in how much memory, and how often encodings from before Unicode come out right.

    python bench/readers.py [--texts ../shared/data/trace/docs.dev.jsonl]

Speed and memory are measured on files made for it; encodings on the lines of the texts (JSONL: lang, text), each saved
in the encodings its language used, whole and cut to a headline. Nothing is tuned on the texts.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from armillary.errors import SourceError
from armillary.gather.document import Document
from armillary.gather.encoding import decode
from armillary.gather.sources import documents

TEXTS = Path(__file__).parents[2] / "shared/data/trace/docs.dev.jsonl"
ENCODINGS = {
    "ru": ("cp1251", "koi8_r", "cp866"),
    "uk": ("cp1251", "koi8_u"),
    "pl": ("cp1250", "iso8859_2"),
    "cs": ("cp1250", "iso8859_2"),
    "hr": ("cp1250", "iso8859_2"),
    "zh": ("gb18030",),
    "ja": ("cp932", "euc_jp"),
    "de": ("cp1252",),
    "fr": ("cp1252",),
    "en": ("cp1252",),
}
LENGTHS = (60, 200, 2000)
"""Characters: a headline, a short paragraph, an article."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=Path, default=TEXTS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        timed("10,000 small files", small_files(folder / "many"))
        timed("JSONL of 200 MB", rows(folder / "rows.jsonl", "", "\n", ""))
        timed("JSON array of 200 MB", rows(folder / "rows.json", "[", ",\n", "]"))
    if options.texts.is_file():
        encodings(options.texts)


def small_files(folder: Path) -> Path:
    folder.mkdir()
    for number in range(10_000):
        (folder / f"{number}.txt").write_text(f"Article {number}. The bridge is open.")
    return folder


def rows(path: Path, before: str, between: str, after: str) -> Path:
    text = "Мост открыт для поездов, сообщило министерство. " * 60
    with path.open("w") as file:
        file.write(before)
        for number in range(39_000):
            row = {"title": f"Number {number}", "text": f"{text}{number}", "url": f"https://a.example/{number}"}
            file.write((between if number else "") + json.dumps(row, ensure_ascii=False))
        file.write(after)
    return path


def timed(what: str, source: Path) -> None:
    memory, start = peak(), time.process_time()
    read = sum(isinstance(found, Document) for found in documents([str(source)]))
    seconds = time.process_time() - start
    print(f"{what}: {read} documents, {read / seconds:,.0f} a CPU second, peak memory +{peak() - memory:.0f} MB")


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def encodings(texts: Path) -> None:
    right: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for text, encoding, length in cases(texts):
        total[length] += 1
        right[length] += comes_back(text, encoding)
    for length in LENGTHS:
        print(f"encodings, {length} characters: {right[length]} of {total[length]} right")


def cases(texts: Path) -> Iterator[tuple[str, str, int]]:
    for line in texts.open():
        document = json.loads(line)
        for encoding in ENCODINGS.get(document["lang"], ()):
            for length in LENGTHS:
                text = document["text"][:length].encode(encoding, "ignore").decode(encoding)
                if not text.isascii():
                    yield text, encoding, length


def comes_back(text: str, encoding: str) -> bool:
    try:
        return decode(text.encode(encoding)).text == text
    except SourceError:
        return False


if __name__ == "__main__":
    main()
