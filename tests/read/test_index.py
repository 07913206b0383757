"""Sentences are found by their words, in all languages, and by meaning."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.encoders import quantised
from armillary.encoders.registry import available
from armillary.errors import UsageError
from armillary.read.grammar import lines
from armillary.read.index.asked import parts
from armillary.read.index.posting import forget, keep, put_in_order, words_of
from armillary.read.index.searching import K1, B, Found, Hit, Index
from armillary.read.index.sentences import Filters
from armillary.read.index.units import plain, units
from armillary.schema import Article, Indexed, Mention, Posting, Sentence, SentenceKind, Vector
from armillary.world import Workshop, World

TEXTS: dict[str, tuple[str, list[str]]] = {
    "en": ("en", ["The minister held talks on sanctions.", "They don’t want the old pipelines back."]),
    "ru": ("ru", ["Министр говорил с Токаевым о санкциях.", "Новые трубопроводы строят медленно."]),
    "pl": ("pl", ["Władze mówiły o rurociągach.", "Polska nałożyła sankcje na Białoruś."]),
    "zh": ("zh", ["哈萨克斯坦关闭输油管道。", "油价上涨，制裁继续。"]),
    "tw": ("zh-Hant", ["俄羅斯關閉輸油管道。"]),
    "ja": ("ja", ["日本は石油パイプラインを閉じた。"]),
    "ko": ("ko", ["정부는 송유관을 닫았다."]),
    "th": ("th", ["รัฐบาลปิดท่อส่งน้ำมัน"]),
    "ar": ("ar", ["أَغْلَقَتِ الحكومة خط الأنابيب."]),
    "tr": ("tr", ["Erdoğan boru hattını kapattı."]),
    "de": ("de", ["Die Straße wurde wegen der Sanktionen gesperrt."]),
}

Told = tuple[Article, list[Sentence]]


def article(name: str, language: str, told: Sequence[str], kinds: Sequence[SentenceKind] = ()) -> Told:
    """An article and its sentences."""
    text, sentences = "", []
    for n, one in enumerate(told):
        start = len(text) + (n > 0)
        text += (" " if n else "") + one
        kind: SentenceKind = kinds[n] if kinds else "body"
        sentences.append(Sentence(article_id=name, n=n, start_char=start, end_char=len(text), text=one, kind=kind))
    made = Article(
        article_id=name,
        source=f"{name}.txt",
        outlet=f"Outlet {name}",
        language=language,
        published=dt.date(2022, 1, 1) + dt.timedelta(days=len(name)),
        text=text,
        sha256=name,
        n_sentences=len(told),
        report_id="r-west" if name in ("en", "de") else f"r-{name}",
    )
    return made, sentences


def write(path: Path, articles: Sequence[Told], unread: Sequence[str] = ()) -> Path:
    """A world of articles, indexed but for some."""
    with Workshop.open(path) as shop:
        with shop.transaction():
            for made, sentences in articles:
                shop.insert(Article, [made])
                shop.insert(Sentence, sentences)
                if made.article_id not in unread:
                    keep(shop, [(made.article_id, words_of(lines(made, sentences)))])
        put_in_order(shop)
        shop.finish()
    return path


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A sentence or two in each of many languages."""
    path = tmp_path_factory.mktemp("index") / "w.duckdb"
    with World.open(write(path, [article(name, *of) for name, of in TEXTS.items()])) as opened:
        yield opened


def found(result: Found) -> set[tuple[str, int]]:
    """Article and sentence of each hit."""
    return {(hit.article_id, hit.n) for hit in result.hits}


def marked(hit: Hit) -> list[str]:
    """The words of a hit that were found."""
    return [hit.quote[a - hit.start_char : b - hit.start_char] for a, b in zip(hit.starts, hit.ends, strict=True)]


