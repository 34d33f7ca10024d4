/** The address at which the video system shows a window, from the template of its camera. */

interface Shown {
  cameraId: string;
  /** Unix milliseconds by the camera's clock. */
  from: number;
  until: number;
}

/** Null where there is no template, or it does not give an address of the web. */
export function videoLink(template: string | null | undefined, { cameraId, from, until }: Shown): string | null {
  if (!template) return null;
  const values: Record<string, string> = {
    camera_id: cameraId,
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    from_unix: String(Math.floor(from / 1000)),
    until_unix: String(Math.floor(until / 1000)),
  };
  const filled = template.replace(/\{([^{}]*)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  // The area checked the template when it was imported; whatever else comes is no link.
  if (!URL.canParse(filled)) return null;
  const { protocol, username, password, href } = new URL(filled);
  return (protocol === 'https:' || protocol === 'http:') && !username && !password ? href : null;
}
