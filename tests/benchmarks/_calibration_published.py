"""Published distances and daily ways that the model is compared with. Kilometres."""

from typing import NamedTuple


class Distances(NamedTuple):
    """Straight-line distance between the last known point and where he was found; people on foot.
    NaN where the source gives no figure."""

    who: str
    n: int
    quartile: float
    median: float
    upper_quartile: float
    far: float
    far_share: float
    """Which share of the cases `far` is not exceeded by."""
    source: str


NONE = float("nan")
PUBLISHED = (
    Distances(
        "Dementia, urban (Koester)", 336, 0.3, 1.1, 3.2, 12.6, 0.95,
        "Koester, Lost Person Behavior, 2008",
    ),
    Distances(
        "Dementia, United Kingdom", 279, 0.4, 1.2, 3.95, 9.5, 0.9,
        "UK Missing Person Behaviour Study, misper.uk; 25 % and 75 % interpolated from 20, 30, "
        "70 and 80 %",
    ),
    Distances(
        "Dementia, women, Grampian", 0, NONE, 0.7, NONE, 5.8, 0.95,
        "Grampian 2007, quoted by sites.google.com/site/dashdvservices; number of cases not given",
    ),
    Distances(
        "Alzheimer's, Virginia", 87, 0.3, 0.8, NONE, 4.8, 1.0,
        "dbs-sar.com/SAR_Research/Wandering_Characteristics.htm; the last figure is the maximum",
    ),
)  # fmt: skip

CASES = (
    ("Arizona02", 31.37999999, -109.8858334, 31.3721, -109.9191),
    ("Arizona24", 34.65, -112.5, 34.65186666, -112.4962333),
    ("Arizona77", 33.58235003, -111.2151333, 33.59669997, -111.2027833),
    ("Arizona78", 32.32366667, -111.0733333, 32.31871665, -111.07295),
    ("Arizona93", 35.26558334, -114.0267, 35.29941667, -114.0836667),
    ("Arizona115", 35.09778334, -111.6884167, 35.18475, -111.6615667),
    ("Arizona127", 34.75533333, -114.2059, 34.82199999, -114.1441167),
)
"""Name, latitude and longitude of the last known point, then of the find: the cases of category
Dementia in `case_in/input_unsorted.csv` of the public repository ctwardy/mapscore. The file has
eight rows; Arizona26 repeats Arizona02. Distances are taken from the coordinates: the file's own
column `Distance` agrees with miles in which the degree of latitude, not that of longitude, was
shortened by the cosine of the latitude."""


class DailyWay(NamedTuple):
    """Metres a wheelchair user covers in a day."""

    who: str
    kind: str
    """manual or powered"""
    n: int
    metres: float
    source: str


DAILY = (
    DailyWay("nursing home, arms and legs", "manual", 72, 806, "Karmarkar 2010"),
    DailyWay("older adults at home", "manual", 26, 1367, "Karmarkar 2011"),
    DailyWay("nursing home, arms", "manual", 72, 1451, "Karmarkar 2010"),
    DailyWay("everyday life", "manual", 28, 1600, "Sonenblum 2012"),
    DailyWay("adults (sd 1,196)", "manual", 52, 2457, "Tolerico 2007"),
    DailyWay("veterans at home", "powered", 13, 3450, "Karmarkar 2011"),
    DailyWay("veterans at games", "powered", 13, 7306, "Karmarkar 2011"),
)
