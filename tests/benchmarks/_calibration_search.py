"""A search that goes on while a hidden subject moves: who is seen, and who is overlooked."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np

from domain.area import Area
from domain.camera import Stretch
from domain.evidence import ClearanceEvidence, Evidence, OutsideCheck, SweepEvidence
from domain.place import Place
from projections.belief.life import Life
from tests.benchmarks._calibration_town import Town

PODS = (0.5, 0.7, 0.75, 0.85)

Span = tuple[float, float]


class Seeing:
    """Where cameras and teams look, by segment, and the passes of a life through it."""

    def __init__(self, area: Area, gap_s: float) -> None:
        self._gap_s = gap_s
        self._length = area.network.length_m
        self._cameras = {zone.camera_id: _by_segment(zone.stretches) for zone in area.zones}

    def passes(self, life: Life, camera_id: str) -> list[Span]:
        """The spans in which he was in a camera's zone, in the open, in seconds; those with a
        shorter gap than `gap_s` are one."""
        return self._through(life, self._cameras.get(camera_id, {}))

    def met(self, life: Life, segments: Iterable[int]) -> list[Span]:
        """The same for the whole of some segments."""
        return self._through(life, {s: [(0.0, float(self._length[s]) + 1.0)] for s in segments})

    def _through(self, life: Life, zone: dict[int, list[Span]]) -> list[Span]:
        spans: list[Span] = []
        for stay in life.stays:
            if stay.indoors or stay.segment not in zone:
                continue
            for low, high in zone[stay.segment]:
                low_m, high_m = sorted((stay.from_m, stay.to_m))
                if high_m < low or low_m > high:
                    continue
                since, until = stay.since, stay.until
                if high_m > low_m:
                    slow = (stay.until - stay.since) / (stay.to_m - stay.from_m)
                    ends = sorted(stay.since + (m - stay.from_m) * slow for m in (low, high))
                    since, until = max(since, ends[0]), min(until, ends[1])
                spans.append((since, until))
        spans.sort()
        joined: list[Span] = []
        for since, until in spans:
            if joined and since - joined[-1][1] < self._gap_s:
                joined[-1] = joined[-1][0], max(joined[-1][1], until)
            else:
                joined.append((since, until))
        return joined


def _by_segment(stretches: Iterable[Stretch]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for each in stretches:
        found.setdefault(each.segment, []).append((each.from_m, each.to_m))
    return found


def plan(town: Town, search: Evidence, hours: float, random: np.random.Generator) -> Evidence:
    """The search after so many hours without a trace: windows of cameras around the last known
    point, some of them reviewed twice, sweeps of streets nearby, one check of the outside."""
    begin, known = search.last_known_point.at, search.last_known_point.place
    minutes = 60 * hours

    def span(longest: float) -> tuple[datetime, datetime]:
        since = random.uniform(0, minutes - 5)
        until = min(minutes, since + random.uniform(5, longest))
        return begin + timedelta(minutes=since), begin + timedelta(minutes=until)

    cameras = sorted(town.area.cameras, key=lambda camera: camera.place.distance_m(known))[:40]
    named = [camera.camera_id for camera in cameras]
    windows = [
        ClearanceEvidence(str(n), str(random.choice(named)), *span(60), float(random.choice(PODS)))
        for n in range(int(20 + 10 * hours))
    ]
    near = _near(town, known, 500.0)
    sweeps = [
        SweepEvidence(f"s{n}", tuple(random.choice(near, 15).tolist()), *span(12), 0.6)
        for n in range(int(4 * hours))
    ]
    check = OutsideCheck("taxis", begin, begin + timedelta(minutes=minutes * 0.8), 0.4)
    return Evidence(
        search.last_known_point, search.mobility, search.seed, search.parameters,
        search.familiar_places, frozenset(windows), frozenset(sweeps),
        outside_checks=frozenset({check}),
    )  # fmt: skip


def _near(town: Town, place: Place, radius_m: float) -> list[int]:
    found: list[int] = np.unique(town.streets.within(place, radius_m).segment).tolist()
    return found


def overlooked(
    seeing: Seeing, life: Life, evidence: Evidence, random: np.random.Generator, harder: float
) -> bool:
    """Whether nobody noticed him in all that was reviewed and swept.

    Each pass that a window touches is noticed with the POD of the best window that touches it;
    with `harder` above 0 a pass seen for t seconds only with POD x (1 - exp(-t / harder)), which
    the belief does not know.
    """
    begin = evidence.last_known_point.at

    def seconds(moment: datetime) -> float:
        return (moment - begin).total_seconds()

    cap = evidence.parameters["pod_cap"]
    cameras: dict[str, list[ClearanceEvidence]] = {}
    for window in evidence.clearances:
        cameras.setdefault(window.camera_id, []).append(window)
    looks = [
        ([(seconds(w.since), seconds(w.until), w.pod) for w in windows], seeing.passes(life, name))
        for name, windows in sorted(cameras.items())
    ]
    looks += [
        ([(seconds(s.since), seconds(s.until), s.pod)], seeing.met(life, s.segments))
        for s in sorted(evidence.sweeps, key=lambda sweep: sweep.id)
    ]
    for windows, passes in looks:
        for enter, leave in passes:
            chance = 0.0
            for since, until, pod in windows:
                if enter < until and leave > since:
                    seen_s = min(leave, until) - max(enter, since)
                    sharp = 1 - float(np.exp(-seen_s / harder)) if harder else 1.0
                    chance = max(chance, min(pod, cap) * sharp)
            if random.random() < chance:
                return False
    left = next((stay.since for stay in life.stays if stay.segment < 0), np.inf)
    for check in evidence.outside_checks:
        if left < seconds(check.until) and random.random() < check.pod:
            return False
    return True


def place_at(life: Life, at_s: float) -> int:
    """0 for the rest of the world, else the segment plus one."""
    number = bisect_right(life.stays, at_s, key=lambda stay: stay.until)
    return life.stays[min(number, len(life.stays) - 1)].segment + 1
