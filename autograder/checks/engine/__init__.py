"""Evaluation, zeros, equations and the step budget: what every check stands on."""
