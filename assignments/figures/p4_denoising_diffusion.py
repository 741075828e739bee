"""Figures of problem 4."""

import numpy as np

from autograder.exam.notebook.calls import Form, NotAnswered, as_numbers, called
from autograder.exam.notebook.figures import limits, panels, show
from autograder.exam.notebook.forms import numbered, only, whole


def figure_4(steps=1000, last=0.02):
    """Two usual schedules, and data in two clusters under the linear one."""
    linear = np.linspace(1e-4, last, steps)
    squared = np.cos((np.arange(steps + 1) / steps + 0.008) / 1.008 * np.pi / 2) ** 2
    cosine = np.minimum(1 - squared[1:] / squared[:-1], 0.999)
    figure, axes = panels(3, height=2.4)
    for betas, style, label in ((linear, "-", "linear"), (cosine, "--", "cosine")):
        left = np.cumprod(1 - betas)
        for axis, values in zip(axes, (betas, left, left / (1 - left)), strict=True):
            axis.plot(np.arange(1, steps + 1), values, style, label=label)
    titles = (r"$\beta_n$", r"$\bar\alpha_n$", r"$\bar\alpha_n / (1 - \bar\alpha_n)$")
    for axis, title in zip(axes, titles, strict=True):
        axis.set(title=title, xlabel="step $n$")
    axes[0].set_yscale("log")
    axes[2].set_yscale("log")
    axes[1].legend(fontsize=8)
    show(figure)
    rng = np.random.default_rng(0)
    data = rng.choice([-2.0, 2.0], size=4000) + 0.2 * rng.normal(size=4000)
    figure, axes = panels(4, height=2.0, sharey=True)
    for axis, n in zip(axes, (1, max(1, steps // 5), max(1, 2 * steps // 5), steps), strict=True):
        left = np.prod(1 - linear[:n])
        noisy = np.sqrt(left) * data + np.sqrt(1 - left) * rng.normal(size=4000)
        axis.hist(noisy, bins=np.linspace(-4, 4, 61), density=True, histtype="stepfilled", color="0.5")
        axis.set(title=f"$n = {n}$", xlabel="$z_n$")
    axes[0].set_ylabel("density")
    show(figure)


def figure_4a(q4a_marginal, states=4, latents=3):
    """Own likelihood of an arbitrary joint."""
    joint = np.random.default_rng(0).random((states,) * (latents + 1))
    joint /= joint.sum()
    likelihood = as_numbers(called(q4a_marginal, "q4a_marginal", joint), "q4a_marginal").ravel().real
    figure, (axis,) = panels(1, height=2.2)
    axis.bar(np.arange(len(likelihood)), likelihood, color="0.6")
    axis.set(xlabel="$x_0$", ylabel="your $p(x_0)$")
    axis.set_title(f"a joint of {joint.size} probabilities; the bars add up to {likelihood.sum():.4g}", fontsize=9)
    show(figure)


def figure_4b(q4b_negative_steps, q4b_failure, betas=(0.1, 0.3, 0.6, 1.4, 0.2, 0.1)):
    """Own steps and the own failure of 4b on a schedule."""
    _claims(q4b_negative_steps, "q4b_negative_steps", q4b_failure, "q4b_failure", np.array(betas, dtype=float))


def figure_4c(q4c_lost_steps, q4c_failure, betas=(0.1, 0.3, 0.6, 1.0, 0.2, 0.1)):
    """Own steps and the own failure of 4c on a schedule."""
    _claims(q4c_lost_steps, "q4c_lost_steps", q4c_failure, "q4c_failure", np.array(betas, dtype=float))


def figure_4d(q4d_invalid, q4d_witness, N=20):
    """Every schedule that was flagged, and the step that is named for it."""
    chosen = sorted(set(numbered(q4d_invalid, "q4d_invalid", (1, 2, 3, 4))))
    if not chosen:
        print("You flag no schedule: there is nothing to draw.")
        return
    n = np.arange(1, N + 1)
    figure, axes = panels(len(chosen), sharey=True)
    for axis, k in zip(axes, chosen, strict=True):
        axis.plot(n, _schedule(k, n, N), ".-", label=r"$\beta_n$")
        limits(axis, 0, 1)
        axis.set(title=f"schedule {k}", xlabel="step $n$")
        try:
            step = whole(called(q4d_witness, "q4d_witness", k, N), "q4d_witness")
            axis.plot(
                [step], [_schedule(k, step, N)], "s", markersize=9, fillstyle="none", color="black", label="your step"
            )
        except NotAnswered:
            print("Name a step in q4d_witness: then it is drawn, too.")
        except Form as problem:
            print(problem)
        axis.legend(fontsize=8)
    axes[0].set_ylabel("value")
    show(figure)


def _schedule(k, n, N):
    return {
        1: lambda: np.sin(n / N),
        2: lambda: 1 - 1 / n,
        3: lambda: np.log(1 + n / N),
        4: lambda: -np.cos(np.pi * n / N),
    }[k]()


def _claims(steps, steps_label, failure, failure_label, betas):
    """A schedule, alpha_bar along it, and what was answered about both."""
    named = as_numbers([*called(steps, steps_label, betas)], steps_label).ravel().real.astype(int)
    n = np.arange(1, len(betas) + 1)
    figure, (left, right) = panels(2, height=2.4)
    left.plot(n, betas, ".-")
    right.plot(n, np.cumprod(1 - betas), ".-")
    inside = named[(named >= 1) & (named <= len(betas))]
    right.plot(inside, np.cumprod(1 - betas)[inside - 1], "o", fillstyle="none", color="black", label="your steps")
    for axis, title in ((left, r"$\beta_n$"), (right, r"$\bar\alpha_n$")):
        limits(axis, 0, 1)
        axis.set(title=title, xlabel="step $n$", ylabel="value")
    try:
        pair = list(called(failure, failure_label, betas))
        step = whole(pair[0], failure_label)
        left.axvline(step, linestyle="--", color="black", label=f"your step {step}: {only(pair[1])}")
        left.legend(fontsize=7)
    except NotAnswered:
        print(f"Answer {failure_label} as well: then its step is drawn, too.")
    except Form as problem:
        print(problem)
    if len(inside):
        right.legend(fontsize=8)
    show(figure)
