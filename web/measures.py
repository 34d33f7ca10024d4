"""Measures of the way to the screens, and all measures of this process as Prometheus text.

As in `coordinator.measures`, no label names a search: how sharp the belief of each one is comes as
a distribution, and the notices of a search say to its officers where it falls short.
"""

from collections.abc import Iterable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from coordinator.measures import FAST_S, REGISTRY

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

COMMANDS = Histogram(
    "coordinator_command_seconds",
    "from a parsed command to its answer",
    ["action", "outcome"],
    buckets=FAST_S,
    registry=REGISTRY,
)
PUSHES = Histogram(
    "coordinator_push_seconds",
    "from the recording of an event, by whichever process, until it is handed to all sockets here "
    "that may see it",
    buckets=FAST_S,
    registry=REGISTRY,
)
BELIEFS = Histogram(
    "coordinator_belief_seconds",
    "computing a belief for those connected",
    buckets=FAST_S,
    registry=REGISTRY,
)
SHARPNESS = Histogram(
    "coordinator_belief_effective_sample_size",
    "effective sample size of each belief computed for those connected",
    buckets=(100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000),
    registry=REGISTRY,
)
SENT = Counter(
    "coordinator_socket_messages", "messages handed to sockets", ["kind"], registry=REGISTRY
)
OVERFLOWS = Counter(
    "coordinator_socket_overflows", "sockets closed because they lagged", registry=REGISTRY
)
SILENT = Counter(
    "coordinator_socket_silences", "sockets closed because they no longer answered",
    registry=REGISTRY,
)  # fmt: skip


class Now:
    """What is read only when somebody looks."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterator[Metric]:
        """What is shown."""
        yield from self._families


def gauge(name: str, what: str, label: str, values: dict[str, float]) -> Metric:
    """Something that goes up and down, told apart by one label."""
    family = GaugeMetricFamily(name, what, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family


def exposition(families: Iterable[Metric]) -> bytes:
    """Everything, and what is so now, in the text format of Prometheus."""
    now = CollectorRegistry(auto_describe=False)
    now.register(Now(families))
    return generate_latest(REGISTRY) + generate_latest(now)
