"""The one way to change a search: find it, ask it, store what it decided."""

from collections.abc import Generator
from contextlib import contextmanager
from uuid import UUID

from eventsourcing.persistence import IntegrityError, InterfaceError, OperationalError

from coordinator.archive.imported import ImportedSearches
from coordinator.area_store import AreaStore
from coordinator.database import StorageUnavailableError
from coordinator.searches.application import Searches
from coordinator.searches.locks import SearchLocks
from coordinator.searches.recent_pasts import RecentPasts
from coordinator.searches.silence import Silence
from coordinator.storage.stored import stored
from domain.command import Answer, Command, Issued
from domain.opening import OpenSearch
from domain.refusal import Unknown
from domain.search import Search

MOST_VERSION = 2**31 - 1
MOST_ATTEMPTS = 40
"""How often a command is decided anew when another process was faster each time. Against one that
writes without pause half of the attempts fail and more on a busy machine: eight were too few for
two services that took forty reports at once."""


class Commanding:
    """Gives commands to searches. An answer is given only once the events are durable."""

    def __init__(self, searches: Searches, areas: AreaStore, imported: ImportedSearches) -> None:
        self._searches = searches
        self._areas = areas
        self._imported = imported
        self._locks = SearchLocks()
        self._pasts = RecentPasts()
        self.silence = Silence()
        """How long the event store has been asked in vain."""

    def open(self, command: OpenSearch, by: Issued, area_name: str) -> Answer:
        """Open a search in the area that has this name now; a repetition gets the same answer."""
        with self._locks.of(command.search_id), stored():
            earlier = self._searches.search(command.search_id)
            if earlier is not None:
                return self._repeated(earlier, by)
            area = self._areas.named(area_name)
            if area is None:
                raise Unknown("area", area_name, "area")
            search, answer = command.begin(by, area)
            try:
                self._searches.save(search)
            except IntegrityError:
                # Another process opened it with the same command in the meantime.
                stored_search = self._searches.search(command.search_id)
                if stored_search is None:
                    raise
                return self._repeated(stored_search, by)
            return answer

    def obey(
        self, search_id: UUID, command: Command, by: Issued, *, looked: bool = False
    ) -> Answer:
        """Decide on a command and store what follows.

        `looked` says that the caller has read the search since the command came, so that the
        store need not be asked again; if another process is faster, it is.
        Raises Unknown for an unknown search, any other Refusal when the search refuses, and
        StorageUnavailableError when nothing could be stored: then nothing has changed.
        """
        with self._locks.of(search_id), stored():
            for attempt in range(MOST_ATTEMPTS):
                known = self._searches.remembered(search_id) if looked and not attempt else None
                search = self._current(search_id) if known is None else known
                self._imported.must_be_ours(search_id)
                area = self._areas.of_search(search)
                answer = search.obey(command, by, area)
                if answer.repeated:
                    return answer
                try:
                    self._searches.save(search)
                except IntegrityError:
                    self._searches.forget_cached(search_id)
                    if attempt == MOST_ATTEMPTS - 1:
                        raise
                except BaseException:
                    self._searches.forget_cached(search_id)
                    raise
                else:
                    return answer
        raise StorageUnavailableError("too many others change this search at the same time")

    def is_read_only(self, search_id: UUID) -> bool:
        """Whether a search that there is takes no commands, since it was imported."""
        return self._imported.holds(search_id)

    def must_take_commands(self, search_id: UUID) -> None:
        """Refuse, before anything is sealed, what a search that there is would refuse anyway."""
        self._imported.must_be_ours(search_id)

    @contextmanager
    def reading(self, search_id: UUID, version: int | None = None) -> Generator[Search]:
        """The search now or at a version, not to be changed and not to be kept beyond the block.

        Now means as this process knows it while the event store does not answer: see `silence`.
        Raises Unknown for an unknown search or a version it has not reached.
        """
        if version is None:
            with self._locks.of(search_id), stored():
                yield self._known(search_id)
            return
        with stored():
            # The databases cannot even look for numbers that no version can have.
            asked = version if 0 < version <= MOST_VERSION else 1
            search = self._pasts.at(search_id, asked, self._searches.search)
        if search is None:
            raise Unknown("search", str(search_id), "search_id")
        if search.version != version:
            with stored():
                newest = self._searches.newest_version(search_id)
            raise Unknown("version", version, "version", f"expected 1 to {newest}")
        yield search

    def _known(self, search_id: UUID) -> Search:
        try:
            return self._current(search_id)
        except (OperationalError, InterfaceError):
            remembered = self._searches.remembered(search_id)
            if remembered is None:
                raise
            return remembered

    def _current(self, search_id: UUID) -> Search:
        try:
            search = self._searches.search(search_id)
        except (OperationalError, InterfaceError):
            self.silence.unheard()
            raise
        self.silence.heard()
        if search is None:
            raise Unknown("search", str(search_id), "search_id")
        return search

    @staticmethod
    def _repeated(search: Search, by: Issued) -> Answer:
        answer = search.answer_to(by)
        if answer is None:
            raise Unknown("search", str(search.id), "search_id")
        return answer
