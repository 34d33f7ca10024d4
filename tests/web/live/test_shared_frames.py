"""Given screens that read each in its own way, when one message goes to all, each can read it.

These tests are meant to fail loudly when uvicorn's WebSocket changes inside.
"""

import re
import socket
import time
import uuid
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
import pytest
import uvicorn.protocols.websockets.websockets_sansio_impl as inside
from websockets.extensions.base import Extension
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.frames import Frame
from websockets.streams import StreamReader
from websockets.sync.client import connect

from coordinator.accounts import Role
from coordinator.settings import Settings
from domain.area import Area
from tests.benchmarks._lean_client import request
from tests.web.house import House, Person, Record, Screen, house, small_socket, until
from web import serving
from web.live import client as live_client
from web.live.envelope import Envelope, belief_envelope, envelope
from web.live.shared_frames import MOST_UNSENT, SharedFramesProtocol

LONG = "街" * 3_900


def note(person: Person, search_id: str, text: str = LONG) -> int:
    answer = person.post(f"/searches/{search_id}/notes", {"text": text})
    assert answer.status_code == 201, answer.text
    version: int = answer.json()["version"]
    return version


class Noted(Extension):
    """Notes whether each frame was marked as deflated, and leaves it as it is."""

    def __init__(self) -> None:
        self.deflated = False

    def decode(self, frame: Frame, *, max_size: int | None = None) -> Frame:
        self.deflated = frame.rsv1
        return replace(frame, rsv1=False)


@dataclass(frozen=True)
class Read:
    """A frame, and whether its payload is deflated."""

    opcode: int
    payload: bytes
    deflated: bool

    def body(self, window_bits: int = 15) -> bytes:
        """What it says."""
        if not self.deflated:
            return self.payload
        return zlib.decompressobj(-window_bits).decompress(self.payload + b"\x00\x00\xff\xff")


def read_frames(data: bytes) -> Iterator[Read]:
    """The whole frames in these bytes, as the `websockets` library reads them, still deflated."""
    reader, noted = StreamReader(), Noted()
    reader.feed_data(data)
    while True:
        parsing = Frame.parse(reader.read_exact, mask=False, max_size=None, extensions=[noted])
        try:
            next(parsing)
        except StopIteration as parsed:
            frame: Frame = parsed.value
            yield Read(frame.opcode, bytes(frame.data), noted.deflated)
        else:
            return


def upgraded(person: Person, search_id: str, buffer: int, *, deflate: bool) -> socket.socket:
    """A socket by hand, of which nothing has been read but the answer to its upgrade."""
    own = small_socket(person.house.address, buffer)
    own.settimeout(20)
    own.sendall(request(f"/api/v1/searches/{search_id}/live", person.token, deflate=deflate))
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += own.recv(1)
    assert b" 101 " in head
    assert (b"server_no_context_takeover" in head) is deflate
    assert (b"client_no_context_takeover" in head) is deflate
    return own


@pytest.mark.parametrize("size", [0, 1, 125, 126, 199, 200, 65_535, 65_536, 200_000])
@pytest.mark.parametrize("window_bits", [None, 9, 12, 15])
def test_a_frame_is_what_the_library_reads(size: int, window_bits: int | None) -> None:
    body = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    message = Envelope(body)
    data = message.frame(window_bits)
    (frame,) = read_frames(data)
    assert frame.opcode == 1
    assert frame.deflated is (window_bits is not None and size >= 200)
    assert frame.body(window_bits or 15) == body
    assert message.frame(window_bits) is data, "made once"


def test_what_is_packed_already_is_not_deflated_again() -> None:
    frame = bytes(range(256)) * 4
    for packed in (True, False):
        (read,) = read_frames(belief_envelope(frame, packed=packed).frame(15))
        assert (read.opcode, read.deflated) == (2, not packed)


def test_the_service_runs_on_the_sockets_that_take_frames() -> None:
    assert serving.SOCKETS is SharedFramesProtocol
    assert issubclass(SharedFramesProtocol, inside.WebSocketsSansIOProtocol)


def test_readers_of_every_kind_read_the_same(commander: Person, search_id: str) -> None:
    address = commander.house.address.replace("http", "ws")
    url = f"{address}/api/v1/searches/{search_id}/live"
    header = {"Authorization": f"Bearer {commander.token}"}
    kinds: list[dict[str, Any]] = [
        {},
        {"compression": None},
        {"compression": None, "extensions": [ClientPerMessageDeflateFactory()]},
        *(
            {
                "compression": None,
                "extensions": [ClientPerMessageDeflateFactory(server_max_window_bits=bits)],
            }
            for bits in (9, 12)
        ),
    ]
    heard: list[list[Record]] = []
    for kind in kinds:
        with connect(url, additional_headers=header, **kind) as opened:
            screen = Screen(opened)
            start = screen.wait("snapshot")["version"]
            # What it says is deflated with what it said before, or not: both are understood.
            for _ in range(3):
                opened.send('{"type": "pong"}')
            version = note(commander, search_id)
            heard.append(screen.reaches(version))
            assert heard[-1][0]["data"]["text"] == LONG
            assert version == start + 1


