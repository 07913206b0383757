"""Armillary: a traced working model of the states that news articles describe."""

__version__ = "0.1.0"
