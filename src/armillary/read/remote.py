"""A reader that asks a language model of the user's, and believes only what stands in the text.

Any endpoint that speaks the chat completions protocol will do (a local server as well). It is off unless the user
gives an address, and the article's text is sent to that address. Mentions stay those of the lexicon; the model
proposes statements and events, and a proposal whose words are not in the sentence it names, or whose actors are not
mentioned there, is refused.
"""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from armillary.errors import ArmillaryError
from armillary.lexicon.plover import intensity, types
from armillary.read.document import Doc, Line, Note, Reading, row_id
from armillary.read.read import as_reading, interpret
from armillary.schema import Article, Correction, Event, EventStatus, Sentence, Stance, Statement, StatementKind

_CONFIDENCE = 0.7
_ASK = """You code news for event data. Below are numbered sentences of one article. Answer with JSON only:
{"statements": [{"n": 0, "content": "", "speaker": "", "cue": "", "kind": "direct|indirect|mixed", "stance": "%s"}],
 "events": [{"n": 0, "words": "", "source": "", "type": "%s", "target": "", "cue": "", "status": "%s"}]}
Copy content, speaker, words, source, target and cue letter by letter from the sentence with number n; leave out what
the sentence does not say. Actors that the sentence leaves open are "unknown"."""


class RemoteReaderError(ArmillaryError):
    """The model could not be asked, or gave no JSON."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class RemoteReader:
    """Reads articles with the help of a model at `endpoint` (`http://localhost:8080/v1`).

    Args:
        model: its name there.
        key: sent as a bearer token where given.
        timeout: seconds to wait for an answer.
    """

    endpoint: str
    model: str
    key: str | None = None
    timeout: float = 120.0

    def __call__(
        self, article: Article, sentences: Sequence[Sentence], corrections: Sequence[Correction] = ()
    ) -> Reading:
        """What `read` gives, with statements and events as the model proposes and the text confirms.

        Raises:
            RemoteReaderError: no answer, or none in JSON.
        """
        doc = interpret(article, sentences, corrections)
        if not doc.lines:
            return as_reading(doc)
        proposed = self._answer(doc)
        doc.statements = list(_statements(doc, proposed.get("statements")))
        doc.events = list(_events(doc, proposed.get("events")))
        return as_reading(doc)

    def _answer(self, doc: Doc) -> Mapping[str, Any]:
        numbered = "\n".join(f"{line.n}: {line.sentence.text}" for line in doc.lines)
        ask = _ASK % ("|".join(get_args(Stance)), "|".join(types()), "|".join(get_args(EventStatus)))
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": [{"role": "system", "content": ask}, {"role": "user", "content": numbered}],
        }
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        request = urllib.request.Request(
            f"{self.endpoint.rstrip('/')}/chat/completions", json.dumps(body).encode(), headers
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:
                content = json.load(response)["choices"][0]["message"]["content"]
            return _json(content)
        except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
            raise RemoteReaderError(
                f"{self.endpoint}: expected an answer in JSON from the model {self.model!r}, came "
                f"{type(error).__name__}: {error}; check address and model, or build without a remote reader"
            ) from error


def _json(content: str) -> Mapping[str, Any]:
    """The outermost JSON object in what a model says; some wrap it in words or fences."""
    found = json.loads(content[content.index("{") : content.rindex("}") + 1])
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _statements(doc: Doc, proposed: object) -> Iterator[Statement]:
    for one, line in _proposals(doc, proposed):
        span = _where(line, one.get("content"))
        speaker, cue = _actor(doc, line, one.get("speaker")), _where(line, one.get("cue"))
        kind: StatementKind | None = _one_of(get_args(StatementKind), one.get("kind"))
        stance: Stance = _one_of(get_args(Stance), one.get("stance")) or "says"
        if span is None or cue is None or speaker is None or kind is None:
            doc.notes.append(Note("", f"refused, not in sentence {line.n}: statement {one}"))
            continue
        named = _where(line, one.get("speaker"))
        yield Statement(
            statement_id=row_id(doc.article.article_id, *span, "statement", kind),
            article_id=doc.article.article_id,
            n=line.n,
            start_char=span[0],
            end_char=span[1],
            text=doc.text[slice(*span)],
            kind=kind,
            speaker_id=speaker,
            speaker_text=doc.text[slice(*named)] if named else None,
            cue=doc.text[slice(*cue)],
            stance_of_cue=stance,
            about=tuple(sorted({m.actor_id for m in doc.mentions_in(*span)} - {speaker})),
            confidence=_CONFIDENCE,
        )


def _events(doc: Doc, proposed: object) -> Iterator[Event]:
    for one, line in _proposals(doc, proposed):
        span, cue = _where(line, one.get("words")), _where(line, one.get("cue"))
        source, target = _actor(doc, line, one.get("source")), _actor(doc, line, one.get("target"))
        event_type: str | None = _one_of(tuple(types()), one.get("type"))
        status: EventStatus | None = _one_of(get_args(EventStatus), one.get("status"))
        absent = any(one.get(side) and found is None for side, found in (("source", source), ("target", target)))
        nobody = {source, target} <= {None, "unknown"}
        if span is None or cue is None or event_type is None or status is None or absent or nobody:
            doc.notes.append(Note("", f"refused, not in sentence {line.n}: event {one}"))
            continue
        yield Event(
            event_id=row_id(doc.article.article_id, *span, "event", event_type),
            article_id=doc.article.article_id,
            n=line.n,
            start_char=span[0],
            end_char=span[1],
            text=doc.text[slice(*span)],
            source_id=source,
            event_type=event_type,
            target_id=target,
            status=status,
            intensity=intensity(event_type),
            cue=doc.text[slice(*cue)],
            confidence=_CONFIDENCE,
        )


def _proposals(doc: Doc, proposed: object) -> Iterator[tuple[Mapping[str, Any], Line]]:
    """Proposals that have the form asked for and name a sentence that exists."""
    lines = {line.n: line for line in doc.lines}
    for one in proposed if isinstance(proposed, list) else ():
        n = one.get("n") if isinstance(one, dict) else None
        line = lines.get(n) if isinstance(n, int) else None
        if line is None:
            doc.notes.append(Note("", f"refused, no such sentence: {one}"))
        else:
            yield one, line


def _one_of(values: tuple[Any, ...], given: object) -> Any:
    """The value, if it is one of those allowed."""
    return next((value for value in values if value == given), None)


def _where(line: Line, words: object) -> tuple[int, int] | None:
    """Span of words in the article, if the sentence has them letter by letter."""
    at = line.sentence.text.find(words) if isinstance(words, str) and words.strip() else -1
    start = line.sentence.start_char + at
    return None if at < 0 else (start, start + len(str(words)))


def _actor(doc: Doc, line: Line, words: object) -> str | None:
    """Whom words of the sentence mean: the longest mention inside them."""
    if words == "unknown":
        return "unknown"
    span = _where(line, words)
    inside = list(doc.mentions_in(*span)) if span else []
    return max(inside, key=lambda m: m.end_char - m.start_char).actor_id if inside else None
