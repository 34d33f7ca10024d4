"""Small pictures as SVG text: equal figures give equal bytes."""

from math import log10
from xml.sax.saxutils import escape

BLUE, ORANGE, GREEN, INK, PALE = "#0072b2", "#d55e00", "#009e73", "#222222", "#bbbbbb"
"""The first three can be told apart by colour-blind people, and differ in lightness in print."""

CORNERS = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)),
}


class Picture:
    """Pixels from the upper left corner."""

    def __init__(self, width: int, height: int, title: str) -> None:
        opening = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" font-family="sans-serif" '
            f'font-size="12" fill="{INK}">'
        )
        self._parts = [
            opening,
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        ]

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str = INK, width: float = 1.0,
        dashes: str = "",
    ) -> None:  # fmt: skip
        """A straight line."""
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self._parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
            f'stroke-width="{width:g}"{dashed}/>'
        )

    def mark(
        self, x: float, y: float, shape: str, colour: str, filled: bool = True, size: float = 4.0
    ) -> None:
        """A circle, square or triangle around a point."""
        look = f'fill="{colour if filled else "#ffffff"}" stroke="{colour}" stroke-width="1.4"'
        if shape == "circle":
            self._parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:g}" {look}/>')
            return
        corners = CORNERS[shape]
        points = " ".join(f"{x + size * a:.1f},{y + size * b:.1f}" for a, b in corners)
        self._parts.append(f'<polygon points="{points}" {look}/>')

    def text(
        self, x: float, y: float, words: str, anchor: str = "start", size: float = 12,
        bold: bool = False, turned: bool = False,
    ) -> None:  # fmt: skip
        """Words whose baseline begins, ends or has its middle here."""
        weight = ' font-weight="bold"' if bold else ""
        turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size:g}"'
            f"{weight}{turn}>{escape(words)}</text>"
        )

    @property
    def svg(self) -> str:
        """The whole picture."""
        return "\n".join([*self._parts, "</svg>", ""])


class Scale:
    """From values to pixels, logarithmic or not; values outside are drawn at the ends."""

    def __init__(
        self, low: float, high: float, at_low: float, at_high: float, *, logarithmic: bool
    ) -> None:
        self._low, self._high = low, high
        self._at_low, self._at_high = at_low, at_high
        self._logarithmic = logarithmic

    def __call__(self, value: float) -> float:
        inside = min(max(value, self._low), self._high)
        if self._logarithmic:
            share = log10(inside / self._low) / log10(self._high / self._low)
        else:
            share = (inside - self._low) / (self._high - self._low)
        return self._at_low + share * (self._at_high - self._at_low)
