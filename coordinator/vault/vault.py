"""The vault: seals, reveals and, by destroying a key, forgets."""

import json
import secrets
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from sqlalchemy import Connection, RowMapping, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from coordinator.canonical import canonical
from coordinator.clock import Clock
from coordinator.database import Database
from coordinator.settings import Settings, SettingsError
from coordinator.tables import vault_check, vault_forgotten, vault_item, vault_key
from coordinator.vault.master_key import master_key
from coordinator.vault.seal import BrokenSeal, seal, unseal

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

_CHECK = b"search-coordinator"


class VaultConflict(Exception):
    """This reference already stands for another value: one command id was used for two bodies."""


class Forgotten(Exception):
    """The search has been forgotten; nothing can be sealed for it any more."""


def ref_for(search_id: str, command_id: str, field: str) -> str:
    """The reference that a field of a command always gets, so that a retry seals nothing twice."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, json.dumps([search_id, command_id, field])))


class Vault:
    """Personal data and free text, each value under an opaque reference that events may carry.

    Keys are read from the database each time and never remembered, so that what one process
    forgets is gone for all of them. Safe to use from several threads.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        """SettingsError when the master key is not the one this database was sealed with."""
        self._database = database
        self._clock = Clock()
        self._insert = sqlite.insert if database.kind == "sqlite" else postgresql.insert
        self._master = master_key(settings)
        self._check_master()

    def seal(self, search_id: str, value: Json, ref: str | None = None) -> str:
        """Keep a JSON value durably and return its reference.

        With `ref` (see `ref_for`) an equal value sealed before is left as it is. VaultConflict
        when it stands for another value, Forgotten when the search is forgotten, ValueError for
        what JSON cannot say.
        """
        return self.seal_all(search_id, {ref or str(uuid.uuid4()): value})[0]

    def seal_all(self, search_id: str, values: Mapping[str, Json]) -> list[str]:
        """Seal several values under their references, all of them or none; see `seal`."""
        return self.seal_bytes(search_id, {ref: canonical(value) for ref, value in values.items()})

    def seal_bytes(self, search_id: str, plain: Mapping[str, bytes]) -> list[str]:
        """Seal what is kept as it is, such as photos, under references; see `seal_all`."""
        with self._database.writing() as connection:
            key = self._key_for_sealing(connection, search_id)
            for ref, text in plain.items():
                added = self._add(
                    connection,
                    vault_item,
                    search_id=search_id,
                    ref=ref,
                    sealed=seal(key, text, _item_name(search_id, ref)),
                )
                if not added and self._read(connection, key, search_id, ref) != text:
                    raise VaultConflict(f"reference {ref} already stands for another value")
        return list(plain)

    def reveal(self, search_id: str, ref: str) -> Json:
        """The value behind a reference, None when there is none (any more)."""
        return self.reveal_all(search_id, [ref]).get(ref)

    def reveal_all(self, search_id: str, refs: Iterable[str]) -> dict[str, Json]:
        """The values behind these references, without those that do not exist (any more)."""
        found = self.reveal_bytes(search_id, refs)
        return {ref: json.loads(plain) for ref, plain in found.items()}

    def reveal_bytes(self, search_id: str, refs: Iterable[str]) -> dict[str, bytes]:
        """What `seal_bytes` sealed under these references; see `reveal_all`."""
        wanted = sorted(set(refs))
        if not wanted:
            return {}
        with self._database.reading() as connection:
            rows = connection.execute(
                select(vault_key.c.wrapped, vault_item.c.ref, vault_item.c.sealed)
                .join_from(vault_key, vault_item, vault_key.c.search_id == vault_item.c.search_id)
                .where(vault_item.c.search_id == search_id, vault_item.c.ref.in_(wanted))
            ).mappings()
            found = rows.all()
        if not found:
            return {}
        key = self._unwrapped(search_id, found[0])
        return {
            row["ref"]: unseal(key, row["sealed"], _item_name(search_id, row["ref"]))
            for row in found
        }

    def refs(self, search_id: str) -> list[str]:
        """The references of everything that is kept of a search, in order."""
        query = select(vault_item.c.ref).where(vault_item.c.search_id == search_id)
        with self._database.reading() as connection:
            return [row.ref for row in connection.execute(query.order_by(vault_item.c.ref))]

    def forget(self, search_id: str) -> None:
        """Destroy the key and everything sealed with it; doing it twice is the same as once.

        Also removes what the deleted rows leave in the database's own files. Backups made
        earlier still hold the wrapped key: they are as personal as the data was.
        """
        with self._database.writing() as connection:
            # Without it a sealing that runs at the same time could outlive the forgetting.
            self._database.lock(connection, _key_name(search_id))
            connection.execute(delete(vault_key).where(vault_key.c.search_id == search_id))
            connection.execute(delete(vault_item).where(vault_item.c.search_id == search_id))
            self._add(
                connection,
                vault_forgotten,
                search_id=search_id,
                forgotten_at=self._clock.now(),
            )
        self._database.scrub(vault_key.name)

    def forgotten(self, search_id: str) -> bool:
        """Whether this search has been forgotten."""
        with self._database.reading() as connection:
            return _is_forgotten(connection, search_id)

    def _key_for_sealing(self, connection: Connection, search_id: str) -> bytes:
        self._database.lock(connection, _key_name(search_id))
        if _is_forgotten(connection, search_id):
            raise Forgotten(f"search {search_id} has been forgotten")
        row = (
            connection.execute(
                select(vault_key.c.wrapped).where(vault_key.c.search_id == search_id)
            )
            .mappings()
            .one_or_none()
        )
        if row is not None:
            return self._unwrapped(search_id, row)
        fresh = secrets.token_bytes(32)
        wrapped = seal(self._master, fresh, _key_name(search_id))
        self._add(connection, vault_key, search_id=search_id, wrapped=wrapped)
        return fresh

    def _unwrapped(self, search_id: str, row: RowMapping) -> bytes:
        return unseal(self._master, row["wrapped"], _key_name(search_id))

    def _read(self, connection: Connection, key: bytes, search_id: str, ref: str) -> bytes:
        sealed: bytes = connection.execute(
            select(vault_item.c.sealed).where(
                vault_item.c.search_id == search_id, vault_item.c.ref == ref
            )
        ).scalar_one()
        return unseal(key, sealed, _item_name(search_id, ref))

    def _add(self, connection: Connection, table: Table, **values: Any) -> bool:
        """Insert a row unless its key exists; whether it was inserted."""
        statement = self._insert(table).values(**values).on_conflict_do_nothing()
        return connection.execute(statement).rowcount == 1

    def _check_master(self) -> None:
        with self._database.writing() as connection:
            self._add(
                connection, vault_check, check_id=1, sealed=seal(self._master, _CHECK, "check")
            )
            sealed: bytes = connection.execute(select(vault_check.c.sealed)).scalar_one()
        try:
            unseal(self._master, sealed, "check")
        except BrokenSeal as problem:
            raise SettingsError(
                "vault-key: this key does not open the vault of this database: "
                "expected the key that the installation was started with"
            ) from problem


def _is_forgotten(connection: Connection, search_id: str) -> bool:
    query = select(vault_forgotten.c.search_id).where(vault_forgotten.c.search_id == search_id)
    return connection.execute(query).first() is not None


def _item_name(search_id: str, ref: str) -> str:
    return json.dumps(["item", search_id, ref])


def _key_name(search_id: str) -> str:
    return json.dumps(["key", search_id])
