"""Forecasts of events from the history of events alone."""
