"""The end of a command that has said its trouble."""


class Told(Exception):  # noqa: N818
    """The trouble was said; the command ends with 1."""
