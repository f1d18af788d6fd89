import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { littlesLaw } from './littles-law.ts';
import { threePointEstimate } from './three-point-estimate.ts';

const { inputs: given, expected, tolerance } = reference('planning_pert_littles_law');
const ask = (inputs: object) => answerMethod(threePointEstimate, inputs);
const law = (inputs: object) => answerMethod(littlesLaw, inputs);
const named = (o: number, m: number, p: number) => ({ optimistic: o, mostLikely: m, pessimistic: p });

test('two tasks in a chain, as in R', async () => {
  const tasks = given.tasks.map(({ o, m, p }: { o: number; m: number; p: number }) => named(o, m, p));
  const found = await ask({ tasks, deadline: 10 });
  found.tasks.forEach((one, at) => {
    expect(Math.abs(one.mean - expected.tasks[at].mean)).toBeLessThan(tolerance.abs);
    expect(Math.abs(one.standardDeviation - expected.tasks[at].sd)).toBeLessThan(tolerance.abs);
  });
  expect(Math.abs(found.mean - expected.chain_mean)).toBeLessThan(tolerance.abs);
  expect(Math.abs(found.standardDeviation - expected.chain_sd)).toBeLessThan(tolerance.abs);
  expect(Math.abs((found.chanceByDeadline ?? 0) - expected.p_done_by_10)).toBeLessThan(tolerance.abs);
  expect(found.simulated?.mean).toBeCloseTo(expected.chain_mean, 1);
});

test('the longest path decides, slack is what others may lose, and the simulation is never earlier', async () => {
  const found = await ask({
    tasks: [
      { name: 'a', ...named(1, 2, 3) },
      { name: 'b', ...named(4, 5, 6), after: ['a'] },
      { name: 'c', ...named(4, 5, 6), after: ['a'] },
      { name: 'd', ...named(1, 1, 1), after: ['a'] },
      { name: 'e', ...named(1, 1, 1), after: ['b', 'c', 'd'] },
    ],
  });
  expect(found.mean).toBeCloseTo(8, 12);
  expect(found.tasks.map(({ slack }) => slack)).toEqual([0, 0, 0, 4, 0].map((slack) => expect.closeTo(slack, 9)));
  expect(found.criticalPath).toEqual(['a', 'b', 'e']);
  expect(found.simulated?.mean).toBeGreaterThan(8);
});

test('means and variances of a chain add up, in any order', async () => {
  const one = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }));
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 9 }), async (widths) => {
      const tasks = widths.map(([o, m, p]) => named(o, o + m, o + m + p));
      const there = await ask({ tasks, runs: 0 });
      const back = await ask({ tasks: tasks.toReversed(), runs: 0 });
      expect(back.mean).toBeCloseTo(there.mean, 9);
      expect(back.standardDeviation).toBeCloseTo(there.standardDeviation, 9);
      expect(there.tasks.reduce((sum, { mean }) => sum + mean, 0)).toBeCloseTo(there.mean, 9);
    }),
    { numRuns: 40 },
  );
});

test('certain durations: no spread, and the chance is 0 or 1', async () => {
  const tasks = [named(2, 2, 2)];
  expect((await ask({ tasks, deadline: 1 })).chanceByDeadline).toBe(0);
  const sure = await ask({ tasks, deadline: 2 });
  expect([sure.chanceByDeadline, sure.simulated?.standardDeviation]).toEqual([1, 0]);
});

test('durations out of order, unknown names, circles: refused by name', async () => {
  const refused = (tasks: object[], id: string) =>
    expect(ask({ tasks })).rejects.toThrow(expect.objectContaining({ id }));
  await refused([], 'inputs-invalid');
  await refused([named(3, 2, 5)], 'out-of-order');
  await refused([{ name: 'a', ...named(1, 2, 3), after: ['x'] }], 'task-unknown');
  await refused(
    [
      { name: 'a', ...named(1, 2, 3) },
      { name: 'a', ...named(1, 2, 3) },
    ],
    'task-twice',
  );
  await refused(
    [
      { name: 'a', ...named(1, 2, 3), after: ['b'] },
      { name: 'b', ...named(1, 2, 3), after: ['a'] },
    ],
    'in-a-circle',
  );
});

test("Little's law, each way round", async () => {
  const { wip: workInProgress, throughput_per_week: throughput } = given;
  const found = await law({ workInProgress, throughput });
  expect(found.cycleTime).toBeCloseTo(expected.cycle_time_weeks, 9);
  expect((await law({ workInProgress, cycleTime: found.cycleTime })).throughput).toBeCloseTo(throughput, 9);
  expect((await law({ throughput, cycleTime: found.cycleTime })).workInProgress).toBeCloseTo(workInProgress, 9);
});

test('three numbers that do not belong together are warned of; one alone or no throughput is refused', async () => {
  const { mismatch, warnings } = await law({ workInProgress: 24, throughput: 4, cycleTime: 3 });
  expect([mismatch, warnings.map(({ id }) => id)]).toEqual([1, ['not-steady']]);
  await expect(law({ workInProgress: 2 })).rejects.toThrow(expect.objectContaining({ id: 'two-needed' }));
  await expect(law({ workInProgress: 2, throughput: 0 })).rejects.toThrow(
    expect.objectContaining({ id: 'no-throughput' }),
  );
  await expect(law({ workInProgress: 2, cycleTime: 0 })).rejects.toThrow(
    expect.objectContaining({ id: 'no-cycle-time' }),
  );
});
