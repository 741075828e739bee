"""Figures of problem 1."""

import numpy as np
import sympy as sp

from autograder.exam.notebook.calls import Form, NotAnswered, as_numbers, called
from autograder.exam.notebook.figures import panels, parameters_at, show


def figure_1a(q1a_null_direction, matrix=((1.0, 0.5), (0.0, 1.5)), a=(1.0, 4.0)):
    """The unit square under a matrix, and z along the direction of 1a."""
    matrix, a = np.array(matrix, dtype=float), np.array(a, dtype=float)
    figure, (left, right) = panels(2, height=2.9)
    square = np.array([[0, 1, 1, 0, 0], [0, 0, 1, 1, 0]], dtype=float)
    for points, style, label in ((square, "--", "unit square"), (matrix @ square, "-", "its image")):
        left.plot(*points, style, label=label)
    left.set(xlabel="first component", ylabel="second component", aspect="equal")
    left.set_title(f"area of the image: {abs(np.linalg.det(matrix)):.3g}", fontsize=10)
    left.legend(fontsize=8, loc="upper left")
    along = np.linspace(-2, 2, 81)
    right.set(xlabel="$s$", ylim=(-0.05, 1.05), title="$z$ at $x = s\\,v$")
    try:
        v = as_numbers(called(q1a_null_direction, "q1a_null_direction", a), "q1a_null_direction").ravel()
        z = 1 / (1 + np.exp(-np.outer(a, a) @ np.outer(v, along)))
        for row, style, label in zip(z, ("-", "--"), ("$z_1$", "$z_2$"), strict=True):
            right.plot(along, row, style, label=label)
        right.legend(fontsize=8)
    except NotAnswered:
        right.text(0.5, 0.5, "answer 1a first", ha="center", transform=right.transAxes)
    except Form as problem:
        print(problem)
    show(figure)


def figure_1b(q1b_counterexample, point=(0.5, 0.25, -1.0)):
    """The map of 1b at a point, and at the pair of 1b."""
    points = [("point", point)]
    if q1b_counterexample is not ...:
        points += [(f"your point {n}", row) for n, row in enumerate(q1b_counterexample, 1)]
    figure, (left, right) = panels(2, height=2.4)
    for (label, row), marker in zip(points, "osx", strict=False):
        x1, x2, x3 = (sp.nsimplify(value, rational=True) for value in as_numbers(row, label).ravel().tolist())
        z = ((x3 + x2) ** 3, x1**4 * x2 + x3, sp.exp(x3))
        print(f"{label:<13} x = ({x1}, {x2}, {x3})    z = ({z[0]}, {z[1]}, {z[2]})")
        left.plot([1, 2, 3], [float(x1), float(x2), float(x3)], marker=marker, fillstyle="none", label=label)
        right.plot([1, 2, 3], [float(value) for value in z], marker=marker, fillstyle="none")
    for axis, letter in ((left, "x"), (right, "z")):
        axis.set_xticks([1, 2, 3], [f"${letter}_{i}$" for i in (1, 2, 3)])
        axis.set_xlabel("component")
        axis.set_ylabel("value")
    left.legend(fontsize=8)
    show(figure)


def figure_1c(q1c_density, q1c_f_inv, parameter=1.0):
    """A base density and the density of the transformed variable, of own answers."""
    z, x = sp.Symbol("z", real=True), sp.Symbol("x", real=True)
    base = sp.Lambda(z, sp.exp(-(z**2) / 2) / sp.sqrt(2 * sp.pi))
    line = np.linspace(-5, 7, 400)
    figure, (axis,) = panels(1)
    axis.plot(line, np.exp(-(line**2) / 2) / np.sqrt(2 * np.pi), "--", label="base density $p_1$")
    if q1c_density is ... or q1c_f_inv is ...:
        print("Answer 1c first: then the transformed density is drawn as well.")
    else:
        try:
            own = q1c_f_inv if isinstance(q1c_f_inv, sp.Lambda) else sp.Lambda(x, q1c_f_inv)
            density = sp.sympify(called(q1c_density, "q1c_density", base, own, x))
            drawn = sp.lambdify(x, parameters_at(density, parameter, "x"), "numpy")(line)
            axis.plot(line, np.broadcast_to(np.real(drawn), line.shape), "-", label="your transformed density")
        except NotAnswered:
            print("Answer 1c first: then the transformed density is drawn as well.")
        except Form as problem:
            print(problem)
    axis.set(xlabel="$x$", ylabel="density")
    axis.legend(fontsize=8)
    show(figure)
