"""Explanations: why a street is as likely as it is, and how much each piece of evidence moved."""

import re
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Depends, Query, Response

from coordinator.beliefs import Known
from coordinator.searches.vaulted import refs_in, with_texts
from domain.evidence import Evidence
from domain.moment import moment_text
from domain.refusal import invalid
from projections.belief.explanation import ROW, Kind, Moved, Source
from projections.belief.explanation_words import Sentence
from projections.evidence_names import evidence_names, place_name
from projections.explanation_record import explanation_record, moved_records
from projections.search_record import search_record
from web.live.views import Kind as Reader
from web.live.views import View, view_of
from web.routes.here import READING, SearchId, ServicesHere
from web.routes.maps import Asked, AskedHere, MapReader
from web.search_services import SearchServices

router = APIRouter(prefix="/searches/{search_id}", tags=["maps"], responses=READING)
Record = dict[str, Any]
REST_OF_WORLD = "rest_of_world"
_CLEARANCE = "8c0d4a3e-53c1-5d0a-8b27-54f3a9d0c111"
_TIMES: Record = {"from": "2026-03-01T08:10:00Z", "until": "2026-03-01T08:35:00Z"}
_CAMERA: Record = {"camera_id": "C17", **_TIMES}
_EXPLAINED: Record = {
    "version": 12,
    "at": "2026-03-01T09:31:00Z",
    "segment": 17,
    "place": {"zh": "木兰路", "en": "木兰路"},
    "prior": 0.049,
    "probability": 0.031,
    "effects": [
        {"kind": "camera", "id": "C17", **_CAMERA, "difference": -0.012,
         "sentence": {"zh": "摄像头 C17 无踪迹：减少 1.2 %（没有它是 4.3 %）。",
                      "en": "No trace on camera C17: 1.2 % less (without it 4.3 %)."}},
    ],
    "scenarios": [],
    "sentences": [{"zh": "木兰路：可能性 3.1 %；没有任何依据时是 4.9 %。",
                   "en": "木兰路: 3.1 %. Without any evidence 4.9 %."}],
}  # fmt: skip
_MOVED: Record = {
    "version": 12,
    "at": "2026-03-01T09:31:00Z",
    "effects": [
        {"kind": "clearance", "id": _CLEARANCE, "ids": [_CLEARANCE], **_CAMERA,
         "moved": 0.042,
         "sentence": {"zh": "摄像头 C17 无踪迹：4.2 % 的可能性转到了别处。",
                      "en": "No trace on camera C17: moved 4.2 % of the probability."}},
    ],
}  # fmt: skip


def _segment(
    segment: Annotated[
        str, Query(max_length=32, description=f"a segment_id; -1 or {REST_OF_WORLD}: outside")
    ],
) -> int:
    if segment == REST_OF_WORLD:
        return ROW
    if not re.fullmatch(r"-?[0-9]{1,9}", segment, re.ASCII):
        raise invalid("segment", f"expected a segment_id, -1 or {REST_OF_WORLD}", "wrong_form")
    return int(segment)


@router.get(
    "/explanation",
    summary="Why a street is as likely as it is",
    response_class=Response,
    responses={200: {"content": {"application/json": {"example": _EXPLAINED}}}},
)
def explanation(
    search_id: SearchId,
    segment: Annotated[int, Depends(_segment)],
    asked: AskedHere,
    services: ServicesHere,
    principal: MapReader,
) -> Response:
    """How a segment came to its probability in the map of the same version and moment.

    `prior` is its probability without any evidence. `difference` is its probability minus what it
    would be without that source, which is all windows of one camera, a sweep, a sighting, or all
    questions asked outside; the five largest. Differences need not add up: two cameras that saw
    the same way share what they took away. `scenarios`, if there are sightings, say how much of
    it comes from which of them being true.
    """
    known, at = _known(services, search_id, asked)
    explained = services.explaining.place(known, at, segment)
    evidence, place = services.explaining.evidence(known)[0], place_name(known.area, segment)
    names = _names(services, known, evidence, view_of(principal, str(search_id)))[0]
    return _json(
        {"version": known.version, **explanation_record(explained, evidence, place, names)}
    )


@router.get(
    "/evidence-effects",
    summary="How much probability each piece of evidence moved",
    response_class=Response,
    responses={200: {"content": {"application/json": {"example": _MOVED}}}},
)
def evidence_effects(
    search_id: SearchId, asked: AskedHere, services: ServicesHere, principal: MapReader
) -> Response:
    """Every piece of evidence in force, the one that moved most first.

    `moved` is the share of all probability that lies elsewhere than it would without this piece,
    in the map of the same version and moment. Clearances that one officer gave without a gap at
    normal speed, as live watching does, are told of as one: `ids` has them all. A street team
    is told of what it may see.
    """
    known, at = _known(services, search_id, asked)
    moved = services.explaining.moved(known, at)
    evidence, members = services.explaining.evidence(known)
    view = view_of(principal, str(search_id))
    names, state = _names(services, known, evidence, view)
    if view.kind is not Reader.DESK:
        moved = tuple(each for each in moved if _shown(each, state))
    effects = moved_records(moved, evidence, names, members)
    return _json({"version": known.version, "at": moment_text(at), "effects": effects})


def _known(services: SearchServices, search_id: UUID, asked: Asked) -> tuple[Known, datetime]:
    known = services.beliefs.known(search_id, asked.version)
    usual = services.beliefs.now() if asked.version is None else known.recorded_at
    return known, (asked.at or usual) + asked.horizon


def _names(
    services: SearchServices, known: Known, evidence: Evidence, view: View
) -> tuple[dict[Source, Sentence], Record]:
    """Names of all sources and the state that they were taken from, as this reader sees it."""
    with services.commanding.reading(known.search_id, known.version) as search:
        state = view.state(search_record(search))
    if view.texts:
        # Of all texts only what teams are called: no personal data, so nothing to be logged.
        teams = {"teams": state["teams"]}
        refs = {ref for team in state["teams"] for ref in refs_in({"name_ref": team["name_ref"]})}
        with_texts(teams, services.vault.reveal_all(str(known.search_id), refs))
    return evidence_names(evidence, known.area, state), state


def _shown(moved: Moved, state: Record) -> bool:
    source = moved.source
    if source.kind is Kind.SIGHTING:
        return True
    return source.kind is Kind.SWEEP and source.id in {each["sweep_id"] for each in state["sweeps"]}


def _json(record: Record) -> Response:
    return Response(orjson.dumps(record), media_type="application/json")
