"""A demo over HTTP and WebSocket, in a small town: its parts, its pace, and how it goes on."""

import threading
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from websockets.sync.client import connect

from coordinator.demo.cast import Cast
from coordinator.demo.direction import WORKING_TIME, demo_direction
from coordinator.demo.stage import BEFORE_VISITORS, Stage
from coordinator.demo.truth import HiddenTruth
from coordinator.exercise.staging import staged
from coordinator.settings import Settings
from domain.moment import moment_of
from domain.place import Place
from projections.belief.life import Life, Stay
from tests.coordinator.exercise.scene import LINES, SCENERY, TOWN
from tests.coordinator.installation import NINE
from tests.projections.belief.town import place
from tests.web.house import Screen, until
from web.app import create_app
from web.routes import demo as demo_routes
from web.search_services import opened_services
from web.serving import address_of, listening, server_of

HIS_STREET, NEXT_STREET = (LINES.nearest(place(x, 0)).segment for x in (1850, 1950))
"""Both near the place where team two begins."""
CLOTHING = "蓝色外套 / Blue coat"


class Meeting(HiddenTruth):
    """He waits on a street, and whoever is sent anywhere meets him once the test says so."""

    met = False

    def seen_from(self, place: Place, moment: datetime, sight_m: float) -> bool:
        return self.met


def waiting(begin: datetime, _seed: int) -> HiddenTruth:
    """He is at rest in the open from the beginning."""
    return Meeting(TOWN, LINES, Life((Stay(0.0, 4e5, HIS_STREET, 0.0, 0.0, False),)), begin)


