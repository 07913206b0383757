"""Who says what: one small case a construction, in every language read."""

from __future__ import annotations

import pytest

from armillary.gather import Document, Prepared, prepare
from armillary.read.document import Doc
from armillary.read.grammar import lines
from armillary.read.mentions import find_mentions
from armillary.read.statements import find_statements
from armillary.schema import Statement


def read(text: str, language: str) -> Doc:
    prepared = prepare(Document("case", "text", text, "utf-8", "case", language=language))
    assert isinstance(prepared, Prepared)
    doc = Doc(prepared.article, lines(prepared.article, prepared.sentences))
    doc.mentions = find_mentions(doc)
    doc.statements = find_statements(doc)
    return doc


def said(text: str, language: str) -> list[Statement]:
    return read(text, language).statements


# language, text, speaker as named, content, kind, stance
CASES = [
    # English
    (
        "en",
        "The minister said that the border would stay open.",
        "The minister",
        "the border would stay open",
        "indirect",
        "says",
    ),
    (
        "en",
        "The minister said the border would stay open.",
        "The minister",
        "the border would stay open",
        "indirect",
        "says",
    ),
    (
        "en",
        "Officials told reporters on Monday that the talks had failed.",
        "Officials",
        "the talks had failed",
        "indirect",
        "says",
    ),
    (
        "en",
        "The border would stay open, the minister said.",
        "the minister",
        "The border would stay open",
        "indirect",
        "says",
    ),
    (
        "en",
        "The border would stay open, said the minister.",
        "the minister",
        "The border would stay open",
        "indirect",
        "says",
    ),
    (
        "en",
        "“The border will stay open,” the minister said.",
        "the minister",
        "The border will stay open",
        "direct",
        "says",
    ),
    (
        "en",
        "“The border will stay open,” said Anna Berg, a spokeswoman.",
        "Anna Berg",
        "The border will stay open",
        "direct",
        "says",
    ),
    (
        "en",
        "The minister said: “The border will stay open.”",
        "The minister",
        "The border will stay open.",
        "direct",
        "says",
    ),
    (
        "en",
        "The minister said the plan was “a grave mistake”.",
        "The minister",
        "the plan was “a grave mistake”",
        "mixed",
        "says",
    ),
    (
        "en",
        "According to the ministry, exports fell by a third.",
        "the ministry",
        "exports fell by a third",
        "indirect",
        "says",
    ),
    (
        "en",
        "Exports fell by a third, according to the ministry.",
        "the ministry",
        "Exports fell by a third",
        "indirect",
        "says",
    ),
    (
        "en",
        "The president vowed to protect the refugees.",
        "The president",
        "to protect the refugees",
        "indirect",
        "promises",
    ),
    ("en", "The president called the deal “a farce”.", "The president", "the deal “a farce”", "mixed", "says"),
    ("en", "The president described the deal as a farce.", "The president", "the deal as a farce", "indirect", "says"),
    ("en", "The general warned that the war could spread.", "The general", "the war could spread", "indirect", "warns"),
    (
        "en",
        "The ministry denied that its troops had crossed the river.",
        "The ministry",
        "its troops had crossed the river",
        "indirect",
        "denies",
    ),
    (
        "en",
        "The ministry confirmed that the convoy had left.",
        "The ministry",
        "the convoy had left",
        "indirect",
        "confirms",
    ),
    ("en", "The senator claimed that the vote was stolen.", "The senator", "the vote was stolen", "indirect", "claims"),
    (
        "en",
        "The envoy asked whether the truce would hold.",
        "The envoy",
        "whether the truce would hold",
        "indirect",
        "asks",
    ),
    (
        "en",
        "The envoy urged both sides to accept the truce.",
        "The envoy",
        "both sides to accept the truce",
        "indirect",
        "asks",
    ),
    ("en", "Analysts believe that the bank will fail.", "Analysts", "the bank will fail", "indirect", "says"),
    (
        "en",
        "Nobody noticed the ministry's claim that the army had left.",
        "the ministry",
        "the army had left",
        "indirect",
        "claims",
    ),
    ("en", "As the minister said, the war is over.", "the minister", "the war is over", "indirect", "says"),
    (
        "en",
        "A new deal, the envoy said, could end the war.",
        "the envoy",
        "A new deal, the envoy said, could end the war",
        "indirect",
        "says",
    ),
    (
        "en",
        "The army reportedly left the city on Friday.",
        None,
        "The army reportedly left the city on Friday",
        "indirect",
        "claims",
    ),
    ("en", "It is said that the army left the city.", None, "the army left the city", "indirect", "claims"),
    ("en", "The general is believed to be ill.", None, "The general is believed to be ill", "indirect", "claims"),
    (
        "en",
        "“We will wait,” the envoy said, “and then we will act.”",
        "the envoy",
        "We will wait,” the envoy said, “and then we will act.",
        "direct",
        "says",
    ),
    # Russian
    (
        "ru",
        "Министр заявил, что граница останется открытой.",
        "Министр",
        "граница останется открытой",
        "indirect",
        "says",
    ),
    ("ru", "Граница останется открытой, заявил министр.", "министр", "Граница останется открытой", "indirect", "says"),
    (
        "ru",
        "«Граница останется открытой», — сказал министр.",
        "министр",
        "Граница останется открытой",
        "direct",
        "says",
    ),
    ("ru", "Министр сказал: «Граница останется открытой».", "Министр", "Граница останется открытой", "direct", "says"),
    (
        "ru",
        "По словам министра, экспорт сократился на треть.",
        "министра",
        "экспорт сократился на треть",
        "indirect",
        "says",
    ),
    ("ru", "По мнению экспертов, война затянется.", "экспертов", "война затянется", "indirect", "says"),
    ("ru", "Как сообщил министр, переговоры сорвались.", "министр", "переговоры сорвались", "indirect", "says"),
    ("ru", "Президент назвал сделку «грубой ошибкой».", "Президент", "сделку «грубой ошибкой»", "mixed", "says"),
    ("ru", "Президент пообещал защитить беженцев.", "Президент", "защитить беженцев", "indirect", "promises"),
    (
        "ru",
        "Генерал предупредил, что война может расшириться.",
        "Генерал",
        "война может расшириться",
        "indirect",
        "warns",
    ),
    ("ru", "Ведомство отрицает, что войска перешли реку.", "Ведомство", "войска перешли реку", "indirect", "denies"),
    ("ru", "Сенатор утверждает, что выборы украли.", "Сенатор", "выборы украли", "indirect", "claims"),
    ("ru", "Посол спросил, когда начнутся переговоры.", "Посол", "когда начнутся переговоры", "indirect", "asks"),
    ("ru", "Сообщается, что армия покинула город.", None, "армия покинула город", "indirect", "claims"),
    ("ru", "Эксперты считают, что банк обанкротится.", "Эксперты", "банк обанкротится", "indirect", "says"),
    ("ru", "— Мы будем ждать, — сказал посол.", "посол", "Мы будем ждать", "direct", "says"),
    # Chinese
    ("zh", "外交部表示，边界将保持开放。", "外交部", "边界将保持开放", "indirect", "says"),
    ("zh", "部长说：“边界将保持开放。”", "部长", "边界将保持开放。", "direct", "says"),
    ("zh", "“边界将保持开放，”部长说。", "部长", "边界将保持开放", "direct", "says"),
    ("zh", "专家认为，战争将会扩大。", "专家", "战争将会扩大", "indirect", "says"),
    ("zh", "分析人士指出，出口下降了三成。", "分析人士", "出口下降了三成", "indirect", "says"),
    ("zh", "总统承诺保护难民。", "总统", "保护难民", "indirect", "promises"),
    ("zh", "将军警告说，战争可能扩大。", "将军", "战争可能扩大", "indirect", "warns"),
    ("zh", "国防部否认军队越过了河流。", "国防部", "军队越过了河流", "indirect", "denies"),
    ("zh", "据报道，军队已经离开城市。", None, "军队已经离开城市", "indirect", "claims"),
    ("zh", "据外交部称，谈判已经破裂。", "外交部", "谈判已经破裂", "indirect", "says"),
    ("zh", "大使呼吁双方接受停火。", "大使", "双方接受停火", "indirect", "asks"),
    ("zh", "参议员声称选举被窃取。", "参议员", "选举被窃取", "indirect", "claims"),
    # Polish
    (
        "pl",
        "Minister powiedział, że granica pozostanie otwarta.",
        "Minister",
        "granica pozostanie otwarta",
        "indirect",
        "says",
    ),
    (
        "pl",
        "Granica pozostanie otwarta, powiedział minister.",
        "minister",
        "Granica pozostanie otwarta",
        "indirect",
        "says",
    ),
    (
        "pl",
        "„Granica pozostanie otwarta” – powiedział minister.",
        "minister",
        "Granica pozostanie otwarta",
        "direct",
        "says",
    ),
    (
        "pl",
        "Minister powiedział: „Granica pozostanie otwarta”.",
        "Minister",
        "Granica pozostanie otwarta",
        "direct",
        "says",
    ),
    ("pl", "Zdaniem ekspertów wojna potrwa długo.", "ekspertów", "wojna potrwa długo", "indirect", "says"),
    (
        "pl",
        "Według ministra eksport spadł o jedną trzecią.",
        "ministra",
        "eksport spadł o jedną trzecią",
        "indirect",
        "says",
    ),
    (
        "pl",
        "Jak powiedział minister, rozmowy zostały zerwane.",
        "minister",
        "rozmowy zostały zerwane",
        "indirect",
        "says",
    ),
    ("pl", "Prezydent nazwał umowę „poważnym błędem”.", "Prezydent", "umowę „poważnym błędem”", "mixed", "says"),
    ("pl", "Prezydent obiecał chronić uchodźców.", "Prezydent", "chronić uchodźców", "indirect", "promises"),
    (
        "pl",
        "Generał ostrzegł, że wojna może się rozszerzyć.",
        "Generał",
        "wojna może się rozszerzyć",
        "indirect",
        "warns",
    ),
    (
        "pl",
        "Ministerstwo zaprzeczyło, że wojska przekroczyły rzekę.",
        "Ministerstwo",
        "wojska przekroczyły rzekę",
        "indirect",
        "denies",
    ),
    (
        "pl",
        "Senator twierdzi, że wybory zostały skradzione.",
        "Senator",
        "wybory zostały skradzione",
        "indirect",
        "claims",
    ),
    ("pl", "Ambasador zapytał, czy rozejm się utrzyma.", "Ambasador", "czy rozejm się utrzyma", "indirect", "asks"),
    ("pl", "– Będziemy czekać – powiedział ambasador.", "ambasador", "Będziemy czekać", "direct", "says"),
    ("pl", "Minister dodał, że ,,rozmowy będą trwały”.", "Minister", "rozmowy będą trwały", "direct", "says"),
    # Ukrainian
    (
        "uk",
        "Міністр заявив, що кордон залишиться відкритим.",
        "Міністр",
        "кордон залишиться відкритим",
        "indirect",
        "says",
    ),
    (
        "uk",
        "«Кордон залишиться відкритим», — сказав міністр.",
        "міністр",
        "Кордон залишиться відкритим",
        "direct",
        "says",
    ),
    (
        "uk",
        "За словами міністра, експорт скоротився на третину.",
        "міністра",
        "експорт скоротився на третину",
        "indirect",
        "says",
    ),
    ("uk", "Генерал попередив, що війна може розширитися.", "Генерал", "війна може розширитися", "indirect", "warns"),
    ("uk", "Сенатор стверджує, що вибори вкрали.", "Сенатор", "вибори вкрали", "indirect", "claims"),
    # German
    (
        "de",
        "Der Minister sagte, dass die Grenze offen bleibe.",
        "Der Minister",
        "die Grenze offen bleibe",
        "indirect",
        "says",
    ),
    (
        "de",
        "Der Minister sagte, die Grenze bleibe offen.",
        "Der Minister",
        "die Grenze bleibe offen",
        "indirect",
        "says",
    ),
    (
        "de",
        "„Die Grenze bleibt offen“, sagte der Minister.",
        "der Minister",
        "Die Grenze bleibt offen",
        "direct",
        "says",
    ),
    (
        "de",
        "Der Minister sagte: „Die Grenze bleibt offen.“",
        "Der Minister",
        "Die Grenze bleibt offen.",
        "direct",
        "says",
    ),
    (
        "de",
        "Der General warnte, dass sich der Krieg ausweiten könne.",
        "Der General",
        "sich der Krieg ausweiten könne",
        "indirect",
        "warns",
    ),
    (
        "de",
        "Der Senator behauptete, die Wahl sei gestohlen worden.",
        "Der Senator",
        "die Wahl sei gestohlen worden",
        "indirect",
        "claims",
    ),
    # French
    (
        "fr",
        "Le ministre a déclaré que la frontière resterait ouverte.",
        "Le ministre",
        "la frontière resterait ouverte",
        "indirect",
        "says",
    ),
    (
        "fr",
        "« La frontière restera ouverte », a déclaré le ministre.",
        "le ministre",
        "La frontière restera ouverte",
        "direct",
        "says",
    ),
    (
        "fr",
        "Selon le ministre, les exportations ont baissé.",
        "le ministre",
        "les exportations ont baissé",
        "indirect",
        "says",
    ),
    (
        "fr",
        "Le général a averti que la guerre pourrait s'étendre.",
        "Le général",
        "la guerre pourrait s'étendre",
        "indirect",
        "warns",
    ),
    # Spanish
    (
        "es",
        "El ministro dijo que la frontera seguiría abierta.",
        "El ministro",
        "la frontera seguiría abierta",
        "indirect",
        "says",
    ),
    (
        "es",
        "«La frontera seguirá abierta», dijo el ministro.",
        "el ministro",
        "La frontera seguirá abierta",
        "direct",
        "says",
    ),
    (
        "es",
        "Según el ministro, las exportaciones cayeron.",
        "el ministro",
        "las exportaciones cayeron",
        "indirect",
        "says",
    ),
    (
        "es",
        "El general advirtió que la guerra podría extenderse.",
        "El general",
        "la guerra podría extenderse",
        "indirect",
        "warns",
    ),
    # Turkish
    ("tr", "Bakan, sınırın açık kalacağını söyledi.", "Bakan", "sınırın açık kalacağını", "indirect", "says"),
    ("tr", "Bakan, “Sınır açık kalacak” dedi.", "Bakan", "Sınır açık kalacak", "direct", "says"),
    (
        "tr",
        "General, savaşın genişleyebileceği konusunda uyardı.",
        "General",
        "savaşın genişleyebileceği konusunda",
        "indirect",
        "warns",
    ),
]


