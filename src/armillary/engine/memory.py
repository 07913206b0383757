"""How often Python looks for garbage in cycles.

It goes through all that lives to find it: through the dictionaries of forms and names too, millions of objects that
stay to the end. Reading articles makes hardly any cycles, so it need not look often.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (50_000, 20, 20)
"""Objects made and not freed until the young are looked through; rounds of that until the older ones are."""


def collect_seldom() -> None:
    """From now on, in this process."""
    gc.set_threshold(*_SELDOM)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """While the block runs; then as before."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
