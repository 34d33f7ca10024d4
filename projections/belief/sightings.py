"""Sightings: where a report says he was, and which trajectories were there then."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.evidence import Evidence
from domain.place import Place
from projections.belief.batch import Batch
from projections.belief.compiled import compiled
from projections.belief.ground import Ground, ground
from projections.belief.lineage import Origin
from projections.belief.streets import Streets
from projections.belief.visits import INDOORS, SEGMENT_MASK, Visits

LEAST_RADIUS_M = 5.0
FEWEST_ANCESTORS = 20
"""With fewer trajectories at the place of a report, all that are in the area stand for them:
otherwise a handful of speeds and goals would speak for everybody."""


class Report(NamedTuple):
    """What a sighting says; its id and credibility are not part of its content."""

    lon: float
    lat: float
    at: float
    """Seconds after the last known point."""
    radius_m: float
    doubt_s: float
    heading: float | None

    def times(self) -> list[float]:
        """Five moments that stand for the doubt about the time; one if there is none."""
        if self.doubt_s <= 0:
            return [max(0.0, self.at)]
        return [max(0.0, self.at + self.doubt_s * part) for part in (-1.0, -0.5, 0.0, 0.5, 1.0)]


class Sighted(NamedTuple):
    """A report in force."""

    report: Report
    credibility: float
    id: str


def sighted(evidence: Evidence) -> list[Sighted]:
    """The sightings that can change anything, in order of time. Credibility 0 is ruled out;
    a sighting that was certainly before the last known point says nothing."""
    known = evidence.last_known_point.at
    found = []
    for sighting in evidence.sightings:
        at, doubt = (sighting.at - known).total_seconds(), sighting.minutes_doubt * 60
        if sighting.credibility > 0 and at + doubt >= 0:
            report = Report(
                sighting.place.lon, sighting.place.lat, at,
                max(LEAST_RADIUS_M, sighting.radius_m), doubt, sighting.heading,
            )  # fmt: skip
            found.append(Sighted(report, min(1.0, sighting.credibility), sighting.id))
    return sorted(found, key=lambda each: (each.report.at, each.id))


def disc(streets: Streets, place: Place, radius_m: float) -> Ground:
    """The streets within a circle; away from all streets a short stretch at the nearest point."""
    return ground(streets.within(place, radius_m), streets.length_m)


def origin_in(
    streets: Streets,
    circle: Ground,
    ease: NDArray[np.float32],
    heading: float | None = None,
    strength: float = 0.0,
) -> Origin:
    """Starting points evenly along the streets of a circle, less often on impassable ones; a
    direction along the heading is exp(2 x strength) times as likely as one against it."""
    along, against = 2 * circle.segment, 2 * circle.segment + 1
    passable = np.maximum(ease[along], ease[against]).astype(np.float64)
    share = np.cumsum((circle.high - circle.low) * passable + 1e-9)
    begin, _end = streets.bearings
    facing = 0.0 if heading is None else np.radians(heading)
    pull = 0.0 if heading is None else strength
    return Origin(
        circle.segment,
        circle.low,
        circle.high,
        share / share[-1],
        np.exp(pull * (np.cos(begin[along] - facing) - 1.0)),
        np.exp(pull * (np.cos(begin[against] - facing) - 1.0)),
    )


class Meetings(NamedTuple):
    """Which trajectories of a batch were where a report says, and at which of its times."""

    trajectory: NDArray[np.int64]
    time: NDArray[np.float64]
    tried: int
    """Trajectories times moments that were looked at."""


def meetings(batch: Batch, report: Report, circle: Ground) -> Meetings:
    """All pairs of a trajectory and a moment of the report in which it is in the circle, in the
    open."""
    times = report.times()
    who = [np.flatnonzero(_present(batch.visits, batch.visit_at(at), at, circle)) for at in times]
    when = [np.full(len(found), at) for found, at in zip(who, times, strict=True)]
    return Meetings(np.concatenate(who), np.concatenate(when), batch.trajectories * len(times))


class Ancestors(NamedTuple):
    """For each new trajectory its ancestor and when it leaves its ancestor's way."""

    who: NDArray[np.int64]
    since: NDArray[np.float64]
    there: bool
    """Whether they were at the place of the report; too few were otherwise."""


def ancestors(batch: Batch, report: Report, met: Meetings) -> Ancestors:
    """The ancestors of a batch of the story in which the report is true.

    Everybody who was there is an ancestor equally often; the weights of what they saw before
    then tell them apart, so nothing has to be drawn anew when evidence changes.
    """
    who, when = met.trajectory, met.time
    there = len(who) >= FEWEST_ANCESTORS
    if not there:
        times = report.times()
        pairs = [(np.flatnonzero(batch.rows_at(at) > 0), at) for at in times]
        who = np.concatenate([found for found, _ in pairs])
        when = np.concatenate([np.full(len(found), at) for found, at in pairs])
        if len(who) == 0:
            who, when = np.arange(batch.trajectories), np.full(batch.trajectories, times[0])
    count, choice = batch.trajectories, len(who)
    turn = np.arange(count) * choice // count if choice > count else np.arange(count) % choice
    return Ancestors(who[turn].astype(np.int64), when[turn], there)


@compiled
def _present(
    visits: Visits, visit: NDArray[np.int64], at: float, circle: Ground
) -> NDArray[np.bool_]:
    there = np.zeros(len(visit), np.bool_)
    for i in range(len(visit)):
        v = visit[i]
        code = visits.where[v]
        if code < 0 or code & INDOORS:
            continue
        slot = circle.slot[(code >> 2) & SEGMENT_MASK]
        if slot < 0:
            continue
        begun = visits.until[v - 1] if v > visits.offset[i] else 0.0
        part = min(1.0, max(0.0, (at - begun) / max(1e-3, visits.until[v] - begun)))
        start, stop = float(visits.from_part[v]), float(visits.to_part[v])
        metres = (start + part * (stop - start)) * circle.unit_m[slot]
        for r in range(circle.first[slot], circle.first[slot + 1]):
            if circle.low[r] <= metres <= circle.high[r]:
                there[i] = True
    return there
