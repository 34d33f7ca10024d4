/** A sighting in words: where, who says so, and how sure they were. */
import type { Messages } from '../i18n/messages';
import type { Sighting } from '../contract/state';
import type { Area } from './area';
import { actorWords, cameraName, teamName, type Seen } from './names';
import { placeName } from './placeName';
import { percentWords } from './odds';

/** From this credibility on somebody is sure, from this one it is probable, from this one possible. */
const SURE = 0.9;
const LIKELY = 0.6;
const PERHAPS = 0.4;

/** The camera, else the street. */
export function whereSeen(area: Area, sighting: Sighting, t: Messages): string {
  return cameraName(area, sighting.camera_id) || placeName(area, sighting, t);
}

export function sourceWords(source: string, t: Messages): string {
  return (t.source as Record<string, string>)[source] ?? t.source.other;
}

/** Who says so: a street team by its name; others by what they are, and who recorded it. */
export function tellerWords(sighting: Sighting, seen: Seen, t: Messages): string {
  const source = sourceWords(sighting.source, t);
  const told = seen.events.find(
    (event) => event.topic === 'sighting.reported' && event.data.sighting_id === sighting.sighting_id,
  );
  if (!told) return source;
  const who = actorWords(told.actor, seen, t);
  return teamName(seen.state, told.actor_team) ? who : `${source}, ${who}`;
}

/** The verdict, else how sure they were: "probably him (70 %)"; empty where nobody said. */
export function sureWords({ credibility, verdict }: Pick<Sighting, 'credibility' | 'verdict'>, t: Messages): string {
  if (verdict === 'confirmed' || verdict === 'ruled_out') return t.verdict[verdict];
  if (credibility === null) return '';
  return `${degree(credibility, t)} (${percentWords(credibility)})`;
}

function degree(credibility: number, { video }: Messages): string {
  if (credibility >= SURE) return video.sure;
  if (credibility >= LIKELY) return video.likely;
  return credibility >= PERHAPS ? video.perhaps : video.unsure;
}
