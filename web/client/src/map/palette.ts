/** Colours of the map. Meaning is never in colour alone: every mark has a shape as well. */
import type { Theme } from '../parts/theme.svelte';

export interface Palette {
  ground: string;
  streetMain: string;
  streetMinor: string;
  streetFoot: string;
  impassable: string;
  bar: string;
  label: string;
  halo: string;
  ink: string;
  paper: string;
  camera: string;
  cone: string;
  advised: string;
  chosen: string;
  cleared: string;
  sighting: string;
  team: string;
  teamInk: string;
  target: string;
  swept: string;
  own: string;
}

export const palettes: Record<Theme, Palette> = {
  light: {
    ground: '#f4f3ef',
    streetMain: '#cfcdc6',
    streetMinor: '#dcdad4',
    streetFoot: '#d6d3cb',
    impassable: '#b9b5aa',
    bar: '#8d897f',
    label: '#3f3d38',
    halo: '#f4f3ef',
    ink: '#16181b',
    paper: '#ffffff',
    camera: '#5b6470',
    cone: '#5b6470',
    advised: '#0b62c4',
    chosen: '#0b62c4',
    cleared: '#3d6b57',
    sighting: '#8a4b00',
    team: '#0f4f9e',
    teamInk: '#ffffff',
    target: '#0f4f9e',
    swept: '#a9cfc0',
    own: '#0b62c4',
  },
  dark: {
    ground: '#14171b',
    streetMain: '#3b4048',
    streetMinor: '#2e333a',
    streetFoot: '#2f343b',
    impassable: '#4a4f57',
    bar: '#7d848e',
    label: '#d3d8df',
    halo: '#14171b',
    ink: '#f2f4f6',
    paper: '#1d2127',
    camera: '#9aa3ae',
    cone: '#8a94a1',
    advised: '#6db3ff',
    chosen: '#6db3ff',
    cleared: '#8fc7ac',
    sighting: '#ffc46b',
    team: '#8ec5ff',
    teamInk: '#0c1218',
    target: '#8ec5ff',
    swept: '#2f5a4b',
    own: '#6db3ff',
  },
};
