"""Every number of the model in one table: meaning, unit, default and source.

A search stores all values when it is opened, so a later change here cannot change it.
"""

from typing import NamedTuple

MODEL_VERSION = "1"
"""Changes whenever equal parameters, seed and evidence would give another belief."""

ASSUMED = "assumption, no published source"


class Parameter(NamedTuple):
    """One number of the model."""

    name: str
    value: float
    unit: str
    meaning: str
    source: str = ASSUMED


_SPEED = (
    Parameter("speed_manual", 0.64, "m/s", "median speed on the flat, pushing himself",
              "Karmarkar 2011, JRRD 48(9): older adults at home, n = 26"),
    Parameter("speed_pushed", 0.95, "m/s", "median speed on the flat, somebody pushes",
              "a walker's 1.33 m/s (OpenTripPlanner) / 1.389 (doi 10.1088/1742-5468/abe93f)"),
    Parameter("speed_powered", 0.9, "m/s", "median speed on the flat, powered chair",
              "Karmarkar 2011: veterans at games, n = 13"),
    Parameter("speed_spread_manual", 0.35, "1", "spread of the logarithm of speed, manual"),
    Parameter("speed_spread_pushed", 0.2, "1", "spread of the logarithm of speed, pushed"),
    Parameter("speed_spread_powered", 0.35, "1", "spread of the logarithm of speed, powered"),
    Parameter("slope_bound_manual", 0.08, "1", "slope at which a manual chair has a fifth of its "
              "speed", "AccessMap profiles/defaults.js: manual, uphill"),
    Parameter("slope_bound_pushed", 0.10, "1", "the same, pushed"),
    Parameter("slope_bound_powered", 0.12, "1", "the same, powered",
              "AccessMap profiles/defaults.js: powered"),
    Parameter("slope_best", -0.0087, "1", "slope at which a chair is fastest",
              "AccessMap profiles/defaults.js"),
    Parameter("speed_rough", 0.75, "1", "share of the speed left on setts and the like"),
    Parameter("speed_loose", 0.55, "1", "share of the speed left on gravel, earth, grass"),
    Parameter("speed_steps", 0.1, "1", "share of the speed left on stairs"),
)  # fmt: skip

_PAUSES = (
    Parameter("rest_gap_manual", 200.0, "m", "mean way between two rests, manual"),
    Parameter("rest_gap_pushed", 500.0, "m", "mean way between two rests, pushed"),
    Parameter("rest_gap_powered", 500.0, "m", "mean way between two rests, powered"),
    Parameter("rest_median", 90.0, "s", "median length of a rest"),
    Parameter("rest_spread", 1.2, "1", "spread of the logarithm of a rest's length"),
    Parameter("range_manual", 3000.0, "m", "median way until exhausted, manual",
              "assumption between 2.0 km a day typical and 19.4 km most seen "
              "(usab-uswds surface-roughness-standards)"),
    Parameter("range_pushed", 4000.0, "m", "median way until exhausted, pushed"),
    Parameter("range_powered", 5000.0, "m", "median way until exhausted or flat, powered",
              "assumption between 1.6 km a day typical and about 8 km active "
              "(usab-uswds surface-roughness-standards)"),
    Parameter("range_spread", 0.8, "1", "spread of the logarithm of that way"),
    Parameter("exhausted_median", 6.0, "h", "median stay once exhausted"),
    Parameter("stuck_median", 3.0, "h", "median stay where stuck or at a dead end"),
    Parameter("stuck_spread", 1.2, "1", "spread of the logarithm of long stays"),
    Parameter("stay_at_dead_end", 0.25, "1", "probability of staying at the end of a way, times "
              "the fourth power of 1 - ease of the easiest way on (a dead end: ease 0)",
              "assumption; 'they go until they get stuck' (dbs-sar.com)"),
    Parameter("dead_end_length", 50.0, "m", "shorter dead ends (doorsteps, lifts) attract and hold "
              "in proportion to their length"),
    Parameter("stuck_on_bad_way", 0.3, "1", "probability of getting stuck on a way of factor 0, "
              "times the fourth power of 1 - ease"),
)  # fmt: skip

_CHOICE = (
    Parameter("persistence", 2.5, "1", "heading persistence: a way straight on is exp(2 x this) "
              "times as likely as one straight back"),
    Parameter("turn_back", 0.03, "1", "weight of turning back where a way leads on"),
    Parameter("turn_back_blocked", 0.5, "1", "weight of turning back where none leads on"),
    Parameter("factor_power_manual", 1.0, "1", "power of the wheelchair factor, manual"),
    Parameter("factor_power_pushed", 0.7, "1", "power of the wheelchair factor, pushed"),
    Parameter("factor_power_powered", 1.2, "1", "power of the wheelchair factor, powered"),
    Parameter("factor_least", 0.001, "1", "no way is less likely than this: never impossible"),
    *(
        Parameter(f"way_{kind}", weight, "1", f"preference for {kind} ways")
        for kind, weight in (
            ("primary", 0.6), ("secondary", 0.7), ("tertiary", 0.8), ("residential", 1.0),
            ("living_street", 1.0), ("service", 0.5), ("pedestrian", 1.2), ("footway", 1.0),
            ("path", 0.6), ("cycleway", 0.6), ("track", 0.4), ("steps", 1.0),
            ("unclassified", 0.8), ("crossing", 1.0), ("corridor", 0.5),
        )
    ),
    Parameter("goal_share", 0.5, "1", "share of the time with a familiar place in mind, where "
              "any is known", "assumption; destinations are largely predictable (PMC8118112)"),
    Parameter("goal_detour", 80.0, "m", "detour that makes a way exp(1) times less likely on the "
              "way to a familiar place"),
    Parameter("goal_indoors", 0.6, "1", "probability of going indoors at a familiar place"),
    Parameter("goal_stay_median", 45.0, "min", "median stay at a familiar place"),
    Parameter("change_of_mind", 2500.0, "m", "mean way until he has something else in mind"),
)  # fmt: skip

