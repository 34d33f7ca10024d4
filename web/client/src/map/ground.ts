/** An empty map of an area: the sources that layers draw from, and the slots that they go into. */
import { Map as GlMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Area } from '../search/area';
import { deadEnds } from './deadEnds';
import { addIcons } from './icons';
import { SLOTS, slot } from './layer';
import type { Palette } from './palette';
import { streetNames } from './streetNames';

export const GROUND_LAYER = 'ground';

interface Look {
  palette: Palette;
  label: string;
  /** Nothing moves by itself. */
  still: boolean;
}

export function groundOf(container: HTMLElement, area: Area, { palette, label, still }: Look, onready: () => void): GlMap {
  setWorkerUrl(new URL(workerUrl, location.href).href);
  const map = new GlMap({
    container,
    style: {
      version: 8,
      sources: {},
      layers: [{ id: GROUND_LAYER, type: 'background', paint: { 'background-color': palette.ground } }],
    },
    bounds: area.bounds,
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: still ? 0 : 150,
    maxZoom: 20,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.getCanvas().setAttribute('aria-label', label);
  map.on('load', () => {
    // Segment ids are the feature ids, so that probability can be feature state.
    map.addSource('network', { type: 'geojson', data: area.network, promoteId: 'segment_id', tolerance: 0.3 });
    map.addSource('street-names', { type: 'geojson', data: streetNames(area.network), tolerance: 0.3 });
    map.addSource('dead-ends', { type: 'geojson', data: deadEnds(area.network) });
    for (const name of SLOTS) {
      map.addLayer({ id: slot(name), type: 'background', layout: { visibility: 'none' } });
    }
    addIcons(map, palette);
    onready();
  });
  return map;
}
