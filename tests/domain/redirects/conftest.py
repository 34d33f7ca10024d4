import pytest

from domain.teams.team import DeployStreetTeam
from tests.domain.scenario import Scenario


@pytest.fixture
def team(search: Scenario) -> str:
    """A team on foot."""
    return search.given(DeployStreetTeam("name-1", "foot"))
