"""The hidden truth of a demo: where the simulated subject really is, and what cameras recorded."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import atan2, cos, degrees, radians

import numpy as np

from coordinator.demo.story import REPORTED_AFTER, Story
from coordinator.simulation.roads import roads_of
from coordinator.simulation.truth import Truth
from domain.area import Area
from domain.evidence import Evidence
from domain.parameters import default_parameters
from domain.place import Place
from domain.subject import FamiliarPlace, LastKnownPoint, Mobility, MobilityPhase
from domain.window import Window
from projections.belief.engine import BeliefEngine
from projections.belief.life import Life, life_of
from projections.belief.weighted import WeightedTrajectories
from projections.streets.street_lines import Spot, StreetLines

FOLLOWED_H = 6.0
SETTLED_AFTER_MIN, SETTLED_UNTIL_MIN = 33.0, 300.0
"""He has come to rest by then, in the open, so that a team can find him."""
LEAST_CAMERAS = 3
"""He was recorded by at least so many cameras before the report, if anybody was."""
LEAST_WAY_M = 600.0
FROM_TEAMS_M = 400.0
"""No team happens to stand beside him when he is reported missing."""
RADIUS_M = 30.0


@dataclass(frozen=True, slots=True)
class RecordedPass:
    """A stretch of a recording on which he can be seen. True times."""

    since: datetime
    until: datetime
    heading: float
    """Degrees clockwise from north."""


class HiddenTruth:
    """One simulated life at the times of a clock; a demo's is drawn from the motion model, an
    exercise's is that of a hidden subject."""

    def __init__(self, area: Area, lines: StreetLines, life: Life, begin: datetime) -> None:
        self.life = life
        self.begin = begin
        self._lines = lines
        self._truth = Truth(roads_of(area.network), area.zones, life, 0)

    @classmethod
    def drawn(
        cls, area: Area, lines: StreetLines, story: Story, begin: datetime, seed: int
    ) -> "HiddenTruth":
        """A life that fits the story: recorded now and then, at rest in the open at last."""
        evidence = Evidence(
            LastKnownPoint(story.last_known_point, begin, RADIUS_M),
            (MobilityPhase(begin, Mobility(story.mobility)),),
            seed,
            default_parameters(),
            tuple(FamiliarPlace(p.place, p.weight) for p in story.familiar_places),
        )
        engine = BeliefEngine(area)
        drawn = engine.weighted(evidence, begin + timedelta(hours=FOLLOWED_H))
        number = _chosen(area, lines, story, drawn)
        return cls(area, lines, life_of(drawn, number), begin)

    def place_at(self, moment: datetime) -> Place | None:
        """Where he is, None outside the area."""
        stay, along_m = self.life.at(self._seconds(moment))
        if stay.segment < 0:
            return None
        return self._lines.place_at(Spot(stay.segment, along_m))

    def seen_from(self, place: Place, moment: datetime, sight_m: float) -> bool:
        """Whether somebody at a place has him in sight: in the open and this near."""
        stay, _ = self.life.at(self._seconds(moment))
        where = self.place_at(moment)
        return where is not None and not stay.indoors and where.distance_m(place) <= sight_m

    def segment_at(self, moment: datetime) -> int | None:
        """The street he is on, None outside the area."""
        segment = self.life.at(self._seconds(moment))[0].segment
        return None if segment < 0 else segment

    def recorded(self, camera_id: str, window: Window) -> list[RecordedPass]:
        """When a camera's recording shows him, within a window of true time."""
        found = []
        for passing in self._truth.passings(camera_id):
            since = self.begin + timedelta(seconds=passing.since)
            until = self.begin + timedelta(seconds=passing.until)
            if since < window.until and until > window.since:
                found.append(RecordedPass(since, until, self._heading(since, until)))
        return found

    def _heading(self, since: datetime, until: datetime) -> float:
        here, there = self.place_at(since), self.place_at(until)
        if here is None or there is None:
            return 0.0
        east = (there.lon - here.lon) * cos(radians(here.lat))
        return degrees(atan2(east, there.lat - here.lat)) % 360.0

    def _seconds(self, moment: datetime) -> float:
        return (moment - self.begin).total_seconds()


def _chosen(area: Area, lines: StreetLines, story: Story, drawn: WeightedTrajectories) -> int:
    """The trajectory that fits best; the conditions are dropped one by one if none fits all."""
    early = drawn.positions(SETTLED_AFTER_MIN * 60)
    late = drawn.positions(SETTLED_UNTIL_MIN * 60)
    rests = (early == late) & (late >= 0)
    reported_s = REPORTED_AFTER.total_seconds()
    cameras = np.zeros(drawn.count, np.int64)
    covered = np.zeros(area.network.segments, bool)
    for zone in area.zones:
        covered[[stretch.segment for stretch in zone.stretches]] = True
        trajectory, enter, _ = drawn.camera_passes(zone.camera_id)
        cameras[np.unique(trajectory[enter < 2 * reported_s])] += 1
    unseen = np.zeros(drawn.count, bool)
    unseen[late >= 0] = ~covered[late[late >= 0]]
    start = story.last_known_point
    resting: int | None = None
    for fits in (rests & unseen & (cameras >= LEAST_CAMERAS), rests & (cameras >= 1), rests):
        for number in _nearest_end(np.flatnonzero(fits), late, lines, area, story):
            life = life_of(drawn, number)
            if not _rests_outdoors(life):
                continue
            stay, along_m = life.at(SETTLED_AFTER_MIN * 60)
            end = lines.place_at(Spot(stay.segment, along_m))
            far = end.distance_m(start) >= LEAST_WAY_M
            if far and all(team.place.distance_m(end) >= FROM_TEAMS_M for team in story.teams):
                return number
            resting = number if resting is None else resting
    if resting is not None:
        return resting
    inside = np.flatnonzero(late >= 0)
    return int(inside[0]) if len(inside) else 0


def _rests_outdoors(life: Life) -> bool:
    """Whether he stays on one street and in the open from when he has settled."""
    since, until = SETTLED_AFTER_MIN * 60, SETTLED_UNTIL_MIN * 60
    here = life.at(since)[0].segment
    return all(
        stay.segment == here and not stay.indoors
        for stay in life.stays
        if stay.until > since and stay.since < until
    )


def _nearest_end(
    numbers: np.ndarray[tuple[int], np.dtype[np.int64]],
    segments: np.ndarray[tuple[int], np.dtype[np.int64]],
    lines: StreetLines,
    area: Area,
    story: Story,
) -> list[int]:
    if story.end is None:
        return [int(number) for number in numbers[:200]]
    length_m = area.network.length_m
    ends = {
        segment: lines.place_at(Spot(segment, float(length_m[segment]) / 2)).distance_m(story.end)
        for segment in np.unique(segments[numbers]).tolist()
    }
    nearest = sorted(numbers.tolist(), key=lambda n: (ends[int(segments[n])], n))
    return [int(number) for number in nearest[:200]]
