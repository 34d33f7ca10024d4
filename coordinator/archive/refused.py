"""Why an archive is not accepted."""

from domain.refusal import Refusal


class ArchiveRefused(Refusal):
    """The archive is not what it should be; nothing was stored. The text is one line."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail)


def altered(why: str) -> ArchiveRefused:
    """The refusal of an archive that is not as it was written."""
    return ArchiveRefused("archive_altered", f"the archive was altered: {why}")
