"""Chinese: traditional letters, and how news in Chinese words acts and speech."""

from __future__ import annotations

import pytest

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
    spans = [(one.start_char, one.end_char, one.text, one.cue) for one in traditional.statements]
    spans += [(one.start_char, one.end_char, one.text, one.cue) for one in traditional.events]
    assert all(traditional.article.text[start:end] == text for start, end, text, _ in spans)
    assert all(cue in traditional.article.text for *_, cue in spans)


ACTS = [
    ("法国总统马克龙与德国总理默茨在柏林举行会谈。", ("person:macron", "CONSULT", "person:merz")),
    (
        "新华社华沙5月6日电（记者李某）波兰外长西科尔斯基6日会见立陶宛总统瑙塞达。",
        ("person:nauseda", "CONSULT", "person:sikorski"),
    ),
    ("马克龙感谢波兰接收难民，并邀请泽连斯基访问巴黎。", ("person:macron", "REQUEST", "person:zelensky")),
    ("埃及指责埃塞俄比亚违反协议，要求美国调停。", ("EGY", "REQUEST", "USA")),
    ("印度对巴基斯坦实施制裁，并召回大使。", ("IND", "SANCTION", "PAK")),
    ("波兰对立陶宛的做法表示欢迎。", ("POL", "SUPPORT", "LTU")),
    ("日本向菲律宾提供了两艘巡逻艇和人道主义援助。", ("JPN", "AID", "PHL")),
    ("希腊与埃及签署了海洋划界协定。", ("EGY", "SUPPORT", "GRC")),
    ("韩国将两家俄罗斯公司列入制裁名单。", ("KOR", "SANCTION", "group:rus-companies")),
    ("肯尼亚和乌干达就边境问题进行了磋商。", ("KEN", "CONSULT", "UGA")),
    ("以色列国防军说，其战机袭击了真主党的阵地。", ("mil:isr", "ASSAULT", "org:hezbollah")),
    ("挪威对匈牙利的做法予以谴责。", ("NOR", "ACCUSE", "HUN")),
    ("阿塞拜疆愿同亚美尼亚开展合作。", ("AZE", "AGREE", "ARM")),
    ("巴西宣布驱逐两名阿根廷外交官。", ("BRA", "SANCTION", "role:diplomat-of-arg")),
]


@pytest.mark.parametrize(("text", "wanted"), ACTS)
def test_acts(text: str, wanted: tuple[str, str, str]) -> None:
    """Who does what to whom: titles, coverbs, datelines, light verbs, clauses that go on with the subject before."""
    found = {(one.source_id, one.event_type, one.target_id) for one in read(text).events}
    assert wanted in found, found


NO_ACTS = [
    ("俄罗斯否认有关指控，并指责乌克兰。", ("RUS", "ACCUSE", "RUS")),
    ("至今没有一个国家支持俄罗斯，乌克兰总统泽连斯基说。", ("person:zelensky", "SUPPORT", "RUS")),
    ("挪威呼吁苏丹停火，并允许芬兰运送物资。", ("NOR", "RETREAT", "FIN")),
    ("波兰反对派会见了瑙塞达。", ("POL", "REJECT", "person:nauseda")),
]


@pytest.mark.parametrize(("text", "unwanted"), NO_ACTS)
def test_no_acts(text: str, unwanted: tuple[str, str, str]) -> None:
    """Nouns of action and words that hold one are no acts of whoever stands near."""
    found = {(one.source_id, one.event_type, one.target_id) for one in read(text).events}
    assert unwanted not in found


SAYINGS = [
    ("新华社开罗5月2日电　埃及总统塞西2日在开罗表示，埃及反对战争。", "person:el-sisi", "埃及反对战争"),
    ("挪威首相斯特勒指责俄罗斯破坏电缆，称奥斯陆“不会沉默”。", "person:store", "奥斯陆“不会沉默”"),
    ("智利政府说，过去一周有三千人入境。", "gov:chl", "过去一周有三千人入境"),
    ("秘鲁外交部5月6日对媒体说，会谈已经结束。", "org:foreign-ministry-per", "会谈已经结束"),
]


@pytest.mark.parametrize(("text", "speaker", "content"), SAYINGS)
def test_sayings(text: str, speaker: str, content: str) -> None:
    """Datelines, days, places and hearers stand beside the speaker; a clause without one goes on with that before."""
    found = {(one.speaker_id, one.text) for one in read(text).statements}
    assert (speaker, content) in found, found


@pytest.mark.parametrize(
    "text", ["他们应该被要求检查护照。", "获胜者的身份尚未公布，投票仍在进行。", "加蓬拒绝承认该法院的管辖权。"]
)
def test_no_sayings(text: str) -> None:
    """What somebody is asked, what is not told yet and refused recognition report no speech."""
    assert not read(text).statements
