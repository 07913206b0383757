"""Sentence boundaries in many languages and on hostile text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary import lexicon
from armillary.gather.sentences import MAX_CHARS, split


def sentences(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split(text, language)]


CASES = {
    "en": [
        "Mr. Hale met Gen. Ortiz of the U.S. Army on Oct. 3 in St. Paul.",
        "Growth was 3.5 percent, e.g. in the U.S.",
        "The minister (who resigned.) said nothing.",
        '"Why now?" she asked.',
        "“It is over.”",
        "J. K. Marlow agreed … but only later.",
        "Nobody else did!",
    ],
    "ru": [
        "В 2022 г. Анна С. Белова переехала в г. Омск.",
        "А. П. Громов и т. д. остались дома в 1998 г.",
        "Он ждал… и ждал.",
        "«Что дальше?» — спросила она.",
        "— Мы не знаем.",
        "Ущерб составил 5 млн руб.",
        "При этом никто не пострадал.",
    ],
    "uk": ["У 2021 р. Ірина Коваль очолила штаб на вул. Зеленій.", "«Навіщо?» — запитав він.", "Ніхто не знає."],
    "pl": [
        "Prof. Lis mówił o tym na 25. Międzynarodowym Forum w 2022 r.",
        "W odpowiedzi zapadła cisza, m.in. w Gdyni.",
        "Dr Maj milczał.",
    ],
    "de": [
        "Am 25. Juni traf Dr. Maier z. B. die Delegation.",
        "Das war 2022.",
        "Die Antwort lautete „nein.“",
        "Danach ging er.",
    ],
    "fr": ["M. Leroy a dit : « Non. »", "Puis il est parti avec Mme Petit.", "« Vraiment ? » demande-t-elle."],
    "es": ["El Sr. Gil llegó a EE.UU. el lunes.", "¿Por qué vino?", "¡Nadie lo sabe!"],
    "it": ["Il sig. Neri e il prof. Conti tacciono.", "Perché?", "Nessuno risponde."],
    "pt": ["O Sr. Lima chegou às 10 h.", "Ele não falou.", "Por quê?"],
    "nl": ["Dhr. De Wit sprak o.a. over gas.", "Het was stil.", "Waarom?"],
    "tr": ["Prof. Dr. Ayşe Kaya 25. Forum için geldi.", "Neden?", "Kimse bilmiyor."],
    "cs": ["Dne 25. června přijel p. Novák, tzv. host.", "V sále bylo ticho.", "Proč?"],
    "hr": ["U 2022. Hrvatska je šutjela, npr. o plinu.", "Zašto?", "Nitko ne zna."],
    "ja": ["「行かない。」と彼は述べた。", "理由は不明だ！", "本当か？", "Yahoo!ニュースが伝えた。"],
    "zh": ["“真的吗？”他说。", "没有人知道……但他们在等。", "（完。）", "“我们走。", "明天再说。”"],
    "ko": ["그는 떠났다.", '"왜?"라고 물었다.', "아무도 3.5%를 모른다."],
    "ar": ["وصل د. سالم يوم الأحد.", "لماذا جاء؟", "لا أحد يعلم."],
    "fa": ["او آمد.", "چرا؟", "کسی نمی‌داند."],
    "he": ["הוא הגיע ביום ראשון.", "למה?", "איש אינו יודע."],
    "hi": ["डॉ. वर्मा कल आए।", "क्यों?", "कोई नहीं जानता।"],
    "el": ["Ο κ. Νίκου έφτασε.", "Γιατί;", "Κανείς δεν ξέρει."],
    "hy": ["Նա եկավ։", "Ոչ ոք չգիտի։"],
}


@pytest.mark.parametrize("language", CASES)
def test_sentences_of_a_language_are_told_apart(language: str) -> None:
    """Abbreviations, initials, ordinals, quotations and the language's own marks decide as a reader would."""
    joint = "" if language in ("ja", "zh") else " "
    assert sentences(joint.join(CASES[language]), language) == CASES[language]


