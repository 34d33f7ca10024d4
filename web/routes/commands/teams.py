"""Commands about street teams, their orders and what they searched."""

from datetime import timedelta

from coordinator.accounts import Action
from coordinator.searches.track_sweeps import Correction, sweep_of, walked_within
from domain.checks import checked_place
from domain.command import Command
from domain.moment import moment_of
from domain.records.following import following
from domain.redirects.order import RedirectStreetTeam, ReleaseRedirect
from domain.redirects.reply import ReplyToRedirect
from domain.refusal import invalid
from domain.teams.sweep import SweepStreets, SweepTrack, WithdrawSweep
from domain.teams.team import DeployStreetTeam, StandDownStreetTeam, known_team
from domain.teams.track import Fix
from projections.streets.nearest_segments import AROUND_TARGET_M, segments_around
from web.routes.commands.given import AHEAD, Given
from web.routes.commands.pattern import Commands
from web.security.authenticate import require
from web.wire.camera_zones import ReasonBody
from web.wire.teams import RedirectBody, ReleaseBody, ReplyBody, SweepBody, TeamBody

commands = Commands("teams")
RELAYED_GROUNDS = ("camera_id", "from", "until", "source", "at")


def team_of_redirect(_body: ReplyBody, given: Given) -> str | None:
    """Whose redirect it is."""
    redirect = given.look(lambda search: search.redirects.get(given.ids["redirect_id"]))
    return None if redirect is None else redirect.team_id


def team_of_sweep(_body: ReasonBody, given: Given) -> str | None:
    """Whose sweep it is."""
    sweep = given.look(lambda search: search.sweeps.get(given.ids["sweep_id"]))
    return None if sweep is None else sweep.team_id


@commands.post("/teams", Action.DEPLOY_STREET_TEAM)
def deploy_street_team(body: TeamBody, given: Given) -> Command:
    """Put a team into the streets."""
    return DeployStreetTeam(given.ref("name", body.name) or "", body.mode, body.beat, body.place)


@commands.post("/teams/{team_id}/stand-down", Action.STAND_DOWN_STREET_TEAM)
def stand_down_street_team(body: ReasonBody, given: Given) -> Command:
    """Send a team home."""
    return StandDownStreetTeam(given.ids["team_id"], given.ref("reason", body.reason))


@commands.post("/teams/{team_id}/redirects", Action.REDIRECT_STREET_TEAM)
def redirect_street_team(body: RedirectBody, given: Given) -> Command:
    """Send a team elsewhere, or propose to; with only a target, to the streets around it."""
    if body.propose:
        require(given.principal, Action.PROPOSE_REDIRECT, str(given.search_id))
    target = None if body.target is None else checked_place(body.target.place, given.area, "target")
    segments = tuple(body.segments)
    if target is not None and not segments:
        segments = segments_around(given.area, target)
        if not segments:
            raise invalid(
                "target",
                f"there is no street within {AROUND_TARGET_M:g} m",
                "no_street_near",
                at_most=AROUND_TARGET_M,
            )
    by = given.by
    expires = None if body.expires_min is None else by.now + timedelta(minutes=body.expires_min)
    order = RedirectStreetTeam(
        team_id=given.ids["team_id"],
        target=target,
        segments=segments,
        reason_ref=given.ref("reason", body.reason),
        because=tuple(body.because),
        grounds=grounds_of(given, body.because),
        expires_at=expires,
        propose=body.propose,
    )
    return following(order, "redirect", body.followed)


@commands.post("/redirects/{redirect_id}/release", Action.RELEASE_REDIRECT)
def release_redirect(body: ReleaseBody, given: Given) -> Command:
    """Send a proposed redirect."""
    return following(ReleaseRedirect(given.ids["redirect_id"]), "redirect", body.followed)


@commands.post("/redirects/{redirect_id}/replies", Action.REPLY_TO_REDIRECT, team_of_redirect)
def reply_to_redirect(body: ReplyBody, given: Given) -> Command:
    """Answer a redirect, or record on a team's behalf what was heard by radio."""
    if body.on_behalf:
        require(given.principal, Action.REPLY_ON_BEHALF, str(given.search_id))
    reason_ref = given.ref("reason", body.reason)
    return ReplyToRedirect(given.ids["redirect_id"], body.reply, reason_ref, body.on_behalf)


@commands.post("/sweeps", Action.SWEEP_STREETS)
def sweep_streets(body: SweepBody, given: Given) -> Command:
    """Record which segments a team searched: as tapped, from a track, or from its positions.

    With a track or positions each street counts for when the team was in it, so that this records
    several sweeps; `id` is the first one.
    """
    if body.track is None and not body.recorded:
        segments = tuple(body.segments or ())
        if not body.replaces:
            return SweepStreets(body.team_id, segments, body.window, body.pod)
        return SweepTrack(body.team_id, (), segments, body.window, body.pod, tuple(body.replaces))
    if body.recorded:
        fixes, field = given.services.tracks.fixes(given.search_id, body.team_id), "recorded"
    else:
        fixes, field = fixes_of_track(body, given), "track"
    walked = walked_within(given.area, fixes, body.window, mode_of_team(body.team_id, given))
    correction = Correction(body.segments, body.replaces, body.pod)
    return sweep_of(body.team_id, walked, body.window, correction, field)


def fixes_of_track(body: SweepBody, given: Given) -> list[Fix]:
    """The fixes of a body; a Refusal names one that lies in the future."""
    fixes = []
    for i, (lon, lat, at) in enumerate(body.track or ()):
        moment = moment_of(at)
        if moment > given.by.now + AHEAD:
            raise invalid(
                f"track.{i}", "lies in the future: expected a time up to now", "in_the_future"
            )
        fixes.append(Fix(lon, lat, min(moment, given.by.now)))
    return fixes


def mode_of_team(team_id: str, given: Given) -> str:
    """How a team travels; a Refusal for one that the search does not know."""
    return given.look(lambda search: known_team(search, team_id).mode)


@commands.post("/sweeps/{sweep_id}/withdrawal", Action.WITHDRAW_SWEEP, team_of_sweep)
def withdraw_sweep(body: ReasonBody, given: Given) -> Command:
    """Take back a sweep that was a mistake."""
    return WithdrawSweep(given.ids["sweep_id"], given.ref("reason", body.reason))


def grounds_of(given: Given, because: list[int]) -> tuple[dict[str, str], ...]:
    """The events that caused an order, in a few words that a phone can show without them."""
    grounds = []
    for version in because[:10]:
        if not 0 < version < 2**31:
            continue
        for event in given.services.searches.events_of(given.search_id, version - 1, limit=1):
            ground = {"topic": event.TOPIC}
            for name in RELAYED_GROUNDS:
                value = getattr(event, "since" if name == "from" else name, None)
                if isinstance(value, str):
                    ground[name] = value
            grounds.append(ground)
    return tuple(grounds)
