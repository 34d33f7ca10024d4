"""What is known just now of the teams' phones, at whichever process they are connected.

It is no part of a search: nothing is decided by it, and what is lost of it comes again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether a phone of a team is connected anywhere, since when by the clock of the service."""

    search_id: str
    team_id: str
    connected: bool
    since: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A redirect was shown by a phone of its team, at this time by the clock of the service."""

    search_id: str
    redirect_id: str
    at: str


Change = Presence | Shown
Listener = Callable[[Change], None]
"""Called from any thread; must be quick and must not raise."""
Teams = dict[tuple[str, str], str]
"""Since when phones are connected, by search and team."""


class Sharing(Protocol):
    """Carries changes to other processes."""

    def changed(self) -> None:
        """Something of this process has changed."""
        ...

    def start(self) -> None:
        """Begin."""
        ...


class Telemetry:
    """What this process knows, by itself and from others. Safe to use from several threads."""

    def __init__(self) -> None:
        self.sharing: Sharing | None = None
        """None where one process serves the installation."""
        self._lock = Lock()
        self._listeners: list[Listener] = []
        self._own: Teams = {}
        self._elsewhere: Teams = {}
        self._shown: dict[str, dict[str, str]] = {}
        self._followed: set[str] = set()

    def start(self) -> None:
        """Begin to share, if there is anybody to share with."""
        if self.sharing is not None:
            self.sharing.start()

    def follow(self, listener: Listener) -> None:
        """Tell this one of every change from now on."""
        self._listeners.append(listener)

    def open(self, search_id: str) -> None:
        """Somebody here wants to know of this search; what others know follows soon."""
        with self._lock:
            self._followed.add(search_id)
        self._share()

    def close(self, search_id: str) -> None:
        """Nobody here wants to know of it any more."""
        with self._lock:
            self._followed.discard(search_id)

    def phone_came(self, search_id: str, team_id: str, at: str) -> None:
        """The first phone of a team has connected to this process."""
        with self._lock:
            key = search_id, team_id
            news = key not in self._own and key not in self._elsewhere
            self._own[key] = at
        self._tell([Presence(search_id, team_id, True, at)] if news else [])
        self._share()

    def phone_went(self, search_id: str, team_id: str, at: str) -> None:
        """The last phone of a team here is gone."""
        with self._lock:
            key = search_id, team_id
            was = self._own.pop(key, None)
            news = was is not None and key not in self._elsewhere
        self._tell([Presence(search_id, team_id, False, at)] if news else [])
        self._share()

    def phone_showed(self, search_id: str, redirect_id: str, at: str) -> None:
        """A phone here has shown a redirect; only the first time is kept."""
        with self._lock:
            shown = self._shown.setdefault(search_id, {})
            news = redirect_id not in shown
            shown.setdefault(redirect_id, at)
        if news:
            self._tell([Shown(search_id, redirect_id, at)])
            self._share()

    def present(self, search_id: str) -> list[Presence]:
        """The teams of a search whose phones are connected."""
        with self._lock:
            teams = {**self._elsewhere, **self._own}
        return [
            Presence(search, team_id, True, since)
            for (search, team_id), since in teams.items()
            if search == search_id
        ]

    def shown(self, search_id: str) -> list[Shown]:
        """The redirects of a search that were shown, as far as known here."""
        with self._lock:
            shown = dict(self._shown.get(search_id, {}))
        return [Shown(search_id, redirect_id, at) for redirect_id, at in shown.items()]

    def ours(self) -> tuple[Teams, list[Shown], set[str]]:
        """What this process can tell others, and the searches it wants to know of."""
        with self._lock:
            shown = [
                Shown(search_id, redirect_id, at)
                for search_id, orders in self._shown.items()
                for redirect_id, at in orders.items()
            ]
            return dict(self._own), shown, set(self._followed)

    def learn(self, elsewhere: Teams, shown: list[Shown], asked: set[str], at: str) -> None:
        """Other processes know this by now: all their teams, and what was shown in the searches
        `asked` for; of others, what was shown need not be kept here."""
        with self._lock:
            for search_id in self._shown.keys() - self._followed - asked:
                del self._shown[search_id]
            before, self._elsewhere = self._elsewhere, elsewhere
            came = elsewhere.keys() - before.keys() - self._own.keys()
            went = before.keys() - elsewhere.keys() - self._own.keys()
            news: list[Change] = [Presence(*key, True, elsewhere[key]) for key in sorted(came)]
            news += [Presence(*key, False, at) for key in sorted(went)]
            for one in shown:
                known = self._shown.setdefault(one.search_id, {})
                if one.redirect_id not in known:
                    known[one.redirect_id] = one.at
                    news.append(one)
        self._tell(news)

    def _tell(self, news: list[Change]) -> None:
        for change in news:
            for listener in self._listeners:
                listener(change)

    def _share(self) -> None:
        if self.sharing is not None:
            self.sharing.changed()
