"""What is said: the span of a content and where it ends."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from armillary.read.document import Line, Token
from armillary.read.statements.cues import Hit
from armillary.read.statements.quotes import Quote, quote_at
from armillary.read.statements.reporting import Reporting
from armillary.schema import StatementKind

Opening = Literal["quote", "colon", "conjunction", "question", "infinitive", "gerund", "naming", "zero", "object"]
_SPACE_AND_MARKS = " \t\r\n\u00a0\u3000,;:—–-，、；："
COMMAS = frozenset({",", "，", "、"})
COLONS = frozenset({":", "："})
DASHES = frozenset({"—", "–", "-", "--", "――", "——", "―"})
_STOPS = frozenset({".", "!", "?", "…", "。", "！", "？"})
FINITE = frozenset({"VERB", "AUX"})
_QUOTE_MARKS = "“”„«»‹›‘’‚「」『』\"'"


@dataclass(frozen=True, slots=True)
class Content:
    """A content: its span and how it opens."""

    start: int
    end: int
    opening: Opening
    kind: StatementKind


@dataclass(frozen=True, slots=True)
class View:
    """A line with what its contents are made from."""

    line: Line
    text: str
    data: Reporting
    quotes: Sequence[Quote]
    hits: Sequence[Hit]

    @property
    def start(self) -> int:
        return self.line.sentence.start_char

    @property
    def end(self) -> int:
        return self.line.sentence.end_char

    def token_from(self, at: int) -> int:
        """Index of the first token that begins at or after a character."""
        tokens = self.line.tokens
        return next((k for k, token in enumerate(tokens) if token.start >= at), len(tokens))


def is_finite(token: Token) -> bool:
    """Whether a token can carry a clause."""
    return token.pos in FINITE and token.feats.get("VerbForm") not in ("Inf", "Ger", "Conv")


def phrase_end(view: View, start: int, end: int) -> int:
    """Where a content that is a phrase ends: after its quotation before a joint, else at the first comma."""
    joints = view.data.listed("and") | view.data.listed("but") | view.data.listed("while")
    inside = False
    for k, token in enumerate(view.line.tokens):
        if token.start < start or token.start >= end:
            continue
        inside = any(one.depth == 0 and one.opened <= token.start < one.closed for one in view.quotes)
        blank = view.text[token.end : token.end + 1].isspace()
        if not inside and (token.text in COMMAS | {";", ":", "("} or (token.text in DASHES and blank)):
            return token.start
        quoted = k and any(one.depth == 0 and one.closed == view.line.tokens[k - 1].end for one in view.quotes)
        if quoted and not inside and token.text.lower() in joints:
            return token.start
    return end


def clause_end(view: View, hit: Hit, start: int) -> int:
    """Where a content that begins at a character ends: the line's end, or where another report begins beside it."""
    end = view.end
    for other in view.hits:
        if other.start <= max(start, hit.end) or other is hit or not other.cue.takes("clause"):
            continue
        if any(one.depth == 0 and one.opened >= start and one.holds(other.start) for one in view.quotes):
            continue
        cut = _cut_before(view, hit, other, start)
        if cut is not None and cut > start:
            return min(end, cut)
    return end


def _cut_before(view: View, hit: Hit, other: Hit, start: int) -> int | None:
    """Where the content ends if `other` reports beside it, not within it."""
    tokens, data = view.line.tokens, view.data
    if not data.spaced:
        return _cut_unspaced(view, other, start)
    if other.form == "preposition":
        before = other.first - 1
        return tokens[before].start if before >= 0 and tokens[before].text in COMMAS else None
    if other.form != "verb":
        return None
    form = tokens[other.first].feats.get("VerbForm")
    k = other.first - 1
    while k >= 0 and (tokens[k].pos in ("ADV", "AUX", "PART") or tokens[k].text.lower() in data.listed("lights")):
        k -= 1
    if k < 0 or tokens[k].start < start:
        return None
    lower = tokens[k].text.lower()
    if lower in data.listed("which") and k > 0 and tokens[k - 1].text in COMMAS and tokens[k - 1].start > start:
        return tokens[k - 1].start
    participle = tokens[other.first].feats.get("VerbForm") in ("Part", "Ger", "Conv") or tokens[
        other.first
    ].text.endswith("ing")
    if tokens[k].text in DASHES and view.data.drops:
        return tokens[k].start if ends_soon(view, other) else None
    if tokens[k].text in COMMAS:
        inverted = ends_soon(view, other)
        return tokens[k].start if participle or inverted else None
    if lower in data.listed("and") | data.listed("but"):
        if (other.cue.thought and not hit.cue.thought) or tokens[other.first].text.endswith("ing") or form == "Inf":
            return None
        comma = k > 0 and tokens[k - 1].text in COMMAS
        return tokens[k - 1].start if comma else tokens[k].start
    return _cut_at_clause(view, other, k, start)


