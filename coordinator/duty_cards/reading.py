"""Duty cards out of a TOML file, as shipped and as a station has written them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from coordinator.duty_cards.card import ROLES, CardDuty, DutyCard, Words
from domain.records.checklist import CODE

MOST_DUTIES = 60
MOST_CHARACTERS = 200
LANGUAGES = ("zh", "en")

Cards = Mapping[str, DutyCard]
"""Cards by role."""


class DutyCardsError(ValueError):
    """A file of duty cards is wrong; the text is one line that says where and what."""


def shipped_text() -> str:
    """The file that comes with the program, to be edited."""
    return files("coordinator.duty_cards").joinpath("shipped.toml").read_text("utf-8")


@cache
def shipped_cards() -> Cards:
    """The cards that hold where a station has none of its own."""
    return cards_of(shipped_text())


def cards_in(path: Path) -> Cards:
    """The cards in a station's file; a role without one keeps that which is shipped."""
    try:
        text = path.read_text("utf-8")
    except OSError as problem:
        raise DutyCardsError(f"{path}: cannot be read: {problem.strerror}") from problem
    except UnicodeDecodeError as problem:
        raise DutyCardsError(f"{path}: expected text in UTF-8") from problem
    try:
        own = cards_of(text)
    except DutyCardsError as problem:
        raise DutyCardsError(f"{path}: {problem}") from problem
    return {**shipped_cards(), **own}


def cards_of(text: str) -> Cards:
    """The cards that a text has, by role; DutyCardsError if any is wrong."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise DutyCardsError(f"expected TOML: {problem}") from problem
    for role in table:
        if role not in ROLES:
            raise DutyCardsError(f"[{role}]: expected one of {', '.join(ROLES)}")
    return {role: _card(role, table[role]) for role in ROLES if role in table}


def _card(role: str, entry: Any) -> DutyCard:
    _only(entry, {"name", "duties"}, f"[{role}]")
    listed = entry.get("duties", [])
    if not isinstance(listed, list) or len(listed) > MOST_DUTIES:
        raise DutyCardsError(f"[[{role}.duties]]: expected at most {MOST_DUTIES} of them")
    duties: list[CardDuty] = []
    for number, each in enumerate(listed, 1):
        duty = _duty(each, f"[[{role}.duties]] number {number}", duties)
        if any(duty.item == other.item for other in duties):
            raise DutyCardsError(f"[[{role}.duties]]: item {duty.item!r} stands there twice")
        duties.append(duty)
    name = entry.get("name")
    usual = dict.fromkeys(LANGUAGES, role)
    return DutyCard(role, usual if name is None else _words(name, f"[{role}] name"), tuple(duties))


def _duty(entry: Any, where: str, before: list[CardDuty]) -> CardDuty:
    _only(entry, {"item", "part", *LANGUAGES}, where)
    item = entry.get("item")
    if not isinstance(item, str) or not CODE.fullmatch(item):
        raise DutyCardsError(f"{where}: item: expected a code of a-z, 0-9, _ . - (at most 64)")
    part = before[-1].part if before else None
    if "part" in entry:
        part = _words(entry["part"], f"{where}: part")
    said = {language: entry[language] for language in LANGUAGES if language in entry}
    return CardDuty(item, part, _words(said, where))


def _words(entry: Any, where: str) -> Words:
    """In both languages; who writes only one is shown that one."""
    _only(entry, set(LANGUAGES), where)
    given = [entry[language] for language in LANGUAGES if language in entry]
    for text in given:
        if not isinstance(text, str) or not text.strip() or len(text) > MOST_CHARACTERS:
            raise DutyCardsError(f"{where}: expected a text of 1 to {MOST_CHARACTERS} characters")
    if not given:
        raise DutyCardsError(f"{where}: expected the words as zh, en or both")
    return {language: entry.get(language, given[0]) for language in LANGUAGES}


def _only(entry: Any, names: set[str], where: str) -> None:
    if not isinstance(entry, dict):
        raise DutyCardsError(f"{where}: expected a table of {', '.join(sorted(names))}")
    for name in entry:
        if name not in names:
            raise DutyCardsError(f"{where}: {name}: expected {', '.join(sorted(names))}")
