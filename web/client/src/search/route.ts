/**
 * The shortest way along the area's streets for a team in its mode of travel. Streets that are closed
 * to the mode are gone on foot, and only where there is no other way: to a goal in a yard, up stairs
 * that are the goal.
 */
import type { Position } from 'geojson';
import type { Mode, Point } from '../contract/state';
import type { Area } from './area';
import { isOpenTo } from './drivable';
import { metresBetween } from './geometry';

interface Edge {
  to: number;
  metres: number;
  segment: number;
  line: Position[];
  /** Closed to the mode: gone on foot. */
  afoot: boolean;
}

interface Graph {
  places: Point[];
  edges: Edge[][];
}

/** A metre on foot counts as so many by bicycle or car: any way round is better. */
const AFOOT_COST = 1000;
/** A place this near to a street of the mode lies at that street, not at the footway beside it. */
const BESIDE_M = 20;

const graphs = new WeakMap<Area, Map<Mode, Graph>>();

function graphOf(area: Area, mode: Mode): Graph {
  const ofModes = graphs.get(area) ?? new Map<Mode, Graph>();
  graphs.set(area, ofModes);
  const known = ofModes.get(mode);
  if (known) return known;
  const graph: Graph = { places: [], edges: [] };
  const index = new Map<string, number>();
  const node = ([lon = 0, lat = 0]: Position): number => {
    const key = `${lon.toFixed(6)},${lat.toFixed(6)}`;
    const found = index.get(key);
    if (found !== undefined) return found;
    index.set(key, graph.places.length);
    graph.edges.push([]);
    return graph.places.push({ lon, lat }) - 1;
  };
  for (const { geometry, properties } of area.network.features) {
    const line = geometry.coordinates;
    const [a, b] = [node(line[0]!), node(line.at(-1)!)];
    const { length_m: metres, segment_id: segment } = properties;
    const afoot = !isOpenTo(mode, properties);
    graph.edges[a]!.push({ to: b, metres, segment, line, afoot });
    graph.edges[b]!.push({ to: a, metres, segment, line: line.toReversed(), afoot });
  }
  ofModes.set(mode, graph);
  return graph;
}

/** Where a place meets the network: on a stretch, `share` of it from its node `a` to its node `b`. */
interface Foot {
  edge: Edge;
  a: number;
  share: number;
  place: Position;
  /** The corner of the line before the place. */
  corner: number;
  away: number;
}

function footAt(graph: Graph, place: Point): Foot | null {
  const open = nearest(graph, place, ({ afoot }) => !afoot);
  return open && open.away <= BESIDE_M ? open : nearest(graph, place, () => true);
}

function nearest(graph: Graph, place: Point, counts: (edge: Edge) => boolean): Foot | null {
  let best: { edge: Edge; a: number; corner: number; f: number } | null = null;
  let least = Infinity;
  const k = Math.cos((place.lat * Math.PI) / 180);
  graph.edges.forEach((edges, a) => {
    for (const edge of edges) {
      if (edge.to < a || !counts(edge)) continue;
      for (let i = 1; i < edge.line.length; i++) {
        const [from, to] = [edge.line[i - 1]!, edge.line[i]!];
        const [ax, ay] = [(from[0]! - place.lon) * k, from[1]! - place.lat];
        const [dx, dy] = [(to[0]! - from[0]!) * k, to[1]! - from[1]!];
        const length2 = dx * dx + dy * dy;
        const f = length2 ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length2)) : 0;
        const away = Math.hypot(ax + f * dx, ay + f * dy);
        if (away < least) [best, least] = [{ edge, a, corner: i - 1, f }, away];
      }
    }
  });
  return best && footOf(best, place);
}

function footOf({ edge, a, corner, f }: { edge: Edge; a: number; corner: number; f: number }, place: Point): Foot {
  const { line } = edge;
  const [from, to] = [line[corner]!, line[corner + 1]!];
  const on: Position = [from[0]! + f * (to[0]! - from[0]!), from[1]! + f * (to[1]! - from[1]!)];
  const before = lengthOf([...line.slice(0, corner + 1), on]);
  const share = before / (lengthOf(line) || 1);
  return { edge, a, share, place: on, corner, away: metresBetween(place, pointOf(on)) };
}

const pointOf = ([lon = 0, lat = 0]: Position): Point => ({ lon, lat });

const lengthOf = (line: readonly Position[]): number =>
  line.reduce((sum, point, i) => (i ? sum + metresBetween(pointOf(line[i - 1]!), pointOf(point)) : 0), 0);

/** A heap of [cost, node], smallest first. */
class Queue {
  private readonly items: [number, number][] = [];

