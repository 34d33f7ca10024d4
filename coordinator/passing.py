"""When he can have passed a camera of any search."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from coordinator.beliefs import Beliefs
from coordinator.searches.commanding import Commanding
from domain.camera_zones.state import known_camera
from domain.moment import moment_text
from projections.advice.passing_times import passing_times

AHEAD = timedelta(minutes=30)
"""As far as advice looks, so that both are told by the same trajectories."""


class Passing:
    """Says for a camera when he can have been in its picture, given all that is known."""

    def __init__(self, commanding: Commanding, beliefs: Beliefs) -> None:
        self._commanding = commanding
        self._beliefs = beliefs

    def times(self, search_id: UUID, camera_id: str) -> dict[str, Any]:
        """{version, camera_id, times [{from, until, share}]} up to now, by the camera's clock;
        Unknown for a camera that the area does not have."""
        known = self._beliefs.known(search_id)
        camera = known_camera(known.area, camera_id)
        with self._commanding.reading(search_id, known.version) as search:
            ahead = search.camera_zones.clock_ahead(camera)
        begin = known.evidence.last_known_point.at
        now = max(self._beliefs.now(), begin)
        trajectories = self._beliefs.engine(known.area).weighted(known.evidence, now + AHEAD)
        found = passing_times(
            trajectories,
            camera_id,
            known.evidence.parameters["pod_default"],
            (now - begin).total_seconds(),
        )
        return {
            "version": known.version,
            "camera_id": camera_id,
            "times": [
                {
                    "from": moment_text(begin + ahead + timedelta(seconds=each.since_s)),
                    "until": moment_text(begin + ahead + timedelta(seconds=each.until_s)),
                    "share": each.share,
                }
                for each in found
            ],
        }
