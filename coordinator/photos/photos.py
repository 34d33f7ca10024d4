"""The photos of all searches, each sealed under the key of its search."""

import uuid

from coordinator.photos.made_small import made_small
from coordinator.vault import Vault, ref_for


class Photos:
    """Keeps and shows photos. Safe to use from several threads."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    @staticmethod
    def id_of(search_id: str, command_id: str) -> str:
        """The id of the photo that comes with a command, which a retry finds again."""
        return ref_for(search_id, command_id, "photo")

    def keep(self, search_id: str, command_id: str, sent: bytes) -> str:
        """Keep what a command sent, made small, and return the photo's id.

        A Refusal when it is no photo, Forgotten when the search is forgotten.
        """
        photo = made_small(sent)
        photo_id = self.id_of(search_id, command_id)
        self._vault.seal_bytes(search_id, {photo_id: photo.full, _small(photo_id): photo.small})
        return photo_id

    def show(self, search_id: str, photo_id: str, *, small: bool = False) -> bytes | None:
        """The JPEG of a photo or of its thumbnail, None when it is gone."""
        ref = _small(photo_id) if small else photo_id
        return self._vault.reveal_bytes(search_id, [ref]).get(ref)


def _small(photo_id: str) -> str:
    return str(uuid.uuid5(uuid.UUID(photo_id), "small"))
