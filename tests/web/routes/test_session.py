"""Signing in, being somebody, joining by invitation and signing out, over HTTP."""

from collections.abc import Generator
from urllib.parse import urlsplit

import pytest

from coordinator.accounts import Role
from coordinator.database import Database
from coordinator.settings import Settings
from tests.web.guarded import PASSWORD, House, guarded_house


@pytest.fixture
def house(settings: Settings, database: Database) -> Generator[House]:
    with guarded_house(settings, database) as house:
        yield house


def test_a_name_and_its_password_open_a_session_by_token_and_by_cookie(house: House) -> None:
    made = house.services.accounts.add("desk 1", Role.COMMANDER, PASSWORD)
    client = house.client()

    answer = client.post("/session", json={"name": "Desk 1", "password": PASSWORD})

    assert answer.status_code == 200
    token = answer.json()["token"]
    cookie = answer.headers["set-cookie"]
    assert token in cookie
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Secure" not in cookie
    by_cookie = client.get("/me").json()
    by_token = house.client(token).get("/me").json()
    assert by_cookie == by_token
    assert by_token["account_id"] == made.account_id
    assert (by_token["name"], by_token["role"]) == ("desk 1", "commander")
    assert (by_token["searches"], by_token["every_search"]) == ([], True)
    assert by_token["team_id"] is None
    assert house.trail() == [("log_in", None, "done")]


def test_the_cookie_is_secure_under_tls(house: House) -> None:
    house.services.accounts.add("desk 1", Role.COMMANDER, PASSWORD)
    client = house.client()

    answer = client.post(
        "https://coordinator.test/api/v1/session", json={"name": "desk 1", "password": PASSWORD}
    )

    assert "; Secure" in answer.headers["set-cookie"]
    assert answer.headers["strict-transport-security"]


def test_a_wrong_password_is_401_and_the_sixth_429_with_a_time_to_wait(house: House) -> None:
    house.services.accounts.add("desk 1", Role.COMMANDER, PASSWORD)
    client = house.client()

    answers = [
        client.post("/session", json={"name": "desk 1", "password": "wrong password"})
        for _ in range(6)
    ]

    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert answers[0].json()["code"] == "wrong_login"
    assert answers[5].json()["code"] == "too_many_attempts"
    assert 0 < int(answers[5].headers["retry-after"]) <= 900
    assert "set-cookie" not in answers[0].headers
    assert house.trail() == [("log_in", None, "denied")] * 5 + [("log_in", None, "refused")]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "desk 1"},
        {"name": 5, "password": PASSWORD},
        {"name": "x" * 201, "password": PASSWORD},
        {"name": "desk 1", "password": PASSWORD, "extra": 1},
        [],
        None,
    ],
)
def test_a_session_body_that_is_not_as_described_names_the_field(
    house: House, body: object
) -> None:
    answer = house.client().post("/session", json=body)

    assert answer.status_code == 422
    assert answer.json()["errors"]
    assert PASSWORD not in answer.text


@pytest.mark.parametrize("name", ["a\x00b", "", "\x7f", "名" * 200])
def test_a_strange_name_is_just_a_wrong_login(house: House, name: str) -> None:
    answer = house.client().post("/session", json={"name": name, "password": "x"})

    assert answer.status_code == 401


def test_who_signs_out_is_out(house: House) -> None:
    token = house.token(Role.VIDEO)
    client = house.client(token)

    answer = client.delete("/session")

    assert answer.status_code == 204
    assert 'coordinator_session=""' in answer.headers["set-cookie"]
    assert client.get("/me").status_code == 401
    assert client.delete("/session").status_code == 401


