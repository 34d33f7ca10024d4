"""The practice of the real case: nearest camera first, the team turned the other way by telephone.

Streets as ring by ring. A team whose sector has two more cleared cameras than the least cleared one
is sent there. A sighting becomes the new centre of everything.
"""

from collections.abc import Iterable
from dataclasses import replace

from coordinator.simulation.known_facts import Given, KnownFacts, Order, Watch
from coordinator.simulation.policies.nearest_cameras import NearestCameras
from coordinator.simulation.policies.sector_teams import SectorTeams
from coordinator.simulation.policies.sectors import SECTORS
from coordinator.simulation.roads import roads_of

AHEAD = 2
"""So many more cleared cameras than in another sector say that he is not in this one."""


class Practice:
    """Officers at the video wall who telephone with the teams."""

    def __init__(self, given: Given) -> None:
        self._cameras = NearestCameras(given)
        self._teams = SectorTeams(roads_of(given.area.network), self._cameras.centre)
        self._sightings = 0
        self._clearances = 0
        self._cleared: list[set[str]] = [set() for _ in range(SECTORS)]

    def watch(self, facts: KnownFacts) -> Watch | None:
        """The nearest camera not yet reviewed."""
        return self._cameras.watch(facts)

    def send(self, facts: KnownFacts, team: int) -> Order | None:
        """The next street of the sector it is in."""
        return self._teams.next_order(facts, team)

    def redirect(self, facts: KnownFacts) -> dict[int, Order]:
        """Everybody after a sighting; after clearances those in the sectors cleared most."""
        cleared = facts.cleared[self._clearances :]
        self._clearances = len(facts.cleared)
        if len(facts.sightings) > self._sightings:
            self._sightings = len(facts.sightings)
            self._cameras.centred(facts)
            self._teams.centre(self._cameras.centre)
            self._cleared = [set() for _ in range(SECTORS)]
            return self._told(facts, range(len(facts.teams)))
        for watch in cleared:
            sector, _ = self._teams.sectors.of_place(self._cameras.places[watch.camera_id])
            self._cleared[sector].add(watch.camera_id)
        count = [len(cameras) for cameras in self._cleared]
        least = min(range(SECTORS), key=lambda sector: (count[sector], sector))
        leaving = [
            team
            for team in range(len(facts.teams))
            if count[self._teams.sector(team)] >= count[least] + AHEAD
        ]
        for team in leaving:
            self._teams.sector_of[team] = least
        return self._told(facts, leaving)

    def _told(self, facts: KnownFacts, teams: Iterable[int]) -> dict[int, Order]:
        orders = {}
        for team in teams:
            order = self._teams.next_order(facts, team)
            if order is not None:
                orders[team] = replace(order, standing=False)
        return orders
