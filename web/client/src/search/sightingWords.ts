/** A sighting in words: where, who says so, and how sure they were. */
import type { Messages } from '../i18n/messages';
import type { Sighting } from '../contract/state';
import type { Area } from './area';
import { cameraName } from './names';
import { placeName } from './placeName';
import { percentWords } from './odds';

/** From this credibility on somebody is sure, and from this one it is probable. */
const SURE = 0.9;
const LIKELY = 0.5;

/** The camera, else the street. */
export function whereSeen(area: Area, sighting: Sighting, t: Messages): string {
  return cameraName(area, sighting.camera_id) || placeName(area, sighting, t);
}

export function sourceWords(source: string, t: Messages): string {
  return (t.source as Record<string, string>)[source] ?? t.source.other;
}

/** "probably him (70 %)"; empty where nobody said. */
export function sureWords(credibility: number | null, t: Messages): string {
  if (credibility === null) return '';
  const words = credibility >= SURE ? t.video.sure : credibility >= LIKELY ? t.video.likely : t.video.unsure;
  return `${words} (${percentWords(credibility)})`;
}
