import { describe, expect, it } from 'vitest';
import type { Notice } from '../src/contract/notices';
import { keyOf, shown, stillAside } from '../src/search/notices';

const notice = (code: string, about: string[] = [], figures = {}): Notice => ({
  code,
  about,
  figures,
  says: { zh: '', en: '' },
  do: { zh: '', en: '' },
});

describe('notices put aside', () => {
  const limit = notice('sample_limit_reached', [], { effective_sample_size: 100 });
  const capped = notice('pod_capped', ['a']);

  it('are not shown, the others are', () => {
    expect(shown([limit, capped], new Set([keyOf(limit)]))).toEqual([capped]);
  });

  it('stay aside when only a figure changes', () => {
    const later = notice('sample_limit_reached', [], { effective_sample_size: 90 });
    expect(shown([later], new Set([keyOf(limit)]))).toEqual([]);
  });

  it('come back when they speak of something else', () => {
    expect(shown([notice('pod_capped', ['a', 'b'])], new Set([keyOf(capped)]))).toHaveLength(1);
  });

  it('come back after they had gone', () => {
    const aside = new Set([keyOf(limit), keyOf(capped)]);
    expect(stillAside([capped], aside)).toEqual(new Set([keyOf(capped)]));
  });
});
