"""What one given actor does to another in a sentence: frames first, a small classifier where they are silent or unsure.

The classifier is a softmax over sentence vectors (the sentence with its actors masked, the stretch around them, the
windows between, before and after them) and means of word vectors of those windows. Trained on sentences written for it
(`scripts/train_events.py`, `docs/notes/events.md`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from armillary.encoders.usem3 import Usem3
from armillary.lexicon import plover
from armillary.read.document import Line
from armillary.read.events.acts import Act, acts, scene
from armillary.read.events.frames import frames
from armillary.read.events.phrases import Site
from armillary.read.grammar import line

MASKS = ("A", "B")
"""What stands for source and target before encoding."""
_NO_SPACES = frozenset({"zh", "ja"})
_AFTER = 60
_BEFORE = 25
_BETWEEN, _FOLLOWING, _PRECEDING, _PAST_SOURCE, _UP_TO_TARGET = 120, 50, 40, 35, 30
"""Letters of the windows around the actors."""
_SHORT = 3
"""Words of so many letters mostly bind others."""
_ORDER = 0.3
_FRAME_WEIGHT = 1.5
_SURE, _UNSURE = 1.5, 0.5
"""Below this fit a frame counts for less."""
_LEAST, _MOST = 0.2, 0.98


class EventCall(NamedTuple):
    """What `source` does to `target`."""

    event_type: str | None
    """One of the 16 of PLOVER 2.0; None where nothing is said that is an event."""
    mode: str | None
    confidence: float
    """0-1."""
    cue: str | None
    """Words of the text that say so."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The classifier."""

    types: tuple[str, ...]
    matrix: NDArray[np.float32]
    bias: NDArray[np.float32]


@cache
def weights() -> Weights:
    """The weights that ship with the package."""
    with (files("armillary.read.events") / "classifier.npz").open("rb") as file:
        data = np.load(file)
        return Weights(
            tuple(map(str, data["types"])), data["matrix"].astype(np.float32), data["bias"].astype(np.float32)
        )


@cache
def _encoder() -> Usem3:
    return Usem3()


def classify_event(text: str, source: str, target: str, language: str) -> EventCall:
    """What `source` does to `target` in a sentence, both named by words of the sentence.

    Args:
        text: one sentence.
        source, target: words of `text`; where one does not occur, the sentence is read without it.
        language: ISO 639-1 or BCP-47.
    """
    spans = locate(text, source, target)
    scores = dict(zip(weights().types, probabilities([text], [spans])[0].tolist(), strict=True))
    found = fitting_acts(text, spans, language.split("-")[0])
    for act, fit in found:
        scores[act.type] *= float(np.exp(_FRAME_WEIGHT * fit * (1.0 if fit >= _SURE else _UNSURE)))
    total = sum(scores.values())
    best = max(scores, key=lambda name: (scores[name], name))
    share = scores[best] / total if total else 0.0
    if share < _LEAST:
        return EventCall(None, None, round(share, 2), None)
    share = min(share, _MOST)
    seen = next((one for one, _ in found if one.type == best), None)
    mode = seen.mode if seen is not None else None
    return EventCall(best, mode, round(share, 2), _cue(text, seen, language) if seen else None)


Span = tuple[int, int] | None


def locate(text: str, source: str, target: str) -> tuple[Span, Span]:
    """Where the two actors stand: of several places the pair that is nearest to each other."""
    places = [_places(text, words) for words in (source, target)]
    if not places[0] or not places[1]:
        return (places[0][0] if places[0] else None), (places[1][0] if places[1] else None)
    pairs = [(a, b) for a in places[0] for b in places[1] if a[1] <= b[0] or b[1] <= a[0]]
    if not pairs:
        return places[0][0], None
    return min(pairs, key=lambda pair: (max(pair[0][0], pair[1][0]) - min(pair[0][1], pair[1][1]), pair))


def _places(text: str, words: str) -> list[tuple[int, int]]:
    if not words.strip():
        return []
    return [match.span() for match in re.finditer(re.escape(words.strip()), text)]


def masked(text: str, spans: tuple[Span, Span]) -> tuple[str, str]:
    """The text with its actors masked, and the stretch around them."""
    marks = sorted((span, mask) for span, mask in zip(spans, MASKS, strict=True) if span)
    out, at = "", 0
    places: list[int] = []
    for (start, end), mask in marks:
        if start < at:
            continue
        out += text[at:start]
        places.append(len(out))
        out += mask
        at = end
    out += text[at:]
    if not places:
        return out, out
    return out, out[max(0, places[0] - _BEFORE) : places[-1] + _AFTER]


