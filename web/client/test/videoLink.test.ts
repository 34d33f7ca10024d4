import { describe, expect, it } from 'vitest';
import { videoLink } from '../src/video/videoLink';

const window = { cameraId: 'C 17/北&x=1', from: Date.UTC(2026, 2, 1, 1, 10), until: Date.UTC(2026, 2, 1, 1, 35) };

describe('the link to the video system', () => {
  it('has the camera and the times filled in, encoded', () => {
    const link = videoLink('https://video.example/play/{camera_id}?from={from}&until={until_unix}', window);
    expect(link).toBe(
      'https://video.example/play/C%2017%2F%E5%8C%97%26x%3D1?from=2026-03-01T01%3A10%3A00.000Z&until=1772328900',
    );
  });

  it.each(['javascript:alert({from})', 'data:text/html,x', 'file:///etc/{camera_id}', 'video.example', 'https://a@b.example/', '', null, undefined])(
    'is none for %s',
    (template) => expect(videoLink(template, window)).toBeNull(),
  );

  it('lets nothing that is filled in reach the host', () => {
    const link = videoLink('https://video.example/{camera_id}', { ...window, cameraId: '@evil.example/../..' });
    expect(new URL(link ?? '').host).toBe('video.example');
  });
});
