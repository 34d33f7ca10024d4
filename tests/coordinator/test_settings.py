"""Settings from the environment and the command line, right and wrong."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from coordinator.settings import SettingsError, from_environment


def test_nothing_set_means_sqlite_in_the_users_own_data_directory() -> None:
    settings = from_environment({"HOME": "/home/x"})

    assert settings.database_url is None
    assert settings.data_dir == Path("/home/x/.local/share/search-coordinator")
    assert (settings.host, settings.port, settings.tls) == ("127.0.0.1", 8000, False)
    assert (settings.clock_start, settings.clock_speed) == (None, 1.0)


def test_every_setting_is_read_and_options_overrule_the_environment(tmp_path: Path) -> None:
    (tmp_path / "pem").write_text("x")
    settings = from_environment(
        {
            "COORDINATOR_DATABASE": "postgresql://u:secret@h/d",
            "COORDINATOR_DATA_DIR": "/elsewhere",
            "COORDINATOR_HOST": "0.0.0.0",
            "COORDINATOR_PORT": "9000",
            "COORDINATOR_TLS_CERT": str(tmp_path / "pem"),
            "COORDINATOR_TLS_KEY": str(tmp_path / "pem"),
            "COORDINATOR_CLOCK_START": "2026-03-01T08:00:00+08:00",
            "COORDINATOR_CLOCK_SPEED": "60",
            "COORDINATOR_TIME_ZONE": "Asia/Shanghai",
            "COORDINATOR_VAULT_KEY": "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",
        },
        {"data-dir": str(tmp_path), "port": "9001", "host": None},
    )

    assert settings.database_url == "postgresql://u:secret@h/d"
    assert (settings.data_dir, settings.host, settings.port) == (tmp_path, "0.0.0.0", 9001)
    assert settings.tls
    assert settings.clock_start == datetime(2026, 3, 1, tzinfo=UTC)
    assert settings.clock_speed == 60
    assert str(settings.time_zone) == "Asia/Shanghai"
    assert settings.vault_key == b"k" * 32
    assert "secret" not in repr(settings)
    assert "kkk" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("database", "mysql://x"),
        ("database", "coordinator.sqlite"),
        ("port", "http"),
        ("port", "65536"),
        ("port", "-1"),
        ("port", "٣"),
        ("time-zone", "Mars/Olympus"),
        ("clock-start", "yesterday"),
        ("clock-start", "2026-03-01T08:00:00"),
        ("clock-start", "0001-01-01T00:00:00+14:00"),
        ("clock-speed", "fast"),
        ("clock-speed", "0"),
        ("clock-speed", "-1"),
        ("clock-speed", "nan"),
        ("clock-speed", "inf"),
        ("clock-speed", "3601"),
        ("tls-cert", "/no/such/file"),
        ("data-dir", __file__),
        ("vault-key", "short"),
        ("vault-key", "é"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it_wherever_it_came_from(
    name: str, value: str
) -> None:
    variable = "COORDINATOR_" + name.upper().replace("-", "_")

    for env, options, label in (
        ({variable: value}, {}, variable),
        ({}, {name: value}, f"--{name}"),
    ):
        with pytest.raises(SettingsError) as caught:
            from_environment({"HOME": "/", **env}, options)

        assert str(caught.value).startswith(f"{label}: expected ")
        assert "\n" not in str(caught.value)


def test_a_certificate_without_its_key_is_refused() -> None:
    with pytest.raises(SettingsError, match="expected together with COORDINATOR_TLS_KEY"):
        from_environment({"HOME": "/", "COORDINATOR_TLS_CERT": __file__})


def test_a_password_in_a_wrong_database_url_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        from_environment({"HOME": "/", "COORDINATOR_DATABASE": "mysql://u:secret@h/d"})

    assert "secret" not in str(caught.value)
