"""Figures of problem 3."""

import numpy as np
import sympy as sp

from autograder.exam.notebook.calls import Form, NotAnswered, as_numbers, called
from autograder.exam.notebook.figures import panels, show


def figure_3a(E1, E2, distance=1.4):
    """Discriminators of growing sharpness, and the value of the game for them."""
    rng = np.random.default_rng(0)
    data, generated = rng.normal(distance / 2, 1, size=400), rng.normal(-distance / 2, 1, size=400)
    figure, (left, right) = panels(2)
    line = np.linspace(-4, 4, 200)
    left.hist(data, bins=25, density=True, histtype="step", linestyle="-", label="data")
    left.hist(generated, bins=25, density=True, histtype="step", linestyle="--", label="generated")
    for sharpness, style in ((0.5, ":"), (1.4, "-."), (5, "-")):
        left.plot(line, _output(line, sharpness), style, color="black", label=f"$D$, $k = {sharpness}$")
    left.set(xlabel="$x$", ylabel="density, and $D(x)$")
    left.legend(fontsize=7)
    right.set(xlabel="sharpness $k$ of the discriminator", ylabel="$E_1 + E_2$", title="value of the game")
    sharpnesses = np.linspace(0.1, 5, 40)
    try:
        value = [
            as_numbers(called(E1, "E1", _output(data, k)), "E1").ravel()
            + as_numbers(called(E2, "E2", _output(generated, k)), "E2").ravel()
            for k in sharpnesses
        ]
        right.plot(sharpnesses, np.array(value).real[:, 0])
    except NotAnswered:
        right.text(0.5, 0.5, "answer 3a first", ha="center", transform=right.transAxes)
    except Form as problem:
        print(problem)
    show(figure)


def figure_3b(q3b_at_optimum, farthest=4.0):
    """The loss at the optimal discriminator beside the Jensen-Shannon divergence."""
    grid, step = np.linspace(-10, 10, 2001, retstep=True)
    distances = np.linspace(0, farthest, 21)
    pairs = [
        [np.exp(-((grid - centre) ** 2) / 2) / np.sqrt(2 * np.pi) for centre in (-distance / 2, distance / 2)]
        for distance in distances
    ]
    figure, (axis,) = panels(1)
    axis.plot(distances, [_divergence(*pair) * step for pair in pairs], "-", label="Jensen-Shannon divergence")
    if q3b_at_optimum is ...:
        print("Answer 3b first: then the loss is drawn beside the divergence.")
    else:
        p, q = sp.symbols("p q", positive=True)
        integrand = sp.lambdify((p, q), q3b_at_optimum, "numpy")
        loss = [np.sum(np.broadcast_to(integrand(*pair), grid.shape)) * step for pair in pairs]
        axis.plot(distances, np.real(loss), "--", label=r"your loss $\mathcal{L}$")
    axis.set(xlabel="distance of the two means", ylabel="value")
    axis.legend(fontsize=8)
    show(figure)


def _output(x, sharpness):
    return 1 / (1 + np.exp(-sharpness * x))


def _divergence(first, second):
    """What mixing adds to the entropy; the integrand's sum over the grid."""
    entropies = [-np.sum(density * np.log(density)) for density in ((first + second) / 2, first, second)]
    return entropies[0] - (entropies[1] + entropies[2]) / 2
