"""The people of a demo: simulated ones and the accounts that visitors take over."""

from dataclasses import dataclass

from coordinator.accounts.accounts import Accounts
from coordinator.accounts.refused import AccountRefused
from coordinator.accounts.role import Role


@dataclass(frozen=True, slots=True)
class Part:
    """A part in the play: a role, for a street team with its number."""

    key: str
    """As in the links: video, commander, watcher, watch (the replay), team1 ..."""
    role: Role
    label: dict[str, str]
    page: str
    """The page of the browser client, without the search."""
    team: int | None = None


def parts(
    team_names: tuple[str, ...], officers: int = 1, watched: bool = False
) -> tuple[Part, ...]:
    """What a visitor can be; `watched` adds a guard who watches out for him. The replay is last."""
    desks = tuple(
        Part(
            f"video{number}" if number > 1 else "video",
            Role.VIDEO,
            {"zh": f"视频民警{_told(number)}", "en": f"Video officer{_told(number)}"},
            "video",
        )
        for number in range(1, officers + 1)
    )
    commander = Part("commander", Role.COMMANDER, {"zh": "指挥员", "en": "Commander"}, "command")
    watcher = Part(
        "watcher",
        Role.WATCHER,
        {"zh": "小区保安（协助留意）", "en": "Guard of the neighbourhood (keeps an eye out)"},
        "watch",
    )
    replay = Part(
        "watch",
        Role.REVIEWER,
        {"zh": "回放（只看，不参与）", "en": "Replay (only look back at the search)"},
        "replay",
    )
    teams = tuple(
        Part(
            f"team{number + 1}",
            Role.STREET,
            {"zh": f"街面小组 {name}", "en": f"Street team {name}"},
            "street",
            number,
        )
        for number, name in enumerate(team_names)
    )
    return (*desks, *teams, commander, *((watcher,) if watched else ()), replay)


def _told(number: int) -> str:
    return f" {number}" if number > 1 else ""


class Cast:
    """Accounts of the demo. Nobody can log in to them with a password: only the demo's own links
    and the simulated people themselves get sessions."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def account_id(self, name: str, role: Role) -> str:
        """The account of this name, made if it is missing, by whoever is first: a visitor may come
        in the moment in which the play is set up."""
        found = self._accounts.find(name)
        if found is None:
            try:
                found = self._accounts.add(name, role, None)
            except AccountRefused:
                found = self._accounts.find(name)
                if found is None:
                    raise
        return found.account_id

    def visitor(self, part: Part) -> str:
        """The account that a visitor in this part uses."""
        return self.account_id(f"visitor-{part.key}", part.role)

    def simulated(self, key: str, role: Role) -> str:
        """The account of a simulated person."""
        return self.account_id(f"simulated-{key}", role)

    def join(self, account_id: str, search_id: str, team_id: str | None) -> None:
        """Make an account a member of a search."""
        self._accounts.memberships.add(account_id, search_id, team_id)

    def token(self, account_id: str) -> str:
        """A session for an account."""
        return self._accounts.sign_in(account_id).token
