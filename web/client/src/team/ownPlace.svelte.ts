/** Where the own team is: what this phone measures, else what the service was told of the team. */
import type { Position } from '../contract/messages';
import type { Point } from '../contract/state';
import { tick } from '../parts/tick.svelte';
import type { SearchSession } from '../search/session.svelte';
import { clock } from '../time/clock';
import { ageSeconds } from '../time/words';
import { compass } from './compass.svelte';
import { ownLocation } from './location.svelte';
import { mapUp } from './mapUp.svelte';
import { SteadyUp } from './steadyUp';
import { whereShown } from './whereShown';

/** A position this old says nothing of now. */
const LOST_S = 180;

export class OwnPlace {
  private ahead = $state(0);
  private readonly steadyUp = new SteadyUp();
  /** What the service was told last. */
  private readonly told = $derived.by(() => {
    const id = this.teamId();
    return id ? this.session.positions.get(id) : undefined;
  });

  /** Made while its page is made. */
  constructor(
    private readonly session: SearchSession,
    private readonly teamId: () => string | null,
  ) {
    $effect(() => {
      const place = ownLocation.fix ?? this.told;
      if (place) this.ahead = this.steadyUp.at({ lon: place.lon, lat: place.lat, at: Date.parse(place.at) });
    });
  }

  /** Null while nobody knows it. */
  readonly point = $derived.by<Point | null>(() => ownLocation.fix ?? this.told ?? null);
  /** Whether this phone measures it. */
  readonly measured = $derived.by(() => ownLocation.fix !== null);
  /** Everybody's positions: the phone knows its own place better than the service does. */
  readonly positions = $derived.by<ReadonlyMap<string, Position>>(() => {
    const [fix, id] = [ownLocation.fix, this.teamId()];
    if (!fix || !id) return this.session.positions;
    // Where it does not move the compass knows which way it looks.
    const heading = ownLocation.heading ?? compass.heading;
    const mine = { ...fix, team_id: id, accuracy_m: fix.accuracy_m ?? null, heading };
    return new Map(this.session.positions).set(id, mine);
  });
  /** What is up on the map, in degrees clockwise from north. */
  readonly up = $derived.by(() => (mapUp.current === 'heading' ? this.ahead : 0));
  /** How sure it is, in metres. */
  readonly doubt = $derived.by(() => (ownLocation.fix ? (ownLocation.fix.accuracy_m ?? 0) : (this.told?.accuracy_m ?? 0)));
  /** Seconds of real time since it was true; a fast exercise clock does not make it older. */
  readonly age = $derived.by(() => {
    const at = ownLocation.fix?.at ?? this.told?.at;
    return at ? ageSeconds(at, tick.now) / Math.max(1, clock.speed) : 0;
  });
  readonly shown = $derived.by(() =>
    whereShown({
      sharing: ownLocation.sharing,
      denied: ownLocation.denied,
      looking: ownLocation.asked,
      told: this.told !== undefined && this.age < LOST_S,
    }),
  );
}
