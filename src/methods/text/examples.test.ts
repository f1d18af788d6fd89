import { expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { textMethods } from './index.ts';

test.each(textMethods.map((method) => [method.name, method] as const))(
  '%s answers its own example, twice alike',
  async (_, method) => {
    const answer = await answerMethod(method, method.example.inputs);
    expect(await answerMethod(method, method.example.inputs)).toEqual(answer);
    expect(answer.reading).not.toBe('');
    for (const { id } of answer.warnings) expect(Object.keys(method.warns)).toContain(id);
  },
);
