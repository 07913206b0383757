"""What is known beforehand, as data files: one folder a language under `languages/`, one TOML file a subject.

A language is data, never code: a subject that a language's folder lacks is simply not known for it.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from armillary.errors import UsageError
from armillary.schema import Outlet, columns

_ROOT = files("armillary.lexicon")


@cache
def languages() -> tuple[str, ...]:
    """Codes (ISO 639-1) of the languages that have a folder, sorted."""
    return tuple(sorted(entry.name for entry in (_ROOT / "languages").iterdir() if entry.is_dir()))


@cache
def load(language: str, subject: str) -> Mapping[str, Any]:
    """The data `languages/<language>/<subject>.toml`; empty where there is none.

    `language` may carry a script or region (`zh-Hans`, `pt-BR`): the part before the hyphen counts.
    """
    entry = _ROOT / "languages" / language.split("-")[0] / f"{subject}.toml"
    return tomllib.loads(entry.read_text("utf-8")) if entry.is_file() else {}


@cache
def with_subject(subject: str) -> frozenset[str]:
    """Languages that have data on a subject: those with `frames` are read."""
    return frozenset(code for code in languages() if (_ROOT / "languages" / code / f"{subject}.toml").is_file())


def outlets(extra: str | Path | None = None) -> list[Outlet]:
    """Who owns which outlet: the shipped table, and the user's, whose rows win.

    Args:
        extra: CSV with a header line; columns `outlet` and any of `publisher`, `country`, `state_owned` (true, false),
            `reliability` (A-F).

    Raises:
        UsageError: the file cannot be read, lacks the column `outlet`, or has a value that fits no column.
    """
    shipped = _outlet_rows((_ROOT / "outlets.csv").read_text("utf-8"), "outlets.csv")
    if extra is None:
        return list(shipped.values())
    try:
        text = Path(extra).read_text("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{extra}: expected a CSV file in UTF-8: {error}") from error
    return list((shipped | _outlet_rows(text, str(extra))).values())


def _outlet_rows(text: str, name: str) -> dict[str, Outlet]:
    reader = csv.DictReader(io.StringIO(text))
    known = [column.name for column in columns(Outlet)]
    strange = set(reader.fieldnames or ()) - set(known)
    if "outlet" not in (reader.fieldnames or ()) or strange:
        raise UsageError(f"{name}: expected the columns {', '.join(known)}; came {', '.join(reader.fieldnames or ())}")
    return {row["outlet"]: _outlet(row, f"{name}, line {reader.line_num}") for row in reader}


def _outlet(row: Mapping[str, str], place: str) -> Outlet:
    owned = {"true": True, "false": False, "": None}
    state = (row.get("state_owned") or "").strip().lower()
    grade = (row.get("reliability") or "").strip().upper()
    if state not in owned or grade not in ("", *"ABCDEF"):
        raise UsageError(f"{place}: state_owned is true, false or empty, reliability A to F or empty")
    return Outlet(
        outlet=row["outlet"].strip(),
        publisher=(row.get("publisher") or "").strip() or None,
        country=(row.get("country") or "").strip() or None,
        state_owned=owned[state],
        reliability=grade or None,
    )
