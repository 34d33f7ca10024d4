/** Where he can be, in words: patches of 400 m by the streets in them. Pure. */
import type { Sweep } from '../contract/state';
import { poaOfCode } from '../net/frame';
import type { Area } from '../search/area';

export interface LikelyPlace {
  poa: number;
  /** Its likeliest named streets, the likeliest first. */
  streets: string[];
  beat: string;
  /** Share of its probability that lies on streets some team has searched. */
  searched: number;
}

const CELL_M = 400;
const METRES_PER_DEGREE = 111_195;
const MOST_STREETS = 2;

/** Which cell every segment lies in, by its middle. */
const cells = new WeakMap<Area, string[]>();

function cellsOf(area: Area): string[] {
  const known = cells.get(area);
  if (known) return known;
  const [west, south, , north] = area.bounds;
  const k = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const found: string[] = [];
  for (const { geometry, properties } of area.network.features) {
    const line = geometry.coordinates;
    const [lon = 0, lat = 0] = line[Math.floor(line.length / 2)] ?? [];
    const column = Math.floor(((lon - west) * k * METRES_PER_DEGREE) / CELL_M);
    const row = Math.floor(((lat - south) * METRES_PER_DEGREE) / CELL_M);
    found[properties.segment_id] = `${column} ${row}`;
  }
  cells.set(area, found);
  return found;
}

const add = (sums: Map<string, number>, key: string, value: number) => sums.set(key, (sums.get(key) ?? 0) + value);
const ranked = (sums: Map<string, number>) => [...sums].sort((a, b) => b[1] - a[1]).map(([key]) => key);

/** The patches he is most probably in, at most `count`. */
export function likeliestPlaces(area: Area, codes: Uint8Array, sweeps: readonly Sweep[], count: number): LikelyPlace[] {
  const searched = new Set(sweeps.filter((sweep) => !sweep.withdrawn).flatMap((sweep) => sweep.segments));
  const cellOf = cellsOf(area);
  const found = new Map<string, { poa: number; searched: number; streets: Map<string, number>; beats: Map<string, number> }>();
  area.segments.forEach(({ name, beat }, segment) => {
    const poa = poaOfCode(codes[segment] ?? 0);
    const cell = cellOf[segment];
    if (!poa || cell === undefined) return;
    const patch = found.get(cell) ?? { poa: 0, searched: 0, streets: new Map(), beats: new Map() };
    found.set(cell, patch);
    patch.poa += poa;
    if (searched.has(segment)) patch.searched += poa;
    if (name) add(patch.streets, name, poa);
    if (beat) add(patch.beats, String(beat), poa);
  });
  return [...found.values()]
    .sort((a, b) => b.poa - a.poa)
    .slice(0, count)
    .map(({ poa, searched, streets, beats }) => ({
      poa,
      searched: searched / poa,
      streets: ranked(streets).slice(0, MOST_STREETS),
      beat: ranked(beats)[0] ?? '',
    }));
}
