"""Rows of a made article, with exact spans, and of the family and the story it belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from armillary.lexicon import plover
from armillary.read.document import Line, Token, row_id
from armillary.read.grammar.morphology import readings
from armillary.read.grammar.spans import spans
from armillary.read.happenings import Seen
from armillary.read.index.posting import words_of
from armillary.read.index.words import Words
from armillary.schema import (
    Alignment,
    Article,
    Attitude,
    Change,
    ChangeKind,
    Direction,
    Domain,
    Event,
    Flow,
    Goal,
    Lever,
    Link,
    Mechanism,
    Mention,
    Naming,
    Outlook,
    Quantity,
    ReadingRun,
    Relation,
    Row,
    Sentence,
    Statement,
)
from made_plan import LEVERS, STANCES, Telling
from made_text import ACTOR_SLOTS, CLOSED_UP, READ, Mark, made_name, told
from made_text import Line as Plan

_DOMAINS: tuple[Domain, ...] = (
    *("energy", "energy", "trade", "transit", "transit", "finance", "transit", "security", "information", "energy"),
    *("trade", "energy", "technology", "trade", "people", "energy", "trade", "security", "people", "technology"),
)
_GARBLED: tuple[tuple[str, ChangeKind], ...] = (("N", "number"), ("B", "name"))
_MUTUAL = ("AGREE", "CONSULT", "COOPERATE")
_FORECAST = {"better": ("closer", "probably", 0.7), "worse": ("settlement", "unlikely", 0.2)}


@dataclass(slots=True)
class Said:
    """A sentence of a made article."""

    line: Plan
    sentence: Sentence
    marks: list[Mark]

    def span(self, what: str) -> tuple[int, int]:
        """Place in the article of a slot, of `cue`, or of `content`."""
        for mark in self.marks:
            if mark.what == what:
                return self.sentence.start_char + mark.start, self.sentence.start_char + mark.end
        raise KeyError(what)

    def words(self, what: str) -> str:
        start, end = (at - self.sentence.start_char for at in self.span(what))
        return self.sentence.text[start:end]

    @property
    def read(self) -> bool:
        return self.line.kind in ("body", "title")


@dataclass(slots=True)
class Page:
    """A made article."""

    telling: Telling
    article: Article
    lines: list[Said]
    events: list[Event]

    def placed(self, report: str, story: str) -> Article:
        """The article in its report and story."""
        return replace(self.article, report_id=report, story_id=story)

    def mentioned(self) -> Iterator[str]:
        """Actors, once a mention."""
        if self.article.language in READ:
            for one in self.lines:
                if one.read:
                    yield from (str(one.line.slots[mark.what]) for mark in one.marks if mark.what in ACTOR_SLOTS)

    def newcomers(self) -> dict[str, str]:
        """Persons of no list: id to name."""
        return {str(one.line.slots["P"]): one.line.newcomer for one in self.lines if one.line.newcomer}


def article_id(number: int, seed: int) -> str:
    """Id of the article of that number."""
    return hashlib.sha256(f"made {seed} {number}".encode()).hexdigest()[:16]


def outlet_of(language: str, number: int) -> str:
    """Name of one of the twelve outlets of a language."""
    return f"{made_name(number * 997 + 3, language)} {language.upper()}"


def written(telling: Telling, seed: int) -> Page:
    """An article in words, with its events."""
    own = article_id(telling.number, seed)
    text, lines = _text(telling, own)
    title = lines[0].sentence.text
    article = Article(
        article_id=own,
        source=f"made/{telling.number:06}.txt",
        outlet=outlet_of(telling.language, telling.number * 7 % 12),
        title=title,
        author=None,
        language=telling.language,
        published=telling.published,
        published_from="metadata" if telling.published else "none",
        published_precision="day" if telling.published else "none",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        n_sentences=len(lines),
        encoding="utf-8",
        fingerprint=hashlib.sha256(f"{own} {text}".encode()).hexdigest()[:32],
    )
    events = [_event(one) for one in lines if one.line.key.isupper() and one.line.kind == "body"]
    return Page(telling, article, lines, events)


def _text(telling: Telling, own: str) -> tuple[str, list[Said]]:
    """Title, byline, paragraphs of four sentences, page residue."""
    parts, lines, at = list[str](), list[Said](), 0
    between = "" if telling.language in CLOSED_UP else " "
    for n, line in enumerate(telling.lines):
        words, marks = told(line, telling.language)
        gap = "" if n == 0 else "\n\n" if line.kind != "body" or n % 4 == 2 else between
        at += len(gap)
        sentence = Sentence(article_id=own, n=n, start_char=at, end_char=at + len(words), text=words, kind=line.kind)
        lines.append(Said(line, sentence, marks))
        parts += [gap, words]
        at += len(words)
    return "".join(parts), lines


def rows_of(page: Page) -> Iterator[Row]:
    """All rows that rest on one article alone."""
    article = page.article
    yield article
    yield from (one.sentence for one in page.lines)
    languages = (article.language,) if article.language in READ else ()
    yield ReadingRun(article_id=article.article_id, state="made", languages_read=languages)
    if not languages:
        return
    for actor_id, name in sorted(page.newcomers().items()):
        yield Naming(
            article_id=article.article_id,
            local_id=actor_id,
            actor_id=actor_id,
            kind="person",
            name=name,
            language=article.language,
            forms=(name,),
        )
    yield from page.events
    for said in page.lines:
        if said.read:
            yield from _mentions(said)
            yield from _read(said)


def words(page: Page) -> Words:
    """The index of an article, with the likeliest dictionary form of each word."""
    language = page.article.language
    return words_of([Line(one.sentence, language, _tokens(one.sentence, language)) for one in page.lines if one.read])


def _tokens(sentence: Sentence, language: str) -> tuple[Token, ...]:
    if language in ("zh", "ja", "ko", "th"):
        return ()  # found by neighbouring characters
    base, text = sentence.start_char, sentence.text
    return tuple(
        Token(base + start, base + end, text[start:end], readings(text[start:end], language)[0].lemma)
        for start, end in spans(text, language)
    )


def _mentions(one: Said) -> Iterator[Mention]:
    for mark in one.marks:
        if mark.what in ACTOR_SLOTS:
            start, surface = one.sentence.start_char + mark.start, one.sentence.text[mark.start : mark.end]
            end = start + len(surface)
            yield Mention(
                mention_id=row_id(one.sentence.article_id, start, end, "mention", mark.what),
                article_id=one.sentence.article_id,
                n=one.sentence.n,
                start_char=start,
                end_char=end,
                surface=surface,
                actor_id=str(one.line.slots[mark.what]),
                how="name",
                cue=surface,
                confidence=0.9,
            )


def _event(one: Said) -> Event:
    slots, kind = one.line.slots, one.line.key
    mutual = kind in _MUTUAL
    source, target = sorted((slots["A"], slots["B"])) if mutual else (slots["A"], slots["B"])
    modes = plover.types()[kind].modes
    mode = modes[slots["T"] % len(modes)] if modes else None
    start = min(one.span("A")[0], one.span("cue")[0])
    end = max(one.span("B")[1], one.span("cue")[1])
    return Event(
        event_id=row_id(one.sentence.article_id, start, end, kind),
        **_where(one, start, end),
        source_id=source,
        event_type=kind,
        mode=mode,
        target_id=target,
        date=one.line.facts["day"],
        date_precision="day",
        date_from="published",
        status=one.line.facts["status"],
        intensity=plover.intensity(kind, mode),
        mutual=mutual,
        cue=one.words("cue"),
        confidence=0.8,
    )


def _where(one: Said, start: int, end: int) -> dict[str, Any]:
    base = one.sentence.start_char
    return {
        "article_id": one.sentence.article_id,
        "n": one.sentence.n,
        "start_char": start,
        "end_char": end,
        "text": one.sentence.text[start - base : end - base],
    }


def _read(one: Said) -> Iterator[Row]:
    """What a sentence without an event gives."""
    key, slots = one.line.key, one.line.slots
    if key.isupper() or key.startswith("fillers"):
        return
    if key in STANCES:
        yield _statement(one)
        return
    cue, confidence = one.words("cue"), 0.7
    own = row_id(one.sentence.article_id, one.sentence.start_char, one.sentence.end_char, key)
    if key.startswith("quantities"):
        where, value = _where(one, *one.span("cue")), slots["N"] * 1e6
        yield Quantity(
            quantity_id=own, **where, value=value, unit="USD", what="exports", cue=cue, confidence=confidence
        )
        return
    where = _where(one, one.sentence.start_char, one.sentence.end_char)
    rest: dict[str, Any] = {**where, "cue": cue, "confidence": confidence}
    if key in ("liking", "dislike"):
        sign = 0.6 if key == "liking" else -0.6
        yield Attitude(attitude_id=own, from_id=slots["A"], to_id=slots["B"], sign=sign, **rest)
    elif key in LEVERS:
        instrument, domain = one.words("T"), _DOMAINS[slots["T"]]
        status: dict[str, Any] = {"status": key}
        holder = {"holder_id": slots["A"], "over_id": slots["B"]}
        yield Lever(lever_id=own, **holder, instrument=instrument, domain=domain, **status, **rest)
    elif key in _FORECAST:
        direction, words, probability = _FORECAST[key]
        about = (slots["A"], slots["B"])
        told: dict[str, Any] = {"direction": direction, "words": words, "probability": probability}
        yield Outlook(outlook_id=own, by_id=slots["P"], about=about, **told, **rest)
    elif key in ("flow_up", "flow_down"):
        moved: dict[str, Any] = (
            {"what": "people", "change": "up"} if key == "flow_up" else {"what": "oil", "change": "down"}
        )
        yield Flow(flow_id=own, from_id=slots["A"], to_id=slots["B"], **moved, **rest)
    elif key in ("drives", "brakes"):
        sign = 1 if key == "drives" else -1
        yield Mechanism(mechanism_id=own, cause=one.words("V"), effect=one.words("W"), sign=sign, **rest)
    elif key == "goal":
        yield Goal(goal_id=own, actor_id=slots["A"], goal=one.words("T"), **rest)


def _statement(one: Said) -> Statement:
    start, end = one.span("content")
    stance: dict[str, Any] = {"stance_of_cue": one.line.key}
    spoken = {str(one.line.slots[mark.what]) for mark in one.marks if mark.what in "AB"}
    return Statement(
        statement_id=row_id(one.sentence.article_id, start, end, one.line.key),
        **_where(one, start, end),
        kind="direct" if one.line.key == "says" else "indirect",
        speaker_id=one.line.slots["P"],
        speaker_text=one.words("P"),
        cue=one.words("cue"),
        **stance,
        about=tuple(sorted(spoken)),
        confidence=0.8,
    )


def family_rows(family: Sequence[Page], origin_known: bool) -> Iterator[Row]:
    """Links and alignments between all members, changes of each against the first."""
    for x, y in combinations(family, 2):
        a, b = sorted((x, y), key=lambda page: page.article.article_id)
        pairs = _aligned(a, b)
        yield _link(a, b, len(pairs), family[0], origin_known)
        for one, other in pairs:
            yield Alignment(
                article_a=a.article.article_id,
                n_a=one.sentence.n,
                article_b=b.article.article_id,
                n_b=other.sentence.n,
                similarity=0.9 if one.sentence.text != other.sentence.text else 1.0,
            )
    for copy in family[1:]:
        yield from _changes(copy, family[0])


def _aligned(a: Page, b: Page) -> list[tuple[Said, Said]]:
    there = {one.line.number: one for one in b.lines if one.read}
    return [(one, there[one.line.number]) for one in a.lines if one.read and one.line.number in there]


def _link(a: Page, b: Page, shared: int, first: Page, origin_known: bool) -> Link:
    lengths = [sum(one.read for one in page.lines) for page in (a, b)]
    direction: Direction = "common"
    if origin_known and first in (a, b):
        direction = "b-from-a" if first is a else "a-from-b"
    same = a.article.language == b.article.language
    relation: Relation = "common-source" if direction == "common" else "copy" if same else "translation"
    if same and direction != "common" and shared < 0.7 * max(lengths):
        relation = "excerpt"
    return Link(
        article_a=a.article.article_id,
        article_b=b.article.article_id,
        relation=relation,
        direction=direction,
        coverage_a=round(shared / lengths[0], 3),
        coverage_b=round(shared / lengths[1], 3),
        similarity=0.9,
        confidence=0.99,
        reason=f"{shared} sentences in common; made so",
        encoder="made",
    )


def _changes(copy: Page, first: Page) -> Iterator[Change]:
    here = {one.line.number: one for one in copy.lines if one.read}
    for one in first.lines:
        if not one.read:
            continue
        if one.line.number not in here:
            yield _dropped(copy, first, one)
        else:
            for slot, kind in _GARBLED:
                other = here[one.line.number]
                marked = any(mark.what == slot for mark in one.marks)
                if marked and other.line.slots[slot] != one.line.slots[slot]:
                    yield _changed(other, one, slot, kind)


def _dropped(copy: Page, first: Page, one: Said) -> Change:
    own = copy.article.article_id
    return Change(
        change_id=row_id(own, one.sentence.start_char, one.sentence.end_char, "dropped", first.article.article_id),
        article_id=own,
        other_id=first.article.article_id,
        other_n=one.sentence.n,
        other_start=one.sentence.start_char,
        other_end=one.sentence.end_char,
        kind="dropped",
        severity="major" if one.line.key in STANCES else "minor",
        was=one.sentence.text,
        confidence=0.9,
        reason="the copy lacks this sentence",
        cue=one.sentence.text,
    )


def _changed(here: Said, there: Said, slot: str, kind: ChangeKind) -> Change:
    start, end = here.span(slot)
    other_start, other_end = there.span(slot)
    return Change(
        change_id=row_id(here.sentence.article_id, start, end, kind, there.sentence.article_id),
        article_id=here.sentence.article_id,
        n=here.sentence.n,
        other_id=there.sentence.article_id,
        other_n=there.sentence.n,
        start_char=start,
        end_char=end,
        other_start=other_start,
        other_end=other_end,
        kind=kind,
        severity="major",
        was=there.words(slot),
        now=here.words(slot),
        confidence=0.9,
        reason=f"{there.words(slot)} against {here.words(slot)}",
        cue=here.words(slot),
    )


def seen(pages: Iterable[Page]) -> Iterator[Seen]:
    """Their events, as `happenings` wants them."""
    for page in pages:
        article = page.article
        for event in page.events:
            yield Seen(event, str(article.report_id), str(article.story_id), event.source_id, event.target_id)
