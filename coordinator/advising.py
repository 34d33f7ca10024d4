"""The advice for a search as it stands: windows to watch, streets to search."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

from coordinator.beliefs import Beliefs, Known
from coordinator.searches.commanding import Commanding
from coordinator.searches.tracks import Tracks
from domain.area import Area
from domain.camera import Camera
from domain.camera_zones.state import CameraZones, Claim, Clearance, Outage
from domain.moment import moment_text
from domain.place import Place
from domain.search import Search
from domain.window import Window
from projections.advice.ahead import Ahead, moving
from projections.advice.assignments import Assigner, Assignment, TeamPlace
from projections.advice.beyond import Offered, beyond
from projections.advice.cells import Cells
from projections.advice.officer_time import officer_time
from projections.advice.remaining import Remaining
from projections.advice.review_queue import Moment, ReviewQueue, Watchable, Worth
from projections.advice.reviews import Review
from projections.belief.weighted import WeightedTrajectories
from projections.notices import Notice

ABOUT_A_SIGHTING_MIN = 5.0
"""Around what a camera showed of him; assumption, no published source."""
MOST_REVIEWS = 12
LOOK_AHEAD = timedelta(minutes=30)
"""Until when at least he is followed."""
HASTY_PHASE = timedelta(hours=1)
"""From the opening of the search; assumption, no published source."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a search stands, as far as advice needs it; a copy that nobody changes."""

    known: Known
    now: datetime
    opened_at: datetime
    teams: tuple[TeamPlace, ...]
    assigned: dict[str, tuple[int, ...]]
    """Streets that each team with an assignment has still to search."""
    closed: dict[str, tuple[Window, ...]]
    """By camera: windows reviewed or being reviewed, by its clock."""
    claimed: dict[str, tuple[Window, ...]]
    """By camera: those of them that are being reviewed now."""
    missing: dict[str, tuple[Window, ...]]
    """By camera: windows without recording, by its clock."""
    clock_ahead: dict[str, timedelta]
    cameras: tuple[Camera, ...]
    """Those of the area, with what was learnt since about getting their recordings."""


