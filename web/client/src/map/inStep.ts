/** Maps side by side that show the same ground: whoever moves one moves all. */
import type { Map as GlMap } from 'maplibre-gl';

export class InStep {
  private readonly maps = new Set<GlMap>();
  private leading = false;

  /** Takes a map in; returns what lets it go again. */
  join(map: GlMap): () => void {
    const [first] = this.maps;
    this.maps.add(map);
    if (first) this.lead(first);
    const moved = () => this.lead(map);
    map.on('move', moved);
    return () => {
      map.off('move', moved);
      this.maps.delete(map);
    };
  }

  private lead(map: GlMap): void {
    // What the others do because of it is not theirs.
    if (this.leading) return;
    this.leading = true;
    for (const other of this.maps) {
      if (other !== map) other.jumpTo({ center: map.getCenter(), zoom: map.getZoom(), bearing: map.getBearing() });
    }
    this.leading = false;
  }
}
