/** Outcome and controls of a causal impact study, put on one scale and checked for columns that say nothing new. */

import { MethodProblem } from '../method.ts';
import { householderQr } from '../numeric/householder-qr.ts';
import { requireLength } from './regression-inputs.ts';

export interface ImpactInputs {
  readonly outcome: readonly (number | null)[];
  readonly controls: Readonly<Record<string, readonly number[]>>;
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
  readonly seasonLength: number;
}

export interface ImpactData {
  /** Before the change, scaled; NaN where missing. */
  readonly outcome: Float64Array;
  readonly centre: number;
  readonly scale: number;
  /** Constant, season, then controls; all moments from the first of `before` to the last of `after`, scaled. */
  readonly columns: readonly Float64Array[];
  /** The controls among the columns, in order. */
  readonly controls: readonly { name: string; column: number; centre: number; scale: number }[];
  readonly leftOut: readonly string[];
  /** How many of the columns come before the controls. */
  readonly always: number;
  /** Moments of `after`, counted from the first of `before`. */
  readonly ahead: readonly number[];
}

/** @throws MethodProblem `lengths-differ`, `periods-wrong`, `too-few-values`, `constant-series` */
export function impactData(
  { outcome, controls, before, after, seasonLength }: ImpactInputs,
  selecting: boolean,
): ImpactData {
  requireLength(outcome.length, controls);
  const [first, last] = before;
  const [from, to] = after;
  if (!(first < last && last < from && from <= to && to <= outcome.length))
    throw new MethodProblem('periods-wrong', 'after', 'Give `before` and then `after`, both within the series.');
  const fitted = outcome.slice(first - 1, last);
  const present = fitted.filter((value) => value !== null);
  if (present.length < 5)
    throw new MethodProblem('too-few-values', 'outcome', 'Give at least five values before the change.');
  const { centre, scale } = scaleOf(present);
  if (scale === 0)
    throw new MethodProblem(
      'constant-series',
      'outcome',
      'The outcome never changes before the change: there is nothing to learn from.',
    );
  const span = to - first + 1;
  const seasons = seasonColumns(span, seasonLength);
  const named = Object.entries(controls).map(([name, values]) => {
    const own = scaleOf(values.slice(first - 1, last));
    const column = Float64Array.from(
      { length: span },
      (_, i) => (values[first - 1 + i]! - own.centre) / (own.scale || 1),
    );
    return { name, column, ...own };
  });
  const all = [new Float64Array(span).fill(1), ...seasons, ...named.map(({ column }) => column)];
  const seen = fitted.flatMap((value, i) => (value === null ? [] : [i]));
  // Where controls are selected, any that varies may stand for selection, whatever the others are.
  const varying = named.flatMap(({ scale: own }, i) => (own > 0 ? [1 + seasons.length + i] : []));
  const always = selecting ? all.slice(0, 1 + seasons.length) : all;
  const independent = householderQr(always.map((column) => Float64Array.from(seen, (i) => column[i]!))).kept;
  const kept = selecting ? [...independent, ...varying] : independent;
  if (independent.length + 2 > present.length)
    throw new MethodProblem(
      'too-few-values',
      'controls',
      `Give fewer controls (or select among them), or more than ${independent.length + 2} values before the change.`,
    );
  return {
    outcome: Float64Array.from(fitted, (value) => (value === null ? Number.NaN : (value - centre) / scale)),
    centre,
    scale,
    columns: kept.map((at) => all[at]!),
    controls: named.flatMap(({ name, centre: own, scale: spread }, i) => {
      const column = kept.indexOf(1 + seasons.length + i);
      return column < 0 ? [] : [{ name, column, centre: own, scale: spread }];
    }),
    always: kept.filter((at) => at <= seasons.length).length,
    leftOut: named.filter((_, i) => !kept.includes(1 + seasons.length + i)).map(({ name }) => name),
    ahead: Array.from({ length: to - from + 1 }, (_, i) => from - first + i),
  };
}

function scaleOf(values: readonly number[]): { centre: number; scale: number } {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
  return { centre, scale: spread > 1e-12 * Math.abs(centre) ? spread : 0 };
}

/** One column a moment of the season but the last, each adding up to nothing over a season. */
function seasonColumns(span: number, seasonLength: number): Float64Array[] {
  return Array.from({ length: Math.max(0, seasonLength - 1) }, (_, moment) =>
    Float64Array.from({ length: span }, (_value, t) => Number(t % seasonLength === moment) - 1 / seasonLength),
  );
}
