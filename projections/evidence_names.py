"""Names that people know evidence by, for the sentences that tell of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.area import Area
from domain.evidence import Evidence
from projections.belief.explanation import Kind, Source
from projections.belief.explanation_words import Sentence
from projections.streets.nearest_segments import lines_of

Record = dict[str, Any]

REST_OF_WORLD: Sentence = {"zh": "区域外", "en": "Outside the area"}
UNNAMED: Sentence = {"zh": "无名道路", "en": "Street without a name"}
ANOTHER_TEAM: Sentence = {"zh": "其他小组", "en": "another team"}
ELSEWHERE: Sentence = {"zh": "其他地方", "en": "elsewhere"}
ASKED: Mapping[str, Sentence] = {
    "hospital": {"zh": "医院", "en": "hospitals"},
    "bus": {"zh": "公交", "en": "buses"},
    "taxi": {"zh": "出租车", "en": "taxis"},
    "station": {"zh": "车站", "en": "the station"},
    "police": {"zh": "邻区警方", "en": "the neighbouring police"},
    "other": ELSEWHERE,
}


def place_name(area: Area, segment: int) -> Sentence:
    """The name of a street, or of the rest of the world (-1)."""
    if segment < 0:
        return REST_OF_WORLD
    name = area.network.name_of(segment)
    return {"zh": name, "en": name} if name else UNNAMED


def evidence_names(evidence: Evidence, area: Area, state: Record) -> dict[Source, Sentence]:
    """What each source of this evidence is called.

    `state` is the state of the search as the reader may see it, with the names of teams; a sweep
    of a team that is not in it is told without its name.
    """
    found: dict[Source, Sentence] = {}
    for clearance in evidence.clearances:
        name = _camera(area, clearance.camera_id)
        found[Source(Kind.CAMERA, clearance.camera_id)] = name
        found[Source(Kind.CLEARANCE, clearance.id)] = name
    cameras = {each["sighting_id"]: each["camera_id"] for each in state["sightings"]}
    for sighting in evidence.sightings:
        camera_id = cameras.get(sighting.id)
        segment = lines_of(area).nearest(sighting.place).segment
        name = _camera(area, camera_id) if camera_id else place_name(area, segment)
        found[Source(Kind.SIGHTING, sighting.id)] = name
    teams = team_names(state["teams"])
    searched = {each["sweep_id"]: each["team_id"] for each in state["sweeps"]}
    for sweep in evidence.sweeps:
        team = teams.get(searched.get(sweep.id, ""), ANOTHER_TEAM)
        street = _main_street(area, sweep.segments)
        found[Source(Kind.SWEEP, sweep.id)] = {
            "zh": f"{team['zh']}，{street['zh']}",
            "en": f"{team['en']}, {street['en']}",
        }
    kinds = {each["check_id"]: each["kind"] for each in state["outside_checks"]}
    asked = {
        each.id: ASKED.get(kinds.get(each.id, ""), ELSEWHERE) for each in evidence.outside_checks
    }
    found.update({Source(Kind.OUTSIDE, each): name for each, name in asked.items()})
    if asked:
        found[Source(Kind.OUTSIDE, "")] = _together(asked.values())
    return found


def _camera(area: Area, camera_id: str) -> Sentence:
    camera = area.camera(camera_id)
    known = camera is not None and camera.name not in ("", camera_id)
    name = f"{camera_id} {camera.name}" if camera is not None and known else camera_id
    return {"zh": name, "en": name}


def team_names(teams: Sequence[Record]) -> dict[str, Sentence]:
    """What teams are called, by id: their names where these may be read, else their numbers."""
    return {
        team["team_id"]: (
            {"zh": team["name"], "en": team["name"]}
            if team.get("name")
            else {"zh": f"第 {number} 组", "en": f"team {number}"}
        )
        for number, team in enumerate(teams, 1)
    }


def _main_street(area: Area, segments: Iterable[int]) -> Sentence:
    """The street that most of the metres lie on."""
    length: dict[str, float] = {}
    for segment in segments:
        if name := area.network.name_of(segment):
            length[name] = length.get(name, 0.0) + float(area.network.length_m[segment])
    if not length:
        return UNNAMED
    name = min(length, key=lambda each: (-length[each], each))
    return {"zh": name, "en": name}


def _together(names: Iterable[Sentence]) -> Sentence:
    zh, en = ({each[language]: None for each in names} for language in ("zh", "en"))
    return {"zh": "、".join(zh), "en": ", ".join(en)}
