"""Given the files for a deployment, then they are valid and safe, and their commands serve."""

import base64
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect

from coordinator.accounts import Accounts, Role
from coordinator.area_store import AreaStore
from coordinator.command_line.parser import SERVICE_SETTINGS, SETTINGS
from coordinator.database import open_database
from coordinator.settings import Settings, from_environment
from tests.acceptance.process import free_port
from tests.coordinator.areas.small_city import small_city
from tests.deployment.composed import FILE, FOLDER, composed, filled_in
from tests.new_database import new_database
from tests.web.house import until

Record = dict[str, Any]
COORDINATORS = ("coordinator-1", "coordinator-2")
PASSWORD = "seven bridges over the river"
GIVEN = {
    "POSTGRES_PASSWORD": "0123",
    "COORDINATOR_VAULT_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
    "SITE": "search.example.org",
}


@pytest.fixture(scope="module")
def services() -> Record:
    found: Record = composed()["services"]
    return found


def test_the_compose_file_is_valid_by_its_own_schema() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", FILE],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_must_be_kept_secret_is_given_from_outside_or_nothing_starts(
    services: Record,
) -> None:
    for name in ("POSTGRES_PASSWORD", "COORDINATOR_VAULT_KEY", "SITE"):
        with pytest.raises(KeyError, match=name):
            filled_in(services, {**GIVEN, name: ""})
    example = (FOLDER / "example.env").read_text()
    assert "\nPOSTGRES_PASSWORD=\n" in example
    assert "\nCOORDINATOR_VAULT_KEY=\n" in example


def test_all_coordinators_have_the_same_database_and_key_and_files_of_their_own(
    services: Record,
) -> None:
    first, second = (services[name] for name in COORDINATORS)
    differing = {key for key in first | second if first.get(key) != second.get(key)}
    assert differing == {"volumes"}
    assert first["depends_on"]["database"]["condition"] == "service_healthy"


def test_only_the_proxy_can_be_reached_from_outside(services: Record) -> None:
    assert [name for name, one in services.items() if one.get("ports")] == ["proxy"]
    assert composed()["networks"]["inside"]["internal"] is True
    assert services["database"]["networks"] == ["inside"]
    assert services["proxy"]["networks"] == ["front"]


def test_the_database_is_told_to_be_durable(services: Record) -> None:
    command = services["database"]["command"]
    for setting in ("fsync=on", "synchronous_commit=on", "full_page_writes=on"):
        assert command[command.index(setting) - 1] == "-c"


def test_every_setting_that_is_given_is_one(services: Record) -> None:
    known = {
        "COORDINATOR_" + name.upper().replace("-", "_") for name in SETTINGS + SERVICE_SETTINGS
    }
    known.add("COORDINATOR_VAULT_KEY")
    environment = filled_in(services[COORDINATORS[0]]["environment"], GIVEN)
    assert {name for name in environment if name.startswith("COORDINATOR_")} <= known
    assert from_environment(environment).database_url is not None
    written = re.findall(r"COORDINATOR_\w+", (FOLDER / "Containerfile").read_text())
    assert set(written) <= known


def test_the_container_is_small_pinned_and_runs_as_nobody_in_particular() -> None:
    lines = (FOLDER / "Containerfile").read_text().splitlines()
    said = [line.split(maxsplit=1) for line in lines if line and not line.startswith((" ", "#"))]
    images = [rest.split()[0] for word, rest in said if word == "FROM"]
    assert all(re.fullmatch(r"[a-z]+:[\w.-]*\d[\w.-]*", image) for image in images)
    words = [word for word, _ in said]
    assert words.count("HEALTHCHECK") == 1
    user = words.index("USER")
    assert said[user][1] != "root"
    assert all(word not in ("RUN", "COPY", "USER") for word in words[user + 1 :])
    assert "ADD" not in words
    kept_out = (FOLDER / "Containerfile.dockerignore").read_text().split()
    assert {".git", ".venv"} <= set(kept_out)


@dataclass
class Running:
    """The coordinators of the compose file, as processes of this machine."""

    ports: dict[str, int]
    processes: "dict[str, subprocess.Popen[bytes]]"
    token: str
    search_id: str = ""


@pytest.fixture(scope="module")
def running(
    tmp_path_factory: pytest.TempPathFactory, postgresql_server: str, services: Record
) -> Generator[Running]:
    ports = {name: free_port() for name in COORDINATORS}
    folder = tmp_path_factory.mktemp("deployment")
    with ExitStack() as stack:
        url = stack.enter_context(new_database(postgresql_server))
        processes, settings = {}, None
        for name in COORDINATORS:
            service = filled_in(services[name], GIVEN)
            environment = {
                **service["environment"],
                # The name of another container means nothing here.
                "COORDINATOR_DATABASE": url,
                "COORDINATOR_DATA_DIR": str(folder / name),
            }
            settings = settings or prepared(from_environment(environment))
            command = list(service["command"])
            command[command.index("--host") + 1] = "127.0.0.1"
            command[command.index("--port") + 1] = str(ports[name])
            processes[name] = stack.enter_context(
                started([sys.executable, "-m", "web.main", *command[1:]], environment,
                        folder / f"{name}.log")
            )  # fmt: skip
        for port in ports.values():
            until(partial(ready, f"http://127.0.0.1:{port}"), "a coordinator", 90)
        token = signed_in(f"http://127.0.0.1:{ports[COORDINATORS[0]]}")
        yield Running(ports, processes, token)


