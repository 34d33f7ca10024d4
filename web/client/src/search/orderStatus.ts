/** What an order stands at, as every screen says it: after the end of the search none waits for anything. */
import type { Redirect, SearchState } from '../contract/state';

/** `overtaken`: it was still open when he was found or the search was closed. */
export type OrderStatus = Redirect['status'] | 'overtaken';

const OPEN = new Set<OrderStatus>(['proposed', 'sent', 'received', 'wilco', 'executing']);

/** Whether nobody has to go anywhere any more; a find that is withdrawn takes that back. */
export const searchIsOver = (state: SearchState | null): boolean =>
  !!state?.find || state?.status === 'closed';

export const orderStatus = (state: SearchState | null, order: Redirect): OrderStatus =>
  searchIsOver(state) && OPEN.has(order.status) ? 'overtaken' : order.status;
