"""What it costs a desk to recolour 20,000 segments twice a second.

`python -m tests.benchmarks.recolouring [AREA.osm.pbf]`, by default Heidelberg from the city
extracts, of which 20,000 segments change their class with every frame. A real Chromium shows the
video desk; belief frames are slipped into its WebSocket. Without a graphics card the renderer
draws in software, on the processors that run the page too: so besides the longest gap between two
frames the processor time that the page takes in one go is told (a longer task holds up a key that
somebody presses), that of its script for one recolouring in all, the page's tasks of 50 ms and more
by the clock on the wall (which do not include the drawing), and the same while nothing is
recoloured.
"""

import json
import statistics
import struct
import sys
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import CDPSession, Page, WebSocketRoute, sync_playwright

from tests.benchmarks._belief_city import extracts
from tests.benchmarks._station import NAME, PASSWORD, station
from tests.browser.chromium import arguments, chromium

SEGMENTS = 20_000
ROUNDS = 30
TRACED = 10
TRACE = ["devtools.timeline", "disabled-by-default-devtools.timeline"]
EVERY_MS = 500
SMOOTH_MS = 150.0
WATCH_FRAMES = """() => {
    window.gaps = [];
    window.tasks = [];
    new PerformanceObserver(list => {
        for (const one of list.getEntries()) window.tasks.push(one.duration);
    }).observe({ type: 'longtask' });
    let last = performance.now();
    requestAnimationFrame(function next(now) {
        window.gaps.push(now - last);
        last = now;
        requestAnimationFrame(next);
    });
}"""


def frame(count: int, number: int) -> bytes:
    """A belief frame in which the first 20,000 segments have other classes than in the last one."""
    codes = bytearray(count)
    for segment in range(min(SEGMENTS, count)):
        codes[segment] = 90 + 12 * ((segment + number) % 12)
    header = struct.pack("<BBHIdffI", 0x42, 1, 0, 10_000 + number, time.time(), 0.1, 5e3, count)
    return header + bytes(codes)


def script_ms(session: CDPSession) -> float:
    """Milliseconds of processor time of script on the page's main thread so far."""
    told = session.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in told if one["name"] == "ScriptDuration")) * 1e3


def longest_task(trace: bytes) -> float:
    """Milliseconds of processor time of the longest task on the thread that draws the page."""
    events = json.loads(trace)["traceEvents"]
    page = {(e["pid"], e["tid"]) for e in events if e["name"] == "FireAnimationFrame"}
    tasks = [e for e in events if e["name"] == "RunTask" and (e["pid"], e["tid"]) in page]
    return max((float(e.get("tdur", 0.0)) / 1e3 for e in tasks), default=0.0)


def gaps(page: Page) -> list[float]:
    """Milliseconds between frames since the last call."""
    found: list[float] = page.evaluate("window.gaps.splice(0)")
    return found[1:]


def long_tasks(page: Page) -> list[float]:
    """Milliseconds of the page's tasks of 50 and more since the last call, drawing not included."""
    found: list[float] = page.evaluate("window.tasks.splice(0)")
    return found


def settle(page: Page, within_s: float = 180.0) -> None:
    """Until the map has been drawn and nothing is being made ready any more."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        page.wait_for_timeout(3000)
        if max(gaps(page), default=1e9) < SMOOTH_MS:
            return


def measured(address: str, search_id: str, count: int) -> None:
    """Recolour and print."""
    sockets: list[WebSocketRoute] = []

    def through(route: WebSocketRoute) -> None:
        sockets.append(route)
        route.connect_to_server()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.route_web_socket("**/live*", through)
        page.goto(address)
        page.evaluate(
            """async ([name, password]) => fetch('/api/v1/session', {
                method: 'POST', headers: { 'Content-Type': 'application/json' },
                body: JSON.stringify({ name, password }) })""",
            [NAME, PASSWORD],
        )
        page.goto(f"{address}/video/{search_id}")
        page.locator("body[data-live=live]").wait_for(state="attached", timeout=300_000)
        page.locator("[data-testid=map] canvas").wait_for(timeout=300_000)
        session = context.new_cdp_session(page)
        # The page's own processor time: it does not grow with what else the machine does.
        session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
        session.send("Performance.enable")
        page.evaluate(WATCH_FRAMES)
        settle(page)
        before = script_ms(session)
        page.wait_for_timeout(ROUNDS * EVERY_MS)
        idle_script, idle, idle_long = script_ms(session) - before, gaps(page), long_tasks(page)
        before = script_ms(session)
        for number in range(ROUNDS):
            sockets[-1].send(frame(count, number))
            page.wait_for_timeout(EVERY_MS)
        script, busy, busy_long = script_ms(session) - before, gaps(page), long_tasks(page)
        in_one_go = []
        for recoloured in (True, False):
            browser.start_tracing(page=page, categories=TRACE)
            for number in range(TRACED):
                if recoloured:
                    sockets[-1].send(frame(count, ROUNDS + number))
                page.wait_for_timeout(EVERY_MS)
            in_one_go.append(longest_task(browser.stop_tracing()))
        browser.close()
    print(
        f"  in one go {in_one_go[0]:7.1f} ms  (target 50; nothing changes {in_one_go[1]:.1f} ms)   "
        f"script for one recolouring {(script - idle_script) / ROUNDS:.1f} ms"
    )
    for name, found, tasks in (
        ("recolouring", busy, busy_long),
        ("nothing changes", idle, idle_long),
    ):
        longest, median = max(found), statistics.median(found)
        print(
            f"  {name:16} longest frame {longest:7.1f} ms   median {median:6.1f} ms   "
            f"tasks of 50 ms and more {len(tasks)} (longest {max(tasks, default=0.0):.0f} ms)"
        )


def main() -> None:
    """Set up, measure, print."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else extracts() / "heidelberg.osm.pbf"
    if chromium() is None:
        print("no Chromium: not measured")
        return
    with station(file) as (address, http, area):
        street = http.get("/areas/city/network").json()["features"][0]["geometry"]
        lon, lat = street["coordinates"][0]
        seen = (datetime.now(UTC) - timedelta(minutes=30)).isoformat()
        opened = http.post(
            "/searches",
            json={"area": "city", "subject": {"mobility": "manual"}, "seed": 1,
                  "last_known_point": {"lon": lon, "lat": lat, "at": seen}},
            headers={"Idempotency-Key": str(uuid.uuid4())},
        ).json()  # fmt: skip
        print(f"{file.name}, {area['segments']} segments, {SEGMENTS} change twice a second")
        measured(address, opened["id"], area["segments"])


if __name__ == "__main__":
    main()