  push(cost: number, node: number): void {
    let i = this.items.push([cost, node]) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (this.items[up]![0] <= cost) break;
      this.items[i] = this.items[up]!;
      i = up;
    }
    this.items[i] = [cost, node];
  }

  pop(): [number, number] | undefined {
    const top = this.items[0];
    const last = this.items.pop();
    if (!top || !last || !this.items.length) return top;
    let i = 0;
    for (;;) {
      let down = 2 * i + 1;
      if (down >= this.items.length) break;
      if (down + 1 < this.items.length && this.items[down + 1]![0] < this.items[down]![0]) down++;
      if (this.items[down]![0] >= last[0]) break;
      this.items[i] = this.items[down]!;
      i = down;
    }
    this.items[i] = last;
    return top;
  }
}

/** One stretch of a way, in the direction it is walked. */
export interface Leg {
  segment: number;
  metres: number;
  line: Position[];
  /** Closed to the team's mode of travel: gone on foot. */
  afoot: boolean;
  /** Stretches that meet where this one is entered, itself included; 2 leave no choice. */
  meeting: number;
}

export interface Route {
  line: Position[];
  metres: number;
  legs: Leg[];
}

/** From a foot to either end of its stretch, and the other way round for the goal. */
function toEnds(graph: Graph, foot: Foot): { node: number; leg: Leg }[] {
  const { edge, a, share, place, corner } = foot;
  const back = [place, ...edge.line.slice(0, corner + 1).toReversed()];
  const on = [place, ...edge.line.slice(corner + 1)];
  const { segment, metres, afoot } = edge;
  const meeting = (node: number) => graph.edges[node]!.length;
  return [
    { node: a, leg: { segment, metres: share * metres, line: back, afoot, meeting: meeting(a) } },
    { node: edge.to, leg: { segment, metres: (1 - share) * metres, line: on, afoot, meeting: meeting(edge.to) } },
  ];
}

/** Within one stretch. */
function direct(from: Foot, to: Foot): Leg {
  const { line, metres, segment, afoot } = from.edge;
  const ahead = to.share >= from.share;
  const [first, last] = ahead ? [from, to] : [to, from];
  const middle = line.slice(first.corner + 1, last.corner + 1);
  const part = [first.place, ...middle, last.place];
  const along = Math.abs(to.share - from.share) * metres;
  return { segment, metres: along, line: ahead ? part : part.toReversed(), afoot, meeting: 2 };
}

/** The way from one place to another, or null where no streets connect them. */
export function route(area: Area, from: Point, to: Point, mode: Mode = 'foot'): Route | null {
  const graph = graphOf(area, mode);
  const [start, goal] = [footAt(graph, from), footAt(graph, to)];
  if (!start || !goal) return null;
  const legs = start.edge.segment === goal.edge.segment ? [direct(start, goal)] : between(graph, start, goal);
  if (!legs) return null;
  const walked = legs.filter(({ metres }) => metres > 0);
  const line = [[from.lon, from.lat], ...walked.flatMap((leg) => leg.line), [to.lon, to.lat]];
  const metres = walked.reduce((sum, leg) => sum + leg.metres, start.away + goal.away);
  return { line, metres, legs: walked };
}

const costOf = ({ metres, afoot }: Pick<Edge, 'metres' | 'afoot'>) => metres * (afoot ? AFOOT_COST : 1);

function between(graph: Graph, start: Foot, goal: Foot): Leg[] | null {
  const cost = new Float64Array(graph.places.length).fill(Infinity);
  const came: ([number, Leg] | undefined)[] = [];
  const queue = new Queue();
  for (const { node, leg } of toEnds(graph, start)) {
    if (costOf(leg) >= cost[node]!) continue;
    cost[node] = costOf(leg);
    came[node] = [-1, leg];
    queue.push(costOf(leg), node);
  }
  const ends = toEnds(graph, goal);
  let best = Infinity;
  let last = -1;
  for (let next = queue.pop(); next && next[0] < best; next = queue.pop()) {
    const [spent, here] = next;
    if (spent > cost[here]!) continue;
    ends.forEach(({ node, leg }, i) => {
      if (node === here && spent + costOf(leg) < best) [best, last] = [spent + costOf(leg), i];
    });
    for (const edge of graph.edges[here]!) {
      const total = spent + costOf(edge);
      if (total >= cost[edge.to]!) continue;
      cost[edge.to] = total;
      const { segment, metres, line, afoot } = edge;
      came[edge.to] = [here, { segment, metres, line, afoot, meeting: graph.edges[here]!.length }];
      queue.push(total, edge.to);
    }
  }
  const end = ends[last];
  if (!end) return null;
  const legs: Leg[] = [{ ...end.leg, line: end.leg.line.toReversed() }];
  for (let at = end.node; at >= 0; ) {
    const [before, leg] = came[at]!;
    legs.unshift(leg);
    at = before;
  }
  return legs;
}
