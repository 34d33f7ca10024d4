"""Given a service, then everything around searches can be read as the contract says."""

import gzip
import re

import pytest

from coordinator.accounts import Role
from tests.web.house import House, Person, ago, lon_lat
from tests.web.story import tell


def test_areas_their_networks_and_cameras_carry_the_ids_of_everything(
    here: House, commander: Person
) -> None:
    (entry,) = commander.read("/areas")
    assert entry == {
        "area": "small",
        "hash": here.area.content_hash,
        "segments": here.area.network.segments,
        "cameras": len(here.area.cameras),
    }
    network = commander.read("/areas/small/network")["features"]
    assert [f["properties"]["segment_id"] for f in network] == list(range(entry["segments"]))
    assert {f["properties"]["name"] for f in network} >= {"1st Row", "Stair Lane", "Quiet End"}
    assert any(f["properties"]["steps"] for f in network)
    quiet = [f["properties"] for f in network if f["properties"]["name"] == "Quiet End"]
    assert any(street["dead_end"] for street in quiet)
    cameras = commander.read("/areas/small/cameras")["features"]
    assert {f["properties"]["camera_id"] for f in cameras} == {
        camera.camera_id for camera in here.area.cameras
    }
    assert all(f["properties"]["field_of_view"]["type"] == "Polygon" for f in cameras)


def test_a_network_is_sent_once_and_small(here: House, commander: Person) -> None:
    plain = commander.get("/areas/small/network", **{"Accept-Encoding": "identity"})
    assert plain.headers["etag"] == f'"{here.area.content_hash}"'
    assert "content-encoding" not in plain.headers
    with commander.client.stream(
        "GET", "/api/v1/areas/small/network",
        headers={**commander.headers(), "Accept-Encoding": "gzip"},
    ) as packed:  # fmt: skip
        assert gzip.decompress(b"".join(packed.iter_raw())) == plain.content
    known = {"If-None-Match": plain.headers["etag"]}
    unchanged = commander.get("/areas/small/network", **known)
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_an_area_as_it_was_may_be_kept_for_ever(here: House, commander: Person) -> None:
    kept = commander.get(f"/areas/small/cameras?hash={here.area.content_hash}")
    assert "immutable" in kept.headers["cache-control"]
    for path in ("/areas/small/network?hash=ffff", "/areas/atlantis/cameras"):
        answer = commander.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_area")


def test_searches_are_listed_with_version_and_status(commander: Person, search_id: str) -> None:
    listed = {one["search_id"]: one for one in commander.read("/searches")}
    assert listed[search_id]["version"] == 4
    assert listed[search_id]["status"] == "open"


def test_events_come_in_pages(commander: Person, search_id: str) -> None:
    tell(commander, search_id)
    everything = commander.read(f"/searches/{search_id}/events")
    paged, after = [], 0
    while page := commander.read(f"/searches/{search_id}/events?after={after}&limit=7"):
        assert len(page) <= 7
        paged += page
        after = page[-1]["version"]
    assert paged == everything
    assert [event["version"] for event in everything] == list(range(1, len(everything) + 1))


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "after=-1", "after=x", f"after={2**70}"]
)
def test_a_page_that_cannot_be_is_refused(commander: Person, search_id: str, query: str) -> None:
    assert commander.get(f"/searches/{search_id}/events?{query}").status_code == 422


def test_a_phone_gets_full_pages_of_what_it_may_see(
    here: House, commander: Person, search_id: str
) -> None:
    first, _ = tell(commander, search_id)
    phone = here.person(Role.STREET, search_id, first)
    everything = phone.read(f"/searches/{search_id}/events")
    page = phone.read(f"/searches/{search_id}/events?limit=5")
    assert page == everything[:5]
    assert not {"actor_name", "actor_team"} & {key for event in everything for key in event}


def test_a_desk_is_told_which_team_it_was(here: House, commander: Person, search_id: str) -> None:
    team, _ = tell(commander, search_id)
    phone = here.person(Role.STREET, search_id, team)
    seen = {**lon_lat(1, 1), "at": ago(5), "source": "officer"}
    with commander.live(search_id) as screen:
        before = screen.wait("snapshot")["version"]
        phone.did(f"/searches/{search_id}/sightings", seen)
        (live,) = screen.reaches(before + 1)
    read = commander.read(f"/searches/{search_id}/events?after={before - 1}")
    assert read[1] == live
    assert live["actor_team"] == team
    assert "actor_team" not in read[0]


