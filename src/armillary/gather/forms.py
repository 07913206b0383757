"""What a single line is by its form alone, wherever it stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from armillary.gather import dates
from armillary.gather.agencies import agencies, picture_agencies
from armillary.gather.blocks import ends_terminally, has_words
from armillary.gather.calendar_words import weekdays, weekdays_of_all
from armillary.gather.phrases import phrases
from armillary.schema import SentenceKind

_WIDE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WORDS = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,20}|[@#]\w+", re.IGNORECASE)
_PLACED = re.compile(r"(\S+ \S+(?: \S+)?) ([^\W\d_]{1,3}) [^\W\d_]\S*(?: \S+)?")
_PARTICLES = frozenset(
    ("von", "van", "de", "der", "den", "di", "da", "do", "dos", "du", "del", "bin", "al", "ibn", "el", "la", "le", "y")
)
_CREDITED = re.compile(r"([^.!?:,/]{3,40}(?:,[^.!?:,/]{2,25})?)(?:\s?/\s?|\s[vV]ia\s)([^/|]{2,30}?)\.?")
_CLOCK = re.compile(r"\d{1,2}[:.h時时시点]\s?\d{2}(?::\d{2})?|[+-]\d{1,4}|\b\d{1,2}\b")
_NETWORKS = re.compile(
    r"\b(?:facebook\w{0,3}|twitter|telegram|whatsapp|viber|vk|vkontakte|вконтакте|одноклассники|однокласники|linkedin|reddit|"
    r"pinterest|instagram|messenger|weibo|wechat|e-?mail|rss|youtube|tiktok|bluesky|mastodon|flipboard|tumblr|xing|"
    r"livejournal|kakaotalk|фейсбук|твиттер|телеграм|ватсап)\b|微信|微博|[✉☎🔗📧]",
    re.IGNORECASE,
)
_ALSO_WORDS = re.compile(
    r"\b(?:x|ok|line|skype|mail|threads|pocket|signal|google news|google|naver|qq|sms)\b", re.IGNORECASE
)
_RIGHTS = re.compile(r"^\s*(?:©|\(c\)\s)", re.IGNORECASE)
_LABEL_MARKS = tuple(":：/|")
_AGENCY_EDGES = " ()[]（）【】«»\"'-–—./"
_STAMP_CHARS, _SHARE_CHARS = 120, 200
_PREPOSITION = 3
_TAGS, _TAG_WORDS = 5, 4
_CREDIT_CHARS = 50
_LABEL_WORDS = 6
_LABELLED_WORDS, _CREDIT_WORDS, _PLEA_WORDS, _SHORT_PLEA = 15, 6, 40, 14


class Line(NamedTuple):
    """One block of a text with what its form says."""

    text: str
    words: int
    terminal: bool

    @classmethod
    def of(cls, text: str) -> Line:
        """A line; an ideograph counts as half a word."""
        return cls(text, _count(text), ends_terminally(text))


def kind_by_form(line: Line, language: str, *, at_edge: bool) -> SentenceKind | None:
    """The kind of a line that can be told from the line alone; None for all that may be part of the article.

    at_edge: whether it stands before or after the article's body, where a date alone is a stamp and no crosshead.
    """
    text = line.text
    if is_stamp(text, language):
        return "byline" if at_edge or stamp_label(text) else "heading"
    if not has_words(text) or is_share(text) or _is_address(text) or phrases("share").is_line(text):
        return "boilerplate"
    if _RIGHTS.match(text) or _is_plea(line, at_edge) or (at_edge and _is_tags(line)):
        return "boilerplate"
    if not line.terminal and _has_photo_credit(text):
        return "caption"
    if line.words <= _CREDIT_WORDS + 2 and _is_photo_credit(text):
        return "byline"
    return _by_label(line) or (_by_name(line) if at_edge else None)


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
    label = _label(rest, "modified", "posted")
    return not _unexplained(_CLOCK.sub(" ", rest[label:]), language)


def stamp_label(text: str) -> str | None:
    """`posted` or `modified`, as the words before the date say."""
    return next((label for label in ("modified", "posted") if _label(text, label)), None)


def is_share(text: str) -> bool:
    """Whether a line is a row of share buttons: names of networks, the word for sharing, counts."""
    if len(text) > _SHARE_CHARS or text[-1] in ".。" or not _NETWORKS.search(text):
        return False
    label = _label(text, "share")
    rest = _ALSO_WORDS.sub(" | ", _NETWORKS.sub(" | ", text[label:]))
    words = [word for word in _WORDS.findall(rest) if not (label and len(word) <= _PREPOSITION)]
    return not _unexplained(" | ".join(words), "und", ("share", "subscribe"))


def label_end(text: str, *kinds: str) -> int:
    """Where "Source: ", "Photo / " and the like end; 0 where a line has no such label and nothing behind it."""
    for kind in kinds:
        end = _label(text, kind)
        rest = text[end:].lstrip()
        if end and rest[:1] in _LABEL_MARKS and rest[1:].strip():
            return len(text) - len(rest[1:].lstrip())
    return 0


def _label(text: str, *kinds: str) -> int:
    """Where the phrase ends that a line begins with, brackets and bullets apart."""
    lead = len(text) - len(text.lstrip("([（【|•-–— "))
    ends = (phrases(kind).at_start(text[lead : lead + 80]) for kind in kinds)
    return next((lead + end for end in ends if end), 0)


def named_author(text: str) -> str | None:
    """The author in "By Jane Roe", "Автор: Анна Белова", "Von Max Muster, Berlin"."""
    end = label_end(text, "author") or _label(text, "author")
    name = text[end:].split(",")[0].split("|")[0].strip(" .)]）")
    if not end:
        return None
    return name if is_name(name) else _before_place(name)


def _before_place(text: str) -> str | None:
    """The name in "Jane Roe in Halden"."""
    found = _PLACED.fullmatch(text)
    return found[1] if found and is_name(found[1]) and found[2] not in _PARTICLES else None


def is_name(text: str) -> bool:
    """Whether a text looks like the name of a person: two to four words, each with a capital letter."""
    words = text.split()
    return 2 <= len(words) <= 4 and all(w[0].isupper() and not w.isupper() and w[-1].isalpha() for w in words)


def is_agency(text: str) -> bool:
    """Whether a line is the names of news agencies and nothing else."""
    names = re.split(r"\s*[/,|+&]\s*", text.strip(_AGENCY_EDGES))
    return len(text) <= 60 and all(name in agencies() for name in names)


def _is_plea(line: Line, at_edge: bool) -> bool:
    """ "Subscribe to our newsletter", "Follow us on …"."""
    if line.words > (_PLEA_WORDS if at_edge else _SHORT_PLEA):
        return False
    if phrases("subscribe").at_start(line.text):
        return True
    channel = at_edge and not line.terminal and line.words <= _LABELLED_WORDS and _NETWORKS.search(line.text)
    return bool(channel) and bool(_label(line.text, "share", "more", "read"))


def _is_tags(line: Line) -> bool:
    """Keywords in a row: "harbour, grain, storm, Halden, trade"."""
    tags = [Line.of(tag).words for tag in re.split("[,;،、]", line.text)]
    return len(tags) >= _TAGS and not line.terminal and max(tags) <= _TAG_WORDS and min(tags) > 0


def _has_photo_credit(text: str) -> bool:
    """ "Cranes under snow / photo REUTERS", "Cranes under snow (Photo: AP)"."""
    tail = text[-_CREDIT_CHARS:]
    return any(phrases("photo").at_start(tail[found.end() :]) for found in re.finditer(r"\s[/|(\[]\s?", tail))


def _is_photo_credit(text: str) -> bool:
    """ "Jane Roe/Agency.", "Jane Roe via Agency" as a line."""
    found = _CREDITED.fullmatch(text.strip("()[]（） "))
    return found is not None and found[1][0].isupper() and found[2] in agencies() | picture_agencies()


def _by_label(line: Line) -> SentenceKind | None:
    text = line.text
    brief = line.words <= _LABELLED_WORDS + _LABEL_WORDS
    if brief and (end := label_end(text, "source", "author")) and text[-1] not in "?？!！":
        words = Line.of(text[end:]).words
        return "byline" if words <= (_CREDIT_WORDS if line.terminal else _LABELLED_WORDS) else None
    if label_end(text, "photo") or phrases("photo").is_line(text):
        return "byline" if line.words <= _CREDIT_WORDS else "caption"
    if line.words <= _LABELLED_WORDS and label_end(text, "posted", "modified") and any(map(str.isdigit, text)):
        return "byline"
    if line.words <= 2 * _LABELLED_WORDS and label_end(text, "more"):
        return "boilerplate"
    if line.words <= 2 * _PLEA_WORDS and phrases("bio").at_start(text):
        return "byline"
    return None


def _by_name(line: Line) -> SentenceKind | None:
    if is_agency(line.text) or (line.words <= _LABELLED_WORDS and not line.terminal and named_author(line.text)):
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
