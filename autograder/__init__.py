"""Auto-graded exam on deep generative models: every ✓ decided by code, in isolation, with a reason."""

__version__ = "0.2.0"
