"""Given any search, then its report is one file for paper that says what happened."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from uuid import UUID

import pytest

from coordinator.accounts import Role
from domain.moment import moment_of
from tests.web.house import House, Person, ago, lon_lat
from tests.web.story import tell
from web.report_page.page import report_page

VOID = {"meta", "br", "path", "circle", "rect"}


class Page(HTMLParser):
    """Reads a page, and finds what it would load and what is left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loads: list[str] = []
        self.styled = 0
        self.text = text
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        self.loads += [tag] * bool(names & {"src", "href", "xlink:href", "srcset", "data"})
        self.styled += "style" in names
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)


def report(person: Person, search_id: str, query: str = "language=en&time_zone=UTC") -> Page:
    answer = person.get(f"/searches/{search_id}/report?{query}")
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


@pytest.fixture
def told(commander: Person, search_id: str) -> str:
    tell(commander, search_id)
    return search_id


def test_it_is_one_file_that_loads_nothing(commander: Person, told: str) -> None:
    for language in ("en", "zh"):
        page = report(commander, told, f"language={language}")
        assert (page.loads, page.open, page.styled) == ([], [], 0)
        assert "url(" not in page.text
        assert "@import" not in page.text


def test_its_style_is_the_only_thing_that_may_count(commander: Person, told: str) -> None:
    answer = commander.get(f"/searches/{told}/report")
    policy = answer.headers["content-security-policy"]
    (style,) = re.findall("<style>(.*?)</style>", answer.text, re.S)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_a_find_has_a_map_a_chart_and_when_the_facts_pointed_there(
    commander: Person, told: str
) -> None:
    page = report(commander, told)
    assert page.text.count('class="map"') == 2
    assert page.text.count('class="chart"') == 1
    assert "© OpenStreetMap contributors" in page.text
    assert "The place was among the likeliest" in page.text
    assert "10 % of the streets" in page.text


def test_an_empty_search_and_one_without_a_find_have_a_report(
    commander: Person, search_id: str
) -> None:
    page = report(commander, search_id)
    assert "The search is still running" in page.text
    assert "There is no place of a find" in page.text
    assert "No redirects." in page.text
    commander.did(f"/searches/{search_id}/find", {**lon_lat(1, 1), "at": ago(0)})
    commander.did(f"/searches/{search_id}/find/withdrawal", {"reason": "somebody else"})
    page = report(commander, search_id)
    assert "it was not him" in page.text
    assert "There is no place of a find" in page.text


def test_a_find_far_outside_the_area_has_no_curve(commander: Person, search_id: str) -> None:
    commander.did(f"/searches/{search_id}/find", {"lon": 2.35, "lat": 48.85, "at": ago(0)})
    page = report(commander, search_id)
    assert "He was found outside the area." in page.text
    assert 'class="chart"' not in page.text


def test_hundreds_of_redirects_do_not_make_it_long(commander: Person, search_id: str) -> None:
    path = f"/searches/{search_id}"
    team = commander.did(f"{path}/teams", {"name": "Team X", "mode": "foot"})
    for number in range(120):
        sent = commander.did(f"{path}/teams/{team}/redirects", {"segments": [number % 50]})
        if number % 3:
            commander.did(f"{path}/redirects/{sent}/replies", {"reply": "wilco"})
    page = report(commander, search_id)
    assert "120 redirects sent; 80 answered" in page.text
    rows = page.text.count("<tr>")
    assert rows < 100


