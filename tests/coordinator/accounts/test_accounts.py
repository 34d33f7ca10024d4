"""People, their passwords, sessions, memberships and invitations, on both databases."""

import threading
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from coordinator.accounts import AccountRefused, Accounts, Action, Passwords, Role, TooManyAttempts
from coordinator.clock import Clock
from coordinator.database import Database
from coordinator.settings import Settings
from coordinator.tables import account, invitation, session

PASSWORD = "correct horse 电池"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


class Wall:
    """Unix seconds that stand still until a test moves them."""

    def __init__(self) -> None:
        self.seconds = datetime(2026, 3, 1, 9, tzinfo=UTC).timestamp()

    def __call__(self) -> float:
        return self.seconds

    def pass_by(self, span: timedelta) -> None:
        self.seconds += span.total_seconds()


@pytest.fixture
def wall() -> Wall:
    return Wall()


def accounts_on(database: Database, wall: Wall) -> Accounts:
    return Accounts(database, Clock(wall=wall), Passwords(QUICK))


@pytest.fixture
def accounts(database: Database, wall: Wall) -> Generator[Accounts]:
    accounts = accounts_on(database, wall)
    yield accounts
    accounts.close()


def refusal(caught: pytest.ExceptionInfo[AccountRefused]) -> str:
    return caught.value.code


def test_who_knows_the_password_comes_in_under_any_spelling_of_the_name(
    accounts: Accounts,
) -> None:
    made = accounts.add("Officer  Lin", Role.VIDEO, PASSWORD)

    signed_in = accounts.log_in("officer lin", PASSWORD, "10.0.0.1")

    assert signed_in.principal.account_id == made.account_id
    assert signed_in.principal.role is Role.VIDEO
    assert signed_in.principal.name == "Officer Lin"
    assert accounts.sessions.principal(signed_in.token) == signed_in.principal


@pytest.mark.parametrize(
    ("name", "password"),
    [("lin", "wrong password"), ("nobody", PASSWORD), ("", PASSWORD), ("lin\x00", PASSWORD),
     ("lin", ""), ("lin", "\ud800" * 9), ("lin", "x" * 100_000), ("\ud800", PASSWORD)],
)  # fmt: skip
def test_a_wrong_name_and_a_wrong_password_look_the_same(
    accounts: Accounts, name: str, password: str
) -> None:
    accounts.add("lin", Role.VIDEO, PASSWORD)

    with pytest.raises(AccountRefused) as caught:
        accounts.log_in(name, password, "10.0.0.1")

    assert refusal(caught) == "wrong_login"


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [("LIN", PASSWORD, "name_taken"), ("Ｌin", PASSWORD, "name_taken"), ("", PASSWORD, "bad_name"),
     ("a\x07", PASSWORD, "bad_name"), ("x" * 81, PASSWORD, "bad_name"),
     ("new", "short", "weak_password"), ("\ud800", PASSWORD, "bad_name")],
)  # fmt: skip
def test_an_account_needs_a_free_printable_name_and_a_real_password(
    accounts: Accounts, name: str, password: str, code: str
) -> None:
    accounts.add("lin", Role.VIDEO, PASSWORD)

    with pytest.raises(AccountRefused) as caught:
        accounts.add(name, Role.VIDEO, password)

    assert refusal(caught) == code
    assert [one.name for one in accounts.all()] == ["lin"]


def test_tokens_and_passwords_are_stored_only_as_hashes(tmp_path: Path, wall: Wall) -> None:
    from coordinator.database import open_database

    database = open_database(Settings(data_dir=tmp_path))
    accounts = accounts_on(database, wall)
    accounts.add("lin", Role.COMMANDER, PASSWORD)
    token = accounts.log_in("lin", PASSWORD, "a").token
    _, offer = accounts.invitations.issue("s1", Role.STREET, "x", team_id="t1")
    with database.reading() as connection:
        stored = connection.execute(account.select()).one().password_hash
    database.close()

    on_disk = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert stored.startswith("$argon2id$")
    for secret in (PASSWORD, token, offer):
        assert secret.encode() not in on_disk


def test_a_login_renews_a_hash_made_with_weaker_parameters(database: Database, wall: Wall) -> None:
    accounts_on(database, wall).add("lin", Role.VIDEO, PASSWORD)
    stronger = Accounts(
        database,
        Clock(wall=wall),
        Passwords(PasswordHasher(time_cost=2, memory_cost=128, parallelism=1)),
    )

    stronger.log_in("lin", PASSWORD, "a")

    with database.reading() as connection:
        assert "m=128,t=2" in connection.execute(account.select()).one().password_hash


