"""One message to a thousand phones and to five thousand, beside raw sockets and a bare broadcast.

`python -m tests.benchmarks.fan_out [ROUNDS]`. Four servers in processes of their own, each with as
many sockets of a lean client of its own; they send in turn: the same two kilobytes of events, from
before the first write until the last socket has the whole message. `raw` writes the deflated bytes
to each file descriptor; `ours` is the service's own sockets, clients and server settings. Then the
whole service: `python -m tests.benchmarks._fan_out_clearance [PHONES [TEAMS [CLEARANCES]]]`.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks._fan_out_clearance import main as whole_service
from tests.benchmarks._lean_client import LeanClient, request

SERVERS = ("raw", "ours", "broadcast", "plain-broadcast")
TARGETS = {1_000: 1.5, 5_000: 1.3}
PAUSE_S = 0.05


@dataclass
class Contestant:
    """A server with its sockets, and what was measured of it, in milliseconds."""

    name: str
    process: "subprocess.Popen[str]"
    client: LeanClient
    lasted: list[float] = field(default_factory=list)
    server_cpu: list[float] = field(default_factory=list)
    client_cpu_ns: list[int] = field(default_factory=list)

    def send(self, number: int) -> None:
        """One round."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        _, begun, cpu = self.process.stdout.readline().split()
        _, _, last, client_cpu = self.client.line("round")
        self.lasted.append((int(last) - int(begun)) / 1e6)
        self.server_cpu.append(int(cpu) / 1e6)
        self.client_cpu_ns.append(int(client_cpu))

    def memory_kib(self) -> int:
        """Resident memory of the server."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0])


@contextmanager
def contestant(name: str, sockets: int, folder: Path) -> Generator[Contestant]:
    """A server and its connected sockets."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks._fan_out_servers", name],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline().split()[1])
        begun = time.perf_counter()
        before = Contestant.memory_kib(one := Contestant(name, process, None))  # type: ignore[arg-type]  # connected below
        client = LeanClient.start(port, [request("/live")] * sockets, folder, "rounds")
        client.line("open")
        one.client = client
        time.sleep(0.5)
        each = (one.memory_kib() - before) / sockets
        print(
            f"  {name:16} {sockets} sockets open in {time.perf_counter() - begun - 0.5:.1f} s, "
            f"{each:.0f} KiB each in the server (client in {client.kind})",
            flush=True,
        )
        yield one
        for _ in client.end():
            pass
    finally:
        process.terminate()
        process.wait(timeout=30)


def measure(sockets: int, rounds: int) -> None:
    """Interleaved rounds of all servers, and their ratios."""
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as closing:
        folder = Path(temporary)
        all_of_them = [closing.enter_context(contestant(name, sockets, folder)) for name in SERVERS]
        for number in range(rounds + 3):
            for one in all_of_them:
                one.send(number)
                time.sleep(PAUSE_S)
        report(all_of_them, sockets)


def report(all_of_them: list[Contestant], sockets: int) -> None:
    """What came of it; the first three rounds warm up."""
    raw = all_of_them[0]
    for one in all_of_them:
        lasted = one.lasted[3:]
        floor = raw.lasted[3:]
        ratio = statistics.median(mine / its for mine, its in zip(lasted, floor, strict=True))
        middle = statistics.median(lasted)
        client_ms = (one.client_cpu_ns[-1] - one.client_cpu_ns[2]) / 1e6 / len(lasted)
        print(
            f"  {one.name:16} ms min/median/max {min(lasted):6.1f} /{middle:6.1f}"
            f" /{max(lasted):6.1f}   x raw: in the median round {ratio:5.2f}, "
            f"of medians {middle / statistics.median(floor):5.2f}   processor ms: "
            f"server {statistics.median(one.server_cpu[3:]):6.1f}, client {client_ms:5.1f}",
            flush=True,
        )
    print(f"  target for ours: {TARGETS.get(sockets, '-')} x raw", flush=True)


def main() -> None:
    """A thousand, then five thousand; then the whole service; then one that stops reading."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    for sockets, times in ((1_000, rounds), (5_000, max(6, rounds // 2))):
        print(f"{sockets} sockets, {times} rounds", flush=True)
        measure(sockets, times)
    whole_service()


if __name__ == "__main__":
    main()
