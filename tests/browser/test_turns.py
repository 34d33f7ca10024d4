"""A phone that leads: the next turn while the team walks, and what it says off its way."""

import heapq
from collections import defaultdict
from itertools import pairwise
from math import cos, hypot, radians
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.artefacts import picture
from tests.browser.demo import Demo
from tests.browser.story import send_team
from tests.browser.visitors import Visitors
from tests.browser.watching import live, state_where

Node = tuple[float, float]
METRES_PER_DEGREE = 111_195.0


def metres(a: Node, b: Node) -> float:
    """Between two places (lon, lat)."""
    return hypot((a[0] - b[0]) * cos(radians(a[1])), a[1] - b[1]) * METRES_PER_DEGREE


def streets(page: Page) -> list[dict[str, Any]]:
    """The streets of the area of this page's search."""
    found: list[dict[str, Any]] = page.evaluate(
        """async () => {
            const get = async path => (await fetch(`/api/v1${path}`)).json();
            const state = await get(`/searches/${location.pathname.split('/')[2]}`);
            return (await get(`/areas/${state.area}/network`)).features;
        }"""
    )
    return found


def way_to(features: list[dict[str, Any]], goal: Node, least_m: float) -> list[Node]:
    """A shortest way to the junction nearest to `goal`, from one at least so far along streets."""
    edges: dict[Node, list[tuple[Node, float, list[Node]]]] = defaultdict(list)
    for feature in features:
        line = [(lon, lat) for lon, lat in feature["geometry"]["coordinates"]]
        length = float(feature["properties"]["length_m"])
        edges[line[0]].append((line[-1], length, line))
        edges[line[-1]].append((line[0], length, line[::-1]))
    end = min(edges, key=lambda node: metres(node, goal))
    queue, spent, came = [(0.0, end)], {end: 0.0}, {}
    while queue:
        cost, here = heapq.heappop(queue)
        if cost >= least_m:
            break
        for there, length, line in edges[here]:
            if cost + length < spent.get(there, float("inf")):
                spent[there] = cost + length
                came[there] = (here, line[::-1])
                heapq.heappush(queue, (cost + length, there))
    way: list[Node] = []
    while here != end:
        here, line = came[here]
        way += line
    return way


def every(way: list[Node], step_m: float) -> list[Node]:
    """Places along a way, so far from each other at most."""
    places = [way[0]]
    for a, b in pairwise(way):
        parts = max(1, int(metres(a, b) / step_m))
        places += [
            (a[0] + (b[0] - a[0]) * i / parts, a[1] + (b[1] - a[1]) * i / parts)
            for i in range(1, parts + 1)
        ]
    return places


def test_the_next_turn_changes_as_the_team_walks(demo: Demo, visitors: Visitors) -> None:
    team_id = demo.part("team1")["team_id"]
    commander = live(visitors.page(demo.part("commander")["url"]))
    redirect_id = send_team(commander, team_id)
    state = state_where(
        commander, f"state => state.redirects.some(one => one.redirect_id === '{redirect_id}')"
    )
    order = next(one for one in state["redirects"] if one["redirect_id"] == redirect_id)
    goal = (order["target"]["lon"], order["target"]["lat"])
    way = way_to(streets(commander), goal, 700)
    commander.close()
    begin = {"longitude": way[0][0], "latitude": way[0][1], "accuracy": 5}
    for language in ("zh", "en"):
        phone = live(
            visitors.page(
                demo.part("team1")["url"], language, phone=True,
                geolocation=begin, permissions=["geolocation"],
            )
        )  # fmt: skip
        phone.get_by_test_id("own-position").tap()
        turn = phone.get_by_test_id("turn")
        expect(turn).to_have_attribute("data-kind", "turn")
        expect(turn).to_contain_text("米" if language == "zh" else " m")
        picture(phone, f"phone-turn-{language}")
        if language == "zh":
            phone.context.close()

    told: list[str] = []
    kinds: set[str] = set()
    # Near the goal the phone may end in another street than the nearest junction's.
    for lon, lat in every(way, 25)[:32]:
        phone.context.set_geolocation({"longitude": lon, "latitude": lat, "accuracy": 5})
        phone.wait_for_function(
            """([lon, lat]) => {
                const { dataset } = document.querySelector('[data-testid=own-position]');
                return Math.hypot(dataset.lon - lon, dataset.lat - lat) < 1e-7;
            }""",
            arg=[lon, lat],
        )
        phone.evaluate("() => new Promise(done => requestAnimationFrame(() => done()))")
        told.append(turn.locator("strong").inner_text())
        kinds.add(str(turn.get_attribute("data-kind")))
        if len(told) == 8:
            picture(phone, "phone-turn-under-way")
    assert len(set(told)) >= 4, told
    assert "off" not in kinds, "\n".join(told)
    phone.context.set_geolocation({"longitude": goal[0], "latitude": goal[1], "accuracy": 5})
    expect(turn).to_have_attribute("data-kind", "arrived")

    phone.context.set_geolocation(
        {"longitude": way[0][0] + 0.004, "latitude": way[0][1] + 0.004, "accuracy": 5}
    )
    expect(turn).to_have_attribute("data-kind", "off")
    picture(phone, "phone-turn-off")
    phone.get_by_test_id("map-up").tap()
    expect(phone.get_by_test_id("map-up")).to_have_attribute("data-up", "north")
    expect(phone.get_by_test_id("map")).to_have_attribute("data-bearing", "0")
    phone.reload()
    expect(live(phone).get_by_test_id("map-up")).to_have_attribute("data-up", "north")