def test_times_are_those_of_the_zone_asked_for(commander: Person, told: str) -> None:
    event = commander.read(f"/searches/{told}/events?limit=1")[0]
    hour = int(event["recorded_at"][11:13])
    minute = event["recorded_at"][14:16]
    shanghai = report(commander, told, "language=en&time_zone=Asia/Shanghai").text
    assert "Asia/Shanghai, UTC+08:00" in shanghai
    assert f"{(hour + 8) % 24:02}:{minute} search opened" in shanghai
    assert f"{hour:02}:{minute} search opened" in report(commander, told).text


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("language=fr", "language"),
        ("time_zone=Mars/Olympus", "time_zone"),
        ("time_zone=../etc/passwd", "time_zone"),
        ("time_zone=", "time_zone"),
    ],
)
def test_what_nobody_knows_is_refused_by_name(
    commander: Person, search_id: str, query: str, field: str
) -> None:
    answer = commander.get(f"/searches/{search_id}/report?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


def test_duties_are_told_in_the_words_of_their_card(commander: Person, search_id: str) -> None:
    done = {"role": "commander", "item": "ask-last-seen"}
    commander.did(f"/searches/{search_id}/checklist", done)
    cards = commander.read("/duty-cards")["cards"]
    (duty,) = (
        each
        for card in cards
        if card["role"] == "commander"
        for each in card["duties"]
        if each["item"] == "ask-last-seen"
    )
    for language in ("en", "zh"):
        page = report(commander, search_id, f"language={language}").text
        assert duty["says"][language] in page
        assert "ask-last-seen" not in page


def test_names_and_texts_are_for_those_who_may_read_them(
    here: House, commander: Person, told: str
) -> None:
    private = ("Team 1", "flat tyre", "blue blanket", "likes boats")
    full = report(commander, told).text
    assert all(word in full for word in private)
    plain = report_page(here.services, UUID(told), "en")
    assert not any(word in plain for word in private)
    assert "team 1" in plain
    assert commander.get(f"/searches/{told}/report").status_code == 200
    walker = here.person(Role.STREET, told)
    assert walker.get(f"/searches/{told}/report").status_code == 403


def test_a_verdict_says_of_which_sighting(here: House, commander: Person, search_id: str) -> None:
    path = f"/searches/{search_id}"
    seen = {**lon_lat(1, 1), "at": ago(20), "source": "witness"}
    sighting = commander.did(f"{path}/sightings", seen)
    commander.did(f"{path}/sightings/{sighting}/assessment", {"verdict": "ruled_out"})
    at = moment_of(seen["at"]).strftime("%H:%M")
    text = report(commander, search_id).text
    assert re.search(rf"sighting assessed: {at}[^<]*, it was not him", text)


def test_having_it_prepared_tells_how_far_it_is(here: House, commander: Person, told: str) -> None:
    path = f"/searches/{told}/report/preparation"
    lines = [
        json.loads(line)
        for line in commander.post(path, {}, Accept="application/x-ndjson").text.splitlines()
    ]
    steps = [line["progress"] for line in lines[:-1]]
    assert steps[-1]["done"] == steps[-1]["total"]
    assert [step["done"] for step in steps] == sorted(step["done"] for step in steps)
    assert lines[-1]["result"] == {"version": commander.read(f"/searches/{told}")["version"]}
    # It is there now: whoever asks again waits for nothing.
    assert commander.post(path, {}).json() == lines[-1]["result"]
    again = commander.post(path, {}, Accept="application/x-ndjson")
    assert len(again.text.splitlines()) == 1
    for role in (Role.STREET, Role.WATCHER):
        assert here.person(role, told).post(path, {}).status_code == 403


def test_what_is_said_of_him_in_several_languages_is_printed_in_that_of_the_report(
    here: House, commander: Person
) -> None:
    opening = here.opening()
    opening["subject"]["hints"] = {"zh": "耳背", "en": "Hard of hearing"}
    search_id = commander.did("/searches", opening)
    for language, said, other in (("en", "Hard of hearing", "耳背"), ("zh", "耳背", "Hard of")):
        text = report(commander, search_id, f"language={language}").text
        assert said in text
        assert "dark green coat" in text
        assert other not in text
        assert "{" not in text.partition("</style>")[2]


def test_equal_events_make_an_equal_report(here: House, told: str) -> None:
    once = report_page(here.services, UUID(told), "zh")
    assert report_page(here.services, UUID(told), "zh") == once
