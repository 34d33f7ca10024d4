"""A town with cameras, and a man who goes along a street that one of them sees."""

from datetime import timedelta

from coordinator.demo.scenery import Scenery
from coordinator.demo.story import NamedPlace, Story, StoryTeam
from coordinator.demo.truth import HiddenTruth
from domain.window import Window
from projections.belief.life import Life, Stay
from projections.streets.street_lines import StreetLines
from tests.coordinator.installation import NINE
from tests.projections.belief.town import area, grid, place

STREETS = grid(21, 21)
TOWN = area(STREETS, {f"C{s}": [(s, 20.0, 60.0)] for s in range(0, STREETS.segments, 7)})
LINES = StreetLines(STREETS)
STORY = Story(
    mobility="manual",
    last_known_point=place(1000, 1000),
    familiar_places=(NamedPlace("home", place(1500, 1400), 1.0),),
    teams=(StoryTeam("one", "foot", place(0, 0)), StoryTeam("two", "foot", place(2000, 0))),
    end=None,
    description={},
    words={"zh": "", "en": ""},
)
SCENERY = Scenery(TOWN, LINES, STORY, 0)
SEEN_FROM_S, ALONG_S = 600.0, 100.0
"""He is on the street of camera C0 from minute ten on, for a hundred seconds."""
LENGTH_M = float(STREETS.length_m[0])


def going_past_c0() -> HiddenTruth:
    """He waits on a street that nobody sees, goes along that of C0, and is gone."""
    stays = (
        Stay(0.0, SEEN_FROM_S, 1, 0.0, 0.0, False),
        Stay(SEEN_FROM_S, SEEN_FROM_S + ALONG_S, 0, 0.0, LENGTH_M, False),
        Stay(SEEN_FROM_S + ALONG_S, 40_000.0, 1, 0.0, 0.0, False),
    )
    return HiddenTruth(TOWN, LINES, Life(stays), NINE)


def window(since_s: float, until_s: float) -> Window:
    """Seconds after nine."""
    return Window(NINE + timedelta(seconds=since_s), NINE + timedelta(seconds=until_s))
