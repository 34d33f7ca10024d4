/** Teams: numbered discs with heading, hollow when gone, the age of an old position beside them. */
import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource } from 'maplibre-gl';
import type { Point } from '../../contract/state';
import { NOTHING, removeAll, slot, type AddLayer } from '../layer';
import { spread } from '../spread';
import { FONTS } from './labels';

export interface TeamMark extends Point {
  teamId: string;
  number: string;
  name: string;
  /** Words for the age of the position; empty while it is fresh. */
  age: string;
  gone: boolean;
  own: boolean;
  chosen: boolean;
  heading: number | null;
}

export const TEAM_LAYER = 'team-discs';
/** Discs nearer than this on the screen would hide each other's number. */
const APART_PX = 27;

export const addTeams: AddLayer<readonly TeamMark[]> = ({ map, palette }) => {
  map.addSource('teams', { type: 'geojson', data: NOTHING as unknown as FeatureCollection });
  map.addLayer(
    {
      id: 'team-headings',
      type: 'symbol',
      source: 'teams',
      filter: ['!=', ['get', 'heading'], null],
      layout: {
        'icon-image': 'heading',
        'icon-size': ['case', ['get', 'own'], 1.25, 1],
        'icon-rotate': ['get', 'heading'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    slot('teams'),
  );
  map.addLayer(
    {
      id: TEAM_LAYER,
      type: 'circle',
      source: 'teams',
      paint: {
        'circle-radius': ['case', ['get', 'own'], 13, ['get', 'chosen'], 14, 12],
        'circle-color': ['case', ['get', 'gone'], palette.paper, ['get', 'own'], palette.own, palette.team],
        'circle-stroke-color': ['case', ['get', 'gone'], palette.team, palette.paper],
        'circle-stroke-width': ['case', ['any', ['get', 'own'], ['get', 'chosen']], 4, 2.5],
      },
    },
    slot('teams'),
  );
  map.addLayer(
    {
      id: 'team-numbers',
      type: 'symbol',
      source: 'teams',
      layout: {
        'text-field': ['get', 'number'],
        'text-font': FONTS,
        'text-size': 14,
        'text-padding': 8,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': ['case', ['get', 'gone'], palette.team, palette.teamInk] },
    },
    slot('teams'),
  );
  map.addLayer(
    {
      id: 'team-ages',
      type: 'symbol',
      source: 'teams',
      filter: ['!=', ['get', 'age'], ''],
      layout: {
        'text-field': ['get', 'age'],
        'text-font': FONTS,
        'text-size': 12,
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 1.4,
        'text-justify': 'auto',
      },
      paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
    },
    slot('teams'),
  );
  let shown: readonly TeamMark[] = [];
  function draw(): void {
    const places = spread(
      shown.map(({ lon, lat }) => map.project([lon, lat])),
      APART_PX,
    ).map(({ x, y }) => map.unproject([x, y]));
    void map.getSource<GeoJSONSource>('teams')?.setData({
      type: 'FeatureCollection',
      features: shown.map(({ lon: _lon, lat: _lat, ...properties }, i) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [places[i]!.lng, places[i]!.lat] },
        properties,
      })),
    });
  }
  map.on('zoomend', draw);
  return {
    set(teams) {
      shown = teams;
      draw();
    },
    remove: () => {
      map.off('zoomend', draw);
      removeAll(map, ['team-headings', TEAM_LAYER, 'team-numbers', 'team-ages'], ['teams']);
    },
  };
};
