"""A world is read: once, anew where something changed, and with the user's corrections."""

from __future__ import annotations

from pathlib import Path

import pytest

from armillary.commands import actors, build, correct, events, explain, forget, statements, timeline
from armillary.errors import UsageError
from armillary.schema import ACTOR_COLUMNS, Article, Correction, Event, Mention, Naming, ReadingRun, Row, columns
from armillary.world import World

ENGLISH = """Ruritania's neighbours meet in Astana

ASTANA, 3 October 2022. President Kassym-Jomart Tokayev met Uzbekistan's Shavkat Mirziyoyev on Monday.

"We will not close the border," Tokayev said. Hydrologist Dana Ilvesova said that Russia had threatened Kazakhstan.

Russia imposed sanctions on Kazakhstan in September 2022.
"""
RUSSIAN = """Соседи встретились в Астане

Президент Казахстана Касым-Жомарт Токаев встретился в понедельник с президентом Узбекистана Шавкатом Мирзиёевым.

Эксперт Дана Илвесова заявила, что Россия угрожала Казахстану санкциями.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles."""
    made = tmp_path / "articles"
    made.mkdir()
    (made / "one.txt").write_text(ENGLISH, "utf-8")
    (made / "two.txt").write_text(RUSSIAN, "utf-8")
    return made


def test_one_actor_has_one_id_in_all_languages(folder: Path, tmp_path: Path) -> None:
    """The president by the lexicon, the hydrologist by how her name sounds."""
    world = build([folder], tmp_path / "w.duckdb").world
    with World.open(world) as w:
        for name in ("person:tokayev", "person:ilvesova"):
            languages = w.query(
                "SELECT count(DISTINCT language) FROM mentions JOIN articles USING (article_id) WHERE actor_id = ?",
                name,
            )
            assert languages == [(2,)], name
    assert {one.actor_id for one in actors(world, type="state")} >= {"KAZ", "UZB", "RUS"}


def test_every_span_is_exact(folder: Path, tmp_path: Path) -> None:
    """Text of a row and text of the article at its offsets are the same, in all tables."""
    world = build([folder], tmp_path / "w.duckdb").world
    with World.open(world) as w:
        texts = {one.article_id: one.text for one in w.rows(Article)}
        for row in ACTOR_COLUMNS:
            words = "surface" if row is Mention else "text"
            for one in w.rows(row):
                span = slice(one.start_char, one.end_char)  # type: ignore[attr-defined]
                assert texts[one.article_id][span] == getattr(one, words)  # type: ignore[attr-defined]


def test_what_is_read_is_not_read_again(folder: Path, tmp_path: Path) -> None:
    """A second build tries nothing; an added article alone is read; `again` reads all."""
    world = build([folder], tmp_path / "w.duckdb").world
    before = ids(world)
    build([folder], world)
    (folder / "three.txt").write_text("China and Russia signed an agreement in Beijing on 5 May 2022.\n", "utf-8")
    build([folder], world)
    with World.open(world) as w:
        counts = [n for (n,) in w.query("SELECT n_in FROM runs WHERE room = 'read' ORDER BY started")]
    assert counts == [2, 0, 1]
    assert before <= ids(world)
    build([folder], world, again=True)
    with World.open(world) as w:
        assert w.query("SELECT n_in FROM runs WHERE room = 'read' ORDER BY started DESC LIMIT 1") == [(3,)]


def ids(world: Path) -> set[str]:
    """Ids of all things read."""
    with World.open(world) as w:
        return {
            found for row in ACTOR_COLUMNS for (found,) in w.query(f"SELECT {columns(row)[0].name} FROM {row.table}")
        }


def test_arrival_in_another_order_gives_the_same_world(folder: Path, tmp_path: Path) -> None:
    """One build of both articles, or two builds of one each."""
    together = build([folder], tmp_path / "a.duckdb").world
    apart = build([folder / "two.txt"], tmp_path / "b.duckdb").world
    build([folder / "one.txt"], apart)
    tables: list[type[Row]] = [*ACTOR_COLUMNS, Naming]
    for row in tables:
        with World.open(together) as one, World.open(apart) as other:
            assert one.rows(row) == other.rows(row), row.table


