"""The Polish dictionary beside the other libraries of a build."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
from armillary.read.grammar.sgjp import dictionary
look = dictionary()
import armillary.trace.candidates
print(len([look(word) for word in ("Kazachstan", "odmówił", "wojsk") * 200]) if look else 600)
"""


def test_words_can_be_looked_up_before_anything_is_traced() -> None:
    """A search or an explanation may come before a build in one process."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "600", done.stderr[-500:]
