"""Nearest camera first: what officers do who have no review queue."""

from coordinator.simulation.known_facts import Given, KnownFacts, Watch

STALE_S = 30 * 60.0
"""Once all are reviewed, what a camera has recorded since is worth another look after this."""


class NearestCameras:
    """The nearest camera not yet reviewed, over the whole time since he was where he was seen last;
    a newer sighting becomes the new centre."""

    def __init__(self, given: Given) -> None:
        # A camera that sees no street is not worth opening, and they know it.
        self.places = {
            camera.camera_id: camera.place
            for camera, zone in zip(given.area.cameras, given.area.zones, strict=True)
            if zone.stretches
        }
        self.centre = given.report.last_known_point.place
        self._since = 0.0
        self._sightings = 0
        self._reviewed_to: dict[str, float] = {}

    def centred(self, facts: KnownFacts) -> bool:
        """Take up new sightings; whether there were any."""
        if len(facts.sightings) == self._sightings:
            return False
        self._sightings = len(facts.sightings)
        newest = max(facts.sightings, key=lambda sighting: sighting.at)
        self.centre, self._since = newest.place, newest.at
        self._reviewed_to = {}
        return True

    def watch(self, facts: KnownFacts) -> Watch | None:
        """The next camera; once all are reviewed, one that has recorded long enough since."""
        self.centred(facts)
        watched = {watch.camera_id for watch in facts.watching.values()}
        far = {
            camera_id: place.distance_m(self.centre)
            for camera_id, place in self.places.items()
            if camera_id not in watched
        }
        free = [camera_id for camera_id in far if camera_id not in self._reviewed_to] or [
            camera_id for camera_id in far if facts.now - self._reviewed_to[camera_id] >= STALE_S
        ]
        if not free:
            return None
        nearest = min(free, key=lambda camera_id: (far[camera_id], camera_id))
        since = self._reviewed_to.get(nearest, self._since)
        self._reviewed_to[nearest] = facts.now
        return Watch(nearest, since, facts.now)
