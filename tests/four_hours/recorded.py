"""Writes the four hours into an installation, each command at its time.

One phone is out of the net for a quarter of an hour and tells what it did afterwards; one clearance
was a mistake; one camera's clock was wrong. So what was known and what was true are not the same.
"""

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Protocol
from uuid import UUID, uuid5

from coordinator.area_store import AreaStore
from coordinator.areas.codec import decode_area, encode_area
from coordinator.searches.application import Searches
from coordinator.searches.tracks import Tracks
from coordinator.simulation.case import BEGIN, Case, drawn
from coordinator.simulation.city import city_of_file
from coordinator.simulation.known_facts import Order, Sighting, Sweep, Watch
from coordinator.simulation.policies.practice import Practice
from coordinator.simulation.scenario import Scenario
from coordinator.vault import Json, Vault
from domain.area import Area
from domain.camera_zones.claim import ClaimCameraZone
from domain.camera_zones.clearance import ClearCameraZone, WithdrawClearance
from domain.camera_zones.clock import CorrectCameraClock
from domain.command import Command, Issued
from domain.knowledge.find import RecordFind
from domain.knowledge.last_known_point import SetLastKnownPoint
from domain.knowledge.rest_of_world import CheckRestOfWorld
from domain.knowledge.sighting import AssessSighting, ReportSighting
from domain.knowledge.subject import DescribeSubject
from domain.lifecycle import CloseSearch
from domain.network import Network
from domain.opening import OpenSearch
from domain.parameters import MODEL_VERSION, default_parameters
from domain.place import Place
from domain.records.note import AddNote
from domain.redirects.order import RedirectStreetTeam
from domain.redirects.reply import ReplyToRedirect
from domain.search import Search
from domain.teams.sweep import SweepStreets
from domain.teams.team import DeployStreetTeam
from domain.teams.track import Fix, Track
from domain.window import Window
from projections.streets.street_lines import Spot, StreetLines
from tests.four_hours.written_down import Deed, Diarist, Leg, WrittenDown

SEED = 14
"""He is found three and a half hours after the report, after many a wrong turn."""
SCENARIO = Scenario(
    cameras=40, cameras_within_m=1500, officers=1, teams=3, hours=4.2,
    report_from_min=60, report_until_min=60,
)  # fmt: skip
IDS = UUID(int=4)
NAMES = ("一组", "二组", "三组")
FIX_EVERY_S = 10.0
BATCH_S = 30.0
TASK_S = 720.0
REPLIES = (
    (6.0, "received"), (24.0, "wilco"), (60.0, "executing"), (TASK_S - 20.0, "completed"),
)  # fmt: skip
SWEEP_S = 240.0
"""What a team went along becomes evidence in pieces of this length."""
OFFLINE = (1, 80 * 60.0, 95 * 60.0)
"""A team, and from when to when after the report its phone has no net."""
MISTAKE = 4
"""The clearance that is taken back."""
CLOSED_S = 4 * 3600.0
"""After the report."""
SMALL = {
    "population_batch": 4000.0,
    "population_ess": 4000.0,
    "population_error": 0.0,
    "population_ess_branch": 400.0,
    "redirect_least_pos": 2.0,
}
"""Few trajectories, so that tests are quick, and no orders but those of people."""


class Installation(Protocol):
    """The services that a search is recorded with."""

    @property
    def areas(self) -> AreaStore: ...
    @property
    def searches(self) -> Searches: ...
    @property
    def tracks(self) -> Tracks: ...
    @property
    def vault(self) -> Vault: ...


@dataclass(frozen=True)
class FourHours:
    """The recorded search, and what the simulation knows of it."""

    search_id: UUID
    area: Area
    case: Case
    opened_at: datetime
    found_at: datetime
    ended_at: datetime
    place: Place
    """Where he was found."""
    team_ids: tuple[str, ...]
    fixes: int


def four_hours(here: Installation, areas_dir: Path) -> FourHours:
    """Simulate the search and record it; takes some seconds, and is the same each time."""
    city = city_of_file(areas_dir / "munich_centre.osm.pbf", "munich")
    case = drawn(city, SCENARIO, SEED)
    written = Diarist(case, SCENARIO).written(Practice)
    assert written.found_s is not None
    area = decode_area("munich", encode_area(case.given.area))
    here.areas.keep(area, BEGIN)
    return _Recorder(here, area, case, written).record(written.found_s)


def moment(seconds: float) -> datetime:
    """So many seconds after the last known point."""
    return BEGIN + timedelta(seconds=seconds)


