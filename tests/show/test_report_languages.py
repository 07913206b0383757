"""The report's own words in its languages, and that they are all there."""

from __future__ import annotations

import re
from gettext import NullTranslations
from html.parser import HTMLParser
from pathlib import Path

import pytest
import small_world as s
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from messages import CHANCES, FOLDER, messages

from armillary.commands import report
from armillary.errors import UsageError
from armillary.model.chances.rows import SCALE
from armillary.show import phrases
from armillary.show.lines import deed
from armillary.show.words import language_name, plural, signed

TRANSLATED = tuple(code for code in phrases.LANGUAGES if code != "en")
PLACES = re.compile(r"%\(\w+\)s|%%|\{\w+\}|</?(?:b|span)(?: class=\"\w+\")?>")


def _catalog(code: str) -> Catalog:
    with (FOLDER / "phrases" / f"{code}.po").open("rb") as source:
        return read_po(source, locale=code)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world on disk."""
    return s.write(tmp_path_factory.mktemp("languages") / "small.duckdb")


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_in_every_catalog(code: str) -> None:
    """What the templates and the code say is translated, nothing is fuzzy, and no catalog has more."""
    catalog = _catalog(code)
    wanted = set(messages())
    found = {tuple(m.id) if isinstance(m.id, (tuple, list)) else m.id for m in catalog if m.id}
    assert found == wanted
    assert [m.id for m in catalog if m.id and m.fuzzy] == []
    forms = [m.string if isinstance(m.string, tuple) else (m.string,) for m in catalog if m.id]
    assert all(all(form) for form in forms)


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_translation_has_the_places_of_its_message(code: str) -> None:
    """Names, numbers and marks: all of the English words, no others, in every form."""
    catalog = _catalog(code)
    for message in catalog:
        if message.id:
            ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
            strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            assert len(strings) == (catalog.num_plurals if len(ids) == 2 else 1)
            for string in map(str, strings):
                assert sorted(PLACES.findall(string)) == sorted(PLACES.findall(str(ids[-1]))), message.id


def test_the_words_for_chances_are_those_of_the_model() -> None:
    """All of the words that a forecast may have are messages."""
    assert set(CHANCES) == {word for _end, word in SCALE}


@pytest.mark.parametrize(
    ("code", "n", "said"),
    [
        ("en", 1, "1 copy"),
        ("en", 1234, "1,234 copies"),
        ("ru", 1, "1 копия"),
        ("ru", 3, "3 копии"),
        ("ru", 11, "11 копий"),
        ("ru", 21, "21 копия"),
        ("ru", 12_345, "12\u00a0345 копий"),
        ("pl", 1, "1 kopia"),
        ("pl", 4, "4 kopie"),
        ("pl", 12, "12 kopii"),
        ("pl", 21, "21 kopii"),
        ("pl", 22, "22 kopie"),
        ("zh", 2, "2 篇副本"),
    ],
)
def test_numbers_take_the_form_that_their_language_asks_for(code: str, n: int, said: str) -> None:
    """One, few, many."""
    with phrases.speaking(code):
        assert plural(n, "copy", "copies") == said


def test_outside_of_speaking_all_is_english() -> None:
    """A language lasts as long as its block, an error inside of it too."""
    with phrases.speaking("ru"):
        assert signed(0.5) == "+0,50"
    with pytest.raises(ValueError, match="rus"), phrases.speaking("ru"):
        float("rus")
    assert signed(0.5) == "+0.50"
    assert phrases.language() == "en"


def test_lines_need_no_case_of_names() -> None:
    """Names stand in a line as the world has them; what is in a name is never taken for a place of another."""
    with phrases.speaking("ru"):
        assert deed("THREATEN", "{whom}", "Казахстан") == "{whom} → Казахстан: угроза"
        assert language_name("zh") == "китайский"
    assert deed("THREATEN", "Russia", "Kazakhstan") == "Russia threatens Kazakhstan"
    assert deed("THREATEN", "Russia", None) == "Russia threatens"


class _Own(HTMLParser):
    """The words of a page that are marked as English, and those that no other language than the page's is said of."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str | None] = []
        self.own: list[str] = []
        self.english: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br", "hr", "input"):
            names = dict(attrs)
            foreign = (
                "-" if tag in ("bdi", "style", "script", "title") or names.get("class") in ("id", "lang") else None
            )
            self.open.append(names.get("lang") or foreign)

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        language = next((one for one in reversed(self.open) if one), "-")
        if self.open and language == self.open[0]:
            self.own.append(data)
        elif language == "en":
            self.english.append(data)


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_page_is_in_its_language(world: Path, tmp_path: Path, code: str) -> None:
    """No English of ours is left but what is marked so: reasons, and the words of commands."""
    report(world, tmp_path / "page.html", language=code)
    page = (tmp_path / "page.html").read_text("utf-8")
    assert f'<html lang="{code}">' in page
    reader = _Own()
    reader.feed(page)
    own = " ".join(reader.own)
    assert re.findall(r"\b(?:the|and|of|is|article|articles|report|copy|with|are)\b", own) == []
    assert any("later" in words for words in reader.english)


def test_english_asks_no_catalog(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The English page is the same, byte for byte, with and without catalogs."""
    report(world, tmp_path / "with.html")
    monkeypatch.setattr(phrases, "_catalog", lambda language: {"en": NullTranslations()}[language])
    report(world, tmp_path / "without.html", language="en")
    assert (tmp_path / "with.html").read_bytes() == (tmp_path / "without.html").read_bytes()


def test_another_language_is_an_error_that_names_those_there_are(world: Path, tmp_path: Path) -> None:
    """What was expected, what came, what to try."""
    with pytest.raises(UsageError, match="came 'xx'; choose one of en, ru, zh, pl"):
        report(world, tmp_path / "page.html", language="xx")
    assert not (tmp_path / "page.html").exists()