def test_a_line_break_ends_a_sentence() -> None:
    """A heading needs no full stop."""
    assert sentences("A heading\n\nThe text begins.\r\nIt goes on", "en") == [
        "A heading",
        "The text begins.",
        "It goes on",
    ]


def test_lines_of_wrapped_text_are_joined() -> None:
    """Where every line is as full as it can be, line breaks mean nothing; paragraphs still do."""
    text = (
        "The delegation left the capital early in the morning and reached\n"
        "the border before noon, although the road had been closed for most\n"
        "of the night. Nobody at the crossing could say when the next group\n"
        "would be let through, and the officers on duty did not answer any\n"
        "questions.\n\n"
        "A second group followed. It was smaller, and it carried no papers\n"
        "that anybody at the crossing was willing to accept as its own."
    )
    assert [" ".join(s.split())[-12:] for s in sentences(text, "en")] == [
        "f the night.",
        "y questions.",
        "up followed.",
        " as its own.",
    ]


def test_lines_of_a_list_are_not_joined() -> None:
    """Lines of very different lengths are lines."""
    text = (
        "One thing here\nAnother rather long thing that takes more room than the first\nThird\nFourth thing\nFifth one"
    )
    assert len(sentences(text, "en")) == 5


def test_a_quotation_that_never_closes_does_not_swallow_the_text() -> None:
    """Quotation marks are no brackets: each sentence inside stands alone."""
    assert sentences("“We go. “They stay. He left.", "en") == ["“We go.", "“They stay.", "He left."]


def test_a_quotation_mark_between_blanks_closes() -> None:
    """Old type and careless typing set one before it."""
    assert sentences("„To koniec. ” Nikt nie pytał.", "pl") == ["„To koniec. ”", "Nikt nie pytał."]


def test_a_missing_blank_is_seen_but_addresses_stay_whole() -> None:
    """Texts glued together by a page's markup are told apart; host names and versions are not."""
    assert sentences("It was about arts.Professor Wood saw Lenta.Ru and version 3.2.Nothing else.", "en")[0] == (
        "It was about arts."
    )


def test_text_without_marks_is_cut_at_blanks() -> None:
    """No sentence is longer than the encoder and a reader can use."""
    spans = split("wort " * 2000, "de")
    assert all(end - start <= MAX_CHARS for start, end in spans)


@given(
    st.text(st.sampled_from('aБ中。.!?…»«"“”’ \n\r\t\u00a0\u202e1A-([)。」「г'), max_size=200),
    st.sampled_from(lexicon.languages()),
)
def test_sentences_cover_all_that_is_not_white_space(text: str, language: str) -> None:
    """Spans are exact, ordered, apart, without white space around them, and leave nothing out."""
    spans = split(text, language)
    at = 0
    for start, end in spans:
        assert not text[at:start].strip()
        assert text[start:end]
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(st.text(max_size=300))
def test_any_text_is_covered(text: str) -> None:
    """The same for every character there is."""
    kept = "".join(text[start:end] for start, end in split(text))
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize("piece", ["a", ". ", "U.S. ", '"', "(", "他说。", "A. ", "a.)", "- . ", "1. ", "\u202b", "…"])
def test_time_grows_with_length_only(piece: str) -> None:
    """A megabyte of anything is split in seconds: no rule looks back or ahead without bound."""
    text = piece * (200_000 // len(piece))
    started = time.process_time()
    split(text, "en")
    assert time.process_time() - started < 8


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "“Why?” Roe asked.", "Nobody knew."),
        ("en", '"Why now?" Mr. Roe asked reporters.', "It rained."),
        ("pl", "„Po co?” zapytał Nowak.", "Nikt nie wiedział."),
        ("ru", "«Зачем?» — спросил Белов.", "Никто не знал."),
        ("en", "“Why?”", "The harbour master had said nothing about it for days."),
        ("pl", "Zapłacono 50 tys. 391 złotych.", "To dużo."),
    ],
)
def test_a_question_within_a_sentence(language: str, first: str, second: str) -> None:
    """A quoted question goes on where a short rest says who asked; a number goes on after its scale word."""
    text = f"{first} {second}"
    assert [text[start:end] for start, end in split(text, language)] == [first, second]
