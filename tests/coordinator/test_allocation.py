"""Given a container with a limit, then beliefs keep within it and not within the whole machine."""

from pathlib import Path

import pytest

from coordinator import allocation


@pytest.mark.parametrize(("text", "limit"), [("4000000000\n", 4_000_000_000), ("max\n", None)])
def test_the_limit_of_a_container_is_read(tmp_path: Path, text: str, limit: int | None) -> None:
    file = tmp_path / "memory.max"
    file.write_text(text)
    assert allocation.limit_of_container(file) == limit
    assert allocation.limit_of_container(tmp_path / "nothing") is None


def test_beliefs_get_a_share_of_what_there_is_and_never_too_little(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = allocation.memory_for_beliefs()
    monkeypatch.setattr(allocation, "limit_of_container", lambda: 2_000_000_000)
    assert allocation.memory_for_beliefs() == 800_000_000 <= whole
    monkeypatch.setattr(allocation, "limit_of_container", lambda: 100_000_000)
    assert allocation.memory_for_beliefs() == allocation.LEAST_FOR_BELIEFS
