"""Sentence boundaries, in any language, on the text as it is.

Our own splitter, because spans must be exact and one set of rules must serve all scripts: candidates are the terminal
marks, each decided on by what stands before and after it; abbreviations are data (`languages/*/sentences.toml`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from armillary import lexicon
from armillary.gather.blocks import CLOSERS, TERMINAL, Block, blocks

Span = tuple[int, int]

MAX_CHARS = 2000
"""A longer sentence (text without marks) is cut at white space, else at this length."""

_OPENERS = "\"'“”‘’«»„‚‹›([{（［「『【《〈¿¡—–-−•*·"
_CJK_STOPS = frozenset("。！？｡")
_ALWAYS = frozenset("।॥۔؟።។။։")
_CONTINUING = frozenset("，、,；;：:)）」』】》")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff66-\uff9f]")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_QUOTES = frozenset("\"'”’»›」』“｣")
_WORD = re.compile(r"\w+")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+", re.UNICODE)
_ROMAN = re.compile(r"[IVXL]+")
_CLAUSE = re.compile(r"(?<!\b[A-Z])(?<!\b[DM]r)(?<!\bM[rs]s)[.!?…]|[,;:“\"«„]|$")
_QUOTED = frozenset('"“«„')
_EARLY = 6
_SAID_CHARS, _SUBJECT_WORDS, _BEHIND_WORDS = 80, 4, 4


@dataclass(frozen=True, slots=True)
class Rules:
    """What a language's data say about its sentence boundaries.

    titles: abbreviations that never end a sentence.
    before_number: those that do not where a number follows.
    abbreviations: those that may.
    after_number: those that may after a number, and never do without one ("2022 г." and "г. Омск").
    starters: words that, capitalised after an abbreviation, begin a sentence.
    ordinals, year_ordinals: whether "25." and "2022." are ordinal numbers.
    terminals: marks of this language alone. spaced_closers: quotation marks that close after a blank.
    quote_tail, quote_particles: words and letters with which the sentence goes on after a quotation that ended with a
    full stop of its own. said: verbs of speech that may stand behind a name after a quotation ("…?” Roe asked").
    """

    titles: frozenset[str] = frozenset()
    before_number: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    after_number: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    ordinals: bool = False
    year_ordinals: bool = False
    terminals: str = ""
    spaced_closers: str = ""
    quote_tail: tuple[str, ...] = ()
    quote_particles: str = ""
    said: frozenset[str] = frozenset()


@cache
def rules(language: str) -> Rules:
    """The rules of a language; of English where a language has none of its own."""
    data = lexicon.load(language, "sentences") or lexicon.load("en", "sentences")
    return Rules(
        titles=frozenset(data.get("titles", ())),
        before_number=frozenset(data.get("before_number", ())),
        abbreviations=frozenset(data.get("abbreviations", ())),
        after_number=frozenset(data.get("after_number", ())),
        starters=frozenset(data.get("starters", ())),
        ordinals=data.get("ordinals", False),
        year_ordinals=data.get("year_ordinals", False),
        terminals=data.get("terminals", ""),
        spaced_closers=data.get("spaced_closers", ""),
        quote_tail=tuple(data.get("quote_tail", ())),
        quote_particles=data.get("quote_particles", ""),
        said=frozenset(data.get("said", ())),
    )


def split(text: str, language: str = "und") -> list[Span]:
    """Spans of the sentences of a text, in order: exact, without white space around them, covering all the rest."""
    return [span for block in blocks(text) for span in split_block(text, block, language)]


def split_block(text: str, block: Block, language: str = "und") -> list[Span]:
    """The sentences of one block."""
    spans: list[Span] = []
    for span in _pieces(text, block, rules(language)):
        if spans and not any(map(str.isalnum, text[slice(*span)])):
            spans[-1] = (spans[-1][0], span[1])
        else:
            spans.append(span)
    return [part for span in spans for part in _cut(text, span)]


def _pieces(text: str, block: Block, rules: Rules) -> Iterator[Span]:
    start = block.start
    for mark, after in _candidates(text, block, rules):
        if after > start and _is_boundary(_Place(text, start, mark, after, block.end, rules)):
            yield start, after
            start = _skip_space(text, after, block.end)
    if start < block.end:
        yield start, block.end


@cache
def _pattern(terminals: str, spaced_closers: str) -> re.Pattern[str]:
    spaced = f"(?:[ \u00a0\u202f]?[{re.escape(spaced_closers)}])?" if spaced_closers else ""
    spaced += r"(?:[ \u00a0\u202f][”»](?=\s|$))?"
    return re.compile(f"[{re.escape(TERMINAL + terminals)}]+{spaced}[{re.escape(CLOSERS)}]*")


def _candidates(text: str, block: Block, rules: Rules) -> Iterator[tuple[re.Match[str], int]]:
    """Terminal marks with the place where a sentence would end: behind the closing marks."""
    quotes, seen = 0, block.start
    for match in _pattern(rules.terminals, rules.spaced_closers).finditer(text, block.start, block.end):
        after = match.end()
        if _CJK_STOPS & set(match.group()):
            quotes, seen = quotes + text.count('"', seen, match.start()), match.start()
            after = _cjk_end(text, match, block.end, quotes)
        yield match, after


def _cjk_end(text: str, match: re.Match[str], limit: int, quotes: int) -> int:
    """Where the closing marks end in text without blanks: “ opens, and " closes only what it opened."""
    end = match.start() + len(_leading(match.group(), TERMINAL))
    while end < limit and (text[end] in "”’」』）】》)]" or (text[end] == '"' and quotes % 2)):
        end += 1
    spaced = _skip_space(text, end, limit)
    if spaced > end and spaced < limit and text[spaced] in "”」』":
        return spaced + 1
    return end


