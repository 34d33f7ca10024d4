from dataclasses import replace

import pytest
from shapely import Polygon

from coordinator.simulation.known_facts import KnownFacts, Order, Watch
from coordinator.simulation.scenario import Scenario
from coordinator.simulation.world import World, play
from domain.area import Area
from domain.camera import Camera, CameraZone, Stretch
from projections.belief.life import Life, Stay
from tests.coordinator.simulation.small_city import SIDE, SMALL, Idle, case, city, sitting

CERTAIN = replace(SMALL, team_pod=1.0, camera_pod=1.0, false_alarm=0.0, teams=1, officers=1)


class SendsTo(Idle):
    """One team, one order."""

    def __init__(self, segments: tuple[int, ...], *, in_order: bool = False) -> None:
        self.order = Order(segments, in_order)
        self.told: list[KnownFacts] = []
        self.asked: list[float] = []

    def send(self, known: KnownFacts, team: int) -> Order | None:
        self.asked.append(known.now)
        return self.order if len(self.asked) == 1 else None

    def redirect(self, known: KnownFacts) -> dict[int, Order]:
        self.told.append(known)
        return {}


class Watches(Idle):
    """One officer, one camera, once."""

    def __init__(self) -> None:
        self.heard: list[KnownFacts] = []
        self.done = False

    def watch(self, known: KnownFacts) -> Watch | None:
        if self.done:
            return None
        self.done = True
        return Watch("C", 0.0, 1800.0)

    def redirect(self, known: KnownFacts) -> dict[int, Order]:
        self.heard.append(replace(known, cleared=list(known.cleared)))
        return {}


def watched(segment: int) -> Area:
    zone = CameraZone("C", Polygon(), (Stretch(segment, 0.0, 100.0),))
    camera = Camera("C", "", city().area.network.junction_place(0))
    return replace(city().area, cameras=(camera,), zones=(zone,))


def test_a_team_finds_who_sits_still_on_its_way() -> None:
    # The first row's streets lead from junction 0 to the right; he sits on the fourth.
    found = play(case(sitting(3)), "one", lambda _: SendsTo((5,)), CERTAIN)
    assert found.found_min == pytest.approx((CERTAIN.message_s + 350 / 2.2) / 60, abs=0.01)


def test_a_team_that_walks_elsewhere_does_not_find_him() -> None:
    found = play(
        case(sitting(3)), "one", lambda _: SendsTo((SIDE * (SIDE - 1) + SIDE * 5,)), CERTAIN
    )
    assert found.found_min is None


def test_nobody_is_found_after_time_is_up() -> None:
    soon = replace(CERTAIN, hours=0.02)
    assert play(case(sitting(3)), "one", lambda _: SendsTo((5,)), soon).found_min is None


def test_what_a_team_went_along_becomes_known() -> None:
    policy = SendsTo((2,))
    hidden = Life((Stay(0, 6000, 3, 50, 50, True), Stay(6000, 9e4, 60, 50, 50, False)))
    World(case(hidden), CERTAIN).played("one", policy)
    sweeps = policy.told[-1].sweeps
    assert [segment for sweep in sweeps for segment in sweep.segments] == [0, 1, 2]
    assert sweeps[-1].until == pytest.approx(3600 + 30 + 300 / 2.2)


def test_a_redirect_reaches_a_team_after_the_messages_delay() -> None:
    class TurnsRound(SendsTo):
        turned = False

        def redirect(self, known: KnownFacts) -> dict[int, Order]:
            if self.turned:
                return {}
            self.turned = True
            return {0: Order((3,))}

    # Upwards from junction 0 first; the first piece of track comes after three minutes.
    up = SIDE * (SIDE - 1)
    order = tuple(up + SIDE * row for row in range(10))
    found = play(case(sitting(3)), "one", lambda _: TurnsRound(order), CERTAIN)
    stays = play(case(sitting(3)), "one", lambda _: SendsTo(order), CERTAIN)
    assert stays.found_min is None
    assert found.found_min is not None
    assert found.orders == 2


