"""First stories: the trajectories from the last known point of every search asked about lately."""

from collections.abc import Hashable, Mapping
from concurrent.futures import Executor
from math import ceil

from domain.evidence import Evidence
from projections.belief.branches import Branch, Setting
from projections.belief.draws import seed_of
from projections.belief.motion.model import Motion, motion
from projections.belief.sharpness import factors
from projections.belief.sightings import LEAST_RADIUS_M, disc, origin_in
from projections.belief.streets import Streets
from projections.belief.zones import Zones

LEAST_BLOCK_S = 60.0
SOON = 0.25
"""In the last quarter of a block the next horizon is prepared in the background."""
PREPARED = 8
"""At most so many batches of it, so that memory does not double."""


class FirstStories:
    """Kept by content, the one used longest ago forgotten first; forgetting costs only time."""

    def __init__(self, streets: Streets, zones: Zones, workers: Executor, memory: int) -> None:
        self._streets = streets
        self._zones = zones
        self._workers = workers
        self._memory = memory
        self._known: dict[Hashable, tuple[Setting, Branch]] = {}
        self._coming: dict[Hashable, tuple[Setting, Branch]] = {}

    def of(
        self, evidence: Evidence, parameters: Mapping[str, float], needed_s: float
    ) -> tuple[Setting, Branch]:
        """The first story of a search, simulated far enough; a longer one serves as well."""
        key, block_s = _content(evidence, parameters), _block_s(parameters)
        found = self._known.pop(key, None)
        enough = min(needed_s, _most_s(parameters))
        blocks = max(1, ceil(enough / block_s))
        if found is None or found[0].horizon_s < enough:
            coming = self._coming.pop(key, None)
            if coming is not None and coming[0].horizon_s >= enough:
                found = coming
            else:
                tables = None if found is None else found[0].motion
                found = self._begun(evidence, parameters, blocks * block_s, tables)
        self._known[key] = found
        found[1].reach(min(blocks * block_s, _most_s(parameters)))
        return found

    def look_ahead(self, evidence: Evidence, setting: Setting, at_s: float, batches: int) -> None:
        """Begin with the next horizon when a search comes near the end of this one."""
        parameters = setting.parameters
        block_s, key = _block_s(parameters), _content(evidence, parameters)
        near = setting.horizon_s - at_s < SOON * block_s
        if not near or key in self._coming or setting.horizon_s >= _most_s(parameters):
            return
        coming = self._begun(evidence, parameters, setting.horizon_s + block_s, setting.motion)
        coming[1].prepare(min(batches, PREPARED))
        self._coming = {key: coming}

    def make_room(self, used: Mapping[Branch, int]) -> None:
        """Forget what was used longest ago, never what the present answer is read from (`used`,
        with how many batches): to make that anew for every question would cost seconds."""
        while len(self._known) > 1 and self._memory < sum(
            _nbytes(root) for _, root in self._known.values()
        ):
            self._known.pop(next(iter(self._known)))
        for _, root in self._known.values():
            if _nbytes(root) > self._memory:
                _forget_unused(root, used)

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


def _content(evidence: Evidence, parameters: Mapping[str, float]) -> Hashable:
    places = ((p.weight, p.place.lon, p.place.lat) for p in evidence.familiar_places)
    return (
        evidence.last_known_point, evidence.mobility, tuple(sorted(parameters.items())),
        evidence.seed, tuple(sorted(places)),
    )  # fmt: skip


def _block_s(parameters: Mapping[str, float]) -> float:
    return max(LEAST_BLOCK_S, parameters["horizon_block"] * 3600)


def _most_s(parameters: Mapping[str, float]) -> float:
    return max(LEAST_BLOCK_S, parameters["horizon_most"] * 3600)


def _forget_unused(branch: Branch, used: Mapping[Branch, int]) -> bool:
    """Drop the stories below that are neither used nor lead to one, and of the others the batches
    that no answer is read from; whether this one is used or leads to one."""
    for report, child in list(branch.children.items()):
        if not _forget_unused(child, used):
            del branch.children[report]
    branch.forget(max(branch.base_batches, used.get(branch, 0)))
    return branch in used or bool(branch.children)


def _nbytes(branch: Branch) -> int:
    return branch.nbytes + sum(_nbytes(child) for child in branch.children.values())
