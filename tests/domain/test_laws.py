"""Whatever is commanded in whatever order, these hold."""

from collections.abc import Collection
from math import nan
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.camera_zones.claim import ClaimCameraZone, ReleaseCameraZone
from domain.camera_zones.clearance import ClearCameraZone, WithdrawClearance
from domain.camera_zones.clock import CorrectCameraClock
from domain.camera_zones.outage import ReportCameraOutage
from domain.camera_zones.recording import MarkRecordingAvailable, RequestRecording
from domain.command import Answer, Command
from domain.knowledge.familiar_place import AddFamiliarPlace
from domain.knowledge.find import RecordFind, WithdrawFind
from domain.knowledge.last_known_point import SetLastKnownPoint
from domain.knowledge.photo import AddSightingPhoto, AddSubjectPhoto, WithdrawSubjectPhoto
from domain.knowledge.rest_of_world import CheckRestOfWorld, WithdrawRestOfWorldCheck
from domain.knowledge.sighting import AssessSighting, ReportSighting
from domain.knowledge.subject import DescribeSubject
from domain.lifecycle import CloseSearch, ResumeSearch, SuspendSearch
from domain.place import Place
from domain.records.advice import FollowAdvice
from domain.records.checklist import DoChecklistItem, UndoChecklistItem
from domain.records.note import AddNote
from domain.redirects.ending import EscalateRedirect, ExpireRedirect
from domain.redirects.order import CURRENT, RedirectStreetTeam, ReleaseRedirect
from domain.redirects.reply import ReplyToRedirect
from domain.redirects.state import REPLIES
from domain.teams.sweep import SweepStreets, WithdrawSweep
from domain.teams.team import DeployStreetTeam, StandDownStreetTeam
from domain.window import Window
from tests.domain.json_primitives import data_of, is_json
from tests.domain.scenario import Scenario, at, between
from tests.domain.stored import rebuilt, state_of
from tests.domain.town import FAR_AWAY, IN_TOWN, JUNCTIONS, NOT_ON_EARTH, SWAPPED

T = TypeVar("T")
U = TypeVar("U")

UNKNOWN = 19
which = st.integers(0, UNKNOWN)
"""Mostly something that exists, once in twenty something that nobody knows."""


def pick(ids: Collection[str], n: int) -> str:
    """One of the ids, the newest first, or one that nobody knows."""
    return "unknown" if n == UNKNOWN or not ids else [*ids][-1 - n % len(ids)]


def mostly(good: list[T], bad: list[U]) -> st.SearchStrategy[T | U]:
    """Good values five times as often as bad ones."""
    return st.sampled_from([*good * 5 * len(bad), *bad * len(good)])


actors = st.sampled_from(["lin", "chen"])
cameras = mostly(["gate", "shop"], ["moon"])
places = mostly([IN_TOWN, *JUNCTIONS], [FAR_AWAY, SWAPPED, NOT_ON_EARTH])
segments = mostly([(1,), (2, 5), (6, 0, 3)], [(), (7,), (-1, 2)])
chances = mostly([None, 0.0, 0.5], [1.0, nan])
since = mostly([20, 25, 30, 40], [4])
lengths = mostly([5, 10, 20], [30])
ages = mostly([0, 10, 20], [-1])
amounts = st.one_of(st.floats(0.1, 60.0), st.floats(0.1, 60.0), st.floats())
numbers = st.dictionaries(
    mostly(["age", "gain_bits"], ["_type_", "_data_", "Old man"]),
    st.one_of(st.floats(0.0, 99.0), st.floats(0.0, 99.0), st.floats()),
    max_size=2,
)


