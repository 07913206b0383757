"""Every table of a world, declared once.

A table is a frozen dataclass: a field is a column, its annotation gives the type and the meaning. The SQL that
creates the table (`ddl`), its Arrow schema (`arrow_schema`) and the page of columns in the docs (`markdown`) derive
from it, and rooms hand each other these same rows.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    NewType,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

import pyarrow as pa

VERSION = 3
"""Version of the table layout. A world of another version is refused with a hint, never altered."""

Natural = NewType("Natural", int)
"""A whole number of 0 or more; lists of them are kept wide, other lists of whole numbers as single bytes."""

Precision = Literal["minute", "day", "week", "month", "quarter", "year", "range", "none"]
PublishedFrom = Literal["text", "metadata", "url", "file", "none"]
SentenceKind = Literal["body", "heading", "title", "byline", "caption", "boilerplate"]
Relation = Literal["same", "copy", "translation", "excerpt", "common-source"]
Direction = Literal["a-from-b", "b-from-a", "common", "unknown"]
ChangeKind = Literal[
    "dropped",
    "added",
    "replaced",
    "clause",
    "detail",
    "number",
    "name",
    "place",
    "date",
    "negation",
    "polarity",
    "certainty",
    "comparison",
    "role",
    "referent",
    "meaning",
    "speaker",
    "gender",
    "attribution",
    "quote",
    "untranslated",
]
Severity = Literal["major", "minor"]
MentionHow = Literal["name", "abbreviation", "adjective", "demonym", "metonym", "title", "description", "pronoun"]
StatementKind = Literal["direct", "indirect", "mixed"]
Stance = Literal["says", "claims", "denies", "confirms", "warns", "promises", "asks"]
EventStatus = Literal["happened", "planned", "denied", "hypothetical", "forecast", "claimed"]
DateFrom = Literal["text", "relative", "published", "context", "none"]
Domain = Literal[
    "energy", "trade", "security", "finance", "information", "people", "diplomatic", "transit", "technology"
]
LeverStatus = Literal["held", "threatened", "used", "eased"]
FlowChange = Literal["up", "down", "interrupted", "resumed", "steady"]
Layer = Literal["all", "words", "deeds", "official", "other"]
LoopKind = Literal["reinforcing", "balancing"]
CorrectionKind = Literal["actor", "event", "copy", "date", "speaker"]
Room = Literal["gather", "trace", "read", "model"]


class Row:
    """Base of all rows."""

    __slots__ = ()
    table: ClassVar[str]
    """Name in SQL."""
    key: ClassVar[tuple[str, ...]]
    """Columns that identify a row; they come first."""
    meaning: ClassVar[str]
    """What one row is, in a sentence."""


_R = TypeVar("_R", bound=Row)
TABLES: dict[str, type[Row]] = {}


@dataclass_transform(kw_only_default=True, frozen_default=True)
def table(name: str, key: str, meaning: str) -> Callable[[type[_R]], type[_R]]:
    """Declare a class as the table `name`; `key` lists its key columns, separated by blanks."""

    def declare(cls: type[_R]) -> type[_R]:
        row = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        row.table, row.key, row.meaning = name, tuple(key.split()), meaning
        TABLES[name] = row
        return row

    return declare


# --- gather -------------------------------------------------------------------------------------------------


@table("articles", "article_id", "One article as it was given, with what its own words say about where it comes from.")
class Article(Row):
    article_id: Annotated[str, "hash of the normalised URL, else of the file name, and of the text; `[0-9a-z-]+`"]
    source: Annotated[str, "path or URL as given; rows of JSONL, CSV, Parquet, WARC and feeds are `path#row`"]
    outlet: Annotated[str | None, "who published it"] = None
    title: Annotated[str | None, "headline"] = None
    author: Annotated[str | None, "as the text or its metadata name them"] = None
    language: Annotated[str, "BCP-47; `mul` where mixed, `und` where it cannot be told"] = "und"
    published: Annotated[
        dt.date | None,
        "first day of the period that `published_precision` names",
    ] = None
    published_from: Annotated[PublishedFrom, "where the date was found"] = "none"
    published_precision: Annotated[Precision, "how exact it is"] = "none"
    credit: Annotated[str | None, "agency or outlet the text names as its source"] = None
    text: Annotated[str, "the article; offsets everywhere are code points into it"]
    sha256: Annotated[str, "of `text` in UTF-8"]
    n_sentences: Annotated[int, "rows in `sentences`"]
    report_id: Annotated[str | None, "the independent report it belongs to; NULL until traced"] = None
    story_id: Annotated[str | None, "the story it belongs to; NULL until traced"] = None
    url: Annotated[str | None, "address, where known"] = None
    encoding: Annotated[str | None, "character encoding the file was read with"] = None
    fingerprint: Annotated[str, "hash of file name or URL and raw content: the same again is skipped unread"] = ""


@table("sentences", "article_id n", "One sentence; together they cover all of `articles.text` that is not white space.")
class Sentence(Row):
    article_id: Annotated[str, "its article"]
    n: Annotated[int, "0-based number in the article"]
    start_char: Annotated[int, "first code point in `articles.text`"]
    end_char: Annotated[int, "one past the last"]
    text: Annotated[str, "`articles.text[start_char:end_char]`"]
    kind: Annotated[SentenceKind, "`byline` and `boilerplate` are kept but never read as news"] = "body"
    language: Annotated[str | None, "where it differs from the article's"] = None


# --- trace --------------------------------------------------------------------------------------------------


@table("reports", "report_id", "One independent source: an article and all its copies.")
class Report(Row):
    report_id: Annotated[str, "derives from the earliest member"]
    origin_article_id: Annotated[str | None, "NULL: the original is not among the articles"] = None
    origin_language: Annotated[str | None, "language it was first written in, where known"] = None
    n_articles: Annotated[int, "members, copies included"]
    reference_article_id: Annotated[str, "the member the others' `changes` are measured against"]


@table("links", "article_a article_b", "A decision: two articles share text. Every such pair, not only a tree.")
class Link(Row):
    article_a: Annotated[str, "the smaller id"]
    article_b: Annotated[str, "the greater id"]
    relation: Annotated[Relation, "what they are to each other"]
    direction: Annotated[Direction, "which was made from which"]
    coverage_a: Annotated[float, "share of a's sentences found in b, 0-1"]
    coverage_b: Annotated[float, "share of b's sentences found in a, 0-1"]
    similarity: Annotated[float, "mean similarity of the aligned sentences, 0-1"]
    confidence: Annotated[float, "probability that the two share text, 0-1"]
    reason: Annotated[str, "why so, and why in this direction, in words"]
    encoder: Annotated[str, "sentence encoder that decided"]


@table("alignments", "article_a n_a article_b n_b", "Two sentences that say the same; many-to-many as several rows.")
class Alignment(Row):
    article_a: Annotated[str, "the smaller id"]
    n_a: Annotated[int, "sentence in a"]
    article_b: Annotated[str, "the greater id"]
    n_b: Annotated[int, "sentence in b"]
    similarity: Annotated[float, "0-1"]


@table("changes", "change_id", "Something a copy says otherwise than the reference of its report.")
class Change(Row):
    change_id: Annotated[str, "made from article, span and content"]
    article_id: Annotated[str, "the copy"]
    n: Annotated[int | None, "sentence in the copy; NULL when dropped"] = None
    other_id: Annotated[str, "the article it is compared with"]
    other_n: Annotated[int | None, "sentence there; NULL when added"] = None
    start_char: Annotated[int | None, "span in the copy"] = None
    end_char: Annotated[int | None, "its end"] = None
    other_start: Annotated[int | None, "span in the other article"] = None
    other_end: Annotated[int | None, "its end"] = None
    kind: Annotated[ChangeKind, "what was changed"]
    severity: Annotated[Severity, "`major`: a reader would believe something else"]
    was: Annotated[str | None, "words of the other article"] = None
    now: Annotated[str | None, "words of the copy"] = None
    confidence: Annotated[float, "0-1"]
    reason: Annotated[str, "what was compared, in words"]
    cue: Annotated[str, "the words or figures that fired"]


@table("stories", "story_id", "Reports of the same events.")
class Story(Row):
    story_id: Annotated[str, "derives from the earliest member"]
    title: Annotated[str, "headline of its most central article"]
    first_date: Annotated[dt.date | None, "earliest publication"] = None
    last_date: Annotated[dt.date | None, "latest publication"] = None
    n_articles: Annotated[int, "all articles"]
    n_reports: Annotated[int, "independent reports"]
    n_publishers: Annotated[int | None, "owners of the outlets, where known"] = None


@table("outlets", "outlet", "Who owns an outlet. Shipped small; extended by the user's CSV.")
class Outlet(Row):
    outlet: Annotated[str, "name or domain"]
    publisher: Annotated[str | None, "owner"] = None
    country: Annotated[str | None, "ISO 3166-1 alpha-3"] = None
    state_owned: Annotated[bool | None, "owned or funded by a state"] = None
    reliability: Annotated[str | None, "A-F on the Admiralty scale; the user's judgement, never ours"] = None


@table("vectors", "article_id n encoder", "Sentence vectors as small integers.")
class Vector(Row):
    article_id: Annotated[str, "its article"]
    n: Annotated[int, "its sentence"]
    encoder: Annotated[str, "name and version of the encoder"]
    vector: Annotated[tuple[int, ...], "components times the encoder's scale, rounded to -127..127"]


# --- read ---------------------------------------------------------------------------------------------------


@table("actors", "actor_id", "A state, person, organisation, group or place.")
class Actor(Row):
    actor_id: Annotated[str, "ISO 3166-1 alpha-3 for states, `kind:slug` for all else"]
    kind: Annotated[str, "state, person, igo, bloc, initiative, org, gov, mil, group, role, place, sep, hist, event"]
    name: Annotated[str, "usual English name"]
    country: Annotated[str | None, "the state it belongs to"] = None
    acts_for: Annotated[str | None, "actor whose words and deeds it stands for; only this rolls up into ties"] = None
    sector: Annotated[str | None, "PLOVER sector"] = None
    gender: Annotated[str | None, "f, m, or NULL"] = None
    qid: Annotated[str | None, "Wikidata, where known for certain"] = None
    names: Annotated[dict[str, str], "language to name"]
    n_mentions: Annotated[int, "rows in `mentions`"]


@table("mentions", "mention_id", "A name or description that stands for an actor.")
class Mention(Row):
    mention_id: Annotated[str, "made from article, span and content"]
    article_id: Annotated[str, "its article"]
    n: Annotated[int, "its sentence"]
    start_char: Annotated[int, "span in the article"]
    end_char: Annotated[int, "its end"]
    surface: Annotated[str, "the words"]
    actor_id: Annotated[str, "whom they name"]
    how: Annotated[MentionHow, "in what way"]
    cue: Annotated[str, "what made the program say so"]
    confidence: Annotated[float, "0-1"]


@table("statements", "statement_id", "What somebody is reported to have said.")
class Statement(Row):
    statement_id: Annotated[str, "made from article, span and content"]
    article_id: Annotated[str, "its article"]
    n: Annotated[int, "its first sentence"]
    start_char: Annotated[int, "span of the content"]
    end_char: Annotated[int, "its end"]
    text: Annotated[str, "the content alone"]
    kind: Annotated[StatementKind, "direct, indirect or mixed speech"]
    speaker_id: Annotated[str, "actor, or `unknown`"]
    speaker_text: Annotated[str | None, "the words that name the speaker"] = None
    cue: Annotated[str, "the words that made the program say so"]
    stance_of_cue: Annotated[Stance, "how the reporting verb puts it"]
    about: Annotated[tuple[str, ...], "actors it speaks of"] = ()
    within: Annotated[str | None, "statement it is part of, for A says B said"] = None
    confidence: Annotated[float, "0-1"]


@table("events", "event_id", "Who did what to whom, in PLOVER 2.0.")
class Event(Row):
    event_id: Annotated[str, "made from article, span and content"]
    article_id: Annotated[str, "its article"]
    n: Annotated[int, "its first sentence"]
    start_char: Annotated[int, "span in the article"]
    end_char: Annotated[int, "its end"]
    text: Annotated[str, "the words"]
    source_id: Annotated[str | None, "who; `unknown` where the text leaves it open"] = None
    event_type: Annotated[str, "one of the 16 of PLOVER 2.0"]
    mode: Annotated[str | None, "PLOVER mode"] = None
    target_id: Annotated[str | None, "to whom"] = None
    date: Annotated[dt.date | None, "when it happened"] = None
    date_precision: Annotated[Precision, "how exact"] = "none"
    date_from: Annotated[DateFrom, "where the date comes from"] = "none"
    date_end: Annotated[dt.date | None, "end, for a range"] = None
    status: Annotated[EventStatus, "whether it happened"]
    reported_by: Annotated[str | None, "who says so"] = None
    contexts: Annotated[tuple[str, ...], "PLOVER contexts"] = ()
    place_id: Annotated[str | None, "where"] = None
    intensity: Annotated[float | None, "PLOVER scale with errata, -10 to 10"] = None
    group_id: Annotated[str | None, "shared by the pairs of one compound event"] = None
    mutual: Annotated[bool, "both sides act; stored once"] = False
    cue: Annotated[str, "the words that made the program say so"]
    confidence: Annotated[float, "0-1"]


@table("happenings", "happening_id", "One real-world event, merged over articles.")
class Happening(Row):
    happening_id: Annotated[str, "derives from the earliest member"]
    event_type: Annotated[str, "one of the 16 of PLOVER 2.0"]
    source_id: Annotated[str | None, "who"] = None
    target_id: Annotated[str | None, "to whom"] = None
    date: Annotated[dt.date | None, "when"] = None
    n_reports: Annotated[int, "independent reports"]
    n_articles: Annotated[int, "articles, copies included"]
    conflict: Annotated[str | None, "what the versions differ in"] = None
    event_ids: Annotated[tuple[str, ...], "its events"]


@table("attitudes", "attitude_id", "What one actor is said to feel or think about another.")
class Attitude(Row):
    attitude_id: Annotated[str, "made from article, span and content"]
    article_id: Annotated[str, "its article"]
    n: Annotated[int, "its sentence"]
    start_char: Annotated[int, "span in the article"]
    end_char: Annotated[int, "its end"]
    text: Annotated[str, "the words"]
    from_id: Annotated[str, "whose"]
    to_id: Annotated[str, "towards whom"]
    sign: Annotated[float, "-1 to 1"]
    held_by: Annotated[str | None, "who says so"] = None
    cue: Annotated[str, "the words that made the program say so"]
    confidence: Annotated[float, "0-1"]


@table("quantities", "quantity_id", "A number with its unit and what it counts.")
class Quantity(Row):
    quantity_id: Annotated[str, "made from article, span and content"]
    article_id: Annotated[str, "its article"]
    n: Annotated[int, "its sentence"]
    start_char: Annotated[int, "span in the article"]
    end_char: Annotated[int, "its end"]
    text: Annotated[str, "the words"]
    value: Annotated[float | None, "in units"] = None
    low: Annotated[float | None, "for a range or `more than`"] = None
    high: Annotated[float | None, "for a range or `up to`"] = None
    unit: Annotated[str | None, "unit"] = None
    what: Annotated[str | None, "what is counted"] = None
    cue: Annotated[str, "the words that made the program say so"]
    confidence: Annotated[float, "0-1"]


@table("levers", "lever_id", "What somebody holds over somebody.")
class Lever(Row):
    lever_id: Annotated[str, "made from article, span and content"]
    article_id: Annotated[str, "its article"]
    n: Annotated[int, "its sentence"]
    start_char: Annotated[int, "span in the article"]
    end_char: Annotated[int, "its end"]
    text: Annotated[str, "the words"]
    holder_id: Annotated[str, "who holds it"]
    over_id: Annotated[str, "over whom"]
    instrument: Annotated[str, "what it is"]
    domain: Annotated[Domain, "field"]
    status: Annotated[LeverStatus, "what is done with it"]
    cue: Annotated[str, "the words that made the program say so"]
    confidence: Annotated[float, "0-1"]


@table("outlooks", "outlook_id", "What somebody expects.")
class Outlook(Row):
    outlook_id: Annotated[str, "made from article, span and content"]
    article_id: Annotated[str, "its article"]
    n: Annotated[int, "its sentence"]
    start_char: Annotated[int, "span in the article"]
    end_char: Annotated[int, "its end"]
    text: Annotated[str, "the words"]
    by_id: Annotated[str, "who expects it, or `unknown`"]
    about: Annotated[tuple[str, ...], "actors it speaks of"] = ()
    horizon: Annotated[str | None, "by when"] = None
    direction: Annotated[str | None, "which way"] = None
    words: Annotated[str | None, "words of likelihood"] = None
    probability: Annotated[float | None, "0-1"] = None
    cue: Annotated[str, "the words that made the program say so"]
    confidence: Annotated[float, "0-1"]


@table("flows", "flow_id", "People, oil, goods, money, arms or data that move.")
class Flow(Row):
    flow_id: Annotated[str, "made from article, span and content"]
    article_id: Annotated[str, "its article"]
    n: Annotated[int, "its sentence"]
    start_char: Annotated[int, "span in the article"]
    end_char: Annotated[int, "its end"]
    text: Annotated[str, "the words"]
    what: Annotated[str, "people, oil, goods, money, arms, data"]
    from_id: Annotated[str | None, "whence"] = None
    to_id: Annotated[str | None, "whither"] = None
    via_id: Annotated[str | None, "by which way"] = None
    change: Annotated[FlowChange | None, "how it moves"] = None
    cue: Annotated[str, "the words that made the program say so"]
    confidence: Annotated[float, "0-1"]


@table("mechanisms", "mechanism_id", "What the text says drives what.")
class Mechanism(Row):
    mechanism_id: Annotated[str, "made from article, span and content"]
    article_id: Annotated[str, "its article"]
    n: Annotated[int, "its sentence"]
    start_char: Annotated[int, "span in the article"]
    end_char: Annotated[int, "its end"]
    text: Annotated[str, "the words"]
    cause: Annotated[str, "what drives"]
    effect: Annotated[str, "what is driven"]
    sign: Annotated[int, "+1 more makes more, -1 more makes less"]
    cause_ids: Annotated[tuple[str, ...], "actors in the cause"] = ()
    effect_ids: Annotated[tuple[str, ...], "actors in the effect"] = ()
    by_id: Annotated[str | None, "who says so"] = None
    cue: Annotated[str, "the words that made the program say so"]
    confidence: Annotated[float, "0-1"]


@table("goals", "goal_id", "Who wants what, by which means.")
class Goal(Row):
    goal_id: Annotated[str, "made from article, span and content"]
    article_id: Annotated[str, "its article"]
    n: Annotated[int, "its sentence"]
    start_char: Annotated[int, "span in the article"]
    end_char: Annotated[int, "its end"]
    text: Annotated[str, "the words"]
    actor_id: Annotated[str, "who"]
    goal: Annotated[str, "what for"]
    means: Annotated[str | None, "by which means"] = None
    cue: Annotated[str, "the words that made the program say so"]
    confidence: Annotated[float, "0-1"]


@table("namings", "article_id local_id", "An actor that the lexicon does not know, as one article names it.")
class Naming(Row):
    article_id: Annotated[str, "the article"]
    local_id: Annotated[str, "id made inside the article"]
    actor_id: Annotated[str, "its id in this world; may change as articles come in"]
    kind: Annotated[str, "as in `actors`"]
    name: Annotated[str, "fullest form in the article, base case"]
    language: Annotated[str, "of the article there"]
    office: Annotated[str | None, "role or description beside the name"] = None
    country: Annotated[str | None, "as in `actors`"] = None
    gender: Annotated[str | None, "f, m, or NULL"] = None
    forms: Annotated[tuple[str, ...], "base-case forms seen"] = ()
    acts_for: Annotated[str | None, "as in `actors`"] = None
    sector: Annotated[str | None, "as in `actors`"] = None


@table("readings", "article_id", "Which articles have been read, and from what state.")
class ReadingRun(Row):
    article_id: Annotated[str, "the article"]
    state: Annotated[str, "hash of version, date and corrections it was read with; another one is read anew"]
    languages_read: Annotated[tuple[str, ...], "languages of its sentences that were read; empty: not read"] = ()


@table("indexed", "article_id", "Which sentences of an article can be found by word, and where their units begin.")
class Indexed(Row):
    article_id: Annotated[str, "the article"]
    sentences: Annotated[tuple[Natural, ...], "their numbers"]
    starts: Annotated[
        tuple[Natural, ...], "number in the article of the first unit of each; last, of what would follow"
    ]


@table(
    "postings", "term article_id", "Where a term stands in an article: a word or dictionary form, or two characters."
)
class Posting(Row):
    term: Annotated[str, "without case and accents; of scripts without blanks two neighbouring characters"]
    article_id: Annotated[str, "the article"]
    places: Annotated[tuple[Natural, ...], "numbers of its units in the article"]


# --- model --------------------------------------------------------------------------------------------------


@table("records", "record_id", "An event from elsewhere, without its sentence.")
class Record(Row):
    record_id: Annotated[str, "made from the file's name, its own number of the event, and content"]
    origin: Annotated[str, "name of the file"]
    own_id: Annotated[str | None, "the event's number there"] = None
    source_id: Annotated[str | None, "who"] = None
    source_name: Annotated[str | None, "as the file names it"] = None
    target_id: Annotated[str | None, "to whom"] = None
    target_name: Annotated[str | None, "as the file names it"] = None
    event_type: Annotated[str | None, "one of the 16 of PLOVER 2.0; NULL where its code has none"] = None
    mode: Annotated[str | None, "PLOVER mode"] = None
    code: Annotated[str, "its code or label in the file"]
    intensity: Annotated[float | None, "PLOVER scale with errata, -10 to 10"] = None
    goldstein: Annotated[float | None, "Goldstein's scale, -10 to 10"] = None
    date: Annotated[dt.date, "when"]
    n_sources: Annotated[int | None, "sources, as the file counts them"] = None


@table("ties", "source_id target_id layer period", "How near one actor stands to another, over time.")
class Tie(Row):
    source_id: Annotated[str, "from whom"]
    target_id: Annotated[str, "to whom"]
    layer: Annotated[Layer, "which evidence; one number: take `all`"]
    period: Annotated[dt.date, "first day of the period"]
    value: Annotated[float | None, "-1 to 1; NULL: not measured"] = None
    low: Annotated[float | None, "lower end of the interval"] = None
    high: Annotated[float | None, "upper end"] = None
    n_reports: Annotated[int, "independent reports"]
    n_evidence: Annotated[int, "rows it rests on"]


@table("turns", "source_id target_id layer period", "Change points of ties.")
class Turn(Row):
    source_id: Annotated[str, "from whom"]
    target_id: Annotated[str, "to whom"]
    layer: Annotated[Layer, "which evidence"]
    period: Annotated[dt.date, "when"]
    before: Annotated[float | None, "tie before"] = None
    after: Annotated[float | None, "tie after"] = None
    probability: Annotated[float, "0-1"]
    evidence_ids: Annotated[tuple[str, ...], "rows it rests on"]


@table("orbits", "actor_id pole_id period", "How strongly each pole pulls an actor.")
class Orbit(Row):
    actor_id: Annotated[str, "who is pulled"]
    pole_id: Annotated[str, "by whom"]
    period: Annotated[dt.date, "first day of the period"]
    pull: Annotated[float | None, "NULL: not measured"] = None
    low: Annotated[float | None, "lower end of the interval"] = None
    high: Annotated[float | None, "upper end"] = None
    share: Annotated[float | None, "of all poles' pull, 0-1"] = None
    hedging: Annotated[float | None, "how evenly the actor leans on several poles, 0-1"] = None


@table("drifts", "actor_id pole_id layer", "How far an actor moved to or from a pole over a window.")
class Drift(Row):
    actor_id: Annotated[str, "who moved"]
    pole_id: Annotated[str, "towards or away from whom"]
    layer: Annotated[Layer, "which evidence"]
    since: Annotated[dt.date, "first day of the window"]
    until: Annotated[dt.date, "last period"]
    before: Annotated[float | None, "tie then, both directions together; NULL: not measured, like what follows"] = None
    after: Annotated[float | None, "tie now"] = None
    change: Annotated[float | None, "after less before"] = None
    low: Annotated[float | None, "lower end of the 80 % interval of the change"] = None
    high: Annotated[float | None, "upper end"] = None
    probability: Annotated[float | None, "that it moved in the direction of `change`, 0-1"] = None
    n_reports: Annotated[int, "independent reports"]
    n_evidence: Annotated[int, "rows it rests on"]
    evidence_ids: Annotated[tuple[str, ...], "the latest of them, latest first"]


@table(
    "arrows", "cause_node effect_node sign", "What is said to drive what; mechanisms of all articles merged by meaning."
)
class Arrow(Row):
    cause_node: Annotated[int, "number of the thing that drives"]
    effect_node: Annotated[int, "number of the thing that is driven"]
    sign: Annotated[int, "+1 more makes more, -1 more makes less"]
    cause: Annotated[str, "its commonest wording"]
    effect: Annotated[str, "its commonest wording"]
    mechanism_ids: Annotated[tuple[str, ...], "the mechanisms"]
    by: Annotated[tuple[str, ...], "who says so; articles in their own voice are not named"] = ()
    n_reports: Annotated[int, "independent reports"]


@table("loops", "loop_id", "Mechanisms that close a circle.")
class Loop(Row):
    loop_id: Annotated[str, "made from its mechanisms"]
    mechanism_ids: Annotated[tuple[str, ...], "in order"]
    kind: Annotated[LoopKind, "reinforcing or balancing"]
    n_reports: Annotated[int, "independent reports"]


@table("forecasts", "made_at source_id event_type target_id window_start window_end", "What is likely next.")
class Forecast(Row):
    made_at: Annotated[dt.datetime, "when the forecast was made, UTC"]
    source_id: Annotated[str, "who"]
    event_type: Annotated[str, "one of the 16 of PLOVER 2.0"]
    target_id: Annotated[str, "to whom"]
    window_start: Annotated[dt.date, "first day"]
    window_end: Annotated[dt.date, "last day"]
    probability: Annotated[float | None, "0-1; NULL: too little evidence"] = None
    low: Annotated[float | None, "lower end of the interval"] = None
    high: Annotated[float | None, "upper end"] = None
    words: Annotated[str | None, "ICD 203"] = None
    because: Annotated[tuple[str, ...], "past sequences and recent events behind it"] = ()


# --- the world itself ---------------------------------------------------------------------------------------


@table("layout", "", "One row: what kind of file this is.")
class Layout(Row):
    version: Annotated[int, "of the table layout"]
    made_by: Annotated[str, "version of Armillary that made the file"]


@table(
    "arrivals", "article_id", "Which build brought an article in; apart, so that `articles` does not depend on when."
)
class Arrival(Row):
    article_id: Annotated[str, "the article"]
    run_id: Annotated[str, "the build"]


@table("runs", "run_id room", "What was done to this world, by which version, with which settings.")
class Run(Row):
    run_id: Annotated[str, "shared by the rooms of one build"]
    room: Annotated[Room, "which room"]
    started: Annotated[dt.datetime, "UTC"]
    finished: Annotated[dt.datetime | None, "UTC; NULL while under way"] = None
    version: Annotated[str, "of Armillary"]
    settings: Annotated[str, "JSON: options, encoders and lexicon used"]
    n_in: Annotated[int, "things taken in"] = 0
    n_out: Annotated[int, "things given out"] = 0
    seconds: Annotated[float, "wall time"] = 0.0


@table("failures", "", "What could not be read or done, and what to try.")
class Failure(Row):
    run_id: Annotated[str, "the build it happened in; empty until it is recorded"] = ""
    source: Annotated[str, "file, address or article"]
    stage: Annotated[str, "where in the program"]
    error: Annotated[str, "what was expected and what came"]
    hint: Annotated[str, "what to try"]


@table("corrections", "correction_id", "What the user knows better; applied on every build.")
class Correction(Row):
    correction_id: Annotated[str, "made from its content"]
    kind: Annotated[CorrectionKind, "what is corrected"]
    sha256: Annotated[str, "of the article's text"]
    start_char: Annotated[int | None, "span in the article"] = None
    end_char: Annotated[int | None, "its end"] = None
    was: Annotated[str | None, "what the program said"] = None
    now: Annotated[str | None, "what is so"] = None
    who: Annotated[str | None, "who corrected"] = None
    made: Annotated[dt.datetime, "when, UTC"]


ACTOR_COLUMNS: dict[type[Row], tuple[tuple[str, ...], tuple[str, ...]]] = {
    Mention: (("actor_id",), ()),
    Statement: (("speaker_id",), ("about",)),
    Event: (("source_id", "target_id", "reported_by", "place_id"), ()),
    Attitude: (("from_id", "to_id", "held_by"), ()),
    Quantity: ((), ()),
    Lever: (("holder_id", "over_id"), ()),
    Outlook: (("by_id",), ("about",)),
    Flow: (("from_id", "to_id", "via_id"), ()),
    Mechanism: (("by_id",), ("cause_ids", "effect_ids")),
    Goal: (("actor_id",), ()),
}
"""The tables of things read from sentences, and their columns that name actors: single ones, and lists."""


class Sides(NamedTuple):
    """Columns of a table that say who acts, on whom, and what kind of thing it is."""

    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    type: tuple[str, ...] = ()


SIDES: dict[type[Row], Sides] = {
    Mention: Sides(("actor_id",), (), ("how",)),
    Statement: Sides(("speaker_id",), ("about",), ("stance_of_cue", "kind")),
    Event: Sides(("source_id",), ("target_id",), ("event_type", "mode", "status")),
    Attitude: Sides(("from_id",), ("to_id",)),
    Quantity: Sides(type=("unit", "what")),
    Lever: Sides(("holder_id",), ("over_id",), ("domain", "status")),
    Outlook: Sides(("by_id",), ("about",), ("direction",)),
    Flow: Sides(("from_id",), ("to_id",), ("what", "change")),
    Mechanism: Sides(("cause_ids",), ("effect_ids",)),
    Goal: Sides(("actor_id",)),
    Happening: Sides(("source_id",), ("target_id",), ("event_type",)),
    Record: Sides(("source_id",), ("target_id",), ("event_type", "mode", "code")),
    Tie: Sides(("source_id",), ("target_id",), ("layer",)),
    Turn: Sides(("source_id",), ("target_id",), ("layer",)),
    Orbit: Sides(("actor_id",), ("pole_id",)),
    Forecast: Sides(("source_id",), ("target_id",), ("event_type",)),
}
"""What filters by source, target and type look at."""


# --- what derives from the declarations ---------------------------------------------------------------------


class Column(NamedTuple):
    """A column as SQL, Arrow and a reader see it."""

    name: str
    sql: str
    arrow: pa.DataType
    nullable: bool
    values: tuple[str, ...]
    about: str


_SCALARS: dict[Any, tuple[str, pa.DataType]] = {
    str: ("VARCHAR", pa.string()),
    int: ("INTEGER", pa.int32()),
    float: ("DOUBLE", pa.float64()),
    bool: ("BOOLEAN", pa.bool_()),
    dt.date: ("DATE", pa.date32()),
    dt.datetime: ("TIMESTAMP", pa.timestamp("us")),
    tuple[str, ...]: ("VARCHAR[]", pa.list_(pa.string())),
    tuple[Natural, ...]: ("UINTEGER[]", pa.list_(pa.uint32())),
    tuple[int, ...]: ("TINYINT[]", pa.list_(pa.int8())),
    dict[str, str]: ("MAP(VARCHAR, VARCHAR)", pa.map_(pa.string(), pa.string())),
}


def column(name: str, annotation: Any) -> Column:
    """The column that a field of a dataclass makes; one without a meaning in its annotation has an empty `about`."""
    kind, about = get_args(annotation) if get_origin(annotation) is Annotated else (annotation, "")
    nullable = False
    if get_origin(kind) in (Union, types.UnionType):
        (kind,) = (arm for arm in get_args(kind) if arm is not types.NoneType)
        nullable = True
    values = get_args(kind) if get_origin(kind) is Literal else ()
    sql, arrow = _SCALARS[str if values else kind]
    return Column(name, sql, arrow, nullable, values, about)


def columns(row: type[Row]) -> tuple[Column, ...]:
    """The columns of a table in order."""
    return _columns(row.table)


@cache
def _columns(name: str) -> tuple[Column, ...]:
    hints = get_type_hints(TABLES[name], include_extras=True)
    return tuple(column(name, hint) for name, hint in hints.items() if get_origin(hint) is Annotated)


def arrow_schema(row: type[Row]) -> pa.Schema:
    """The Arrow schema of a table."""
    return pa.schema([pa.field(c.name, c.arrow, c.nullable) for c in columns(row)])


def arrow_table(row: type[_R], rows: Iterable[_R]) -> pa.Table:
    """Rows of one table as an Arrow table."""
    listed = list(rows)
    schema = arrow_schema(row)
    arrays = [pa.array([_arrow_value(getattr(r, field.name)) for r in listed], type=field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _arrow_value(value: Any) -> Any:
    return list(value.items()) if isinstance(value, dict) else value


def rows_of(row: type[_R], table: pa.Table) -> list[_R]:
    """Rows of one table from an Arrow table that has its columns."""
    names = [c.name for c in columns(row)]
    values = zip(*(map(_row_value, table.column(c.name).to_pylist(), repeat(c)) for c in columns(row)), strict=True)
    return [row(**dict(zip(names, one, strict=True))) for one in values]


def _row_value(value: Any, of: Column) -> Any:
    if value is None:
        return None
    return dict(value) if pa.types.is_map(of.arrow) else tuple(value) if pa.types.is_list(of.arrow) else value


def ddl(row: type[Row]) -> str:
    """The `CREATE TABLE` statement of a table."""
    lines = [f'"{c.name}" {c.sql}{"" if c.nullable else " NOT NULL"}{_check(c)}' for c in columns(row)]
    body = ",\n  ".join(lines)
    return f'CREATE TABLE IF NOT EXISTS "{row.table}" (\n  {body}\n)'


def _check(column: Column) -> str:
    if not column.values:
        return ""
    listed = ", ".join(f"'{value}'" for value in column.values)
    return f' CHECK ("{column.name}" IN ({listed}))'


def markdown() -> str:
    """The page of tables and columns for the docs."""
    parts = ["# Tables and columns", "", f"Layout version {VERSION}. Made from `armillary.schema`.", ""]
    for row in TABLES.values():
        parts += [f"## {row.table}", "", row.meaning, ""]
        if row.key:
            parts += ["Key: " + ", ".join(f"`{name}`" for name in row.key) + ".", ""]
        parts += ["| column | type | NULL | meaning |", "|---|---|---|---|"]
        for c in columns(row):
            about = c.about + (" (" + ", ".join(f"`{v}`" for v in c.values) + ")" if c.values else "")
            parts.append(f"| `{c.name}` | {c.sql} | {'yes' if c.nullable else 'no'} | {about} |")
        parts.append("")
    return "\n".join(parts)
