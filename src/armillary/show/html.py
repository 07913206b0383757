"""Pages from templates: one file each, nothing fetched, everything from an article escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from armillary.schema import Change, ChangeKind
from armillary.show import phrases, words
from armillary.show.phrases import N_, _
from armillary.show.side_by_side import Context, Row, SideBySide, in_sentence, rows

STYLES = ("style.css", "figures.css")
"""Style sheets of every page, in order."""
ROWS = 500
"""Rows of a side by side that a page shows."""
CHARACTERS = 20_000
"""Characters of one sentence that a page shows."""
SHORT = 400
"""Characters of a change that a list shows."""
AROUND = 45
"""Characters a list shows on either side of a change."""

_GROUPS: dict[ChangeKind, str] = {
    **dict.fromkeys(("number", "date", "name", "place", "detail"), "facts"),
    **dict.fromkeys(("speaker", "attribution", "quote", "gender"), "voice"),
    **dict.fromkeys(("dropped", "added", "replaced", "clause", "untranslated"), "text"),
}


@dataclass(frozen=True, slots=True)
class View:
    """Two texts as a page shows them.

    `key` begins the names of all places in it; `marked` are the numbers of the changes to be seen in the rows;
    `contexts` are the words of each change in their sentences, first the other article's.
    """

    pair: SideBySide
    key: str
    rows: tuple[Row, ...]
    changes: tuple[Change, ...]
    contexts: tuple[tuple[Context | None, Context | None], ...]
    marked: frozenset[int]
    n_hidden: int


def view(pair: SideBySide, key: str, most: int = ROWS) -> View:
    """Lay out two texts; what goes beyond `most` rows is counted, not shown."""
    laid = rows(pair)
    shown = tuple(laid[:most])
    return View(
        pair=pair,
        key=key,
        rows=shown,
        changes=pair.numbered,
        contexts=tuple((_was(pair, c), _now(pair, c)) for c in pair.numbered),
        marked=frozenset(_marked(pair, shown)),
        n_hidden=len(laid) - len(shown),
    )


def _was(pair: SideBySide, change: Change) -> Context | None:
    if not change.was:
        return None
    found = in_sentence(pair.other, change.other_n, change.other_start, change.other_end, AROUND)
    return found or ("", change.was, "")


def _now(pair: SideBySide, change: Change) -> Context | None:
    if not change.now:
        return None
    return in_sentence(pair.copy, change.n, change.start_char, change.end_char, AROUND) or ("", change.now, "")


def _marked(pair: SideBySide, shown: Iterable[Row]) -> Iterator[int]:
    copy = {cell.sentence.n for row in shown for cell in row.copy}
    other = {cell.sentence.n for row in shown for cell in row.other}
    for number, change in enumerate(pair.numbered, 1):
        if change.n in copy or (change.n is None and change.other_n in other):
            yield number


def page(template: str, *, language: str = "en", **values: object) -> str:
    """A whole HTML document, its own words in one of `phrases.LANGUAGES`."""
    with phrases.speaking(language):
        frame = {**_frame(), "style_words": _style_words()}
        return environment().get_template(template).render(**frame, **values)


_STYLE_WORDS = {"gone": N_("not in this text"), "other": N_("compared with"), "copy": N_("copy")}
"""Words that the style sheet puts beside texts."""


def _style_words() -> Markup:
    said = "".join(f'--{name}:"{_(words)}";' for name, words in _STYLE_WORDS.items())
    return Markup(":root{" + said + "}")


def _english() -> Markup:
    """Attributes of words that stay in English on a page in another language."""
    return Markup("") if phrases.language() == "en" else Markup(' lang="en" dir="ltr"')


def _cut(length: int) -> Callable[[str], str]:
    return lambda text: text if len(text) <= length else text[:length].rstrip() + " …"


def _group(kind: ChangeKind) -> str:
    return _GROUPS.get(kind, "sense")


def _harmless(value: object) -> object:
    return words.harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def environment() -> Environment:
    """How templates are read and filled; all text in them is escaped and harmless."""
    made = Environment(
        loader=PackageLoader("armillary.show"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    made.install_gettext_callables(_, phrases.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(plural=words.plural, english=_english, spoken=phrases.language)
    made.filters.update(
        direction=words.text_direction,
        language=words.language_name,
        outlet=words.outlet_of,
        title=words.title_of,
        plural=words.plural,
        number=phrases.number,
        decimal=phrases.decimal,
        percent=words.percent,
        signed=words.signed,
        kind=lambda kind: _(words.KINDS[kind]),
        kind_name=lambda kind: _(words.KIND_NAMES[kind]),
        group=_group,
        short=_cut(SHORT),
        cut=_cut(CHARACTERS),
    )
    return made


@cache
def _frame() -> dict[str, Markup | str]:
    """Style and script, which are ours and go in as they are; the script by its hash in the page's policy."""
    folder = files("armillary.show") / "templates"
    style = "".join((folder / name).read_text("utf-8") for name in STYLES)
    script = (folder / "enhance.js").read_text("utf-8")
    digest = hashlib.sha256(script.encode()).digest()
    return {"style": Markup(style), "script": Markup(script), "script_hash": base64.b64encode(digest).decode()}
