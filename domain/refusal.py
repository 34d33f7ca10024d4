"""Refusals: typed answers that a person must act on, each with a stable code."""


class Refusal(Exception):
    """A command was not accepted and nothing was recorded.

    `code` is stable for programs, `detail` a sentence for people that says what was expected,
    `field` names the part of the command concerned (empty where it is the whole).
    """

    def __init__(self, code: str, detail: str, field: str = "") -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.field = field


class Unknown(Refusal):
    """A command names something that the search or its area does not have."""

    def __init__(self, what: str, identifier: object, field: str) -> None:
        super().__init__(f"unknown_{what}", f"there is no {what} {identifier!r} here", field)


class Conflict(Refusal):
    """A command was right for a state that is no longer the current one."""


def invalid(field: str, expected: str) -> Refusal:
    """The refusal of a value that no search could accept."""
    return Refusal("invalid_value", f"{field}: {expected}", field)


def reused_key() -> Refusal:
    """The refusal of a command whose id came with another command before."""
    return Refusal(
        "idempotency_key_reused",
        "this Idempotency-Key came with another command before: expected a new one",
        "Idempotency-Key",
    )
