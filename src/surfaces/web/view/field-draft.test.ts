import { describe, expect, it } from 'vitest';
import { date, list, money, number, share, text, url } from '../../../line/index.ts';
import { draftText, readDraft } from './field-draft.ts';

describe('what is typed into a field', () => {
  it('reads numbers as people write them', () => {
    expect(readDraft(number(), '1,200.50')).toEqual({ value: 1200.5 });
    expect(readDraft(number(), '1.200,50')).toEqual({ value: 1200.5 });
    expect(readDraft(number(), '12 000')).toEqual({ value: 12_000 });
    expect(readDraft(number(), 'many')).toHaveProperty('error');
  });

  it('reads shares in per cent, within their range', () => {
    expect(readDraft(share(), '80 %')).toEqual({ value: 0.8 });
    expect(draftText(share(), 0.8)).toBe('80');
    expect(readDraft(share(), '120')).toEqual({ error: 'At most 100.' });
  });

  it('wants a currency with money', () => {
    expect(readDraft(money(), '1,200 eur')).toEqual({ value: { amount: 1200, currency: 'EUR' } });
    expect(readDraft(money(), '1200')).toHaveProperty('error');
  });

  it('empties with nothing typed, unless the field is required', () => {
    expect(readDraft(date(), ' ')).toEqual({ value: null });
    expect(readDraft(text({ required: true }), '')).toHaveProperty('error');
  });

  it('takes one entry a line into lists, and whole addresses only', () => {
    expect(readDraft(list(), 'one\n\n two ')).toEqual({ value: ['one', 'two'] });
    expect(readDraft(url(), 'example.org')).toHaveProperty('error');
  });
});
