"""Views: what each kind of reader sees of a search. Decided here for HTTP and WebSocket alike."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coordinator.accounts import Action, Principal, Role
from domain.event import SearchEvent
from domain.search import Search

Record = dict[str, Any]

_STREET_TOPICS = frozenset(
    {
        "search.opened", "search.suspended", "search.resumed", "search.closed",
        "subject.described", "subject.photo_added", "subject.photo_withdrawn",
        "last_known_point.set", "sighting.reported", "sighting.assessed", "sighting.photo_added",
        "subject.found", "subject.find_withdrawn",
    }
)  # fmt: skip
_OWN_TEAM_TOPICS = frozenset(
    {
        "street_team.deployed", "street_team.stood_down", "street_team.redirected",
        "redirect.replied", "redirect.superseded", "redirect.expired", "redirect.escalated",
        "streets.swept", "streets.sweep_withdrawn", "checklist.item_done",
        "checklist.item_undone",
    }
)  # fmt: skip
_OWN_TEAM_LISTS = ("teams", "redirects", "sweeps", "checklist")
_DESK_ONLY_LISTS = ("familiar_places", "clearances", "claims", "outside_checks", "notes")
_WATCHED_TOPICS = frozenset(
    {
        "search.suspended", "search.resumed", "search.closed", "subject.described",
        "subject.photo_added", "subject.photo_withdrawn", "subject.found", "subject.find_withdrawn",
    }
)  # fmt: skip
_OUTWARD = frozenset(
    {
        "age", "sex", "height", "height_cm", "build", "hair", "appearance", "clothing",
        "wheelchair",
    }
)  # fmt: skip
"""What anybody in the street could see of the person; the rest is not for hundreds of people."""


_WHO = frozenset({"actor_name", "actor_team"})


class Kind(StrEnum):
    """How much a reader sees."""

    DESK = "desk"
    STREET = "street"
    WATCHER = "watcher"


@dataclass(frozen=True, slots=True)
class View:
    """What one kind of reader sees; readers with equal views get the very same bytes."""

    kind: Kind
    texts: bool
    """Whether free texts and names are shown."""
    team_id: str | None = None
    """The team of a street phone."""

    @property
    def names(self) -> bool:
        """Whether the names of those who acted are shown."""
        return self.texts and self.kind is Kind.DESK

    def sees(self, topic: str, team_id: str | None) -> bool:
        """Whether an event is shown; `team_id` is the team it concerns, if it concerns one."""
        if self.kind is Kind.DESK:
            return True
        if self.kind is Kind.WATCHER:
            return False
        own = team_id is not None and team_id == self.team_id
        return topic in _STREET_TOPICS or (own and topic in _OWN_TEAM_TOPICS)

    def affected_by(self, topic: str) -> bool:
        """Whether a watcher, who gets no events, needs a new snapshot after this one."""
        return self.kind is Kind.WATCHER and topic in _WATCHED_TOPICS

    def sees_team(self, team_id: str) -> bool:
        """Whether the whereabouts and orders of this team are shown."""
        return self.kind is Kind.DESK or (self.kind is Kind.STREET and team_id == self.team_id)

    def state(self, state: Record, unsent: Collection[str] = ()) -> Record:
        """The part of a search's state that is shown; `unsent` redirects no phone was told of."""
        if self.kind is Kind.DESK:
            return state
        shown = {**state, **{name: [] for name in _DESK_ONLY_LISTS}, "cameras": {}}
        if self.kind is Kind.STREET:
            for name in _OWN_TEAM_LISTS:
                shown[name] = [one for one in state[name] if one["team_id"] == self.team_id]
            shown["redirects"] = [
                one for one in shown["redirects"] if one["redirect_id"] not in unsent
            ]
            return shown
        nothing: Record = {"sightings": [], **{name: [] for name in _OWN_TEAM_LISTS}}
        subject = {**state["subject"], "description": _outward(state["subject"])}
        find = None if state["find"] is None else {"at": state["find"]["at"]}
        return {**shown, **nothing, "subject": subject, "last_known_point": None, "find": find}


def view_of(principal: Principal, search_id: str) -> View:
    """What this principal sees of a search."""
    if principal.role is Role.STREET:
        return View(Kind.STREET, texts=True, team_id=principal.team_in(search_id))
    if principal.role is Role.WATCHER:
        return View(Kind.WATCHER, texts=True)
    return View(Kind.DESK, texts=principal.may(Action.READ_PERSONAL, search_id))


def team_of(event: SearchEvent, search: Search) -> str | None:
    """The team that has to do with an event; it has nothing to do with what was never sent."""
    if event.TOPIC == "streets.sweep_withdrawn":
        sweep = search.sweeps.get(event.about)
        return None if sweep is None else sweep.team_id
    if event.TOPIC.startswith("redirect.") and event.about in unsent(search):
        return None
    team_id = getattr(event, "team_id", None)
    return team_id if isinstance(team_id, str) else None


def unsent(search: Search) -> set[str]:
    """The redirects that no team was ever told of."""
    return {one.redirect_id for one in search.redirects.values() if not one.sent}


def shown_events(view: View, told: Iterable[tuple[Record, str | None]]) -> list[Record]:
    """The records of a view out of (record, team it concerns)."""
    shown = [record for record, team_id in told if view.sees(record["topic"], team_id)]
    if view.names:
        return shown
    return [{k: v for k, v in record.items() if k not in _WHO} for record in shown]


def _outward(subject: Record) -> Record | None:
    description = subject.get("description")
    if not isinstance(description, dict):
        return None
    return {name: value for name, value in description.items() if name in _OUTWARD}
