"""The exercise's own pages and buttons; there is nothing here when no exercise is held."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from coordinator.accounts import Principal
from coordinator.accounts.role import Role
from coordinator.demo.play import Play
from coordinator.exercise.exercise import Exercise
from domain.moment import moment_text
from domain.place import Place
from web.problem import Problem
from web.routes.demo import VISIT_LASTS_S, part_url, past_window
from web.security.authenticate import authenticate
from web.security.cookie import set_session_cookie
from web.wire.moment import QueryMoment

router = APIRouter(prefix="/exercise", tags=["exercise"])
SIGN = "exercise"
"""A cookie that tells the pages that this is an exercise, so that others need not ask."""
Reader = Annotated[Principal, Depends(authenticate)]


class Walking(BaseModel):
    """Who walks for a team: the machine, or the trainee, who is here."""

    model_config = ConfigDict(extra="forbid")

    machine: bool
    lon: Annotated[float | None, Field(ge=-180, le=180)] = None
    lat: Annotated[float | None, Field(ge=-90, le=90)] = None


def exercise_of(request: Request) -> Exercise:
    """The exercise; a 404 problem where none is held."""
    exercise: Exercise | None = getattr(request.app.state, "exercise", None)
    if exercise is None:
        raise Problem(404, "no_exercise", "no exercise is being held here")
    return exercise


@router.get("")
def exercise(request: Request) -> dict[str, Any]:
    """What is exercised, and how each trainee enters."""
    held = exercise_of(request)
    stage, play = held.stage, held.play
    return {
        **stage.record(),
        "judged": held.score is not None,
        "minutes": held.terms.hours * 60.0,
        "roles": [
            {
                "role": part.role.value,
                "key": part.key,
                "team_id": None if play is None or part.team is None else play.team_ids[part.team],
                "label": part.label,
                "url": part_url(request, part, "exercise"),
            }
            for part in stage.parts
        ],
    }


@router.get("/enter/{key}")
def enter(request: Request, key: str) -> RedirectResponse:
    """Take a part: signs in as its trainee and leads to its page. The first starts the clock."""
    held = exercise_of(request)
    part = next((part for part in held.stage.parts if part.key == key), None)
    play = held.play
    if part is None or play is None:
        raise Problem(404, "no_such_part", "there is no such part in the exercise just now")
    if part.role is not Role.REVIEWER:
        held.stage.visit()
    answer = RedirectResponse(f"/{part.page}/{play.search_id}", status_code=303)
    set_session_cookie(answer, request, held.stage.visitor_token(part), VISIT_LASTS_S)
    answer.set_cookie(SIGN, "1", max_age=VISIT_LASTS_S, samesite="strict")
    return answer


@router.get("/cameras/{camera_id}/recording")
def recording(
    request: Request,
    camera_id: str,
    since: Annotated[QueryMoment, Query(alias="from")],
    until: Annotated[QueryMoment, Query()],
    reader: Reader,
) -> dict[str, Any]:
    """Who passed this camera, drawn as figures; nothing says which of them is he, if any. Times
    by the camera's clock."""
    held, play = _open(request, reader)
    if reader.role not in (Role.VIDEO, Role.COMMANDER):
        raise Problem(403, "not_allowed", f"the role {reader.role} may not watch recordings")
    camera = held.scenery.area.camera(camera_id)
    if camera is None:
        raise Problem(404, "unknown_camera", f"there is no camera {camera_id!r} here")
    ahead = timedelta(seconds=camera.clock_offset_s)
    window = past_window(since, min(until, held.stage.clock.now() + ahead))
    figures = held.recordings(play).figures(camera_id, window.moved(-ahead))
    return {
        "camera_id": camera_id,
        "from": moment_text(window.since),
        "until": moment_text(window.until),
        "figures": [figure.record(ahead) for figure in figures],
    }


@router.get("/team")
def team(request: Request, reader: Reader) -> dict[str, Any]:
    """What only the trainee's own team sees: whether it meets somebody in a wheelchair."""
    _, play = _open(request, reader)
    player = play.players.get(_own_team(reader, play))
    met = player is not None and player.meets_him
    here = None if player is None else player.place
    return {
        "meets": met,
        "machine_walks": player is None or player.walked is None,
        "place": None if here is None else {"lon": here.lon, "lat": here.lat},
    }


@router.post("/team/walking")
def set_walking(request: Request, body: Walking, reader: Reader) -> dict[str, Any]:
    """The machine walks for the team as it is sent, or the trainee walks himself and says where
    he is; with machine false and no place the team stands still."""
    held, play = _open(request, reader)
    team_id = _own_team(reader, play)
    place = None
    if not body.machine:
        given = body.lon is not None and body.lat is not None
        place = Place(body.lon or 0.0, body.lat or 0.0) if given else play.players[team_id].place
    held.walks(team_id, place)
    return {"machine_walks": body.machine}


@router.get("/score")
def score(request: Request, reader: Reader) -> dict[str, Any]:
    """How the trainees did, with the hidden place; a 409 problem while the exercise goes on."""
    held, _ = _open(request, reader)
    if held.score is None:
        raise Problem(409, "not_judged", "the exercise is not over, or is still being judged")
    return held.score.record()


def _open(request: Request, reader: Principal) -> tuple[Exercise, Play]:
    """The exercise and its search; a problem for whoever does not belong to it."""
    held = exercise_of(request)
    play = held.play
    if play is None or not reader.may_see(play.search_id):
        raise Problem(403, "not_a_member", "you do not belong to this exercise")
    return held, play


def _own_team(reader: Principal, play: Play) -> str:
    team_id = reader.team_in(play.search_id)
    if team_id is None:
        raise Problem(403, "not_your_team", "only a street team has this page")
    return team_id