def test_a_pass_on_a_watched_window_becomes_a_sighting_and_what_came_before_is_cleared() -> None:
    passing = Life((Stay(0, 900, 7, 50, 50, True), Stay(900, 1000, 7, 0, 100, False),
                    Stay(1000, 6000, 8, 0, 0, True), Stay(6000, 9e4, 8, 0, 0, False)))  # fmt: skip
    policy = Watches()
    outcome = play(case(passing, where=watched(7)), "one", lambda _: policy, CERTAIN)
    (facts,) = policy.heard
    assert outcome.sightings == 1
    (seen,) = facts.sightings
    assert (seen.in_view_since, seen.at) == (900, 999)
    assert seen.heading == pytest.approx(90.0)
    (cleared,) = facts.cleared
    assert cleared.since == 0.0
    assert cleared.until == pytest.approx(900 - 30)
    spent = CERTAIN.review_s + CERTAIN.verify_s + seen.at / CERTAIN.playback
    assert facts.now == pytest.approx(3600 + spent)


def test_nothing_on_a_watched_window_clears_it() -> None:
    policy = Watches()
    play(case(sitting(8), where=watched(7)), "one", lambda _: policy, CERTAIN)
    (facts,) = policy.heard
    assert facts.cleared == [Watch("C", 0.0, 1800.0)]
    assert facts.sightings == []
    assert facts.now == pytest.approx(3600 + 60 + 1800 / 8)


def test_now_and_then_somebody_else_is_taken_for_him() -> None:
    alarms = replace(CERTAIN, false_alarm=1.0, unmasked=0.0)
    policy = Watches()
    outcome = play(case(sitting(8), where=watched(7)), "one", lambda _: policy, alarms)
    assert outcome.sightings == 1
    assert not policy.heard[0].sightings[0].confirmed


@pytest.mark.parametrize(
    "later", [Stay(5000, 9e4, -1, 0, 0, False), Stay(5000, 9e4, 8, 0, 0, True)]
)
def test_a_search_ends_when_nobody_can_find_him_any_more(later: Stay) -> None:
    policy = SendsTo((5,))
    gone = Life((Stay(0, 5000, 60, 0, 0, False), later))
    assert play(case(gone), "one", lambda _: policy, CERTAIN).found_min is None
    assert 4900 < max(policy.asked) < 5000


def test_who_leaves_before_the_end_is_told_apart() -> None:
    gone = Life((Stay(0, 5000, 8, 0, 0, False), Stay(5000, 9e4, -1, 0, 0, False)))
    assert play(case(gone), "idle", lambda _: Idle(), SMALL).left
    assert not play(case(sitting(8)), "idle", lambda _: Idle(), SMALL).left


def test_the_standard_scenario_is_the_published_one() -> None:
    standard = Scenario()
    assert (standard.cameras, standard.officers, standard.teams) == (150, 2, 4)
    assert (standard.playback, standard.review_s, standard.camera_pod) == (8.0, 60.0, 0.75)
    assert (standard.team_speed, standard.team_pod, standard.hours) == (2.2, 0.8, 6.0)
    assert (standard.report_from_min, standard.report_until_min) == (45.0, 120.0)


class Holds(SendsTo):
    """One team, one junction to hold."""

    def __init__(self, junction: int, hold_s: float) -> None:
        super().__init__(())
        self.order = Order((), hold=junction, hold_s=hold_s)


def rolling(reaches_junction_2_at: float) -> Life:
    """Indoors, then from junction 3 through junction 2 to junction 1."""
    there = reaches_junction_2_at
    return Life(
        (
            Stay(0.0, there - 100, 2, 100.0, 100.0, True),
            Stay(there - 100, there, 2, 100.0, 0.0, False),
            Stay(there, there + 100, 1, 100.0, 0.0, False),
            Stay(there + 100, 9e4, 1, 0.0, 0.0, True),
        )
    )


def test_a_team_that_holds_a_junction_finds_who_comes_through() -> None:
    life = rolling(3600 + 400.0)
    found = play(case(life), "one", lambda _: Holds(2, 600.0), CERTAIN)
    assert found.found_min == pytest.approx(400 / 60)


def test_a_team_holds_a_junction_only_as_long_as_it_was_told() -> None:
    life = rolling(3600 + 1500.0)
    assert play(case(life), "one", lambda _: Holds(2, 600.0), CERTAIN).found_min is None


def test_a_team_takes_streets_in_the_order_given() -> None:
    # Both begin where the team is: up the first column and back, then along the first row.
    policy = SendsTo((SIDE * (SIDE - 1), 0), in_order=True)
    found = play(case(sitting(0)), "one", lambda _: policy, CERTAIN)
    assert found.found_min == pytest.approx((30 + (100 + 100 + 50) / 2.2) / 60, abs=0.01)
