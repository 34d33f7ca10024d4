/** What colleagues are reviewing. */
import type { Review } from '../contract/messages';
import type { Claim } from '../contract/state';

/** Whether a colleague is reviewing what the advice wants; `claims` are those of the others. */
export function taken(review: Review, claims: readonly Claim[], now: Date): boolean {
  return claims.some(
    (claim) =>
      claim.camera_id === review.camera_id &&
      Date.parse(claim.expires_at) > now.getTime() &&
      Date.parse(claim.from) < Date.parse(review.until) &&
      Date.parse(review.from) < Date.parse(claim.until),
  );
}

/** The claims of others that have not run out. */
export function running(claims: readonly Claim[], own: string, now: Date): Claim[] {
  return claims.filter((claim) => claim.actor !== own && Date.parse(claim.expires_at) > now.getTime());
}

/** A colleague's claim that shares time with a window. */
export function claimOn(
  window: { cameraId: string; from: number; until: number },
  claims: readonly Claim[],
  own: string,
  now: Date,
): Claim | null {
  const others = running(claims, own, now).filter((claim) => claim.camera_id === window.cameraId);
  return others.find((claim) => Date.parse(claim.from) < window.until && window.from < Date.parse(claim.until)) ?? null;
}
