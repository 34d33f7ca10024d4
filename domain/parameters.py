"""Every number of the model in one table: meaning, unit, default and source.

A search stores all values when it is opened, so a later change here cannot change it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

MODEL_VERSION = "4"
"""Changes whenever equal parameters, seed and evidence would give another belief."""

ASSUMED = "assumption, no published source"


Range = tuple[float, float]
"""Least and most allowed value, both inclusive."""

SHARE: Range = (0.0, 1.0)
POD: Range = (0.0, 0.99)


class Parameter(NamedTuple):
    """One number of the model."""

    name: str
    value: float
    unit: str
    meaning: str
    source: str = ASSUMED
    within: Range = SHARE
    """What a force or a search may set it to: wide, but never what no model could work with."""
    before: float | None = None
    """What searches have that were opened before the model knew it; None for those always known."""

    @property
    def allowed(self) -> str:
        """The range in words."""
        least, most = self.within
        return f"{least:g} to {most:g}"


_SPEED = (
    Parameter("speed_manual", 0.64, "m/s", "median speed on the flat, pushing himself",
              "Karmarkar 2011, JRRD 48(9): older adults at home, n = 26", within=(0.05, 5.0)),
    Parameter("speed_pushed", 0.95, "m/s", "median speed on the flat, somebody pushes",
              "a walker's 1.33 m/s (OpenTripPlanner) / 1.389 (doi 10.1088/1742-5468/abe93f)",
              within=(0.05, 5.0)),
    Parameter("speed_powered", 0.9, "m/s", "median speed on the flat, powered chair",
              "Karmarkar 2011: veterans at games, n = 13", within=(0.05, 5.0)),
    Parameter("speed_spread_manual", 0.35, "1", "spread of the logarithm of speed, manual",
              within=(0.0, 2.0)),
    Parameter("speed_spread_pushed", 0.2, "1", "spread of the logarithm of speed, pushed",
              within=(0.0, 2.0)),
    Parameter("speed_spread_powered", 0.35, "1", "spread of the logarithm of speed, powered",
              within=(0.0, 2.0)),
    Parameter("slope_bound_manual", 0.08, "1", "slope at which a manual chair has a fifth of its "
              "speed", "AccessMap profiles/defaults.js: manual, uphill", within=(0.02, 0.5)),
    Parameter("slope_bound_pushed", 0.10, "1", "the same, pushed", within=(0.02, 0.5)),
    Parameter("slope_bound_powered", 0.12, "1", "the same, powered",
              "AccessMap profiles/defaults.js: powered", within=(0.02, 0.5)),
    Parameter("slope_best", -0.0087, "1", "slope at which a chair is fastest",
              "AccessMap profiles/defaults.js", within=(-0.05, 0.01)),
    Parameter("speed_rough", 0.75, "1", "share of the speed left on setts and the like",
              within=(0.01, 1.0)),
    Parameter("speed_loose", 0.55, "1", "share of the speed left on gravel, earth, grass",
              within=(0.01, 1.0)),
    Parameter("speed_steps", 0.1, "1", "share of the speed left on stairs", within=(0.01, 1.0)),
)  # fmt: skip

_PAUSES = (
    Parameter("rest_gap_manual", 500.0, "m", "mean way between two rests, manual",
              within=(10.0, 1e9)),
    Parameter("rest_gap_pushed", 800.0, "m", "mean way between two rests, pushed",
              within=(10.0, 1e9)),
    Parameter("rest_gap_powered", 800.0, "m", "mean way between two rests, powered",
              within=(10.0, 1e9)),
    Parameter("rest_median", 90.0, "s", "median length of a rest", within=(1.0, 7200.0)),
    Parameter("rest_spread", 2.0, "1", "spread of the logarithm of a rest's length: one rest in "
              "fifteen lasts longer than half an hour",
              within=(0.0, 3.0)),
    Parameter("range_manual", 5000.0, "m", "median way until exhausted, manual",
              "assumption between 2.0 km a day typical and 19.4 km most seen "
              "(usab-uswds surface-roughness-standards)", within=(100.0, 1e6)),
    Parameter("range_pushed", 6500.0, "m", "median way until exhausted, pushed",
              within=(100.0, 1e6)),
    Parameter("range_powered", 8000.0, "m", "median way until exhausted or flat, powered",
              "assumption between 1.6 km a day typical and about 8 km active "
              "(usab-uswds surface-roughness-standards)", within=(100.0, 1e6)),
    Parameter("range_spread", 1.2, "1", "spread of the logarithm of that way", within=(0.0, 3.0)),
    Parameter("exhausted_median", 6.0, "h", "median stay once exhausted", within=(0.05, 72.0)),
    Parameter("stays_put", 0.08, "1", "share who stay where they were seen last, as long as the "
              "exhausted do", "assumption; those who died were nearer the place last seen "
              "(BMC Geriatr 2011 11:28)", within=SHARE, before=0.0),
    Parameter("stuck_median", 3.0, "h", "median stay where stuck or at a dead end",
              within=(0.05, 72.0)),
    Parameter("stuck_spread", 1.2, "1", "spread of the logarithm of long stays", within=(0.0, 3.0)),
    Parameter("stay_at_dead_end", 0.15, "1", "probability of staying at the end of a way, times "
              "the fourth power of 1 - ease of the easiest way on (a dead end: ease 0)",
              "assumption; 'they go until they get stuck' (dbs-sar.com)", within=SHARE),
    Parameter("dead_end_length", 50.0, "m", "shorter dead ends (doorsteps, lifts) attract and hold "
              "in proportion to their length", within=(1.0, 1000.0)),
    Parameter("stuck_on_bad_way", 0.3, "1", "probability of getting stuck on a way of factor 0, "
              "times the fourth power of 1 - ease", within=SHARE),
)  # fmt: skip

_CHOICE = (
    Parameter("persistence", 1.2, "1", "heading persistence: a way straight on is exp(2 x this) "
              "times as likely as one straight back", within=(0.0, 10.0)),
    Parameter("turn_back", 0.01, "1", "weight of turning back where a way leads on",
              within=(0.0, 10.0)),
    Parameter("turn_back_blocked", 0.5, "1", "weight of turning back where none leads on",
              within=(0.0, 10.0)),
    Parameter("factor_power_manual", 0.7, "1", "power of the wheelchair factor, manual",
              within=(0.0, 10.0)),
    Parameter("factor_power_pushed", 0.5, "1", "power of the wheelchair factor, pushed",
              within=(0.0, 10.0)),
    Parameter("factor_power_powered", 0.8, "1", "power of the wheelchair factor, powered",
              within=(0.0, 10.0)),
    Parameter("factor_least", 0.001, "1", "no way is less likely than this: never impossible",
              within=(1e-6, 1.0)),
    *(
        Parameter(f"way_{kind}", weight, "1", f"preference for {kind} ways", within=(0.001, 100.0))
        for kind, weight in (
            ("primary", 0.6), ("secondary", 0.7), ("tertiary", 0.8), ("residential", 1.0),
            ("living_street", 1.0), ("service", 0.5), ("pedestrian", 1.2), ("footway", 1.0),
            ("path", 0.6), ("cycleway", 0.6), ("track", 0.4), ("steps", 1.0),
            ("unclassified", 0.8), ("crossing", 1.0), ("corridor", 0.5),
        )
    ),
    Parameter("goal_share", 0.35, "1", "share of the time with a familiar place in mind, where "
              "any is known", "assumption; destinations are largely predictable (PMC8118112)",
              within=SHARE),
    Parameter("goal_detour", 80.0, "m", "detour that makes a way exp(1) times less likely on the "
              "way to a familiar place", within=(1.0, 10000.0)),
    Parameter("goal_indoors", 0.6, "1", "probability of going indoors at a familiar place",
              within=SHARE),
    Parameter("goal_stay_median", 45.0, "min", "median stay at a familiar place",
              within=(0.1, 1440.0)),
    Parameter("change_of_mind", 2500.0, "m", "mean way until he has something else in mind",
              within=(10.0, 1e9)),
)  # fmt: skip

_UNSEEN = (
    Parameter("indoors_gap", 4000.0, "m", "mean way until he goes into a building",
              "assumption; 15 to 20 % are found in structures (camsar.app, dbs-sar.com)",
              within=(10.0, 1e9)),
    Parameter("indoors_median", 40.0, "min", "median stay in a building", within=(0.1, 1440.0)),
    Parameter("indoors_spread", 1.5, "1", "spread of the logarithm of that stay",
              within=(0.0, 3.0)),
    Parameter("transport_gap", 40000.0, "m", "mean way until a vehicle takes him away",
              within=(10.0, 1e9)),
    Parameter("edge_band", 100.0, "m", "dead ends this near to the area's hull lead out of it",
              within=(0.0, 2000.0)),
    Parameter("edge_leave", 0.9, "1", "probability of leaving the area at such an end",
              within=SHARE),
)  # fmt: skip

_EVIDENCE = (
    Parameter("pod_default", 0.75, "1", "POD of a cleared window without a grade",
              "assumption within the .5 to .85 of studies of people "
              "watching video", within=POD),
    Parameter("pod_good", 0.85, "1", "POD of a window reviewed well",
              "one monitor: 85 % (PSDB/Aldridge, quoted)", within=POD),
    Parameter("pod_fair", 0.7, "1", "POD of a window reviewed fairly",
              "between four monitors (74 %) and six (58 %) (PSDB/Aldridge, quoted)", within=POD),
    Parameter("pod_poor", 0.5, "1", "POD of a window reviewed poorly",
              "nine monitors 53 % (PSDB/Aldridge, quoted); Donald 2015: 50 %", within=POD),
    Parameter("pod_cap", 0.9, "1", "no POD counts for more",
              "Stone et al. 2014, arXiv 1405.4720 (AF447)", within=(0.1, 0.9)),
    Parameter("pixels_full", 62.5, "px/m", "a camera that shows so many pixels per metre has the "
              "whole POD", "IEC 62676-4:2015: observe; that this is enough is an assumption",
              within=(1.0, 2000.0)),
    Parameter("pixels_none", 12.5, "px/m", "with no more than these it shows nothing",
              "IEC 62676-4:2015: monitor; that this is too little is an assumption",
              within=(0.1, 1000.0)),
    Parameter("pod_sweep", 0.6, "1", "POD of a team's passage along a street", within=POD),
    Parameter("pass_gap", 30.0, "s", "stays in a camera zone with a shorter gap are one pass",
              within=(0.0, 600.0)),
    Parameter("sighting_radius", 30.0, "m", "doubt about the place of a sighting, if not given",
              within=(1.0, 5000.0)),
    Parameter("sighting_minutes_doubt", 2.0, "min", "doubt about its time, if not given",
              within=(0.0, 720.0)),
    Parameter("sighting_heading", 2.0, "1", "a start along the reported heading is exp(2 x this) "
              "times as likely as one against it", within=(0.0, 10.0)),
    Parameter("sighting_resting", 1.0, "1", "probability that who rested at the time of a sighting "
              "without a heading goes on resting; else he moves on from there", within=SHARE,
              before=0.0),
    Parameter("sighting_surprise", 0.01, "1", "probability that he got somewhere in a way the "
              "model does not know; a true report can then come from anywhere in the area",
              within=(1e-6, 1.0)),
    Parameter("credibility_camera", 0.8, "1", "credibility of a sighting on a camera by default",
              within=SHARE),
    Parameter("credibility_officer", 0.8, "1", "the same, by an officer", within=SHARE),
    Parameter("credibility_witness", 0.4, "1", "the same, by a witness", within=SHARE),
    Parameter("credibility_watcher", 0.5, "1", "the same, by a guard or warden", within=SHARE),
    Parameter("credibility_family", 0.6, "1", "the same, by his family", within=SHARE),
    Parameter("credibility_analytic", 0.2, "1", "the same, by software", within=SHARE),
    Parameter("credibility_other", 0.3, "1", "the same, by anybody else", within=SHARE),
    Parameter("credibility_confirmed", 0.99, "1", "credibility once confirmed", within=SHARE),
    Parameter("credibility_ruled_out", 0.0, "1", "credibility once ruled out", within=SHARE),
)  # fmt: skip

_POPULATION = (
    Parameter("population_batch", 20000.0, "1", "trajectories of one seeded batch",
              within=(100.0, 50000.0)),
    Parameter("population_error", 0.043, "1", "sampling error that the map of streets may have "
              "before evidence (total variation distance); 0: as many trajectories as "
              "population_ess", within=(0.0, 1.0)),
    Parameter("population_error_after", 0.10, "1", "the same, once evidence has made trajectories "
              "unequal", within=(0.0, 1.0)),
    Parameter("population_ess", 180000.0, "1", "most that is asked of the effective sample size "
              "of all branches together; a branch shall have its share of it",
              within=(100.0, 1e6)),
    Parameter("population_ess_branch", 500.0, "1", "floor of every branch that matters",
              within=(1.0, 1e5)),
    Parameter("population_most_batches", 9.0, "1", "most batches of one branch: the stated limit",
              within=(1.0, 64.0)),
    Parameter("branch_matters", 0.001, "1", "a branch less likely than this gets one batch only",
              within=SHARE),
    Parameter("branches_kept", 16.0, "1", "subsets of sightings that are kept", within=(1.0, 64.0)),
    Parameter("branches_least", 1e-4, "1", "share of a subset below which it is not kept",
              within=(0.0, 0.1)),
    Parameter("horizon_block", 2.0, "h", "horizons are rounded up to a multiple of this",
              within=(0.1, 24.0)),
    Parameter("horizon_most", 72.0, "h", "beyond this everybody stays where he is",
              within=(1.0, 168.0)),
)  # fmt: skip

_REVIEWS = (
    Parameter("review_playback", 8.0, "1", "recordings are watched so many times as fast",
              within=(0.1, 100.0)),
    Parameter("review_overhead", 0.5, "min", "to find and open a recording, besides the time "
              "until it can be watched", within=(0.0, 120.0)),
    Parameter("review_travel", 10.0, "min", "from a sighting on a recording until a team is there",
              within=(0.0, 240.0)),
)  # fmt: skip

_REDIRECTS = (
    Parameter("redirect_at_once", 0.0, "1", "1: the policy sends redirects itself, 0: it proposes "
              "them and an officer sends them with one tap", within=SHARE),
    Parameter("redirect_least_pos", 0.01, "1", "no redirect that gains less probability of success "
              "than going on first",
              within=(0.0, 2.0)),
    Parameter("redirect_gain_ratio", 1.6, "1", "a redirect must promise so many times as much for "
              "each minute as what is left of the assignment it replaces", within=(1.0, 100.0)),
    Parameter("redirect_hold", 6.0, "min", "nobody is turned round again sooner than this",
              within=(0.0, 120.0)),
    Parameter("redirect_escalate", 3.0, "min", "without an answer somebody is asked to call",
              within=(0.0, 120.0)),
    Parameter("redirect_expires", 20.0, "min", "an order that nobody answers runs out",
              within=(1.0, 1440.0)),
)  # fmt: skip

PARAMETERS: tuple[Parameter, ...] = (
    *_SPEED, *_PAUSES, *_CHOICE, *_UNSEEN, *_EVIDENCE, *_POPULATION, *_REVIEWS,
    *_REDIRECTS,
)  # fmt: skip
"""All parameters, each name once."""


BY_NAME: Mapping[str, Parameter] = MappingProxyType({each.name: each for each in PARAMETERS})
"""The same by name."""


def of_its_time(stored: Mapping[str, float]) -> dict[str, float]:
    """The values a search was opened with, and for what the model learnt later those that leave
    its map as it was."""
    later = {each.name: each.before for each in PARAMETERS if each.before is not None}
    return {**later, **stored}


def default_parameters() -> dict[str, float]:
    """The shipped value of every parameter by its name."""
    return {parameter.name: parameter.value for parameter in PARAMETERS}
