"""Who copied whom: copies across languages, what they share and what they changed."""

from armillary.trace.trace import Traced, trace

__all__ = ["Traced", "trace"]