def test_a_phone_joins_by_the_link_of_its_invitation(house: House) -> None:
    chief = house.client(house.token(Role.COMMANDER))

    invited = chief.post(
        "/searches/s1/invitations", json={"role": "street", "team_id": "t1", "name": "Team 1"}
    )
    link = urlsplit(invited.json()["url"])
    phone = house.client()
    joined = phone.post("/session/invitation", json={"token": link.fragment})

    assert invited.status_code == 201
    assert (link.path, link.query, link.netloc) == ("/join", "", "coordinator.test")
    assert invited.json()["qr_svg"].startswith("<svg")
    assert joined.status_code == 200
    assert (joined.json()["search_id"], joined.json()["team_id"]) == ("s1", "t1")
    me = phone.get("/me").json()
    assert (me["role"], me["searches"], me["team_id"]) == ("street", ["s1"], "t1")
    assert me["every_search"] is False
    assert phone.post("/session/invitation", json={"token": link.fragment}).json()["code"] == (
        "invitation_invalid"
    )


def test_an_invitation_taken_back_ends_the_session_of_its_phone(house: House) -> None:
    chief = house.client(house.token(Role.COMMANDER))
    invited = chief.post("/searches/s1/invitations", json={"role": "watcher"}).json()
    token = urlsplit(invited["url"]).fragment
    phone = house.client()
    phone.post("/session/invitation", json={"token": token})
    [before] = chief.get("/searches/s1/invitations").json()

    address = f"/searches/s1/invitations/{invited['invitation_id']}"
    answers = [chief.delete(address).status_code for _ in range(2)]

    [after] = chief.get("/searches/s1/invitations").json()
    assert answers == [204, 204]
    assert phone.get("/me").status_code == 401
    assert (before["state"], after["state"]) == ("accepted", "revoked")
    assert token not in str(after)
    assert ("revoke_invitation", "s1", "done") in house.trail()


@pytest.mark.parametrize(
    ("address", "body", "status", "code"),
    [
        ("/searches/s9/invitations", {"role": "watcher"}, 404, "unknown_search"),
        ("/searches/s1/invitations", {"role": "street", "team_id": "t9"}, 404, "unknown_team"),
        ("/searches/s1/invitations", {"role": "street"}, 422, "team_mismatch"),
        ("/searches/s1/invitations", {"role": "video", "team_id": "t1"}, 422, "team_mismatch"),
        ("/searches/s1/invitations", {"role": "commander"}, 422, "invalid_fields"),
        ("/searches/s1/invitations", {"role": "video", "valid_min": 0}, 422, "invalid_fields"),
        ("/searches/s1/invitations", {"role": "video", "name": "a\x00"}, 422, "invalid_fields"),
        ("/searches/s%00/invitations", {"role": "video"}, 404, "unknown_search"),
    ],
)
def test_an_impossible_invitation_is_refused(
    house: House, address: str, body: dict[str, object], status: int, code: str
) -> None:
    answer = house.client(house.token(Role.COMMANDER)).post(address, json=body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("invitation_id", ["unknown", "a%00b", "%20"])
def test_an_unknown_invitation_is_404(house: House, invitation_id: str) -> None:
    chief = house.client(house.token(Role.COMMANDER))

    assert chief.delete(f"/searches/s1/invitations/{invitation_id}").status_code == 404


@pytest.mark.parametrize("role", [Role.ADMIN, Role.VIDEO, Role.REVIEWER])
def test_only_a_commander_invites(house: House, role: Role) -> None:
    answer = house.client(house.token(role)).post(
        "/searches/s1/invitations", json={"role": "watcher"}
    )

    assert answer.status_code == 403
    assert ("invite", "s1", "denied") in house.trail()


def test_the_description_of_the_api_knows_sessions_and_has_examples(house: House) -> None:
    described = house.app.openapi()

    schemes = described["components"]["securitySchemes"]
    assert {"HTTPBearer", "APIKeyCookie"} <= set(schemes)
    assert described["components"]["schemas"]["LogIn"]["examples"]
    problems = described["paths"]["/api/v1/session"]["post"]["responses"]["429"]
    assert "application/problem+json" in problems["content"]
