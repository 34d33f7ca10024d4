/** Street names, drawn with the device's own fonts: without `glyphs` in the style no server is asked. */
import { removeAll, slot, type AddLayer } from '../layer';

export const FONTS = ['Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans', 'sans-serif'];

/** From which zoom the names of a rank are written: bigger streets first, a quiet map from afar. */
const FROM_ZOOM = { 1: 13.6, 2: 15.1, 3: 16.4 } as const;

export const addLabels: AddLayer<null> = ({ map, palette }) => {
  const ids = ([3, 2, 1] as const).map((rank) => {
    const id = `street-labels-${rank}`;
    map.addLayer(
      {
        id,
        type: 'symbol',
        source: 'street-names',
        minzoom: FROM_ZOOM[rank],
        filter: ['==', ['get', 'rank'], rank],
        layout: {
          'symbol-placement': 'line',
          'symbol-spacing': 520,
          'text-field': ['get', 'name'],
          'text-font': FONTS,
          'text-size': ['interpolate', ['linear'], ['zoom'], 14, rank === 1 ? 12.5 : 11.5, 18, 15],
          'text-padding': 6,
          'text-max-angle': 25,
          'text-letter-spacing': 0.06,
        },
        paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.8 },
      },
      slot('labels'),
    );
    return id;
  });
  return { set: () => {}, remove: () => removeAll(map, ids) };
};
