"""Ring by ring: four sectors, each team sweeps the nearest unswept street of its own."""

from coordinator.simulation.known_facts import Given, KnownFacts, Order, Watch
from coordinator.simulation.policies.sector_teams import SectorTeams
from coordinator.simulation.roads import roads_of


class Ring:
    """No cameras, no telephone: a standing instruction."""

    def __init__(self, given: Given) -> None:
        roads = roads_of(given.area.network)
        self._teams = SectorTeams(roads, given.report.last_known_point.place)

    def watch(self, facts: KnownFacts) -> Watch | None:
        """Nobody looks at cameras."""
        return None

    def send(self, facts: KnownFacts, team: int) -> Order | None:
        """The next street."""
        return self._teams.next_order(facts, team)

    def redirect(self, facts: KnownFacts) -> dict[int, Order]:
        """Nobody is turned round."""
        return {}
