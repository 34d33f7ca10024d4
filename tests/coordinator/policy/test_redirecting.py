from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any, cast
from uuid import UUID

import pytest

from coordinator.policy.redirecting import POLICY
from coordinator.settings import Settings
from domain.camera_zones.clearance import ClearCameraZone
from domain.command import Command
from domain.knowledge.find import RecordFind
from domain.knowledge.sighting import AssessSighting, ReportSighting
from domain.lifecycle import CloseSearch, ResumeSearch, SuspendSearch
from domain.place import Place
from domain.redirects.order import RedirectStreetTeam
from domain.redirects.reply import ReplyToRedirect
from domain.teams.team import DeployStreetTeam, StandDownStreetTeam
from tests.coordinator.installation import Process, between, minute, process, spot

ORDERS = ("street_team.redirected", "redirect.proposed")


@pytest.fixture
def here(tmp_path: Path) -> Generator[Process]:
    with process(Settings(data_dir=tmp_path / "data")) as one:
        yield one


def deployed(here: Process, search_id: UUID, column: float = 0, row: float = 0) -> str:
    return here.give(search_id, DeployStreetTeam("ref", "foot", place=spot(column, row))).id


def seen_far_away(here: Process, search_id: UUID) -> int:
    """He is seen for sure away from the first route; the version of the assessment."""
    sighting = here.give(
        search_id, ReportSighting(spot(3.5, 2), here.clock.now(), "camera", radius_m=30.0)
    )
    return here.give(search_id, AssessSighting(sighting.id, "confirmed")).version


def orders(here: Process, search_id: UUID) -> list[Any]:
    return cast(list[Any], here.events(search_id, *ORDERS))


def test_an_idle_team_is_sent_where_it_can_find_him(here: Process) -> None:
    search_id = here.open()
    team = deployed(here, search_id)
    assert here.consider(search_id) == 1
    (order,) = orders(here, search_id)
    assert order.TOPIC == "street_team.redirected"
    assert (order.team_id, order.issued_by, order.actor, order.replaces) == (
        team, POLICY, POLICY, None,
    )  # fmt: skip
    assert order.segments
    assert order.expected_pos > 0.004
    assert order.expires_at is not None


def test_without_teams_nothing_is_ordered(here: Process) -> None:
    search_id = here.open()
    seen_far_away(here, search_id)
    assert here.consider(search_id) == 0


def test_a_team_that_stood_down_is_left_alone(here: Process) -> None:
    search_id = here.open()
    here.give(search_id, StandDownStreetTeam(deployed(here, search_id)))
    assert here.consider(search_id) == 0


def test_teams_deployed_one_after_the_other_never_search_the_same_streets(here: Process) -> None:
    search_id = here.open()
    for column in range(4):
        deployed(here, search_id, column=1 + column * 0.2, row=1)
        here.consider(search_id)
    sent = orders(here, search_id)
    assert len(sent) == 4
    searched = [segment for order in sent for segment in order.segments]
    assert len(searched) == len(set(searched))


def test_a_team_is_not_turned_round_again_at_once(here: Process) -> None:
    search_id = here.open()
    deployed(here, search_id)
    here.consider(search_id)
    here.clock.at_minute(5.9)
    seen_far_away(here, search_id)
    assert here.consider(search_id) == 0
    assert here.redirecting.held_until(search_id) == minute(6)
    here.clock.at_minute(6)
    assert here.redirecting.held_until(search_id) is None
    assert here.consider(search_id) == 1


def test_a_sighting_turns_a_team_round_and_is_named_as_the_cause(here: Process) -> None:
    search_id = here.open()
    deployed(here, search_id)
    here.consider(search_id)
    (first,) = orders(here, search_id)
    here.clock.at_minute(7)
    assessed = seen_far_away(here, search_id)
    assert here.consider(search_id) == 1
    second = orders(here, search_id)[-1]
    assert second.replaces == first.redirect_id
    assert {assessed, assessed - 1} <= set(second.because)
    assert {"sighting.reported", "sighting.assessed"} <= {g["topic"] for g in second.grounds}
    ended = here.events(search_id, "redirect.superseded")
    assert [event.about for event in ended] == [first.redirect_id]


def test_given_a_team_where_it_has_just_seen_him_then_it_is_sent_onward(here: Process) -> None:
    search_id = here.open()
    place = spot(1.5, 3)
    deployed(here, search_id, column=1.5, row=3)
    here.consider(search_id)
    here.clock.at_minute(7)
    now = here.clock.now()
    seen = ReportSighting(place, now, "officer", radius_m=40.0, minutes_doubt=1, credibility=0.9)
    here.give(search_id, seen)
    assert here.consider(search_id) == 1
    order = orders(here, search_id)[-1]
    target = Place(order.target_lon, order.target_lat)
    # Around there, where he can have gone since; not to where it stands.
    assert 50 < target.distance_m(place) < 250


def test_a_clearance_is_named_with_its_camera_and_window(here: Process) -> None:
    search_id = here.open()
    deployed(here, search_id)
    here.give(search_id, ClearCameraZone("C5", between(-20, -10)))
    assert here.consider(search_id) == 1
    (ground,) = orders(here, search_id)[0].grounds
    assert ground == {
        "topic": "camera_zone.cleared",
        "camera_id": "C5",
        "from": "2026-03-02T08:40:00Z",
        "until": "2026-03-02T08:50:00Z",
    }