def _leading(text: str, chars: str) -> str:
    return text[: len(text) - len(text.lstrip(chars))]


@dataclass(slots=True)
class _Place:
    """A terminal mark in its surroundings; `start` is where its sentence begins, `limit` where its block ends."""

    text: str
    start: int
    mark: re.Match[str]
    after: int
    limit: int
    rules: Rules

    @property
    def stop(self) -> str:
        """The marks themselves, without what closes after them."""
        return _leading(self.mark.group(), TERMINAL + self.rules.terminals)

    @property
    def closed(self) -> bool:
        """Whether a quotation ends here too."""
        return bool(_QUOTES & set(self.text[self.mark.start() : self.after]))

    @property
    def next_word(self) -> str:
        """The word behind blanks, dashes and opening marks; a single sign where no word follows."""
        at = self.after
        while at < self.limit and (self.text[at].isspace() or self.text[at] in _OPENERS):
            at += 1
        word = _WORD.match(self.text, at, min(self.limit, at + 40))
        return word.group() if word else self.text[at : min(at + 1, self.limit)]

    @property
    def token(self) -> str:
        """The word before the mark, with full stops, apostrophes and hyphens inside it."""
        end = at = self.mark.start()
        while at > self.start and end - at < 24 and _in_word(self.text[at - 1]):
            at -= 1
        return self.text[at:end].lstrip(".'’-")

    @property
    def is_early(self) -> bool:
        """Whether the sentence has few words so far: an abbreviation hardly ends it yet."""
        return len(self.text[max(self.start, self.mark.start() - 200) : self.mark.start()].split()) < _EARLY

    @property
    def is_counted(self) -> bool:
        """Whether a number stands right before the token: "2022 г." is a year, "г. Омск" a city."""
        end = self.mark.start() - len(self.token)
        return self.text[max(self.start, end - 3) : end].rstrip()[-1:].isdigit()

    @property
    def starts_new(self) -> bool:
        """Whether the next word is one that is capitalised only where a sentence begins."""
        word = self.next_word
        if len(word) == 1 and word.isalpha():
            at = self.text.find(word, self.after, self.limit)
            if self.text[at + 1 : at + 2] == ".":
                return False
        return word.lower() in self.rules.starters


