"""What a single line is by its form alone, wherever it stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from armillary.gather import dates
from armillary.gather.blocks import ends_terminally, has_words
from armillary.gather.calendar_words import weekdays, weekdays_of_all
from armillary.gather.phrases import phrases
from armillary.schema import SentenceKind

_WIDE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WORDS = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,20}|[@#]\w+", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.h時时시点]\s?\d{2}(?::\d{2})?|[+-]\d{1,4}|\b\d{1,2}\b")
_NETWORKS = re.compile(
    r"\b(?:facebook|twitter|x|telegram|whatsapp|viber|vk|vkontakte|вконтакте|ok|одноклассники|однокласники|linkedin|reddit|"
    r"pinterest|instagram|messenger|skype|line|weibo|wechat|e-?mail|mail|rss|youtube|tiktok|threads|bluesky|mastodon|"
    r"flipboard|pocket|tumblr|xing|signal|google news|google|livejournal|kakaotalk|naver|фейсбук|твиттер|телеграм|"
    r"ватсап|微信|微博|qq|twitter/x)\b|[✉☎🔗📧]",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"^\s*(?:©|\(c\)|copyright\b)", re.IGNORECASE)
_SIGNATURE = re.compile(r"^[-–—]\s*\w")
_STAMP_CHARS, _LABELLED_WORDS = 120, 10


class Line(NamedTuple):
    """One block of a text with what its form says."""

    text: str
    words: int
    terminal: bool

    @classmethod
    def of(cls, text: str) -> Line:
        """A line; an ideograph counts as half a word."""
        return cls(text, _count(text), ends_terminally(text))


def kind_by_form(line: Line, language: str) -> SentenceKind | None:
    """The kind of a line that can be told from the line alone; None for all that may be part of the article."""
    text = line.text
    if not has_words(text[:5000]) and not is_stamp(text, language):
        return "boilerplate"
    if is_stamp(text, language):
        return "byline"
    if line.words <= 30 and (is_share(text) or _is_address(text) or phrases("share").is_line(text)):
        return "boilerplate"
    if _RIGHTS.match(text) or (phrases("subscribe").at_start(text) and line.words <= 40):
        return "boilerplate"
    return _by_label(line)


def is_stamp(text: str, language: str) -> bool:
    """Whether a line holds a date or time and beside it nothing but words such as "posted", "at", "Wednesday"."""
    if len(text) > _STAMP_CHARS or not any(map(str.isdigit, text)):
        return False
    found = dates.find(text, language)
    if not found:
        return False
    rest = text
    for dated in reversed(found):
        rest = rest[: dated.start] + " | " + rest[dated.end :]
    return not _unexplained(_CLOCK.sub(" ", rest), language)


def stamp_label(text: str) -> str | None:
    """`posted` or `modified`, as the words before the date say."""
    lead = text.lstrip("([|-–—• ")
    for label in ("modified", "posted"):
        if phrases(label).at_start(lead):
            return label
    return None


def is_share(text: str) -> bool:
    """Whether a line is a row of share buttons: names of networks, the word for sharing, counts."""
    if len(text) > 200 or not (_NETWORKS.search(text) or phrases("share").at_start(text)):
        return False
    rest = _NETWORKS.sub(" | ", text)
    if rest == text:
        return False
    return not _unexplained(rest, "und", ("share", "subscribe"))


def label_end(text: str, *kinds: str) -> int:
    """Where "Source: ", "Photo by " and the like end; 0 where a line has no such label, or it is part of a sentence."""
    for kind in kinds:
        lead = len(text) - len(text.lstrip("([（【|•-–— "))
        end = phrases(kind).at_start(text[lead:])
        if end:
            rest = text[lead + end :]
            marked = rest.lstrip()[:1] in tuple(":：/|") and rest.lstrip() != ""
            if marked:
                return len(text) - len(rest.lstrip()[1:].lstrip())
    return 0


def _by_label(line: Line) -> SentenceKind | None:
    text = line.text
    if label_end(text, "source", "author", "bio"):
        return "byline" if line.words <= 3 * _LABELLED_WORDS else None
    if label_end(text, "photo"):
        return "byline" if line.words <= 6 else "caption"
    if label_end(text, "posted", "modified") and any(map(str.isdigit, text)) and line.words <= _LABELLED_WORDS:
        return "byline"
    if label_end(text, "more") and line.words <= 3 * _LABELLED_WORDS:
        return "boilerplate"
    if phrases("bio").at_start(text) and line.words <= 80:
        return "byline"
    return None


def _is_address(text: str) -> bool:
    return bool(_ADDRESS.search(text)) and not has_words(_ADDRESS.sub(" ", text))


def _unexplained(text: str, language: str, kinds: tuple[str, ...] = ("posted", "modified", "stamp_words")) -> bool:
    """Whether words remain that are not of these kinds (stamps may name weekdays, too)."""
    for piece in re.split(r"[|,;:/()\[\]•·\s]*[|,;:/()\[\]•·]+[|,;:/()\[\]•·\s]*", text):
        words = piece.strip(" .-–—")
        if not words or any(phrases(kind).is_line(words) for kind in kinds):
            continue
        if not all(_explained(word, language, kinds) for word in _WORDS.findall(words)):
            return True
    return False


def _explained(word: str, language: str, kinds: tuple[str, ...]) -> bool:
    folded = word.casefold()
    if any(folded in phrases(kind).known for kind in kinds):
        return True
    return "posted" in kinds and (folded in weekdays(language.split("-")[0]) or folded in weekdays_of_all())


def _count(text: str) -> int:
    wide = len(_WIDE.findall(text))
    return wide // 2 + len(_WORDS.findall(_WIDE.sub(" ", text) if wide else text))
