"""Figures as SVG, drawn here and not in the browser: they print, work without script, and name what they show."""

from armillary.show.figures.graph import Node, Way, graph
from armillary.show.figures.maps import causal, holds
from armillary.show.figures.series import Dot, Line, series
from armillary.show.figures.tie_map import tie_map

__all__ = ["Dot", "Line", "Node", "Way", "causal", "graph", "holds", "series", "tie_map"]
