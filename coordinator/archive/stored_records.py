"""Stored events as records that can be read without this program, and back.

They are taken as stored, not as this version of the program understands them: an old event stays
what it was, in the archive, in its hash and in the installation that imports it.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import StoredEvent, Transcoder

from domain.moment import moment_of, moment_text

Record = dict[str, Any]
ENVELOPE = ("occurred_at", "command_id", "command_digest", "actor")
"""What every event of a search says beside its data."""
AT_ONCE = 500


def record_of(stored: StoredEvent, transcoder: Transcoder) -> Record:
    """{version, topic, schema, recorded_at, occurred_at, command_id, command_digest, actor, data};
    what an event does not have is left out."""
    state: Record = transcoder.decode(stored.state)
    return {
        "version": stored.originator_version,
        "topic": stored.topic,
        "schema": state.pop("class_version", 1),
        "recorded_at": moment_text(state.pop("timestamp")),
        **{name: state.pop(name) for name in ENVELOPE if name in state},
        "data": state,
    }


def stored_event(record: Record, stream: UUID, transcoder: Transcoder) -> StoredEvent:
    """The stored event of a record; ValueError, TypeError or KeyError if it cannot be one."""
    state = {
        "timestamp": moment_of(record["recorded_at"]),
        **{name: record[name] for name in ENVELOPE if name in record},
        **record["data"],
    }
    if record["schema"] > 1:
        state["class_version"] = record["schema"]
    return StoredEvent(stream, record["version"], record["topic"], transcoder.encode(state))


def last_version(application: Application[UUID], stream: UUID) -> int:
    """The version of the newest stored event of a stream, 0 without any."""
    newest = application.recorder.select_events(stream, desc=True, limit=1)
    return newest[0].originator_version if newest else 0


def records(
    application: Application[UUID], stream: UUID, after: int = 0, until: int | None = None
) -> Iterator[Record]:
    """The stored events of a stream after one version and up to another, a page at a time."""
    transcoder = application.mapper.transcoder
    while True:
        page = application.recorder.select_events(stream, gt=after, lte=until, limit=AT_ONCE)
        yield from (record_of(stored, transcoder) for stored in page)
        if len(page) < AT_ONCE:
            return
        after = page[-1].originator_version
