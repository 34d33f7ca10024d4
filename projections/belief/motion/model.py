"""The motion model of one search as plain tables for the kernel."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.subject import FamiliarPlace, Mobility, MobilityPhase
from projections.belief.motion.choice import cumulative, ease, reach, way_weights, ways
from projections.belief.motion.edge import edge_junctions
from projections.belief.motion.goals import goals
from projections.belief.motion.speed import speed_share
from projections.belief.streets import Streets

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Singles = NDArray[np.float32]


class Pauses(NamedTuple):
    """How long he stays: medians in seconds, spreads of the logarithm, probabilities."""

    rest_median: float
    rest_spread: float
    indoors_median: float
    indoors_spread: float
    stuck_median: float
    stuck_spread: float
    exhausted_median: float
    goal_stay_median: float
    goal_indoors: float


class Motion(NamedTuple):
    """Everything the walk reads. Rows of two-dimensional tables are phases of mobility, columns
    directed segments (or rows of the ways); lengths in metres, times in seconds."""

    street: Singles
    """(phases, directed segments, 5), what is needed together: see LENGTH to LEAVE."""
    way_offset: Ints
    way_onto: Ints
    way_weight: Singles
    way_cumulative: Singles
    """The same weights as cumulative shares among the ways on from one directed segment."""
    way_pull: Singles
    """(goals, rows of the ways): the pull of a goal on each way."""
    ease: Singles
    phase_until: Floats
    speed_spread: Floats
    event_rate: Floats
    """(phases, 4): events per metre, cumulative: rests, changes of mind, buildings, vehicles."""
    range_median: Floats
    range_spread: float
    pauses: Pauses
    goal_segment: Ints
    goal_at: Floats
    goal_share_cumulative: Floats
    goal_pull: Singles
    """(goals, directed segments)."""
    goal_share: float
    stays_put: float
    """Share who begin exhausted."""


LENGTH, SLOW, STAY, STUCK, LEAVE = range(5)
"""Columns of `street`: metres; seconds per metre at the median speed; probabilities of staying at
the end, of getting stuck on the way, of leaving the area at the end."""


def motion(
    streets: Streets,
    phases: tuple[MobilityPhase, ...],
    since: datetime,
    places: tuple[FamiliarPlace, ...],
    parameters: Mapping[str, float],
) -> Motion:
    """The tables of a subject who was last seen at `since`."""
    network = streets.network
    onward = ways(network)
    begins = [max(0.0, (phase.since - since).total_seconds()) for phase in phases]
    kinds = [phase.mobility for phase in phases]
    eases = [ease(network, kind, parameters) for kind in kinds]
    weighted = [way_weights(streets, onward, each, parameters) for each in eases]
    weights, blocked = (np.array(tables) for tables in zip(*weighted, strict=True))
    out = edge_junctions(streets, parameters["edge_band"])
    end = np.empty(2 * network.segments, np.int64)
    end[0::2], end[1::2] = network.end, network.start
    towards = goals(streets, places, eases[0], parameters)
    known = len(towards.segment)
    return Motion(
        street=np.stack(
            [
                np.broadcast_to(np.repeat(streets.length_m, 2), blocked.shape),
                [
                    1.0 / (parameters[f"speed_{kind}"] * speed_share(network, kind, parameters))
                    for kind in kinds
                ],
                parameters["stay_at_dead_end"] * blocked * reach(streets, parameters),
                parameters["stuck_on_bad_way"] * (1 - np.array(eases)) ** 4,
                np.broadcast_to(parameters["edge_leave"] * out[end], blocked.shape),
            ],
            axis=-1,
        ).astype(np.float32),
        way_offset=onward.offset,
        way_onto=onward.onto,
        way_weight=weights.astype(np.float32),
        way_cumulative=cumulative(onward, weights).astype(np.float32),
        way_pull=np.take(towards.pull, onward.onto, axis=1),
        ease=np.array(eases, np.float32),
        phase_until=np.array([*begins[1:], np.inf]),
        speed_spread=np.array([parameters[f"speed_spread_{kind}"] for kind in kinds]),
        event_rate=np.cumsum([_event_rates(kind, known, parameters) for kind in kinds], axis=1),
        range_median=np.array([parameters[f"range_{kind}"] for kind in kinds]),
        range_spread=parameters["range_spread"],
        pauses=Pauses(
            rest_median=parameters["rest_median"],
            rest_spread=parameters["rest_spread"],
            indoors_median=parameters["indoors_median"] * 60,
            indoors_spread=parameters["indoors_spread"],
            stuck_median=parameters["stuck_median"] * 3600,
            stuck_spread=parameters["stuck_spread"],
            exhausted_median=parameters["exhausted_median"] * 3600,
            goal_stay_median=parameters["goal_stay_median"] * 60,
            goal_indoors=parameters["goal_indoors"],
        ),
        goal_segment=towards.segment,
        goal_at=towards.at_m,
        goal_share_cumulative=towards.share,
        goal_pull=towards.pull,
        goal_share=parameters["goal_share"] if known else 0.0,
        stays_put=parameters["stays_put"],
    )


def _event_rates(kind: Mobility, known: int, parameters: Mapping[str, float]) -> list[float]:
    gaps = parameters[f"rest_gap_{kind}"], parameters["change_of_mind"]
    hidden = parameters["indoors_gap"], parameters["transport_gap"]
    rates = [_rate(gap) for gap in (*gaps, *hidden)]
    rates[1] = rates[1] if known else 0.0
    return rates


def _rate(gap_m: float) -> float:
    """Events per metre; a gap of 0 or infinity means never."""
    return 1.0 / gap_m if gap_m > 0 else 0.0
