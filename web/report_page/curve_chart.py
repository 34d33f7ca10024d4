"""The chart of the report: the probability at the place of the find over time."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from math import log10

from markupsafe import Markup, escape

from projections.place_curve import CurvePoint

WIDTH, HEIGHT = 680.0, 250.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 14.0, 12.0, 26.0
LOWEST = 1e-4
TICKS_MIN = (5, 10, 15, 30, 60, 120, 240, 480, 1440)
MOST_TICKS = 8
LEVELS = ((1.0, "1"), (0.1, "1/10"), (0.01, "1/100"), (0.001, "1/1000"), (1e-4, "1/10 000"))


def curve_chart(
    then: Sequence[CurvePoint],
    hindsight: Sequence[CurvePoint],
    even: float,
    pointed: datetime | None,
    time: Callable[[datetime], str],
    here: Callable[[datetime], datetime],
    says: dict[str, str],
) -> Markup:
    """Logarithmic from certainty to 1 in 10 000; `says` has the words `chart`, `then`,
    `hindsight`, `even` and `pointed`."""
    every = [*then, *hindsight]
    since, until = min(p.at for p in every), max(p.at for p in every)
    lasting = max((until - since).total_seconds(), 60.0)

    def x(at: datetime) -> float:
        return LEFT + (at - since).total_seconds() / lasting * (WIDTH - LEFT - RIGHT)

    def y(share: float) -> float:
        down = log10(max(share, LOWEST)) / log10(LOWEST)
        return TOP + down * (HEIGHT - TOP - BOTTOM)

    parts = [
        (
            f'<svg class="chart" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" '
            f'aria-label="{escape(says["chart"])}">'
        )
    ]
    for share, words in LEVELS:
        parts.append(
            f'<path d="M{LEFT} {y(share):.1f}H{WIDTH - RIGHT}" stroke="#d8d5cd" fill="none"/>'
            f'<text x="{LEFT - 6}" y="{y(share) + 4:.1f}" text-anchor="end">{words}</text>'
        )
    parts += [
        f'<path d="M{x(moment):.1f} {HEIGHT - BOTTOM}v5" stroke="#000"/>'
        f'<text x="{x(moment):.1f}" y="{HEIGHT - 6}" text-anchor="middle">'
        f"{escape(time(moment))}</text>"
        for moment in _ticks(here(since), here(until))
    ]
    if pointed is not None:
        left = x(pointed) > WIDTH / 2
        where = f'x="{x(pointed) + (-5 if left else 5):.1f}"'
        anchor = ' text-anchor="end"' if left else ""
        parts.append(
            f'<path d="M{x(pointed):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#000" '
            f'stroke-dasharray="2 3"/>'
            f'<text {where} y="{TOP + 10}"{anchor} class="halo">{escape(says["pointed"])}</text>'
        )
    parts.append(
        f'<path d="M{LEFT} {y(even):.1f}H{WIDTH - RIGHT}" stroke="#777" stroke-dasharray="1 3" '
        f'fill="none"/><text x="{WIDTH - RIGHT}" y="{y(even) - 4:.1f}" text-anchor="end" '
        f'class="halo small">{escape(says["even"])}</text>'
    )
    for points, look in (
        (hindsight, 'stroke="#bd3853" stroke-width="2" stroke-dasharray="7 4"'),
        (then, 'stroke="#1d0c45" stroke-width="2.6"'),
    ):
        if points:
            line = "L".join(f"{x(p.at):.1f} {y(p.probability):.1f}" for p in points)
            parts.append(f'<path d="M{line}" fill="none" {look}/>')
    # Every piece is made here or escaped.
    return Markup("".join(parts) + "</svg>")  # noqa: S704


def _ticks(since: datetime, until: datetime) -> list[datetime]:
    """Round moments of the local clock in between."""
    widths = (timedelta(minutes=each) for each in TICKS_MIN)
    lasting = until - since
    width = next(
        (each for each in widths if lasting <= each * MOST_TICKS), timedelta(minutes=TICKS_MIN[-1])
    )
    midnight = since.replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight + width * (-(-(since - midnight) // width))
    found = []
    while first <= until:
        found.append(first)
        first += width
    return found
