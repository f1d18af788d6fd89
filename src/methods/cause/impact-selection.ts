/** Fits of a causal impact study over the choices of controls that its data allow, each with its share of the draws. */

import { MethodProblem } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { sweep } from '../numeric/sweep.ts';
import type { LevelPart } from './impact-prediction.ts';
import {
  fitLocalLevel,
  type LocalLevelData,
  type LocalLevelFit,
  UNCERTAIN_RATIOS,
  whitenedProducts,
} from './local-level.ts';
import { type Selection, type SelectionProblem, sampleSelections } from './spike-and-slab.ts';

export interface SelectionSettings {
  readonly expectedControls: number;
  readonly informationWeight: number;
  readonly diagonalShrinkage: number;
  readonly expectedRSquared: number;
  readonly noiseDegreesOfFreedom: number;
  readonly draws: number;
}

/** One begins without controls, one with as many as expected. */
const CHAINS = 2;
const BURN_IN = 0.2;
const SWEEPS_BETWEEN_NEWS = 100;
/** Cells of the controls before the change: beyond it, time and memory explode. */
const MOST_CELLS = 5_000_000;
const MOST_CONTROLS = 500;

export interface SelectedLevels {
  readonly parts: readonly LevelPart[];
  /** Posterior chance of each control to belong in. */
  readonly inclusion: Float64Array;
  /** Which of the parts each draw of each chain stands for. */
  readonly chains: readonly Int32Array[];
}

/**
 * @param always how many of the columns are in whatever is selected.
 * @throws MethodProblem `too-large`, `not-fitted`
 */
export function selectLevels(
  data: LocalLevelData,
  always: number,
  settings: SelectionSettings,
  { seed, progress }: { seed?: number | undefined; progress?: ((done: number) => void) | undefined },
): SelectedLevels {
  const controls = data.columns.length - always;
  if (controls > MOST_CONTROLS || controls * data.outcome.length > MOST_CELLS)
    throw new MethodProblem('too-large', 'controls', `Give at most ${MOST_CONTROLS} controls, and fewer moments.`);
  const problem = selectionProblem(data, always, settings);
  const seen = new Map<string, Drawn>();
  const inclusion = new Float64Array(controls);
  const random = randomFrom(seed);
  const kept = Math.ceil(settings.draws / CHAINS);
  const burnIn = Math.ceil(BURN_IN * kept);
  const chains = Array.from({ length: CHAINS }, (_, chain) => {
    const places = new Int32Array(kept);
    const start = inclusion.map(() => Number(chain > 0 && random.uniform() < problem.inclusion));
    sampleSelections(problem, { start, sweeps: burnIn + kept }, random, (selection, chances, at) => {
      if (at % SWEEPS_BETWEEN_NEWS === 0) progress?.((chain + at / (burnIn + kept)) / CHAINS);
      if (at < burnIn) return;
      places[at - burnIn] = counted(seen, selection);
      for (let j = 0; j < controls; j++) inclusion[j]! += chances[j]! / (CHAINS * kept);
    });
    return places;
  });
  const parts = [...seen.values()].map(({ included, ratio, draws }) => ({
    ...partOf(data, { always, problem, included, ratio }),
    share: draws / (CHAINS * kept),
  }));
  return { parts, inclusion, chains };
}

interface Drawn {
  readonly place: number;
  readonly included: readonly number[];
  readonly ratio: number;
  draws: number;
}

/** Counts a draw to its selection, and tells which one in order of appearance that is. */
function counted(seen: Map<string, Drawn>, { included, ratio }: Selection): number {
  const key = `${ratio}:${included.join('')}`;
  const known = seen.get(key);
  if (known !== undefined) {
    known.draws++;
    return known.place;
  }
  const inside = [...included.keys()].filter((j) => included[j] === 1);
  seen.set(key, { place: seen.size, included: inside, ratio: UNCERTAIN_RATIOS[ratio]!, draws: 1 });
  return seen.size - 1;
}

/** The prior of bsts: a slab worth `informationWeight` moments, partly in the shape of the controls' own products. */
function selectionProblem(
  { outcome, columns }: LocalLevelData,
  always: number,
  {
    expectedControls,
    informationWeight,
    diagonalShrinkage,
    expectedRSquared,
    noiseDegreesOfFreedom,
  }: SelectionSettings,
): SelectionProblem {
  const controls = columns.length - always;
  const moments = [...outcome.keys()].filter((t) => !Number.isNaN(outcome[t]!));
  const precision = new Float64Array(controls * controls);
  for (let a = 0; a < controls; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (const t of moments) sum += columns[always + a]![t]! * columns[always + b]![t]!;
      const cell = (informationWeight * sum * (a === b ? 1 : 1 - diagonalShrinkage)) / moments.length;
      precision[a * controls + b] = cell;
      precision[b * controls + a] = cell;
    }
  const whitened = UNCERTAIN_RATIOS.map((ratio) => withoutFirst(whitenedProducts({ outcome, columns }, ratio), always));
  return {
    controls,
    products: whitened.map(({ products }) => products),
    logWeights: whitened.map(({ logs }) => -logs / 2),
    precision,
    squares: noiseDegreesOfFreedom * (1 - expectedRSquared),
    degreesOfFreedom: noiseDegreesOfFreedom + moments.length - always,
    inclusion: Math.min(1, expectedControls / Math.max(1, controls)),
  };
}

/** The products that the first columns leave, and what these add to the determinant. */
function withoutFirst({ products, logs }: { products: Float64Array; logs: number }, first: number) {
  const width = Math.sqrt(products.length);
  let whole = logs;
  for (let at = 0; at < first; at++) {
    whole += Math.log(products[at * width + at]!);
    sweep(products, width, at, true);
  }
  const left = width - first;
  const rest = Float64Array.from(
    { length: left * left },
    (_, cell) => products[(first + Math.floor(cell / left)) * width + first + (cell % left)]!,
  );
  return { products: rest, logs: whole };
}

function partOf(
  data: LocalLevelData,
  {
    always,
    problem,
    included,
    ratio,
  }: { always: number; problem: SelectionProblem; included: readonly number[]; ratio: number },
): { fit: LocalLevelFit; columns: number[] } {
  const columns = [...Array(always).keys(), ...included.map((control) => always + control)];
  const size = columns.length;
  const precision = new Float64Array(size * size);
  included.forEach((one, i) => {
    included.forEach((other, j) => {
      precision[(always + i) * size + always + j] = problem.precision[one * problem.controls + other]!;
    });
  });
  const { squares, degreesOfFreedom } = problem;
  const own = { outcome: data.outcome, columns: columns.map((at) => data.columns[at]!) };
  const fit = fitLocalLevel(own, ratio, { precision, squares, degreesOfFreedom });
  if (fit === null)
    throw new MethodProblem('not-fitted', 'controls', 'Leave out controls that are all but the same as others.');
  return { fit, columns };
}
