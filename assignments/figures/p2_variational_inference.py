"""Figures of problem 2."""

import numpy as np

from autograder.exam.notebook.figures import attempt, panels, show


def figure_2a(T, samples=20_000):
    """Samples by T against logN(0, 1)."""
    eps = np.random.default_rng(0).normal(size=samples)
    _samples_and_density(attempt(T, "T", eps), "by your T", 0.0, 1.0)


def figure_2b(M, mu=0.5, sigma=0.6):
    """Samples by M against logN(mu, sigma^2)."""
    z = np.random.default_rng(0).lognormal(size=20_000)
    _samples_and_density(attempt(M, "M", z, mu, sigma), "by your M", mu, sigma)


def figure_2c(C, mu=-0.5, sigma=0.3):
    """Samples by C against logN(mu, sigma^2)."""
    eps = np.random.default_rng(0).normal(size=20_000)
    _samples_and_density(attempt(C, "C", eps, mu, sigma), "by your C", mu, sigma)


def figure_2d(q2d_log_q, q2d_sample, mu=0.5, sigma=0.6):
    """Own samples against the own density, and the prior."""
    eps = np.random.default_rng(0).normal(size=20_000)
    grid = np.linspace(-2, 6, 801)
    figure, (axis,) = panels(1)
    log_q = attempt(q2d_log_q, "q2d_log_q", grid, mu, sigma)
    samples = attempt(q2d_sample, "q2d_sample", eps, mu, sigma)
    prior = _density(grid, 0.0, 1.0)
    axis.plot(grid[prior > 0], np.log(prior[prior > 0]), ":", color="black", label="prior $p$")
    if log_q is not None:
        axis.plot(grid, np.where(np.isfinite(log_q), log_q, np.nan), label="your $q$")
    if samples is not None:
        heights, edges = _heights(samples, np.linspace(-2, 6, 81))
        centres = (edges[1:] + edges[:-1]) / 2
        axis.plot(centres[heights > 0], np.log(heights[heights > 0]), "x", markersize=4, label="your samples")
    axis.set(xlabel="$z$", ylabel="log density", ylim=(-9, 2), title=f"$\\mu = {mu}$, $\\sigma = {sigma}$")
    axis.legend(fontsize=8)
    show(figure)


def _samples_and_density(samples, label, mu, sigma):
    figure, (axis,) = panels(1)
    last = float(np.exp(mu + 2.2 * sigma))
    grid = np.linspace(last / 600, last, 600)
    axis.plot(grid, _density(grid, mu, sigma), label=f"density for $\\mu = {mu}$, $\\sigma = {sigma}$")
    _histogram(axis, samples, np.linspace(0, last, 61), label)
    axis.set(xlabel="$z$", ylabel="density")
    axis.legend(fontsize=8)
    show(figure)


def _histogram(axis, samples, bins, label):
    if samples is not None:
        axis.stairs(*_heights(samples, bins), fill=True, alpha=0.4, label=label)


def _heights(samples, bins):
    """A histogram, normalised by all samples, those beyond the bins included."""
    counts, edges = np.histogram(samples[np.isfinite(samples)], bins=bins)
    return counts / (len(samples) * np.diff(edges)), edges


def _density(z, mu, sigma):
    inside = np.where(z > 0, z, 1.0)
    value = np.exp(-(((np.log(inside) - mu) / sigma) ** 2) / 2) / (inside * sigma * np.sqrt(2 * np.pi))
    return np.where(z > 0, value, 0.0)
