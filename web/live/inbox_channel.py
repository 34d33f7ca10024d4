"""The inbox channel of a room: watchers' reports, to the desks of officers and nobody else."""

import asyncio
from typing import Any
from uuid import UUID

from coordinator.accounts import Action
from web.live.client import Client
from web.live.envelope import Envelope, envelope
from web.live.paced import Paced
from web.live.reporting import told_reports
from web.search_services import SearchServices

REPORTS_GAP_S = 0.2


class InboxChannel:
    """Lives on the event loop; inboxes are read in threads."""

    def __init__(self, services: SearchServices, search_id: UUID, clients: set[Client]) -> None:
        self._services = services
        self._search_id = search_id
        self._clients = clients
        self._changed: set[str] = set()
        self._telling = Paced(self._tell, REPORTS_GAP_S)

    def changed(self, about: str) -> None:
        """Something is new about this report, or about the sighting that it became."""
        self._changed.add(about)
        self._telling.ask()

    async def welcome(self, client: Client) -> None:
        """Show an officer who comes new what lies there."""
        if self._may(client):
            client.push(await self._message(None))

    async def run(self) -> None:
        """Keep the officers informed until cancelled."""
        await self._telling.run()

    async def _tell(self) -> None:
        changed, self._changed = self._changed, set()
        officers = [client for client in self._clients if self._may(client)]
        if not officers:
            return
        try:
            text = await self._message(changed)
        except Exception:
            # Told with what comes next.
            self._changed |= changed
            self._telling.ask()
            raise
        for client in officers:
            if client.version is not None:
                client.push(text)

    async def _message(self, among: set[str] | None) -> Envelope:
        told: dict[str, Any] = await asyncio.to_thread(
            told_reports, self._services, self._search_id, self._texts, among=among
        )
        return envelope("watcher_reports", **told)

    def _texts(self, refs: set[str]) -> dict[str, Any]:
        return self._services.vault.reveal_all(str(self._search_id), refs)

    def _may(self, client: Client) -> bool:
        return client.principal.may(Action.READ_WATCHER_REPORTS, str(self._search_id))
