/** Distance on the screen from a point to a line. */
interface Spot {
  x: number;
  y: number;
}

export function pixelsTo(at: Spot, line: readonly Spot[]): number {
  let best = Infinity;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const long = dx * dx + dy * dy;
    const along = long === 0 ? 0 : Math.max(0, Math.min(1, ((at.x - a.x) * dx + (at.y - a.y) * dy) / long));
    best = Math.min(best, Math.hypot(at.x - a.x - along * dx, at.y - a.y - along * dy));
  }
  return best;
}
