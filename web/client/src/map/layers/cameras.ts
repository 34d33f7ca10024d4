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

function featuresOf({ cameras, states, advised, chosen }: CamerasData, zones: boolean): FeatureCollection {
  const features = cameras.features.map(({ geometry, properties: p }): Feature => ({
    type: 'Feature',
    geometry: zones ? p.field_of_view : geometry,
    properties: {
      camera_id: p.camera_id,
      state: states.get(p.camera_id) ?? 'open',
      mark: p.camera_id === chosen ? 'chosen' : advised.includes(p.camera_id) ? 'advised' : '',
      first: p.camera_id === advised[0],
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
        'fill-opacity': ['match', ['get', 'mark'], 'chosen', 0.38, 'advised', 0.24, 0.1],
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
        'line-opacity': ['match', ['get', 'mark'], 'chosen', 1, 'advised', 0.9, 0.3],
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
        'icon-size': ['interpolate', ['linear'], ['zoom'], 12, 0.45, 16, 1],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': ['-', 3, ['get', 'sort']],
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
