"""The table of roles and actions says what the design says."""

import pytest

from coordinator.accounts import Action, Role, is_command, may, only_for_own_team

COMMANDS = [action for action in Action if is_command(action)]


@pytest.mark.parametrize("action", COMMANDS)
def test_a_commander_gives_every_command(action: Action) -> None:
    assert may(Role.COMMANDER, action)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.REVIEWER])
@pytest.mark.parametrize("action", COMMANDS)
def test_who_runs_or_reviews_gives_none(role: Role, action: Action) -> None:
    assert not may(role, action)


def test_watchers_get_the_description_a_coarse_map_and_a_button() -> None:
    assert {action for action in Action if may(Role.WATCHER, action)} == {
        Action.READ_AREAS,
        Action.READ_COARSE_MAP,
        Action.READ_DESCRIPTION,
        Action.LISTEN_LIVE,
        Action.SEND_WATCHER_REPORT,
    }


def test_an_administrator_sees_no_personal_data() -> None:
    assert not may(Role.ADMIN, Action.READ_PERSONAL)
    assert not may(Role.ADMIN, Action.READ_DESCRIPTION)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_an_administrator_manages_accounts_and_reads_the_audit_log(role: Role) -> None:
    assert not may(role, Action.MANAGE_ACCOUNTS)
    assert not may(role, Action.READ_AUDIT)


def test_street_phones_speak_for_their_own_team_and_desks_for_any() -> None:
    assert only_for_own_team(Role.STREET, Action.REPLY_TO_REDIRECT)
    assert not only_for_own_team(Role.STREET, Action.REPORT_SIGHTING)
    assert not only_for_own_team(Role.COMMANDER, Action.REPLY_TO_REDIRECT)
    assert not may(Role.STREET, Action.REPLY_ON_BEHALF)


def test_every_action_is_somebodys() -> None:
    assert all(any(may(role, action) for role in Role) for action in Action)
