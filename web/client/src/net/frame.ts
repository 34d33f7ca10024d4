/** The binary belief frame: one byte of probability per segment. */

export interface BeliefFrame {
  version: number;
  /** Unix seconds of the moment the probabilities speak of. */
  at: number;
  restOfWorld: number;
  effectiveSampleSize: number;
  /** True when only some segments are told; the others are unknown, not zero. */
  sparse: boolean;
  /** Segment indices; null in a dense frame, where code i belongs to segment i. */
  segments: Uint32Array | null;
  codes: Uint8Array;
}

const MAGIC = 0x42;
const FORMAT = 1;
const HEADER_BYTES = 28;
const SPARSE = 1;
const PACKED = 2;

/** Whether this browser can read packed frames. */
export const READS_PACKED = 'DecompressionStream' in globalThis;

/** A frame as it came, unpacked where it is packed. */
export async function plainFrame(buffer: ArrayBuffer): Promise<ArrayBuffer> {
  if (buffer.byteLength < HEADER_BYTES) return buffer;
  const header = new DataView(buffer.slice(0, HEADER_BYTES));
  const flags = header.getUint16(2, true);
  if (!(flags & PACKED)) return buffer;
  const inflated = new Blob([buffer.slice(HEADER_BYTES)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const body = await new Response(inflated).arrayBuffer();
  header.setUint16(2, flags & ~PACKED, true);
  if (flags & SPARSE) {
    const differences = new DataView(body);
    const count = Math.min(header.getUint32(24, true), body.byteLength >> 2);
    for (let i = 0, segment = 0; i < count; i++) {
      segment += differences.getUint32(4 * i, true);
      differences.setUint32(4 * i, segment, true);
    }
  }
  return new Blob([header.buffer, body]).arrayBuffer();
}

/** Decodes a frame; throws a RangeError that says what was wrong. */
export function decodeFrame(buffer: ArrayBuffer): BeliefFrame {
  if (buffer.byteLength < HEADER_BYTES) throw new RangeError('belief frame: shorter than its header');
  const view = new DataView(buffer);
  if (view.getUint8(0) !== MAGIC) throw new RangeError('belief frame: wrong first byte');
  if (view.getUint8(1) !== FORMAT) throw new RangeError(`belief frame: unknown format ${view.getUint8(1)}`);
  const sparse = (view.getUint16(2, true) & SPARSE) !== 0;
  const count = view.getUint32(24, true);
  const expected = HEADER_BYTES + count * (sparse ? 5 : 1);
  if (buffer.byteLength !== expected) {
    throw new RangeError(`belief frame: ${buffer.byteLength} bytes, expected ${expected}`);
  }
  let segments: Uint32Array | null = null;
  if (sparse) {
    segments = new Uint32Array(count);
    for (let i = 0; i < count; i++) segments[i] = view.getUint32(HEADER_BYTES + 4 * i, true);
  }
  return {
    version: view.getUint32(4, true),
    at: view.getFloat64(8, true),
    restOfWorld: view.getFloat32(16, true),
    effectiveSampleSize: view.getFloat32(20, true),
    sparse,
    segments,
    codes: new Uint8Array(buffer, sparse ? HEADER_BYTES + 4 * count : HEADER_BYTES, count),
  };
}

/** Probability of area of a code; code 0 means below 5e-7 and counts as 0. */
export function poaOfCode(code: number): number {
  return code === 0 ? 0 : 10 ** ((code - 255) / 40);
}

/** The nearest code of a probability. */
export function codeOfPoa(poa: number): number {
  return poa < 5e-7 ? 0 : Math.max(1, Math.min(255, Math.round(255 + 40 * Math.log10(poa))));
}

/** Codes of all segments; segments a sparse frame does not tell keep code 0. */
export function denseCodes(frame: BeliefFrame, segmentCount: number): Uint8Array {
  if (!frame.segments) return frame.codes;
  const dense = new Uint8Array(segmentCount);
  frame.segments.forEach((segment, i) => {
    if (segment < segmentCount) dense[segment] = frame.codes[i] ?? 0;
  });
  return dense;
}

/** Probability that the place lies on any of the segments, as far as the frame tells. */
export function poaOfSegments(codes: Uint8Array, segments: readonly number[]): number {
  let sum = 0;
  for (const segment of new Set(segments)) sum += poaOfCode(codes[segment] ?? 0);
  return sum;
}
