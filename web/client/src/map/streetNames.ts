/**
 * Lines to write street names along. The network is cut at every junction; a name on each piece
 * would be repeated or have no room, so pieces of one name that meet are joined.
 */
import type { FeatureCollection, LineString, Position } from 'geojson';
import type { NetworkGeo } from '../contract/area';

const MAIN = ['primary', 'secondary', 'tertiary'];
const FOOT = ['footway', 'path', 'steps', 'track', 'corridor', 'crossing', 'cycleway', 'pedestrian'];

/** 1 = through streets, 2 = other streets, 3 = ways on foot. */
export type Rank = 1 | 2 | 3;

export const rankOf = (kind: string): Rank => (MAIN.includes(kind) ? 1 : FOOT.includes(kind) ? 3 : 2);

const key = (at: Position | undefined) => `${at?.[0]?.toFixed(6)},${at?.[1]?.toFixed(6)}`;

/** Joins lines end to end, each used once; where more than two meet, the first takes it. */
export function joined(lines: readonly Position[][]): Position[][] {
  const ends = new Map<string, Set<number>>();
  lines.forEach((line, i) => {
    for (const end of [line[0], line.at(-1)]) {
      const at = key(end);
      ends.set(at, (ends.get(at) ?? new Set()).add(i));
    }
  });
  const used = new Set<number>();
  const take = (at: string): Position[] | null => {
    const i = [...(ends.get(at) ?? [])].find((one) => !used.has(one));
    if (i === undefined) return null;
    used.add(i);
    const line = lines[i]!;
    return key(line[0]) === at ? line : line.toReversed();
  };
  const result: Position[][] = [];
  lines.forEach((line, i) => {
    if (used.has(i)) return;
    used.add(i);
    const whole = [...line];
    for (let next = take(key(whole.at(-1))); next; next = take(key(whole.at(-1)))) whole.push(...next.slice(1));
    for (let next = take(key(whole[0])); next; next = take(key(whole[0]))) whole.unshift(...next.slice(1).reverse());
    result.push(whole);
  });
  return result;
}

export function streetNames(network: NetworkGeo): FeatureCollection<LineString, { name: string; rank: Rank }> {
  const groups = new Map<string, { name: string; rank: Rank; lines: Position[][] }>();
  for (const { geometry, properties } of network.features) {
    if (!properties.name) continue;
    const rank = rankOf(properties.kind);
    const id = `${rank} ${properties.name}`;
    const group = groups.get(id) ?? { name: properties.name, rank, lines: [] };
    group.lines.push(geometry.coordinates);
    groups.set(id, group);
  }
  return {
    type: 'FeatureCollection',
    features: [...groups.values()].flatMap(({ name, rank, lines }) =>
      joined(lines).map((coordinates) => ({
        type: 'Feature' as const,
        geometry: { type: 'LineString' as const, coordinates },
        properties: { name, rank },
      })),
    ),
  };
}
