"""Measures: what this process counts about itself, as Prometheus text."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from threading import Lock

_BUCKETS_S = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0)

Labels = tuple[tuple[str, str], ...]


class Counter:
    """Counts up, by labels."""

    def __init__(self, name: str, what: str) -> None:
        self._name, self._what = name, what
        self._lock = Lock()
        self._counts: dict[Labels, float] = {}

    def add(self, amount: float = 1, **labels: str) -> None:
        """Count something."""
        key = tuple(sorted(labels.items()))
        with self._lock:
            self._counts[key] = self._counts.get(key, 0) + amount

    def lines(self) -> Iterator[str]:
        """What to show."""
        yield from _head(self._name, self._what, "counter")
        with self._lock:
            counts = sorted(self._counts.items())
        for labels, count in counts or [((), 0.0)]:
            yield f"{self._name}{_shown(labels)} {count:g}"


class Gauge:
    """Something that goes up and down, read when somebody looks."""

    def __init__(self, name: str, what: str) -> None:
        self._name, self._what = name, what
        self.read: Callable[[], float] = float

    def lines(self) -> Iterator[str]:
        """What to show."""
        yield from _head(self._name, self._what, "gauge")
        yield f"{self._name} {self.read():g}"


class Durations:
    """How long something took, by labels, as a histogram."""

    def __init__(self, name: str, what: str) -> None:
        self._name, self._what = name, what
        self._lock = Lock()
        self._seen: dict[Labels, list[float]] = {}
        """For each label: a count for each bucket, one for those beyond, and the sum."""

    def observe(self, seconds: float, **labels: str) -> None:
        """Note one duration."""
        key = tuple(sorted(labels.items()))
        with self._lock:
            seen = self._seen.setdefault(key, [0.0] * (len(_BUCKETS_S) + 2))
            seen[bisect_left(_BUCKETS_S, seconds)] += 1
            seen[-1] += seconds

    def lines(self) -> Iterator[str]:
        """What to show."""
        yield from _head(self._name, self._what, "histogram")
        with self._lock:
            everything = sorted((labels, list(seen)) for labels, seen in self._seen.items())
        for labels, seen in everything:
            total = 0.0
            for bound, count in zip((*_BUCKETS_S, "+Inf"), seen[:-1], strict=True):
                total += count
                yield f"{self._name}_bucket{_shown((*labels, ('le', str(bound))))} {total:g}"
            yield f"{self._name}_count{_shown(labels)} {total:g}"
            yield f"{self._name}_sum{_shown(labels)} {seen[-1]:.6f}"


COMMANDS = Durations("coordinator_command_seconds", "from a parsed command to its answer")
BELIEFS = Durations("coordinator_belief_seconds", "computing a belief for those connected")
SOCKETS = Gauge("coordinator_sockets", "WebSockets open now")
SENT = Counter("coordinator_socket_messages_total", "messages handed to sockets")
OVERFLOWS = Counter("coordinator_socket_overflows_total", "sockets closed because they lagged")


def exposition() -> str:
    """Everything, in the text format of Prometheus."""
    measures = (COMMANDS, BELIEFS, SOCKETS, SENT, OVERFLOWS)
    return "\n".join(line for measure in measures for line in measure.lines()) + "\n"


def _head(name: str, what: str, kind: str) -> Iterator[str]:
    yield f"# HELP {name} {what}"
    yield f"# TYPE {name} {kind}"


def _shown(labels: Labels) -> str:
    return "{" + ",".join(f'{k}="{v}"' for k, v in labels) + "}" if labels else ""
