/** The plans hold together: every link leads from and to something made before it, is allowed, and closes no circle. */
import { expect, test } from 'vitest';
import { DEMOS } from '../../src/demo/index.ts';
import { domain } from '../../src/domain/index.ts';
import { createModel } from '../../src/line/index.ts';
import { faultsOf } from './faults-of-plan.ts';

const NOW = new Date('2026-11-22T08:00:00Z');

/** What the data holds nothing of; decisions it holds only as positions on web standards. */
const MADE_UP_KINDS = new Set([
  ...['task', 'objective', 'initiative', 'risk', 'decision', 'campaign', 'requirement'],
  ...['team', 'company', 'contact', 'interview', 'winLoss'],
]);

test.each(DEMOS)('$title: the plan has no fault', async (demo) => {
  expect(faultsOf(await demo.plan(NOW), createModel(domain))).toEqual([]);
});

test.each(DEMOS)('$title: the same data and day give the same plan', async (demo) => {
  expect(await demo.plan(NOW)).toEqual(await demo.plan(NOW));
});

test.each(DEMOS)('$title: what is made up about people and figures says so', async (demo) => {
  const { steps } = await demo.plan(NOW);
  const made = steps
    .flatMap((step) => step.makes)
    .filter(({ kind, ref }) => MADE_UP_KINDS.has(kind) && !ref.startsWith('decision:standard-'));
  expect(made.filter(({ values }) => !JSON.stringify(values.tags ?? []).includes('illustration'))).toEqual([]);
});
