import type { Map as GlMap } from 'maplibre-gl';
import type { Theme } from '../parts/theme.svelte';
import type { Palette } from './palette';

/** What a layer module needs to draw itself. */
export interface Surface {
  map: GlMap;
  palette: Palette;
  theme: Theme;
}

/** Something drawn: adding it and feeding it are separate, so that data never rebuild layers. */
export interface Layer<Data> {
  set(data: Data): void;
  remove(): void;
}

export type AddLayer<Data> = (surface: Surface) => Layer<Data>;

/** Where a layer belongs, from the ground up; each slot is an invisible layer to insert before. */
export const SLOTS = ['beside', 'streets', 'probability', 'labels', 'zones', 'tracks', 'cameras', 'marks', 'teams'] as const;
export type Slot = (typeof SLOTS)[number];
export const slot = (name: Slot) => `slot:${name}`;

/** Takes away layers, then sources; used by every layer's clean-up. */
export function removeAll(map: GlMap, layers: readonly string[], sources: readonly string[] = []): void {
  for (const id of layers) if (map.getLayer(id)) map.removeLayer(id);
  for (const id of sources) if (map.getSource(id)) map.removeSource(id);
}

export const NOTHING = { type: 'FeatureCollection', features: [] } as const;
