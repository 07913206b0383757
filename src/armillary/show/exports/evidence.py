"""What a format with fixed columns has no place for: where each event stands, its status, its independent reports."""

from __future__ import annotations

import csv
from typing import Final, TextIO

from armillary.show.exports.told import Told

COLUMNS: Final = (
    "row_id",
    "event_id",
    "happening_id",
    "report_id",
    "n_reports",
    "n_articles",
    "article_id",
    "n",
    "start_char",
    "end_char",
    "status",
    "reported_by",
    "date_precision",
    "date_from",
    "mutual",
    "confidence",
    "source_id",
    "target_id",
    "origin",
    "own_id",
    "text",
)
ABOUT: Final = "evidence.csv"
"""End of the name of the file beside the export."""


class Evidence:
    """Writes the file beside an export, a line for each event of it; NA where there is nothing."""

    def __init__(self, file: TextIO) -> None:
        self._out = csv.writer(file, lineterminator="\n")
        self._out.writerow(COLUMNS)

    def add(self, row_id: str, told: Told) -> None:
        """One event, under its id in the export."""
        cells = {"row_id": row_id, "source_id": told.source.actor_id, "target_id": told.target.actor_id}
        self._out.writerow([_cell(cells[c] if c in cells else getattr(told, c)) for c in COLUMNS])


def _cell(value: object) -> object:
    if value is None or value == "":
        return "NA"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value
