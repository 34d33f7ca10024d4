"""Which searches and teams there are, for those who let people in."""

from uuid import UUID

from coordinator.searches.commanding import Commanding
from domain.refusal import Unknown


def search_uuid(search_id: str) -> UUID:
    """The id of a search from outside; Unknown for a text that cannot be one."""
    try:
        return UUID(search_id)
    except ValueError as problem:
        raise Unknown("search", search_id, "search_id") from problem


class StoredDirectory:
    """Answers from the stored searches."""

    def __init__(self, commanding: Commanding) -> None:
        self._commanding = commanding

    def exists(self, search_id: str) -> bool:
        """Whether there is such a search."""
        try:
            with self._commanding.reading(search_uuid(search_id)):
                return True
        except Unknown:
            return False

    def has_team(self, search_id: str, team_id: str) -> bool:
        """Whether this team is deployed in this search."""
        try:
            with self._commanding.reading(search_uuid(search_id)) as search:
                team = search.teams.get(team_id)
                return team is not None and team.deployed
        except Unknown:
            return False
