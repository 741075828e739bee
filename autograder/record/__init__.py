"""The graded record."""
