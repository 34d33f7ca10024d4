"""Given a service, then it answers the duty cards of its station."""

from pathlib import Path

import pytest

from coordinator.accounts import Role
from coordinator.settings import Settings, SettingsError, from_environment
from tests.web.house import House, Person
from web.main import main
from web.search_services import station_cards


@pytest.mark.parametrize("role", [Role.COMMANDER, Role.VIDEO, Role.STREET, Role.ADMIN])
def test_every_role_reads_the_cards(
    here: House, commander: Person, search_id: str, role: Role
) -> None:
    answer = here.person(role, search_id if role is Role.STREET else None).read("/duty-cards")
    assert [card["role"] for card in answer["cards"]] == ["commander", "video", "street"]
    first = answer["cards"][0]["duties"][0]
    assert first["item"] == "ask-last-seen"
    assert (first["part"]["en"], first["part"]["zh"]) == ("Ask the family", "问家属")
    assert answer["trouble"] is None


def test_nobody_reads_them_without_a_session(commander: Person) -> None:
    assert commander.client.get("/api/v1/duty-cards").status_code == 401


def test_every_shipped_duty_can_be_ticked(commander: Person, search_id: str) -> None:
    for card in commander.read("/duty-cards")["cards"]:
        for duty in card["duties"]:
            body = {"role": card["role"], "item": duty["item"]}
            commander.did(f"/searches/{search_id}/checklist", body)


def test_the_command_line_writes_them_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["duty-cards", "--data-dir", str(tmp_path / "data")]) == 0
    file = tmp_path / "data" / "duty-cards.toml"
    assert str(file) in capsys.readouterr().out
    assert "[[commander.duties]]" in file.read_text("utf-8")
    assert station_cards(Settings(tmp_path / "data")).trouble is None
    assert main(["duty-cards", "--out", str(file)]) == 2
    assert capsys.readouterr().err == f"coordinator: {file} is there already\n"


def test_a_file_that_is_wrong_stops_the_service_with_one_line(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text("[cook]\n")
    given = from_environment({"HOME": str(tmp_path)}, {"duty-cards": str(file)})
    with pytest.raises(SettingsError, match=r"duty-cards: .*own\.toml: \[cook\]: expected one of"):
        station_cards(given)
    with pytest.raises(SettingsError, match="--duty-cards: expected the path of a file"):
        from_environment({"HOME": "/h"}, {"duty-cards": str(tmp_path / "none.toml")})
