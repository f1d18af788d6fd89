import { expect, test } from 'vitest';
import { type AnyMethod, answerMethod } from '../method.ts';
import { prioritiseMethods } from './index.ts';

const methods: readonly AnyMethod[] = prioritiseMethods;

test.each(methods)('$name: its example runs', async (method) => {
  const answer = await answerMethod(method, method.example.inputs);
  expect(answer).toMatchObject({
    reading: expect.stringMatching(/^(?!.*(NaN|undefined|null|Infinity)).*\.$/),
    warnings: expect.any(Array),
  });
});
