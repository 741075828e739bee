"""Sources to notebooks and zips, and what Gradescope runs and reads."""
