"""How a command says that it cannot: one line for a person, exit code 2."""


class CommandFailed(Exception):
    """The text is one line that names what was wrong and what was expected."""
