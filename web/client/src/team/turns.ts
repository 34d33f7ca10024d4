/** The next turn of a way, from where the team stands: pure geometry, no words. */
import type { Position } from 'geojson';
import type { SegmentProperties } from '../contract/area';
import type { Point } from '../contract/state';
import { metresBetween } from '../search/geometry';
import type { Leg, Route } from '../search/route';

export type Side = 'straight' | 'slight_left' | 'left' | 'slight_right' | 'right' | 'back';

export type Guidance =
  /** `segment` is the stretch that the turn leads into. */
  | { kind: 'turn'; side: Side; metres: number; segment: number; stairs: boolean }
  /** Stairs on the way, without a turn before them. */
  | { kind: 'stairs'; metres: number }
  /** From there the team leaves its car or bicycle: the way on is closed to it. */
  | { kind: 'afoot'; metres: number }
  /** Nothing but the goal is ahead. */
  | { kind: 'goal'; metres: number }
  | { kind: 'arrived' }
  /** So many metres away from the way. */
  | { kind: 'off'; metres: number };

interface Step {
  /** Metres from the beginning of the way. */
  from: number;
  until: number;
  leg: Leg;
}

interface Turn {
  at: number;
  side: Side;
  leg: Leg;
}

/** A way prepared for many positions on it. */
export interface Guide {
  line: Position[];
  /** Metres from the beginning to each corner of the line. */
  along: number[];
  steps: Step[];
  turns: Turn[];
}

/** A corner is judged by so much of the way before and after it, so that kinks do not count. */
const LOOK_M = 14;
/** Junctions of one crossing lie nearer to each other than this. */
const ONE_CROSSING_M = 12;
const SLIGHT = 30;
const FULL = 55;
const ROUND = 150;
/** Nearer than this the team is there. */
const THERE_M = 15;
/** Further from the way than this, and than the position is sure, the team has left it. */
const OFF_M = 35;
const MOST_DOUBT_M = 60;
/** A turn is told until the team is this far past it. */
const PAST_M = 4;

const pointOf = ([lon = 0, lat = 0]: Position): Point => ({ lon, lat });

/** Degrees clockwise from north, from one place to another. */
export function bearing(a: Point, b: Point): number {
  const x = (b.lon - a.lon) * Math.cos(((a.lat + b.lat) / 2) * (Math.PI / 180));
  return ((Math.atan2(x, b.lat - a.lat) * 180) / Math.PI + 360) % 360;
}

/** From one direction to another, -180 to 180 degrees, positive to the right. */
export const turnBy = (from: number, to: number): number => ((to - from + 540) % 360) - 180;

export function sideOf(degrees: number): Side {
  const size = Math.abs(degrees);
  if (size > ROUND) return 'back';
  if (size < SLIGHT) return 'straight';
  const right = degrees > 0;
  if (size < FULL) return right ? 'slight_right' : 'slight_left';
  return right ? 'right' : 'left';
}

function placeAt(guide: Pick<Guide, 'line' | 'along'>, metres: number): Point {
  const { line, along } = guide;
  const next = along.findIndex((far) => far >= metres);
  if (next < 0) return pointOf(line.at(-1)!);
  if (next === 0) return pointOf(line[0]!);
  const [a, b] = [pointOf(line[next - 1]!), pointOf(line[next]!)];
  const f = (metres - along[next - 1]!) / (along[next]! - along[next - 1]! || 1);
  return { lon: a.lon + f * (b.lon - a.lon), lat: a.lat + f * (b.lat - a.lat) };
}

export function guideOf(way: Route, segments: readonly SegmentProperties[]): Guide {
  const line: Position[] = [];
  const along: number[] = [];
  const steps: Step[] = [];
  for (const leg of way.legs) {
    const from = along.at(-1) ?? 0;
    for (const point of leg.line) {
      const last = line.at(-1);
      const far = last ? along.at(-1)! + metresBetween(pointOf(last), pointOf(point)) : 0;
      line.push(point);
      along.push(far);
    }
    steps.push({ from, until: along.at(-1)!, leg });
  }
  const guide = { line, along, steps };
  return { ...guide, turns: turnsOf(guide, segments) };
}

