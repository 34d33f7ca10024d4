"""The map: a belief as GeoJSON, the same bytes for the same belief in any process."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import orjson
from numpy.typing import NDArray

from domain.moment import moment_text
from domain.network import Network
from projections.belief.belief import Belief

DECIMALS = 7
"""Of degrees: about a centimetre, which is what areas are stored with."""


class MapRecord:
    """Writes maps of one network; everything but the probabilities is encoded once."""

    def __init__(self, network: Network) -> None:
        self._heads = [_head(network, segment) for segment in range(network.segments)]

    def geojson(self, belief: Belief, version: int) -> bytes:
        """A FeatureCollection of all segments with unrounded POA.

        Beside the features it says version, at, rest_of_world and effective_sample_size.
        """
        top = orjson.dumps(
            {
                "type": "FeatureCollection",
                "version": version,
                "at": moment_text(belief.at),
                "rest_of_world": belief.rest_of_world,
                "effective_sample_size": belief.effective_sample_size,
                "limit_reached": belief.limit_reached,
            }
        )
        numbers = _numbers(belief.poa)
        features = b"".join(chain.from_iterable(zip(self._heads, numbers, strict=True)))
        # Every head closes the feature before it, so the first two bytes close nothing.
        return top[:-1] + b',"features":[' + features[3:] + b"}}]}"


def shape_json(network: Network, segment: int) -> list[list[float]]:
    """The coordinates of a segment's line, rounded to centimetres."""
    return [[round(lon, DECIMALS), round(lat, DECIMALS)] for lon, lat in network.shape_of(segment)]


def _head(network: Network, segment: int) -> bytes:
    feature = {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": shape_json(network, segment)},
        "properties": {"segment_id": segment, "name": network.name_of(segment)},
    }
    return b"}}," + orjson.dumps(feature)[:-2] + b',"poa":'


def _numbers(poa: NDArray[np.float64]) -> Sequence[bytes]:
    """The shortest text that reads back as the very same number."""
    plain = np.ascontiguousarray(poa, np.float64)
    return orjson.dumps(plain, option=orjson.OPT_SERIALIZE_NUMPY)[1:-1].split(b",")
