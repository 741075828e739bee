"""Modules that are not there while grading: importing one is noted, and every use of what stands for it says so."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NoReturn

USES = """
    call iter next len bool contains float int complex index array enter exit aenter await mro_entries instancecheck
    subclasscheck neg pos abs invert add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow
    matmul rmatmul and rand xor rxor lt le gt ge
""".split()


class NotAvailable(ModuleNotFoundError):
    """A use of something that is not there while grading; `missing` names the module."""

    def __init__(self, missing: str) -> None:
        super().__init__(f"{missing} is not available while grading", name=missing)
        self.missing = missing


class Absent:
    """Stands for a module, or for a name from one, that is not there.

    It may be named, annotated with and given attributes, which decides nothing; whatever would need its value raises
    `NotAvailable`.
    """

    def __init__(self, module: str) -> None:
        self.__dict__["_module"] = module

    _module: str

    def __getattr__(self, name: str) -> Absent:
        if name.startswith("__") and name != "__version__":
            raise AttributeError(name)
        return Absent(self._module)

    def __setattr__(self, name: str, value: Any) -> None:
        pass

    def __getitem__(self, key: Any) -> Absent:
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __or__(self, other: Any) -> Absent:
        return self

    __ror__ = __or__

    def __format__(self, form: str) -> str:
        return _fails(self) if form else repr(self)

    def __repr__(self) -> str:
        return f"<{self._module} is not available while grading>"


def _fails(self: Any, *_arguments: Any, **_named: Any) -> NoReturn:
    raise NotAvailable(self._module)


for _use in USES:
    setattr(Absent, f"__{_use}__", _fails)


def stand_in_for(module: str, name: str, note: Callable[[str], object]) -> Any:
    """What a failed import binds, while its ImportError is being handled; `note` is told what is missing.

    `module` is what was imported, or what `name` was imported from. After `import scipy.nothing` the name `scipy`
    stands for what is there.
    """
    error = sys.exc_info()[1]
    if not isinstance(error, ModuleNotFoundError):  # a module that is there, without that name, or one that is broken
        note(missing := f"{module}.{name}" if name else module)
        return Absent(missing)
    cause = str(error.name or module).partition(".")[0]
    own = cause == module.partition(".")[0]
    note(cause if own else f"{module} (it imports {cause})")
    return (not name and sys.modules.get(cause)) or Absent(cause)
