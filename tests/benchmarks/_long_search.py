"""A search of ten thousand events and a hundred thousand positions in a real city."""

import random
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from coordinator.areas.codec import decode_area, encode_area
from domain.camera_zones.claim import ClaimCameraZone
from domain.camera_zones.clearance import ClearCameraZone, WithdrawClearance
from domain.command import Command, Issued
from domain.knowledge.last_known_point import SetLastKnownPoint
from domain.knowledge.sighting import AssessSighting, ReportSighting
from domain.knowledge.subject import DescribeSubject
from domain.opening import OpenSearch
from domain.parameters import MODEL_VERSION
from domain.place import Place
from domain.records.note import AddNote
from domain.redirects.order import RedirectStreetTeam
from domain.redirects.reply import ReplyToRedirect
from domain.teams.sweep import SweepStreets
from domain.teams.team import DeployStreetTeam
from domain.teams.track import Fix, Track
from domain.window import Window
from tests.benchmarks._belief_city import CAMERAS, NOON, city
from web.search_services import SearchServices

SEARCH_ID = UUID(int=10_000)
OPENED = NOON + timedelta(hours=1)
HOURS = 10
EVENTS = 10_000
TEAMS = 10
POSITIONS = 100_000
FIXES_PER_BATCH = 5
EVIDENCE = 500
"""Clearances and sweeps; the rest of ten thousand events is what people say to each other."""
SIGHTINGS = 4


class LongSearch:
    """Grows command by command, at even distances over ten hours."""

    def __init__(self, services: SearchServices, file: Path) -> None:
        self._services = services
        area, plain = city(file)
        self.area = decode_area(area.name, encode_area(area))
        services.areas.keep(self.area, OPENED)
        self._random = random.Random(5)
        self._number = 0
        self._now = OPENED
        point = plain.last_known_point
        opening = OpenSearch(
            SEARCH_ID, DescribeSubject("manual", NOON, {}),
            SetLastKnownPoint(point.place, point.at, point.radius_m), (), MODEL_VERSION,
            dict(plain.parameters), 7,
        )  # fmt: skip
        self._middle = point.place
        self._search, _ = opening.begin(self._by(), self.area)

    @property
    def ended(self) -> datetime:
        """When the last event was recorded."""
        return OPENED + timedelta(hours=HOURS)

    def record(self) -> None:
        """Store all of it."""
        teams = [
            self._give(DeployStreetTeam(f"team {i}", "foot", None, self._middle))
            for i in range(TEAMS)
        ]
        step = timedelta(hours=HOURS) / EVENTS
        kinds = ["clearance"] * (EVIDENCE // 2) + ["sweep"] * (EVIDENCE // 2)
        kinds += ["sighting"] * SIGHTINGS + ["redirect"] * 900 + ["claim"] * 500
        kinds += ["note"] * (EVENTS // 2)
        self._random.shuffle(kinds)
        turn = 0
        while self._search.version < EVENTS:
            self._now = OPENED + step * self._search.version
            self._do(kinds[turn % len(kinds)], teams)
            turn += 1
            if turn % 200 == 0:
                self._services.searches.save(self._search)
        self._services.searches.save(self._search)
        for i, team in enumerate(teams):
            self._track(i, team)

    def _by(self) -> Issued:
        self._number += 1
        return Issued(str(uuid5(SEARCH_ID, str(self._number))), "", "officer", self._now, self._now)

    def _give(self, command: Command) -> str:
        return self._search.obey(command, self._by(), self.area).id

    def _window(self) -> Window:
        minutes = (self._now - NOON).total_seconds() / 60
        since = NOON + timedelta(minutes=self._random.uniform(0, max(1.0, minutes - 40)))
        return Window(since, min(self._now, since + timedelta(minutes=30)))

    def _do(self, kind: str, teams: list[str]) -> None:
        chance = self._random
        camera = f"bench-{chance.randrange(CAMERAS)}"
        team = chance.choice(teams)
        if kind == "clearance":
            cleared = self._give(ClearCameraZone(camera, self._window(), "good"))
            if chance.random() < 0.05:
                self._give(WithdrawClearance(cleared))
        elif kind == "sweep":
            first = chance.randrange(self.area.network.segments - 12)
            self._give(SweepStreets(team, tuple(range(first, first + 12)), self._window()))
        elif kind == "sighting":
            there = Place(self._middle.lon + chance.uniform(-3e-3, 3e-3), self._middle.lat)
            at = self._now - timedelta(minutes=20)
            told = self._give(ReportSighting(there, at, "witness"))
            self._give(AssessSighting(told, "unconfirmed"))
        elif kind == "redirect":
            order = self._give(RedirectStreetTeam(team, segments=(1, 2, 3)))
            self._give(ReplyToRedirect(order, "received"))
            self._give(ReplyToRedirect(order, "wilco"))
        elif kind == "claim":
            self._give(ClaimCameraZone(camera, self._window()))
        else:
            self._give(AddNote("note"))

    def _track(self, number: int, team: str) -> None:
        track = Track.begin(SEARCH_ID, team, OPENED)
        count = POSITIONS // TEAMS
        gap = timedelta(hours=HOURS) / count
        at, place = OPENED, self._middle
        for batch in range(count // FIXES_PER_BATCH):
            fixes = []
            for _ in range(FIXES_PER_BATCH):
                at += gap
                place = Place(
                    place.lon + self._random.uniform(-5e-5, 5e-5),
                    place.lat + self._random.uniform(-5e-5, 5e-5),
                )
                fixes.append(Fix(place.lon, place.lat, at, 8.0))
            track.extend(fixes, str(uuid5(SEARCH_ID, f"{number} {batch}")), at)
            if batch % 200 == 0:
                self._services.tracks.save(track)
        self._services.tracks.save(track)
