import { expect, test } from 'vitest';
import { instantOf } from './value-parsers.ts';

test.for([
  ['2026-11-22 07:03:04+00', '2026-11-22T07:03:04.000Z'],
  ['2026-11-22 07:03:04.5+00', '2026-11-22T07:03:04.500Z'],
  ['2026-11-22 07:03:04.123456+00', '2026-11-22T07:03:04.123Z'],
  ['2026-11-22 07:03:04.5+05:30', '2026-11-22T01:33:04.500Z'],
  ['infinity', 'infinity'],
] as const)('%s is %s', ([text, instant]) => {
  expect(instantOf(text)).toBe(instant);
});
