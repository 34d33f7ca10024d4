"""Teams that sweep sectors street by street, as their standing instruction says."""

from coordinator.simulation.known_facts import KnownFacts, Order
from coordinator.simulation.policies.sectors import SECTORS, Sectors
from coordinator.simulation.roads import Roads
from domain.place import Place


class SectorTeams:
    """Which team is in which sector, and what is left to search."""

    def __init__(self, roads: Roads, centre: Place) -> None:
        self._roads = roads
        self._exhausted: set[int | None] = set()
        self._pieces = 0
        self.sector_of: dict[int, int] = {}
        self.centre(centre)

    def centre(self, place: Place) -> None:
        """Begin anew around a place, with a team in every sector."""
        self.sectors = Sectors(self._roads, place)
        self._place = place
        self._exhausted.clear()
        self.sector_of.clear()

    def sector(self, team: int) -> int:
        """The sector a team is in."""
        return self.sector_of.get(team, team % SECTORS)

    def next_order(self, facts: KnownFacts, team: int) -> Order | None:
        """The next street of its sector, of any when its own is done, and all over again when all
        are."""
        for piece in facts.sweeps[self._pieces :]:
            for segment in piece.segments:
                self.sectors.open[segment] = False
        self._pieces = len(facts.sweeps)
        for sector in (self.sector(team), None):
            if sector in self._exhausted:
                continue
            street = self.sectors.next_street(facts.teams[team].junction, sector)
            if street is not None:
                self.sectors.open[street] = False
                return Order((street,), standing=True)
            self._exhausted.add(sector)
        self.sectors = Sectors(self._roads, self._place)
        self._exhausted.clear()
        return None
