/** The shortest way along the area's streets, for a team on foot: it may use stairs. */
import type { Position } from 'geojson';
import type { Point } from '../contract/state';
import type { Area } from './area';
import { metresBetween } from './geometry';

interface Edge {
  to: number;
  metres: number;
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
    graph.edges[a]!.push({ to: b, metres: properties.length_m, line });
    graph.edges[b]!.push({ to: a, metres: properties.length_m, line: line.toReversed() });
  }
  graphs.set(area, graph);
  return graph;
}

function nearest(graph: Graph, place: Point): number {
  let best = -1;
  let least = Infinity;
  graph.places.forEach((other, i) => {
    const away = metresBetween(place, other);
    if (away < least) [best, least] = [i, away];
  });
  return best;
}

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

export interface Route {
  line: Position[];
  metres: number;
}

/** The way from one place to another, or null where no streets connect them. */
export function route(area: Area, from: Point, to: Point): Route | null {
  const graph = graphOf(area);
  const [start, goal] = [nearest(graph, from), nearest(graph, to)];
  if (start < 0) return null;
  const cost = new Float64Array(graph.places.length).fill(Infinity);
  const came: ([number, Edge] | undefined)[] = [];
  const queue = new Queue();
  cost[start] = 0;
  queue.push(0, start);
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [spent, here] = next;
    if (here === goal) break;
    if (spent > cost[here]!) continue;
    for (const edge of graph.edges[here]!) {
      const total = spent + edge.metres;
      if (total >= cost[edge.to]!) continue;
      cost[edge.to] = total;
      came[edge.to] = [here, edge];
      queue.push(total, edge.to);
    }
  }
  if (cost[goal] === Infinity) return null;
  const parts: Position[][] = [];
  for (let at = goal; at !== start; ) {
    const [before, edge] = came[at]!;
    parts.unshift(edge.line);
    at = before;
  }
  const line = [[from.lon, from.lat], ...parts.flat(), [to.lon, to.lat]];
  return { line, metres: cost[goal]! + metresBetween(from, graph.places[start]!) + metresBetween(to, graph.places[goal]!) };
}
