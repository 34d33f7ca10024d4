"""The demo as a visitor meets it: its parts and their links."""

from typing import Any

import httpx

from tests.browser.service import Service
from tests.browser.until import until


class Demo:
    """A demo in a process of its own, slowed down so that the visitors of a test set the pace."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._http = httpx.Client(base_url=f"{service.address}/api/v1", timeout=60)
        self._played: set[str] = set()

    @property
    def address(self) -> str:
        """Where it is; the demo's own page is /demo."""
        return self._service.address

    @property
    def search_id(self) -> str:
        """The search that is being played."""
        return str(self.record()["search_id"])

    def record(self) -> dict[str, Any]:
        """What it tells its visitors."""
        self._service.assert_running()
        answer = self._http.get("/demo")
        assert answer.status_code == 200, answer.text
        record: dict[str, Any] = answer.json()
        return record

    def part(self, key: str) -> dict[str, Any]:
        """One part: video, team1, commander, watch ..."""
        found: dict[str, Any] = next(part for part in self.record()["roles"] if part["key"] == key)
        return found

    def begin_anew(self) -> None:
        """Play a search that no test has touched, at the pace of real time."""
        self.set_speed(1)
        until(lambda: self.record()["search_id"] is not None, "the first play")
        before = self.search_id
        if before in self._played:
            assert self._http.post("/demo/restart").status_code == 200
            until(lambda: self.search_id != before, f"another play:\n{self._service.log}")
        self._played.add(self.search_id)

    def set_speed(self, speed: int) -> None:
        """So many seconds of the story in one of the device's."""
        assert self._http.post("/demo/speed", json={"speed": speed}).status_code == 200

    def close(self) -> None:
        """End our side of it."""
        self._http.close()
