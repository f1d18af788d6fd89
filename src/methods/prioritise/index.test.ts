import { expect, test } from 'vitest';
import type { z } from 'zod';
import { answerMethod, type Method } from '../method.ts';
import * as prioritise from './index.ts';

function exampleOf<In extends z.ZodType, Out extends z.ZodType>(method: Method<In, Out>) {
  return [method.name, () => answerMethod(method, method.example.inputs)] as const;
}

test.each([
  exampleOf(prioritise.analyticHierarchyProcess),
  exampleOf(prioritise.formulaScore),
  exampleOf(prioritise.iceScore),
  exampleOf(prioritise.kano),
  exampleOf(prioritise.moscow),
  exampleOf(prioritise.opportunityScore),
  exampleOf(prioritise.rankRobustness),
  exampleOf(prioritise.riceScore),
  exampleOf(prioritise.weightedScoring),
  exampleOf(prioritise.weightedShortestJobFirst),
])('%s: its example runs', async (name, run) => {
  expect(await run()).toMatchObject({ reading: expect.stringMatching(/\.$/), warnings: expect.any(Array) });
  expect(prioritise.prioritiseMethods.map((method) => method.name)).toContain(name);
});