def test_a_correction_of_an_event_lasts(folder: Path, tmp_path: Path) -> None:
    """It is applied at once, and stays through builds that read all anew."""
    world = build([folder], tmp_path / "w.duckdb").world
    wrong = next(one.row for one in events(world, type="SANCTION") if one.row.source_id == "RUS")
    file = tmp_path / "corrections.csv"
    file.write_text(f"kind,id,now,who\nevent,{wrong.event_id},no,me\n", "utf-8")
    assert correct(world, file) == 1
    assert wrong.event_id not in {one.row.event_id for one in events(world)}
    build([folder], world, again=True)
    assert wrong.event_id not in {one.row.event_id for one in events(world)}
    assert all(wrong.event_id not in one.event_ids for one in timeline(world))


def test_a_correction_of_an_actor_reaches_what_rests_on_it(folder: Path, tmp_path: Path) -> None:
    """The speaker changes with the mention."""
    world = build([folder / "one.txt"], tmp_path / "w.duckdb").world
    with World.open(world) as w:
        mention = w.rows(Mention, "actor_id = 'person:ilvesova'")[0]
    file = tmp_path / "corrections.csv"
    file.write_text(f"kind,id,now\nactor,{mention.mention_id},person:other\n", "utf-8")
    correct(world, file)
    assert "person:other" in {one.row.speaker_id for one in statements(world)}
    assert "person:other" in {one.actor_id for one in actors(world)}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("event,nothing,no", "no event_id"),
        ("weather,x,no", "no kind"),
        ("date,nothing,2022-01-01", "no article"),
        ("event,x,", "`now` is empty|no event_id"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused_whole(folder: Path, tmp_path: Path, row: str, words: str) -> None:
    """The line is named, and nothing of the file is kept."""
    world = build([folder / "two.txt"], tmp_path / "w.duckdb").world
    file = tmp_path / "corrections.csv"
    file.write_text(f"kind,id,now\n{row}\n", "utf-8")
    with pytest.raises(UsageError, match=words):
        correct(world, file)
    with World.open(world) as w:
        assert w.count(Correction) == 0


def test_a_corrected_date_lasts(folder: Path, tmp_path: Path) -> None:
    """Even where the article is read anew."""
    world = build([folder / "two.txt"], tmp_path / "w.duckdb").world
    with World.open(world) as w:
        (article,) = w.rows(Article)
    file = tmp_path / "corrections.csv"
    file.write_text(f"kind,id,now\ndate,{article.article_id},2022-10-04\n", "utf-8")
    correct(world, file)
    build([folder / "two.txt"], world, again=True)
    with World.open(world) as w:
        assert str(w.rows(Article)[0].published) == "2022-10-04"


def test_forgetting_an_article_forgets_what_was_read(folder: Path, tmp_path: Path) -> None:
    """And actors that only it named."""
    world = build([folder], tmp_path / "w.duckdb").world
    with World.open(world) as w:
        gone = w.query("SELECT article_id FROM articles WHERE source LIKE '%one.txt'")[0][0]
    forget(world, [gone])
    with World.open(world) as w:
        tables: list[type[Row]] = [*ACTOR_COLUMNS, Naming, ReadingRun]
        for row in tables:
            assert not w.query(f"SELECT 1 FROM {row.table} WHERE article_id = ?", gone), row.table
        assert w.query("SELECT sum(n_mentions) FROM actors")[0][0] == w.count(Mention)


def test_explain_gives_the_sentence_and_what_fired(folder: Path, tmp_path: Path) -> None:
    """For every event."""
    world = build([folder], tmp_path / "w.duckdb").world
    found = events(world)
    assert found
    for one in found:
        told = explain(world, one.row.event_id)
        assert told.sentence == one.sentence
        assert told.notes
        assert any(word.head is None for word in told.parse)
    with pytest.raises(UsageError, match="nothing has the id"):
        explain(world, "nothing")


def test_an_article_in_a_language_not_read_is_counted(tmp_path: Path) -> None:
    """It gives no statements and no events."""
    (tmp_path / "gr.txt").write_text(
        "Ο πρόεδρος της Ρωσίας συναντήθηκε στην Αθήνα με τον πρωθυπουργό της Ελλάδας την Παρασκευή. "
        "Συμφώνησαν να συνεχίσουν τις συνομιλίες για το φυσικό αέριο.\n",
        "utf-8",
    )
    world = build([tmp_path / "gr.txt"], tmp_path / "w.duckdb").world
    with World.open(world) as w:
        assert w.rows(ReadingRun)[0].languages_read == ()
        assert w.count(Event) == 0


STEPPE_ENGLISH = """Dam talks end without a date

DUSHANBE, 11 May 2023. Tajikistan and Uzbekistan ended their talks on the dam at Kuhisor without a date on Thursday.

The Pamir Water Council, a research group in Dushanbe, warned that the valley would lack water by August.

"Nobody has read the treaty to its end," said Farrukh Odinazoda, an analyst at the Pamir Water Council.

Uzbekistan promised Tajikistan a loan of 40 million dollars for new pumps. The ministers will meet again in June.

Farmers in the valley have begun to dig wells of their own. Prices for melons have doubled since the spring.
"""
STEPPE_RUSSIAN = """Переговоры о плотине закончились без даты

ДУШАНБЕ, 11 мая 2023 года. Таджикистан и Узбекистан завершили в четверг переговоры о плотине в Кухисоре, не назвав даты.

Памирский совет по водным ресурсам, исследовательская группа в Душанбе, предупредил: к августу долине не хватит воды.

«Никто не дочитал договор до конца», — сказал Фаррух Одиназода, аналитик Памирского совета по водным ресурсам.

Узбекистан обещал Таджикистану кредит в 40 миллионов долларов на новые насосы. Министры снова встретятся в июне.

Крестьяне в долине начали сами рыть колодцы. Цены на дыни с весны удвоились.
"""


def test_a_translated_name_has_one_id(tmp_path: Path) -> None:
    """In one build, and where the translation comes in later; explain tells both spellings."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(STEPPE_ENGLISH, "utf-8")
    (folder / "two.txt").write_text(STEPPE_RUSSIAN, "utf-8")
    together = build([folder], tmp_path / "a.duckdb").world
    apart = build([folder / "two.txt"], tmp_path / "b.duckdb").world
    build([folder / "one.txt"], apart)
    again = build([folder], apart).world
    (council,) = [one for one in actors(together, type="org") if "Pamir" in one.name]
    assert council.actor_id == "org:pamir-water-council"
    assert set(council.names) == {"en", "ru"}
    tables: list[type[Row]] = [*ACTOR_COLUMNS, Naming]
    for row in tables:
        with World.open(together) as one, World.open(again) as other:
            assert one.rows(row) == other.rows(row), row.table
    with World.open(together) as w:
        mention = w.rows(Mention, "actor_id = ? AND surface LIKE 'П%'", council.actor_id)[0]
    assert any("Pamir Water Council" in note for note in explain(together, mention.mention_id).notes)


def test_a_translation_that_goes_takes_its_evidence_along(tmp_path: Path) -> None:
    """The other article has its own id again."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(STEPPE_ENGLISH, "utf-8")
    (folder / "two.txt").write_text(STEPPE_RUSSIAN, "utf-8")
    world = build([folder], tmp_path / "w.duckdb").world
    alone = build([folder / "two.txt"], tmp_path / "alone.duckdb").world
    with World.open(world) as w:
        ((gone,),) = w.query("SELECT article_id FROM articles WHERE source LIKE '%one.txt'")
    forget(world, [gone])
    tables: list[type[Row]] = [*ACTOR_COLUMNS, Naming]
    for row in tables:
        with World.open(world) as one, World.open(alone) as other:
            assert one.rows(row) == other.rows(row), row.table
