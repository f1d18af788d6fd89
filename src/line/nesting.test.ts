import { expect, test } from 'vitest';
import { z } from 'zod';
import { isNestedTooDeep } from './nesting.ts';
import { validate } from './validate.ts';

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

test('what people write is not too deep, what nobody writes is, however deep', () => {
  expect(isNestedTooDeep(7)).toBe(false);
  expect(isNestedTooDeep({ rows: [[1, 2], null], note: 'x' })).toBe(false);
  expect(isNestedTooDeep(nested(200))).toBe(false);
  expect(isNestedTooDeep(nested(201))).toBe(true);
  expect(isNestedTooDeep({ a: { b: nested(100_000) } })).toBe(true);
});

test('input nested 100,000 levels deep is refused in words, not by a fault', () => {
  const schema = z.object({ title: z.string() });
  expect(() => validate(schema, { title: nested(100_000) })).toThrow(/nested at most/);
  expect(() => validate(z.object({ any: z.json() }), { any: nested(100_000) })).toThrow(/nested at most/);
});
