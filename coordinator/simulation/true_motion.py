"""How hidden subjects really move. On purpose another model than the belief's, with other numbers.

People here do errands along ways that seem short to them, wander with a vague direction, stay put,
hide indoors or leave; the belief's model knows a walk with persistence and goals only. None of the
numbers has a published source; they were written down before any policy was run and are not tuned.
"""

from dataclasses import dataclass, field

from domain.subject import Mobility


@dataclass(frozen=True)
class TrueMotion:
    """The numbers of the hidden subjects' motion. Shares need not add up: they are weights."""

    speed: dict[Mobility, float] = field(
        default_factory=lambda: {
            Mobility.MANUAL: 0.55,
            Mobility.PUSHED: 1.1,
            Mobility.POWERED: 1.2,
        }
    )
    """Median metres per second on a good way."""
    speed_spread: float = 0.3
    stays_put: float = 0.08
    does_errands: float = 0.37
    wanders: float = 0.37
    leaves: float = 0.1
    hides: float = 0.08
    """Goes into a building near by and stays there long."""
    active_median_s: float = 100 * 60.0
    """Time under way until he is exhausted."""
    active_spread: float = 0.6
    exhausted_median_s: float = 3 * 3600.0
    rest_every_s: float = 12 * 60.0
    rest_mean_s: float = 180.0
    seems_spread: float = 0.35
    """Spread of the logarithm of how long a street seems to him."""
    errand_median_m: float = 1000.0
    familiar_errand: float = 0.5
    """Share of the errands that lead to a place the family named."""
    missed_turn: float = 0.08
    errand_indoors: float = 0.4
    errand_stay_median_s: float = 25 * 60.0
    wander_after_errand: float = 0.35
    direction: float = 1.2
    """How much rather he goes the way he vaguely means to: exp(this) to exp(-this)."""
    direction_lasts_m: float = 800.0
    turn_round: float = 0.06
    stuck_on_bad_way: float = 0.15
    bad_factor: float = 0.25
    stuck_median_s: float = 150 * 60.0
    stays_at_dead_end: float = 0.1
    dead_end_median_s: float = 60 * 60.0
    leaves_at_edge: float = 0.7
    hidden_median_s: float = 120 * 60.0
