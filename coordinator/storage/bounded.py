"""A bound on what is stored at once: the library's PostgreSQL recorder hangs for ever on more than
about 400 kB, so what a client sends must never come near."""

from collections.abc import Sequence

from eventsourcing.persistence import StoredEvent

from domain.refusal import Refusal

MOST_BYTES = 300_000


def must_be_small(events: Sequence[StoredEvent]) -> None:
    """Refuse events that are too large to be stored together."""
    size = sum(len(event.state) for event in events)
    if size > MOST_BYTES:
        detail = f"{size} bytes at once: expected at most {MOST_BYTES}"
        raise Refusal("too_much_at_once", detail, expected={"at_most": MOST_BYTES})
