"""A report: something said, before it is known which actor says it."""

from __future__ import annotations

from dataclasses import dataclass

from armillary.read.document import Line
from armillary.read.statements.contents import Content, View
from armillary.read.statements.cues import Hit
from armillary.read.statements.speakers import Phrase
from armillary.schema import Stance, StatementKind


@dataclass(slots=True)
class Report:
    """Something said, before it is known who the speaker is."""

    line: Line
    start: int
    end: int
    kind: StatementKind
    stance: Stance
    cue: str
    at: int
    """Character of the cue."""
    speaker: tuple[int, int] | None = None
    """Characters that name the speaker."""
    head: int | None = None
    """First character of the speaker's head."""
    left_open: bool = False
    """The text says nobody in particular speaks."""
    confidence: float = 0.8
    why: str = ""
    plural: bool = False
    """The verb is plural."""
    gender: str = ""
    """Of the subject, where the form of the verb tells it."""
    unspaced: bool = False
    weak: bool = False
    """A thought, a naming or a wish: inside what somebody says it is no report of its own."""
    carried: bool = False
    """No cue of its own: the speaker before goes on."""


def made(view: View, hit: Hit, content: Content, speaker: Phrase | None, **more: object) -> Report:
    """A report from its parts."""
    tokens = view.line.tokens
    report = Report(
        line=view.line,
        start=content.start,
        end=content.end,
        kind=content.kind,
        stance=_stance(hit, content),
        cue=view.text[hit.start : hit.end],
        at=hit.start,
        plural=tokens[hit.first].feats.get("Number") == "Plur" and view.data.drops,
        gender=tokens[hit.first].feats.get("Gender", "") if view.data.drops and hit.form == "verb" else "",
        weak=hit.cue.thought or content.opening in ("object", "naming"),
        unspaced=not view.data.spaced,
        why=_why(view, hit, content),
    )
    if speaker is not None:
        report.speaker = tokens[speaker.first].start, tokens[speaker.last].end
        report.head = tokens[speaker.head].start
    for name, value in more.items():
        setattr(report, name, value)
    return report


def _why(view: View, hit: Hit, content: Content) -> str:
    words = " ".join(hit.cue.words)
    return f"cue `{words}` ({view.data.language}/reporting.toml: {hit.form}), content by {content.opening}"


def _stance(hit: Hit, content: Content) -> Stance:
    frames = {"infinitive": "infinitive", "gerund": "infinitive", "naming": "naming", "object": "object"}
    return hit.cue.stances.get(frames.get(content.opening, "clause"), hit.cue.stance)
