"""The advice for a search as it stands: windows to watch, streets to search."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

import numpy as np

from coordinator.beliefs import Beliefs, Known
from coordinator.searches.commanding import Commanding
from coordinator.searches.tracks import Tracks
from domain.area import Area
from domain.camera_zones.state import CameraZones
from domain.moment import moment_text
from domain.place import Place
from domain.search import Search
from domain.window import Window
from projections.advice.assignments import HORIZON_S, Assigner, Assignment, TeamPlace
from projections.advice.reviews import Review, ZonePasses, best_window, ranked
from projections.belief.weighted import WeightedTrajectories

MOST_REVIEWS = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """How a search stands, as far as advice needs it; a copy that nobody changes."""

    known: Known
    now: datetime
    teams: tuple[TeamPlace, ...]
    assigned: dict[str, tuple[int, ...]]
    """Streets that each team with an assignment has still to search."""
    closed: dict[str, tuple[Window, ...]]
    """By camera: windows reviewed, being reviewed or not recorded, by its clock."""
    clock_ahead: dict[str, timedelta]


class Advising:
    """Computes advice; the same standing always gets the same advice."""

    def __init__(self, commanding: Commanding, beliefs: Beliefs, tracks: Tracks) -> None:
        self._commanding = commanding
        self._beliefs = beliefs
        self._tracks = tracks
        self._assigners: dict[str, Assigner] = {}
        self._lock = Lock()

    def advice(self, search_id: UUID) -> dict[str, Any]:
        """{version, at, reviews, redirects} for a search now; reasons in both languages."""
        standing = self.standing(search_id)
        return {
            "version": standing.known.version,
            "at": moment_text(standing.now),
            "reviews": [review.record() for review in self.reviews(standing)],
            "redirects": [planned.record() for planned in self.assignments(standing)],
        }

    def standing(self, search_id: UUID) -> Standing:
        """How the search stands now; Unknown for an unknown search."""
        known = self._beliefs.known(search_id)
        now = max(self._beliefs.now(), known.evidence.last_known_point.at)
        with self._commanding.reading(search_id) as search:
            deployed = [team for team in search.teams.values() if team.deployed]
            places = {team.team_id: team.place for team in deployed}
            assigned = {
                team.team_id: _to_search(search, team.assignment)
                for team in deployed
                if team.assignment is not None
            }
            modes = {team.team_id: (team.mode, team.beat) for team in deployed}
            closed = _closed(search.camera_zones, now)
            clocks = {
                camera.camera_id: search.camera_zones.clock_ahead(camera)
                for camera in known.area.cameras
            }
        beats = {beat.name: i for i, beat in enumerate(known.area.beats)}
        teams = []
        for team_id, deployed_at in places.items():
            newest = self._tracks.newest(search_id, team_id)
            place = deployed_at if newest is None else Place(newest.lon, newest.lat)
            mode, beat = modes[team_id]
            fallback = known.evidence.last_known_point.place
            number = -1 if beat is None else beats[beat]
            teams.append(TeamPlace(team_id, place or fallback, mode, number))
        return Standing(known, now, tuple(teams), assigned, closed, clocks)

    def reviews(self, standing: Standing) -> list[Review]:
        """The windows most worth watching, best first."""
        known = standing.known
        begin = known.evidence.last_known_point.at
        weighted = self._weighted(standing, standing.now)
        until_s = (standing.now - begin).total_seconds()
        pod = known.evidence.parameters["pod_default"]
        found = []
        for camera in known.area.cameras:
            ahead = standing.clock_ahead[camera.camera_id]
            closed = [
                (
                    (w.since - ahead - begin).total_seconds(),
                    (w.until - ahead - begin).total_seconds(),
                )
                for w in standing.closed.get(camera.camera_id, ())
            ]
            trajectory, enter, leave = weighted.camera_passes(camera.camera_id)
            passes = ZonePasses(trajectory, enter, leave)
            review = best_window(
                camera, passes, weighted.weights, begin, until_s, pod, closed, ahead
            )
            if review is not None:
                found.append(review)
        overwritten = {
            camera.camera_id: begin + timedelta(hours=camera.overwritten_after_h)
            for camera in known.area.cameras
            if camera.overwritten_after_h is not None
        }
        return ranked(found, overwritten, MOST_REVIEWS)

    def assignments(self, standing: Standing) -> list[Assignment]:
        """Streets for every deployed team, as if all were free."""
        if not standing.teams:
            return []
        poa = self.poa_ahead(standing)
        pod = standing.known.evidence.parameters["pod_sweep"]
        return self.assigner(standing.known.area).plan(list(standing.teams), poa, pod)

    def poa_ahead(self, standing: Standing) -> np.ndarray[Any, np.dtype[np.float64]]:
        """The POA of every segment in the middle of the time that teams are planned for."""
        ahead = standing.now + timedelta(seconds=HORIZON_S / 2)
        return self._beliefs.belief(standing.known, ahead).poa

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

    def _weighted(self, standing: Standing, at: datetime) -> WeightedTrajectories:
        engine = self._beliefs.engine(standing.known.area)
        return engine.weighted(standing.known.evidence, at)


def _to_search(search: Search, redirect_id: str) -> tuple[int, ...]:
    redirect = search.redirects[redirect_id]
    swept: set[int] = set()
    for sweep in search.sweeps.values():
        if not sweep.withdrawn and sweep.window.until > redirect.issued_at:
            swept.update(sweep.segments)
    return tuple(segment for segment in redirect.segments if segment not in swept)


def _closed(zones: CameraZones, now: datetime) -> dict[str, tuple[Window, ...]]:
    closed: dict[str, list[Window]] = {}
    for clearance in zones.clearances.values():
        if not clearance.withdrawn:
            closed.setdefault(clearance.camera_id, []).append(clearance.window)
    for claim in zones.claims.values():
        if claim.expires_at > now:
            closed.setdefault(claim.camera_id, []).append(claim.window)
    for outage in zones.outages.values():
        closed.setdefault(outage.camera_id, []).append(outage.window)
    return {camera_id: tuple(windows) for camera_id, windows in closed.items()}
