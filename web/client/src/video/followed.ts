/** What a claim says of the advice it follows, so that it can be judged afterwards. */
import type { Review } from '../contract/messages';

export interface ClaimedWindow {
  cameraId: string;
  from: number;
  until: number;
}

/** `followed` with the numbers of the advised window, and its place in the list; else nothing. */
export function followedBy(reviews: readonly Review[], window: ClaimedWindow): { followed?: Record<string, number> } {
  const place = reviews.findIndex(
    (review) =>
      review.camera_id === window.cameraId &&
      Date.parse(review.from) === window.from &&
      Date.parse(review.until) === window.until,
  );
  const review = reviews[place];
  if (!review) return {};
  return { followed: { gain_bits: review.gain_bits, minutes: review.minutes, rank: place + 1 } };
}
