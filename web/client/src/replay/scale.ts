/** Where a moment lies on the time line; its ends leave room for half a thumb. */
export const PAD = 8;

export function along(at: number, begin: number, end: number, width: number): number {
  return end > begin ? PAD + ((at - begin) / (end - begin)) * (width - 2 * PAD) : PAD;
}
