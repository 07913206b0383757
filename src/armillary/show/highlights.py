"""A text with spans that may overlap: cut at every end of a span into pieces that lie flat beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text and the places, in the list of spans, of those that cover it."""

    text: str
    spans: tuple[int, ...] = ()


def stretches(text: str, spans: Sequence[tuple[int, int]], start: int = 0) -> Iterator[Stretch]:
    """The text in pieces, each covered by the same spans from its first to its last character.

    Joined they are the text. What of a span lies outside the text counts for nothing, and neither does an empty span.

    Args:
        text: any.
        spans: first code point and one past the last.
        start: the place that spans call the text's first.
    """
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for k, (first, last) in enumerate(spans):
        first, last = max(0, first - start), min(len(text), last - start)
        if first < last:
            opening.setdefault(first, []).append(k)
            closing.setdefault(last, []).append(k)
    open_now: dict[int, None] = {}
    at = 0
    for cut in sorted({*opening, *closing, len(text)}):
        if cut > at:
            yield Stretch(text[at:cut], tuple(sorted(open_now)))
        at = cut
        _close(open_now, closing.get(cut, ()))
        open_now.update(dict.fromkeys(opening.get(cut, ())))


def _close(open_now: dict[int, None], ended: Iterable[int]) -> None:
    for k in ended:
        del open_now[k]
