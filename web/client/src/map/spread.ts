/** Signs that would hide each other on the screen, set side by side. */
export interface Spot {
  x: number;
  y: number;
}

/**
 * New places, in the same order: spots nearer to each other than `apart` pixels are gathered and laid
 * out in a row around their middle, left to right in the order given; the others stay.
 */
export function spread(spots: readonly Spot[], apart: number): Spot[] {
  const group = spots.map((_, i) => i);
  const rootOf = (i: number): number => (group[i] === i ? i : rootOf(group[i]!));
  spots.forEach((a, i) => {
    for (let j = 0; j < i; j++) {
      const b = spots[j]!;
      if (Math.hypot(a.x - b.x, a.y - b.y) < apart) group[rootOf(i)] = rootOf(j);
    }
  });
  const members = new Map<number, number[]>();
  spots.forEach((_, i) => members.set(rootOf(i), [...(members.get(rootOf(i)) ?? []), i]));
  const result = [...spots];
  for (const together of members.values()) {
    if (together.length < 2) continue;
    const mean = (of: (spot: Spot) => number) =>
      together.reduce((sum, i) => sum + of(spots[i]!), 0) / together.length;
    const [x, y] = [mean((spot) => spot.x), mean((spot) => spot.y)];
    together.forEach((i, n) => (result[i] = { x: x + (n - (together.length - 1) / 2) * apart, y }));
  }
  return result;
}
