"""The report's own words in the languages it is written in: gettext catalogs, one `.po` file for each but English.

A message is its English words. `_`, `ngettext` and `plural` of `armillary.show.words` translate into the language of
the surrounding `speaking`; outside of it that is English, which needs no catalog.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES: Final = ("en", "ru", "zh", "pl")
"""Codes of the languages (ISO 639-1), English first."""

_spoken: ContextVar[str] = ContextVar("spoken", default="en")
_THOUSANDS: Final = {"ru": "\u00a0", "pl": "\u00a0"}
_DECIMAL: Final = {"ru": ",", "pl": ","}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Inside of it messages are in this language, one of `LANGUAGES`."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def language() -> str:
    """The language now spoken."""
    return _spoken.get()


def _(message: str) -> str:
    """A message in the language spoken."""
    return message and _catalog(_spoken.get()).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The form of a message that goes with a number."""
    return _catalog(_spoken.get()).ngettext(one, many, n)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools know
    """Marks a message that is translated where it is shown."""
    return message


def number(value: int) -> str:
    """A whole number with its thousands set apart: `1,234`."""
    return f"{value:,}".replace(",", _THOUSANDS.get(_spoken.get(), ","))


def decimal(digits: str) -> str:
    """A number already written with a decimal point, with the sign that the language spoken has for it."""
    return digits.replace(".", _DECIMAL.get(_spoken.get(), "."))


@cache
def _catalog(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    with (files(__name__) / f"{language}.po").open("rb") as source:
        catalog = read_po(source, locale=language)
    packed = BytesIO()
    write_mo(packed, catalog)
    packed.seek(0)
    return gettext.GNUTranslations(packed)
