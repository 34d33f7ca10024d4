"""Advice: what to watch next and where to send whom."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Header, Response

from coordinator.accounts import Action, Principal
from domain.refusal import Refusal
from web.language import language_of
from web.routes.here import READING, SearchId, ServicesHere
from web.routes.past import AskedPastHere
from web.security.authenticate import permitted

router = APIRouter(
    prefix="/searches/{search_id}",
    tags=["advice"],
    responses=READING,
)
_EXAMPLE: dict[str, Any] = {
    "version": 12,
    "at": "2026-03-01T09:31:00Z",
    "reviews": [
        {"camera_id": "C17", "from": "2026-03-01T08:10:00Z", "until": "2026-03-01T08:35:00Z",
         "gain_bits": 0.41, "minutes": 6.0,
         "reason": "31 % of where he can be passed here between 09:10 and 09:35"},
    ],
    "redirects": [
        {"team_id": "5f0c7a52-9a4c-5a53-8f7e-2b1d2c3e4f50",
         "target": {"lon": 11.5761, "lat": 48.1374}, "segments": [17, 18], "expected_pos": 0.12,
         "hold": False,
         "reason": "12% to find him along these streets within twenty minutes"},
    ],
    "notices": [
        {"code": "ask_hospitals", "about": [], "figures": {"rest_of_world": 0.81},
         "says": {"zh": "他已离开辖区的可能性：81%。", "en": "81% that he has left the area."},
         "do": {"zh": "请询问医院和救助站，并登记结果。",
                "en": "Ask hospitals and shelters, and record what they say."}},
    ],
}  # fmt: skip


@router.get(
    "/advice",
    summary="What to watch next, where to send whom",
    response_class=Response,
    responses={200: {"content": {"application/json": {"example": _EXAMPLE}}}},
)
def advice(
    search_id: SearchId,
    asked: AskedPastHere,
    services: ServicesHere,
    _principal: Annotated[Principal, Depends(permitted(Action.READ_ADVICE))],
    accept_language: Annotated[str, Header()] = "en",
) -> Response:
    """By worth, the best first. `hold`: stay at the target, where the streets meet. `notices` say
    what to do beyond these lists, and why one is empty; as in `/notices`.

    Now, or what was advised at a version or a moment, as it was known then.
    """
    if asked.hindsight:
        raise Refusal(
            "no_advice_in_hindsight",
            "hindsight: nobody was advised by what was learnt later: expected false",
            "hindsight",
        )
    with services.commanding.reading(search_id):
        pass
    given = services.advice.advice(search_id, asked.version, asked.at)
    language = language_of(accept_language, "en")
    for each in (*given["reviews"], *given["redirects"]):
        each["reason"] = each["reason"][language]
    return Response(
        orjson.dumps(given, option=orjson.OPT_SERIALIZE_NUMPY), media_type="application/json"
    )
