"""Reading what instructors download: the exports of learning platforms, and plain folders."""

from __future__ import annotations

from autograder.classroom.importers.class_list import COLUMNS, read_roster
from autograder.classroom.importers.collect import Read, collect
from autograder.classroom.importers.content import Identified, Identify, Piece, pieces_of, unreadable
from autograder.classroom.importers.exported import Parcel
from autograder.classroom.importers.groups import read_groups
from autograder.classroom.importers.roster import Roster
from autograder.classroom.importers.tree import Tree, reopened

__all__ = [
    "COLUMNS", "Identified", "Identify", "Parcel", "Piece", "Read", "Roster", "Tree", "collect", "pieces_of",
    "read_groups", "read_roster", "reopened", "unreadable",
]  # fmt: skip
