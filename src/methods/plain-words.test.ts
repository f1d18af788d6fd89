import { expect, test } from 'vitest';
import { listed } from './plain-words.ts';

test('a few names are all said, many are cut short with how many more there are', () => {
  const names = Array.from({ length: 100 }, (_, at) => `N${at}`);
  expect(listed([])).toBe('');
  expect(listed(['A'])).toBe('A');
  expect(listed(['A', 'B', 'C'])).toBe('A, B and C');
  expect(listed(names.slice(0, 8))).toContain('N6 and N7');
  expect(listed(names)).toBe('N0, N1, N2, N3, N4, N5 and 94 more');
});
