"""An exercise over HTTP, in a small town, from entering to the score."""

import threading
from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import orjson
import pytest

from coordinator.demo.stage import BEFORE_VISITORS
from coordinator.exercise.exercise import Exercise
from coordinator.exercise.staging import staged
from coordinator.exercise.terms import Terms
from coordinator.settings import Settings
from domain.moment import moment_text
from tests.coordinator.exercise.scene import SCENERY
from tests.coordinator.installation import NINE
from tests.web.house import until
from web.app import create_app
from web.exercise import held
from web.routes import exercise as exercise_routes
from web.search_services import opened_services
from web.serving import address_of, listening, server_of

TERMS = Terms(seed=3, speed=5.0, hours=0.5, teams=2, cameras=40)


@dataclass
class Room:
    """Where the exercise is held."""

    exercise: Exercise
    address: str
    leaving: ExitStack = field(default_factory=ExitStack)

    def trainee(self, key: str) -> httpx.Client:
        """Somebody who entered by his link."""
        client = httpx.Client(base_url=f"{self.address}/api/v1", timeout=60)
        self.leaving.callback(client.close)
        assert client.get(f"/exercise/enter/{key}").status_code == 303
        return client


@pytest.fixture
def room(tmp_path: Path) -> Generator[Room]:
    settings = Settings(
        data_dir=tmp_path / "data", port=0, clock_start=NINE, clock_speed=BEFORE_VISITORS
    )
    scenery = staged(SCENERY, TERMS.teams, TERMS.cameras, TERMS.seed)
    with listening(settings) as listener, opened_services(settings) as services:
        exercise = held(scenery, TERMS, settings, services)
        app = create_app(services, exercise_routes.router)
        app.state.exercise = exercise
        exercise.stage.present = app.state.hub.connected
        server = server_of(app, settings)
        address = address_of(settings, listener)
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        serving.start()
        exercise.stage.start(address, lambda: None)
        try:
            until(lambda: exercise.play, "the search", 60)
            here = Room(exercise, address)
            with here.leaving:
                yield here
        finally:
            exercise.stage.stop()
            exercise.stopped.set()
            server.should_exit = True
            serving.join(timeout=30)


def numbers_in(record: Any) -> Generator[float]:
    if isinstance(record, dict):
        for each in record.values():
            yield from numbers_in(each)
    elif isinstance(record, list):
        for each in record:
            yield from numbers_in(each)
    elif isinstance(record, float):
        yield record


def test_an_exercise_from_entering_to_the_score_tells_the_place_only_at_the_end(
    room: Room,
) -> None:
    held_here = room.exercise
    play = held_here.play
    assert play is not None
    judge = threading.Thread(target=held_here.judged, args=(lambda *_: None,), daemon=True)
    judge.start()
    officer, team = room.trainee("video"), room.trainee("team1")
    search = f"/searches/{play.search_id}"

    # Until the end nobody is told where he is.
    hidden = play.truth.place_at(held_here.stage.clock.now())
    assert hidden is not None
    camera_id = held_here.scenery.area.cameras[0].camera_id
    window = {"from": moment_text(play.truth.begin), "until": moment_text(NINE)}
    picture = f"/exercise/cameras/{camera_id}/recording"
    assert officer.get("/exercise/score").json()["code"] == "not_judged"
    for path in ("/exercise", search, f"{search}/events", "/exercise/team"):
        answer = team.get(path)
        assert answer.status_code == 200, answer.text
        told = list(numbers_in(answer.json()))
        assert hidden.lon not in told
        assert hidden.lat not in told
    assert officer.get(picture, params=window).status_code == 200
    assert team.get(picture, params=window).status_code == 403
    assert httpx.get(f"{room.address}/api/v1{picture}", params=window).status_code == 401
    assert officer.get("/exercise/team").json()["code"] == "not_your_team"

    # A trainee watches; a find where he is not is withdrawn; the trainer ends the exercise.
    cleared = officer.post(
        f"{search}/clearances",
        json={"camera_id": camera_id, **window, "grade": "good"},
        headers={"Idempotency-Key": str(uuid4()), "Origin": room.address},
    )
    assert cleared.status_code == 201, cleared.text
    wrong = {"lon": 11.9, "lat": 48.9, "at": moment_text(NINE)}
    team.post(
        f"{search}/find",
        json=wrong,
        headers={"Idempotency-Key": str(uuid4()), "Origin": room.address},
    )

    def topics() -> set[str]:
        return {each["topic"] for each in officer.get(f"{search}/events").json()}

    until(lambda: "subject.find_withdrawn" in topics(), "the withdrawal", 30)
    assert not held_here.over
    held_here.stage.finish()
    judge.join(timeout=240)

    score = officer.get("/exercise/score").json()
    assert score["found_min"] is None
    assert score["truth"].keys() == {"lon", "lat"}
    assert [mark["camera_id"] for mark in score["reviews"]] == [camera_id]
    assert 0.0 <= score["review_score"] <= 1.0
    assert {each["policy"] for each in score["machine"]} == {"advice", "practice"}
    truth = orjson.loads((held_here.folder / "truth.json").read_bytes())
    assert truth["search_id"] == play.search_id
    assert len(truth["stays"]) == len(play.truth.life.stays)
    assert orjson.loads((held_here.folder / "score.json").read_bytes()) == score