class AnySearch(RuleBasedStateMachine):
    """A search to which anybody says anything."""

    def __init__(self) -> None:
        super().__init__()
        self.scenario = Scenario()
        team = self.scenario.given(DeployStreetTeam("name-1", "foot"))
        self.scenario.given(DeployStreetTeam("name-2", "vehicle"))
        self.scenario.given(RedirectStreetTeam(team, segments=(1,), expires_at=at(10)))
        self.accepted: dict[int, tuple[Command, Answer]] = {}

    @property
    def now(self) -> int:
        return int(self.scenario.minute)

    def window(self, since: int, length: int) -> Window:
        return between(self.now - since, self.now - since + length)

    def issue(self, command: Command, actor: str = "lin", occurred: float | None = None) -> None:
        scenario = self.scenario
        scenario.when(command, actor, occurred=occurred)
        scenario.judged = True
        if scenario.answer is not None:
            assert not scenario.answer.repeated
            assert scenario.answer.version == scenario.search.version
            self.accepted[scenario.number] = command, scenario.answer

    @rule(minutes=st.integers(1, 9))
    def time_passes(self, minutes: int) -> None:
        self.scenario.minute += minutes

    @rule(camera=cameras, since=since, length=lengths, actor=actors)
    def a_window_is_claimed(self, camera: str, since: int, length: int, actor: str) -> None:
        self.issue(ClaimCameraZone(camera, self.window(since, length)), actor)

    @precondition(lambda self: self.scenario.search.camera_zones.claims)
    @rule(n=which, actor=actors)
    def a_claim_is_released(self, n: int, actor: str) -> None:
        self.issue(ReleaseCameraZone(pick(self.scenario.search.camera_zones.claims, n)), actor)

    @rule(camera=cameras, since=since, length=lengths, actor=actors, pod=chances,
          grade=mostly([None, "good", "poor"], ["best"]))  # fmt: skip
    def a_window_is_cleared(
        self, camera: str, since: int, length: int, actor: str, pod: float | None, grade: str | None
    ) -> None:
        command = ClearCameraZone(camera, self.window(since, length), grade, pod)
        self.issue(command, actor, occurred=self.now - 5)

    @precondition(lambda self: self.scenario.search.camera_zones.clearances)
    @rule(n=which)
    def a_clearance_is_withdrawn(self, n: int) -> None:
        self.issue(WithdrawClearance(pick(self.scenario.search.camera_zones.clearances, n)))

    @rule(camera=cameras, since=since, length=lengths, offset_s=amounts)
    def a_camera_is_off(self, camera: str, since: int, length: int, offset_s: float) -> None:
        self.issue(CorrectCameraClock(camera, offset_s))
        self.issue(ReportCameraOutage(camera, self.window(since, length)))

    @rule(camera=cameras, minutes=amounts, n=which)
    def a_recording_is_asked_for_or_arrives(self, camera: str, minutes: float, n: int) -> None:
        self.issue(RequestRecording(camera, minutes, at(600)))
        self.issue(MarkRecordingAvailable(pick(self.scenario.search.camera_zones.recordings, n)))

    @rule(place=places, ago=ages, radius_m=amounts, chance=chances)
    def a_sighting(self, place: Place, ago: int, radius_m: float, chance: float | None) -> None:
        then = at(self.now - ago)
        self.issue(ReportSighting(place, then, "witness", radius_m, credibility=chance))

    @precondition(lambda self: self.scenario.search.sightings)
    @rule(n=which, verdict=mostly(["confirmed", "unconfirmed", "ruled_out"], ["maybe"]))
    def a_verdict(self, n: int, verdict: str) -> None:
        self.issue(AssessSighting(pick(self.scenario.search.sightings, n), verdict))
        self.issue(AddSightingPhoto(pick(self.scenario.search.sightings, n), f"photo-{n}"))

    @rule(n=which)
    def a_photo_comes_and_goes(self, n: int) -> None:
        self.issue(AddSubjectPhoto(f"photo-{n}-{self.scenario.number}"))
        if n % 2:
            self.issue(WithdrawSubjectPhoto())

    @rule(place=places, ago=ages, amount=amounts, mobility=mostly(["manual", "pushed"], ["fly"]),
          numbers=numbers)  # fmt: skip
    def something_is_known_of_him(
        self, place: Place, ago: int, amount: float, mobility: str, numbers: dict[str, float]
    ) -> None:
        self.issue(SetLastKnownPoint(place, at(self.now - ago), amount))
        self.issue(AddFamiliarPlace(place, amount))
        self.issue(DescribeSubject(mobility, at(self.now - ago), numbers))

    @rule(since=since, length=lengths, pod=st.sampled_from([0.3, 0.7, 1.0]), numbers=numbers)
    def something_is_put_on_record(
        self, since: int, length: int, pod: float, numbers: dict[str, float]
    ) -> None:
        self.issue(CheckRestOfWorld("bus", self.window(since, length), pod))
        self.issue(FollowAdvice("review", numbers))
        self.issue(DoChecklistItem("video", "ask-bus"))
        self.issue(AddNote("text-1"), occurred=self.now - since)

    @precondition(lambda self: self.scenario.search.rest_of_world_checks)
    @rule(n=which)
    def a_check_is_withdrawn(self, n: int) -> None:
        self.issue(WithdrawRestOfWorldCheck(pick(self.scenario.search.rest_of_world_checks, n)))

    @rule(n=which, undone=st.booleans())
    def a_team_ticks_its_card_or_takes_a_tick_off(self, n: int, undone: bool) -> None:
        team = pick(self.scenario.search.teams, n)
        self.issue((UndoChecklistItem if undone else DoChecklistItem)("street", "radio", team))

    @rule(place=st.none() | places, mode=mostly(["foot", "bicycle"], ["balloon"]))
    def a_team_comes(self, place: Place | None, mode: str) -> None:
        self.issue(DeployStreetTeam("name-1", mode, place=place))

    @rule(n=which)
    def a_team_goes(self, n: int) -> None:
        if len(self.scenario.search.teams) > 2:
            self.issue(StandDownStreetTeam(pick(self.scenario.search.teams, n)))

    @rule(n=which, goal=st.sampled_from([IN_TOWN, None]), segments=segments, propose=st.booleans(),
          expires=st.sampled_from([1, 5, None]), expected=mostly([0.4, None], [nan]),
          replaces=mostly([CURRENT], [None]))  # fmt: skip
    def a_redirect(
        self, n: int, goal: Place | None, segments: tuple[int, ...], propose: bool,
        expires: int | None, expected: float | None, replaces: str | None,
    ) -> None:  # fmt: skip
        self.issue(
            RedirectStreetTeam(
                pick(self.scenario.search.teams, n), goal, segments, because=(1, 2),
                grounds=({"topic": "search.opened"},), expected_pos=expected, replaces=replaces,
                expires_at=None if expires is None else at(self.now + expires), propose=propose,
            )
        )  # fmt: skip

    @precondition(lambda self: self.scenario.search.redirects)
    @rule(n=which, reply=mostly([*REPLIES], ["delivered"]))
    def a_reply(self, n: int, reply: str) -> None:
        self.issue(ReplyToRedirect(pick(self.scenario.search.redirects, n), reply))

    @precondition(lambda self: self.scenario.search.redirects)
    @rule(n=which, end=st.sampled_from([ReleaseRedirect, ExpireRedirect, EscalateRedirect]))
    def something_becomes_of_a_redirect(
        self, n: int, end: type[ReleaseRedirect | ExpireRedirect | EscalateRedirect]
    ) -> None:
        self.issue(end(pick(self.scenario.search.redirects, n)))

    @rule(n=which, segments=segments, since=since, pod=chances)
    def a_sweep(self, n: int, segments: tuple[int, ...], since: int, pod: float | None) -> None:
        team = pick(self.scenario.search.teams, n)
        self.issue(SweepStreets(team, segments, self.window(since, 5), pod))

    @precondition(lambda self: self.scenario.search.sweeps)
    @rule(n=which)
    def a_sweep_is_withdrawn(self, n: int) -> None:
        self.issue(WithdrawSweep(pick(self.scenario.search.sweeps, n)))

    @rule(place=places, ago=ages)
    def a_find(self, place: Place, ago: int) -> None:
        self.issue(RecordFind(place, at(self.now - ago)))

    @precondition(lambda self: self.scenario.search.find)
    @rule()
    def a_find_is_withdrawn(self) -> None:
        self.issue(WithdrawFind())

    @rule(restart=st.booleans())
    def the_search_pauses(self, restart: bool) -> None:
        self.issue(SuspendSearch())
        if restart:
            self.issue(ResumeSearch())

    @precondition(lambda self: self.scenario.search.suspended)
    @rule()
    def the_search_goes_on(self) -> None:
        self.issue(ResumeSearch())

    @precondition(lambda self: len(self.scenario.events) > 40)
    @rule()
    def the_search_is_closed(self) -> None:
        self.issue(CloseSearch("not_found"))

    @precondition(lambda self: self.accepted)
    @rule(n=which, after_restart=st.booleans())
    def somebody_repeats_a_command(self, n: int, after_restart: bool) -> None:
        number = [*self.accepted][n % len(self.accepted)]
        command, answer = self.accepted[number]
        last = self.scenario.number
        if after_restart:
            self.scenario.search = rebuilt(self.scenario.events)
        self.scenario.when(command, number=number)
        self.scenario.then_repeated(answer)
        self.scenario.number = last

    @invariant()
    def versions_are_consecutive(self) -> None:
        versions = [event.originator_version for event in self.scenario.events]
        assert versions == [*range(1, self.scenario.search.version + 1)]

    @invariant()
    def events_hold_json_primitives_only(self) -> None:
        for event in self.scenario.news:
            assert is_json(data_of(event)), data_of(event)

    @invariant()
    def a_team_is_bound_by_open_redirects_of_its_own_only(self) -> None:
        search = self.scenario.search
        for team in search.teams.values():
            if team.assignment is not None:
                redirect = search.redirects[team.assignment]
                assert redirect.team_id == team.team_id
                assert redirect.is_open
                assert redirect.status != "proposed"
                assert team.deployed

    @invariant()
    def every_sent_redirect_that_is_open_is_its_teams_assignment(self) -> None:
        search = self.scenario.search
        waiting: dict[str, list[str]] = {}
        for redirect in search.redirects.values():
            if redirect.is_open and redirect.status != "proposed":
                waiting.setdefault(redirect.team_id, []).append(redirect.redirect_id)
        for team_id, redirects in waiting.items():
            assert redirects == [search.teams[team_id].assignment]

    def teardown(self) -> None:
        """The stored events make an equal search."""
        assert state_of(rebuilt(self.scenario.events)) == state_of(self.scenario.search)


TestAnySearch = AnySearch.TestCase
TestAnySearch.settings = settings(max_examples=80, stateful_step_count=50, deadline=None)
