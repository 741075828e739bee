"""Reading what instructors download: Gradescope's, Canvas' and Moodle's exports, and plain folders."""

from __future__ import annotations

from autograder.classroom.importers.collect import collect
from autograder.classroom.importers.roster import Roster, read_roster

__all__ = ["Roster", "collect", "read_roster"]
