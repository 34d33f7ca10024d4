"""Positions of phones: many and cheap, beside the stream of the search."""

from coordinator.accounts import Action
from domain.command import Answer
from domain.teams.team import known_team
from domain.teams.track import Fix, track_id
from web.routes.commands.given import Given, corrected
from web.routes.commands.pattern import Commands, add_command
from web.wire.teams import PositionsBody

commands = Commands("teams")


def report_positions(given: Given, body: PositionsBody) -> Answer:
    """Say where a team's phone was.

    Times are corrected by the device's clock as `occurred_at` is. The answer names the version
    of the search, which positions do not change, and the team's track.
    """
    version = given.look(lambda search: (known_team(search, body.team_id), search.version)[1])
    now = given.by.now
    fixes = [
        Fix(
            fix.lon,
            fix.lat,
            corrected(fix.at, given.device_error, now, f"fixes.{i}.at"),
            fix.accuracy_m,
        )
        for i, fix in enumerate(body.fixes)
    ]
    extended = given.services.tracks.extend(
        given.search_id, body.team_id, fixes, given.by.command_id, now, given.by.digest
    )
    track = str(track_id(given.search_id, body.team_id))
    return Answer(version, track, repeated=extended.repeated)


add_command(
    commands.router,
    "/positions",
    Action.REPORT_POSITIONS,
    PositionsBody,
    report_positions,
    report_positions,
)
