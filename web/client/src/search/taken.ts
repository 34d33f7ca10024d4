/** Whether a colleague is reviewing what the advice wants. */
import type { Review } from '../contract/messages';
import type { Claim } from '../contract/state';

export function taken(review: Review, claims: readonly Claim[], now: Date): boolean {
  return claims.some(
    (claim) =>
      claim.camera_id === review.camera_id &&
      Date.parse(claim.expires_at) > now.getTime() &&
      Date.parse(claim.from) < Date.parse(review.until) &&
      Date.parse(review.from) < Date.parse(claim.until),
  );
}
