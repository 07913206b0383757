"""Sentences of made worlds from the templates in `worlds.toml`, with the place of everything that is in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from armillary.lexicon import actors
from armillary.schema import SentenceKind

READ = ("en", "ru", "zh", "pl", "uk", "de", "fr", "es", "tr")
"""Languages with all templates."""
UNREAD = ("ar", "ja", "ko", "th")
"""Languages of which nothing but mentions could be found: they have only sentences without acts."""
CLOSED_UP = ("zh", "ja")
"""Languages that put nothing between sentences."""

ACTOR_SLOTS = ("A", "B", "C", "P")
_PART = re.compile(r"\{(\w)\}|([\[\]<>])")
_SYLLABLES = {
    "latin": "ba be bo da de do du fa fe ga go ha he ka ke ki ko la le li lo lu ma me mi mo mu na ne ni "
    "no nu pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo za ze zi zo zu "
    "ya",
    "cyrillic": "ба бе бо да де до ду фа фе га го ха хе ка ке ки ко ла ле ли ло лу ма ме ми мо му на не ни "
    "но ну па пе пи по ра ре ри ро ру са се си со су та те ти то ту ва ве ви во за зе зи зо зу "
    "я",
    "han": "安 巴 贝 博 达 德 丹 迪 多 法 费 菲 福 盖 格 戈 古 哈 赫 霍 加 杰 卡 凯 克 科 库 拉 莱 勒 "
    "雷 里 林 龙 卢 鲁 罗 洛 马 麦 曼 梅 门 米 莫 穆 纳 内 尼 诺 努 帕 佩 皮 普 奇 切 萨 塞 沙 "
    "斯",
    "kana": "バ ベ ボ ダ デ ド ガ ゲ ゴ ハ ヒ ホ カ キ ク ケ コ ラ リ ル レ ロ マ ミ ム メ モ ナ ニ ヌ "
    "ネ ノ パ ペ ポ サ シ ス セ ソ タ チ ツ テ ト ヤ ユ ヨ ワ ザ ジ ズ ゼ ゾ",
    "arabic": "با بو بي دا دو دي فا فو في غا غو كا كو كي لا لو لي ما مو مي نا نو ني را رو ري سا سو سي تا "
    "تو تي زا زو زي جا جو جي",
    "hangul": "가 고 구 기 나 노 누 니 다 도 두 디 라 로 루 리 마 모 무 미 바 보 부 비 사 소 수 시 아 오 "
    "우 이 자 조 주 지 카 코 쿠 키 타 토 투 티 파 포 하 호",
    "thai": "กา โก คา โค ชา ดา โด ตา โต นา โน บา โบ ปา โป มา โม ยา รา โร ลา โล วา สา โส หา อา",
}
_SCRIPT = {"ru": "cyrillic", "uk": "cyrillic", "zh": "han", "ja": "kana", "ar": "arabic", "ko": "hangul", "th": "thai"}


@dataclass(slots=True)
class Line:
    """What one sentence says, in no language yet."""

    key: str
    """Template, `THREATEN`, or `fillers.3`."""
    slots: dict[str, Any]
    """Slot to actor id, number, or number of a word of a list; `K` and `Z` are numbers of a clause and a tail."""
    kind: SentenceKind = "body"
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What a row made of it says beside: `day`, `status`, `confidence`."""
    number: int = 0
    """Its place in the report, the same in all copies."""
    newcomer: str | None = None
    """Name of the person `P`, where no list has it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something stands in a sentence: a slot, `cue` or `content`."""

    what: str
    start: int
    end: int


@cache
def data() -> Mapping[str, Any]:
    """All templates by language."""
    return tomllib.loads((Path(__file__).parent / "worlds.toml").read_text("utf-8"))


@cache
def template(
    language: str, key: str, clause: int | None, tail: int | None, closed: bool
) -> tuple[tuple[str, str], ...]:
    """A template as parts: (`text`, words), (`slot`, letter), (`mark`, bracket)."""
    table = data()[language]
    name, _, number = key.partition(".")
    text = str(table[name][int(number)] if number else table[name])
    if clause is not None:
        text = text.replace("{K}", table["clauses"][clause])
    if tail is not None:
        text += table["tails"][tail]
    if closed:
        text += table["full_stop"]
    parts, at = [], 0
    for found in _PART.finditer(text):
        parts.append(("text", text[at : found.start()]))
        parts.append(("slot", found[1]) if found[1] else ("mark", found[2]))
        at = found.end()
    return (*parts, ("text", text[at:]))


def told(line: Line, language: str) -> tuple[str, list[Mark]]:
    """A line in a language, and where everything stands in it."""
    closed = line.key.isupper() and line.kind == "body"
    text, marks, opened = "", list[Mark](), dict[str, int]()
    for kind, value in template(language, line.key, line.slots.get("K"), line.slots.get("Z"), closed):
        if kind == "text":
            text += value
        elif kind == "slot":
            word = word_of(value, line, language)
            marks.append(Mark(value, len(text), len(text) + len(word)))
            text += word
        elif value in "[<":
            opened[value] = len(text)
        else:
            what, begin = ("cue", opened["["]) if value == "]" else ("content", opened["<"])
            marks.append(Mark(what, begin, len(text)))
    return text, marks


def word_of(slot: str, line: Line, language: str) -> str:
    """What stands in a slot."""
    value = line.slots[slot]
    if slot == "P" and line.newcomer:
        return line.newcomer
    if slot in ACTOR_SLOTS:
        return name_of(str(value), language)
    if slot == "T":
        return str(data()[language]["things"][value])
    if slot in "VW":
        return str(data()[language]["variables"][value])
    return made_name(value, language) if slot == "X" else str(value)


@cache
def name_of(actor_id: str, language: str) -> str:
    """How a language names an actor of the lexicon."""
    return actors.names(language).get(actor_id) or actors.known()[actor_id].name


def made_name(number: int, language: str = "en") -> str:
    """A name that nobody has, in the letters of the language."""
    syllables = _listed(_SCRIPT.get(language, "latin"))
    parts = []
    for _ in range(3):
        number, place = divmod(number, len(syllables))
        parts.append(syllables[place])
    return "".join(parts).capitalize()


@cache
def _listed(script: str) -> tuple[str, ...]:
    return tuple(_SYLLABLES[script].split())
