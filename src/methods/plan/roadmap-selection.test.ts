import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { replannedByPeriods } from './period-search.ts';
import { readRoadmap, roadmapInputs } from './roadmap-inputs.ts';
import { programmeOfRoadmap } from './roadmap-programme.ts';
import { roadmapSelection } from './roadmap-selection.ts';
import { budgetOf } from './solver-budget.ts';

const ask = (inputs: object) => answerMethod(roadmapSelection, { alternatives: 0, oneMoreUnit: false, ...inputs });

test('the instance proven by Rglpk and lpSolve', async () => {
  const { inputs, expected, tolerance } = reference('planning_roadmap_ilp');
  const found = await ask({
    items: inputs.value.map((value: number, i: number) => ({ value, effort: inputs.effort[i] })),
    capacity: inputs.capacity_by_period_and_team,
    dependencies: inputs.precedence.map(([needs, item]: [number, number]) => ({ item, needs })),
    discountPerPeriod: inputs.discount_per_period,
  });
  expect(Math.abs(found.totalValue - expected.optimum)).toBeLessThan(tolerance.optimum);
  expect([found.proven, found.gap]).toEqual([true, 0]);
});

interface Small {
  readonly items: { value: number; effort: number[]; cost: number }[];
  readonly capacity: number[][];
  readonly dependencies: { item: number; needs: number }[];
  readonly budget: number;
  readonly samePeriod: boolean;
}

/** The best of all schedules, one after the other. */
function bruteForce({ items, capacity, dependencies, budget, samePeriod }: Small): number {
  const periods = capacity.length;
  let best = 0;
  for (let code = 0; code < (periods + 1) ** items.length; code++) {
    const period = items.map((_, i) => Math.floor(code / (periods + 1) ** i) % (periods + 1));
    const done = (i: number) => (period[i] ?? periods) < periods;
    const ordered = dependencies.every(
      ({ item, needs }) =>
        !done(item - 1) ||
        (done(needs - 1) && (period[needs - 1] ?? 0) + (samePeriod ? 0 : 1) <= (period[item - 1] ?? 0)),
    );
    const spent = items.reduce((sum, { cost }, i) => sum + (done(i) ? cost : 0), 0);
    const roomy = capacity.every((teams, t) =>
      teams.every(
        (room, team) =>
          items.reduce((sum, { effort }, i) => sum + (period[i] === t ? (effort[team] ?? 0) : 0), 0) <= room,
      ),
    );
    if (!ordered || !roomy || spent > budget) continue;
    best = Math.max(
      best,
      items.reduce((sum, { value }, i) => sum + (done(i) ? value * 0.8 ** (period[i] ?? 0) : 0), 0),
    );
  }
  return best;
}

test('equals the best of all schedules of a small roadmap, with dependencies and a budget', async () => {
  const few = fc.integer({ min: 0, max: 6 });
  const one = fc.record({
    value: fc.integer({ min: 1, max: 30 }),
    effort: fc.array(few, { minLength: 2, maxLength: 2 }),
    cost: few,
  });
  const small = fc.record({
    items: fc.array(one, { minLength: 5, maxLength: 5 }),
    capacity: fc.array(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 2 }), {
      minLength: 1,
      maxLength: 3,
    }),
    dependencies: fc.array(fc.constantFrom({ item: 2, needs: 1 }, { item: 5, needs: 2 }, { item: 4, needs: 3 }), {
      maxLength: 3,
    }),
    budget: fc.integer({ min: 0, max: 20 }),
    samePeriod: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(small, async (roadmap) => {
      const found = await ask({ ...roadmap, discountPerPeriod: 0.8 });
      expect(found.totalValue).toBeCloseTo(bruteForce(roadmap), 6);
      for (const { used, limit } of found.capacities) expect(used).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 30 },
  );
});

