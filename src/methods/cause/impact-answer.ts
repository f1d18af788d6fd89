/** What a causal impact study says of itself: its moments, warnings, words and picture. */

import type { z } from 'zod';
import type { interval, Picture, Warning } from '../method.ts';
import { chance, confidence, percent } from '../plain-words.ts';
import type { ImpactInputs } from './impact-data.ts';
import { estimateImpact, expectedBefore, type ImpactEstimate, type ImpactSettings } from './impact-estimate.ts';

/** Moments before the change, for each thing to be learnt, below which little is known. */
const MOMENTS_EACH = 10;
/** Share of the time before that a placebo change leaves to learn from, and how sure it must be to count as found. */
const PLACEBO_FROM = 0.7;
const PLACEBO_LEVEL = 0.99;
const PLACEBO_AT_LEAST = 20;
const PLACEBO_DRAWS = 1000;

type Bounds = z.infer<typeof interval>;

/** Effect over expectation; its edges swap, since a higher expectation means a smaller effect. */
export function relative(actual: number, expected: Bounds): Bounds | null {
  if (!(expected.low > 0)) return null;
  const over = (value: number) => actual / value - 1;
  return {
    estimate: over(expected.estimate),
    low: over(expected.high),
    high: over(expected.low),
    level: expected.level,
  };
}

export function pointsOf(
  { actual, expected, half, cumulative, cumulativeHalf }: ImpactEstimate,
  { after }: ImpactInputs,
) {
  return actual.map((value, i) => ({
    moment: after[0] + i,
    actual: value,
    expected: expected[i]!,
    low: expected[i]! - half[i]!,
    high: expected[i]! + half[i]!,
    effect: value === null ? null : value - expected[i]!,
    cumulative: cumulative[i]!,
    cumulativeLow: cumulative[i]! - cumulativeHalf[i]!,
    cumulativeHigh: cumulative[i]! + cumulativeHalf[i]!,
  }));
}

export function warningsOf(
  { data, learnt, settled }: ImpactEstimate,
  inputs: ImpactInputs,
  settings: ImpactSettings,
): Warning[] {
  const warnings: Warning[] = [];
  const known = data.outcome.filter((value) => !Number.isNaN(value)).length;
  const inside = learnt.coefficients.reduce((sum, { inclusion }) => sum + inclusion, 0);
  if (known < MOMENTS_EACH * inside)
    warnings.push({
      id: 'few-values',
      text: `${known} moments before the change for ${Math.round(inside)} coefficients: give more history or fewer controls.`,
    });
  if (!settled)
    warnings.push({
      id: 'not-converged',
      text: 'The two chains of draws do not agree yet on what was to be expected: take more draws.',
    });
  if (data.controls.length === 0)
    warnings.push({
      id: 'no-controls',
      text: 'No control series: anything else that happened at the time counts as effect.',
    });
  if (data.leftOut.length > 0)
    warnings.push({
      id: 'control-left-out',
      text: `Left out, since it adds nothing before the change: ${data.leftOut.join(', ')}.`,
    });
  if (findsPlacebo(inputs, settings))
    warnings.push({
      id: 'placebo-effect',
      text: 'The model finds an effect where there was none, before the change: find better controls, or a season.',
    });
  const outside = data.controls.filter(({ column }) =>
    leavesRange(data.columns[column]!, data.outcome.length, data.ahead),
  );
  if (outside.length > 0)
    warnings.push({
      id: 'control-out-of-range',
      text: `Far outside its earlier range after the change: ${outside.map(({ name }) => name).join(', ')}. Was it touched too?`,
    });
  const correlation = lagOne(learnt.innovations);
  if (Math.abs(correlation) > 2.6 / Math.sqrt(known))
    warnings.push({
      id: 'residuals-correlated',
      text: `One-step errors before the change correlate (${correlation.toFixed(2)}): is there a season?`,
    });
  return warnings;
}

/** A change is pretended late in the time before; none must be found. */
function findsPlacebo(inputs: ImpactInputs, { selection, how = {} }: ImpactSettings): boolean {
  const [first, last] = inputs.before;
  if (last - first + 1 < PLACEBO_AT_LEAST) return false;
  const split = first + Math.floor(PLACEBO_FROM * (last - first));
  const inner = { ...inputs, before: [first, split], after: [split + 1, last] } as const;
  const known = inputs.outcome.slice(first - 1, split).filter((value) => value !== null);
  const coefficients = inputs.seasonLength + (selection === null ? Object.keys(inputs.controls).length : 0);
  if (known.length < 5 + 2 * coefficients || new Set(known).size < 2) return false;
  if (inputs.outcome.slice(split, last).every((value) => value === null)) return false;
  const { cumulative, cumulativeHalf } = estimateImpact(inner, {
    plugIn: false,
    level: PLACEBO_LEVEL,
    selection: selection && { ...selection, draws: Math.min(selection.draws, PLACEBO_DRAWS) },
    how: how.seed === undefined ? {} : { seed: how.seed },
  });
  return Math.abs(cumulative[cumulative.length - 1]!) > cumulativeHalf[cumulativeHalf.length - 1]!;
}

function leavesRange(column: Float64Array, learnt: number, ahead: readonly number[]): boolean {
  const before = column.subarray(0, learnt);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of before) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const room = (high - low) / 2;
  return ahead.some((moment) => column[moment]! > high + room || column[moment]! < low - room);
}

function lagOne(innovations: Float64Array): number {
  let [cross, square] = [0, 0];
  innovations.forEach((value, t) => {
    if (Number.isNaN(value)) return;
    square += value * value;
    const earlier = innovations[t - 1] ?? Number.NaN;
    if (!Number.isNaN(earlier)) cross += value * earlier;
  });
  return square > 0 ? cross / square : 0;
}

export function readingOf({
  averageEffect: { estimate, low, high, level },
  relativeEffect,
  p,
  total,
}: {
  averageEffect: Bounds;
  relativeEffect: Bounds | null;
  p: number;
  total: number;
}): string {
  const say = (value: number) => Number(value.toPrecision(4)).toString();
  const share = relativeEffect === null ? '' : ` (${percent(Math.abs(relativeEffect.estimate))})`;
  const side = estimate < 0 ? 'below' : 'above';
  return `After the change the outcome was on average ${say(Math.abs(estimate))}${share} ${side} what was expected (effect ${say(estimate)}, ${confidence(level)} between ${say(low)} and ${say(high)}); ${say(total)} in total. This ${chance(p)}.`;
}

export function pictureOf(estimate: ImpactEstimate, { outcome, before, after }: ImpactInputs): Picture {
  const { expected, half } = estimate;
  const moments = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);
  const earlier = expectedBefore(estimate);
  return {
    kind: 'lines',
    title: 'Causal impact',
    x: 'Moment (1 is the first value)',
    y: 'Outcome',
    series: [
      { name: 'Observed', x: moments(1, outcome.length), y: [...outcome] },
      { name: 'Expected before', x: moments(before[0], earlier.length), y: earlier },
      {
        name: 'Expected without the change',
        x: moments(after[0], expected.length),
        y: [...expected],
        low: expected.map((value, i) => value - half[i]!),
        high: expected.map((value, i) => value + half[i]!),
      },
    ],
    marks: [{ axis: 'x', at: after[0], label: 'Change' }],
  };
}
