/** Street names, drawn with the device's own fonts: without `glyphs` in the style no server is asked. */
import { removeAll, slot, type AddLayer } from '../layer';

export const FONTS = ['Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans', 'sans-serif'];

export const addLabels: AddLayer<null> = ({ map, palette }) => {
  map.addLayer(
    {
      id: 'street-labels',
      type: 'symbol',
      source: 'network',
      minzoom: 14.2,
      filter: ['!=', ['get', 'name'], ''],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 380,
        'text-field': ['get', 'name'],
        'text-font': FONTS,
        'text-size': ['interpolate', ['linear'], ['zoom'], 14, 11, 18, 15],
        'text-padding': 12,
        'text-max-angle': 35,
      },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 },
    },
    slot('labels'),
  );
  return { set: () => {}, remove: () => removeAll(map, ['street-labels']) };
};
