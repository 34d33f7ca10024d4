"""All notices of a search as it stands, those that matter most first."""

from collections.abc import Callable, Iterator

from projections.notices.blind_camera import blind_camera
from projections.notices.capped_pod import capped_pod
from projections.notices.disagreeing import disagreeing
from projections.notices.dropped_sightings import dropped_sightings
from projections.notices.horizon import horizon
from projections.notices.island import island
from projections.notices.nothing_said import nothing_said
from projections.notices.notice import Notice, Standing
from projections.notices.off_network import off_network
from projections.notices.sample_limit import sample_limit

KINDS: tuple[Callable[[Standing], Iterator[Notice]], ...] = (
    disagreeing, off_network, island, horizon, nothing_said, blind_camera, dropped_sightings,
    sample_limit, capped_pod,
)  # fmt: skip
"""Worst first: what turns the whole map wrong before what makes it noisy."""


def all_notices(standing: Standing) -> list[Notice]:
    """Every notice there is."""
    return [notice for kind in KINDS for notice in kind(standing)]
