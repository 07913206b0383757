"""What the columns of a folder of tables mean: `codebook.csv` for people, `datapackage.json` for programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from armillary import __version__
from armillary.show.exports.place import MARK
from armillary.show.exports.tidy import Field, Tidy

CODEBOOK: Final = "codebook.csv"
_COLUMNS: Final = ("table", "column", "type", "unit", "may_be_na", "values", "meaning")
_OFFSETS: Final = "Offsets count code points of articles.text. Missing values are NA. Dates are ISO 8601."


def write_codebook(folder: Path, tables: Sequence[Tidy]) -> None:
    """Every column of every table: type, unit, whether it may be NA, the values it can take, meaning."""
    with (folder / CODEBOOK).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(_COLUMNS)
        for table in tables:
            for field in table.fields:
                out.writerow(
                    [
                        table.name,
                        field.name,
                        field.type,
                        field.unit or "NA",
                        "yes" if field.nullable else "no",
                        ";".join(field.values) or "NA",
                        field.about,
                    ]
                )


def write_package(folder: Path, world: str, tables: Sequence[Tidy], suffix: str) -> None:
    """The description of the folder as a Frictionless data package."""
    text = json.dumps(_package(world, tables, suffix), ensure_ascii=False, indent=2)
    (folder / MARK).write_text(text + "\n", "utf-8")


def _package(world: str, tables: Sequence[Tidy], suffix: str) -> Mapping[str, Any]:
    flat = suffix == "csv"
    return {
        "profile": "tabular-data-package" if flat else "data-package",
        "name": "armillary-export",
        "title": f"Tables of {world}",
        "description": f"Written by Armillary {__version__}. {_OFFSETS}",
        "resources": [_resource(table, suffix) for table in tables],
    }


def _resource(table: Tidy, suffix: str) -> Mapping[str, Any]:
    plain = {
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.{suffix}",
        "description": table.about,
        "format": suffix,
        "schema": {
            "fields": [_described(field) for field in table.fields],
            "missingValues": ["NA"],
            "primaryKey": list(table.key),
        },
    }
    if suffix != "csv":
        return plain
    dialect = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True}
    more = {"profile": "tabular-data-resource", "mediatype": "text/csv", "encoding": "utf-8", "dialect": dialect}
    return {**plain, **more}


def _described(field: Field) -> Mapping[str, Any]:
    constraints: dict[str, Any] = {} if field.nullable else {"required": True}
    if field.values:
        constraints["enum"] = [int(v) for v in field.values] if field.type == "integer" else list(field.values)
    shown = {"name": field.name, "type": field.type, "description": field.about}
    if field.type == "datetime":
        shown["format"] = "%Y-%m-%dT%H:%M:%SZ"
    if field.unit:
        shown["unit"] = field.unit
    return {**shown, "constraints": constraints} if constraints else shown
