import { describe, expect, it } from 'vitest';
import { deflateRawSync } from 'node:zlib';
import { codeOfPoa, decodeFrame, denseCodes, plainFrame, poaOfCode, poaOfSegments } from '../src/net/frame';

function bytes(sparse: boolean, entries: [number, number][], version = 7): ArrayBuffer {
  const buffer = new ArrayBuffer(28 + entries.length * (sparse ? 5 : 1));
  const view = new DataView(buffer);
  view.setUint8(0, 0x42);
  view.setUint8(1, 1);
  view.setUint16(2, sparse ? 1 : 0, true);
  view.setUint32(4, version, true);
  view.setFloat64(8, 1_772_330_000.5, true);
  view.setFloat32(16, 0.125, true);
  view.setFloat32(20, 900, true);
  view.setUint32(24, entries.length, true);
  entries.forEach(([segment, code], i) => {
    if (sparse) view.setUint32(28 + 4 * i, segment, true);
    view.setUint8(28 + (sparse ? 4 * entries.length : 0) + i, code);
  });
  return buffer;
}

describe('belief frame', () => {
  it('given a dense frame, reads header and codes', () => {
    const frame = decodeFrame(bytes(false, [[0, 255], [1, 0], [2, 175]]));
    expect(frame).toMatchObject({
      version: 7,
      at: 1_772_330_000.5,
      restOfWorld: 0.125,
      effectiveSampleSize: 900,
      sparse: false,
      segments: null,
    });
    expect([...frame.codes]).toEqual([255, 0, 175]);
  });

  it('given a packed frame, reads what was packed', async () => {
    const entries: [number, number][] = [[3, 90], [4, 200], [40, 7]];
    const plain = new Uint8Array(bytes(true, entries));
    const body = new DataView(plain.slice(28).buffer);
    [3, 1, 36].forEach((step, i) => body.setUint32(4 * i, step, true));
    const packed = Buffer.concat([plain.slice(0, 28), deflateRawSync(new Uint8Array(body.buffer))]);
    packed.writeUInt16LE(3, 2);
    const again = await plainFrame(new Uint8Array(packed).buffer);
    expect([...new Uint8Array(again)]).toEqual([...plain]);
  });

  it('given a plain frame, has nothing to unpack', async () => {
    const plain = bytes(false, [[0, 255]]);
    expect(await plainFrame(plain)).toBe(plain);
  });

  it('given a sparse frame, spreads its codes over the network', () => {
    const frame = decodeFrame(bytes(true, [[4, 200], [1, 90]]));
    expect([...denseCodes(frame, 6)]).toEqual([0, 90, 0, 0, 200, 0]);
  });

  it('given a segment beyond the network, leaves it out', () => {
    expect([...denseCodes(decodeFrame(bytes(true, [[99, 200]])), 2)]).toEqual([0, 0]);
  });

  it.each([
    ['too short', new ArrayBuffer(10), /shorter/],
    ['of another kind', new ArrayBuffer(28), /first byte/],
    ['cut off', bytes(false, [[0, 1], [1, 2]]).slice(0, 29), /expected 30/],
  ])('given a frame that is %s, says so', (_, buffer, message) => {
    expect(() => decodeFrame(buffer)).toThrow(message);
  });

  it('reads code 255 as certainty, 175 as one in a hundred and 0 as nothing', () => {
    expect(poaOfCode(255)).toBe(1);
    expect(poaOfCode(175)).toBeCloseTo(0.01, 12);
    expect(poaOfCode(0)).toBe(0);
  });

  it('gives every code back from its own probability', () => {
    for (let code = 3; code <= 255; code++) expect(codeOfPoa(poaOfCode(code))).toBe(code);
  });

  it('adds each segment once', () => {
    expect(poaOfSegments(Uint8Array.from([175, 175, 255]), [0, 1, 1])).toBeCloseTo(0.02, 12);
  });
});
