"""Snapshot and events, put together as a client does it, without any code of the service."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

Record = dict[str, Any]
RANK = {"sent": 0, "received": 1, "wilco": 2, "executing": 3, "completed": 4, "declined": 4}
OPEN = ("proposed", "sent", "received", "wilco", "executing")


def reduced(state: Record, events: list[Record]) -> Record:
    """The state after these events; those that it contains already change nothing."""
    state = deepcopy(state)
    for event in events:
        if event["version"] > state["version"]:
            rule = RULES.get(event["topic"])
            data = {k: v for k, v in event["data"].items() if k != "late"}
            if rule is not None:
                rule(state, data, event)
            state["version"] = event["version"]
    return state


def _one(state: Record, name: str, key: str, data: Record) -> Record:
    found: Record = next(one for one in state[name] if one[key] == data[key])
    return found


def _subject(state: Record, data: Record, _: Record) -> None:
    subject = state["subject"]
    phase = {"mobility": data["mobility"], "since": data["since"]}
    phases = [p for p in subject["phases"] if p["since"] != data["since"]]
    phases = sorted([*phases, phase], key=lambda p: p["since"])
    factors = {**subject["factors"], **data["factors"]}
    subject.update(phases[-1], phases=phases, factors=factors)
    if data["description_ref"]:
        subject["description_ref"] = data["description_ref"]
        subject["description"] = data["description"]


def _photo(name: str) -> Callable[[Record, Record, Record], None]:
    def show(state: Record, data: Record, _: Record) -> None:
        state["subject"]["photo_id"] = data[name]

    return show


def _seen(state: Record, data: Record, _: Record) -> None:
    _one(state, "sightings", "sighting_id", data)["photo_id"] = data["photo_id"]


def _lkp(state: Record, data: Record, _: Record) -> None:
    state["last_known_point"] = data


def _added(name: str, **more: Any) -> Callable[[Record, Record, Record], None]:
    def add(state: Record, data: Record, event: Record) -> None:
        made = {k: event[v[1:]] if v in ("@version", "@actor", "@occurred_at") else v
                for k, v in more.items()}  # fmt: skip
        state[name].append({**data, **made})

    return add


def _claimed(state: Record, data: Record, event: Record) -> None:
    state["claims"] = [c for c in state["claims"] if c["expires_at"] > event["recorded_at"]]
    state["claims"].append({**data, "actor": event["actor"]})


def _released(state: Record, data: Record, _: Record) -> None:
    state["claims"] = [c for c in state["claims"] if c["claim_id"] != data["claim_id"]]


def _cleared(state: Record, data: Record, event: Record) -> None:
    _added("clearances", actor="@actor", occurred_at="@occurred_at", version="@version",
           withdrawn=False)(state, data, event)  # fmt: skip
    state["claims"] = [
        c
        for c in state["claims"]
        if not (
            c["actor"] == event["actor"]
            and c["camera_id"] == data["camera_id"]
            and c["from"] < data["until"]
            and data["from"] < c["until"]
        )
    ]


def _camera(state: Record, data: Record) -> Record:
    camera: Record = state["cameras"].setdefault(data["camera_id"], {})
    return camera


def _clock(state: Record, data: Record, _: Record) -> None:
    _camera(state, data)["clock_offset_s"] = data["offset_s"]


def _outage(state: Record, data: Record, _: Record) -> None:
    kept = {k: v for k, v in data.items() if k != "camera_id"}
    _camera(state, data).setdefault("outages", []).append(kept)


def _outage_withdrawn(state: Record, data: Record, _: Record) -> None:
    camera = _camera(state, data)
    left = [one for one in camera["outages"] if one["outage_id"] != data["outage_id"]]
    del camera["outages"]
    if left:
        camera["outages"] = left
    if not camera:
        del state["cameras"][data["camera_id"]]


def _requested(state: Record, data: Record, _: Record) -> None:
    kept = {k: v for k, v in data.items() if k != "camera_id"}
    _camera(state, data).setdefault("recordings", []).append({**kept, "available": False})


def _available(state: Record, data: Record, _: Record) -> None:
    for recording in _camera(state, data)["recordings"]:
        if recording["request_id"] == data["request_id"]:
            recording["available"] = True


def _withdrawn(name: str, key: str) -> Callable[[Record, Record, Record], None]:
    def withdraw(state: Record, data: Record, _: Record) -> None:
        _one(state, name, key, data)["withdrawn"] = True

    return withdraw


def _assessed(state: Record, data: Record, _: Record) -> None:
    _one(state, "sightings", "sighting_id", data)["verdict"] = data["verdict"]


def _stood_down(state: Record, data: Record, _: Record) -> None:
    _one(state, "teams", "team_id", data).update(status="stood_down", assignment=None)


def _ordered(status: str) -> Callable[[Record, Record, Record], None]:
    def order(state: Record, data: Record, event: Record) -> None:
        made = {**data, "issued_at": event["occurred_at"], "status": status, "escalated": False,
                "version": event["version"], "replies": []}  # fmt: skip
        others = [r for r in state["redirects"] if r["redirect_id"] != data["redirect_id"]]
        before = [r["redirect_id"] for r in state["redirects"]]
        if data["redirect_id"] in before:
            others.insert(before.index(data["redirect_id"]), made)
        else:
            others.append(made)
        state["redirects"] = others
        if status == "sent":
            _one(state, "teams", "team_id", data)["assignment"] = data["redirect_id"]

    return order


def _replied(state: Record, data: Record, event: Record) -> None:
    redirect = _one(state, "redirects", "redirect_id", data)
    reply = {k: data[k] for k in ("reply", "on_behalf", "reason_ref", "reason")}
    redirect["replies"].append({**reply, "at": event["occurred_at"]})
    status = redirect["status"]
    if status in OPEN and RANK[data["reply"]] > RANK.get(status, 0):
        redirect["status"] = data["reply"]
    team = _one(state, "teams", "team_id", data)
    if team["assignment"] == data["redirect_id"] and redirect["status"] not in OPEN:
        team["assignment"] = None


def _ended(status: str) -> Callable[[Record, Record, Record], None]:
    def end(state: Record, data: Record, _: Record) -> None:
        _one(state, "redirects", "redirect_id", data)["status"] = status
        team = _one(state, "teams", "team_id", data)
        if status == "expired" and team["assignment"] == data["redirect_id"]:
            team["assignment"] = None

    return end


def _escalated(state: Record, data: Record, _: Record) -> None:
    _one(state, "redirects", "redirect_id", data)["escalated"] = True


def _deployed(state: Record, data: Record, _: Record) -> None:
    state["teams"].append({**data, "status": "deployed", "assignment": None})


def _swept(state: Record, data: Record, event: Record) -> None:
    kept = {k: v for k, v in data.items() if k != "derived_from"}
    state["sweeps"].append({**kept, "withdrawn": False, "version": event["version"]})


def _same_duty(one: Record, data: Record) -> bool:
    return all(one[name] == data[name] for name in ("role", "item", "team_id"))


def _done(state: Record, data: Record, event: Record) -> None:
    if not any(_same_duty(one, data) for one in state["checklist"]):
        state["checklist"].append({**data, "at": event["occurred_at"], "actor": event["actor"]})


def _undone(state: Record, data: Record, _: Record) -> None:
    state["checklist"] = [one for one in state["checklist"] if not _same_duty(one, data)]


def _noted(state: Record, data: Record, event: Record) -> None:
    state["notes"].append({**data, "at": event["occurred_at"], "actor": event["actor"]})


def _found(state: Record, data: Record, _: Record) -> None:
    state["find"] = data
    if state["outcome"] is None:
        state["status"] = "found"


def _unfound(state: Record, _: Record, __: Record) -> None:
    state["find"] = None
    if state["outcome"] is None:
        state["status"] = "open"


def _status(status: str) -> Callable[[Record, Record, Record], None]:
    def become(state: Record, data: Record, _: Record) -> None:
        state["status"] = status
        if status == "closed":
            state["outcome"], state["claims"] = data["outcome"], []

    return become


RULES: dict[str, Callable[[Record, Record, Record], None]] = {
    "search.suspended": _status("suspended"),
    "search.resumed": _status("open"),
    "search.closed": _status("closed"),
    "subject.described": _subject,
    "subject.photo_added": _photo("photo_id"),
    "subject.photo_withdrawn": _photo("instead"),
    "last_known_point.set": _lkp,
    "familiar_place.added": _added("familiar_places"),
    "camera_zone.claimed": _claimed,
    "camera_zone.released": _released,
    "camera_zone.cleared": _cleared,
    "camera_zone.clearance_withdrawn": _withdrawn("clearances", "clearance_id"),
    "camera_zone.clock_corrected": _clock,
    "camera_zone.out_of_service": _outage,
    "camera_zone.outage_withdrawn": _outage_withdrawn,
    "camera_zone.recording_requested": _requested,
    "camera_zone.recording_available": _available,
    "sighting.reported": _added("sightings", verdict=None, photo_id=None, version="@version"),
    "sighting.assessed": _assessed,
    "sighting.photo_added": _seen,
    "rest_of_world.checked": _added("outside_checks", at="@occurred_at", withdrawn=False),
    "rest_of_world.check_withdrawn": _withdrawn("outside_checks", "check_id"),
    "street_team.deployed": _deployed,
    "street_team.stood_down": _stood_down,
    "redirect.proposed": _ordered("proposed"),
    "street_team.redirected": _ordered("sent"),
    "redirect.replied": _replied,
    "redirect.superseded": _ended("superseded"),
    "redirect.expired": _ended("expired"),
    "redirect.escalated": _escalated,
    "streets.swept": _swept,
    "streets.sweep_withdrawn": _withdrawn("sweeps", "sweep_id"),
    "checklist.item_done": _done,
    "checklist.item_undone": _undone,
    "note.added": _noted,
    "subject.found": _found,
    "subject.find_withdrawn": _unfound,
}
