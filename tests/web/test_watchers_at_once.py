"""Given three hundred watchers at once, then each gets its page, is heard, and is told."""

import asyncio

from coordinator.accounts import Role
from tests.coordinator.photos.pictures import jpeg
from tests.web.crowd import Crowd
from tests.web.house import House, Person, lon_lat

MANY = 300


def test_three_hundred_watchers_are_served_together(
    here: House, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    commander.did(f"{path}/subject", {"mobility": "manual", "clothing": "not known"})
    assert commander.upload(f"{path}/subject/photo", jpeg(1200, 900)).status_code == 201
    accounts = here.services.accounts
    tokens = []
    for number in range(MANY):
        made = accounts.add(f"guard {number} of {search_id}", Role.WATCHER, None)
        accounts.memberships.add(made.account_id, search_id)
        tokens.append(accounts.sign_in(made.account_id).token)
    crowd = Crowd(here.address, search_id, tokens, lon_lat(1, 1))

    async def change() -> None:
        body = {"mobility": "manual", "clothing": "green coat"}
        await asyncio.to_thread(commander.did, f"{path}/subject", body)

    with commander.live(search_id) as desk:
        asyncio.run(crowd.come(change))
        told: set[int] = set()
        while told != set(range(1, MANY + 1)):
            told |= {one["number"] for one in desk.wait("watcher_reports")["reports"]}
    assert [len(waits) for waits in (crowd.looked, crowd.reported, crowd.told)] == [MANY] * 3
    assert len(crowd.photo_bytes) == 1
    assert commander.read(f"{path}/watcher-reports?limit=1")["waiting"] == MANY
