import { expect, test } from 'vitest';
import { z } from 'zod';
import { type AnyMethod, answerMethod, report } from '../method.ts';
import { compareMethods } from './index.ts';

const methods: readonly AnyMethod[] = compareMethods;

test.each(methods.map((method) => [method.name, method] as const))('%s answers its own example', async (_, method) => {
  const before = JSON.stringify(method.example.inputs);
  const { warnings, reading } = z.object(report).parse(await answerMethod(method, method.example.inputs));
  for (const { id } of warnings) expect(Object.keys(method.warns)).toContain(id);
  expect(reading).not.toMatch(/NaN|undefined|null|Infinity/);
  expect(JSON.stringify(method.example.inputs)).toBe(before);
});
