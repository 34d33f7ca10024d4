import { describe, expect, it } from 'vitest';
import type { NetworkGeo } from '../src/contract/area';
import type { Redirect, SearchState } from '../src/contract/state';
import { en } from '../src/i18n/en';
import { zh } from '../src/i18n/zh';
import { areaOf } from '../src/search/area';
import { orderPlace, orderStreets } from '../src/search/orderPlace';
import { orderStatus } from '../src/search/orderStatus';
import { taskOf } from '../src/team/task';

/** On a plane in metres: Mill Lane in three pieces, Bridge Road across its end, a path without a name. */
const STREETS: [name: string, from: [number, number], to: [number, number]][] = [
  ['Mill Lane', [0, 0], [100, 0]],
  ['Mill Lane', [100, 0], [200, 0]],
  ['Mill Lane', [200, 0], [300, 0]],
  ['Bridge Road', [300, 0], [300, 200]],
  ['', [0, 0], [0, 100]],
];
const at = (x: number, y: number) => ({ lon: 8.7 + x / 111_195, lat: y / 111_195 });
const network: NetworkGeo = {
  type: 'FeatureCollection',
  features: STREETS.map(([name, from, to], segment_id) => ({
    type: 'Feature' as const,
    geometry: { type: 'LineString' as const, coordinates: [from, to].map(([x, y]) => [at(x, y).lon, at(x, y).lat]) },
    properties: { segment_id, name, kind: '', factor: 1, reason: '', steps: false, dead_end: false, length_m: 100, beat: '' },
  })),
};
const area = areaOf('town', network, { type: 'FeatureCollection', features: [] });
const MOST_ON_MILL_LANE = [0, 1, 2, 3];

describe('the place of an order', () => {
  it('is where the flag stands, not where most of its streets are', () => {
    expect(orderPlace(area, { target: at(300, 100), segments: MOST_ON_MILL_LANE }, en)).toBe('Bridge Road');
    expect(orderPlace(area, { target: at(150, 3), segments: MOST_ON_MILL_LANE }, en)).toBe('Mill Lane');
  });

  it('is the corner where the flag stands at one', () => {
    expect(orderPlace(area, { target: at(300, 0), segments: [2, 3] }, en)).toBe('the corner of Mill Lane and Bridge Road');
    expect(orderPlace(area, { target: at(300, 0), segments: [2, 3] }, zh)).toBe('Mill Lane与Bridge Road路口');
  });

  it('is named after a street near by where its own has no name', () => {
    expect(orderPlace(area, { target: at(0, 60), segments: [4] }, en)).toBe('a place near Mill Lane');
  });

  it('is the main street where an order has no flag', () => {
    expect(orderPlace(area, { target: null, segments: MOST_ON_MILL_LANE }, en)).toBe('Mill Lane');
  });
});

describe('the streets of an order', () => {
  it('are named each once', () => {
    expect(orderStreets(area, { target: at(300, 100), segments: MOST_ON_MILL_LANE }, en)).toBe('Mill Lane, Bridge Road');
  });

  it('go without saying where the flag stands on the only one', () => {
    expect(orderStreets(area, { target: at(150, 0), segments: [0, 1] }, en)).toBe('');
    expect(orderStreets(area, { target: at(300, 100), segments: [0, 1] }, en)).toBe('Mill Lane');
    expect(orderStreets(area, { target: at(150, 0), segments: [] }, en)).toBe('');
  });
});

describe('an order after the end', () => {
  const order = { redirect_id: 'r', status: 'wilco' } as Redirect;
  const state = (change: Partial<SearchState>) =>
    ({ status: 'open', find: null, teams: [{ team_id: 't', assignment: 'r' }], redirects: [order], ...change }) as SearchState;
  const found = state({ status: 'found', find: { find_id: 'f' } as SearchState['find'] });

  it('is nobody’s task and nobody is on the way, until the find is withdrawn', () => {
    expect(orderStatus(state({}), order)).toBe('wilco');
    expect(taskOf(state({}), 't')).toBe(order);
    for (const over of [found, state({ status: 'closed' })]) {
      expect(orderStatus(over, order)).toBe('overtaken');
      expect(taskOf(over, 't')).toBeNull();
    }
  });

  it('stays what it was where it had ended before', () => {
    expect(orderStatus(found, { ...order, status: 'completed' })).toBe('completed');
  });
});