class Advising:
    """Computes advice; the same standing always gets the same advice."""

    def __init__(self, commanding: Commanding, beliefs: Beliefs, tracks: Tracks) -> None:
        self._commanding = commanding
        self._beliefs = beliefs
        self._tracks = tracks
        self._assigners: dict[str, Assigner] = {}
        self._cells: dict[str, Cells] = {}
        self._ahead: tuple[Standing, Ahead] | None = None
        self._lock = Lock()

    def advice(
        self, search_id: UUID, version: int | None = None, at: datetime | None = None
    ) -> dict[str, Any]:
        """{version, at, reviews, redirects, notices} for a search now, or what was advised at a
        version and a moment; sentences in both languages."""
        standing = self.standing(search_id, version, at)
        reviews, redirects = self.reviews(standing), self.assignments(standing)
        return {
            "version": standing.known.version,
            "at": moment_text(standing.now),
            "reviews": [review.record() for review in reviews],
            "redirects": [planned.record() for planned in redirects],
            "notices": [notice.record() for notice in self.notices(standing, reviews, redirects)],
        }

    def standing(
        self, search_id: UUID, version: int | None = None, at: datetime | None = None
    ) -> Standing:
        """How the search stands now, or stood at a version and a moment; Unknown for an unknown
        search."""
        with self._commanding.reading(search_id, version) as search:
            known = self._beliefs.known(search_id, version)
            now = max(at or self._beliefs.now(), known.evidence.last_known_point.at)
            deployed = [team for team in search.teams.values() if team.deployed]
            places = {team.team_id: team.place for team in deployed}
            assigned = {
                team.team_id: to_search(search, team.assignment)
                for team in deployed
                if team.assignment is not None
            }
            modes = {team.team_id: (team.mode, team.beat) for team in deployed}
            opened_at = search.opened_at
            zones = search.camera_zones
            cameras = _cameras(known.area, zones)
            clocks = {camera.camera_id: zones.clock_ahead(camera) for camera in cameras}
            claimed, missing = _by_camera(_running(zones, now)), _missing(zones)
            closed = _by_camera([*_cleared(zones), *_running(zones, now)])
            for camera_id, window in _told(search, clocks):
                closed[camera_id] = (*closed.get(camera_id, ()), window)
        beats = {beat.name: i for i, beat in enumerate(known.area.beats)}
        teams = []
        for team_id, deployed_at in places.items():
            newest = self._tracks.newest(search_id, team_id, at)
            place = deployed_at if newest is None else Place(newest.lon, newest.lat)
            mode, beat = modes[team_id]
            fallback = known.evidence.last_known_point.place
            number = -1 if beat is None else beats[beat]
            teams.append(TeamPlace(team_id, place or fallback, mode, number))
        return Standing(
            known, now, opened_at, tuple(teams), assigned, closed, claimed, missing, clocks, cameras
        )

    def reviews(self, standing: Standing) -> list[Review]:
        """The windows most worth watching, best first."""
        return self._queue(standing).best(_watchables(standing), MOST_REVIEWS)

    def worth_of_review(self, standing: Standing, camera_id: str, window: Window) -> Worth:
        """What a window is worth beside those that colleagues are watching, whether it is advised
        or not; nothing where the area has no such camera. The window is by the camera's clock."""
        watchables = _watchables(standing)
        begin = standing.known.evidence.last_known_point.at
        begin += standing.clock_ahead.get(camera_id, timedelta())
        span = ((window.since - begin).total_seconds(), (window.until - begin).total_seconds())
        return self._queue(standing).worth(camera_id, span, watchables)

    def _queue(self, standing: Standing) -> ReviewQueue:
        known = standing.known
        begin = known.evidence.last_known_point.at
        parameters = known.evidence.parameters
        return ReviewQueue(
            self._weighted(standing),
            self.cells(known.area),
            Moment(begin, (standing.now - begin).total_seconds()),
            parameters["pod_default"],
            officer_time(parameters),
        )

    def assignments(self, standing: Standing) -> list[Assignment]:
        """Streets for every deployed team, as if all were free."""
        return self.assignments_of(standing, standing.teams, ())

    def assignments_of(
        self, standing: Standing, teams: Collection[TeamPlace], taken: Iterable[int]
    ) -> list[Assignment]:
        """Streets for some teams, none of those that are taken already."""
        if not teams:
            return []
        pod = standing.known.evidence.parameters["pod_sweep"]
        hasty = standing.now - standing.opened_at < HASTY_PHASE
        assigner = self.assigner(standing.known.area)
        return assigner.plan(teams, self.ahead(standing), pod, taken, hasty)

    def notices(
        self, standing: Standing, reviews: Sequence[Review], redirects: Sequence[Assignment]
    ) -> list[Notice]:
        """What to do beyond these lists, and why they are empty."""
        known = standing.known
        now_s = (standing.now - known.evidence.last_known_point.at).total_seconds()
        lines = self.assigner(known.area).lines
        offered = Offered(
            float(self._weighted(standing).place_probabilities(now_s)[0]),
            len(standing.cameras),
            len(reviews),
            {team.team_id: lines.nearest(team.place).distance_m for team in standing.teams},
            {planned.team_id for planned in redirects},
        )
        return beyond(offered)

    def remaining(
        self, standing: Standing, team: TeamPlace, segments: tuple[int, ...]
    ) -> Remaining:
        """What a team can still reach on streets it was sent to before."""
        pod = standing.known.evidence.parameters["pod_sweep"]
        assigner = self.assigner(standing.known.area)
        return assigner.remaining(team, segments, self.ahead(standing), pod)

    def ahead(self, standing: Standing) -> Ahead:
        """Where he can be met in the time that teams are planned for."""
        latest = self._ahead
        if latest is None or latest[0] is not standing:
            begin = standing.known.evidence.last_known_point.at
            now_s = (standing.now - begin).total_seconds()
            latest = self._ahead = standing, moving(self._weighted(standing), now_s)
        return latest[1]

    def assigner(self, area: Area) -> Assigner:
        """The planner of an area."""
        with self._lock:
            assigner = self._assigners.get(area.content_hash)
            if assigner is None:
                assigner = self._assigners[area.content_hash] = Assigner(area.network)
            return assigner

    def now(self) -> datetime:
        """The time the service lives at, UTC."""
        return self._beliefs.now()

    def cells(self, area: Area) -> Cells:
        """The cells of an area."""
        with self._lock:
            cells = self._cells.get(area.content_hash)
            if cells is None:
                cells = self._cells[area.content_hash] = Cells(area.network)
            return cells

    def _weighted(self, standing: Standing) -> WeightedTrajectories:
        """The trajectories, simulated far enough for everything that is advised."""
        engine = self._beliefs.engine(standing.known.area)
        return engine.weighted(standing.known.evidence, standing.now + LOOK_AHEAD)


