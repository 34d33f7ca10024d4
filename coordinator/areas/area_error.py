"""What is wrong with a file that should become an area."""


class AreaError(ValueError):
    """One line for a person: which file or field, and what was expected there."""
