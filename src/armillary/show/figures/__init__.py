"""Figures as SVG, drawn here and not in the browser: they print, work without script, and name what they show."""

from armillary.show.figures.graph import Node, Way, graph
from armillary.show.figures.maps import causal, holds
from armillary.show.figures.series import Dot, Line, over_time, series
from armillary.show.figures.tie_map import tie_map
from armillary.show.figures.tree import family_tree

__all__ = ["Dot", "Line", "Node", "Way", "causal", "family_tree", "graph", "holds", "over_time", "series", "tie_map"]