def test_frames_are_deflated_each_by_itself(commander: Person, search_id: str) -> None:
    with closing(upgraded(commander, search_id, 1 << 20, deflate=True)) as own:
        versions = [note(commander, search_id) for _ in range(3)]
        data = b""
        seen: Any = 0
        end = time.monotonic() + 20
        while seen < versions[-1] and time.monotonic() < end:
            data += own.recv(65_536)
            for frame in read_frames(data):
                if frame.opcode != 1:
                    continue
                record = orjson.loads(frame.body())
                if record["type"] == "events":
                    assert frame.deflated
                    assert len(frame.payload) < len(frame.body()) / 10
                    seen = record["up_to"]
        assert seen == versions[-1]


@contextmanager
def watched(name: str, person: Person) -> Iterator[Callable[[], int]]:
    """How a measure of the service grows."""

    def value() -> int:
        text = person.client.get("/metrics").text
        lines = [line for line in text.splitlines() if re.split("[{ ]", line)[0] == name]
        return int(sum(float(line.rpartition(" ")[2]) for line in lines))

    yield value


@pytest.mark.parametrize("deflate", [True, False])
def test_one_that_never_reads_holds_up_nobody_and_is_given_up(
    commander: Person, search_id: str, monkeypatch: pytest.MonkeyPatch, deflate: bool
) -> None:
    monkeypatch.setattr(live_client, "MOST_WAITING", 5)
    monkeypatch.setattr(live_client, "TELL_WHY_S", 0.3)
    with (
        watched("coordinator_socket_overflows_total", commander) as overflows,
        watched("coordinator_sockets", commander) as sockets,
        commander.live(search_id) as healthy,
        closing(upgraded(commander, search_id, 4_096, deflate=deflate)) as stuck,
    ):
        healthy.wait("snapshot")
        until(lambda: sockets() == 2, "both screens")
        before, sent = overflows(), 0
        while overflows() == before:
            for _ in range(8):
                # No two are alike, so that deflating does not make them small.
                text = "".join(uuid.uuid4().hex for _ in range(120))
                version = note(commander, search_id, text)
                sent += len(text)
            healthy.reaches(version)
        until(lambda: sockets() == 1, "its end, although it reads nothing")
        taken = 0
        with suppress(ConnectionResetError):
            while read := stuck.recv(65_536):
                taken += len(read)
        # What one screen may hold of the service: the system's and our own small buffers.
        assert taken < 4 * MOST_UNSENT
        healthy.reaches(note(commander, search_id, "and it goes on"))


def test_elsewhere_messages_go_the_usual_way(
    tmp_path: Path, small_area: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "SOCKETS", "websockets-sansio")
    with house(Settings(data_dir=tmp_path / "data"), small_area) as opened:
        commander = opened.person(Role.COMMANDER)
        search_id = opened.search(commander)
        with commander.live(search_id) as screen:
            screen.wait("snapshot")
            versions = [note(commander, search_id) for _ in range(10)]
            assert [event["version"] for event in screen.reaches(versions[-1])] == versions
            assert screen.frames or screen.frame()


def test_one_encoding_serves_all_who_see_the_same(
    here: House, commander: Person, search_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Record] = []

    def counted(kind: str, **fields: Any) -> Envelope:
        if kind == "events":
            made.append(fields)
        return envelope(kind, **fields)

    teams = [
        commander.did(f"/searches/{search_id}/teams", {"name": f"T {n}", "mode": "foot"})
        for n in range(4)
    ]
    people = [here.person(Role.STREET, search_id, team) for team in teams for _ in range(2)]
    with all_at(people, search_id) as screens:
        monkeypatch.setattr("web.live.envelope.envelope", counted)
        version = note(commander, search_id)
        for screen in screens:
            screen.reaches(version)
    assert len(made) == 1, "eight phones of four teams see the same of it: nothing"


@contextmanager
def all_at(people: list[Person], search_id: str) -> Iterator[list[Screen]]:
    """All of them at their screens, caught up."""
    with ExitStack() as stack:
        screens = [stack.enter_context(person.live(search_id)) for person in people]
        for screen in screens:
            screen.wait("snapshot")
        yield screens