function turnsOf(guide: Omit<Guide, 'turns'>, segments: readonly SegmentProperties[]): Turn[] {
  const turns: Turn[] = [];
  for (let i = 1; i < guide.steps.length; ) {
    let last = i;
    while (last + 1 < guide.steps.length && guide.steps[last + 1]!.from - guide.steps[last]!.from < ONE_CROSSING_M) last++;
    const [first, after] = [guide.steps[i]!, guide.steps[last]!];
    const [into, out] = [
      bearing(placeAt(guide, first.from - LOOK_M), placeAt(guide, first.from)),
      bearing(placeAt(guide, after.from), placeAt(guide, after.from + LOOK_M)),
    ];
    const side = sideOf(turnBy(into, out));
    const name = (leg: Leg) => segments[leg.segment]?.name ?? '';
    const [before, next] = [name(guide.steps[i - 1]!.leg), name(after.leg)];
    const choice = guide.steps.slice(i, last + 1).some(({ leg }) => leg.meeting > 2);
    const renamed = before !== next && next !== '';
    if (side === 'straight' || side.startsWith('slight') ? renamed : choice || renamed) {
      turns.push({ at: first.from, side, leg: after.leg });
    }
    i = last + 1;
  }
  return turns;
}

/** Where a place lies on the way: metres along it and away from it. */
export function progressOn(guide: Guide, place: Point): { along: number; away: number } {
  const { line, along } = guide;
  const k = Math.cos((place.lat * Math.PI) / 180);
  let best = { along: 0, away: line.length ? metresBetween(place, pointOf(line[0]!)) : Infinity };
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const [ax, ay] = [(a[0]! - place.lon) * k, a[1]! - place.lat];
    const [dx, dy] = [(b[0]! - a[0]!) * k, b[1]! - a[1]!];
    const length2 = dx * dx + dy * dy;
    const f = length2 ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length2)) : 0;
    const foot = { lon: a[0]! + f * (b[0]! - a[0]!), lat: a[1]! + f * (b[1]! - a[1]!) };
    const away = metresBetween(place, foot);
    if (away < best.away) best = { along: along[i - 1]! + f * (along[i]! - along[i - 1]!), away };
  }
  return best;
}

/**
 * What to tell a team at a place. `goal` is where it is sent; `heading`, where known, shows that it
 * walks away from the goal; `doubt` is how sure the position is, in metres.
 */
export function guidance(
  guide: Guide,
  segments: readonly SegmentProperties[],
  place: Point,
  goal: Point,
  heading: number | null = null,
  doubt = 0,
): Guidance {
  const end = guide.along.at(-1) ?? 0;
  const { along, away } = progressOn(guide, place);
  if (metresBetween(place, goal) < THERE_M || (end - along < THERE_M && away < OFF_M)) return { kind: 'arrived' };
  if (away > Math.max(OFF_M, Math.min(doubt, MOST_DOUBT_M))) return { kind: 'off', metres: away };
  const ahead = bearing(placeAt(guide, along), placeAt(guide, along + LOOK_M));
  const here = guide.steps.find(({ until }) => until > along) ?? guide.steps.at(-1);
  if (here && heading !== null && Math.abs(turnBy(heading, ahead)) > ROUND) {
    return { kind: 'turn', side: 'back', metres: 0, segment: here.leg.segment, stairs: false };
  }
  const turn = guide.turns.find(({ at }) => at > along - PAST_M);
  const steps = (leg: Leg) => segments[leg.segment]?.steps === true;
  const stairs = guide.steps.find(({ from, leg }, i) => {
    return from > along && steps(leg) && !(guide.steps[i - 1] && steps(guide.steps[i - 1]!.leg));
  });
  const afoot = guide.steps.find(({ from, leg }, i) => from > along && leg.afoot && !guide.steps[i - 1]?.leg.afoot);
  if (afoot && (!turn || afoot.from <= turn.at + PAST_M)) return { kind: 'afoot', metres: afoot.from - along };
  if (stairs && (!turn || stairs.from < turn.at)) return { kind: 'stairs', metres: stairs.from - along };
  if (!turn) return { kind: 'goal', metres: end - along };
  const { leg, side, at } = turn;
  return { kind: 'turn', side, metres: Math.max(0, at - along), segment: leg.segment, stairs: steps(leg) };
}
