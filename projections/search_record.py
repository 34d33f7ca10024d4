"""The state of a search as people outside read it."""

from typing import Any

from domain.camera_zones.state import CameraZones
from domain.moment import moment_text
from domain.place import Place
from domain.redirects.state import Redirect
from domain.search import Search
from domain.window import Window
from projections.event_record import Reveal, revealed

Record = dict[str, Any]


def search_record(search: Search, reveal: Reveal | None = None) -> Record:
    """Everything about a search but its belief, in JSON; times RFC 3339 in UTC.

    Texts and names appear only where `reveal` is given.
    """
    read = reveal or _nothing
    lkp = search.last_known_point
    return {
        "search_id": str(search.id),
        "version": search.version,
        "status": search.status,
        "reported_at": moment_text(search.reported_at),
        "opened_at": moment_text(search.opened_at),
        "area": search.area,
        "area_hash": search.area_hash,
        "subject": _subject(search, read),
        "last_known_point": None
        if lkp is None
        else {**_place(lkp.place), "at": moment_text(lkp.at), "radius_m": lkp.radius_m},
        "familiar_places": [
            revealed(
                {"place_id": place_id, **_place(known.place.place), "weight": known.place.weight,
                 "label_ref": known.label_ref},
                read,
                ("label_ref",),
            )
            for place_id, known in search.familiar_places.items()
        ],
        **_camera_zones(search.camera_zones),
        **_sightings(search, read),
        **_teams(search, read),
        "redirects": [_redirect(r, read) for r in search.redirects.values()],
        "sweeps": [
            {"sweep_id": s.sweep_id, "team_id": s.team_id, "segments": list(s.segments),
             **_window(s.window), "pod": s.pod, "withdrawn": s.withdrawn, "version": s.version}
            for s in search.sweeps.values()
        ],
        "notes": [
            revealed({"note_id": n.note_id, "at": moment_text(n.at), "actor": n.actor,
                      "text_ref": n.text_ref}, read, ("text_ref",))
            for n in search.notes
        ],
        "checklist": [
            {"role": duty.role, "item": duty.item, "team_id": duty.team_id,
             "at": moment_text(done.at), "actor": done.actor}
            for duty, done in search.checklist.items()
        ],
        "find": None
        if search.find is None
        else {"find_id": search.find.find_id, **_place(search.find.place),
              "at": moment_text(search.find.at), "condition": search.find.condition,
              "team_id": search.find.team_id},
        "outcome": search.outcome,
    }  # fmt: skip


def _nothing(_ref: str) -> None:
    return None


def _place(place: Place) -> Record:
    return {"lon": place.lon, "lat": place.lat}


def _window(window: Window) -> Record:
    return {"from": moment_text(window.since), "until": moment_text(window.until)}


def _subject(search: Search, read: Reveal) -> Record:
    phases = [{"mobility": str(p.mobility), "since": moment_text(p.since)} for p in search.mobility]
    newest = phases[-1] if phases else {"mobility": None, "since": None}
    described = {"description_ref": search.description_ref}
    return {
        **newest,
        "phases": phases,
        "factors": search.factors,
        "photo_id": search.photos[-1] if search.photos else None,
        **revealed(described, read, ("description_ref",)),
    }


def _camera_zones(zones: CameraZones) -> Record:
    cameras: dict[str, Record] = {}
    for camera_id, offset_s in zones.clock_offsets_s.items():
        cameras.setdefault(camera_id, {})["clock_offset_s"] = offset_s
    for outage in zones.outages.values():
        known = cameras.setdefault(outage.camera_id, {}).setdefault("outages", [])
        known.append({"outage_id": outage.outage_id, **_window(outage.window)})
    for recording in zones.recordings.values():
        known = cameras.setdefault(recording.camera_id, {}).setdefault("recordings", [])
        known.append(
            {"request_id": recording.request_id, "minutes": recording.minutes,
             "overwritten_at": recording.overwritten_at, "available": recording.available}
        )  # fmt: skip
    return {
        "cameras": cameras,
        "clearances": [
            {"clearance_id": c.clearance_id, "camera_id": c.camera_id, **_window(c.window),
             "grade": c.grade, "pod": c.pod, "playback_speed": c.playback_speed,
             "reviewer_kind": c.reviewer_kind, "actor": c.actor,
             "occurred_at": moment_text(c.occurred_at), "version": c.version,
             "withdrawn": c.withdrawn}
            for c in zones.clearances.values()
        ],
        "claims": [
            {"claim_id": c.claim_id, "camera_id": c.camera_id, **_window(c.window),
             "actor": c.actor, "expires_at": moment_text(c.expires_at)}
            for c in zones.claims.values()
        ],
    }  # fmt: skip


def _sightings(search: Search, read: Reveal) -> Record:
    return {
        "sightings": [
            revealed(
                {"sighting_id": s.sighting_id, **_place(s.place), "at": moment_text(s.at),
                 "radius_m": s.radius_m, "minutes_doubt": s.minutes_doubt, "heading": s.heading,
                 "source": s.source, "camera_id": s.camera_id, "credibility": s.credibility,
                 "verdict": s.verdict, "version": s.version, "photo_id": s.photo_id,
                 "note_ref": s.note_ref},
                read,
                ("note_ref",),
            )
            for s in search.sightings.values()
        ],
        "outside_checks": [
            revealed(
                {"check_id": c.check_id, "kind": c.kind, **_window(c.window), "pod": c.pod,
                 "whom_ref": c.whom_ref, "at": moment_text(c.at), "withdrawn": c.withdrawn},
                read,
                ("whom_ref",),
            )
            for c in search.rest_of_world_checks.values()
        ],
    }  # fmt: skip


def _teams(search: Search, read: Reveal) -> Record:
    teams = []
    for team in search.teams.values():
        place = {"lon": None, "lat": None} if team.place is None else _place(team.place)
        record = {
            "team_id": team.team_id,
            "name_ref": team.name_ref,
            "mode": team.mode,
            "beat": team.beat,
            **place,
            "status": "deployed" if team.deployed else "stood_down",
            "assignment": team.assignment,
        }
        teams.append(revealed(record, read, ("name_ref",)))
    return {"teams": teams}


def _redirect(redirect: Redirect, read: Reveal) -> Record:
    record = {
        "redirect_id": redirect.redirect_id,
        "team_id": redirect.team_id,
        "target": None if redirect.target is None else _place(redirect.target),
        "segments": list(redirect.segments),
        "replaces": redirect.replaces,
        "because": list(redirect.because),
        "grounds": [dict(ground) for ground in redirect.grounds],
        "expected_pos": redirect.expected_pos,
        "expires_at": redirect.expires_at,
        "issued_by": redirect.issued_by,
        "issued_at": moment_text(redirect.issued_at),
        "reason_ref": redirect.reason_ref,
        "status": redirect.status,
        "escalated": redirect.escalated,
        "version": redirect.version,
        "replies": [
            revealed({"reply": r.reply, "at": moment_text(r.at), "on_behalf": r.on_behalf,
                      "reason_ref": r.reason_ref}, read, ("reason_ref",))
            for r in redirect.replies
        ],
    }  # fmt: skip
    return revealed(record, read, ("reason_ref",))
