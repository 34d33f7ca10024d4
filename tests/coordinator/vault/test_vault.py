"""What is sealed can be read by nobody else, and forgetting is final."""

import contextlib
import json
import stat
import threading
import uuid
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from coordinator.database import Database, open_database
from coordinator.settings import Settings, SettingsError
from coordinator.tables import vault_item, vault_key
from coordinator.vault import Forgotten, Json, Vault, VaultConflict, ref_for

TEXT = "Wang Daming, 82, wheelchair, blue coat, son's number 555-0199"

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
with_one_vault = hypothesis_settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def vault(database: Database, settings: Settings) -> Vault:
    return Vault(database, settings)


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@with_one_vault
@given(value=json_values)
def test_what_is_sealed_comes_back_equal(vault: Vault, value: Json) -> None:
    ref = vault.seal("s1", value)

    assert vault.reveal("s1", ref) == value


@with_one_vault
@given(value=json_values)
def test_forgetting_is_final_and_touches_no_other_search(vault: Vault, value: Json) -> None:
    search_id = str(uuid.uuid4())
    kept = vault.seal("kept", value)
    ref = vault.seal(search_id, [value])

    vault.forget(search_id)
    vault.forget(search_id)

    assert vault.reveal(search_id, ref) is None
    assert vault.forgotten(search_id)
    assert vault.reveal("kept", kept) == value
    with pytest.raises(Forgotten):
        vault.seal(search_id, [value], ref)
    assert vault.reveal(search_id, ref) is None


def test_sealing_again_under_the_same_reference_changes_nothing(
    vault: Vault, database: Database
) -> None:
    ref = ref_for("s1", "c1", "note")
    vault.seal("s1", {"a": 1, "b": TEXT}, ref)
    with database.reading() as connection:
        before = connection.execute(vault_item.select()).all()

    again = vault.seal("s1", {"b": TEXT, "a": 1}, ref)

    assert again == ref
    with database.reading() as connection:
        assert connection.execute(vault_item.select()).all() == before


def test_another_value_under_a_used_reference_is_refused_and_nothing_is_half_done(
    vault: Vault,
) -> None:
    first, second = ref_for("s1", "c1", "note"), ref_for("s1", "c1", "label")
    vault.seal("s1", "one", first)

    with pytest.raises(VaultConflict):
        vault.seal_all("s1", {second: "new", first: "two"})

    assert vault.reveal_all("s1", [first, second]) == {first: "one"}


def test_references_differ_by_search_command_and_field() -> None:
    refs = {
        ref_for(*parts)
        for parts in (("a", "b", "c"), ("a", "b", "d"), ("a", "bc", ""), ("", "ab", "c"))
    }

    assert len(refs) == 4


def test_a_value_cannot_be_passed_off_under_another_reference(
    vault: Vault, database: Database
) -> None:
    ref, other = vault.seal("s1", "one"), vault.seal("s1", "two")
    with database.writing() as connection:
        sealed = connection.execute(vault_item.select().where(vault_item.c.ref == ref)).one()
        connection.execute(
            vault_item.update().where(vault_item.c.ref == other).values(sealed=sealed.sealed)
        )

    with pytest.raises(Exception, match="does not fit"):
        vault.reveal("s1", other)


def test_a_second_process_reads_what_the_first_sealed_and_forgets_it_for_both(
    vault: Vault, settings: Settings
) -> None:
    ref = vault.seal("s1", TEXT)
    database = open_database(settings)
    elsewhere = Vault(database, settings)
    assert elsewhere.reveal("s1", ref) == TEXT

    elsewhere.forget("s1")
    database.close()

    assert vault.reveal("s1", ref) is None


def test_sealing_while_another_process_forgets_leaves_nothing_behind(
    vault: Vault, database: Database
) -> None:
    for number in range(5):
        search_id = f"s{number}"
        begun = threading.Barrier(4)

        def seal_some(search_id: str = search_id, begun: threading.Barrier = begun) -> None:
            begun.wait(10)
            with contextlib.suppress(Forgotten):
                for _ in range(5):
                    vault.seal(search_id, TEXT)

        sealers = [threading.Thread(target=seal_some) for _ in range(3)]
        for sealer in sealers:
            sealer.start()
        begun.wait(10)
        vault.forget(search_id)
        for sealer in sealers:
            sealer.join()

    with database.reading() as connection:
        assert connection.execute(vault_item.select()).all() == []
        assert connection.execute(vault_key.select()).all() == []


def test_the_key_file_is_readable_by_its_owner_alone(vault: Vault, settings: Settings) -> None:
    key = settings.data_dir / "vault.key"

    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_bytes()) == 32
    assert [path.name for path in settings.data_dir.glob("vault.key*")] == ["vault.key"]


def test_another_master_key_is_refused_at_the_start(
    vault: Vault, database: Database, settings: Settings
) -> None:
    (settings.data_dir / "vault.key").write_bytes(b"x" * 32)

    with pytest.raises(SettingsError, match="does not open the vault"):
        Vault(database, settings)


def test_a_broken_key_file_is_one_clear_line(database: Database, settings: Settings) -> None:
    settings.data_dir.mkdir(exist_ok=True)
    (settings.data_dir / "vault.key").write_bytes(b"short")

    with pytest.raises(SettingsError, match="expected 32 bytes") as caught:
        Vault(database, settings)

    assert "\n" not in str(caught.value)


def test_the_key_may_come_from_the_environment(database: Database, settings: Settings) -> None:
    given_key = Settings(
        data_dir=settings.data_dir, database_url=settings.database_url, vault_key=b"k" * 32
    )

    vault = Vault(database, given_key)

    assert vault.reveal("s1", vault.seal("s1", TEXT)) == TEXT
    assert not (settings.data_dir / "vault.key").exists()


def test_the_files_hold_neither_text_nor_after_forgetting_the_sealed_bytes(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    database = open_database(settings)
    vault = Vault(database, settings)
    ref = vault.seal("s1", {"note": TEXT})
    with database.reading() as connection:
        sealed = connection.execute(vault_item.select()).one().sealed
    stored = bytes_in(tmp_path)
    assert sealed in stored
    for form in (TEXT.encode(), json.dumps(TEXT).encode(), b"Daming", "Daming".encode("utf-16-le")):
        assert form not in stored

    vault.forget("s1")

    assert sealed not in bytes_in(tmp_path)
    assert ref.encode() not in bytes_in(tmp_path)
    database.close()


def test_nan_is_refused_before_anything_is_stored(vault: Vault) -> None:
    with pytest.raises(ValueError, match="JSON"):
        vault.seal("s1", float("nan"))
