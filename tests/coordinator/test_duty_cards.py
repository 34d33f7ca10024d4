"""A station's duty cards: read as written, or refused in one line that says where."""

import os
from pathlib import Path

import pytest

from coordinator.duty_cards.card import ROLES
from coordinator.duty_cards.reading import DutyCardsError, cards_in, shipped_cards, shipped_text
from coordinator.duty_cards.station import StationCards

OWN = """
[video]
name = { zh = "视频岗", en = "Video" }
[[video.duties]]
item = "first"
part = { zh = "开始" }
zh = "先看大门"
[[video.duties]]
item = "second"
en = "Then the shops"
"""


def written(folder: Path, text: str | bytes, at: float = 1.0) -> Path:
    file = folder / "duty-cards.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    os.utime(file, (at, at))
    return file


def items(cards: StationCards, role: str) -> list[str]:
    (card,) = [card for card in cards.cards() if card.role == role]
    return [duty.item for duty in card.duties]


def test_every_role_has_a_shipped_card_in_both_languages() -> None:
    cards = shipped_cards()
    assert list(cards) == list(ROLES)
    for card in cards.values():
        assert len(card.duties) >= 5
        for duty in card.duties:
            for words in (card.name, duty.part or {}, duty.says):
                assert words["zh"] != words["en"], duty.item


def test_what_is_shipped_can_be_edited_and_read_again(tmp_path: Path) -> None:
    assert cards_in(written(tmp_path, shipped_text())) == shipped_cards()


def test_a_role_that_a_station_says_nothing_of_keeps_its_shipped_card(tmp_path: Path) -> None:
    cards = cards_in(written(tmp_path, OWN))
    assert cards["commander"] == shipped_cards()["commander"]
    first, second = cards["video"].duties
    assert (first.says, second.says) == (
        {"zh": "先看大门", "en": "先看大门"},
        {"zh": "Then the shops", "en": "Then the shops"},
    )
    assert first.part == second.part == {"zh": "开始", "en": "开始"}


def test_a_card_without_duties_is_empty(tmp_path: Path) -> None:
    assert cards_in(written(tmp_path, "[street]\n"))["street"].duties == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[cook]", "[cook]: expected one of commander, video, street"),
        ("video = 1", "[video]: expected a table of duties, name"),
        ("[video]\ncolour = 1", "[video]: colour: expected duties, name"),
        ("[video]\nduties = 1", "[[video.duties]]: expected at most"),
        ("[video]\nname = 'x'", "[video] name: expected a table of en, zh"),
        ("[[video.duties]]\nzh = 'x'", "[[video.duties]] number 1: item: expected a code"),
        ("[[video.duties]]\nitem = 'A b'\nzh = 'x'", "number 1: item: expected a code"),
        ("[[video.duties]]\nitem = 'a'", "number 1: expected the words as zh, en or both"),
        ("[[video.duties]]\nitem = 'a'\nzh = ' '", "number 1: expected a text of 1 to 200"),
        ("[[video.duties]]\nitem = 'a'\nzh = 7", "number 1: expected a text"),
        (f"[[video.duties]]\nitem = 'a'\nzh = '{'x' * 201}'", "number 1: expected a text"),
        ("[[video.duties]]\nitem = 'a'\nde = 'x'", "number 1: de: expected en, item, part, zh"),
        ("[[video.duties]]\nitem='a'\nzh='x'\n" * 2, "item 'a' stands there twice"),
        ("[[video.duties]]\nitem='a'\nzh='x'\npart='y'", "number 1: part: expected a table"),
        ("[[video.duties]]\n" * 61, "[[video.duties]]: expected at most 60"),
        ("[video", "expected TOML"),
        (b"\xff\xfe", "expected text in UTF-8"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_place(
    tmp_path: Path, text: str | bytes, said: str
) -> None:
    file = written(tmp_path, text)
    with pytest.raises(DutyCardsError) as refused:
        StationCards(file)
    assert str(refused.value).startswith(f"{file}: ")
    assert said in str(refused.value)


def test_a_change_of_the_file_is_seen_without_a_restart(tmp_path: Path) -> None:
    cards = StationCards(tmp_path / "duty-cards.toml")
    assert items(cards, "video")[0] == "first-cameras"
    file = written(tmp_path, OWN, at=1)
    assert items(cards, "video") == ["first", "second"]
    written(tmp_path, "[video]\n", at=2)
    assert items(cards, "video") == []
    file.unlink()
    assert items(cards, "video")[0] == "first-cameras"


def test_a_change_that_cannot_be_read_leaves_the_cards_and_says_why(tmp_path: Path) -> None:
    file = written(tmp_path, OWN, at=1)
    cards = StationCards(file)
    written(tmp_path, "[video", at=2)
    assert items(cards, "video") == ["first", "second"]
    assert cards.trouble is not None
    assert cards.trouble.startswith(f"{file}: expected TOML")
    written(tmp_path, OWN, at=3)
    assert items(cards, "video") == ["first", "second"]
    assert cards.trouble is None
