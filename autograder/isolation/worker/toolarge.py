"""The one way in which a value cannot travel."""


class TooLarge(Exception):
    """A value that is larger than the wire admits."""
