"""All messages of the report: those of its templates and of the code behind it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from jinja2.ext import babel_extract

FOLDER = Path(str(files("armillary.show")))
TEMPLATES = ("base", "parts", "model", "report")
MODULES = (
    "words",
    "counts",
    "kinship",
    "lines",
    "html",
    "report",
    "model_part",
    "figures/maps",
    "figures/series",
    "figures/tie_map",
)
OPTIONS = {"extensions": "jinja2.ext.i18n", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
CHANCES = (
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
)
"""Words of the model that the report translates."""


def messages() -> Iterator[str | tuple[str, str]]:
    """Each message, in English; one with a number as its two forms."""
    yield from CHANCES
    for name in MODULES:
        yield from _of_code((FOLDER / f"{name}.py").read_text("utf-8"))
    for name in TEMPLATES:
        yield from _of_template((FOLDER / "templates" / f"{name}.html.j2").read_bytes())


def _of_code(source: str) -> Iterator[str | tuple[str, str]]:
    """Those in calls, calls inside f-strings too, which not every version's tokens show."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            words = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if call.func.id == "plural" and words:
                yield _forms(*words)
            elif call.func.id in ("_", "N_"):
                yield from words


def _of_template(source: bytes) -> Iterator[str | tuple[str, str]]:
    for _line, name, found, _comments in babel_extract(BytesIO(source), ("_", "gettext", "plural"), (), OPTIONS):
        words = [one for one in ((found,) if isinstance(found, str) else found or ()) if one is not None]
        if name == "plural":
            yield _forms(*words)
        else:
            yield from words[:1]


def _forms(one: str, many: str = "") -> tuple[str, str]:
    """The messages that `plural` of `armillary.show.words` makes of its nouns."""
    return f"{{n}} {one}", f"{{n}} {many or one + 's'}"