_UNSEEN = (
    Parameter("indoors_gap", 4000.0, "m", "mean way until he goes into a building",
              "assumption; 15 to 20 % are found in structures (camsar.app, dbs-sar.com)"),
    Parameter("indoors_median", 40.0, "min", "median stay in a building"),
    Parameter("indoors_spread", 1.5, "1", "spread of the logarithm of that stay"),
    Parameter("transport_gap", 40000.0, "m", "mean way until a vehicle takes him away"),
    Parameter("edge_band", 100.0, "m", "dead ends this near to the area's hull lead out of it"),
    Parameter("edge_leave", 0.9, "1", "probability of leaving the area at such an end"),
)  # fmt: skip

_EVIDENCE = (
    Parameter("pod_default", 0.75, "1", "POD of a cleared window without a grade",
              "assumption within the .5 to .85 of studies of people "
              "watching video"),
    Parameter("pod_good", 0.85, "1", "POD of a window reviewed well",
              "one monitor: 85 % (PSDB/Aldridge, quoted)"),
    Parameter("pod_fair", 0.7, "1", "POD of a window reviewed fairly",
              "between four monitors (74 %) and six (58 %) (PSDB/Aldridge, quoted)"),
    Parameter("pod_poor", 0.5, "1", "POD of a window reviewed poorly",
              "nine monitors 53 % (PSDB/Aldridge, quoted); Donald 2015: 50 %"),
    Parameter("pod_cap", 0.9, "1", "no POD counts for more",
              "Stone et al. 2014, arXiv 1405.4720 (AF447)"),
    Parameter("pod_sweep", 0.6, "1", "POD of a team's passage along a street"),
    Parameter("pass_gap", 30.0, "s", "stays in a camera zone with a shorter gap are one pass"),
    Parameter("sighting_radius", 30.0, "m", "doubt about the place of a sighting, if not given"),
    Parameter("sighting_minutes_doubt", 2.0, "min", "doubt about its time, if not given"),
    Parameter("sighting_heading", 2.0, "1", "a start along the reported heading is exp(2 x this) "
              "times as likely as one against it"),
    Parameter("sighting_surprise", 0.01, "1", "probability that he got somewhere in a way the "
              "model does not know; a true report can then come from anywhere in the area"),
    Parameter("credibility_camera", 0.8, "1", "credibility of a sighting on a camera by default"),
    Parameter("credibility_officer", 0.8, "1", "the same, by an officer"),
    Parameter("credibility_witness", 0.4, "1", "the same, by a witness"),
    Parameter("credibility_watcher", 0.5, "1", "the same, by a guard or warden"),
    Parameter("credibility_family", 0.6, "1", "the same, by his family"),
    Parameter("credibility_analytic", 0.2, "1", "the same, by software"),
    Parameter("credibility_other", 0.3, "1", "the same, by anybody else"),
    Parameter("credibility_confirmed", 0.99, "1", "credibility once confirmed"),
    Parameter("credibility_ruled_out", 0.0, "1", "credibility once ruled out"),
)  # fmt: skip

_POPULATION = (
    Parameter("population_batch", 10000.0, "1", "trajectories of one seeded batch"),
    Parameter("population_ess", 60000.0, "1", "effective sample size that all branches together "
              "shall have; a branch shall have its share of it"),
    Parameter("population_ess_branch", 500.0, "1", "floor of every branch that matters"),
    Parameter("population_most_batches", 12.0, "1", "most batches of one branch: the stated limit"),
    Parameter("branch_matters", 0.001, "1", "a branch less likely than this gets one batch only"),
    Parameter("branches_kept", 16.0, "1", "subsets of sightings that are kept"),
    Parameter("horizon_block", 2.0, "h", "horizons are rounded up to a multiple of this"),
    Parameter("horizon_most", 72.0, "h", "beyond this everybody stays where he is"),
)  # fmt: skip

_REDIRECTS = (
    Parameter("redirect_at_once", 0.0, "1", "1: the policy sends redirects itself, 0: it proposes "
              "them and an officer sends them with one tap"),
    Parameter("redirect_least_pos", 0.004, "1", "no redirect for less probability of success"),
    Parameter("redirect_gain_ratio", 1.6, "1", "a redirect must promise so many times what is "
              "left of the assignment it replaces"),
    Parameter("redirect_hold", 6.0, "min", "nobody is turned round again sooner than this"),
    Parameter("redirect_escalate", 3.0, "min", "without an answer somebody is asked to call"),
    Parameter("redirect_expires", 20.0, "min", "an order that nobody answers runs out"),
)  # fmt: skip

PARAMETERS: tuple[Parameter, ...] = (
    *_SPEED, *_PAUSES, *_CHOICE, *_UNSEEN, *_EVIDENCE, *_POPULATION, *_REDIRECTS,
)  # fmt: skip
"""All parameters, each name once."""


def default_parameters() -> dict[str, float]:
    """The shipped value of every parameter by its name."""
    return {parameter.name: parameter.value for parameter in PARAMETERS}
