"""A force's own parameters: read, or refused in one line that names file and parameter."""

from pathlib import Path

import pytest

from coordinator.settings import SettingsError, from_environment


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "force.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_without_a_file_nothing_is_set() -> None:
    assert from_environment({"HOME": "/home/x"}).parameters == {}


def test_values_are_read_from_option_or_environment(tmp_path: Path) -> None:
    file = str(written(tmp_path, "# measured here\nspeed_manual = 0.7\nrange_manual = 2500\n"))
    expected = {"speed_manual": 0.7, "range_manual": 2500.0}
    assert from_environment({"HOME": "/h", "COORDINATOR_PARAMETERS": file}).parameters == expected
    assert from_environment({"HOME": "/h"}, {"parameters": file}).parameters == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("speed_of_light = 3e8", "there is no parameter 'speed_of_light'"),
        ("[speed]\nmanual = 1", "there is no parameter 'speed'"),
        ('speed_manual = "fast"', "speed_manual: expected a number from 0.05 to 5 (m/s)"),
        ("speed_manual = true", "speed_manual: expected a number"),
        ("speed_manual = -1", "speed_manual: expected a number"),
        ("speed_manual = nan", "speed_manual: expected a number"),
        ("speed_manual = inf", "speed_manual: expected a number"),
        (f"speed_manual = 1{'0' * 400}", "speed_manual: expected a number"),
        ("pod_cap = 0.95", "pod_cap: expected a number from 0.1 to 0.9"),
        ("speed_manual", "expected TOML"),
        (b"\xff\xfe", "expected TOML"),
    ],
)
def test_what_cannot_be_set_is_refused_by_file_and_parameter(
    tmp_path: Path, text: str | bytes, said: str
) -> None:
    file = written(tmp_path, text)
    with pytest.raises(SettingsError) as refused:
        from_environment({"HOME": "/h"}, {"parameters": str(file)})
    assert str(refused.value).startswith(f"--parameters: {file}: ")
    assert said in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--parameters: expected the path of a file"):
        from_environment({"HOME": "/h"}, {"parameters": str(tmp_path / "none.toml")})
