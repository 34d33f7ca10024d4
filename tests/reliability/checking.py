"""The checker: what the ledger and the phones hold, against what the store holds."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from coordinator.searches.application import Searches
from coordinator.searches.tracks import Tracks
from coordinator.settings import Settings
from domain.event import SearchEvent
from domain.moment import moment_text
from domain.teams.track import Track, track_id
from tests.reliability.installed import SearchHere
from tests.reliability.ledger import Ledger, Sent
from tests.reliability.phones import Phone

Record = dict[str, Any]


def faults_in_store(settings: Settings, searches: list[SearchHere], ledger: Ledger) -> list[str]:
    """Every way in which the store contradicts the answers; no service may be running."""
    found = ledger.faults()
    stored, tracks = Searches.open(settings), Tracks(settings)
    try:
        for search in searches:
            events = stored.events_of(UUID(search.search_id))
            versions = [event.originator_version for event in events]
            if versions != list(range(1, len(events) + 1)):
                found.append(f"{search.search_id}: versions are not contiguous")
            by_command: dict[str, list[SearchEvent]] = defaultdict(list)
            for event in events:
                by_command[event.command_id].append(event)
            batches = _batches(tracks, search)
            for sent in ledger.of(search.search_id):
                if sent.call == "positions":
                    found += _positions_faults(sent, batches)
                else:
                    found += _command_faults(sent, by_command[sent.key])
    finally:
        stored.close()
        tracks.close()
    return found


def phone_faults(phone: Phone, shown: list[Record]) -> list[str]:
    """What a phone saw, against all events that its view shows of the search."""
    owed = [(event["version"], event["topic"], event["recorded_at"]) for event in shown
            if event["version"] > phone.joined]  # fmt: skip
    saw = [(event["version"], event["topic"], event["recorded_at"]) for event in phone.events]
    found = list(phone.faults)
    if saw != owed:
        missed = sorted(set(owed) - set(saw))[:5]
        more = sorted(set(saw) - set(owed))[:5]
        found.append(f"saw {len(saw)} of {len(owed)} events: missed {missed}, too many {more}")
    return found


def _command_faults(sent: Sent, events: list[SearchEvent]) -> list[str]:
    name = f"{sent.call} {sent.key}"
    if sent.refused is not None:
        return [f"{name} was refused and is in the store"] if events else []
    if not events:
        return [f"{name} was acknowledged and is LOST"] if sent.acknowledged else []
    found = []
    versions = [event.originator_version for event in events]
    if versions != list(range(versions[0], versions[0] + len(versions))):
        found.append(f"{name} is in the store TWICE: versions {versions}")
    topics = [event.TOPIC for event in events]
    if len(set(topics)) != len(topics):
        found.append(f"{name} is in the store TWICE: {topics}")
    found += [
        f"{name} was answered {one}, stored are {versions}"
        for one in sent.acknowledged
        if one.version != versions[-1]
    ]
    return found


def _positions_faults(sent: Sent, batches: dict[str, int]) -> list[str]:
    count = batches.get(sent.key, 0)
    if sent.refused is not None:
        return [f"positions {sent.key} were refused and are in the store"] if count else []
    if sent.acknowledged and count != 1:
        return [f"positions {sent.key} are in the store {count} times"]
    return []


def _batches(tracks: Tracks, search: SearchHere) -> dict[str, int]:
    """How often each batch of positions is stored, by command."""
    found: dict[str, int] = defaultdict(int)
    for event in tracks.events.get(track_id(UUID(search.search_id), search.team_id)):
        if isinstance(event, Track.Extended):
            found[event.command_id] += 1
    return found


def stored_records(settings: Settings, search_id: str) -> list[Record]:
    """What is in the store, as far as every desk is told of it."""
    stored = Searches.open(settings)
    try:
        return [
            {
                "version": event.originator_version,
                "topic": event.TOPIC,
                "recorded_at": moment_text(event.timestamp),
            }
            for event in stored.events_of(UUID(search_id))
        ]
    finally:
        stored.close()
