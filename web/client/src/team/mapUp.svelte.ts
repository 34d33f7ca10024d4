/** What is up on the phone's map: the way ahead, or north. Remembered on this phone. */
export type Up = 'heading' | 'north';

const KEY = 'map-up';

class MapUp {
  current = $state<Up>(localStorage.getItem(KEY) === 'north' ? 'north' : 'heading');

  toggle(): void {
    this.current = this.current === 'north' ? 'heading' : 'north';
    localStorage.setItem(KEY, this.current);
  }
}

export const mapUp = new MapUp();
