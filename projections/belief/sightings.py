"""Sightings: where a report says he was, and which trajectories were there then."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.evidence import Evidence
from domain.place import Place
from projections.belief.batch import Batch
from projections.belief.compiled import compiled
from projections.belief.streets import Streets, Stretches
from projections.belief.visits import INDOORS, SEGMENT_MASK
from projections.belief.walk import Origin

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


def origin_at(
    streets: Streets,
    place: Place,
    radius_m: float,
    heading: float | None,
    ease: NDArray[np.float32],
    parameters: Mapping[str, float],
) -> tuple[Origin, Stretches]:
    """Starting points within a circle, evenly along its streets, less often on impassable ones."""
    stretches = streets.within(place, radius_m)
    along, against = 2 * stretches.segment, 2 * stretches.segment + 1
    passable = np.maximum(ease[along], ease[against]).astype(np.float64)
    share = np.cumsum((stretches.to_m - stretches.from_m) * passable + 1e-9)
    towards = np.ones(len(along)), np.ones(len(along))
    if heading is not None:
        begin, _end = streets.bearings
        strength = parameters["sighting_heading"]
        towards = (
            np.exp(strength * (np.cos(begin[along] - np.radians(heading)) - 1.0)),
            np.exp(strength * (np.cos(begin[against] - np.radians(heading)) - 1.0)),
        )
    return (
        Origin(
            stretches.segment,
            stretches.from_m,
            stretches.to_m,
            share / share[-1],
            towards[0],
            towards[1],
        ),
        stretches,
    )


class Meetings(NamedTuple):
    """Which trajectories of a batch were where a report says, and at which of its times."""

    trajectory: NDArray[np.int64]
    time: NDArray[np.float64]
    tried: int
    """Trajectories times moments that were looked at."""


def meetings(batch: Batch, report: Report, disc: Stretches) -> Meetings:
    """All pairs of a trajectory and a moment of the report in which it is in the disc, outdoors."""
    slots = np.full(batch.segments, -1, np.int32)
    inside, first = np.unique(disc.segment, return_index=True)
    slots[inside] = np.arange(len(inside))
    slot_first = np.append(first, len(disc.segment))
    visits = batch.visits
    who, when = [], []
    times = report.times()
    for at in times:
        there = _present(
            visits.offset, visits.where, visits.until, visits.from_m, visits.to_m,
            batch.visit_at(at), at, slots, slot_first, disc.from_m, disc.to_m,
        )  # fmt: skip
        found = np.flatnonzero(there)
        who.append(found)
        when.append(np.full(len(found), at))
    return Meetings(np.concatenate(who), np.concatenate(when), batch.count * len(times))


def ancestors(
    batch: Batch, report: Report, met: Meetings
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each new trajectory its ancestor and when it leaves its ancestor's way.

    Everybody who was there is an ancestor equally often; the weights of what they saw before
    then tell them apart, so nothing has to be drawn anew when evidence changes.
    """
    who, when = met.trajectory, met.time
    if len(who) < FEWEST_ANCESTORS:
        times = report.times()
        pairs = [(np.flatnonzero(batch.rows_at(at) > 0), at) for at in times]
        who = np.concatenate([found for found, _ in pairs])
        when = np.concatenate([np.full(len(found), at) for found, at in pairs])
        if len(who) == 0:
            who, when = np.arange(batch.count), np.full(batch.count, times[0])
    turn = (np.arange(batch.count) * len(who)) // batch.count if len(who) > batch.count else (
        np.arange(batch.count) % len(who)
    )  # fmt: skip
    return who[turn].astype(np.int64), when[turn]


@compiled
def _present(
    offset: NDArray[np.int64],
    where: NDArray[np.int32],
    until: NDArray[np.float32],
    from_m: NDArray[np.float32],
    to_m: NDArray[np.float32],
    visit: NDArray[np.int64],
    at: float,
    slots: NDArray[np.int32],
    slot_first: NDArray[np.int64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
) -> NDArray[np.bool_]:
    there = np.zeros(len(visit), np.bool_)
    for i in range(len(visit)):
        v = visit[i]
        code = where[v]
        if code < 0 or code & INDOORS:
            continue
        slot = slots[(code >> 2) & SEGMENT_MASK]
        if slot < 0:
            continue
        begun = until[v - 1] if v > offset[i] else 0.0
        part = min(1.0, max(0.0, (at - begun) / max(1e-3, until[v] - begun)))
        metres = from_m[v] + part * (to_m[v] - from_m[v])
        for r in range(slot_first[slot], slot_first[slot + 1]):
            if low[r] <= metres <= high[r]:
                there[i] = True
    return there
