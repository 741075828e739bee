"""A class: gradebook, importers, exporters, runs, what a regrade changes, statistics."""
