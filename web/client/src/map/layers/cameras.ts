/** Camera zones: cones in true direction and range, state by shape and colour. */
import type { Feature, FeatureCollection } from 'geojson';
import type { ExpressionSpecification, GeoJSONSource } from 'maplibre-gl';
import type { CamerasGeo } from '../../contract/area';
import type { CameraState } from '../../search/cameraState';
import { NOTHING, removeAll, slot, type AddLayer } from '../layer';

export interface CamerasData {
  cameras: CamerasGeo;
  states: ReadonlyMap<string, CameraState>;
  advised: readonly string[];
  chosen: string | null;
}

export const CAMERA_LAYERS = ['camera-icons', 'camera-zones'];

/** Cameras share a mast: each sign stands a little off it, on the side it looks to. In pixels. */
const OFF_MAST_PX = 9;

function besideMast(direction: number | null): [number, number] {
  if (direction === null) return [0, 0];
  const angle = (direction * Math.PI) / 180;
  return [OFF_MAST_PX * Math.sin(angle), -OFF_MAST_PX * Math.cos(angle)];
}

function featuresOf({ cameras, states, advised, chosen }: CamerasData, zones: boolean): FeatureCollection {
  const features = cameras.features.map(({ geometry, properties: p }): Feature => ({
    type: 'Feature',
    geometry: zones ? p.field_of_view : geometry,
    properties: {
      camera_id: p.camera_id,
      state: states.get(p.camera_id) ?? 'open',
      mark: p.camera_id === chosen ? 'chosen' : advised.includes(p.camera_id) ? 'advised' : '',
      beside: zones ? null : besideMast(p.direction),
      sort: p.camera_id === chosen ? 0 : advised.includes(p.camera_id) ? 1 : 2,
    },
  }));
  return { type: 'FeatureCollection', features };
}

export const addCameras: AddLayer<CamerasData | null> = ({ map, palette }) => {
  const colour: ExpressionSpecification = [
    'case',
    ['!=', ['get', 'mark'], ''],
    palette.advised,
    ['match', ['get', 'state'], 'cleared', palette.cleared, 'sighting', palette.sighting, palette.cone],
  ];
  const matters: ExpressionSpecification = ['any', ['!=', ['get', 'mark'], ''], ['!=', ['get', 'state'], 'open']];
  map.addSource('camera-zones', { type: 'geojson', data: NOTHING as unknown as FeatureCollection });
  map.addSource('camera-points', { type: 'geojson', data: NOTHING as unknown as FeatureCollection });
  map.addLayer(
    {
      id: 'camera-zones',
      type: 'fill',
      source: 'camera-zones',
      minzoom: 13.5,
      paint: {
        'fill-color': colour,
        // From afar only the cones that matter; near, all of them, faintly.
        'fill-opacity': [
          'interpolate',
          ['linear'],
          ['zoom'],
          14.4,
          ['match', ['get', 'mark'], 'chosen', 0.38, 'advised', 0.24, 0],
          15.2,
          ['match', ['get', 'mark'], 'chosen', 0.38, 'advised', 0.24, 0.1],
        ],
      },
    },
    slot('zones'),
  );
  map.addLayer(
    {
      id: 'camera-outlines',
      type: 'line',
      source: 'camera-zones',
      minzoom: 13.5,
      paint: {
        'line-color': colour,
        'line-opacity': [
          'interpolate',
          ['linear'],
          ['zoom'],
          14.4,
          ['match', ['get', 'mark'], 'chosen', 1, 'advised', 0.9, 0],
          15.2,
          ['match', ['get', 'mark'], 'chosen', 1, 'advised', 0.9, 0.3],
        ],
        'line-width': ['match', ['get', 'mark'], 'chosen', 2.5, 'advised', 1.6, 0.8],
      },
    },
    slot('zones'),
  );
  map.addLayer(
    {
      id: 'camera-icons',
      type: 'symbol',
      source: 'camera-points',
      minzoom: 12,
      layout: {
        'icon-image': ['concat', 'camera-', ['get', 'state'], ['case', ['!=', ['get', 'mark'], ''], '-advised', '']],
        'icon-size': [
          'interpolate',
          ['linear'],
          ['zoom'],
          12,
          ['case', matters, 0.5, 0.18],
          14.5,
          ['case', matters, 0.85, 0.34],
          16.5,
          1,
        ],
        'icon-offset': ['array', 'number', 2, ['get', 'beside']],
        'icon-padding': 0,
        'icon-allow-overlap': true,
        'symbol-sort-key': ['-', 3, ['get', 'sort']],
      },
      paint: {
        'icon-opacity': ['interpolate', ['linear'], ['zoom'], 14.5, ['case', matters, 1, 0.6], 15.5, 1],
      },
    },
    slot('cameras'),
  );
  return {
    set(data) {
      if (!data) return;
      void map.getSource<GeoJSONSource>('camera-zones')?.setData(featuresOf(data, true));
      void map.getSource<GeoJSONSource>('camera-points')?.setData(featuresOf(data, false));
    },
    remove: () =>
      removeAll(map, ['camera-zones', 'camera-outlines', 'camera-icons'], ['camera-zones', 'camera-points']),
  };
};
