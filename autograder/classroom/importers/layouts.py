"""Which platform made an export, asked of its root only: inside a hand-in, nothing is an export."""

from __future__ import annotations

import dataclasses
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from autograder.classroom.importers.blackboard import blackboard_parcels, is_blackboard
from autograder.classroom.importers.brightspace import brightspace_parcels, is_brightspace
from autograder.classroom.importers.canvas import canvas_parcels, is_canvas
from autograder.classroom.importers.exported import Parcel, is_gradable
from autograder.classroom.importers.gradescope import METADATA, WRAPPED, gradescope_parcels, is_gradescope
from autograder.classroom.importers.moodle import is_moodle, moodle_parcels
from autograder.classroom.importers.sakai import is_sakai, sakai_parcels
from autograder.classroom.importers.tree import Branch, Tree, ZipTree, alone, open_tree
from autograder.errors import SubmissionError


@dataclasses.dataclass(frozen=True)
class Layout:
    """How a platform's exports are recognised, and what is in one."""

    name: str
    fits: Callable[[Tree], bool]
    parcels: Callable[[Tree], Iterator[Parcel]]


LAYOUTS = (
    Layout("gradescope", is_gradescope, gradescope_parcels),
    Layout("moodle", is_moodle, moodle_parcels),
    Layout("sakai", is_sakai, sakai_parcels),
    Layout("blackboard", is_blackboard, blackboard_parcels),
    Layout("brightspace", is_brightspace, brightspace_parcels),
    Layout("canvas", is_canvas, canvas_parcels),
)


@dataclasses.dataclass(frozen=True)
class Export:
    """One export: its files, and the layout of the platform that made it; None for a plain folder or zip."""

    label: str
    tree: Tree
    layout: Layout | None


def exports_in(path: Path, *, without: Path) -> Iterator[Export]:
    """The exports that the caller named with `path`: that one, or, of a folder of exports, each.

    A folder holds exports only where everything in it is one: whatever else lies there may be somebody's hand-in, who
    could make it look like an export. Raises `UserError` when there is nothing at `path` that can be read.
    """
    tree = open_tree(path, without=without)
    layout = _layout(tree)
    if layout is None:
        inside = _exports_inside(tree) or _wrapped(tree)
        if inside:
            yield from inside
            return
        if isinstance(tree, ZipTree) and _is_one_hand_in(tree):
            tree = alone(path)
    yield Export(path.name, tree, layout)


def _is_one_hand_in(tree: Tree) -> bool:
    """Whether a zip is one notebook with the files it reads, and not several people's folders."""
    graded = [name for name in tree.names if is_gradable(name)]
    return len(graded) <= 1 and (len(tree.tops) <= 1 or any(len(name.parts) == 1 for name in graded))


def _layout(tree: Tree) -> Layout | None:
    return next((layout for layout in LAYOUTS if tree.names and layout.fits(tree)), None)


def _wrapped(tree: Tree) -> list[Export]:
    """The export in the only folder of a tree, where the platform itself, or everybody in it, says that it is one."""
    if len(tree.tops) != 1:
        return []
    (top,) = tree.tops
    branch = Branch(tree, PurePosixPath(top))
    layout = _layout(branch)
    if layout is None or (layout.name == "gradescope" and not WRAPPED.fullmatch(top)):
        return []
    if layout.name not in ("gradescope", "sakai") and len(branch.tops) < 2:
        return []
    return [Export(top, branch, layout)]


def _exports_inside(tree: Tree) -> list[Export]:
    """The exports in a folder of exports: several folders or zips, each of which is one; else none."""
    found = []
    for top, names in tree.tops.items():
        is_file = names == [PurePosixPath(top)]
        if is_file and not is_gradable(names[0]):
            continue
        inner = _zip_inside(tree, top) if is_file else Branch(tree, PurePosixPath(top))
        export = None if inner is None else _export(top, inner)
        if export is None:
            return []
        found.append(export)
    return found if len(found) > 1 else []


def _export(label: str, tree: Tree) -> Export | None:
    layout = _layout(tree)
    if layout is None:
        return next(iter(_wrapped(tree)), None)
    return Export(label, tree, layout) if layout.name != "gradescope" or _has_metadata(tree) else None


def _has_metadata(tree: Tree) -> bool:
    return PurePosixPath(METADATA) in tree.names


def _zip_inside(tree: Tree, top: str) -> Tree | None:
    """A zip in a folder, not in a zip, opened in place."""
    path = tree.path / tree.full(PurePosixPath(top))
    if not tree.path.is_dir() or not zipfile.is_zipfile(path):
        return None
    try:
        return ZipTree(path)
    except SubmissionError:
        return None
