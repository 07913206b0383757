"""Train the event classifier on `events_sentences.toml` and `events_news.toml` and write its weights.

    python scripts/train_events.py

A softmax over sentence and word vectors (see `armillary.read.events.classify`), L2-regularised, full-batch Adam.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from armillary.lexicon import plover
from armillary.read.events.classify import Span, features

HERE = Path(__file__).parent
OUT = HERE.parent / "src/armillary/read/events/classifier.npz"
COPIES = 4
STEPS = 200
NEWS = 4.0
"""How much more a news sentence weighs than one made of parts."""
DECAY = 2e-4
RATE = 0.05
COOPERATIVE = ("CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT")
CONFLICT = ("SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE")

Example = tuple[str, str]
"""Type and sentence."""


def examples(data: dict[str, Any], chance: random.Random) -> Iterator[Example]:
    """All sentences with their types."""
    for kind, phrases in data["acts"].items():
        for phrase in phrases:
            verb, rest = phrase.split(" ", 1)
            past = verb.split("/")[1]
            for form in (past, f"has {past}", f"{past}", f"said it {past}"):
                yield kind, _dressed(f"A {form} {rest}", data, chance)
    for kind, patterns in data["patterns"].items():
        if kind == "requests":
            continue
        yield from _embedded(kind, patterns, data, chance)
    for kind, sentences in data["plain"].items():
        for sentence in sentences:
            for _ in range(COPIES):
                yield kind, _dressed(sentence, data, chance)
    for kind, languages in data["sentences"].items():
        for sentences in languages.values():
            for sentence in sentences:
                yield from ((kind, sentence), (kind, sentence))


def _embedded(kind: str, patterns: list[str], data: dict[str, Any], chance: random.Random) -> Iterator[Example]:
    """Acts that are announced, refused, threatened, requested."""
    if kind == "REQUEST":
        for pattern in patterns:
            for other in data["patterns"]["requests"]:
                yield kind, _dressed(pattern.replace("{other}", other), data, chance)
        return
    for inner in CONFLICT if kind == "THREATEN" else COOPERATIVE:
        for phrase in data["acts"][inner]:
            verb, rest = phrase.split(" ", 1)
            for pattern in chance.sample(patterns, 3):
                yield kind, _dressed(pattern.replace("{inf}", f"{verb.split('/')[0]} {rest}"), data, chance)


def _dressed(sentence: str, data: dict[str, Any], chance: random.Random) -> str:
    head, tail = chance.choice(data["frames"]["heads"]), chance.choice(data["frames"]["tails"])
    return f"{head}{sentence}{tail}."


def spans(sentence: str) -> tuple[Span, Span]:
    """Where A and B stand."""
    found: list[Span] = []
    for mask in ("A", "B"):
        at = next((i for i, sign in enumerate(sentence) if sign == mask and not _inside_word(sentence, i)), None)
        found.append(None if at is None else (at, at + 1))
    return found[0], found[1]


def _inside_word(sentence: str, i: int) -> bool:
    around = sentence[max(0, i - 1) : i] + sentence[i + 1 : i + 2]
    return any(sign.isascii() and sign.isalpha() for sign in around)


def news(data: dict[str, list[str]]) -> Iterator[tuple[str, str, tuple[Span, Span]]]:
    """Types, sentences and where their actors stand, from `[source]` and `{target}`."""
    for kind, marked in data.items():
        for sentence in marked:
            yield kind, *unmarked(sentence)


def unmarked(sentence: str) -> tuple[str, tuple[Span, Span]]:
    """A sentence without its marks, and the spans that they named (the first of each)."""
    text = ""
    found: dict[str, Span] = {}
    begun: dict[str, int] = {}
    for piece in re.split(r"([\[\]{}])", sentence):
        if piece in ("[", "{"):
            begun[piece] = len(text)
        elif piece in ("]", "}"):
            mark = "[" if piece == "]" else "{"
            found.setdefault(mark, (begun[mark], len(text)))
        else:
            text += piece
    return text, (found.get("["), found.get("{"))


def train(
    x: NDArray[np.float32], y: NDArray[np.int64], n: int, share: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Softmax regression; `share` says how much a row weighs within its type, every type weighs the same."""
    weight = ((1.0 / np.bincount(y, minlength=n))[y] * share).astype(np.float32)
    weight /= weight.sum()
    matrix, bias = np.zeros((x.shape[1], n), np.float32), np.zeros(n, np.float32)
    moments = [np.zeros_like(matrix), np.zeros_like(matrix), np.zeros_like(bias), np.zeros_like(bias)]
    target = np.eye(n, dtype=np.float32)[y]
    for step in range(1, STEPS + 1):
        scores = x @ matrix + bias
        shares = np.exp(scores - scores.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        error = (shares - target) * weight[:, None]
        for k, (value, slope) in enumerate(((matrix, x.T @ error + DECAY * matrix), (bias, error.sum(0)))):
            first, second = moments[2 * k], moments[2 * k + 1]
            first[...] = 0.9 * first + 0.1 * slope
            second[...] = 0.999 * second + 0.001 * slope**2
            value -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return matrix, bias


def main() -> None:
    """Write the weights."""
    data = tomllib.loads((HERE / "events_sentences.toml").read_text("utf-8"))
    made = [(kind, text, spans(text)) for kind, text in sorted(set(examples(data, random.Random(1))))]
    written = list(news(tomllib.loads((HERE / "events_news.toml").read_text("utf-8"))))
    listed = made + written
    types = tuple(plover.types())
    y = np.array([types.index(kind) for kind, _, _ in listed])
    share = np.array([1.0] * len(made) + [NEWS] * len(written), np.float32)
    x = features([text for _, text, _ in listed], [places for _, _, places in listed])
    matrix, bias = train(x, y, len(types), share)
    right = float(((x @ matrix + bias).argmax(1) == y).mean())
    np.savez_compressed(OUT, types=np.array(types), matrix=matrix.astype(np.float16), bias=bias.astype(np.float16))
    print(f"{len(listed)} sentences, {right:.3f} right on themselves, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
