"""Checks of probabilities and places as they come in from outside."""

import re
from collections.abc import Mapping
from math import isfinite

from domain.area import Area
from domain.parameters import BY_NAME
from domain.place import Place
from domain.refusal import invalid

AREA_MARGIN_DEG = 0.02
"""How far outside the streets' box a place still counts as in the area: about 2 km."""

NAME_OF_NUMBER = re.compile(r"[a-z][a-z0-9_]{0,39}")


def checked_pod(pod: float, field: str = "pod") -> float:
    """A probability of detection in [0, 1); nothing is ever searched for certain."""
    if not (isfinite(pod) and 0 <= pod < 1):
        raise invalid(
            field,
            "expected a probability of detection of at least 0 and below 1",
            "out_of_range",
            at_least=0,
            below=1,
        )
    return pod


def checked_share(share: float, field: str) -> float:
    """A probability in [0, 1]."""
    if not (isfinite(share) and 0 <= share <= 1):
        raise invalid(
            field, "expected a probability from 0 to 1", "out_of_range", at_least=0, at_most=1
        )
    return share


def checked_parameters(given: Mapping[str, float]) -> Mapping[str, float]:
    """Values of parameters from outside: names of the table, numbers within what it allows."""
    for name, value in given.items():
        known = BY_NAME.get(name)
        if known is None:
            raise invalid(f"parameters.{name}", "there is no such parameter", "unknown_field")
        if not known.within[0] <= value <= known.within[1]:
            raise invalid(
                f"parameters.{name}",
                f"expected a number from {known.allowed}",
                "out_of_range",
                at_least=known.within[0],
                at_most=known.within[1],
            )
    return given


def checked_numbers(numbers: Mapping[str, float], field: str) -> dict[str, float]:
    """Finite numbers by name.

    Names come from outside and into events: free text belongs in the vault, and the library's
    JSON cannot read back an object of just `_type_` and `_data_`.
    """
    for name, number in numbers.items():
        if not (NAME_OF_NUMBER.fullmatch(name) and isfinite(number)):
            raise invalid(
                f"{field}.{name}",
                "expected a name of a-z, 0-9, _ and a finite number",
                "not_a_number",
            )
    return dict(numbers)


def checked_place(place: Place, area: Area, field: str = "lon") -> Place:
    """A place in the area; says so where longitude and latitude look swapped."""
    if not (-180 <= place.lon <= 180 and -90 <= place.lat <= 90):
        raise invalid(field, "expected longitude then latitude in WGS 84 degrees", "not_a_place")
    box = area.network.bounds
    if box.holds(place, AREA_MARGIN_DEG):
        return place
    if box.holds(Place(place.lat, place.lon), AREA_MARGIN_DEG):
        raise invalid(
            field, "longitude and latitude look swapped: expected lon before lat", "swapped_place"
        )
    raise invalid(
        field,
        f"({place.lon}, {place.lat}) lies outside the area: expected longitude "
        f"{box.west:.4f} to {box.east:.4f} and latitude {box.south:.4f} to {box.north:.4f}",
        "outside_area",
    )


def checked_segments(segments: tuple[int, ...], area: Area, field: str) -> tuple[int, ...]:
    """Segments of the area, each once, in ascending order, as integers that JSON can hold."""
    for segment in segments:
        if not 0 <= segment < area.network.segments:
            last = area.network.segments - 1
            raise invalid(
                field,
                f"there is no segment {segment}: expected 0 to {last}",
                "out_of_range",
                at_least=0,
                at_most=last,
            )
    return tuple(sorted({int(segment) for segment in segments}))
