/** The lift of one group of people, of all together, and whether groups differ. */

import gammainc from '@stdlib/math-base-special-gammainc';
import { z } from 'zod';
import { interval } from '../method.ts';
import { normalInterval } from '../numeric/normal-interval.ts';
import type { TargetGroup } from './targeting-curves.ts';

export const groupUplift = z.object({
  group: z.string(),
  treated: z.int(),
  control: z.int(),
  treatedRate: z.number().describe('Mean response of the treated.'),
  controlRate: z.number(),
  uplift: interval.describe('Treated rate less control rate.'),
  standardError: z.number(),
});
export type GroupUplift = z.infer<typeof groupUplift>;

/** All groups as one, responses varying about the overall mean. */
export function total(groups: readonly TargetGroup[]): TargetGroup {
  const arm = (
    people: 'treated' | 'control',
    responses: 'treatedResponses' | 'controlResponses',
    variance: 'treatedVariance' | 'controlVariance',
  ) => {
    const count = groups.reduce((sum, group) => sum + group[people], 0);
    const sum = groups.reduce((all, group) => all + group[responses], 0);
    const mean = sum / count;
    const squares = groups.reduce(
      (all, group) => all + group[people] * (group[variance] + (group[responses] / group[people] - mean) ** 2),
      0,
    );
    return { count, sum, variance: squares / count };
  };
  const treated = arm('treated', 'treatedResponses', 'treatedVariance');
  const control = arm('control', 'controlResponses', 'controlVariance');
  return {
    group: 'All',
    treated: treated.count,
    treatedResponses: treated.sum,
    treatedVariance: treated.variance,
    control: control.count,
    controlResponses: control.sum,
    controlVariance: control.variance,
  };
}

export function liftOf(group: TargetGroup, level: number): GroupUplift {
  const treatedRate = group.treatedResponses / group.treated;
  const controlRate = group.controlResponses / group.control;
  const standardError = Math.sqrt(group.treatedVariance / group.treated + group.controlVariance / group.control);
  return {
    group: group.group,
    treated: group.treated,
    control: group.control,
    treatedRate,
    controlRate,
    uplift: normalInterval(treatedRate - controlRate, standardError, level),
    standardError,
  };
}

/** Chi-square of the lifts about their weighted mean. */
export function differenceOf(groups: readonly GroupUplift[]) {
  if (groups.length < 2 || groups.some(({ standardError }) => !(standardError > 0))) return null;
  const weights = groups.map(({ standardError }) => standardError ** -2);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const mean = groups.reduce((all, { uplift: { estimate } }, i) => all + weights[i]! * estimate, 0) / sum;
  const chiSquare = groups.reduce((all, { uplift: { estimate } }, i) => all + weights[i]! * (estimate - mean) ** 2, 0);
  const degreesOfFreedom = groups.length - 1;
  return { chiSquare, degreesOfFreedom, p: gammainc(chiSquare / 2, degreesOfFreedom / 2, true, true) };
}

/** z of the difference between the arms, their variance pooled; null where nothing varies. */
export function pooledZ({
  treated,
  treatedResponses,
  treatedVariance,
  control,
  controlResponses,
  controlVariance,
}: TargetGroup): number | null {
  const [one, other] = [treatedResponses / treated, controlResponses / control];
  const mean = (treatedResponses + controlResponses) / (treated + control);
  const squares = treated * (treatedVariance + (one - mean) ** 2) + control * (controlVariance + (other - mean) ** 2);
  const standardError = Math.sqrt((squares / (treated + control)) * (1 / treated + 1 / control));
  return standardError > 0 ? (one - other) / standardError : null;
}
