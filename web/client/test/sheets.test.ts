import { describe, expect, it } from 'vitest';
import { Sheets } from '../src/team/sheets.svelte';

describe('what is asked of a team', () => {
  it('is there again after a find that was none', () => {
    const sheets = new Sheets();
    sheets.show('swept');
    sheets.show('found');
    sheets.tapped = { lon: 8.7, lat: 49.4 };
    expect([sheets.open, sheets.under, sheets.placing]).toEqual(['found', 'swept', true]);
    sheets.close();
    expect([sheets.open, sheets.under, sheets.tapped, sheets.placing]).toEqual(['swept', null, null, false]);
    sheets.close();
    expect(sheets.open).toBeNull();
  });

  it('is nothing once it was answered', () => {
    const sheets = new Sheets();
    sheets.show('saw');
    sheets.show('found');
    sheets.closeAll();
    expect([sheets.open, sheets.under]).toEqual([null, null]);
  });
});
