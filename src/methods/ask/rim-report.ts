/** What weighting did: each margin, each combination, and what to beware of. */

import { z } from 'zod';
import type { Warning } from '../method.ts';
import { percent } from '../plain-words.ts';
import type { Raked } from './raked-weights.ts';
import type { Cell, Sample, Targets } from './rim-sample.ts';

const FEW_IN_CATEGORY = 5;
const LARGE_WEIGHT = 5;
const LARGE_DESIGN_EFFECT = 2;

export const margin = z.object({
  characteristic: z.string(),
  category: z.string(),
  n: z.number().describe('Respondents of this category.'),
  before: z.number().describe('Share before weighting.'),
  after: z.number().describe('Share after weighting.'),
  target: z.number(),
});

export function marginsOf({ counts, rims }: Sample, { weights }: Raked, targets: Targets): z.output<typeof margin>[] {
  const whole = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  const [people, weighed] = [whole(counts), whole(weights)];
  return [...targets].flatMap(([characteristic, shares], rim) => {
    const of = (values: Float64Array, code: number) =>
      values.reduce((sum, value, at) => (rims[rim]!.codes[at] === code ? sum + value : sum), 0);
    return [...shares].map(([key, target], code) => ({
      characteristic,
      category: key,
      n: of(counts, code),
      before: of(counts, code) / people,
      after: of(weights, code) / weighed,
      target,
    }));
  });
}

export function combinationsOf(
  cells: readonly Cell[],
  weights: readonly (number | null)[],
  names: readonly string[],
): Record<string, string | number>[] {
  const found = new Map<string, { values: Record<string, string>; n: number; sum: number }>();
  cells.forEach((row, at) => {
    const weight = weights[at]!;
    if (weight === null) return;
    const values = Object.fromEntries(names.map((name) => [name, String(row[name])]));
    const key = JSON.stringify(values);
    const entry = found.get(key) ?? { values, n: 0, sum: 0 };
    found.set(key, { values, n: entry.n + row.n, sum: entry.sum + row.n * weight });
  });
  return [...found.values()].map(({ values, n, sum }) => ({ ...values, n, weight: sum / n }));
}

export function warningsOf(
  { converged, rounds, largestGap }: Raked,
  { largestWeight, designEffect }: { largestWeight: number; designEffect: number },
  margins: readonly z.output<typeof margin>[],
  missing: number,
): Warning[] {
  const warnings: Warning[] = [];
  const warn = (id: string, text: string) => warnings.push({ id, text });
  const named = (list: readonly z.output<typeof margin>[]) =>
    list.map((each) => `${each.characteristic} ${each.category}`).join(', ');
  const zero = margins.filter(({ target, n }) => target === 0 && n > 0);
  const few = margins.filter(({ target, n }) => target > 0 && n < FEW_IN_CATEGORY);
  if (!converged)
    warn(
      'not-converged',
      `After ${rounds} rounds a share is ${percent(largestGap)} off: loosen the limits, merge categories, or check the targets.`,
    );
  if (missing > 0) warn('answers-missing', `${missing} respondents without a targeted characteristic have no weight.`);
  if (zero.length > 0) warn('zero-target', `${named(zero)}: target 0, so these answers weigh nothing.`);
  if (few.length > 0)
    warn('few-in-category', `${named(few)}: fewer than ${FEW_IN_CATEGORY} respondents; merge with a neighbour.`);
  if (largestWeight > LARGE_WEIGHT)
    warn('large-weights', `The largest weight is ${largestWeight.toFixed(1)}: set highestWeight or merge categories.`);
  if (designEffect > LARGE_DESIGN_EFFECT)
    warn(
      'large-design-effect',
      `The design effect is ${designEffect.toFixed(1)}: more than half the precision is lost.`,
    );
  return warnings;
}

export function pictureOf(margins: readonly z.output<typeof margin>[]) {
  const x = margins.map((each) => `${each.characteristic}: ${each.category}`);
  const series = (['before', 'after', 'target'] as const).map((name) => ({
    name,
    x,
    y: margins.map((each) => each[name]),
  }));
  return { kind: 'bars' as const, title: 'Shares before and after weighting', x: 'Category', y: 'Share', series };
}