def test_an_admin_sees_the_state_without_what_is_personal(
    here: House, commander: Person, search_id: str
) -> None:
    tell(commander, search_id)
    state = here.person(Role.ADMIN).get(f"/searches/{search_id}")
    assert state.status_code == 200
    for secret in ("Li", "Team 1", "daughter", "former home", "blue blanket"):
        assert f'"{secret}' not in state.text


def test_reading_what_is_personal_is_in_the_audit_log(
    here: House, commander: Person, search_id: str
) -> None:
    reviewer = here.person(Role.REVIEWER)
    reviewer.read(f"/searches/{search_id}")
    noted = {(e.account_id, e.action) for _, e in here.services.audit.entries(search_id=search_id)}
    assert (reviewer.account_id, "read_personal") in noted


def test_the_report_tells_the_search_in_both_languages(commander: Person, search_id: str) -> None:
    tell(commander, search_id)
    path = f"/searches/{search_id}/report"
    english = commander.get(path, **{"Accept-Language": "en-GB,en;q=0.9"})
    assert english.headers["content-type"].startswith("text/html")
    for told in ("Search report", "C2", "Team 1", "flat tyre", "blue blanket", "windows cleared"):
        assert told in english.text, told
    chinese = commander.get(path, **{"Accept-Language": "zh-CN"}).text
    assert "搜寻报告" in chinese
    assert not re.findall(r"(src|href)=", english.text), "nothing is loaded from anywhere"


def test_advice_names_cameras_and_windows(commander: Person, search_id: str) -> None:
    advice = commander.read(f"/searches/{search_id}/advice")
    assert {"version", "at", "reviews", "redirects"} <= set(advice)
    assert {"camera_id", "from", "until", "gain_bits", "minutes", "reason"} <= set(
        advice["reviews"][0]
    )


def test_events_that_cannot_be_stored_are_not_acknowledged(
    here: House, commander: Person, search_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eventsourcing.persistence import OperationalError

    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(here.services.searches.recorder, "insert_events", full)
        answer = commander.post(f"/searches/{search_id}/notes", {"text": "hm"})
    assert (answer.status_code, answer.json()["code"]) == (503, "storage_unavailable")
    assert commander.read(f"/searches/{search_id}")["version"] == 4
    commander.did(f"/searches/{search_id}/notes", {"text": "hm"})


def test_the_description_of_the_api_is_complete(commander: Person) -> None:
    described = commander.client.get("/api/v1/openapi.json").json()
    commands = [
        operation
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
        if method == "post" and "Idempotency-Key" in str(operation.get("parameters"))
    ]
    assert len(commands) == 40
    for command in commands:
        assert {"200", "201", "400", "401", "403", "404", "409", "422", "503"} <= set(
            command["responses"]
        )
        assert command["summary"]
        kinds = command["requestBody"]["content"]
        if "application/json" not in kinds:
            assert set(kinds) == {"image/jpeg", "image/png", "image/webp"}
            continue
        schema = kinds["application/json"]["schema"]["$ref"]
        model = described["components"]["schemas"][schema.rpartition("/")[2]]
        assert model["examples"], schema
    assert described["info"]["title"] == "Search Coordinator"
    for page in ("/docs", "/redoc", "/api/v1/docs"):
        assert commander.client.get(page).status_code == 404


def test_the_client_is_one_page_for_all_its_addresses(commander: Person) -> None:
    pages = [commander.client.get(path) for path in ("/", "/video/x", "/street/y", "/replay/z",
             "/command/x", "/handover/x", "/join", "/demo", "/watch/x")]  # fmt: skip
    assert len({page.text for page in pages}) == 1
    assert all("html" in page.headers["content-type"] for page in pages)
    for path in ("/nothing", "/api/v1/nothing", "/../pyproject.toml", "/%2e%2e/pyproject.toml"):
        assert commander.client.get(path).status_code == 404
    assert commander.client.post("/video/x").status_code in (404, 405)
