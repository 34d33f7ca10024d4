"""How a command says that it cannot: one line for a person, exit code 2."""


class CommandFailed(Exception):  # noqa: N818 -- an answer to the caller, not an error of the program
    """The text is one line that names what was wrong and what was expected."""
