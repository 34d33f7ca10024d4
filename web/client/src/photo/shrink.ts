/** Photos are made small on the phone: they go out over a weak net, and without what the camera wrote. */

/** Pixels of the longer side; the service makes nothing larger either. */
const LONGEST = 1600;
const QUALITY = 0.85;
/** What the service takes. */
export const MOST_BYTES = 8_000_000;

/** Width and height with the same shape, none larger than `longest`. */
export function fitted(width: number, height: number, longest = LONGEST): { width: number; height: number } {
  const share = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
}

/** The photo as a small JPEG; as it is where this device cannot read it, null if that is too large. */
export async function shrunk(file: Blob): Promise<Blob | null> {
  return (await redrawn(file)) ?? (file.size <= MOST_BYTES ? file : null);
}

async function redrawn(file: Blob): Promise<Blob | null> {
  try {
    const picture = await createImageBitmap(file);
    const { width, height } = fitted(picture.width, picture.height);
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
    picture.close();
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  } catch {
    return null;
  }
}
