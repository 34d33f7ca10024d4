"""Notices: what the map of a search cannot honour, and what to do about it."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Response

from coordinator.accounts import Action, Principal
from coordinator.searches.vaulted import refs_in, with_texts
from domain.moment import moment_text
from projections.evidence_names import evidence_names
from projections.notices import Standing, all_notices, pieces_of_network
from projections.search_record import search_record
from web.routes.here import READING, SearchId, ServicesHere
from web.routes.maps import AskedHere
from web.security.authenticate import permitted

router = APIRouter(prefix="/searches/{search_id}", tags=["maps"], responses=READING)
_EXAMPLE: dict[str, Any] = {
    "version": 12,
    "at": "2026-03-01T09:31:00Z",
    "notices": [
        {"code": "origin_snapped", "about": [], "figures": {"metres": 140.0, "segment": 17},
         "says": {"zh": "最后出现地点离最近的道路 140 米，按木兰路上的最近点推算。",
                  "en": "The last known point lies 140 m from the nearest street; the map begins "
                        "at the nearest spot of 木兰路."},
         "do": {"zh": "请核对地点。", "en": "Check the place."}},
    ],
}  # fmt: skip


@router.get(
    "/notices",
    summary="What the map cannot honour",
    response_class=Response,
    responses={200: {"content": {"application/json": {"example": _EXAMPLE}}}},
)
def notices(
    search_id: SearchId,
    asked: AskedHere,
    services: ServicesHere,
    _principal: Annotated[Principal, Depends(permitted(Action.READ_ADVICE))],
) -> Response:
    """Of the map of the same version and moment, what matters most first; none if all is well.

    `code` is stable; `about` are ids of evidence or cameras; `says` what is the matter and `do`
    what to do, each in Chinese and English.
    """
    known = services.beliefs.known(search_id, asked.version)
    usual = services.beliefs.now() if asked.version is None else known.recorded_at
    at = (asked.at or usual) + asked.horizon
    belief, disagreement = services.noticing.believed(known, at)
    pieces = pieces_of_network(known.area)
    # Without a version the shared search, not one replayed: a little newer does no harm.
    with services.commanding.reading(search_id, asked.version) as search:
        state = search_record(search)
        # Of all texts only what teams are called: no personal data, so nothing to be logged.
        refs = {ref for team in state["teams"] for ref in refs_in({"name_ref": team["name_ref"]})}
        with_texts({"teams": state["teams"]}, services.vault.reveal_all(str(search_id), refs))
        names = evidence_names(known.evidence, known.area, state)
        standing = Standing(
            search, known.area, known.evidence, at, belief, disagreement, pieces, names
        )
        found = [notice.record() for notice in all_notices(standing)]
    record = {"version": known.version, "at": moment_text(at), "notices": found}
    return Response(orjson.dumps(record), media_type="application/json")
