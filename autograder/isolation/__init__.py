"""Running submissions apart: worker, wire and sandbox."""