def test_after_five_wrong_passwords_that_address_waits_and_others_do_not(
    accounts: Accounts,
) -> None:
    accounts.add("lin", Role.VIDEO, PASSWORD)
    for _ in range(5):
        with pytest.raises(AccountRefused):
            accounts.log_in("lin", "wrong password", "10.0.0.1")

    with pytest.raises(TooManyAttempts) as caught:
        accounts.log_in("LIN", PASSWORD, "10.0.0.1")

    assert 0 < caught.value.wait_s <= 900
    assert accounts.log_in("lin", PASSWORD, "10.0.0.2")


def test_a_session_ends_with_the_shift(accounts: Accounts, wall: Wall) -> None:
    accounts.add("lin", Role.VIDEO, PASSWORD)
    token = accounts.log_in("lin", PASSWORD, "a").token

    wall.pass_by(timedelta(hours=13, minutes=59))
    assert accounts.sessions.principal(token)
    wall.pass_by(timedelta(minutes=2))

    assert accounts.sessions.principal(token) is None


def test_a_revoked_session_is_over_at_once_and_listeners_hear_of_it_once(
    accounts: Accounts,
) -> None:
    accounts.add("lin", Role.VIDEO, PASSWORD)
    one, other = (accounts.log_in("lin", PASSWORD, "a") for _ in range(2))
    heard: list[str] = []
    accounts.sessions.listen(heard.append)

    accounts.sessions.revoke(one.principal.session_id)
    accounts.sessions.revoke(one.principal.session_id)
    accounts.sessions.notice_revocations()

    assert accounts.sessions.principal(one.token) is None
    assert accounts.sessions.principal(other.token)
    assert heard == [one.principal.session_id]


def test_a_revocation_by_another_process_is_noticed(
    accounts: Accounts, database: Database, wall: Wall
) -> None:
    accounts.add("lin", Role.VIDEO, PASSWORD)
    signed_in = accounts.log_in("lin", PASSWORD, "a")
    heard = threading.Event()
    accounts.sessions.listen(lambda _: heard.set())
    accounts.sessions.start_watching(every_s=0.01)

    accounts_on(database, wall).disable(signed_in.principal.account_id)

    assert heard.wait(10)
    assert accounts.sessions.principal(signed_in.token) is None
    with pytest.raises(AccountRefused):
        accounts.log_in("lin", PASSWORD, "a")


def test_a_new_password_ends_the_sessions_of_the_old_one(accounts: Accounts) -> None:
    made = accounts.add("lin", Role.VIDEO, PASSWORD)
    token = accounts.log_in("lin", PASSWORD, "a").token

    accounts.set_password(made.account_id, "another password")

    assert accounts.sessions.principal(token) is None
    assert accounts.log_in("lin", "another password", "a")


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "é" * 43, "x" * 10_000, "\ud800" * 43])
def test_what_is_no_token_is_nobody(accounts: Accounts, token: str) -> None:
    assert accounts.sessions.principal(token) is None
    with pytest.raises(AccountRefused) as caught:
        accounts.accept_invitation(token)
    assert refusal(caught) == "invitation_invalid"


def test_desks_belong_to_every_search_and_phones_to_their_own(accounts: Accounts) -> None:
    accounts.add("chief", Role.COMMANDER, PASSWORD)
    street = accounts.add("li", Role.STREET, PASSWORD)
    accounts.memberships.add(street.account_id, "s1", "t1")

    chief = accounts.log_in("chief", PASSWORD, "a").principal
    phone = accounts.log_in("li", PASSWORD, "a").principal

    assert chief.may_see("s1")
    assert chief.may_see("s2")
    assert (phone.may_see("s1"), phone.may_see("s2")) == (True, False)
    assert (phone.team_in("s1"), phone.team_in("s2"), phone.team_id) == ("t1", None, "t1")
    assert phone.may(Action.REPLY_TO_REDIRECT, "s1", "t1")
    assert not phone.may(Action.REPLY_TO_REDIRECT, "s1", "t2")
    assert not phone.may(Action.REPLY_TO_REDIRECT, "s2", "t1")
    assert not phone.may(Action.CLEAR_CAMERA_ZONE, "s1")


def test_a_change_of_membership_counts_from_the_next_request(accounts: Accounts) -> None:
    street = accounts.add("li", Role.STREET, PASSWORD)
    token = accounts.log_in("li", PASSWORD, "a").token

    accounts.memberships.add(street.account_id, "s1", "t1")
    accounts.memberships.add(street.account_id, "s1", "t2")
    joined = accounts.sessions.principal(token)
    members = accounts.memberships.of_search("s1")
    accounts.memberships.remove(street.account_id, "s1")

    assert joined is not None
    assert joined.memberships == {"s1": "t2"}
    assert [(one.account_id, one.team_id) for one in members] == [(street.account_id, "t2")]
    assert accounts.sessions.principal(token) is None


