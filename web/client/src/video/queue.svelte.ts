/** The queue of windows to review, and the mark of the one that Enter opens. */
import type { Review } from '../contract/messages';
import type { SearchSession } from '../search/session.svelte';
import { taken } from '../search/taken';
import { clock } from '../time/clock';
import { lineOf, stillOpen, withMarked, type Listed, type Marked } from './reviewList';

export class ReviewQueue {
  private marked = $state.raw<Marked | null>(null);

  constructor(
    private readonly session: SearchSession,
    private readonly over: () => boolean,
  ) {}

  /** What is worth watching and nobody does or did. */
  get advised(): readonly Review[] {
    if (this.over()) return [];
    const claims = this.session.state?.claims ?? [];
    const others = claims.filter((claim) => claim.actor !== this.session.accountId);
    const open = stillOpen(this.session.advice, this.session.events);
    return open.filter((review) => !taken(review, others, clock.now()));
  }

  /** As it is shown: the marked window stays in it until somebody acts or moves on. */
  get listed(): Listed {
    return withMarked(this.advised, this.over() ? null : this.marked);
  }

  get reviews(): readonly Review[] {
    return this.listed.reviews;
  }

  /** The marked line. */
  get index(): number {
    return this.listed.index;
  }

  /** Whether the marked window is of this camera. */
  marks(cameraId: string): boolean {
    return this.marked?.review.camera_id === cameraId;
  }

  mark(index: number): void {
    const review = this.reviews[index];
    this.marked = review ? { review, index } : null;
  }

  /** Called when the advice has changed: the mark stays with its window. */
  settle(): void {
    const { index, kept } = this.listed;
    if (!kept) this.mark(index);
  }

  move(step: number): void {
    const { reviews, index } = this.listed;
    const review = reviews[Math.max(0, Math.min(reviews.length - 1, index + step))];
    // A window that was only kept because of the mark goes with it, and moves those below.
    if (review) this.marked = { review, index: Math.max(0, lineOf(this.advised, review)) };
  }

  /** The window that comes after those of a camera. */
  following(cameraId: string): Review | undefined {
    const { reviews, index } = this.listed;
    return reviews.find((review, i) => i !== index && review.camera_id !== cameraId);
  }

  /** Marks that window, or the best one where it is not advised any more. */
  markNext(following: Review | undefined): void {
    this.marked = null;
    if (following) this.mark(Math.max(0, lineOf(this.reviews, following)));
  }
}
