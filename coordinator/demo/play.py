"""One search of a demo or an exercise, from its opening."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from coordinator.clock import Clock
from coordinator.demo.caller import Caller
from coordinator.demo.direction import Direction
from coordinator.demo.scenery import Scenery
from coordinator.demo.street_team import StreetTeam
from coordinator.demo.truth import HiddenTruth
from domain.moment import moment_text


@dataclass(frozen=True)
class Play:
    """One search of the demo."""

    search_id: str
    team_ids: tuple[str, ...]
    truth: HiddenTruth
    begun_at: datetime
    players: dict[str, StreetTeam]
    """By team id."""


async def opened(
    commander: Caller, scenery: Scenery, direction: Direction, clock: Clock, seed: int
) -> Play:
    """Open a search of this story, with its teams; begins at once."""
    story = scenery.story
    begin = clock.now().replace(microsecond=0) - direction.reported_after
    truth = await asyncio.to_thread(direction.truth_of, begin, seed)
    opened = await commander.command(
        "/searches",
        {
            "area": scenery.area.name,
            "subject": {"mobility": story.mobility, **story.description},
            "last_known_point": {
                "lon": story.last_known_point.lon,
                "lat": story.last_known_point.lat,
                "at": moment_text(begin),
            },
            "parameters": {"redirect_at_once": 1.0},
            "familiar_places": [
                {"lon": p.place.lon, "lat": p.place.lat, "label": p.label, "weight": p.weight}
                for p in story.familiar_places
            ],
        },
    )
    search_id = str(opened["search_id"])
    team_ids = []
    for team in story.teams:
        body = {
            "name": team.name,
            "mode": team.mode,
            "lon": team.place.lon,
            "lat": team.place.lat,
        }
        answer = await commander.command(f"/searches/{search_id}/teams", body)
        team_ids.append(str(answer["id"]))
    return Play(search_id, tuple(team_ids), truth, clock.now(), {})
