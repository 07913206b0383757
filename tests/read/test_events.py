"""Events: who does what to whom, construction by construction, in the languages read."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.read import grammar
from armillary.read.document import Doc
from armillary.read.events import find_events
from armillary.read.events.dates import dates
from armillary.schema import Article, Event, Mention, Sentence, Statement

ACTORS = {
    "en": {"Ruritania": "RUS", "Ruritanian": "RUS", "Freedonia": "POL", "Freedonian": "POL", "Sylvania": "CHN"},
    "ru": {"Россия": "RUS", "России": "RUS", "Россией": "RUS", "Россию": "RUS", "Польша": "POL", "Польшу": "POL",
           "Польше": "POL", "Польшей": "POL", "Польши": "POL", "Китай": "CHN", "Китаем": "CHN"},
    "zh": {"俄罗斯": "RUS", "波兰": "POL", "中国": "CHN"},
    "pl": {"Rosja": "RUS", "Rosji": "RUS", "Rosję": "RUS", "Rosją": "RUS", "Polska": "POL", "Polskę": "POL",
           "Polski": "POL", "Polsce": "POL", "Chiny": "CHN", "Chinami": "CHN"},
    "de": {"Russland": "RUS", "Polen": "POL"},
    "fr": {"Russie": "RUS", "Pologne": "POL"},
    "es": {"Rusia": "RUS", "Polonia": "POL"},
    "uk": {"Росія": "RUS", "Росію": "RUS", "Росії": "RUS", "Польща": "POL", "Польщу": "POL", "Польщі": "POL"},
    "tr": {"Rusya": "RUS", "Polonya": "POL"},
}  # fmt: skip


def read(text: str, language: str, published: dt.date | None = None, speaker: str | None = None) -> Doc:
    """A document of one sentence whose actors are marked from the table above."""
    article = Article(
        article_id="a", source="a", language=language, text=text, sha256="", n_sentences=1, published=published,
        published_precision="day" if published else "none",
    )  # fmt: skip
    sentence = Sentence(article_id="a", n=0, start_char=0, end_char=len(text), text=text)
    doc = Doc(article, grammar.lines(article, [sentence]))
    for line in doc.lines:
        line.mentions = doc.mentions = _mentions(text, language)
    if speaker is not None:
        doc.statements = [
            Statement(statement_id="s", article_id="a", n=0, start_char=0, end_char=len(text), text=text,
                      kind="indirect", speaker_id=speaker, cue="said", stance_of_cue="says", confidence=1.0)
        ]  # fmt: skip
    doc.events = find_events(doc)
    return doc


def _mentions(text: str, language: str) -> list[Mention]:
    found, taken = [], set[int]()
    for name, actor in sorted(ACTORS[language].items(), key=lambda one: -len(one[0])):
        at = text.find(name)
        while at >= 0:
            if at not in taken:
                taken.update(range(at, at + len(name)))
                how = "adjective" if name.endswith("ian") else "name"
                found.append(
                    Mention(mention_id=str(at), article_id="a", n=0, start_char=at, end_char=at + len(name),
                            surface=name, actor_id=actor, how=how, cue=name, confidence=1.0)  # type: ignore[arg-type]
                )  # fmt: skip
            at = text.find(name, at + 1)
    return sorted(found, key=lambda one: one.start_char)


def triples(doc: Doc) -> set[tuple[str | None, str, str | None]]:
    """Source, type, target of the events."""
    return {(one.source_id, one.event_type, one.target_id) for one in doc.events}


ACTIVE = [
    ("en", "Ruritania invaded Freedonia.", "ASSAULT"),
    ("en", "Ruritania imposed sanctions on Freedonia.", "SANCTION"),
    ("en", "Ruritania criticised Freedonia.", "ACCUSE"),
    ("en", "Ruritanian soldiers attacked Freedonia.", "ASSAULT"),
    ("en", "Ruritania rejected Freedonia's proposal.", "REJECT"),
    ("en", "Ruritania lifted sanctions on Freedonia.", "CONCEDE"),
    ("en", "Ruritania withdrew its troops from Freedonia.", "RETREAT"),
    ("en", "Ruritania supplied weapons to Freedonia.", "AID"),
    ("en", "Ruritania called on Freedonia to withdraw.", "REQUEST"),
    ("en", "Ruritania threatened to attack Freedonia.", "THREATEN"),
    ("en", "Ruritania agreed to supply weapons to Freedonia.", "AGREE"),
    ("en", "Ruritania refused to meet Freedonia.", "REJECT"),
    ("ru", "Россия ввела санкции против Польши.", "SANCTION"),
    ("ru", "Россия раскритиковала Польшу.", "ACCUSE"),
    ("ru", "Россия передала Польше танки.", "AID"),
    ("ru", "Россия пригрозила Польше санкциями.", "THREATEN"),
    ("ru", "Россия осудила Польшу.", "ACCUSE"),
    ("ru", "Россия поддержала Польшу.", "SUPPORT"),
    ("ru", "Россия призвала Польшу вывести войска.", "REQUEST"),
    ("zh", "俄罗斯对波兰实施制裁。", "SANCTION"),
    ("zh", "俄罗斯批评波兰。", "ACCUSE"),
    ("zh", "俄罗斯访问波兰。", "CONSULT"),
    ("zh", "俄罗斯向波兰提供援助。", "AID"),
    ("zh", "俄罗斯威胁波兰。", "THREATEN"),
    ("pl", "Rosja nałożyła sankcje na Polskę.", "SANCTION"),
    ("pl", "Rosja skrytykowała Polskę.", "ACCUSE"),
    ("pl", "Rosja poparła Polskę.", "SUPPORT"),
    ("pl", "Rosja zagroziła Polsce sankcjami.", "THREATEN"),
    ("de", "Russland verhängte Sanktionen gegen Polen.", "SANCTION"),
    ("de", "Russland kritisierte Polen.", "ACCUSE"),
    ("fr", "La Russie a condamné la Pologne.", "ACCUSE"),
    ("es", "Rusia impuso sanciones a Polonia.", "SANCTION"),
    ("uk", "Росія засудила Польщу.", "ACCUSE"),
    ("tr", "Rusya, Polonya'ya saldırdı.", "ASSAULT"),
]


@pytest.mark.parametrize(("language", "text", "kind"), ACTIVE)
def test_who_does_what_to_whom(language: str, text: str, kind: str) -> None:
    """A plain sentence gives its source, type and target."""
    assert ("RUS", kind, "POL") in triples(read(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Freedonia was attacked by Ruritania."),
        ("ru", "Польша была атакована Россией."),
        ("pl", "Polska została zaatakowana przez Rosję."),
    ],
)
def test_a_passive_turns_the_parts(language: str, text: str) -> None:
    """The agent of a passive is the source, its subject the target."""
    assert triples(read(text, language)) == {("RUS", "ASSAULT", "POL")}


def test_an_agentless_passive_leaves_the_source_open() -> None:
    """Nobody is named: the source is `unknown`."""
    assert triples(read("Freedonia was attacked on Monday.", "en")) == {("unknown", "ASSAULT", "POL")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ruritania and Freedonia held talks."),
        ("en", "Freedonia held talks with Ruritania."),
        ("ru", "Россия и Польша провели переговоры."),
        ("zh", "俄罗斯和波兰举行会谈。"),
        ("pl", "Polska i Rosja przeprowadziły rozmowy."),
    ],
)
def test_a_mutual_act_is_one_row_a_pair(language: str, text: str) -> None:
    """Both sides act: one row, ids sorted, `mutual` true, whoever stands first."""
    doc = read(text, language)
    assert triples(doc) == {("POL", "CONSULT", "RUS")}
    assert all(one.mutual for one in doc.events)


def test_compound_actors_share_a_group() -> None:
    """Two sources give two rows with one `group_id`."""
    events = read("Ruritania and Sylvania condemned Freedonia.", "en").events
    assert {one.source_id for one in events} == {"RUS", "CHN"}
    assert len({one.group_id for one in events}) == 1
    assert events[0].group_id


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("en", "Ruritania did not attack Freedonia.", "denied"),
        ("en", "Ruritania may attack Freedonia.", "hypothetical"),
        ("en", "If Ruritania attacks Freedonia, markets will fall.", "hypothetical"),
        ("en", "Ruritania will attack Freedonia.", "planned"),
        ("ru", "Россия не атаковала Польшу.", "denied"),
        ("ru", "Россия может атаковать Польшу.", "hypothetical"),
        ("pl", "Rosja nie zaatakowała Polski.", "denied"),
        ("zh", "俄罗斯没有袭击波兰。", "denied"),
    ],
)
def test_what_did_not_happen_is_not_happened(language: str, text: str, status: str) -> None:
    """Negation, possibility, condition and future are told apart from what happened."""
    assert [one.status for one in read(text, language).events] == [status]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ruritania does not recognise Freedonia."),
        ("ru", "Россия не признает Польшу."),
        ("zh", "俄罗斯不承认波兰。"),
        ("pl", "Rosja nie uznaje Polski."),
    ],
)
def test_a_withheld_act_is_a_rejection(language: str, text: str) -> None:
    """Not to recognise, as a stance, is REJECT."""
    assert triples(read(text, language)) == {("RUS", "REJECT", "POL")}


def test_an_announced_act_turns_by_its_kind() -> None:
    """What is announced is AGREE where it helps, THREATEN where it harms."""
    assert triples(read("Ruritania will provide aid to Freedonia.", "en")) == {("RUS", "AGREE", "POL")}
    assert triples(read("Ruritania will bomb Freedonia.", "en")) == {("RUS", "THREATEN", "POL")}


def test_own_words_are_claimed() -> None:
    """What a party says of itself is claimed, and reported by it."""
    events = read("Ruritania attacked Freedonia.", "en", speaker="RUS").events
    assert [(one.status, one.reported_by) for one in events] == [("claimed", "RUS")]
    events = read("Ruritania attacked Freedonia.", "en", speaker="CHN").events
    assert [(one.status, one.reported_by) for one in events] == [("happened", "CHN")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ruritania exports wheat."),
        ("en", "Freedonia has a long history."),
        ("ru", "Польша находится в Европе."),
        ("zh", "波兰是一个国家。"),
        ("en", "Sales rose and prices fell."),
    ],
)
def test_everyday_sentences_give_nothing(language: str, text: str) -> None:
    """No act between actors: no row."""
    assert read(text, language).events == []


@pytest.mark.parametrize(
    ("language", "text", "day", "precision", "origin"),
    [
        ("en", "on 24 February 2022", dt.date(2022, 2, 24), "day", "text"),
        ("en", "in March 2021", dt.date(2021, 3, 1), "month", "text"),
        ("en", "yesterday", dt.date(2022, 10, 4), "day", "relative"),
        ("en", "on Tuesday", dt.date(2022, 10, 4), "day", "relative"),
        ("en", "last week", dt.date(2022, 9, 26), "week", "relative"),
        ("ru", "вчера", dt.date(2022, 10, 4), "day", "relative"),
        ("ru", "24 февраля 2022 года", dt.date(2022, 2, 24), "day", "text"),
        ("ru", "на прошлой неделе", dt.date(2022, 9, 26), "week", "relative"),
        ("zh", "上周", dt.date(2022, 9, 26), "week", "relative"),
        ("zh", "2022年2月24日", dt.date(2022, 2, 24), "day", "text"),
        ("pl", "wczoraj", dt.date(2022, 10, 4), "day", "relative"),
        ("pl", "w czerwcu 2022 r.", dt.date(2022, 6, 1), "month", "text"),
        ("de", "gestern", dt.date(2022, 10, 4), "day", "relative"),
    ],
)
def test_dates_have_precision_and_origin(language: str, text: str, day: dt.date, precision: str, origin: str) -> None:
    """Dates written out and relative ones, as of an article of 5 October 2022."""
    found = dates(text, language, dt.date(2022, 10, 5))
    assert [(one.date, one.precision, one.origin) for one in found] == [(day, precision, origin)]


def test_a_date_without_a_year_needs_a_publication() -> None:
    """No year is invented."""
    assert dates("on 24 February", "en", None) == []


def _exact(doc: Doc, event: Event) -> bool:
    return doc.text[event.start_char : event.end_char] == event.text and event.cue in doc.text


@pytest.mark.parametrize(("language", "text", "kind"), ACTIVE)
def test_spans_and_cues_are_exact(language: str, text: str, kind: str) -> None:
    """`text` and `cue` are what stands in the article."""
    doc = read(text, language)
    assert doc.events
    assert all(_exact(doc, event) for event in doc.events)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(sorted(ACTORS)))
def test_any_text_is_survived(text: str, language: str) -> None:
    """Whatever the text, no error, and only exact spans."""
    doc = read(text + " Russland Ruritania 俄罗斯 Россия", language)
    assert all(_exact(doc, event) for event in doc.events)


def test_a_sentence_of_five_thousand_characters_is_survived() -> None:
    """Far too long to be a sentence: no rows, no error."""
    assert read("Ruritania attacked Freedonia and " * 200, "en").events == []


def test_a_language_not_read_gives_no_events() -> None:
    """No frames, no rows."""
    article = Article(article_id="a", source="a", language="fi", text="Venäjä hyökkäsi.", sha256="", n_sentences=1)
    sentence = Sentence(article_id="a", n=0, start_char=0, end_char=16, text="Venäjä hyökkäsi.")
    assert find_events(Doc(article, grammar.lines(article, [sentence]))) == []


def test_the_same_reading_gives_the_same_ids() -> None:
    """Ids do not depend on the run; rows of one sentence differ."""
    text = "Ruritania and Sylvania condemned Freedonia and imposed sanctions on it."
    first, second = read(text, "en").events, read(text, "en").events
    assert [one.event_id for one in first] == [one.event_id for one in second]
    assert len({one.event_id for one in first}) == len(first)


CHINESE = [
    ("没有俄罗斯官员公开支持中国。", "俄罗斯", "SUPPORT", "denied"),
    ("俄罗斯将与波兰讨论此事。", "俄罗斯", "AGREE", "planned"),
]


@pytest.mark.parametrize(("text", "_actor", "event_type", "status"), CHINESE)
def test_chinese_denied_and_planned(text: str, _actor: str, event_type: str, status: str) -> None:
    """没有 before a subject denies; 将 before a coverb is the future."""
    found = read(text, "zh").events
    assert [(one.event_type, one.status) for one in found] == [(event_type, status)]


@pytest.mark.parametrize(
    "text",
    ["俄罗斯外长说，去年与波兰的贸易价值很高。", "俄罗斯支持波兰战争。", "俄罗斯外长警告说，波兰经济正在下滑。"],
)
def test_chinese_nouns_and_wars_are_no_acts(text: str) -> None:
    """A noun of action behind 的 takes no subject across a verb of speech; the name of a war is no target."""
    assert triples(read(text, "zh")) == set()


def test_name_of_a_war_is_no_target() -> None:
    """Who condemns the Ukraine war does not condemn Ukraine."""
    assert triples(read("Ruritania condemned the Freedonia war.", "en")) == set()


@pytest.mark.parametrize("text", ["俄罗斯讨论了如何与波兰接触。", "俄罗斯采取措施以应对波兰的挑战。"])
def test_chinese_coverbs_stand_before_their_verb(text: str) -> None:
    """与 behind a verb belongs to the next one; 应对 is no 应."""
    assert triples(read(text, "zh")) == set()


def test_what_has_happened_has_no_date_after_the_article() -> None:
    """A year that is aimed at is not the day of the act."""
    published = dt.date(2022, 10, 5)
    found = read("Ruritania signed an agreement with Freedonia on trade by 2027.", "en", published).events
    happened = [one for one in found if one.status == "happened"]
    assert happened
    assert all(one.date is None or one.date <= published for one in happened)
