"""The system in motion: ties, orbits, drift, forecasts, what-ifs, from what was read or loaded."""