@dataclass
class _Recorder:
    here: Installation
    area: Area
    case: Case
    written: WrittenDown
    search_id: UUID = field(default_factory=lambda: uuid5(IDS, "search"))
    _queue: list[tuple[float, int, Callable[[], object]]] = field(default_factory=list)
    _number: "count[int]" = field(default_factory=count)
    _now: float = 0.0
    _teams: list[str] = field(default_factory=list)
    _assigned: dict[int, str] = field(default_factory=dict)
    _cleared: int = 0
    _fixes: int = 0
    _tracks: dict[int, Track] = field(default_factory=dict)
    search: Search = field(init=False)

    def record(self, found_s: float) -> FourHours:
        begin = self.case.given.reported_s
        self._at(begin, self._open)
        for deed in [*_joined(self.written.deeds), *self._streets_given(begin)]:
            known = self._known_at(deed.who if isinstance(deed.what, Sweep) else -1, deed.at)
            self._at(max(known, begin + 30.0), lambda deed=deed: self._do(deed))  # type: ignore[misc]
        self._positions()
        truth = self.case.truth()
        place, _heading = truth.where(found_s)
        legs = self.written.legs
        finder = next((leg.team for leg in legs if leg.since <= found_s <= leg.until), 0)
        self._at(found_s + 20.0, lambda: self._find(place, found_s, finder))
        self._at(begin + CLOSED_S, lambda: self._give(CloseSearch("found_well")))
        self._others(begin)
        while self._queue:
            self._now, _, act = heapq.heappop(self._queue)
            act()
        self._save()
        return FourHours(
            self.search_id, self.area, self.case, moment(begin), moment(found_s),
            moment(begin + CLOSED_S), place, tuple(self._teams), self._fixes,
        )  # fmt: skip

    def _at(self, at: float, act: Callable[[], object]) -> None:
        heapq.heappush(self._queue, (at, next(self._number), act))

    def _issued(self, occurred_s: float | None = None) -> Issued:
        key = str(uuid5(IDS, f"command {next(self._number)}"))
        occurred = moment(self._now if occurred_s is None else occurred_s)
        return Issued(key, "", "officer", occurred, moment(self._now))

    def _give(self, command: Command, occurred_s: float | None = None) -> str:
        return self.search.obey(command, self._issued(occurred_s), self.area).id

    def _save(self) -> None:
        """All at once: a commit for each command would take most of the time."""
        self.here.searches.save(self.search)
        for track in self._tracks.values():
            self.here.tracks.save(track)

    def _sealed(self, text: Json) -> str:
        return self.here.vault.seal(str(self.search_id), text)

    def _open(self) -> None:
        report = self.case.given.report
        described: Json = {"name": "Li", "age": 82, "clothing": "dark green coat"}
        subject = DescribeSubject(str(report.mobility), BEGIN, {}, self._sealed(described))
        point = report.last_known_point
        command = OpenSearch(
            self.search_id, subject, SetLastKnownPoint(point.place, point.at, point.radius_m), (),
            MODEL_VERSION, default_parameters() | SMALL, SEED,
        )  # fmt: skip
        self.search, _ = command.begin(self._issued(), self.area)
        network = self.area.network
        for name, junction in zip(NAMES, self.case.team_junctions, strict=True):
            place = network.junction_place(junction)
            team = DeployStreetTeam(self._sealed(name), "bicycle", None, place)
            self._teams.append(self._give(team))

    def _known_at(self, team: int, at: float) -> float:
        since, until = (self.case.given.reported_s + each for each in OFFLINE[1:])
        return until if team == OFFLINE[0] and since <= at < until else at

    def _do(self, deed: Deed) -> None:
        match deed.what:
            case Watch() as watch if deed.begun:
                self._give(ClaimCameraZone(watch.camera_id, _window(watch)))
            case Watch() as watch:
                self._clear(watch)
            case Sighting() as seen:
                told = self._give(
                    ReportSighting(
                        seen.place, moment(seen.at), "camera",
                        heading=seen.heading, camera_id=seen.camera_id,
                    )
                )  # fmt: skip
                verdict = "confirmed" if seen.confirmed else "unconfirmed"
                self._at(self._now + 90.0, lambda: self._assess(told, verdict))
            case Sweep() as sweep:
                window = Window(moment(sweep.since), moment(sweep.until))
                swept = SweepStreets(self._teams[deed.who], sweep.segments, window)
                self._give(swept, max(deed.at, sweep.until))
            case Order() as order:
                self._order(deed.who, order)

    def _streets_given(self, begin: float) -> Iterator[Deed]:
        """To every team, whenever it has done what it was told, the streets it then went along."""
        told = [deed for deed in self.written.deeds if isinstance(deed.what, Order)]
        for team in range(len(NAMES)):
            at, end = begin + 60.0, max(leg.until for leg in self.written.legs)
            while at < end:
                legs = [leg for leg in self.written.legs if leg.team == team]
                streets = dict.fromkeys(
                    leg.segment for leg in legs if at <= leg.since < at + TASK_S
                )
                turned = [d.at for d in told if d.who == team and at <= d.at < at + TASK_S]
                if streets and not turned:
                    yield Deed(at, Order(tuple(streets)), team)
                at = max([at, *turned]) + TASK_S

    def _assess(self, sighting_id: str, verdict: str) -> None:
        self._give(AssessSighting(sighting_id, verdict))

    def _clear(self, watch: Watch) -> None:
        cleared = self._give(ClearCameraZone(watch.camera_id, _window(watch), "good", None, 8.0))
        self._cleared += 1
        if self._cleared == MISTAKE:
            self._at(self._now + 360.0, lambda: self._withdraw(cleared))

    def _withdraw(self, clearance_id: str) -> None:
        self._give(WithdrawClearance(clearance_id))

    def _order(self, team: int, order: Order) -> None:
        shape = self.area.network.shape_of(order.segments[0])
        target = Place(*shape[len(shape) // 2])
        redirect = self._give(
            RedirectStreetTeam(self._teams[team], target, order.segments[:40], expected_pos=0.1)
        )
        self._assigned[team] = redirect
        for after_s, reply in REPLIES:
            self._at(self._now + after_s, lambda reply=reply: self._reply(team, redirect, reply))  # type: ignore[misc]

    def _reply(self, team: int, redirect: str, reply: str) -> None:
        if self._assigned.get(team) == redirect:
            self._give(ReplyToRedirect(redirect, reply))

    def _find(self, place: Place, found_s: float, finder: int) -> None:
        self._give(RecordFind(place, moment(found_s), "well", self._teams[finder]), found_s)

    def _others(self, begin: float) -> None:
        camera = self.area.cameras[7].camera_id
        asked = Window(moment(0), moment(begin + 60 * 60.0))
        self._at(begin + 70 * 60.0, lambda: self._give(CheckRestOfWorld("hospital", asked, 0.8)))
        self._at(begin + 100 * 60.0, lambda: self._give(CorrectCameraClock(camera, 120.0)))
        self._at(begin + 15 * 60.0, lambda: self._give(AddNote(self._sealed("his daughter came"))))

    def _positions(self) -> None:
        lines = StreetLines(self.area.network)
        batches: dict[tuple[float, int], list[Fix]] = {}
        chance = random.Random(SEED)
        for leg in self.written.legs:
            for at, place in _along(leg, self.area.network, lines):
                sent = self._known_at(leg.team, at - at % BATCH_S + BATCH_S)
                fix = Fix(place.lon, place.lat, moment(at), round(chance.uniform(4.0, 12.0), 1))
                batches.setdefault((sent, leg.team), []).append(fix)
        for (sent, team), fixes in batches.items():
            self._at(sent, lambda team=team, fixes=fixes: self._moved(team, fixes))  # type: ignore[misc]

    def _moved(self, team: int, fixes: list[Fix]) -> None:
        self._fixes += len(fixes)
        by, team_id = self._issued(), self._teams[team]
        if team not in self._tracks:
            self._tracks[team] = Track.begin(self.search_id, team_id, by.now)
        self._tracks[team].extend(fixes, by.command_id, by.now)


def _joined(deeds: list[Deed]) -> Iterator[Deed]:
    """Sweeps of one team joined to pieces of some minutes."""
    open_sweeps: dict[int, Sweep] = {}
    for deed in deeds:
        if not isinstance(deed.what, Sweep):
            yield deed
            continue
        known = open_sweeps.pop(deed.who, None)
        sweep = deed.what
        if known is not None:
            streets = dict.fromkeys((*known.segments, *sweep.segments))
            sweep = Sweep(tuple(streets), known.since, sweep.until)
        if sweep.until - sweep.since >= SWEEP_S:
            yield Deed(deed.at, sweep, deed.who)
        else:
            open_sweeps[deed.who] = sweep


def _window(watch: Watch) -> Window:
    return Window(moment(watch.since), moment(watch.until))


def _along(leg: Leg, network: Network, lines: StreetLines) -> list[tuple[float, Place]]:
    """Where a team is every ten seconds of a leg, once at least for a long one."""
    length_m = float(network.length_m[leg.segment])
    forward = int(network.end[leg.segment]) == leg.onto
    found = []
    at = leg.since - leg.since % FIX_EVERY_S + FIX_EVERY_S
    while at <= leg.until:
        share = (at - leg.since) / (leg.until - leg.since)
        along_m = length_m * (share if forward else 1 - share)
        found.append((at, lines.place_at(Spot(leg.segment, along_m))))
        at += FIX_EVERY_S
    return found
