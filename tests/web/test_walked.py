"""Given where a team was, when it says what it searched, then streets and times fit."""

from datetime import timedelta

import pytest

from coordinator.accounts import Role
from domain.moment import moment_of
from tests.web.house import House, Person, Record, ago, lon_lat


def window(since: float = 50, until: float = 20) -> Record:
    return {"from": ago(since), "until": ago(until)}


def track_along(*ends: Record, since: float, until: float, fixes: int = 12) -> list[list[object]]:
    """Fixes from one place to another between two moments, in minutes ago."""
    first, last = ends
    steps = [i / (fixes - 1) for i in range(fixes)]
    return [
        [
            first["lon"] + (last["lon"] - first["lon"]) * step,
            first["lat"] + (last["lat"] - first["lat"]) * step,
            ago(since + (until - since) * step),
        ]
        for step in steps
    ]


def test_a_track_counts_street_by_street_when_the_team_was_there(
    commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    team_id = commander.did(f"{path}/teams", {"name": "Team 1", "mode": "foot"})
    track = track_along(lon_lat(0, 0), lon_lat(5, 0), since=30, until=22)
    commander.did(f"{path}/sweeps", {"team_id": team_id, "track": track, **window(60, 1)})
    sweeps = commander.read(path)["sweeps"]
    assert len({s for sweep in sweeps for s in sweep["segments"]}) == 5
    assert len(sweeps) >= 3
    for sweep in sweeps:
        lasts = moment_of(sweep["until"]) - moment_of(sweep["from"])
        assert lasts <= timedelta(minutes=2.5)


@pytest.mark.parametrize(
    ("track", "field"),
    [
        ([[*lon_lat(0, 0).values(), 9], [*lon_lat(1, 0).values(), 10]], "track"),
        ([[*lon_lat(0, 0).values(), 9], [*lon_lat(1, 0).values(), -10]], "track.1"),
        ([[*lon_lat(40, 40).values(), 9], [*lon_lat(41, 40).values(), 8]], "track"),
        ([[*lon_lat(0, 0).values(), 9], [*lon_lat(4, 0).values(), 8.5]], "track"),
        ([[*lon_lat(0, 0).values(), 90], [*lon_lat(1, 0).values(), 88]], "track"),
    ],
    ids=["unsorted", "future", "off the network", "driven", "outside the window"],
)
def test_a_track_that_makes_no_sense_is_refused_and_named(
    commander: Person, search_id: str, track: list[list[float]], field: str
) -> None:
    path = f"/searches/{search_id}"
    team_id = commander.did(f"{path}/teams", {"name": "Team 1", "mode": "foot"})
    sent = [[lon, lat, ago(minutes)] for lon, lat, minutes in track]
    body = {"team_id": team_id, "track": sent, **window(20, 1)}
    answer = commander.post(f"{path}/sweeps", body)
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["errors"][0]["field"] == field


def walks(phone: Person, path: str, team_id: str) -> None:
    """A phone that goes along the first row and says so."""
    track = track_along(lon_lat(0, 0), lon_lat(3, 0), since=20, until=16)
    fixes = [{"lon": lon, "lat": lat, "at": at, "accuracy_m": 6} for lon, lat, at in track]
    phone.did(f"{path}/positions", {"team_id": team_id, "fixes": fixes})


def test_what_a_team_walked_is_proposed_confirmed_and_corrected(
    here: House, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    team_id = commander.did(f"{path}/teams", {"name": "Team 1", "mode": "foot"})
    phone = here.person(Role.STREET, search_id, team_id)
    walks(phone, path, team_id)

    span = window(30, 1)
    asked = f"{path}/teams/{team_id}/walked?from={span['from']}&until={span['until']}"
    proposed = phone.read(asked.replace("+", "%2B"))
    assert len(proposed["segments"]) == 3
    assert proposed["fixes"] == 12
    assert proposed["metres"] == pytest.approx(300, abs=5)

    confirmed = {"team_id": team_id, "recorded": True, **span}
    phone.did(f"{path}/sweeps", confirmed)
    first = [s for s in commander.read(path)["sweeps"] if not s["withdrawn"]]
    assert {s for sweep in first for s in sweep["segments"]} == set(proposed["segments"])

    without = proposed["segments"][1:]
    corrected = {
        **confirmed,
        "segments": [*without, 40],
        "replaces": [s["sweep_id"] for s in first],
    }
    commander.did(f"{path}/sweeps", corrected)
    left = [s for s in commander.read(path)["sweeps"] if not s["withdrawn"]]
    assert {s for sweep in left for s in sweep["segments"]} == {*without, 40}
    tapped = next(s for s in left if 40 in s["segments"])
    track = [s for s in left if 40 not in s["segments"]]
    assert tapped["from"] <= track[0]["from"]
    assert tapped["until"] >= track[-1]["until"]
    assert moment_of(tapped["until"]) - moment_of(tapped["from"]) < timedelta(minutes=5)


def test_without_times_what_was_walked_since_the_last_sweep_is_proposed(
    here: House, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    team_id = commander.did(f"{path}/teams", {"name": "Team 1", "mode": "foot"})
    walks(commander, path, team_id)
    asked = f"{path}/teams/{team_id}/walked"
    proposed = commander.read(asked)
    assert len(proposed["segments"]) == 3
    span = {"from": proposed["from"], "until": proposed["until"]}
    commander.did(f"{path}/sweeps", {"team_id": team_id, "recorded": True, **span})
    again = commander.read(asked)
    assert again["segments"] == []
    assert again["from"] >= proposed["searched"][0]["until"]


def test_what_others_walked_is_not_a_street_teams_business(
    here: House, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    mine, other = (
        commander.did(f"{path}/teams", {"name": name, "mode": "foot"}) for name in ("A", "B")
    )
    phone = here.person(Role.STREET, search_id, mine)
    assert phone.get(f"{path}/teams/{mine}/walked").status_code == 200
    assert phone.get(f"{path}/teams/{other}/walked").status_code == 403
    assert commander.get(f"{path}/teams/nobody/walked").status_code == 404
    wrong = window(1, 5)
    asked = f"{path}/teams/{mine}/walked?from={wrong['from']}&until={wrong['until']}"
    answer = phone.get(asked.replace("+", "%2B"))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "until")


def test_a_team_without_positions_has_nothing_to_confirm(commander: Person, search_id: str) -> None:
    path = f"/searches/{search_id}"
    team_id = commander.did(f"{path}/teams", {"name": "Team 1", "mode": "foot"})
    answer = commander.post(f"{path}/sweeps", {"team_id": team_id, "recorded": True, **window()})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "recorded")
