"""Invented names, in the manner of a river city among hills. None is taken from a real map."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

DISTRICT_NAME = "云岭区（虚构）"
PLACE_NAME = "云岭（虚构）"
DISTRICT_DESCRIPTION = (
    "虚构的城区，仅供演示。 Yunling (fictional): an invented hill district for demonstration; "
    "no street, name, height or camera is real."
)

_STREET_STEMS = Path(__file__).with_name("street_stems.txt")
_ESTATE_STEMS = Path(__file__).with_name("estate_stems.txt")
_ESTATE_KINDS = ("苑", "小区", "花园", "家园", "居", "雅苑", "新村", "公寓")

TERRACE_KINDS = ("路", "街", "路", "支路")


def street_stems(rng: random.Random) -> Iterator[str]:
    """Give stems for streets, each once, then again with a number."""
    for number in ("", "二", "三"):
        yield from _without_repeats(_STREET_STEMS, (number,), rng)


def estate_names(rng: random.Random) -> Iterator[str]:
    """Give names for housing compounds, each once."""
    return _without_repeats(_ESTATE_STEMS, _ESTATE_KINDS, rng)


def _without_repeats(stems: Path, endings: Sequence[str], rng: random.Random) -> Iterator[str]:
    """Give every stem with one ending, then all of them again with the next."""
    shuffled = stems.read_text(encoding="utf-8").split()
    rng.shuffle(shuffled)
    for turn in range(len(endings)):
        for i, stem in enumerate(shuffled):
            yield stem + endings[(i + turn) % len(endings)]
