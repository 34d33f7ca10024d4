/** Where the figures of a recording are at a moment. */
import type { Figure, FigureRecording } from '../contract/exercise';
import type { Scene } from '../video/scene';

export interface Placed {
  x: number;
  y: number;
  size: number;
  kind: Figure['kind'];
  coat: Figure['coat'];
  /** Which way it goes on the picture: 1 to the right, -1 to the left. */
  facing: 1 | -1;
}

interface Timed {
  figure: Figure;
  parts: { at: number; lon: number; lat: number }[][];
}

export function timed(recording: FigureRecording): Timed[] {
  return recording.figures.map((figure) => ({
    figure,
    parts: figure.parts.map((part) => part.map((point) => ({ ...point, at: Date.parse(point.at) }))),
  }));
}

export function placedAt(scene: Scene, figures: readonly Timed[], moment: number): Placed[] {
  return figures.flatMap(({ figure, parts }) => {
    const part = parts.find((one) => one[0]!.at <= moment && moment <= one.at(-1)!.at);
    if (!part) return [];
    const next = Math.max(1, part.findIndex((point) => point.at >= moment));
    const [from, to] = [part[next - 1]!, part[next] ?? part[next - 1]!];
    const share = to.at > from.at ? (moment - from.at) / (to.at - from.at) : 0;
    const [a, b] = [scene.at(from), scene.at(to)];
    const facing = b.x >= a.x ? 1 : -1;
    const { kind, coat, size } = figure;
    return [{ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share, size, kind, coat, facing }];
  });
}
