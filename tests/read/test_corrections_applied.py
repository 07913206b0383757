"""What the user knows better wins over what was read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from armillary.read.corrections import correct_events, correct_mentions, correct_statements, triple
from armillary.read.document import Doc, Line
from armillary.schema import Article, Correction, CorrectionKind, Event, Mention, Sentence, Statement

TEXT = "Ruritania attacked Borduria, said Vek."


def doc() -> Doc:
    """One sentence with two mentions, an event and a statement."""
    article = Article(article_id="a", source="a.txt", language="en", text=TEXT, sha256="s", n_sentences=1)
    sentence = Sentence(article_id="a", n=0, start_char=0, end_char=len(TEXT), text=TEXT, kind="body")
    line = Line(sentence, "en", ())
    line.mentions = [mention("Ruritania", "RUR"), mention("Vek", "person:vek")]
    made = Doc(article, (line,))
    made.mentions = list(line.mentions)
    made.events = [event()]
    made.statements = [statement()]
    return made


def mention(words: str, actor_id: str) -> Mention:
    """A mention of these words."""
    start = TEXT.index(words)
    return Mention(
        mention_id=f"m-{words}",
        article_id="a",
        n=0,
        start_char=start,
        end_char=start + len(words),
        surface=words,
        actor_id=actor_id,
        how="name",
        cue=words,
        confidence=0.6,
    )


def event() -> Event:
    """Ruritania attacked Borduria."""
    return Event(
        event_id="e",
        article_id="a",
        n=0,
        start_char=0,
        end_char=27,
        text=TEXT[:27],
        source_id="RUR",
        event_type="ASSAULT",
        target_id="BOR",
        status="happened",
        cue="attacked",
        confidence=0.6,
    )


def statement() -> Statement:
    """What Vek said."""
    return Statement(
        statement_id="t",
        article_id="a",
        n=0,
        start_char=0,
        end_char=27,
        text=TEXT[:27],
        kind="indirect",
        speaker_id="person:vek",
        cue="said",
        stance_of_cue="says",
        confidence=0.6,
    )


def correction(kind: CorrectionKind, start: int, end: int, now: str, was: str | None = None) -> Correction:
    """A correction of a span."""
    made = dt.datetime(2022, 1, 1)
    return Correction(
        correction_id="c", kind=kind, sha256="s", start_char=start, end_char=end, was=was, now=now, made=made
    )


def test_a_mention_gets_the_actor_the_user_names() -> None:
    """Others stay as they were."""
    made = doc()
    correct_mentions(made, [correction("actor", 0, 9, "KAZ")])
    assert [(one.surface, one.actor_id, one.confidence) for one in made.mentions] == [
        ("Ruritania", "KAZ", 1.0),
        ("Vek", "person:vek", 0.6),
    ]
    assert made.lines[0].mentions == made.mentions


def test_a_mention_that_is_none_goes() -> None:
    """`no` takes it away."""
    made = doc()
    correct_mentions(made, [correction("actor", 0, 9, "no")])
    assert [one.surface for one in made.mentions] == ["Vek"]


def test_a_statement_gets_its_speaker() -> None:
    """By its span."""
    made = doc()
    correct_statements(made, [correction("speaker", 0, 27, "person:other")])
    assert [one.speaker_id for one in made.statements] == ["person:other"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("no", []),
        ("denied", [("RUR ASSAULT BOR", "denied")]),
        ("BOR ASSAULT RUR claimed", [("BOR ASSAULT RUR", "claimed")]),
        ("RUR COERCE -", [("RUR COERCE -", "happened")]),
    ],
)
def test_an_event_goes_or_is_recast(now: str, expected: list[tuple[str, str]]) -> None:
    """By span and what it was: another event of the same span stays."""
    made = doc()
    made.events.append(replace(event(), event_id="e2", event_type="THREATEN"))
    correct_events(made, [correction("event", 0, 27, now, "RUR ASSAULT BOR")])
    assert [(triple(one), one.status) for one in made.events] == [*expected, ("RUR THREATEN BOR", "happened")]


def test_corrections_of_other_spans_change_nothing() -> None:
    """A span must fit exactly."""
    made = doc()
    correct_mentions(made, [correction("actor", 0, 8, "KAZ")])
    correct_events(made, [correction("event", 0, 27, "no", "RUR COERCE BOR")])
    assert made.mentions == doc().mentions
    assert made.events == doc().events