@pytest.mark.parametrize(("language", "text", "speaker", "content", "kind", "stance"), CASES)
def test_content_and_speaker(
    language: str, text: str, speaker: str | None, content: str, kind: str, stance: str
) -> None:
    """Speaker, content, kind and stance of each construction, to the character."""
    found = said(text, language)
    assert [(one.speaker_text, one.text, one.kind, one.stance_of_cue) for one in found] == [
        (speaker, content, kind, stance)
    ]


# language, text
NOTHING = [
    ("en", "The ministry read the book “War and Peace”."),
    ("en", "China built the “Belt and Road” across the region."),
    ("en", "No official has said that the war is over."),
    ("en", "The train left according to plan."),
    ("en", "That said, the war goes on."),
    ("ru", "Компания «Газпром» построила трубопровод."),
    ("ru", "Страна использует «мягкую силу» в регионе."),
    ("ru", "Ни один чиновник не сказал, что война закончилась."),
    ("ru", "Мягко говоря, война продолжается."),
    ("zh", "中国在该地区建设“一带一路”。"),
    ("zh", "他写了一本小说。"),
    ("zh", "对专家来说，这是个问题。"),
    ("pl", "Firma „Orlen” zbudowała rurociąg."),
    ("pl", "Delikatnie mówiąc, wojna trwa."),
    ("de", "Die Firma „Siemens“ baute die Leitung."),
    ("fr", "La société « Total » a construit le gazoduc."),
    ("es", "La empresa «Repsol» construyó el gasoducto."),
    ("tr", "Şirket boru hattını inşa etti."),
    ("fi", "Ministeri sanoi, että raja pysyy auki."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_no_statement(language: str, text: str) -> None:
    """Titles, names, scare quotes, turns of phrase, what nobody said, and languages not read give no statement."""
    assert said(text, language) == []
