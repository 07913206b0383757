"""The agency or outlet a text names as its source: source lines, datelines, signatures. Precise before complete."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from armillary.gather.agencies import agencies
from armillary.gather.forms import label_end
from armillary.gather.frame import long_label, parts
from armillary.schema import SentenceKind

_LEAD, _TAIL = 160, 60
_MAX_CHARS = 60
_EDGES = " \t\u00a0\"'“”«»„()[]（）【】/|.,;:，。：-–—"


@cache
def _any_agency() -> str:
    longest_first = sorted(agencies(), key=lambda name: (-len(name), name))
    return "|".join(map(re.escape, longest_first))


@cache
def _dateline() -> re.Pattern[str]:
    """(Reuters) –, /TASS/, （法新社…电）, "新华社北京6月8日电", "БЕРЛИН, 8 июн — РИА Новости."."""
    names = _any_agency()
    return re.compile(
        rf"[(（/\[【][^\s()（）/\]】]{{0,12}}?(?<![A-Za-zА-яё])(?P<a>{names})"
        rf"(?:\s?[/,|+&-][^()（）\]】\n]{{0,20}}|[^\s()（）/\]】]{{1,16}}[电電])?[)）/\]】]"
        rf"|^[（(【\[]?(?P<b>{names})[^\s，。,.]{{0,16}}[电電]"
        rf"|^[^.!?\n]{{2,40}}?[,.]\s[^!?\n]{{0,30}}?[—–-]\s?(?P<c>{names})(?=\s?[.,:])"
        rf"|^[^.!?,\n]{{2,40}}?[—–]\s?(?P<d>{names})\s[—–-]",
    )


@cache
def _signature() -> re.Pattern[str]:
    """The last words: (AFP), — Reuters, /ТАСС."""
    names = _any_agency()
    return re.compile(rf"(?:[(（/\[【]\s*|[—–-]\s?)(?P<a>{names})\s*[)）/\]】]?\s*\.?$")


def find(lines: Sequence[str], kinds: Sequence[SentenceKind]) -> str | None:
    """The source as the text writes it; None where it names none for itself."""
    return _from_label(lines, kinds) or _from_lead(lines, kinds) or _from_end(lines, kinds)


def _from_label(lines: Sequence[str], kinds: Sequence[SentenceKind]) -> str | None:
    for line, kind in zip(lines, kinds, strict=True):
        named = map(_labelled, [line, *parts(line)]) if kind == "byline" else ()
        name = next(filter(None, named), "")
        if name and len(name) <= _MAX_CHARS:
            return name
    return None


def _labelled(line: str) -> str:
    """The name behind "Source: "; behind a longer label such as "Reprinted from" no colon is needed."""
    end = label_end(line, "source") or long_label(line)
    return line[end:].strip(_EDGES) if end else ""


def _from_lead(lines: Sequence[str], kinds: Sequence[SentenceKind]) -> str | None:
    leads = [line for line, kind in zip(lines, kinds, strict=True) if kind in ("body", "byline")][:2]
    for line in leads:
        found = _dateline().search(line[:_LEAD])
        if found and found.start() <= 80:
            return _named(found)
    return None


def _from_end(lines: Sequence[str], kinds: Sequence[SentenceKind]) -> str | None:
    article = [line for line, kind in zip(lines, kinds, strict=True) if kind in ("body", "byline")]
    for line in article[-2:]:
        found = _signature().search(line[-_TAIL:])
        if found:
            return _named(found)
        if line.strip(_EDGES) in agencies():
            return line.strip(_EDGES)
    return None


def _named(found: re.Match[str]) -> str:
    return next(name for name in found.groups() if name)