def prepared(settings: Settings) -> Settings:
    """With a city and a commander in it."""
    with closing(open_database(settings)) as database:
        AreaStore(database).keep(small_city(), datetime.now(UTC))
        accounts = Accounts(database)
        accounts.add("Commander", Role.COMMANDER, PASSWORD)
        accounts.close()
    return settings


@contextmanager
def started(
    command: list[str], environment: dict[str, str], log: Path, folder: Path | None = None
) -> "Generator[subprocess.Popen[bytes]]":
    """A process, until the block ends."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, cwd=folder,
            env={**os.environ, **environment},
        )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=60)


def ready(address: str) -> bool:
    """Whether a coordinator says so."""
    with suppress(httpx.TransportError):
        return httpx.get(f"{address}/readyz").status_code == 200
    return False


def signed_in(address: str) -> str:
    """The commander's token."""
    answer = httpx.post(
        f"{address}/api/v1/session", json={"name": "Commander", "password": PASSWORD}
    )
    token: str = answer.raise_for_status().json()["token"]
    return token


def test_the_commands_of_the_compose_file_serve_the_same_installation(running: Running) -> None:
    there = {"Authorization": f"Bearer {running.token}"}
    areas = [
        httpx.get(f"http://127.0.0.1:{port}/api/v1/areas", headers=there).raise_for_status().text
        for port in running.ports.values()
    ]
    assert areas[0] == areas[1]
    assert '"small"' in areas[0]


@pytest.mark.skipif(shutil.which("caddy") is None, reason="no proxy: caddy is not installed")
def test_the_proxy_leads_to_whichever_coordinator_is_ready(
    running: Running, services: Record, tmp_path: Path
) -> None:
    port = free_port()
    proxy = filled_in(services["proxy"], GIVEN)
    command = [str(FOLDER / "Caddyfile") if part == "/etc/caddy/Caddyfile" else part
               for part in proxy["command"]]  # fmt: skip
    environment = {
        "SITE": f"http://127.0.0.1:{port}", "XDG_DATA_HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        **{f"COORDINATOR_{n}": f"127.0.0.1:{running.ports[name]}"
           for n, name in enumerate(COORDINATORS, 1)},
    }  # fmt: skip
    address, there = f"http://127.0.0.1:{port}", {"Authorization": f"Bearer {running.token}"}
    with started(command, environment, tmp_path / "proxy.log"):
        until(lambda: answers(f"{address}/api/v1/areas", there), "the proxy", 30)
        assert httpx.get(f"{address}/metrics").status_code == 404
        assert httpx.get(f"{address}/readyz").status_code == 404
        opening = {
            "area": "small", "subject": {"mobility": "manual"}, "seed": 1,
            "last_known_point": {"lon": 106.502, "lat": 29.502, "at": "2026-03-01T08:00:00Z"},
        }  # fmt: skip
        key = {"Idempotency-Key": "6f1d1b0e-8a5b-4f0e-9d55-0f6f2d6f7a01"}
        opened = httpx.post(f"{address}/api/v1/searches", json=opening, headers=there | key)
        search_id = opened.raise_for_status().json()["search_id"]
        live = f"ws://127.0.0.1:{port}/api/v1/searches/{search_id}/live"
        with connect(live, additional_headers=there, max_size=None) as socket:
            assert '"hello"' in str(socket.recv(timeout=20))
        running.processes[COORDINATORS[0]].send_signal(signal.SIGKILL)

        def repeated() -> bool:
            again = httpx.post(f"{address}/api/v1/searches", json=opening, headers=there | key)
            # What was on its way to the one that is gone is repeated by who sent it.
            # 503: to a proxy that looked while the machine was busy, none seemed ready.
            assert again.status_code in (200, 502, 503), again.text
            return again.status_code == 200 and again.json()["search_id"] == search_id

        # Until the proxy knows, every other command meets the one that is gone.
        until(lambda: all(repeated() for _ in range(20)), "the other coordinator", 30)
        with connect(live, additional_headers=there, max_size=None) as socket:
            assert '"hello"' in str(socket.recv(timeout=20))


def answers(url: str, headers: dict[str, str]) -> bool:
    """Whether something is there."""
    with suppress(httpx.TransportError):
        return httpx.get(url, headers=headers).status_code == 200
    return False
