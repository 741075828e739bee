"""An instructor's settings for Gradescope, under the key `gradescope` of the plugin in otter_config.json."""

from __future__ import annotations

import dataclasses
from typing import Any

from autograder.errors import BuildError

VISIBILITIES = ("hidden", "after_due_date", "after_published", "visible")
RESERVE_SECONDS = 60.0
"""Left of Gradescope's time for starting Python and writing results."""
LONGEST_SECONDS = 2400.0
"""Gradescope's longest time-out. A submission that meets it gets nothing at all, so the run has to end before."""


@dataclasses.dataclass(frozen=True)
class Settings:
    """`ticks`: when students see which ✓ they earned, and the total. `seconds`: the time-out set on Gradescope."""

    ticks: str = "after_published"
    seconds: float = 600.0

    @property
    def submission_seconds(self) -> float:
        """What one submission may take in all."""
        return self.seconds - RESERVE_SECONDS


def read_settings(where: object, data: Any) -> Settings:
    """Check the settings; raises `BuildError` for a key or value that means nothing."""
    if not isinstance(data, dict) or set(data) - {"ticks", "seconds"}:
        raise BuildError(where, "the plugin's `gradescope` settings are `ticks` and `seconds`, and nothing else")
    ticks, seconds = data.get("ticks", Settings.ticks), data.get("seconds", Settings.seconds)
    if ticks not in VISIBILITIES:
        raise BuildError(where, f"gradescope.ticks must be one of {', '.join(VISIBILITIES)}, not {ticks!r}")
    if (
        isinstance(seconds, bool)
        or not isinstance(seconds, (int, float))
        or not 2 * RESERVE_SECONDS <= seconds <= LONGEST_SECONDS
    ):
        raise BuildError(
            where, f"gradescope.seconds must be a number from {2 * RESERVE_SECONDS:g} to {LONGEST_SECONDS:g}"
        )
    return Settings(ticks, float(seconds))
