from math import inf, nan
from typing import Any

import pytest

from domain.knowledge.sighting import SOURCES, VERDICTS, AssessSighting, ReportSighting
from domain.place import Place
from tests.domain.scenario import PARAMETERS, Scenario, at, event
from tests.domain.town import FAR_AWAY, IN_TOWN, NOT_ON_EARTH, SWAPPED


def test_a_sighting_is_recorded_with_its_doubt(search: Scenario) -> None:
    search.when(ReportSighting(IN_TOWN, at(-5), "camera", 15.0, 2.0, 90.0, "gate", 0.8, "note-1"))
    search.then(
        event("sighting.reported", lon=IN_TOWN.lon, lat=IN_TOWN.lat, at="2026-03-02T08:55:00Z",
              radius_m=15.0, minutes_doubt=2.0, heading=90.0, source="camera", camera_id="gate",
              credibility=0.8, note_ref="note-1")
    )  # fmt: skip


@pytest.mark.parametrize("source", SOURCES)
def test_doubt_that_nobody_stated_follows_from_the_source_by_parameter(
    search: Scenario, source: str
) -> None:
    search.when(ReportSighting(IN_TOWN, at(-5), source))
    search.then(
        event("sighting.reported", radius_m=PARAMETERS["sighting_radius"],
              minutes_doubt=PARAMETERS["sighting_minutes_doubt"], heading=None, camera_id=None,
              credibility=PARAMETERS[f"credibility_{source}"], note_ref=None)
    )  # fmt: skip


@pytest.mark.parametrize(
    "edge",
    [
        {"credibility": 0.0}, {"credibility": 1.0}, {"heading": 0.0}, {"heading": 360.0},
        {"minutes_doubt": 0.0}, {"minutes_doubt": 720.0}, {"radius_m": 5_000.0},
    ],
)  # fmt: skip
def test_values_at_the_edge_are_kept_as_stated(search: Scenario, edge: dict[str, Any]) -> None:
    search.when(ReportSighting(IN_TOWN, at(0), "witness", **edge))
    search.then(event("sighting.reported", **edge))


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"place": FAR_AWAY}, "lon"),
        ({"place": SWAPPED}, "lon"),
        ({"place": NOT_ON_EARTH}, "lon"),
        ({"place": Place(11.57, -91.0)}, "lon"),
        ({"at": at(0.01)}, "at"),
        ({"source": "gossip"}, "source"),
        ({"heading": -0.1}, "heading"),
        ({"heading": 360.1}, "heading"),
        ({"heading": nan}, "heading"),
        ({"radius_m": 0.0}, "radius_m"),
        ({"radius_m": 5_000.1}, "radius_m"),
        ({"radius_m": nan}, "radius_m"),
        ({"minutes_doubt": -1.0}, "minutes_doubt"),
        ({"minutes_doubt": 721.0}, "minutes_doubt"),
        ({"minutes_doubt": inf}, "minutes_doubt"),
        ({"credibility": 1.01}, "credibility"),
        ({"credibility": -0.01}, "credibility"),
        ({"credibility": nan}, "credibility"),
    ],
)
def test_bad_input_is_refused_and_named(search: Scenario, bad: dict[str, Any], field: str) -> None:
    report: dict[str, Any] = {"place": IN_TOWN, "at": at(-5), "source": "witness", **bad}
    search.when(ReportSighting(**report))
    search.then_refused("invalid_value", field)


def test_a_sighting_by_an_unknown_camera_is_refused(search: Scenario) -> None:
    search.when(ReportSighting(IN_TOWN, at(-5), "camera", camera_id="moon"))
    search.then_refused("unknown_camera", "camera_id")


def test_verdicts_may_change_and_the_newest_holds(search: Scenario) -> None:
    sighting = search.given(ReportSighting(IN_TOWN, at(-5), "witness"))
    assert search.search.sightings[sighting].verdict is None
    for verdict in VERDICTS:
        search.when(AssessSighting(sighting, verdict))
        search.then(event("sighting.assessed", sighting_id=sighting, verdict=verdict))
        assert search.search.sightings[sighting].verdict == verdict


def test_an_unknown_verdict_is_refused(search: Scenario) -> None:
    sighting = search.given(ReportSighting(IN_TOWN, at(-5), "witness"))
    search.when(AssessSighting(sighting, "perhaps"))
    search.then_refused("invalid_value", "verdict")


def test_an_unknown_sighting_cannot_be_assessed(search: Scenario) -> None:
    search.when(AssessSighting("nothing", "confirmed"))
    search.then_refused("unknown_sighting", "sighting_id")