class Windows(NamedTuple):
    """Stretches of a sentence by where they stand to the two actors."""

    between: str
    after: str
    before: str
    past_source: str
    up_to_target: str
    order: float
    """1 where the source stands first, else -1."""


def windows(text: str, spans: tuple[Span, Span]) -> Windows:
    """What stands between the actors, after and before them, right after the source and right before the target."""
    source, target = spans
    known = sorted(span for span in spans if span) or [(0, 0)]
    first, last = known[0], known[-1]
    after_source, to_target = (source or (0, 0))[1], (target or (0, 0))[0]
    return Windows(
        between=text[first[1] : last[0]].strip()[:_BETWEEN],
        after=text[last[1] : last[1] + _FOLLOWING].strip(),
        before=text[max(0, first[0] - _PRECEDING) : first[0]].strip(),
        past_source=text[after_source : after_source + _PAST_SOURCE],
        up_to_target=text[max(0, to_target - _UP_TO_TARGET) : to_target],
        order=1.0 if source and target and source < target else -1.0,
    )


def features(texts: list[str], spans: list[tuple[Span, Span]]) -> NDArray[np.float32]:
    """Rows of the classifier's input: sentence vectors, means of word vectors, and which actor stands first."""
    pairs = [masked(text, span) for text, span in zip(texts, spans, strict=True)]
    places = [windows(text, span) for text, span in zip(texts, spans, strict=True)]
    columns = [list(column) for column in zip(*pairs, strict=True)]
    stretches = [[str(place[k]) for place in places] for k in range(5)]
    order = np.array([[_ORDER * place.order] for place in places], np.float32)
    parts = [_sentences(column) for column in (*columns, *stretches)]
    joined: NDArray[np.float32] = np.concatenate([*parts, *map(_words, stretches), order], axis=1)
    return joined


def _sentences(texts: list[str]) -> NDArray[np.float32]:
    return _encoder().encode([text or "-" for text in texts])


def _words(texts: list[str]) -> NDArray[np.float32]:
    """Unit means of the vectors of longer words; zeros where there are none."""
    rows = np.zeros((len(texts), _encoder().width), np.float32)
    for row, text in zip(rows, texts, strict=True):
        words = [word for word in re.findall(r"\w+", text.lower()) if len(word) > _SHORT or not word.isascii()]
        if words:
            vectors = _encoder().word_vectors(words)
            mean = (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)).sum(0)
            row[:] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return rows


def probabilities(texts: list[str], spans: list[tuple[Span, Span]]) -> NDArray[np.float32]:
    """What the classifier alone says, a row a text, a column a type."""
    scores = features(texts, spans) @ weights().matrix + weights().bias
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float32] = raised / raised.sum(axis=1, keepdims=True)
    return shares


def fitting_acts(text: str, spans: tuple[Span, Span], language: str) -> list[tuple[Act, float]]:
    """Acts that the frames see, with how well the two actors take their parts, best first."""
    known = frames(language)
    if known is None:
        return []
    parsed = line(text, language)
    sites = [site for span, name in zip(spans, MASKS, strict=True) if (site := _site(parsed, span, name))]
    place = scene(parsed.tokens, sites, known)
    fits = [(act, _fit(act)) for act in acts(place, language not in _NO_SPACES)]
    best: dict[str, tuple[Act, float]] = {}
    for act, fit in fits:
        if fit > best.get(act.type, (act, 0.0))[1]:
            best[act.type] = (act, fit)
    return sorted(best.values(), key=lambda one: (-one[1], one[0].type))


def _site(parsed: Line, span: Span, name: str) -> Site | None:
    if span is None:
        return None
    inside = [i for i, token in enumerate(parsed.tokens) if token.start < span[1] and token.end > span[0]]
    return (inside[0], inside[-1], name, False) if inside else None


def _fit(act: Act) -> float:
    """0 to about 3: whether source and target stand where the frame wants them, and how specific the frame is."""
    sources, targets = ({one.actor for one in part} for part in (act.roles.sources, act.roles.targets))
    mutual = plover.concepts()[act.trigger.frame.concept.name].mutual
    right = MASKS[0] in sources
    met = MASKS[1] in targets or (mutual and {*MASKS} <= sources)
    wrong = MASKS[1] in sources and not mutual and not met
    if wrong and not right:
        return 0.2
    return 0.6 + 1.0 * right + 1.0 * met + 0.15 * act.trigger.weight - 0.3 * act.trigger.frame.nominal


def _cue(text: str, act: Act, language: str) -> str:
    tokens = line(text, language.split("-")[0]).tokens
    first, last = act.span
    return text[tokens[first].start : tokens[last].end]