@pytest.mark.parametrize(
    ("query", "where", "words"),
    [
        ("talk", ("en", 0), ["talks"]),
        ("SANCTION", ("en", 0), ["sanctions"]),
        ("pipeline", ("en", 1), ["pipelines"]),
        ("don't", ("en", 1), ["don’t"]),
        ("токаев", ("ru", 0), ["Токаевым"]),
        ("Токаеву санкциям", ("ru", 0), ["Токаевым", "санкциях"]),
        ("трубопровод", ("ru", 1), ["трубопроводы"]),
        ("rurociąg", ("pl", 0), ["rurociągach"]),
        ("wladze", ("pl", 0), ["Władze"]),
        ("Białorusi", ("pl", 1), ["Białoruś"]),
        ("管道", ("zh", 0), ["管道"]),
        ("输油 哈萨克斯坦", ("zh", 0), ["哈萨克斯坦", "输油"]),
        ("油价", ("zh", 1), ["油价"]),
        ("俄罗斯", ("tw", 0), ["俄羅斯"]),
        ("俄羅斯關閉", ("tw", 0), ["俄羅斯關閉"]),
        ("パイプライン", ("ja", 0), ["パイプライン"]),
        ("송유관", ("ko", 0), ["송유관"]),
        ("น้ำมัน", ("th", 0), ["น้ำมัน"]),
        ("أغلقت", ("ar", 0), ["أَغْلَقَتِ"]),
        ("erdogan", ("tr", 0), ["Erdoğan"]),
        ("STRASSE", ("de", 0), ["Straße"]),
        ("Sanktion", ("de", 0), ["Sanktionen"]),
    ],
)
def test_a_word_is_found_in_its_forms(world: World, query: str, where: tuple[str, int], words: list[str]) -> None:
    """Whatever its case, ending, accents and letters; the words that were found are marked."""
    result = Index.open(world).words(query)
    assert where in found(result)
    assert marked(next(hit for hit in result.hits if (hit.article_id, hit.n) == where)) == words


def test_a_single_character_is_found_anywhere(world: World) -> None:
    """Also where it is the last of its run, and only it is marked."""
    assert found(Index.open(world).words("油")) == {("zh", 0), ("zh", 1), ("ja", 0), ("tw", 0)}
    last = Index.open(world).words("续")
    assert (found(last), marked(last.hits[0])) == ({("zh", 1)}, ["续"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"held talks"', {("en", 0)}),
        ('"talks held"', set()),
        ("talks held", {("en", 0)}),
        ("talks pipelines", set()),
        ('"o sankcjach" nic', set()),
        ("«о санкциях»", {("ru", 0)}),
        ("sanc*", {("en", 0)}),
        ("sank*", {("pl", 1), ("de", 0)}),
        ('"old pipe*"', {("en", 1)}),
        ("“关闭输油管道”", {("zh", 0), ("tw", 0)}),
    ],
)
def test_all_parts_must_be_in_the_sentence(world: World, query: str, expected: set[tuple[str, int]]) -> None:
    """Words anywhere in it, phrases as they stand; beginnings marked by a star."""
    assert found(Index.open(world).words(query)) == expected


def test_forms_of_another_language_are_not_meant(tmp_path: Path) -> None:
    """German `die` is `der` in German sentences alone."""
    path = write(
        tmp_path / "w.duckdb", [article("a", "de", ["Der Mann geht."]), article("b", "nl", ["Der ander gaat."])]
    )
    with World.open(path) as world:
        assert found(Index.open(world).words("die")) == {("a", 0)}


@pytest.mark.parametrize("query", ["", "  ", "!?", '""', "*", "\x00", "\ud800"])
def test_nothing_to_search_for(world: World, query: str) -> None:
    """Is an error that says so."""
    with pytest.raises(UsageError, match="nothing to search for"):
        Index.open(world).words(query)


def test_too_much_to_search_for(world: World) -> None:
    """So is a search that would take long, typed by nobody."""
    with pytest.raises(UsageError, match="too many"):
        Index.open(world).words(" ".join(f"w{n}" for n in range(100)))
    with pytest.raises(UsageError, match="too many"):
        Index.open(world).words('"' + "a b " * 5000 + '"')


@given(st.text(max_size=60))
def test_units_are_words_of_the_text(text: str) -> None:
    """In order, none inside another word, and everything that is a letter or digit is in one."""
    cut = units(text)
    assert all(a < b <= len(text) for a, b, _ in cut)
    assert [a for a, _, _ in cut] == sorted(a for a, _, _ in cut)
    covered = {i for a, b, _ in cut for i in range(a, b)}
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


@given(st.text(max_size=40))
def test_plain_letters_stay_plain(word: str) -> None:
    """Folding twice is folding once; case is gone."""
    assert plain(plain(word)) == plain(word)
    assert plain(word.upper().lower()) == plain(word.upper())


@given(st.text(max_size=80))
def test_any_query_is_understood_or_refused(query: str) -> None:
    """No text breaks it, and what is kept was typed."""
    try:
        asked = parts(query)
    except UsageError:
        return
    assert all(part.units and part.width >= len(part.units) for part in asked)


