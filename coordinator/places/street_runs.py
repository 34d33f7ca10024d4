"""Streets as people mean them: the connected segments of one name."""

from dataclasses import dataclass

from domain.network import Network
from domain.place import Place


@dataclass(frozen=True, eq=False)
class StreetRun:
    """A street: in a large city several have the same name."""

    number: int
    name: str
    metres: float
    middle: Place
    """A place on it, in its middle as far as its segments are listed."""
    junctions: frozenset[int]


def street_runs(network: Network) -> tuple[StreetRun, ...]:
    """All named streets of a network, in the order of their first segment."""
    named = [s for s, text in enumerate(network.name.tolist()) if text]
    text, start, end = network.name.tolist(), network.start.tolist(), network.end.tolist()
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def root(key: tuple[int, int]) -> tuple[int, int]:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for s in named:
        parent[root((text[s], end[s]))] = root((text[s], start[s]))
    groups: dict[tuple[int, int], list[int]] = {}
    for s in named:
        groups.setdefault(root((text[s], start[s])), []).append(s)
    lengths = network.length_m.tolist()
    return tuple(
        StreetRun(
            number=i,
            name=network.name_of(segments[0]),
            metres=sum(lengths[s] for s in segments),
            middle=_middle(network, segments),
            junctions=frozenset(j for s in segments for j in (start[s], end[s])),
        )
        for i, segments in enumerate(groups.values())
    )


def _middle(network: Network, segments: list[int]) -> Place:
    segment = segments[len(segments) // 2]
    first, last = int(network.shape_offset[segment]), int(network.shape_offset[segment + 1])
    point = (first + last - 1) // 2
    return Place(float(network.shape_lon[point]), float(network.shape_lat[point]))
