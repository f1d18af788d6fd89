/** What holds for every method, whatever it computes. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { netPromoterScore } from './ask/index.ts';
import { markovAttribution } from './attribute/index.ts';
import { answerMethod, METHOD_FIELDS, methods } from './index.ts';

const answered = z.looseObject({
  warnings: z.array(z.object({ id: z.string(), text: z.string().min(10) })),
  reading: z.string().min(20),
  picture: z.looseObject({ title: z.string().min(3), series: z.array(z.unknown()).min(1) }),
});

test('every field has methods, and no two methods one name', () => {
  expect(new Set(methods.map(({ field }) => field))).toEqual(new Set(METHOD_FIELDS));
  expect(new Set(methods.map(({ name }) => name)).size).toBe(methods.length);
  for (const { name } of methods) expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
});

test('a misspelt input is refused by name, however deep it stands', async () => {
  const problem = { id: 'input-unknown', name: 'MethodProblem' };
  await expect(answerMethod(netPromoterScore, { answers: [10], levle: 0.9 })).rejects.toMatchObject({
    ...problem,
    field: 'levle',
  });
  const paths = [{ path: ['a'], conversions: 1, nuls: 2 }];
  await expect(answerMethod(markovAttribution, { paths })).rejects.toMatchObject({ ...problem, field: 'paths.0.nuls' });
});

describe.each(methods.map((method) => [method.name, method] as const))('%s', (_, method) => {
  test('its example runs, leaves its inputs alone, and comes out the same again', { timeout: 60_000 }, async () => {
    const inputs = structuredClone(method.example.inputs);
    const first = await answerMethod(method, inputs);
    expect(inputs).toEqual(method.example.inputs);
    expect(await answerMethod(method, inputs)).toEqual(first);
    const { warnings } = answered.parse(first);
    for (const { id } of warnings) expect(Object.keys(method.warns)).toContain(id);
  });

  test('says what it is for, what it assumes, where it comes from and how it was verified', () => {
    for (const list of [method.whenToUse, method.assumes, method.source]) expect(list.length).toBeGreaterThan(0);
    for (const text of [method.summary, method.formula, method.verified, method.cost, method.example.source])
      expect(text.length).toBeGreaterThan(3);
  });

  test('nothing at all is refused by name', async () => {
    for (const nothing of [undefined, null, 7, 'text', []])
      await expect(answerMethod(method, nothing)).rejects.toMatchObject({ name: 'MethodProblem' });
  });
});
