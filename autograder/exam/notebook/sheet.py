"""The object `grader` of a student notebook: `check`, `figure` and `summary`."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from autograder.exam.notebook.calls import CHECKS_FILE, Form, NotAnswered, told
from autograder.exam.notebook.forms import Reading
from autograder.exam.notebook.history import History, why_open

Plan = dict[str, Any]
"""What the build says of a sheet: `parts` (the answers of each, with arguments), `optional`, `given` (a source)."""
FORM_ONLY = "form only: nothing here says whether an answer is right"


class Sheet:
    """Checks of form, figures and the summary of one sheet, in the namespace of a notebook."""

    def __init__(self, plan: Plan, library: dict[str, Any], namespace: dict[str, Any]) -> None:
        self._plan, self._library, self._namespace = plan, library, namespace
        self._given: dict[str, Any] = {}
        with contextlib.suppress(Exception):
            exec(compile(plan["given"], CHECKS_FILE, "exec"), {**library}, self._given)
        self._answers = [name for part in plan["parts"].values() for name in part]

    def check(self, question: str, *_: Any) -> None:
        """Say of every answer of a part whether its form is what is asked for."""
        part = question.removeprefix("q")
        if part not in self._plan["parts"]:
            print(f"There is no part {part}; there are {', '.join(self._plan['parts'])}.")
            return
        print(f"{part}: {FORM_ONLY}")
        readings = []
        for state, text, reading in self._looked_at(part):
            print(f"  {state:<9} {text}")
            readings += [reading] if reading else []
        for line in self._warnings():
            print(f"  note      {line}")
        if readings:
            print("As SymPy reads it:")
        for reading in readings:
            _show_mathematics(reading)

    def figure(self, part: str, **options: Any) -> None:
        """Draw a part's figure from your answers; it never stops a run and defines no name."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._draw(part, options)
        except ImportError as missing:
            print(f"Figures are off: {missing.name} is not installed here.")
        except NotAnswered as open_answer:
            print(f"{open_answer} is still open: once you have answered, its figure is drawn here.")
        except Form as problem:
            print(f"No figure: {problem}")
        except (Exception, SystemExit) as error:
            print(f"No figure: {told(error, 'your answer')}")

    def summary(self) -> None:
        """What was answered in the whole sheet, what is open, and what will not run while grading."""
        lines, open_names = [], set()
        for part in self._plan["parts"]:
            for state, text, _ in self._looked_at(part):
                if state == "open":
                    open_names.add(text.split(" ")[0].split("[")[0])
                if state != "form ok":
                    lines.append(f"  {part}  {state:<9} {text}")
        asked = [name for name in self._answers if name not in self._plan["optional"]]
        print(f"{len([name for name in asked if name not in open_names])} of {len(asked)} answered; {FORM_ONLY}")
        print("\n".join(lines) if lines else "  Every answer has the form that is asked for.")
        for line in self._warnings():
            print(f"  note      {line}")

    def _looked_at(self, part: str) -> Iterator[tuple[str, str, Reading | None]]:
        """State, text and reading of every test of a part."""
        for name, test in self._tests(part):
            labels = test.__code__.co_varnames[: test.__code__.co_argcount]
            missing = [label for label in labels if label in self._answers and label not in self._namespace]
            try:
                if missing:
                    raise NotAnswered(missing[0])
                found = test(*(self._value(label) for label in labels))
            except NotAnswered as open_answer:
                label = str(open_answer)
                yield "open", f"{label} {why_open(label.split('[')[0], self._answers, self._namespace)}", None
            except AssertionError as problem:
                yield "to mend", str(problem), None
            except Exception as error:
                yield "to mend", f"{name}: cannot be read ({type(error).__name__}: {str(error)[:120]})", None
            else:
                yield "form ok", name, found if isinstance(found, Reading) else None

    def _value(self, label: str) -> Any:
        """An answer from the notebook, or what the sheet gave, whatever became of its name since."""
        return self._given[label] if label in self._given else self._namespace[label]

    def _tests(self, part: str) -> list[tuple[str, Callable[..., Any]]]:
        tests: list[tuple[str, Callable[..., Any]]] = []

        def test_case(name: str = "", **_: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
            def keep(function: Callable[..., Any]) -> Callable[..., Any]:
                tests.append((name, function))
                return function

            return keep

        self._library.get(f"checks_{part}", lambda _: None)(test_case)
        return tests

    def _draw(self, part: str, options: dict[str, Any]) -> None:
        draw = self._library.get(f"figure_{part}")
        if draw is None:
            print(f"There is no figure {part}.")
            return
        names = draw.__code__.co_varnames[: draw.__code__.co_argcount]
        draw(**{name: self._namespace.get(name, ...) for name in names if name in self._answers}, **options)

    def _warnings(self) -> Iterator[str]:
        gone = History(self._namespace).not_run()
        if gone:
            yield "not there while grading: " + "; ".join(gone)
        for name, value in self._given.items():
            if name in self._namespace and not _is_still(self._namespace[name], value):
                yield f"{name} is no longer what the sheet gave: a cell of yours defines it anew"


def _is_still(value: Any, given: Any) -> bool:
    try:
        return bool(value == given)
    except (TypeError, ValueError):
        return False


def _show_mathematics(reading: Reading) -> None:
    try:
        from IPython.display import display
    except ImportError:
        return
    display({"text/latex": f"$\\displaystyle {reading}$", "text/plain": f"as SymPy reads it: {reading}"}, raw=True)