def _cut_unspaced(view: View, other: Hit, start: int) -> int | None:
    """A comma and a joint right before the next cue: `…，并警告…`."""
    comma = max(view.text.rfind(mark, start, other.start) for mark in "，,；;")
    if comma < 0 or other.form != "verb":
        return None
    between = view.text[comma + 1 : other.start].strip()
    joints = view.data.listed("and") | view.data.listed("but")
    joint = next((one for one in joints if between.startswith(one)), None)
    rest = between[len(joint) :].strip() if joint else between
    return comma if (joint and (not rest or rest in view.data.listed("lights"))) or (not between) else None


def _cut_at_clause(view: View, other: Hit, k: int, start: int) -> int | None:
    """`…, but the ministry said`: a joint after a comma, then a noun phrase, then the verb."""
    tokens, data = view.line.tokens, view.data
    people = data.listed("female") | data.listed("male") | data.listed("plural")
    joined = k > 0 and tokens[k - 1].text.lower() in data.listed("and") | data.listed("but")
    if joined and tokens[k].text.lower() in people and tokens[k - 1].start > start:
        return tokens[k - 1].start
    joints = data.listed("but") | data.listed("and") | data.listed("while")
    for j in range(k, max(0, k - 14), -1):
        if tokens[j].start < start:
            return None
        if tokens[j].text == ";":
            return tokens[j].start
        if tokens[j].text in COMMAS:
            after = tokens[j + 1].text.lower()
            relative = data.listed("relative") | data.listed("open") | data.listed("keep")
            ends = ends_soon(view, other) and after not in relative
            return tokens[j].start if after in joints or (ends and j >= k - 8) else None
        if is_finite(tokens[j]):
            return None
    return None


def ends_soon(view: View, other: Hit) -> bool:
    """`…, he said on Monday.`: no clause, quotation or conjunction follows the cue."""
    after = view.line.tokens[other.last + 1 :]
    opens = view.data.listed("open") | view.data.listed("keep")
    return not any(is_finite(token) or token.text.lower() in opens or token.text in COLONS for token in after)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without blanks and the marks that tie a content to its cue; its own stops are kept inside quotations."""
    while start < end and text[start] in _SPACE_AND_MARKS:
        start += 1
    while end > start and text[end - 1] in _SPACE_AND_MARKS:
        end -= 1
    return start, end


def bared(text: str, start: int, end: int, quotes: Sequence[Quote]) -> tuple[int, int, StatementKind]:
    """The span without outer quotation marks and final stop, and whether it is direct, indirect or mixed speech."""
    start, end = trimmed(text, start, end)
    level = min((one.depth for one in quotes if one.opened == start), default=0)
    inside = [one for one in quotes if one.depth == level and one.opened < end and start < one.closed]
    if not inside:
        return start, _without_stop(text, start, end), "indirect"
    first, last = inside[0], inside[-1]
    bare = end
    while bare > start and text[bare - 1] in ".。" and bare - 1 >= last.closed:
        bare -= 1
    whole = first.opened <= start and bare <= last.closed
    gaps = sum(b.opened - a.closed for a, b in itertools.pairwise(inside))
    if whole and (len(inside) == 1 or gaps >= 0):
        start, end = trimmed(text, max(start, first.start), min(bare, last.end))
        return start, end, "direct"
    return start, bare if text[bare - 1 : bare] in _QUOTE_MARKS else _without_stop(text, start, end), "mixed"


def _without_stop(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in ".。 " and text[end - 2 : end] != "..":
        end -= 1
    return end


def outer(quotes: Sequence[Quote], at: int) -> Quote | None:
    """The outer quotation over a character."""
    return quote_at(quotes, at)
