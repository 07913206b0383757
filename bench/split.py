"""One split of every labelled set: two thirds to tune on, one third to report."""

from __future__ import annotations

import hashlib


def is_reported(document: str) -> bool:
    """Whether a document (by the id of its *source* document) belongs to the third that RESULTS.md reports."""
    return int.from_bytes(hashlib.sha256(document.encode()).digest()[:4], "big") % 3 == 0
