"""First stories: the trajectories from the last known point of every search asked about lately."""

from collections.abc import Hashable, Mapping
from concurrent.futures import Executor
from math import ceil

from domain.evidence import Evidence
from projections.belief.branches import Branch, Setting
from projections.belief.draws import seed_of
from projections.belief.motion.model import Motion, motion
from projections.belief.sharpness import factors
from projections.belief.shelf import Kept
from projections.belief.sightings import LEAST_RADIUS_M, disc, origin_in
from projections.belief.streets import Streets
from projections.belief.zones import Zones

LEAST_BLOCK_S = 60.0
SOON = 0.25
"""In the last quarter of a block the next horizon is prepared in the background."""
PREPARED = 8
"""At most so many batches of it, so that memory does not double."""


class FirstStories:
    """Makes the first stories of searches in one area, and has them reach far enough."""

    def __init__(self, streets: Streets, zones: Zones, workers: Executor) -> None:
        self._streets = streets
        self._zones = zones
        self._workers = workers

    def of(
        self, kept: Kept, evidence: Evidence, parameters: Mapping[str, float], needed_s: float
    ) -> tuple[Setting, Branch]:
        """The first story of a search, simulated far enough; a longer one serves as well."""
        block_s, most_s = _block_s(parameters), _most_s(parameters)
        enough, found = min(needed_s, most_s), kept.story
        reach_s = min(max(1, ceil(enough / block_s)) * block_s, most_s)
        if found is None or found[0].horizon_s < enough:
            coming, kept.coming = kept.coming, None
            if coming is not None and coming[0].horizon_s >= enough:
                found = coming
            else:
                tables = None if found is None else found[0].motion
                found = self._begun(evidence, parameters, reach_s, tables)
            kept.story = found
        found[1].reach(reach_s)
        return found

    def look_ahead(
        self, kept: Kept, evidence: Evidence, setting: Setting, at_s: float, batches: int
    ) -> None:
        """Begin with the next horizon when a search comes near the end of this one."""
        parameters = setting.parameters
        block_s = _block_s(parameters)
        near = setting.horizon_s - at_s < SOON * block_s
        if not near or kept.coming is not None or setting.horizon_s >= _most_s(parameters):
            return
        kept.coming = self._begun(evidence, parameters, setting.horizon_s + block_s, setting.motion)
        kept.coming[1].prepare(min(batches, PREPARED))

    def _begun(
        self,
        evidence: Evidence,
        parameters: Mapping[str, float],
        horizon_s: float,
        tables: Motion | None,
    ) -> tuple[Setting, Branch]:
        known = evidence.last_known_point
        if tables is None:
            tables = motion(
                self._streets, evidence.mobility, known.at, evidence.familiar_places, parameters
            )
        setting = Setting(
            self._streets, self._zones, tables, parameters,
            min(horizon_s, _most_s(parameters)), self._workers, factors(parameters),
        )  # fmt: skip
        circle = disc(self._streets, known.place, max(LEAST_RADIUS_M, known.radius_m))
        origin = origin_in(self._streets, circle, tables.ease[0])
        return setting, Branch(setting, seed_of("search", evidence.seed), origin)


def content(evidence: Evidence, parameters: Mapping[str, float]) -> Hashable:
    """What the trajectories of a search depend on before any sighting."""
    places = ((p.weight, p.place.lon, p.place.lat) for p in evidence.familiar_places)
    return (
        evidence.last_known_point, evidence.mobility, tuple(sorted(parameters.items())),
        evidence.seed, tuple(sorted(places)),
    )  # fmt: skip


def _block_s(parameters: Mapping[str, float]) -> float:
    return max(LEAST_BLOCK_S, parameters["horizon_block"] * 3600)


def _most_s(parameters: Mapping[str, float]) -> float:
    return max(LEAST_BLOCK_S, parameters["horizon_most"] * 3600)
