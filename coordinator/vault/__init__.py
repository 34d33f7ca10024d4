"""The vault: personal data and free text, sealed with one key per search."""

from coordinator.vault.vault import Forgotten, Json, Vault, VaultConflict, ref_for

__all__ = ["Forgotten", "Json", "Vault", "VaultConflict", "ref_for"]
