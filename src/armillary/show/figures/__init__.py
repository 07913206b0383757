"""Figures as SVG, drawn here and not in the browser: they print, work without script, and name what they show."""

from armillary.show.figures.series import Dot, Line, series
from armillary.show.figures.tie_map import tie_map

__all__ = ["Dot", "Line", "series", "tie_map"]
