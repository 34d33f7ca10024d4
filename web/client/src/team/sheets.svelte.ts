/** What is asked of the team over its task: one sheet at a time, and the find over any other. */
import type { Point } from '../contract/state';

export type SheetName = 'saw' | 'found' | 'swept' | 'person';

export class Sheets {
  open = $state<SheetName | null>(null);
  /** What the find was opened over: it is there again if it was no find. */
  under = $state<SheetName | null>(null);
  /** The place that was tapped on the map for the open sheet. */
  tapped = $state.raw<Point | null>(null);

  /** A place is being chosen on the map. */
  readonly placing = $derived.by(() => this.open === 'saw' || this.open === 'found');

  show(which: SheetName): void {
    this.tapped = null;
    this.under = which === 'found' && this.open !== 'found' ? this.open : null;
    this.open = which;
  }

  close(): void {
    this.tapped = null;
    this.open = this.under;
    this.under = null;
  }

  closeAll(): void {
    this.open = this.under = this.tapped = null;
  }
}
