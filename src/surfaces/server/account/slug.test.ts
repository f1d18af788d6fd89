import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeSlug, isReserved, slugFrom, slugSchema } from './slug.ts';

test.each([
  ['Firefox', 'firefox'],
  ['Größe & Zoë Ltd.', 'grosse-zoe-ltd'],
  ['API', 'api-1'],
  ['東京', 'workspace'],
  ['--', 'workspace'],
])('%s becomes %s', (name, slug) => {
  expect(slugFrom(name)).toBe(slug);
});

test('whatever the name, its slug is a good and free address', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (name) => {
      const slug = slugFrom(name);
      expect(slugSchema.parse(slug)).toBe(slug);
      expect(isReserved(slug)).toBe(false);
    }),
  );
});

test('the first free one is found', () => {
  expect(freeSlug('line', new Set())).toBe('line');
  expect(freeSlug('line', new Set(['line', 'line-2']))).toBe('line-3');
});