WORDS = ["alba", "bent", "cora", "dune", "elk", "fern"]
CHANCE = random.Random(7)
CORPUS = [[CHANCE.choice(WORDS) for _ in range(CHANCE.randrange(1, 9))] for _ in range(60)]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Sixty sentences of six words that no dictionary has, in six articles."""
    path = tmp_path_factory.mktemp("corpus") / "w.duckdb"
    told = [article(f"a{k}", "xx", [" ".join(one) + "." for one in CORPUS[10 * k : 10 * k + 10]]) for k in range(6)]
    with World.open(write(path, told)) as opened:
        yield opened


PART = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)


@given(st.lists(PART, min_size=1, max_size=3))
def test_it_finds_what_a_plain_look_finds(corpus: World, asked: list[list[str]]) -> None:
    """Words and phrases, against every sentence looked through; so are scores, by the formula."""
    query = " ".join(f'"{" ".join(part)}"' for part in asked)
    parts_asked = list(dict.fromkeys(map(tuple, asked)))
    times = {
        k: [sum(tuple(one[i : i + len(part)]) == part for i in range(len(one))) for part in parts_asked]
        for k, one in enumerate(CORPUS)
    }
    expected = {k for k, counts in times.items() if all(counts)}
    result = Index.open(corpus).words(query, limit=None)
    assert {int(hit.article_id[1:]) * 10 + hit.n for hit in result.hits} == expected
    assert result.n_sentences == len(expected)
    mean = sum(map(len, CORPUS)) / len(CORPUS)
    rare = [sum(counts[i] > 0 for counts in times.values()) for i in range(len(parts_asked))]
    idf = [math.log(1 + (len(CORPUS) - df + 0.5) / (df + 0.5)) for df in rare]
    for hit in result.hits:
        k = int(hit.article_id[1:]) * 10 + hit.n
        norm = K1 * (1 - B + B * len(CORPUS[k]) / mean)
        total = sum(w * tf * (K1 + 1) / (tf + norm) for w, tf in zip(idf, times[k], strict=True))
        assert hit.score == pytest.approx(total / (sum(idf) * (K1 + 1)), abs=1e-4)


def test_the_best_come_first_and_a_limit_keeps_them(corpus: World) -> None:
    """A shorter list is the beginning of a longer one."""
    everything = Index.open(corpus).words("elk", limit=None).hits
    assert [hit.score for hit in everything] == sorted((hit.score for hit in everything), reverse=True)
    for limit in (0, 1, 5, 1000):
        assert Index.open(corpus).words("elk", limit=limit).hits == everything[:limit]


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    """Nor whether the postings were put in order."""
    told = [article(name, *of) for name, of in TEXTS.items()]
    one, other = write(tmp_path / "one.duckdb", told), write(tmp_path / "other.duckdb", told[::-1])
    with World.open(one) as a, World.open(other) as b:
        assert a.query("SELECT * FROM postings") == b.query("SELECT * FROM postings")
        for query in ("sank*", "油", "санкция"):
            assert Index.open(a).words(query) == Index.open(b).words(query)


def test_forgotten_articles_are_not_found(tmp_path: Path) -> None:
    """Their words are gone; kept again they are found once."""
    told = [article(name, *of) for name, of in TEXTS.items()]
    path = write(tmp_path / "w.duckdb", told)
    with Workshop.open(path) as shop:
        forget(shop, ["en", "ru"])
        assert not shop.query("SELECT 1 FROM postings WHERE article_id IN ('en', 'ru')")
        assert shop.count(Indexed) == len(TEXTS) - 2
        keep(shop, [("en", words_of(lines(*told[0])))])
        shop.finish()
    with World.open(path) as world:
        assert found(Index.open(world).words("talks")) == {("en", 0)}
        assert world.count(Posting) == len(set(world.query("SELECT term, article_id FROM postings")))


def test_articles_not_read_yet_are_looked_through(tmp_path: Path) -> None:
    """A part of a word will do there, and they come behind the others."""
    told = [article("a", "en", ["Old pipelines leak."]), article("b", "en", ["The pipeline of old leaks."])]
    with World.open(write(tmp_path / "w.duckdb", told, unread=["b"])) as world:
        index = Index.open(world)
        assert index.n_unindexed == 1
        result = index.words("pipeline OLD")
        assert [(hit.article_id, hit.how) for hit in result.hits] == [("a", "words"), ("b", "words")]
        hit = result.hits[1]
        assert [hit.quote[a:b] for a, b in zip(hit.starts, hit.ends, strict=True)] == ["pipeline", "old"]
        assert (result.n_sentences, result.n_articles, result.n_reports) == (2, 2, 2)
        assert found(index.words("pipeline", filters=Filters(article="b"))) == {("b", 0)}
        assert len(index.words("pipeline", limit=1).hits) == 1


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(language="en"), {("en", 0)}),
        (Filters(language="EN-gb"), {("en", 0)}),
        (Filters(language="xx"), set()),
        (Filters(outlet="Outlet de"), {("de", 0)}),
        (Filters(after=dt.date(2022, 1, 3)), {("en", 0), ("de", 0), ("pl", 1)}),
        (Filters(after=dt.date(2022, 1, 4)), set()),
        (Filters(before=dt.date(2022, 1, 2)), set()),
        (Filters(before=dt.date(2022, 1, 3), article="pl"), {("pl", 1)}),
        (Filters(kind="title"), set()),
        (Filters(kind="body"), {("en", 0), ("de", 0), ("pl", 1)}),
        (Filters(actors=("POL", "BLR")), {("pl", 1)}),
        (Filters(actors=()), set()),
    ],
)
def test_filters_confine_a_search(tmp_path: Path, filters: Filters, expected: set[tuple[str, int]]) -> None:
    """By language, outlet, day, actor, kind of sentence, article."""
    told = [article(name, *TEXTS[name]) for name in ("en", "de", "pl")]
    path = write(tmp_path / "w.duckdb", told)
    with Workshop.open(path) as shop:
        mention = Mention(
            mention_id="m",
            article_id="pl",
            n=1,
            start_char=0,
            end_char=6,
            surface="Polska",
            actor_id="POL",
            how="name",
            cue="Polska",
            confidence=1.0,
        )
        shop.insert(Mention, [mention])
        shop.finish()
    with World.open(path) as world:
        assert found(Index.open(world).words("san*", filters=filters)) == expected


def test_reports_are_counted_once(world: World) -> None:
    """Of all that was found, whatever is shown of it."""
    result = Index.open(world).words("san*", limit=1)
    assert (len(result.hits), result.n_sentences, result.n_articles, result.n_reports) == (1, 3, 3, 2)


def test_page_residue_is_not_found(tmp_path: Path) -> None:
    """Titles are."""
    told = article("a", "en", ["Ships wait", "By Ann Ships", "Share ships"], ["title", "byline", "boilerplate"])
    with World.open(write(tmp_path / "w.duckdb", [told])) as world:
        assert found(Index.open(world).words("ships")) == {("a", 0)}


def test_an_empty_world_holds_nothing(tmp_path: Path) -> None:
    """Neither by word nor by meaning, without an error."""
    with World.open(write(tmp_path / "w.duckdb", [])) as world:
        assert Index.open(world).words("ships") == Found((), 0, 0, 0)
        assert Index.open(world).meaning("ships") == Found((), 0, 0, 0)


@pytest.fixture(scope="module")
def meant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world with vectors."""
    path = write(tmp_path_factory.mktemp("meant") / "w.duckdb", [article(name, *of) for name, of in TEXTS.items()])
    encoder = available()[0]
    with Workshop.open(path) as shop:
        for sentence in shop.rows(Sentence):
            vector = tuple(quantised(encoder, [sentence.text])[0].tolist())
            shop.insert(
                Vector, [Vector(article_id=sentence.article_id, n=sentence.n, encoder=encoder.name, vector=vector)]
            )
        shop.finish()
    with World.open(path) as opened:
        yield opened


