"""The demo's own pages and buttons; there is nothing here when no demo is played."""

from datetime import datetime, timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict

from coordinator.demo.cast import Part
from coordinator.demo.stage import SPEEDS, Stage
from domain.moment import moment_text
from domain.window import Window
from web.live.hub import Hub
from web.problem import Problem
from web.security.cookie import set_session_cookie
from web.wire.moment import QueryMoment

router = APIRouter(prefix="/demo", tags=["demo"])
VISIT_LASTS_S = 12 * 3600
SIGN = "demo"
"""The cookie by which a page knows that it belongs to a demo."""
LOCAL = ("localhost", "127.0.0.1", "[::1]")


class Speed(BaseModel):
    """How fast the demo's clock runs."""

    model_config = ConfigDict(extra="forbid")

    speed: int


def stage_of(request: Request) -> Stage:
    """The stage; a 404 problem where no demo is played."""
    stage: Stage | None = getattr(request.app.state, "stage", None)
    if stage is None:
        raise Problem(404, "no_demo", "no demo is being played here")
    return stage


@router.get("")
def demo(request: Request) -> dict[str, Any]:
    """What is played, how fast, and the parts a visitor can take."""
    stage = stage_of(request)
    stage.visit()
    play = stage.play
    roles = []
    for part in stage.parts:
        team_id = None if play is None or part.team is None else play.team_ids[part.team]
        roles.append(
            {
                "role": part.role.value,
                "key": part.key,
                "team_id": team_id,
                "label": part.label,
                "url": part_url(request, part),
            }
        )
    record = {**stage.record(), "roles": roles}
    if play is not None and stage.over:
        place = play.truth.place_at(stage.clock.now())
        record["truth"] = None if place is None else {"lon": place.lon, "lat": place.lat}
    return record


@router.post("/speed")
def set_speed(request: Request, body: Speed) -> dict[str, Any]:
    """Let the clock run faster or slower."""
    stage = stage_of(request)
    if body.speed not in SPEEDS:
        expected = ", ".join(map(str, SPEEDS))
        raise Problem(422, "invalid_value", f"speed: expected one of {expected}")
    stage.working_time.choose(float(body.speed))
    hub: Hub = request.app.state.hub
    hub.tell_time()
    return {"speed": stage.clock.speed}


@router.post("/restart")
def restart(request: Request) -> dict[str, Any]:
    """Play another search."""
    stage_of(request).restart()
    return {}


@router.get("/enter/{key}")
def enter(request: Request, key: str) -> RedirectResponse:
    """Take a part: signs in as its visitor and leads to its page."""
    stage = stage_of(request)
    part = next((part for part in stage.parts if part.key == key), None)
    play = stage.play
    if part is None or play is None:
        raise Problem(404, "no_such_part", "there is no such part in the demo just now")
    stage.visit()
    answer = RedirectResponse(f"/{part.page}/{play.search_id}", status_code=303)
    set_session_cookie(answer, request, stage.visitor_token(part), VISIT_LASTS_S)
    answer.set_cookie(SIGN, "1", max_age=VISIT_LASTS_S, samesite="strict")
    return answer


@router.get("/cameras/{camera_id}/recording")
def recording(
    request: Request,
    camera_id: str,
    since: Annotated[QueryMoment, Query(alias="from")],
    until: Annotated[QueryMoment, Query()],
) -> dict[str, Any]:
    """What the hidden truth put on this camera's recording. Times by the camera's clock."""
    stage = stage_of(request)
    play, camera = stage.play, stage.scenery.area.camera(camera_id)
    if play is None or camera is None:
        raise Problem(404, "unknown_camera", f"there is no camera {camera_id!r} here")
    ahead = timedelta(seconds=camera.clock_offset_s)
    window = past_window(since, min(until, stage.clock.now() + ahead))
    shown = play.truth.recorded(camera_id, window.moved(-ahead))
    return {
        "camera_id": camera_id,
        "from": moment_text(window.since),
        "until": moment_text(window.until),
        "passes": [
            {
                "from": moment_text(each.since + ahead),
                "until": moment_text(each.until + ahead),
                "heading": each.heading,
                "place": _place(play.truth.place_at(each.since + (each.until - each.since) / 2)),
            }
            for each in shown
        ],
    }


def _place(place: Any) -> dict[str, float] | None:
    return None if place is None else {"lon": place.lon, "lat": place.lat}


def past_window(since: datetime, until: datetime) -> Window:
    """A window that may be shown; a 422 problem where nothing is left of it."""
    if until <= since:
        raise Problem(
            422, "invalid_value", "until: expected a time after `from`, not in the future"
        )
    return Window(since, until)


def part_url(request: Request, part: Part, mode: str = "demo") -> str:
    """The link to a part of a demo or an exercise; see `part_address`."""
    return part_address(str(request.base_url), part, mode)


def part_address(base_url: str, part: Part, mode: str) -> str:
    """The link to a part at an address. On this machine every part gets a host name of its own, so
    that one browser can play several at once, each with its own cookie."""
    base = urlsplit(base_url)
    host = base.hostname or "localhost"
    if host in LOCAL or host.endswith(".localhost"):
        host = f"{part.key}.localhost"
    port = f":{base.port}" if base.port else ""
    return f"{base.scheme}://{host}{port}/api/v1/{mode}/enter/{part.key}"
