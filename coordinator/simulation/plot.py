"""The share of subjects found over time, one line for each policy, as SVG."""

from collections.abc import Sequence
from html import escape

from coordinator.simulation.outcome import Outcome

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 56, 190, 44, 48
COLOURS = ("#8a8a8a", "#c2571a", "#2a6fb0", "#0b7a3b", "#7b4fa3", "#b08900", "#c03a6b", "#4a4a4a")


def found_over_time(
    outcomes: Sequence[Outcome], policies: Sequence[str], most_min: float, title: str
) -> str:
    """The whole file."""
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def x(minutes: float) -> float:
        return LEFT + wide * minutes / most_min

    def y(share: float) -> float:
        return TOP + high * (1 - share)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"',
        'font-family="sans-serif" font-size="12" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="24" font-size="15">{escape(title)}</text>',
    ]
    for tenth in range(0, 11, 2):
        share = tenth / 10
        parts.append(
            f'<line x1="{LEFT}" x2="{LEFT + wide}" y1="{y(share):.1f}" y2="{y(share):.1f}" '
            'stroke="#ddd"/>'
            f'<text x="{LEFT - 8}" y="{y(share) + 4:.1f}" text-anchor="end">{share:.0%}</text>'
        )
    below = HEIGHT - BOTTOM + 18
    parts += [
        f'<text x="{x(hour * 60):.1f}" y="{below}" text-anchor="middle">{hour} h</text>'
        for hour in range(int(most_min // 60) + 1)
    ]
    parts.append(
        f'<text x="{LEFT + wide / 2:.0f}" y="{HEIGHT - 10}" text-anchor="middle">'
        "after the report</text>"
    )
    for number, policy in enumerate(policies):
        own = [each for each in outcomes if each.policy == policy]
        if not own:
            continue
        colour = COLOURS[number % len(COLOURS)]
        points, share = [f"{x(0):.1f},{y(0):.1f}"], 0.0
        for minutes in sorted(e.found_min for e in own if e.found_min is not None):
            points.append(f"{x(minutes):.1f},{y(share):.1f}")
            share += 1 / len(own)
            points.append(f"{x(minutes):.1f},{y(share):.1f}")
        points.append(f"{x(most_min):.1f},{y(share):.1f}")
        parts.append(
            f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" '
            f'stroke-width="{3 if policy == "advice" else 1.6}"/>'
        )
        line = TOP + 14 + 20 * number
        right = LEFT + wide + 16
        parts.append(
            f'<line x1="{right}" x2="{right + 18}" y1="{line - 4}" y2="{line - 4}" '
            f'stroke="{colour}" stroke-width="3"/>'
            f'<text x="{right + 24}" y="{line}">{escape(policy)}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])
