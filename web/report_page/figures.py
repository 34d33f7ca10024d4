"""The figures of the report: two maps, the chart and their legends."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from markupsafe import Markup

from domain.place import Bounds, Place
from projections.place_curve import NEAR_M
from projections.report.coverage import coverage
from projections.report.facts import Facts
from web.report_page.curve_chart import curve_chart
from web.report_page.local_time import LocalTime
from web.report_page.street_map import (
    COVERED,
    PROBABILITY,
    PROBABILITY_FROM,
    Mark,
    Stroke,
    box_around,
    coverage_classes,
    probability_classes,
    street_map,
)

LIKELIEST = 0.5
"""Without a find the map holds the likeliest streets with so much of the probability."""
FAR_M = 6_000.0
"""What lies further from where he was seen last is not on the map."""


@dataclass(frozen=True, eq=False)
class Figures:
    """Drawn when the page asks for them."""

    facts: Facts
    language: str
    local: LocalTime
    words: dict[str, str]

    @property
    def probability_map(self) -> Markup:
        """Where he could be at the end, as it was known then."""
        says = self._says("map_then" if self.facts.search.find else "map_now")
        classes = probability_classes(self.facts.belief.poa)
        return street_map(
            self.facts.area.network, self._box, classes, PROBABILITY, self._marks, says
        )

    @property
    def coverage_map(self) -> Markup:
        """What was searched, and what was not."""
        classes = coverage_classes(coverage(self.facts).passages, self.facts.belief.poa)
        return street_map(
            self.facts.area.network, self._box, classes, COVERED, self._marks,
            self._says("map_streets"),
        )  # fmt: skip

    @property
    def chart(self) -> Markup:
        """The probability at the place of the find; empty without a find in the area."""
        at_find = self.facts.at_find
        if at_find is None or not at_find.as_known_then.points:
            return Markup("")
        first = at_find.as_known_then.pointed[0].first
        says = {each: self.words[each] for each in ("chart", "even", "pointed")}
        return curve_chart(
            at_find.as_known_then.points, at_find.with_hindsight, at_find.place.even,
            None if first is None else first.at, self.local.time, self.local.here, says,
        )  # fmt: skip

    @property
    def chart_note(self) -> str:
        """How to read it."""
        return self.words["chart_note"].format(f"{NEAR_M:.0f}")

    @property
    def probability_legend(self) -> list[tuple[Markup, str]]:
        """A sample of each stroke and its meaning."""
        ends = [round(1 / share) for share in PROBABILITY_FROM]
        told = [self.words["between"].format(low, high) for low, high in itertools.pairwise(ends)]
        return _legend(PROBABILITY, [*told, self.words["more_than"].format(ends[-1])])

    @property
    def coverage_legend(self) -> list[tuple[Markup, str]]:
        """The same of the other map."""
        return _legend(COVERED, [self.words[each] for each in ("once", "again", "likely_not")])

    @cached_property
    def _box(self) -> Bounds:
        origin = self.facts.evidence.last_known_point.place
        places = [origin, *(mark.place for mark in self._marks)]
        if self.facts.at_find is None:
            places += self._likeliest()
        return box_around([each for each in places if each.distance_m(origin) <= FAR_M])

    def _likeliest(self) -> list[Place]:
        network, poa = self.facts.area.network, self.facts.belief.poa
        order = np.argsort(-poa)
        enough = int(np.searchsorted(np.cumsum(poa[order]), LIKELIEST * poa.sum())) + 1
        junctions = network.start[order[:enough]].tolist()
        return [network.junction_place(each) for each in junctions]

    @cached_property
    def _marks(self) -> list[Mark]:
        search, known = self.facts.search, self.facts.evidence.last_known_point
        marks = [
            Mark("sighting", each.place, self.local.time(each.at))
            for each in search.sightings.values()
            if each.verdict != "ruled_out"
        ]
        marks.append(Mark("lkp", known.place, f"{self.words['lkp']} {self.local.time(known.at)}"))
        if search.find is not None:
            told = f"{self.words['find']} {self.local.time(search.find.at)}"
            marks.append(Mark("find", search.find.place, told))
        return marks

    def _says(self, title: str) -> dict[str, str]:
        return {
            "map": self.words[title],
            "north": self.words["north"],
            "attribution": self.words["attribution"],
        }


def _legend(strokes: Sequence[Stroke], told: Sequence[str]) -> list[tuple[Markup, str]]:
    found = []
    for stroke, words in zip(strokes, told, strict=True):
        dashes = f' stroke-dasharray="{stroke.dashes}"' if stroke.dashes else ""
        # Made here of numbers and colours of our own.
        sample = Markup(  # noqa: S704
            f'<svg class="sample" viewBox="0 0 30 8"><path d="M2 4H28" stroke="{stroke.colour}" '
            f'stroke-width="{stroke.width}" stroke-linecap="round"{dashes}/></svg>'
        )
        found.append((sample, words))
    return found
