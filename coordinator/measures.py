"""Measures: what a process counts about its work with the store, for whoever watches over it.

No label ever names a search, a team or a person: their number has no bound, and who watches over
the machines need not know for whom is searched. Log lines have the id of the search.
"""

from collections.abc import Generator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

# When a counter was made says nothing that its restart at zero does not.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the library has no type for it
REGISTRY = CollectorRegistry()
"""What all applications of this process share."""
ProcessCollector(registry=REGISTRY)

FAST_S = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)

APPENDS = Histogram(
    "coordinator_append_seconds",
    "storing the events of one command until they are durable",
    ["application"],
    buckets=FAST_S,
    registry=REGISTRY,
)
FAILED_APPENDS = Counter(
    "coordinator_append_failures",
    "events that could not be stored: conflict with another process, or no database",
    ["application", "why"],
    registry=REGISTRY,
)
POSITIONS = Counter(
    "coordinator_positions_accepted", "positions of phones stored", registry=REGISTRY
)
DECISIONS = Counter(
    "coordinator_policy_decisions",
    "what the policies decided: sent, proposed, escalated, expired, or too late (another process "
    "or the team was faster)",
    ["decision"],
    registry=REGISTRY,
)
INTERRUPTIONS = Counter(
    "coordinator_feed_interruptions",
    "how often a feed lost the store and began again",
    ["feed"],
    registry=REGISTRY,
)
for _decision in ("sent", "proposed", "escalated", "expired", "too_late"):
    DECISIONS.labels(_decision)


@contextmanager
def appending(application: str) -> Generator[None]:
    """Measure the storing of events in the block."""
    begun = perf_counter()
    try:
        yield
    except Exception as problem:
        FAILED_APPENDS.labels(application, type(problem).__name__).inc()
        raise
    APPENDS.labels(application).observe(perf_counter() - begun)
