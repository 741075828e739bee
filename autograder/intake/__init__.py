"""Reading what instructors download: Gradescope's, Canvas' and Moodle's exports, and plain folders."""

from __future__ import annotations

from autograder.intake.collect import collect
from autograder.intake.roster import Roster, read_roster

__all__ = ["Roster", "collect", "read_roster"]
