"""An article as this room sees it: lines of tokens, and what has been read from them so far."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from armillary.read.index.words import Words
from armillary.schema import (
    Article,
    Attitude,
    Event,
    Flow,
    Goal,
    Lever,
    Mechanism,
    Mention,
    Outlook,
    Quantity,
    Sentence,
    Statement,
)

NO_HEAD = -1
"""`Token.head` of the root of a sentence, and of all tokens where nothing was parsed."""


@dataclass(slots=True)
class Token:
    """One word or mark, with what grammar says of it. Parses are soft evidence: about one arc in four is wrong."""

    start: int
    """First code point in `articles.text`."""
    end: int
    text: str
    lemma: str
    """Dictionary form, lower case; of a Chinese word itself."""
    pos: str = "X"
    """Universal part of speech (UPOS)."""
    feats: Mapping[str, str] = field(default_factory=dict)
    """Universal features where known: Case, Number, Gender, Person, Tense, Mood, Voice, VerbForm, Polarity."""
    head: int = NO_HEAD
    """Index in the line of the token it depends on."""
    relation: str = ""
    """Universal dependency relation, with the subtype only for nsubj:pass, aux:pass, flat:name, acl:relcl."""


@dataclass(slots=True)
class Line:
    """One sentence that is read."""

    sentence: Sentence
    language: str
    """ISO 639-1, of this sentence."""
    tokens: tuple[Token, ...]
    mentions: list[Mention] = field(default_factory=list)
    """By start, longer first; mentions may nest."""
    forms: tuple[tuple[str, str], ...] | None = field(default=None, init=False, repr=False, compare=False)
    """What `wording` compares of each token, once it has been asked for."""
    begins: frozenset[str] = field(default=frozenset(), init=False, repr=False, compare=False)
    """All of `forms`, and their first letters."""

    @property
    def n(self) -> int:
        return self.sentence.n

    def children(self, i: int) -> list[int]:
        """Indices of the tokens that depend on token `i`, in order."""
        return [j for j, token in enumerate(self.tokens) if token.head == i and j != i]

    def subtree(self, i: int) -> set[int]:
        """Indices of token `i` and of all that depend on it, however indirectly."""
        found, todo = {i}, [i]
        while todo:
            for j in self.children(todo.pop()):
                if j not in found:
                    found.add(j)
                    todo.append(j)
        return found

    def within(self, start: int, end: int) -> list[int]:
        """Indices of the tokens inside a span of the article."""
        return [i for i, token in enumerate(self.tokens) if start <= token.start and token.end <= end]

    def mentions_at(self, i: int) -> list[Mention]:
        """Mentions that cover token `i`, the longest first."""
        token = self.tokens[i]
        found = [one for one in self.mentions if one.start_char <= token.start and token.end <= one.end_char]
        return sorted(found, key=lambda one: one.start_char - one.end_char)


@dataclass(slots=True)
class Doc:
    """One article while it is read. Each reader adds its rows; later ones use those of earlier ones."""

    article: Article
    lines: tuple[Line, ...]
    """Sentences that are read (body, title, heading, caption), in order."""
    newcomers: dict[str, Newcomer] = field(default_factory=dict)
    """Actors the lexicon does not know, by the id they have inside this article."""
    mentions: list[Mention] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    attitudes: list[Attitude] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    levers: list[Lever] = field(default_factory=list)
    outlooks: list[Outlook] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    mechanisms: list[Mechanism] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    """Why rows were made, and why others were not; only kept for `explain`."""

    @property
    def text(self) -> str:
        return self.article.text

    @property
    def language(self) -> str:
        return self.article.language.split("-")[0]

    def line(self, n: int) -> Line | None:
        """The line of sentence `n`, if that sentence is read."""
        return next((line for line in self.lines if line.n == n), None)

    def mentions_in(self, start: int, end: int) -> Iterator[Mention]:
        """Mentions inside a span of the article, in order."""
        return (one for one in self.mentions if start <= one.start_char and one.end_char <= end)


@dataclass(slots=True)
class Newcomer:
    """An actor that the lexicon does not know, as one article names it."""

    local_id: str
    """`kind:slug` made inside the article; the world may give the actor another id."""
    kind: str
    name: str
    """Fullest form in the article, base case, original script."""
    language: str
    office: str | None = None
    """Role or description beside the name, in the article's words."""
    country: str | None = None
    gender: str | None = None
    forms: set[str] = field(default_factory=set)
    """Base-case forms seen."""
    acts_for: str | None = None
    """Actor whose words and deeds it stands for, where its office says so."""
    sector: str | None = None
    """PLOVER sector, where its office says so."""


@dataclass(frozen=True, slots=True)
class Note:
    """A line of explanation: a frame that fired, or one that lost and why."""

    row_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one article."""

    article_id: str
    languages_read: tuple[str, ...]
    newcomers: tuple[Newcomer, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    attitudes: tuple[Attitude, ...]
    quantities: tuple[Quantity, ...]
    levers: tuple[Lever, ...]
    outlooks: tuple[Outlook, ...]
    flows: tuple[Flow, ...]
    mechanisms: tuple[Mechanism, ...]
    goals: tuple[Goal, ...]
    words: Words = field(default_factory=Words)


def row_id(article_id: str, start: int, end: int, *content: str | None) -> str:
    """Id of a thing read: the same reading of the same article gives the same id, whatever else is in the world.

    `content` is what sets it apart from other rows of its table with the same span (kind, cue, type), never an id of
    an actor, which may change as the world grows.
    """
    key = "\x1f".join([article_id, str(start), str(end), *(part or "" for part in content)])
    return hashlib.sha256(key.encode()).hexdigest()[:16]