def test_a_little_better_is_not_worth_turning_round(here: Process) -> None:
    search_id = here.open(redirect_gain_ratio=1e6)
    deployed(here, search_id)
    here.consider(search_id)
    here.clock.at_minute(7)
    seen_far_away(here, search_id)
    assert here.consider(search_id) == 0


def test_hardly_any_chance_is_not_worth_an_order(here: Process) -> None:
    search_id = here.open(redirect_least_pos=0.99)
    deployed(here, search_id)
    assert here.consider(search_id) == 0


def test_an_officers_order_is_questioned_but_never_overruled(here: Process) -> None:
    search_id = here.open()
    team = deployed(here, search_id)
    ordered = here.give(search_id, RedirectStreetTeam(team, segments=(0,))).id
    here.clock.at_minute(7)
    seen_far_away(here, search_id)
    assert here.consider(search_id) == 1
    proposal = orders(here, search_id)[-1]
    assert proposal.TOPIC == "redirect.proposed"
    assert proposal.replaces == ordered
    with here.commanding.reading(search_id) as search:
        assert search.teams[team].assignment == ordered


def test_other_teams_stay_off_the_streets_an_officer_gave_away(here: Process) -> None:
    search_id = here.open()
    bound = deployed(here, search_id)
    here.consider(search_id)
    best = tuple(orders(here, search_id)[0].segments)
    here.give(search_id, RedirectStreetTeam(bound, segments=best))
    here.clock.at_minute(10)
    deployed(here, search_id)
    here.consider(search_id)
    new = next(o for o in orders(here, search_id)[2:] if o.team_id != bound)
    assert not set(new.segments) & set(best)


def test_a_team_that_declined_is_not_asked_again_at_once(here: Process) -> None:
    search_id = here.open()
    deployed(here, search_id)
    here.consider(search_id)
    (order,) = orders(here, search_id)
    here.give(search_id, ReplyToRedirect(order.redirect_id, "declined"))
    assert here.consider(search_id) == 0
    here.clock.at_minute(7)
    assert here.consider(search_id) == 1


def test_a_team_that_is_done_is_sent_on_at_once(here: Process) -> None:
    search_id = here.open()
    deployed(here, search_id)
    here.consider(search_id)
    (order,) = orders(here, search_id)
    here.give(search_id, ReplyToRedirect(order.redirect_id, "completed"))
    assert here.consider(search_id) == 1


def test_where_an_officer_sends_the_policy_proposes_after_news_and_not_twice(
    here: Process,
) -> None:
    search_id = here.open(redirect_at_once=0.0)
    deployed(here, search_id)
    assert here.consider(search_id) == 0, "a deployment alone is no news"
    here.give(search_id, ClearCameraZone("C5", between(-20, -10)))
    assert here.consider(search_id) == 1
    assert [order.TOPIC for order in orders(here, search_id)] == ["redirect.proposed"]
    here.give(search_id, ClearCameraZone("C6", between(-20, -10)))
    assert here.consider(search_id) == 0, "it would be the same proposal"
    seen_far_away(here, search_id)
    assert here.consider(search_id) == 1
    with here.commanding.reading(search_id) as search:
        statuses = [redirect.status for redirect in search.redirects.values()]
    assert statuses == ["superseded", "proposed"]


@pytest.mark.parametrize("state", ["suspended", "found", "closed"])
def test_a_search_that_is_not_open_gets_no_orders(here: Process, state: str) -> None:
    search_id = here.open()
    deployed(here, search_id)
    ending: dict[str, Command] = {
        "suspended": SuspendSearch(),
        "found": RecordFind(spot(1, 1), minute(0)),
        "closed": CloseSearch("found"),
    }
    here.give(search_id, ending[state])
    assert here.consider(search_id) == 0
    if state == "suspended":
        here.give(search_id, ResumeSearch())
        assert here.consider(search_id) == 1


def test_the_same_occasion_considered_again_changes_nothing(here: Process) -> None:
    search_id = here.open()
    deployed(here, search_id)
    occasions = here.events(search_id)
    assert here.redirecting.consider(search_id, occasions) == 1
    assert here.redirecting.consider(search_id, occasions) == 0


def test_two_processes_that_consider_the_same_at_once_send_each_team_once(
    settings: Settings,
) -> None:
    with process(settings) as one, process(settings) as other:
        search_id = one.open()
        teams = {deployed(one, search_id, column, 0) for column in range(3)}
        begin = Barrier(2)

        def consider(which: Process) -> int:
            occasions = which.events(search_id)
            which.advising.standing(search_id)
            begin.wait(timeout=60)
            return which.redirecting.consider(search_id, occasions)

        with ThreadPoolExecutor(2) as threads:
            given = list(threads.map(consider, (one, other)))
        sent = orders(one, search_id)
        assert sum(given) == len(sent) == 3
        assert {order.team_id for order in sent} == teams


def test_two_processes_that_heard_of_different_things_send_a_team_once(
    settings: Settings,
) -> None:
    with process(settings) as one, process(settings) as other:
        search_id = one.open()
        deployed(one, search_id)
        early = one.events(search_id)
        one.give(search_id, ClearCameraZone("C5", between(-20, -10)))
        late = other.events(search_id)
        begin = Barrier(2)

        def consider(which: tuple[Process, list[Any]]) -> int:
            begin.wait(timeout=60)
            return which[0].redirecting.consider(search_id, which[1])

        with ThreadPoolExecutor(2) as threads:
            given = list(threads.map(consider, ((one, early), (other, late))))
        assert sum(given) == len(orders(one, search_id)) == 1