def test_an_invitation_brings_one_phone_into_one_search_and_team(accounts: Accounts) -> None:
    _, token = accounts.invitations.issue("s1", Role.STREET, "chief", team_id="t1", name="Team 3")

    joined = accounts.accept_invitation(token).principal

    assert (joined.role, joined.name, joined.every_search) == (Role.STREET, "Team 3", False)
    assert joined.memberships == {"s1": "t1"}
    with pytest.raises(AccountRefused) as caught:
        accounts.accept_invitation(token)
    assert refusal(caught) == "invitation_invalid"


def test_of_many_phones_with_the_same_invitation_exactly_one_joins(accounts: Accounts) -> None:
    _, token = accounts.invitations.issue("s1", Role.WATCHER, "chief")
    joined: list[str] = []

    def join() -> None:
        try:
            joined.append(accounts.accept_invitation(token).token)
        except AccountRefused:
            return

    phones = [threading.Thread(target=join) for _ in range(8)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()

    assert len(joined) == 1
    assert len(accounts.all()) == 1


def test_an_expired_invitation_is_no_invitation(accounts: Accounts, wall: Wall) -> None:
    made, token = accounts.invitations.issue(
        "s1", Role.WATCHER, "chief", valid_for=timedelta(hours=1)
    )

    wall.pass_by(timedelta(hours=1))

    assert made.expires_at <= accounts.invitations.of_search("s1")[0].expires_at
    with pytest.raises(AccountRefused):
        accounts.accept_invitation(token)


def test_a_revoked_invitation_shuts_out_the_phone_that_used_it(accounts: Accounts) -> None:
    made, token = accounts.invitations.issue("s1", Role.STREET, "chief", team_id="t1")
    unused, other_token = accounts.invitations.issue("s1", Role.STREET, "chief", team_id="t1")
    phone = accounts.accept_invitation(token)
    heard: list[str] = []
    accounts.sessions.listen(heard.append)

    assert accounts.invitations.revoke("s1", made.invitation_id)
    assert accounts.invitations.revoke("s1", made.invitation_id)
    assert accounts.invitations.revoke("s1", unused.invitation_id)

    assert accounts.sessions.principal(phone.token) is None
    assert heard == [phone.principal.session_id]
    with pytest.raises(AccountRefused):
        accounts.accept_invitation(other_token)
    assert not accounts.invitations.revoke("s2", made.invitation_id)
    assert not accounts.invitations.revoke("s1", "unknown")


@pytest.mark.parametrize(
    ("role", "team_id", "hours", "code"),
    [
        (Role.COMMANDER, None, 1, "role_not_invitable"),
        (Role.STREET, None, 1, "team_mismatch"),
        (Role.WATCHER, "t1", 1, "team_mismatch"),
        (Role.WATCHER, None, 0, "bad_validity"),
        (Role.WATCHER, None, 169, "bad_validity"),
    ],
)
def test_an_impossible_invitation_is_refused(
    accounts: Accounts, role: Role, team_id: str | None, hours: int, code: str
) -> None:
    with pytest.raises(AccountRefused) as caught:
        accounts.invitations.issue(
            "s1", role, "chief", team_id=team_id, valid_for=timedelta(hours=hours)
        )

    assert refusal(caught) == code


def test_phones_given_the_same_name_get_names_of_their_own(accounts: Accounts) -> None:
    tokens = [
        accounts.invitations.issue("s1", Role.WATCHER, "chief", name="gate")[1] for _ in range(3)
    ]

    names = {accounts.accept_invitation(token).principal.name for token in tokens}

    assert len(names) == 3
    assert all(name.startswith("gate") for name in names)


def test_forgetting_a_search_deletes_the_people_who_joined_for_it(
    accounts: Accounts, database: Database
) -> None:
    chief = accounts.add("chief", Role.COMMANDER, PASSWORD)
    accounts.memberships.add(chief.account_id, "s1")
    _, token = accounts.invitations.issue("s1", Role.STREET, "chief", team_id="t1", name="Li")
    _, elsewhere = accounts.invitations.issue("s2", Role.STREET, "chief", team_id="t1", name="Wu")
    phone = accounts.accept_invitation(token)
    accounts.accept_invitation(elsewhere)

    accounts.forget_search("s1")
    accounts.forget_search("s1")

    assert {one.name for one in accounts.all()} == {"chief", "Wu"}
    assert accounts.sessions.principal(phone.token) is None
    assert accounts.memberships.of_search("s1") == []
    with database.reading() as connection:
        assert [row.search_id for row in connection.execute(invitation.select())] == ["s2"]
        assert len(connection.execute(session.select()).all()) == 1


def test_names_are_given_for_known_ids_only(accounts: Accounts) -> None:
    chief = accounts.add("chief", Role.COMMANDER, PASSWORD)

    assert accounts.names({chief.account_id, "policy"}) == {chief.account_id: "chief"}
    assert accounts.names(set()) == {}
