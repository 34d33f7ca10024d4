/** The shortest way along the area's streets, for a team on foot: it may use stairs. */
import type { Position } from 'geojson';
import type { Point } from '../contract/state';
import type { Area } from './area';
import { metresBetween } from './geometry';

interface Edge {
  to: number;
  metres: number;
  segment: number;
  line: Position[];
}

interface Graph {
  places: Point[];
  edges: Edge[][];
}

const graphs = new WeakMap<Area, Graph>();

function graphOf(area: Area): Graph {
  const known = graphs.get(area);
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
    graph.edges[a]!.push({ to: b, metres, segment, line });
    graph.edges[b]!.push({ to: a, metres, segment, line: line.toReversed() });
  }
  graphs.set(area, graph);
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

function nearest(graph: Graph, place: Point): Foot | null {
  let best: { edge: Edge; a: number; corner: number; f: number } | null = null;
  let least = Infinity;
  const k = Math.cos((place.lat * Math.PI) / 180);
  graph.edges.forEach((edges, a) => {
    for (const edge of edges) {
      if (edge.to < a) continue;
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
  const { segment, metres } = edge;
  const meeting = (node: number) => graph.edges[node]!.length;
  return [
    { node: a, leg: { segment, metres: share * metres, line: back, meeting: meeting(a) } },
    { node: edge.to, leg: { segment, metres: (1 - share) * metres, line: on, meeting: meeting(edge.to) } },
  ];
}

/** Within one stretch. */
function direct(from: Foot, to: Foot): Leg {
  const { line, metres, segment } = from.edge;
  const ahead = to.share >= from.share;
  const [first, last] = ahead ? [from, to] : [to, from];
  const middle = line.slice(first.corner + 1, last.corner + 1);
  const part = [first.place, ...middle, last.place];
  return { segment, metres: Math.abs(to.share - from.share) * metres, line: ahead ? part : part.toReversed(), meeting: 2 };
}

/** The way from one place to another, or null where no streets connect them. */
export function route(area: Area, from: Point, to: Point): Route | null {
  const graph = graphOf(area);
  const [start, goal] = [nearest(graph, from), nearest(graph, to)];
  if (!start || !goal) return null;
  const legs = start.edge.segment === goal.edge.segment ? [direct(start, goal)] : between(graph, start, goal);
  if (!legs) return null;
  const walked = legs.filter(({ metres }) => metres > 0);
  const line = [[from.lon, from.lat], ...walked.flatMap((leg) => leg.line), [to.lon, to.lat]];
  const metres = walked.reduce((sum, leg) => sum + leg.metres, start.away + goal.away);
  return { line, metres, legs: walked };
}

function between(graph: Graph, start: Foot, goal: Foot): Leg[] | null {
  const cost = new Float64Array(graph.places.length).fill(Infinity);
  const came: ([number, Leg] | undefined)[] = [];
  const queue = new Queue();
  for (const { node, leg } of toEnds(graph, start)) {
    if (leg.metres >= cost[node]!) continue;
    cost[node] = leg.metres;
    came[node] = [-1, leg];
    queue.push(leg.metres, node);
  }
  const ends = toEnds(graph, goal);
  let best = Infinity;
  let last = -1;
  for (let next = queue.pop(); next && next[0] < best; next = queue.pop()) {
    const [spent, here] = next;
    if (spent > cost[here]!) continue;
    ends.forEach(({ node, leg }, i) => {
      if (node === here && spent + leg.metres < best) [best, last] = [spent + leg.metres, i];
    });
    for (const edge of graph.edges[here]!) {
      const total = spent + edge.metres;
      if (total >= cost[edge.to]!) continue;
      cost[edge.to] = total;
      const { segment, metres, line } = edge;
      came[edge.to] = [here, { segment, metres, line, meeting: graph.edges[here]!.length }];
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
