/** The mark of a search: letter, shape and colour, the same on every screen and in every tab. Pure. */

/** Without I and O, which read as figures. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Each shape has its own colour, on which white letters can be read; drawn in a box of 32. */
const SHAPES = [
  { colour: '#0b57b0', path: 'M16 1a15 15 0 1 1 0 30a15 15 0 1 1 0-30Z' },
  { colour: '#a23b00', path: 'M3 3H29V29H3Z' },
  { colour: '#00654c', path: 'M9 2H23L31 16L23 30H9L1 16Z' },
  { colour: '#7d2a72', path: 'M16 0L32 16L16 32L0 16Z' },
  { colour: '#6a4a00', path: 'M2 2H30V17C30 25 24 29 16 32C8 29 2 25 2 17Z' },
  { colour: '#30363d', path: 'M16 0L31 11L26 31H6L1 11Z' },
  { colour: '#0a6172', path: 'M8 4H24A12 12 0 0 1 24 28H8A12 12 0 0 1 8 4Z' },
] as const;

export interface SearchMark {
  letter: string;
  colour: string;
  path: string;
}

/** The mark of the search that was opened as the `number`th; of 168 in a row no two are alike. */
export function markOf(number: number): SearchMark {
  const index = Math.max(0, Math.trunc(number) - 1);
  return { letter: LETTERS[index % LETTERS.length]!, ...SHAPES[index % SHAPES.length]! };
}

/** The mark as a picture of its own, for the tab of the browser. */
export function markPicture({ letter, colour, path }: SearchMark): string {
  const text = `<text x="16" y="22" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="18" fill="#fff">${letter}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="${path}" fill="${colour}"/>${text}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
