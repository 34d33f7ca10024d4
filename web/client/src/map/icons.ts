/** The map's signs, drawn here so that no image has to be fetched. Sizes in CSS pixels. */
import type { Map as GlMap } from 'maplibre-gl';
import type { CameraState } from '../search/cameraState';
import type { Palette } from './palette';

const RATIO = 2;

type Draw = (c: CanvasRenderingContext2D, size: number) => void;

function add(map: GlMap, name: string, size: number, draw: Draw): void {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * RATIO;
  const context = canvas.getContext('2d')!;
  context.scale(RATIO, RATIO);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  draw(context, size);
  const data = context.getImageData(0, 0, canvas.width, canvas.height);
  if (map.hasImage(name)) map.removeImage(name);
  map.addImage(name, data, { pixelRatio: RATIO });
}

function line(c: CanvasRenderingContext2D, ...points: [number, number][]): void {
  c.beginPath();
  points.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
  c.stroke();
}

/** Empty, half, tick, dot, exclamation or crossed: the shape says what the colour says. */
function camera(state: CameraState, ink: string, paper: string, ring: boolean): Draw {
  return (c, size) => {
    const m = size / 2;
    const r = 8;
    if (ring) {
      c.strokeStyle = ink;
      c.lineWidth = 2;
      c.beginPath();
      c.arc(m, m, r + 4, 0, 7);
      c.stroke();
    }
    c.beginPath();
    c.arc(m, m, r, 0, 7);
    c.fillStyle = state === 'cleared' || state === 'sighting' ? ink : paper;
    c.fill();
    c.strokeStyle = ink;
    c.lineWidth = 2;
    c.stroke();
    c.fillStyle = ink;
    if (state === 'part') {
      c.beginPath();
      c.arc(m, m, r, Math.PI / 2, -Math.PI / 2);
      c.fill();
    }
    if (state === 'claimed') {
      c.beginPath();
      c.arc(m, m, 3.5, 0, 7);
      c.fill();
    }
    if (state === 'out') {
      line(c, [m - 4.5, m - 4.5], [m + 4.5, m + 4.5]);
      line(c, [m + 4.5, m - 4.5], [m - 4.5, m + 4.5]);
    }
    c.strokeStyle = paper;
    c.lineWidth = 2.4;
    if (state === 'cleared') line(c, [m - 4, m + 0.5], [m - 1, m + 3.5], [m + 4, m - 3]);
    if (state === 'sighting') {
      line(c, [m, m - 4.5], [m, m + 0.5]);
      line(c, [m, m + 4], [m, m + 4.1]);
    }
  };
}

/** A flag on a pole whose foot, at the bottom in the middle, is the place. */
function flag(pole: string, cloth: string, edge: string): Draw {
  return (c, s) => {
    const foot: [number, number] = [s / 2, s - 1];
    const top: [number, number] = [s / 2, s * 0.12];
    const shape = () => {
      c.beginPath();
      c.moveTo(...top);
      c.lineTo(s * 0.95, s * 0.28);
      c.lineTo(s / 2, s * 0.46);
      c.closePath();
    };
    c.strokeStyle = edge;
    c.lineWidth = s / 7;
    line(c, foot, top);
    shape();
    c.stroke();
    c.strokeStyle = pole;
    c.lineWidth = s / 13;
    line(c, foot, top);
    c.fillStyle = cloth;
    shape();
    c.fill();
  };
}

const STATES: CameraState[] = ['open', 'part', 'cleared', 'claimed', 'sighting', 'out'];

export function addIcons(map: GlMap, palette: Palette): void {
  const inks: Partial<Record<CameraState, string>> = { cleared: palette.cleared, sighting: palette.sighting };
  for (const state of STATES) {
    add(map, `camera-${state}`, 30, camera(state, inks[state] ?? palette.camera, palette.paper, false));
    add(map, `camera-${state}-advised`, 30, camera(state, palette.advised, palette.paper, true));
  }
  add(map, 'bar', 14, (c, s) => {
    c.strokeStyle = palette.bar;
    c.lineWidth = 2.5;
    line(c, [1.5, s / 2], [s - 1.5, s / 2]);
  });
  add(map, 'heading', 48, (c, s) => {
    c.fillStyle = palette.team;
    c.beginPath();
    c.moveTo(s / 2, 1);
    c.lineTo(s / 2 + 7, 12);
    c.lineTo(s / 2 - 7, 12);
    c.fill();
  });
  add(map, 'mark-heading', 52, (c, s) => {
    for (const [colour, width] of [
      [palette.paper, 7],
      [palette.sighting, 3.5],
    ] as const) {
      c.strokeStyle = colour;
      c.lineWidth = width;
      line(c, [s / 2, s / 2 - 12], [s / 2, 4]);
      line(c, [s / 2 - 6, 10], [s / 2, 4], [s / 2 + 6, 10]);
    }
  });
  add(map, 'mark-lkp', 26, (c, s) => {
    for (const [colour, width] of [
      [palette.paper, 8],
      [palette.ink, 4],
    ] as const) {
      c.strokeStyle = colour;
      c.lineWidth = width;
      line(c, [5, 5], [s - 5, s - 5]);
      line(c, [s - 5, 5], [5, s - 5]);
    }
  });
  for (const [name, filled] of [
    ['mark-sighting', true],
    ['mark-sighting-doubt', false],
  ] as const) {
    add(map, name, 24, (c, s) => {
      c.beginPath();
      c.arc(s / 2, s / 2, 9, 0, 7);
      c.fillStyle = filled ? palette.sighting : palette.paper;
      c.fill();
      c.strokeStyle = palette.sighting;
      c.lineWidth = 2.5;
      c.stroke();
      c.strokeStyle = filled ? palette.paper : palette.sighting;
      line(c, [s / 2, s / 2 - 4.5], [s / 2, s / 2 + 0.5]);
      line(c, [s / 2, s / 2 + 4], [s / 2, s / 2 + 4.1]);
    });
  }
  const place: Draw = (c, s) => {
    for (const [colour, width] of [
      [palette.paper, 6],
      [palette.target, 3],
    ] as const) {
      c.strokeStyle = colour;
      c.lineWidth = width;
      c.beginPath();
      c.arc(s / 2, s / 2, 9, 0, 7);
      c.stroke();
      c.fillStyle = palette.target;
      c.beginPath();
      c.arc(s / 2, s / 2, 3.5, 0, 7);
      c.fill();
    }
  };
  add(map, 'mark-place', 28, place);
  add(map, 'mark-target', 20, flag(palette.target, palette.target, palette.paper));
  add(map, 'mark-find', 40, flag(palette.ink, palette.sighting, palette.paper));
}
