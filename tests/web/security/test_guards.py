"""Who is let in, what is kept out, and how bad requests are answered."""

import logging
from collections.abc import Generator

import pytest
from starlette.websockets import WebSocketDisconnect

from coordinator.accounts import Role
from coordinator.database import Database
from coordinator.settings import Settings
from tests.web.guarded import PASSWORD, Client, House, guarded_house
from web.security.credentials import COOKIE

CLEARANCES = "/searches/s1/clearances"


@pytest.fixture
def house(settings: Settings, database: Database) -> Generator[House]:
    with guarded_house(settings, database) as house:
        yield house


@pytest.fixture
def officer(house: House) -> Client:
    return house.client(house.token(Role.VIDEO))


def test_a_permitted_command_is_done_and_noted(house: House, officer: Client) -> None:
    answer = officer.post(CLEARANCES, json={"lon": 1.5})

    assert answer.status_code == 200
    assert house.trail() == [("clear_camera_zone", "s1", "done")]
    [(_, entry)] = house.services.audit.entries(search_id="s1")
    assert entry.account_id == answer.json()["by"]


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer ", "Bearer x", "Basic eDp5", "Bearer " + "x" * 43, "é"]
)
def test_without_a_valid_token_it_is_401(house: House, authorization: str) -> None:
    answer = house.client().post(
        CLEARANCES, json={"lon": 1}, headers={"Authorization": authorization.encode()}
    )

    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_wrong_header_is_not_saved_by_a_good_cookie(house: House) -> None:
    client = house.client("x" * 43)
    client.cookies.set(COOKIE, house.token(Role.VIDEO))

    assert client.get("/me").status_code == 401


def test_a_role_that_may_not_is_told_so_and_noted(house: House) -> None:
    answer = house.client(house.phone("s1", "t1")).post(CLEARANCES, json={"lon": 1})

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert house.trail() == [("clear_camera_zone", "s1", "denied")]


@pytest.mark.parametrize("search_id", ["s2", "no-such-search"])
def test_somebody_elses_search_is_closed_whether_it_exists_or_not(
    house: House, search_id: str
) -> None:
    answer = house.client(house.phone("s1", "t1")).get(f"/searches/{search_id}/texts/x")

    assert (answer.status_code, answer.json()["code"]) == (403, "not_a_member")


def test_a_street_phone_acts_for_its_own_team_only(house: House) -> None:
    phone = house.client(house.phone("s1", "t1"))

    own = phone.post("/searches/s1/teams/t1/fixes")
    other = phone.post("/searches/s1/teams/t2/fixes")
    by_body = [phone.post(f"/searches/s1/replies/{team}").status_code for team in ("t1", "t2")]

    assert own.status_code == 200
    assert (other.status_code, other.json()["code"]) == (403, "not_your_team")
    assert by_body == [200, 403]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://coordinator.test"}, 200),
        ({"Origin": "https://coordinator.test", "Host": "coordinator.test"}, 200),
        ({"Origin": "http://COORDINATOR.test:80"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://evil.test"}, 403),
        ({"Origin": "http://coordinator.test:8080"}, 403),
        ({"Origin": "http://coordinator.test.evil.test"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://coordinator.test:x"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_the_cookie_works_only_from_our_own_pages(
    house: House, headers: dict[str, str], status: int
) -> None:
    client = house.client()
    client.cookies.set(COOKIE, house.token(Role.VIDEO))

    answer = client.post(CLEARANCES, json={"lon": 1}, headers=headers)

    assert answer.status_code == status
    assert client.get("/me", headers=headers).status_code == 200


def test_another_site_can_neither_sign_a_browser_in_nor_use_its_invitation(house: House) -> None:
    house.services.accounts.add("desk 1", Role.COMMANDER, PASSWORD)
    elsewhere = {"Origin": "http://evil.test"}

    log_in = house.client().post(
        "/session", json={"name": "desk 1", "password": PASSWORD}, headers=elsewhere
    )
    join = house.client().post("/session/invitation", json={"token": "x"}, headers=elsewhere)

    assert (log_in.json()["code"], join.json()["code"]) == ("wrong_origin", "wrong_origin")


def test_a_token_in_the_header_needs_no_origin(house: House) -> None:
    client = house.client(house.token(Role.VIDEO))

    answer = client.post(CLEARANCES, json={"lon": 1}, headers={"Origin": "http://evil.test"})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"{", 400, "broken_json"),
        (b'"\xff"', 400, "bad_request"),
        (b"[" * 200_000, 400, "bad_request"),
        (b"", 422, "invalid_fields"),
        (b'{"lon": NaN}', 422, "invalid_fields"),
        (b'{"lon": 1e999}', 422, "invalid_fields"),
        (b'{"lon": 1, "lat": 2}', 422, "invalid_fields"),
        (b'{"lon": 1, "name": "\\ud800"}', 422, "invalid_fields"),
        (b'{"lon": 1, "name": "a\\u0000"}', 422, "invalid_fields"),
        (b'{"lon": ' + b"9" * 5000 + b"}", 400, "bad_request"),
    ],
)
def test_a_bad_body_is_a_clear_problem(
    officer: Client, content: bytes, status: int, code: str
) -> None:
    answer = officer.post(CLEARANCES, content=content, headers={"Content-Type": "application/json"})

    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_the_fields_are_named_as_the_sender_knows_them(officer: Client) -> None:
    answer = officer.post(CLEARANCES, json={"lon": "here", "lat": 2})

    assert {error["field"] for error in answer.json()["errors"]} == {"lon", "lat"}
    assert "here" not in answer.text


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("unknown", 404, "unknown_camera"),
        ("conflict", 409, "redirect_replaced"),
        ("invalid", 422, "invalid_value"),
        ("storage", 503, "storage_unavailable"),
    ],
)
def test_refusals_of_lower_layers_become_problems(
    house: House, officer: Client, name: str, status: int, code: str
) -> None:
    answer = officer.post(CLEARANCES, json={"lon": 1, "name": name})

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert ("retry-after" in answer.headers) == (status == 503)
    outcome = "failed" if status == 503 else "refused"
    assert house.trail() == [("clear_camera_zone", "s1", outcome)]


