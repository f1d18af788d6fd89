import { expect, test } from 'vitest';
import { type AnyMethod, answerMethod } from '../method.ts';
import { agreeMethods } from './index.ts';

const methods: readonly AnyMethod[] = agreeMethods;

test.each(methods)('$name: its example runs', async (method) => {
  const answer = await answerMethod(method, method.example.inputs);
  expect(answer).toMatchObject({
    reading: expect.stringMatching(/^(?!.*(NaN|undefined|null|Infinity)).*\.$/),
    warnings: expect.any(Array),
  });
});
