"""What a watcher reports: somebody who may be the subject, here and then."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from domain.place import Place


@dataclass(slots=True)
class WatcherReport:
    """A report as it lies in the inbox, until an officer takes it up or sets it aside."""

    report_id: str
    number: int
    """Counts the reports of a search from 1, in the order they came in."""
    place: Place
    at: datetime
    """When the watcher saw it."""
    received_at: datetime
    late: bool
    """It came in after the search was closed."""
    actor: str
    """Opaque account id of the watcher."""
    note_ref: str | None
    photo_id: str | None = None
    set_aside: bool = False
    sighting_id: str = field(init=False)
    """The id of the sighting that it becomes when somebody takes it up.

    It derives from the report, so that whoever takes it up, it becomes one sighting only.
    """

    def __post_init__(self) -> None:
        self.sighting_id = str(uuid5(UUID(self.report_id), "sighting"))
