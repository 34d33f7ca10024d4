/** The segment of the highest code; null where no street has any. */
export function likeliest(codes: Uint8Array): number | null {
  let best = -1;
  codes.forEach((code, segment) => {
    if (code > (best < 0 ? 0 : codes[best]!)) best = segment;
  });
  return best < 0 ? null : best;
}
