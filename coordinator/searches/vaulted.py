"""Texts of a search: sealed in the vault before a command, put back into records for readers."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from coordinator.vault import Json, Vault, ref_for

Texts = dict[str, Json]
"""What is behind references."""


class TextsOfCommand:
    """The free texts that come with one command.

    A reference derives from the command and the field, so that a retry seals nothing twice.
    """

    def __init__(self, search_id: UUID, command_id: str) -> None:
        self._search_id = str(search_id)
        self._command_id = command_id
        self._texts: Texts = {}

    def ref(self, field: str, text: Json) -> str | None:
        """The reference under which this text will be kept; None where there is none."""
        if text is None or text == {}:
            return None
        ref = ref_for(self._search_id, self._command_id, field)
        self._texts[ref] = text
        return ref

    def seal(self, vault: Vault) -> None:
        """Keep them durably; VaultConflict when this command came with other texts before."""
        if self._texts:
            vault.seal_all(self._search_id, self._texts)


def refs_in(record: Any) -> Iterator[str]:
    """Every reference into the vault that a record holds, however deep."""
    for holder, name in _places(record):
        if isinstance(holder[name], str):
            yield holder[name]


def with_texts(record: Any, texts: Texts) -> Any:
    """The record with `<name>` beside each `<name>_ref`, None where there is nothing to show."""
    for holder, name in list(_places(record)):
        ref = holder[name]
        holder[name.removesuffix("_ref")] = texts.get(ref) if isinstance(ref, str) else None
    return record


def _places(record: Any) -> Iterator[tuple[dict[str, Any], str]]:
    if isinstance(record, dict):
        for name, value in record.items():
            if name.endswith("_ref"):
                yield record, name
            else:
                yield from _places(value)
    elif isinstance(record, list):
        yield from _inside(record)


def _inside(records: Iterable[Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for record in records:
        if isinstance(record, dict | list):
            yield from _places(record)
