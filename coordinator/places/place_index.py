"""The names of an area, made once, asked at every key that somebody presses."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from threading import Lock
from typing import Literal

from coordinator.places.folding import folded
from coordinator.places.street_runs import StreetRun, street_runs
from domain.area import Area
from domain.place import Place

Kind = Literal["street", "crossing", "beat", "camera"]
MOST = 12
_AND = re.compile(r"\s*[/\uff0f&\u00d7]\s*")
"""Between two streets; also the wide slash of a Chinese keyboard, and the multiplication sign."""
_SIDES = 25
"""So many names are tried for each of the two streets of a crossing."""
_ORDER: dict[Kind, int] = {"street": 0, "crossing": 0, "beat": 1, "camera": 2}
_NONE = 9


@dataclass(frozen=True, slots=True)
class Found:
    """A place with a name."""

    kind: Kind
    name: str
    place: Place
    near: str = ""
    """What tells it from others of its name: a street that meets it; empty where nothing does."""
    identifier: str = ""
    """The camera's id."""


@dataclass(frozen=True, slots=True)
class _Entry:
    plain: str
    size: float
    found: Found
    run: StreetRun | None = None


def rank(plain: str, asked: str) -> int:
    """How well a folded name answers: 0 the same, 1 begins so, 2 a word begins so, 3 has all the
    words, 4 has it inside, 9 not at all."""
    if plain == asked:
        return 0
    if plain.startswith(asked):
        return 1
    if f" {asked}" in plain:
        return 2
    words = asked.split()
    if len(words) > 1 and all(f" {word}" in f" {plain}" for word in words):
        return 3
    return 4 if asked in plain else _NONE


class PlaceIndex:
    """The streets, beats and cameras of one area by name."""

    def __init__(self, area: Area) -> None:
        self._network = area.network
        self._runs = street_runs(area.network)
        self._entries = [*self._streets(), *_beats(area), *_cameras(area)]
        self._by_name: dict[str, list[StreetRun]] = defaultdict(list)
        for run in self._runs:
            self._by_name[run.name].append(run)

    def search(self, text: str, limit: int = MOST) -> list[Found]:
        """The places that answer best, at most `limit`; of two streets "A / B" their crossings."""
        sides = [side for side in map(folded, _AND.split(text)) if side]
        if len(sides) == 2 and (crossings := self._crossings(sides, limit)):
            return crossings
        asked = folded(text)
        if not asked:
            return []
        ranked = [
            (found, _ORDER[entry.found.kind], -entry.size, i)
            for i, entry in enumerate(self._entries)
            if (found := rank(entry.plain, asked)) < _NONE
        ]
        best = [self._entries[i] for *_, i in sorted(ranked)[:limit]]
        return [self._told(entry) for entry in best]

    def _streets(self) -> Iterable[_Entry]:
        plain = {name: folded(name) for name in {run.name for run in self._runs}}
        for run in self._runs:
            yield _Entry(plain[run.name], run.metres, Found("street", run.name, run.middle), run)

    def _told(self, entry: _Entry) -> Found:
        run = entry.run
        if run is None or len(self._by_name[run.name]) == 1:
            return entry.found
        return Found("street", run.name, run.middle, self._neighbour(run))

    def _neighbour(self, run: StreetRun) -> str:
        """The longest other street that meets this one."""
        meeting = [
            other for junction in run.junctions for other in self._meeting.get(junction, ())
            if other.name != run.name
        ]  # fmt: skip
        return max(meeting, key=lambda other: (other.metres, other.name)).name if meeting else ""

    @cached_property
    def _meeting(self) -> dict[int, list[StreetRun]]:
        meeting: dict[int, list[StreetRun]] = defaultdict(list)
        for run in self._runs:
            for junction in run.junctions:
                meeting[junction].append(run)
        return meeting

    def _crossings(self, sides: Sequence[str], limit: int) -> list[Found]:
        first, second = (self._named(side) for side in sides)
        found: dict[frozenset[int], tuple[int, Found]] = {}
        for a, rank_a in first:
            for b, rank_b in second:
                if a.name == b.name or not (common := a.junctions & b.junctions):
                    continue
                # The junctions of two wide roads are one crossing for people.
                key = frozenset((a.number, b.number))
                place = self._network.junction_place(min(common))
                told = Found("crossing", f"{a.name} / {b.name}", place)
                if key not in found or rank_a + rank_b < found[key][0]:
                    found[key] = (rank_a + rank_b, told)
        best = sorted(found.values(), key=lambda one: (one[0], one[1].name))
        return [told for _, told in best[:limit]]

    def _named(self, asked: str) -> list[tuple[StreetRun, int]]:
        ranks = {e.run.name: rank(e.plain, asked) for e in self._entries if e.run is not None}
        names = sorted((found, len(name), name) for name, found in ranks.items() if found < _NONE)
        return [(run, found) for found, _, name in names[:_SIDES] for run in self._by_name[name]]


def _beats(area: Area) -> Iterable[_Entry]:
    for beat in area.beats:
        spot = beat.outline.representative_point()
        yield _Entry(folded(beat.name), 0.0, Found("beat", beat.name, Place(spot.x, spot.y)))


def _cameras(area: Area) -> Iterable[_Entry]:
    for camera in area.cameras:
        plain = folded(f"{camera.camera_id} {camera.name}")
        name = camera.name or camera.camera_id
        found = Found("camera", name, camera.place, identifier=camera.camera_id)
        yield _Entry(plain, 0.0, found)


_making = Lock()


def place_index(area: Area) -> PlaceIndex:
    """The index of an area, made at the first question."""
    with _making:
        return _made(area)


@lru_cache(maxsize=8)
def _made(area: Area) -> PlaceIndex:
    return PlaceIndex(area)
