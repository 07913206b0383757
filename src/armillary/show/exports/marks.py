"""Text as XML holds it."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(value: object) -> str:
    """A value as text, each character that XML 1.0 forbids replaced by U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", str(value))


def attribute(value: object) -> str:
    """A value in quotation marks, for an attribute; line ends and tabs survive."""
    return quoteattr(clean(value))


def content(value: object) -> str:
    """A value for between tags."""
    return escape(clean(value), {"\r": "&#13;"})
