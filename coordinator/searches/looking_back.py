"""Looking back: a search at any version and any moment, as known then or as it really was."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from coordinator.searches.application import Searches
from coordinator.searches.checkpoints import walked
from coordinator.searches.commanding import MOST_VERSION
from coordinator.searches.not_collecting import not_collecting
from coordinator.storage.stored import stored
from domain.moment import moment_text
from domain.refusal import Refusal, Unknown
from domain.search import Search
from projections.hindsight import Happened, happened

COURSES = 4
"""Searches whose order of happening is kept; some ten megabytes for ten thousand events."""

STILL_NEWEST = timedelta(seconds=10)
"""A version bears the moment at which it was decided. Until it is stored and has reached a screen,
what is told live is of the version before: so long that one still counts as the newest."""


class Standpoint(NamedTuple):
    """A place in a search's past: how much is known, and the moment that is looked at, UTC."""

    version: int
    at: datetime


class LookingBack:
    """Finds the version to a moment and the other way round, and what was or really had been."""

    def __init__(self, searches: Searches) -> None:
        self._searches = searches
        self._course = lru_cache(COURSES)(self._read)

    def known_then(self, search_id: UUID, version: int | None, at: datetime | None) -> Standpoint:
        """What was known at a version or by a moment; of now, if neither is given.

        Raises Unknown for a version that was not reached, and a Refusal for a moment before the
        opening or for a version that was not the newest one at the moment.
        """
        newest = self._newest(search_id)
        with stored():
            if version is not None:
                self._reached(version, newest)
                recorded = self._searches.recorded_at(search_id, version)
                if at is not None:
                    self._agreeing(search_id, Standpoint(version, at), recorded, newest)
                return Standpoint(version, at or recorded)
            if at is None:
                return Standpoint(newest, self._searches.recorded_at(search_id, newest))
            version = self._searches.version_at(search_id, at)
            if version == 0:
                raise _too_early(self._searches.recorded_at(search_id, 1))
            return Standpoint(version, at)

    def as_it_was(self, search_id: UUID, version: int | None, at: datetime | None) -> Standpoint:
        """What is known at a version (the newest, if none is given) about a moment (by default
        that of the version). Raises as `known_then` does, but for any moment and version."""
        newest = self._newest(search_id)
        version = newest if version is None else version
        self._reached(version, newest)
        with stored():
            if at is not None and at < (opened := self._searches.recorded_at(search_id, 1)):
                raise _too_early(opened)
            return Standpoint(version, at or self._searches.recorded_at(search_id, version))

    def happened(self, search_id: UUID, version: int | None = None) -> Sequence[Happened]:
        """The events up to a version, by default all, in the order in which they happened."""
        newest = self._newest(search_id)
        version = newest if version is None else version
        self._reached(version, newest)
        return self._course(search_id, version)

    def state(self, search_id: UUID, past: Standpoint) -> Search:
        """The search with all that had really happened by a moment, as known at a version."""
        course = self._course(search_id, past.version)
        # At the least it had been opened.
        count = max(1, bisect_right(course, past.at, key=lambda each: each.at))
        with not_collecting():
            search = walked(
                self._searches.checkpoints,
                (search_id, past.version),
                count,
                lambda after, until: (each.event for each in course[after:until]),
            )
        assert search is not None
        search.version = past.version
        return search

    def _read(self, search_id: UUID, version: int) -> Sequence[Happened]:
        with stored(), not_collecting():
            return happened(self._searches.events_of(search_id, limit=version))

    def _newest(self, search_id: UUID) -> int:
        with stored():
            newest = self._searches.newest_version(search_id)
        if newest == 0:
            raise Unknown("search", str(search_id), "search_id")
        return newest

    @staticmethod
    def _reached(version: int, newest: int) -> None:
        if not 0 < version <= min(newest, MOST_VERSION):
            raise Unknown("version", version, "version", f"expected 1 to {newest}")

    def _agreeing(self, search_id: UUID, past: Standpoint, recorded: datetime, newest: int) -> None:
        after = None
        if past.version < newest:
            after = self._searches.recorded_at(search_id, past.version + 1)
        if past.at < recorded or (after is not None and past.at > after + STILL_NEWEST):
            until = "" if after is None else f" to {moment_text(after)}"
            raise Refusal(
                "version_and_moment_disagree",
                f"at: version {past.version} was the newest one from {moment_text(recorded)}"
                f"{until}: expected a moment between, or only one of version and at",
                "at",
            )


def _too_early(opened: datetime) -> Refusal:
    return Refusal(
        "before_the_opening",
        f"at: this search was opened at {moment_text(opened)}: expected that moment or later",
        "at",
    )
