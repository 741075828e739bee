"""What stands for a kernel and for Otter: any attribute, any call, any submodule, and nothing happens."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.metadata
import types
from collections.abc import Iterator
from typing import Any


class StandIn:
    """Accepts whatever is done with it."""

    def __init__(self, name: str) -> None:
        self.__dict__["_name"] = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn(f"{self._name}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        pass

    def __call__(self, *_arguments: Any, **_named: Any) -> StandIn:
        """Do nothing."""
        return self

    def __enter__(self) -> StandIn:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __getitem__(self, key: Any) -> StandIn:
        return self

    def __bool__(self) -> bool:
        """A check that was not run has not passed: no answer may hang on it."""
        return not str(self._name).startswith("otter.")

    def __repr__(self) -> str:
        return f"<{self._name}: does nothing while grading>"


class _Module(types.ModuleType):
    """Otter, or a module of it: public checks belong to the student's machine and decide nothing here."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn(f"{self.__name__}.{name}")


class OtterFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds every submodule of `otter`, installed or not."""

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:  # noqa: ARG002 - importlib's
        """A specification for a module of Otter; None for all others."""
        if not fullname.startswith("otter."):
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: Any) -> types.ModuleType:
        """An empty module that has everything."""
        return _Module(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Run nothing."""


def public_checks_off() -> types.ModuleType:
    """The stand-in for Otter."""
    module = _Module("otter")
    module.__dict__.update(
        __path__=[], __all__=["Notebook"], __version__=_version(), Notebook=StandIn("otter.Notebook"),
        is_stand_in=True,  # a sheet's first cell asks, and leaves its checks off
    )  # fmt: skip
    return module


def _version() -> str:
    try:
        return importlib.metadata.version("otter-grader")
    except importlib.metadata.PackageNotFoundError:
        return "0"
