import { describe, expect, it } from 'vitest';
import { sideOf } from './sight.ts';

const SIGHT = { from: 1000, to: 2000 };

describe('where a bar is that is not in sight', () => {
  it.each([
    { bar: [100, 400], side: 'before' },
    { bar: [100, 1001], side: null },
    { bar: [1500, 1500], side: null },
    { bar: [1999, 2600], side: null },
    { bar: [2100, 2600], side: 'after' },
    { bar: [2012, 2012], side: 'after' },
    { bar: [988, 988], side: 'before' },
    { bar: [100, 3000], side: null },
  ])('$bar is $side', ({ bar: [start = 0, end = 0], side }) => {
    expect(sideOf(SIGHT, start, end)).toBe(side);
  });
});