def test_meaning_is_found_across_languages(meant: World) -> None:
    """The nearest first; scores are the cosines of the stored vectors."""
    result = Index.open(meant).meaning("the oil pipeline was closed", limit=None, near=-1)
    assert result.n_sentences == meant.count(Sentence)
    assert {"zh", "tw", "ja", "ko", "th"} >= {hit.article_id for hit in result.hits[:3]}
    encoder = available()[0]
    query = quantised(encoder, ["the oil pipeline was closed"])[0].astype(float)
    for hit in result.hits:
        ((stored,),) = meant.query("SELECT vector FROM vectors WHERE article_id = ? AND n = ?", hit.article_id, hit.n)
        vector = np.array(stored, float)
        cosine = vector @ query / np.linalg.norm(vector) / np.linalg.norm(query)
        assert hit.score == pytest.approx(cosine, abs=1e-4)
        assert (hit.how, hit.starts) == ("meaning", ())


def test_meaning_is_confined_too(meant: World) -> None:
    """By filters, least nearness and limit."""
    index = Index.open(meant)
    assert {hit.language for hit in index.meaning("pipeline", filters=Filters(language="ru"), near=-1).hits} == {"ru"}
    assert not index.meaning("pipeline", near=1.0).hits
    assert len(index.meaning("pipeline", near=-1, limit=3).hits) == 3


def test_vectors_too_many_to_keep_are_read_each_time(meant: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the same outcome."""
    kept = Index.open(meant).meaning("sanctions", near=-1)
    monkeypatch.setattr("armillary.read.index.nearest.KEPT", 0)
    with World.open(meant.path) as fresh:
        assert Index.open(fresh).meaning("sanctions", near=-1) == kept
