"""A story that gives every command of a search at least once."""

from tests.coordinator.photos.pictures import jpeg
from tests.web.house import Person, ago, lon_lat


def tell(commander: Person, search_id: str) -> tuple[str, str]:
    """Give every command but closure; the ids of the two teams."""
    path = f"/searches/{search_id}"

    def did(call: str, **body: object) -> str:
        return commander.did(f"{path}/{call}", body)

    window = {"from": ago(50), "until": ago(30)}
    first = did("teams", name="Team 1", mode="foot", beat="West Beat", **lon_lat(0, 0))
    second = did("teams", name="Team 2", mode="bicycle")
    did("subject", mobility="pushed", since=ago(20), factors={"fatigue": 0.5}, hints="likes boats")
    did("subject", mobility="manual", since=ago(40))
    did("last-known-point", **lon_lat(2, 1), at=ago(58), radius_m=20)
    did("familiar-places", **lon_lat(5, 5), label="market", weight=1)
    claim = did("claims", camera_id="C1", **window)
    did("claims", camera_id="C2", **window)
    did(f"claims/{claim}/release")
    clearance = did("clearances", camera_id="C2", grade="fair", **window)
    did("clearances", camera_id="C1", pod=0.5, playback_speed=4, **window)
    did(f"clearances/{clearance}/withdrawal", reason="wrong tape")
    did("cameras/C3/clock", offset_s=90)
    did("cameras/C3/outages", **window)
    mistaken = did("cameras/C4/outages", **window)
    did(f"outages/{mistaken}/withdrawal")
    recording = did("cameras/C3/recordings", minutes=15, overwritten_at=ago(-600))
    did("cameras/C4/recordings", minutes=5)
    did(f"recordings/{recording}/available")
    sighting = did("sightings", **lon_lat(1, 1), at=ago(12), source="camera", camera_id="C1",
                   heading=90, note="blue blanket")  # fmt: skip
    did(f"sightings/{sighting}/assessment", verdict="unconfirmed")
    for shown in (f"sightings/{sighting}", "subject", "subject"):
        assert commander.upload(f"{path}/{shown}/photo", jpeg()).status_code == 201
    did("subject/photo/withdrawal")
    did("outside-checks", kind="hospital", pod=0.8, whom="city hospital", **window)
    asked = did("outside-checks", kind="police", pod=0.25, **window)
    did(f"outside-checks/{asked}/withdrawal", reason="they were never reached")
    proposed = did(f"teams/{first}/redirects", target=lon_lat(1, 1), propose=True, reason="a hint")
    did(f"teams/{first}/redirects", segments=[4, 5], propose=True)
    sent = did(f"teams/{second}/redirects", target=lon_lat(4, 4), because=[3], expires_min=30)
    did(f"redirects/{sent}/replies", reply="received")
    did(f"redirects/{sent}/replies", reply="declined", reason="flat tyre", on_behalf=True)
    state = commander.read(path)
    waiting = [r["redirect_id"] for r in state["redirects"] if r["status"] == "proposed"]
    assert proposed not in waiting, "the second proposal supersedes the first"
    released = did(f"redirects/{waiting[0]}/release")
    did(f"redirects/{released}/replies", reply="wilco")
    did(f"teams/{first}/redirects", target=lon_lat(2, 2), reason="better")
    sweep = did("sweeps", team_id=first, segments=[3, 1, 2], **window)
    did("sweeps", team_id=second, segments=[7], pod=0.3, **window)
    did(f"sweeps/{sweep}/withdrawal", reason="another street")
    did("checklist", role="commander", item="call-hospitals")
    did("checklist", role="commander", item="call-hospitals")
    did("checklist", role="street", item="radio-tried", team_id=first)
    did("checklist", role="video", item="clocks-checked")
    did("checklist/withdrawal", role="video", item="clocks-checked")
    did("notes", text="the daughter was called")
    did("suspension", reason="thunderstorm")
    did("resumption")
    did("find", **lon_lat(3, 3), at=ago(2), condition="well")
    did("find/withdrawal", reason="another old man")
    did("find", **lon_lat(3, 4), at=ago(1))
    did(f"teams/{second}/stand-down", reason="end of shift")
    return first, second