@dataclass
class Visitor:
    """Somebody who opened the link of a part."""

    key: str
    http: httpx.Client
    leads_to: str
    headers: dict[str, str]

    def did(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Give a command that is accepted."""
        headers = {"Idempotency-Key": str(uuid4()), **self.headers}
        answer = self.http.post(path, json=body, headers=headers)
        assert answer.is_success, answer.text
        told: dict[str, Any] = answer.json() if answer.content else {}
        return told


@dataclass
class Theatre:
    """Where the demo is played."""

    stage: Stage
    address: str
    http: httpx.Client
    leaving: ExitStack = field(default_factory=ExitStack)

    @property
    def told(self) -> dict[str, Any]:
        """What the demo's page is told."""
        record: dict[str, Any] = self.http.get("/demo").json()
        return record

    def noticed(self) -> bool:
        """Whether it was noticed that somebody has taken a part in this play."""
        return self.stage.working_time.left > timedelta(0)

    def run(self, speed: int) -> None:
        """Let the clock run so fast."""
        self.http.post("/demo/speed", json={"speed": speed}).raise_for_status()

    def meet(self) -> None:
        """From now on the teams have him in sight."""
        play = self.stage.play
        assert play is not None
        assert isinstance(play.truth, Meeting)
        play.truth.met = True

    def enter(self, key: str) -> Visitor:
        """Take a part, without opening its screen."""
        http = self.leaving.enter_context(
            httpx.Client(base_url=f"{self.address}/api/v1", timeout=60)
        )
        answer = http.get(f"/demo/enter/{key}")
        assert answer.status_code == 303
        assert http.cookies["demo"] == "1"
        return Visitor(key, http, answer.headers["location"], {"Origin": self.address})

    @contextmanager
    def screen(self, visitor: Visitor) -> Generator[Screen]:
        """His live screen is open."""
        search_id = visitor.leads_to.rpartition("/")[2]
        url = f"{self.address.replace('http', 'ws')}/api/v1/searches/{search_id}/live"
        cookie = "; ".join(f"{name}={value}" for name, value in visitor.http.cookies.items())
        headers = {"Cookie": cookie, "Origin": self.address}
        with connect(url, additional_headers=headers, max_size=None) as socket:
            yield Screen(socket)


@pytest.fixture
def theatre(tmp_path: Path) -> Generator[Theatre]:
    settings = Settings(
        data_dir=tmp_path / "data", port=0, clock_start=NINE, clock_speed=BEFORE_VISITORS
    )
    scenery = staged(SCENERY, teams=2, cameras=40, seed=3)
    story = replace(scenery.story, description={"clothing": CLOTHING})
    scenery = replace(scenery, story=story)
    direction = replace(demo_direction(scenery), truth_of=waiting)
    with listening(settings) as listener, opened_services(settings) as services:
        stage = Stage(
            scenery, services.areas, Cast(services.accounts), services.clock, 3, direction
        )
        app = create_app(services, demo_routes.router)
        app.state.stage = stage
        stage.present = app.state.hub.connected
        server = server_of(app, settings)
        address = address_of(settings, listener)
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        serving.start()
        stage.start(address, lambda: None)
        try:
            until(lambda: stage.play, "the first play", 30)
            with httpx.Client(base_url=f"{address}/api/v1", timeout=60) as http:
                there = Theatre(stage, address, http)
                with there.leaving:
                    yield there
        finally:
            stage.stop()
            server.should_exit = True
            serving.join(timeout=30)


def test_a_visitor_has_real_time_and_ten_minutes_before_somebody_simulated_finds_him(
    theatre: Theatre,
) -> None:
    assert theatre.told["speed"] == 1
    commander, phone = theatre.enter("commander"), theatre.enter("team1")
    assert not theatre.noticed()
    # At the earliest; a busy machine may notice him later.
    taken_at = moment_of(theatre.told["now"])
    with theatre.screen(phone), theatre.screen(commander):
        until(theatre.noticed, "his time")
        assert theatre.stage.working_time.left > WORKING_TIME - timedelta(seconds=30)

        theatre.meet()
        # His own choice stands, and he has the time of the story all the same.
        commander.did("/demo/speed", {"speed": 60})
        theatre.stage.clock.set_time(taken_at + WORKING_TIME - timedelta(minutes=2))
        until(lambda: theatre.told["over"], "the find", 60)
        find = commander.http.get(f"/searches/{theatre.told['search_id']}").json()["find"]
        assert moment_of(find["at"]) >= taken_at + WORKING_TIME - timedelta(seconds=5)
        assert theatre.told["speed"] == 60


def test_a_team_that_may_not_find_him_yet_does_not_say_that_his_street_is_empty(
    theatre: Theatre,
) -> None:
    commander = theatre.enter("commander")
    search = f"/searches/{theatre.told['search_id']}"
    with theatre.screen(commander):
        until(theatre.noticed, "his time")
        theatre.meet()
        commander.did("/demo/speed", {"speed": 40})
        assert replied(commander, search, theatre, 1, "completed", [HIS_STREET, NEXT_STREET])
        swept = commander.http.get(search).json()["sweeps"]
    assert NEXT_STREET in swept[0]["segments"]
    assert all(HIS_STREET not in sweep["segments"] for sweep in swept)


def test_without_a_visitor_it_plays_to_its_end(theatre: Theatre) -> None:
    begun = moment_of(theatre.told["started_at"])
    theatre.run(60)
    theatre.meet()
    until(lambda: theatre.told["over"], "the find", 60)
    find = theatre.enter("commander").http.get(f"/searches/{theatre.told['search_id']}").json()
    assert moment_of(find["find"]["at"]) < begun + WORKING_TIME


def test_when_it_was_not_him_the_play_goes_on(theatre: Theatre) -> None:
    theatre.run(60)
    theatre.meet()
    until(lambda: theatre.told["over"], "the find", 60)
    commander = theatre.enter("commander")
    search = f"/searches/{theatre.told['search_id']}"
    commander.did(f"{search}/find/withdrawal", {})

    until(lambda: not theatre.told["over"], "the play to go on")
    assert theatre.stage.working_time.left > timedelta(0)
    assert replied(commander, search, theatre, team=1)
    assert commander.http.get(search).json()["find"] is None
    until(lambda: theatre.told["over"], "another find", 60)


def test_in_another_play_every_part_is_free_again_whoever_still_looks_at_the_old_one(
    theatre: Theatre,
) -> None:
    phone = theatre.enter("team2")
    first = theatre.told
    with theatre.screen(phone):
        until(theatre.noticed, "his time")
        at = {"lon": place(0, 0).lon, "lat": place(0, 0).lat, "at": first["now"]}
        phone.did(f"/searches/{first['search_id']}/find", at)
        until(lambda: theatre.told["over"], "the find")
        theatre.http.post("/demo/restart").raise_for_status()
        until(lambda: theatre.told["search_id"] != first["search_id"], "another play", 60)

        # The clock begins anew.
        again = theatre.told
        assert not theatre.noticed()
        assert not again["over"]
        gap = moment_of(again["started_at"]) - moment_of(first["started_at"])
        assert abs(gap) < timedelta(minutes=5)

        # The old phone is still there, and the machine plays the team all the same.
        commander = theatre.enter("commander")
        assert replied(commander, f"/searches/{again['search_id']}", theatre, team=1)
        account_id = theatre.stage.visitor(next(p for p in theatre.stage.parts if p.key == "team2"))
        assert theatre.stage.present(account_id, first["search_id"])
        assert theatre.enter("team2").leads_to == f"/street/{again['search_id']}"


def test_a_guard_of_the_neighbourhood_is_a_part_of_its_own(theatre: Theatre) -> None:
    keys = [role["key"] for role in theatre.told["roles"]]
    assert keys == ["video", "team1", "team2", "commander", "watcher", "watch"]
    guard = theatre.enter("watcher")
    search_id = theatre.told["search_id"]
    assert guard.leads_to == f"/watch/{search_id}"
    with theatre.screen(guard) as screen:
        shown = screen.wait("snapshot")["state"]
        until(theatre.noticed, "his time")
    assert shown["subject"]["description"] == {"clothing": CLOTHING}
    assert shown["teams"] == []


def replied(
    commander: Visitor,
    search: str,
    theatre: Theatre,
    team: int,
    answer: str = "wilco",
    segments: Sequence[int] = (),
) -> bool:
    """Whether a team that nobody plays answers so when it is sent somewhere."""
    record = theatre.told
    team_id = next(r["team_id"] for r in record["roles"] if r["key"] == f"team{team + 1}")
    target = place(1500, 0)
    there = {"target": {"lon": target.lon, "lat": target.lat}}
    body = {"segments": list(segments)} if segments else there
    sent = commander.did(f"{search}/teams/{team_id}/redirects", body)

    def answered() -> bool:
        orders = commander.http.get(search).json()["redirects"]
        order = next(one for one in orders if one["redirect_id"] == sent["id"])
        return answer in [reply["reply"] for reply in order["replies"]]

    until(answered, "an answer", 90)
    return True
