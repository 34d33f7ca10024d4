/** Teams: numbered discs with heading, hollow when gone, the age of an old position beside them. */
import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource } from 'maplibre-gl';
import type { Point } from '../../contract/state';
import { NOTHING, removeAll, slot, type AddLayer } from '../layer';
import { FONTS } from './labels';

export interface TeamMark extends Point {
  teamId: string;
  number: string;
  /** Words for the age of the position; empty while it is fresh. */
  age: string;
  gone: boolean;
  own: boolean;
  heading: number | null;
}

export const TEAM_LAYER = 'team-discs';

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
        'circle-radius': ['case', ['get', 'own'], 15, 12],
        'circle-color': ['case', ['get', 'gone'], palette.paper, ['get', 'own'], palette.own, palette.team],
        'circle-stroke-color': ['case', ['get', 'gone'], palette.team, palette.paper],
        'circle-stroke-width': 2.5,
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
        'text-allow-overlap': true,
        'text-ignore-placement': true,
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
        'text-anchor': 'left',
        'text-offset': [1.5, 0],
        'text-allow-overlap': true,
      },
      paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
    },
    slot('teams'),
  );
  return {
    set(teams) {
      void map.getSource<GeoJSONSource>('teams')?.setData({
        type: 'FeatureCollection',
        features: teams.map(({ lon, lat, ...properties }) => ({
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [lon, lat] },
          properties,
        })),
      });
    },
    remove: () => removeAll(map, ['team-headings', TEAM_LAYER, 'team-numbers', 'team-ages'], ['teams']),
  };
};
