/** How likely a place was over time: as known then, and with hindsight. */
import type { Point } from '../contract/state';
import { at, get } from '../net/api';
import type { Mode } from './frames';

export interface CurvePoint {
  at: number;
  poa: number;
}

interface PlaceAnswer {
  points: { at: string; version: number; probability: number; ahead: number }[];
  even: number;
}

/** A street, or everything around a spot. */
export type Spot = { segment: number } | Point;

/** One after the other, so that the curve grows while it is looked at. */
const PARTS = 12;
const POINTS = 6;
/** The maps come first: a part waits until they have what they show. */
const WAIT_MS = 200;

export class Curves {
  spot = $state.raw<Spot | null>(null);
  known = $state.raw<CurvePoint[]>([]);
  was = $state.raw<CurvePoint[]>([]);
  even = $state(0);
  trouble = $state.raw<unknown>(null);
  private run = 0;

  constructor(
    private readonly searchId: string,
    private readonly mapsReady: () => boolean,
  ) {}

  /** Draws no further. */
  stop(): void {
    this.run++;
  }

  /** Draws the curves of a place from one moment to another, those of the modes that are shown first. */
  async trace(spot: Spot, begin: number, end: number, modes: readonly Mode[]): Promise<void> {
    const run = ++this.run;
    this.spot = spot;
    this.known = [];
    this.was = [];
    if (end <= begin) return;
    const order: Mode[] = modes.includes('known') ? ['known', 'was'] : ['was', 'known'];
    for (const mode of order) {
      for (let part = 0; part < PARTS; part++) {
        const [from, until] = [part, part + 1].map((i) => begin + ((end - begin) * i) / PARTS);
        while (!this.mapsReady()) {
          await new Promise((again) => setTimeout(again, WAIT_MS));
          if (run !== this.run) return;
        }
        try {
          const found = await this.ask(spot, from!, until!, mode);
          if (run !== this.run) return;
          this[mode] = [...this[mode], ...found];
        } catch (error) {
          if (run === this.run) this.trouble = error;
          return;
        }
      }
    }
  }

  private async ask(spot: Spot, from: number, until: number, mode: Mode): Promise<CurvePoint[]> {
    const place = 'segment' in spot ? at`segment=${spot.segment}` : at`lon=${spot.lon}&lat=${spot.lat}`;
    const [since, end] = [from, until].map((ms) => new Date(ms).toISOString());
    const span = at`&from=${since!}&until=${end!}&points=${POINTS}&hindsight=${String(mode === 'was')}`;
    const answer = await get<PlaceAnswer>(at`/searches/${this.searchId}/place?` + place + span);
    this.even = answer.even;
    return answer.points.map((point) => ({ at: Date.parse(point.at), poa: point.probability }));
  }
}
