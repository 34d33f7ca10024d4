"""Where watchers' reports lie: one inbox for each search, beside the stream of the search."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from eventsourcing.persistence import IntegrityError

from coordinator.database import StorageUnavailableError
from coordinator.searches.commanding import MOST_ATTEMPTS
from coordinator.searches.kept_streams import KeptStreams
from coordinator.storage.stored import stored
from domain.command import Issued
from domain.watching.inbox import Inbox, inbox_id


@dataclass(frozen=True, slots=True)
class Kept:
    """The report that a command concerned, and whether the command was given before."""

    report_id: str
    repeated: bool


class Inboxes(KeptStreams):
    """All inboxes of an installation; they never wait for the table of the searches."""

    name = "inboxes"

    def obey(self, search_id: UUID, by: Issued, decide: Callable[[Inbox], str]) -> Kept:
        """Have an inbox decide, which names the report concerned, and store what follows.

        The same command again changes nothing; with another digest it is refused. A Refusal, or
        StorageUnavailableError, when nothing was stored.
        """
        stream = inbox_id(search_id)
        with self.locks.of(stream), stored():
            for _ in range(MOST_ATTEMPTS):
                inbox = self._inbox(stream) or Inbox.begin(search_id, by.now)
                earlier = inbox.answer_to(by)
                if earlier is not None:
                    return Kept(earlier, repeated=True)
                report_id = decide(inbox)
                try:
                    self.save(inbox)
                except IntegrityError:
                    # Another process was faster: decide anew.
                    self.forget_cached(stream)
                except BaseException:
                    self.forget_cached(stream)
                    raise
                else:
                    return Kept(report_id, repeated=False)
        raise StorageUnavailableError("too many others report to this search at the same time")

    @contextmanager
    def reading(self, search_id: UUID) -> Generator[Inbox | None]:
        """The inbox now, not to be changed and not to be kept beyond the block; None if empty."""
        stream = inbox_id(search_id)
        with self.locks.of(stream), stored():
            yield self._inbox(stream)

    def _inbox(self, stream: UUID) -> Inbox | None:
        return cast(Inbox | None, self.kept(stream))
