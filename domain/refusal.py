"""Refusals: typed answers that a person must act on, each with a stable code."""

from collections.abc import Mapping


class Refusal(Exception):
    """A command was not accepted and nothing was recorded.

    `code` is stable for programs, `detail` a sentence for people that says what was expected,
    `field` names the part of the command concerned (empty where it is the whole), `reason` is the
    stable code of what is wrong with it where that is more than `code` says, and `expected` has the
    values that were expected: at_least, above, at_most, below, one_of.
    """

    def __init__(
        self,
        code: str,
        detail: str,
        field: str = "",
        *,
        reason: str = "",
        expected: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail)
        self.reason = reason
        self.expected = dict(expected or {})
        self.code = code
        self.detail = detail
        self.field = field


class Unknown(Refusal):
    """A command names something that the search or its area does not have."""

    def __init__(self, what: str, identifier: object, field: str, expected: str = "") -> None:
        """`expected` says what there is instead, where that is short."""
        detail = f"there is no {what} {identifier!r} here"
        super().__init__(f"unknown_{what}", f"{detail}: {expected}" if expected else detail, field)


class Conflict(Refusal):
    """A command was right for a state that is no longer the current one."""


class TooMany(Refusal):
    """The same person did this too often; it may be accepted after `wait_s` seconds."""

    def __init__(self, code: str, detail: str, wait_s: float) -> None:
        super().__init__(code, detail)
        self.wait_s = wait_s


def invalid(field: str, expected: str, reason: str, **values: object) -> Refusal:
    """The refusal of a value that no search could accept; `reason`, a stable code, and `values`
    say what was expected to programs, which say it in the reader's language."""
    return Refusal("invalid_value", f"{field}: {expected}", field, reason=reason, expected=values)


def reused_key() -> Refusal:
    """The refusal of a command whose id came with another command before."""
    return Refusal(
        "idempotency_key_reused",
        "this Idempotency-Key came with another command before: expected a new one",
        "Idempotency-Key",
    )