def _is_boundary(place: _Place) -> bool:
    if place.after >= place.limit:
        return True
    following = place.text[place.after]
    if following in _CONTINUING:
        return False
    stop = set(place.stop)
    if stop & _CJK_STOPS:
        return not (place.closed and _goes_on(place))
    if stop & _ALWAYS:
        return True
    if not following.isspace():
        return _is_glued_boundary(place)
    if place.next_word[:1].islower():
        return False
    if place.stop == ".":
        return _full_stop_ends(place)
    if place.closed and _is_said(place):
        return False
    return not (stop == {"…"} and _IDEOGRAPH.match(place.next_word))


def _goes_on(place: _Place) -> bool:
    """「…。」と述べた, “……。”他说: the quotation is over, its sentence is not."""
    rest = place.text[place.after : min(place.after + 16, place.limit)].lstrip()
    if rest[:1] and rest[0] in place.rules.quote_particles:
        return True
    clause = re.split("[，,。！？“「]", rest, maxsplit=1)[0]
    return any(verb in clause for verb in place.rules.quote_tail)


def _is_said(place: _Place) -> bool:
    """Whether a short rest with a verb of speech behind its subject follows: “Why?” Roe asked."""
    rest = place.text[place.after : min(place.after + _SAID_CHARS, place.limit)]
    clause = _CLAUSE.split(rest.strip(), maxsplit=1)[0]
    words = [word.lower() for word in _WORD.findall(clause)]
    at = next((at for at, word in enumerate(words) if word in place.rules.said), 0)
    return 0 < at <= _SUBJECT_WORDS and len(words) - at <= _BEHIND_WORDS and clause[:1] not in _QUOTED


def _is_glued_boundary(place: _Place) -> bool:
    """A missing blank: "…for martial arts.Professor Wilk says"; never in "Lenta.ru", "3.5", "e.V."."""
    before, word = place.token, place.next_word
    if _UNSPACED.match(before[-1:]):
        return place.stop != "." and "…" not in place.stop and bool(_UNSPACED.match(word))
    if not (word[:1].isupper() and word[1:2].islower() and place.text[place.after] != "-"):
        return False
    if place.closed:
        return True
    return len(before) >= 3 and len(word) >= 4 and before[-2:].islower() and before.isalpha()


def _full_stop_ends(place: _Place) -> bool:
    token, rules = place.token, place.rules
    if not token:
        return True
    if _listed(token, rules.titles):
        return False
    if place.next_word[:1].isdigit() and _listed(token, rules.before_number):
        return False
    if _listed(token, rules.after_number) and not place.is_counted:
        return False
    if token.isdigit():
        return _number_ends(place, token)
    if place.is_counted and place.next_word[:1].isdigit() and _listed(token, rules.abbreviations):
        return False
    if _listed(token, rules.abbreviations | rules.after_number) or (_INITIALS.fullmatch(token) and token.islower()):
        return place.starts_new or not place.is_early
    if (len(token) == 1 and token.isupper()) or _INITIALS.fullmatch(token):
        return place.starts_new
    if len(token) == 1 and token.isalpha() and token.lower() == token.upper():
        return False
    if rules.ordinals and _ROMAN.fullmatch(token):
        return place.starts_new
    return True


def _number_ends(place: _Place, token: str) -> bool:
    if place.mark.start() - len(token) == place.start and len(token) <= 3:
        return False
    if place.rules.ordinals and len(token) <= 2:
        return place.starts_new
    if place.rules.year_ordinals and len(token) == 4:
        return place.starts_new or not place.is_early
    return True


def _in_word(char: str) -> bool:
    return char.isalnum() or char in ".'’-" or unicodedata.category(char).startswith("M")


def _listed(token: str, words: frozenset[str]) -> bool:
    return token in words or token.lower() in words


def _skip_space(text: str, at: int, limit: int) -> int:
    while at < limit and text[at].isspace():
        at += 1
    return at


def _cut(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    while end - start > MAX_CHARS:
        at = max(text.rfind(" ", start + MAX_CHARS // 2, start + MAX_CHARS), start)
        at = at if at > start else start + MAX_CHARS
        stripped = len(text[start:at].rstrip())
        yield start, start + stripped
        start = _skip_space(text, at, end)
    yield start, end
