"""Bytes become the text they were, whatever encoding it was saved in."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.errors import SourceError
from armillary.gather.encoding import Decoded, decode

RUSSIAN = "Министр сообщил, что переговоры продолжатся в четверг."
UKRAINIAN = "Їхній уряд заявив: кордон відкриють після свят, а поїзди підуть щодня."
KAZAKH = "Үкімет шекараны қайта ашатынын, ал көпір күзде бітетінін мәлімдеді."
POLISH = "Rząd ogłosił, że most zostanie otwarty później; śnieg opóźnił prace."
CZECH = "Vláda oznámila, že dálnice bude hotová příští léto a vlaky pojedou častěji."
SLOVAK = "Vláda oznámila, že diaľnica bude hotová až budúce leto, vlaky pôjdu častejšie."
HUNGARIAN = "A kormány közölte, hogy a híd csak jövőre készül el; a hűvös idő késlelteti."
CROATIAN = "Vlada je objavila da će most biti gotov sljedeće godine, a vlakovi češći."
SLOVENE = "Vlada je sporočila, da bo most končan prihodnje leto, vlaki bodo pogostejši."
ROMANIAN = "Guvernul a anunţat că podul va fi gata în vara viitoare şi trenurile vor fi mai dese."
FRENCH = "Le gouvernement a annoncé que le pont sera prêt après l'été; la gare, déjà."
SPANISH = "El Gobierno anunció que el puente estará listo mañana, según un portavoz."
PORTUGUESE = "O governo anunciou que a ponte não ficará pronta antes do verão."
GERMAN = "Die Brücke wird später eröffnet, erklärte die Regierung; Züge fahren häufiger."
ITALIAN = "Il governo ha detto che il ponte sarà pronto più tardi perché piove."
SWEDISH = "Regeringen säger att bron öppnas nästa år och att tågen går oftare."
TURKISH = "Hükümet köprünün gelecek yıl açılacağını, trenlerin sıklaşacağını bildirdi."
GREEK = "Η κυβέρνηση ανακοίνωσε ότι η γέφυρα θα ανοίξει το καλοκαίρι."
ARABIC = "أعلنت الحكومة أن الجسر سيفتح في الصيف المقبل."
HEBREW = "הממשלה הודיעה כי הגשר ייפתח בקיץ הבא."
LITHUANIAN = "Vyriausybė pranešė, kad tiltas bus baigtas vėliau, o traukiniai važiuos dažniau."
CHINESE = "政府昨天宣布，大桥将于明年夏天开通。"
TAIWANESE = "政府昨天宣布，大橋將於明年夏天開通。"
JAPANESE = "政府は昨日、橋が来年の夏に開通すると発表した。"
KOREAN = "정부는 어제 다리가 내년 여름에 개통된다고 발표했다."

BEFORE_UNICODE = [
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8_r"),
    (RUSSIAN, "cp866"),
    (UKRAINIAN, "cp1251"),
    (UKRAINIAN, "koi8_u"),
    (KAZAKH, "kz1048"),
    (POLISH, "cp1250"),
    (POLISH, "iso8859_2"),
    (CZECH, "cp1250"),
    (CZECH, "iso8859_2"),
    (SLOVAK, "cp1250"),
    (SLOVAK, "iso8859_2"),
    (HUNGARIAN, "cp1250"),
    (HUNGARIAN, "iso8859_2"),
    (CROATIAN, "cp1250"),
    (CROATIAN, "iso8859_2"),
    (SLOVENE, "cp1250"),
    (ROMANIAN, "iso8859_2"),
    (FRENCH, "cp1252"),
    (SPANISH, "cp1252"),
    (PORTUGUESE, "cp1252"),
    (GERMAN, "cp1252"),
    (ITALIAN, "cp1252"),
    (SWEDISH, "cp1252"),
    (TURKISH, "cp1254"),
    (GREEK, "cp1253"),
    (ARABIC, "cp1256"),
    (HEBREW, "cp1255"),
    (LITHUANIAN, "cp1257"),
    (CHINESE, "gb18030"),
    (TAIWANESE, "big5hkscs"),
    (JAPANESE, "cp932"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "iso2022_jp"),
    (KOREAN, "cp949"),
]


@pytest.mark.parametrize(("text", "encoding"), BEFORE_UNICODE)
def test_one_sentence_is_enough(text: str, encoding: str) -> None:
    """A single sentence in an encoding from before Unicode comes out as it was written."""
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(("text", "encoding"), BEFORE_UNICODE)
def test_capitals_and_punctuation_do_not_mislead(text: str, encoding: str) -> None:
    """A headline in capitals, figures and quotation marks around the sentence change nothing."""
    article = f"{text.upper()}\r\n\r\n12.03.2022 18:45\r\n\r\n«{text}»\r\n"
    if encoding in ("cp866", "iso2022_jp", "cp932", "iso8859_2"):  # these have no such marks
        article = article.replace("«", '"').replace("»", '"')
    raw = article.encode(encoding, "ignore")
    assert decode(raw).text == raw.decode(encoding)


@pytest.mark.parametrize("text", [RUSSIAN, POLISH, CHINESE, JAPANESE, FRENCH, ARABIC])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_byte_order_marks(text: str, encoding: str) -> None:
    """A byte order mark decides, and is removed."""
    assert decode(f"\ufeff{text}".encode(encoding)) == Decoded(text, encoding)


@pytest.mark.parametrize("text", [RUSSIAN, POLISH, CHINESE + "\n", FRENCH, KOREAN])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark(text: str, encoding: str) -> None:
    """UTF-16 without its mark is recognised in either byte order."""
    assert decode(text.encode(encoding)) == Decoded(text, encoding)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\x1b\ufeff")))
def test_utf8_comes_out_character_for_character(text: str) -> None:
    """Whatever is in a UTF-8 file is in the text: line ends, no-break spaces, control characters."""
    try:
        assert decode(text.encode()).text == text
    except SourceError as error:  # begins like a known binary file
        assert "expected text" in error.error  # noqa: PT017


def test_white_space_stays() -> None:
    """Carriage returns, no-break spaces and blank lines are part of the text."""
    text = "Один\r\n\r\nдва\xa0три\rчетыре\u2028\n\n"
    assert decode(text.encode()).text == text
    assert decode("один\r\n\r\nдва\xa0три\r".encode("cp1251")).text == "один\r\n\r\nдва\xa0три\r"


def test_declared_encoding_decides_where_bytes_do_not() -> None:
    """What a page declares is believed, in the wider encoding browsers read it as."""
    assert decode("café".encode("cp1252"), "iso-8859-1") == Decoded("café", "cp1252")
    assert decode("汉字".encode("gb18030"), "gb2312").encoding == "gb18030"
    assert decode(RUSSIAN.encode("koi8_r"), "KOI8-R") == Decoded(RUSSIAN, "koi8-r")


@pytest.mark.parametrize("declared", ["windows-1251", "iso-8859-1", "base64", "no-such-encoding", "", "utf-16"])
def test_utf8_wins_over_a_false_declaration(declared: str) -> None:
    """Bytes that are valid UTF-8 are UTF-8, whatever the page says."""
    assert decode(RUSSIAN.encode(), declared) == Decoded(RUSSIAN, "utf-8")


def test_false_declaration_is_not_believed() -> None:
    """A declaration the bytes speak against is overruled."""
    assert decode(RUSSIAN.encode("cp1251"), "utf-8").text == RUSSIAN
    assert decode(RUSSIAN.encode("cp1251"), "iso-8859-1").text == RUSSIAN


@pytest.mark.parametrize("position", [10, 41])
def test_damaged_utf8_is_refused(position: int) -> None:
    """UTF-8 with a broken byte is a failure that says where, never mojibake."""
    raw = bytearray((RUSSIAN * 3).encode())
    raw[position] = 0xFF
    with pytest.raises(SourceError, match="utf-8"):
        decode(bytes(raw))


def test_cut_utf8_is_refused() -> None:
    """A file that ends in the middle of a character is damaged."""
    with pytest.raises(SourceError, match="utf-8"):
        decode(RUSSIAN.encode()[:-2] + b"\xd1")


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xd8\xff\xe0" + bytes(200),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"PK\x03\x04" + bytes(range(256)),
        bytes(range(256)) * 8,
        bytes(1000),
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        codecs.BOM_UTF16_LE + b"\x00\xd8",
    ],
)
def test_binary_content_is_refused(raw: bytes) -> None:
    """Pictures, archives and noise are a failure with a hint, in words."""
    with pytest.raises(SourceError) as caught:
        decode(raw)
    assert caught.value.error.startswith("expected text")
    assert caught.value.hint


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "windows-1251", "gb2312", "x"]))
def test_no_bytes_break_it(raw: bytes, declared: str | None) -> None:
    """Any bytes give a text without surrogates, or the one error."""
    try:
        text, encoding = decode(raw, declared)
    except SourceError:
        return
    text.encode()
    codecs.lookup(encoding)
