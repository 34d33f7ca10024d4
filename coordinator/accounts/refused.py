"""Why something about an account was not done."""


class AccountRefused(Exception):
    """Nothing was changed. `code` is stable for programs, the text is one sentence for people."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