def test_an_unexpected_error_tells_its_log_entry_and_nothing_else(
    officer: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = officer.post(CLEARANCES, json={"lon": 1, "name": "bug"})

    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
    assert PASSWORD not in answer.text
    reference = answer.json()["detail"].rsplit(" ", 1)[1]
    assert reference in caplog.text
    assert "nosniff" in answer.headers["x-content-type-options"]


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [("GET", "/nowhere", 404, "not_found"), ("PUT", "/me", 405, "method_not_allowed")],
)
def test_unknown_addresses_and_methods_are_problems(
    officer: Client, method: str, address: str, status: int, code: str
) -> None:
    answer = officer.request(method, address)

    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert ("allow" in answer.headers) == (status == 405)


def test_every_answer_carries_the_security_headers(officer: Client) -> None:
    for address in ("/me", "/nowhere"):
        headers = officer.get(address).headers

        assert "worker-src 'self' blob:" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_sealed_text_is_shown_to_those_who_may_and_only_with_an_entry_in_the_log(
    house: House,
) -> None:
    ref = house.services.vault.seal("s1", "blue coat")

    shown = house.client(house.phone("s1", "t1")).get(f"/searches/s1/texts/{ref}")
    withheld = house.client(house.token(Role.ADMIN)).get(f"/searches/s1/texts/{ref}")

    assert shown.json() == {ref: "blue coat"}
    assert withheld.status_code == 403
    assert ("read_personal", "s1", "done") in house.trail()


def test_a_socket_opens_for_members_by_header_subprotocol_or_cookie(house: House) -> None:
    token = house.phone("s1", "t1")
    address = "ws://coordinator.test/api/v1/searches/s1/live"
    by_cookie = house.client()
    by_cookie.cookies.set(COOKIE, token)
    offered = ["search-coordinator", f"bearer.{token}"]

    with house.client(token).websocket_connect(address) as socket:
        account_id = socket.receive_text()
    with house.client().websocket_connect(address, subprotocols=offered) as socket:
        assert socket.receive_text() == account_id
        assert socket.accepted_subprotocol == "search-coordinator"
    same = {"Origin": "http://coordinator.test"}
    with by_cookie.websocket_connect(address, headers=same) as socket:
        assert socket.receive_text() == account_id


@pytest.mark.parametrize(("search_id", "known", "code"), [("s1", False, 4401), ("s2", True, 4403)])
def test_a_socket_is_closed_for_others_with_the_reason(
    house: House, search_id: str, known: bool, code: int
) -> None:
    token = house.phone("s1", "t1") if known else "x" * 43
    address = f"ws://coordinator.test/api/v1/searches/{search_id}/live"

    with (
        house.client(token).websocket_connect(address) as socket,
        pytest.raises(WebSocketDisconnect) as caught,
    ):
        socket.receive_text()

    assert caught.value.code == code


def test_a_socket_from_another_sites_page_is_not_even_accepted(house: House) -> None:
    client = house.client(house.phone("s1", "t1"))

    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect(
            "ws://coordinator.test/api/v1/searches/s1/live", headers={"Origin": "http://evil.test"}
        ),
    ):
        pass