test('a large roadmap with few steps: all limits kept, the gap stated and small, the same again', async () => {
  const items = Array.from({ length: 40 }, (_, i) => ({
    value: 5 + ((i * 37) % 95),
    effort: [0, 1, 2].map((team) => ((i * 7 + team * 5) % 3 === 0 ? 0 : 1 + ((i * 13 + team * 29) % 11))),
  }));
  const dependencies = Array.from({ length: 10 }, (_, i) => ({ item: 3 * i + 5, needs: 2 * i + 1 }));
  const capacity = Array.from({ length: 4 }, () => [20, 20, 20]);
  const large = { items, capacity, dependencies, discountPerPeriod: 0.9, solverSteps: 300 };
  const found = await ask(large);
  const { schedule, capacities, gap, warnings } = found;
  expect(gap).toBeLessThan(0.1);
  expect(warnings.map(({ id }) => id)).toEqual(['not-proven']);
  expect(await ask(large)).toEqual(found);
  const hurried = await ask({ ...large, solverSteps: 1_000_000, timeLimitSeconds: 0.1 });
  expect(hurried.warnings.map(({ id }) => id)).toEqual(['not-proven', 'time-ran-out']);
  for (const { used, limit } of capacities) expect(used).toBeLessThanOrEqual(limit);
  for (const { item, needs } of dependencies) {
    const last = schedule[item - 1]?.period ?? null;
    if (last !== null) expect(schedule[needs - 1]?.period ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(last);
  }
});

const two = [
  { name: 'a', value: 10, effort: { server: 3 } },
  { name: 'b', value: 9, effort: { web: 3 } },
  { name: 'c', value: 2, effort: { web: 1 } },
];

test('teams by name; what one more unit brings; the next best set', async () => {
  const found = await ask({ items: two, capacity: [{ server: 2, web: 3 }], alternatives: 1, oneMoreUnit: true });
  expect(found.schedule.map(({ period }) => period)).toEqual([null, 1, null]);
  expect(found.capacities.map(({ team, oneMoreUnit }) => [team, oneMoreUnit])).toEqual([
    ['server', 10],
    ['web', 2],
  ]);
  expect(found.alternatives[0]).toEqual({ value: 2, added: ['c'], dropped: ['b'] });
  expect(found.capacities.map(({ shadowPrice }) => shadowPrice)).toEqual([
    expect.closeTo(10 / 3, 6),
    expect.closeTo(2, 6),
  ]);
});

test('earliest, latest, mandatory and exclusive items', async () => {
  const capacity = [
    { server: 9, web: 9 },
    { server: 9, web: 9 },
  ];
  const late = await ask({ items: two.map((one) => ({ ...one, earliest: 2 })), capacity, discountPerPeriod: 0.5 });
  expect(late.schedule.map(({ period }) => period)).toEqual([2, 2, 2]);
  const early = await ask({ items: two.map((one) => ({ ...one, value: -1, latest: 1, mandatory: true })), capacity });
  expect(early.schedule.map(({ period }) => period)).toEqual([1, 1, 1]);
  const apart = await ask({ items: two, capacity, atMostOneOf: [['a', 'b']] });
  expect(apart.schedule.map(({ item, period }) => (period === null ? item : ''))).toEqual(['', 'b', '']);
});

test('everything fits, nothing fits, an idle team: said so', async () => {
  const all = await ask({ items: two, capacity: [{ server: 9, web: 9 }] });
  expect(all.warnings.map(({ id }) => id)).toEqual(['all-fit']);
  const none = await ask({ items: two, capacity: [{ server: 2, web: 0 }] });
  expect([none.totalValue, none.warnings.map(({ id }) => id)]).toEqual([0, ['team-idle']]);
});

test('mandatory items that do not fit, unknown names, uneven lists: refused by name', async () => {
  const refused = (inputs: object, id: string) => expect(ask(inputs)).rejects.toThrow(expect.objectContaining({ id }));
  const capacity = [{ server: 2, web: 2 }];
  await refused({ items: two.map((one) => ({ ...one, mandatory: true })), capacity }, 'cannot-be-kept');
  await refused({ items: two, capacity, dependencies: [{ item: 'x', needs: 'a' }] }, 'item-unknown');
  await refused({ items: [{ value: 1, effort: [1] }], capacity: [[1, 2]] }, 'capacity-unlike-teams');
  await refused({ items: [{ value: 1, effort: [] }], capacity: [[]] }, 'no-team');
  await refused({ items: [...two, ...two], capacity }, 'item-twice');
  await refused({ items: two, teams: ['web'], capacity: [[5]] }, 'team-unknown');
});

test('items that wait for themselves, alone or in a circle, are refused by name; together in one period they may', async () => {
  const items = ['a', 'b', 'c'].map((name) => ({ name, value: 1, effort: [1] }));
  const circle = [
    { item: 'a', needs: 'b' },
    { item: 'b', needs: 'a' },
  ];
  const refused = (inputs: object) =>
    expect(ask({ items, capacity: [[2], [2]], ...inputs })).rejects.toThrow(
      expect.objectContaining({ id: 'in-a-circle' }),
    );
  await refused({ dependencies: [{ item: 'a', needs: 'a' }] });
  await refused({ dependencies: circle, samePeriod: false });
  const together = await ask({ items, capacity: [[2], [2]], dependencies: circle });
  expect([together.totalValue, together.schedule[0]?.period === together.schedule[1]?.period]).toEqual([3, true]);
});

test('of roadmaps worth the same, the one that delivers first; one team may be given by plain numbers', async () => {
  const items = Array.from({ length: 4 }, (_, at) => ({ value: 5, effort: 1 + (at % 2) }));
  const dependencies = [{ item: 3, needs: 1 }];
  const { schedule, totalValue } = await ask({ items, capacity: [6, 6, 6], dependencies });
  expect([totalValue, schedule.map(({ period }) => period)]).toEqual([20, [1, 1, 1, 1]]);
  const apart = await ask({ items, capacity: [6, 6, 6], dependencies, samePeriod: false });
  expect(apart.schedule.map(({ period }) => period)).toEqual([1, 1, 2, 1]);
});

test.each([1e-12, 1, 1e12])('efforts and values of size %s are told apart', async (size) => {
  const items = [3, 2, 2].map((value) => ({ value: value * size, effort: [value * size] }));
  const { totalValue, capacities } = await ask({ items, capacity: [[4 * size]] });
  expect(totalValue / size).toBeCloseTo(4, 9);
  expect(capacities[0]?.used).toBeLessThanOrEqual(4 * size * (1 + 1e-9));
  expect(capacities[0]?.shadowPrice).toBeCloseTo(1, 9);
});

test('planning two periods at a time never loses, keeps every limit and stops at the bound asked for', async () => {
  const random = randomFrom(4);
  const items = Array.from({ length: 9 }, () => ({
    value: 1 + random.below(40),
    effort: [random.below(8), random.below(8)],
  }));
  const { roadmap } = readRoadmap(
    roadmapInputs.parse({ items, capacity: Array(3).fill([9, 9]), dependencies: [{ item: 7, needs: 2 }] }),
  );
  const programme = programmeOfRoadmap(roadmap);
  const nothing = { at: new Float64Array(programme.worth.length), value: 0 };
  const task = { items: 9, periods: 3, budget: budgetOf({ solverSteps: 20_000, timeLimitSeconds: 60 }), random };
  const plan = await replannedByPeriods(programme, nothing, { ...task, enough: Number.POSITIVE_INFINITY });
  const best = await ask({ items, capacity: Array(3).fill([9, 9]), dependencies: [{ item: 7, needs: 2 }] });
  expect(plan.value).toBeLessThanOrEqual(best.totalValue + 1e-9);
  expect(plan.value).toBeGreaterThan(0.95 * best.totalValue);
  for (const { columns, factors, atMost } of programme.rows)
    expect(
      columns.reduce((sum, column, at) => sum + (plan.at[column] ?? 0) * (factors[at] ?? 0), 0),
    ).toBeLessThanOrEqual(atMost + 1e-9);
  const some = await replannedByPeriods(programme, nothing, { ...task, enough: 1 });
  expect(some.value).toBeGreaterThanOrEqual(1);
});