def to_search(search: Search, redirect_id: str) -> tuple[int, ...]:
    """The streets of a redirect that nobody has searched since it was issued."""
    redirect = search.redirects[redirect_id]
    swept: set[int] = set()
    for sweep in search.sweeps.values():
        if not sweep.withdrawn and sweep.window.until > redirect.issued_at:
            swept.update(sweep.segments)
    return tuple(segment for segment in redirect.segments if segment not in swept)


def _watchables(standing: Standing) -> list[Watchable]:
    begin = standing.known.evidence.last_known_point.at
    watchables = []
    for camera in standing.cameras:
        ahead = standing.clock_ahead[camera.camera_id]
        closed, missing, claimed = (
            _spans(windows, camera, begin + ahead)
            for windows in (standing.closed, standing.missing, standing.claimed)
        )
        watchables.append(Watchable(camera, closed, missing, ahead, claimed))
    return watchables


def _cleared(zones: CameraZones) -> list[Clearance]:
    return [each for each in zones.clearances.values() if not each.withdrawn]


def _running(zones: CameraZones, now: datetime) -> list[Claim]:
    return [each for each in zones.claims.values() if each.expires_at > now]


def _told(search: Search, clocks: Mapping[str, timedelta]) -> Iterator[tuple[str, Window]]:
    """What cameras showed of him, by their clocks: to look at the same pass again tells little."""
    for sighting in search.sightings.values():
        ahead = clocks.get(sighting.camera_id or "")
        if sighting.camera_id is None or ahead is None or sighting.verdict == "ruled_out":
            continue
        about = timedelta(minutes=max(sighting.minutes_doubt, ABOUT_A_SIGHTING_MIN))
        at = sighting.at + ahead
        yield sighting.camera_id, Window(at - about, at + about)


def _missing(zones: CameraZones) -> dict[str, tuple[Window, ...]]:
    return _by_camera(list(zones.outages.values()))


def _by_camera(parts: Sequence[Clearance | Claim | Outage]) -> dict[str, tuple[Window, ...]]:
    windows: dict[str, tuple[Window, ...]] = {}
    for part in parts:
        windows[part.camera_id] = (*windows.get(part.camera_id, ()), part.window)
    return windows


def _spans(
    windows: dict[str, tuple[Window, ...]], camera: Camera, begin: datetime
) -> list[tuple[float, float]]:
    """A camera's windows in seconds after a beginning, both by its clock."""
    return [
        ((window.since - begin).total_seconds(), (window.until - begin).total_seconds())
        for window in windows.get(camera.camera_id, ())
    ]


def _cameras(area: Area, zones: CameraZones) -> tuple[Camera, ...]:
    """A recording asked for takes the time they said; one that has come takes none."""
    asked = {recording.camera_id: recording for recording in zones.recordings.values()}

    def learnt(camera: Camera) -> Camera:
        recording = asked.get(camera.camera_id)
        if recording is None:
            return camera
        if recording.available:
            return replace(camera, retrieval_min=0.0, overwritten_after_h=None)
        return replace(camera, retrieval_min=recording.minutes)

    return tuple(learnt(camera) for camera in area.cameras)
