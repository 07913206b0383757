"""Chinese: traditional letters, and how news in Chinese words acts and speech."""

from __future__ import annotations

from armillary.gather import Document, Prepared, prepare
from armillary.lexicon.folding import fold
from armillary.read.document import Doc
from armillary.read.read import interpret


def read(text: str) -> Doc:
    """All that is read from a Chinese text."""
    prepared = prepare(Document("case", "text", text, "utf-8", "case", language="zh"))
    assert isinstance(prepared, Prepared)
    return interpret(prepared.article, prepared.sentences)


def test_folding_keeps_places() -> None:
    """Traditional letters fold one by one, simplified ones stay."""
    assert fold("歐盟譴責軍政府", "zh-Hant") == "欧盟谴责军政府"
    assert fold("乌克兰", "zh") == "乌克兰"
    assert fold("歐盟", "ja") == "歐盟"


def test_traditional_letters_are_read() -> None:
    """An article in traditional letters gives the rows of one in simplified ones, in the letters it is written in."""
    simplified = read("法国总统马克龙星期三在巴黎表示，法国支持乌克兰。\n波兰制裁了白俄罗斯。")
    traditional = read("法國總統馬克龍星期三在巴黎表示，法國支持烏克蘭。\n波蘭制裁了白俄羅斯。")
    told = [[(one.source_id, one.event_type, one.target_id) for one in doc.events] for doc in (simplified, traditional)]
    assert told[0] == told[1]
    assert {("FRA", "SUPPORT", "UKR"), ("POL", "SANCTION", "BLR")} <= set(told[1])
    assert {"烏克蘭", "波蘭"} <= {one.surface for one in traditional.mentions}
    assert all(
        traditional.article.text[row.start_char : row.end_char] == row.text
        for row in (*traditional.statements, *traditional.events)
    )
    assert all(row.cue in traditional.article.text for row in (*traditional.statements, *traditional.events))
