/** Linear and integer programmes, solved by HiGHS compiled to WebAssembly: loaded once, on first use. */

import type { Highs, Model } from 'highs';
import { MethodProblem } from '../method.ts';
import type { Budget } from './solver-budget.ts';

export interface Row {
  readonly columns: readonly number[];
  readonly factors: readonly number[];
  readonly atMost: number;
}

/** Maximise `worth · x` with every row at most its limit and each x between its bounds. */
export interface Programme {
  readonly worth: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rows: readonly Row[];
}

export interface LinearAnswer {
  readonly value: number;
  readonly at: Float64Array;
  /** What one unit more of a row's limit would bring. */
  readonly prices: Float64Array;
}

export interface IntegerAnswer {
  readonly value: number;
  readonly at: Float64Array;
  /** Nothing beats this. */
  readonly bound: number;
  readonly proven: boolean;
}

export interface Effort {
  readonly budget: Budget;
  /** At most so many steps of the budget. */
  readonly steps?: number;
  readonly relativeGap: number;
  /** A known solution to begin with. */
  readonly start?: Float64Array | undefined;
}

const OPTIMAL = 7;
const INFEASIBLE = 8;
const TIME_LIMIT = 13;
const INTERRUPTED = 17;
const INTEGER = 1;
/** What setting up and presolving costs, counted in steps. */
const LEAST_STEPS = 100;
/** The channel on which branch and cut says how far it is and may be stopped. */
const MIP_INTERRUPT = 6;
/** Powers of two between which the largest numbers of a row, and of what is maximised, are brought: the solver's tolerances are absolute. */
const SMALLEST_POWER = 10;
const LARGEST_POWER = 30;

let loading: Promise<Highs> | undefined;

/** The package finds its WebAssembly file beside itself, so it stays an import of its own and is not copied into a bundle. */
function solver(): Promise<Highs> {
  loading ??= import('highs').then(({ default: found }) => {
    // Its types describe the CommonJS build, whose default stands one level deeper than that of the module loaded here.
    const load = typeof found === 'function' ? found : found.default;
    return load();
  });
  return loading;
}

/** @returns null where nothing keeps all rows. */
export async function solveLinear(programme: Programme): Promise<LinearAnswer | null> {
  return solved(programme, false, (model, { worth, rows }) => {
    model.run();
    if (model.getModelStatus() !== OPTIMAL) return null;
    const { colValue, rowDual } = model.getSolution();
    const prices = rowDual.map((dual, row) => (Math.abs(dual) * rows[row]!) / worth);
    return { value: model.getObjectiveValue() / worth, at: colValue, prices };
  });
}

/** @returns null where nothing keeps all rows, or nothing was found within the budget. */
export async function solveInteger(programme: Programme, effort: Effort): Promise<IntegerAnswer | null> {
  const { budget, relativeGap, start } = effort;
  const steps = Math.min(budget.stepsLeft(), effort.steps ?? Number.POSITIVE_INFINITY);
  if (steps <= 0) return null;
  return solved(programme, true, (model, { worth }) => {
    model.options.set({ mip_rel_gap: relativeGap, mip_abs_gap: 0, time_limit: budget.secondsLeft() });
    if (start !== undefined) model.setSolution({ colValue: start });
    budget.spend(runFor(model, steps));
    const status = model.getModelStatus();
    if (status === TIME_LIMIT) budget.stepsLeft();
    const value = model.getObjectiveValue() / worth;
    if (status === INFEASIBLE || !Number.isFinite(value)) return null;
    if (status !== OPTIMAL && status !== TIME_LIMIT && status !== INTERRUPTED) return null;
    const at = model.getSolution().colValue.map(Math.round);
    const bound = Number(model.info.get('mip_dual_bound')) / worth;
    const proven = status === OPTIMAL;
    return { value, at, bound: Number.isFinite(bound) ? Math.max(bound, value) : Number.POSITIVE_INFINITY, proven };
  });
}

/** Runs until done or about `steps` iterations are: the solver asks between its own parts, so some more are possible. */
function runFor(model: Model, steps: number): number {
  let done = 0;
  model.run({
    [MIP_INTERRUPT](event) {
      done = Number(event.data.mip_total_lp_iterations ?? 0);
      if (done >= steps) event.interrupt();
      return undefined;
    },
  });
  return Math.max(LEAST_STEPS, done, Number(model.info.get('simplex_iteration_count')));
}

interface Scales {
  /** What the programme's numbers are multiplied by for the solver. */
  readonly worth: number;
  readonly rows: Float64Array;
}

/** The power of two that brings the largest of the numbers into the range that the solver's tolerances are meant for. */
function scaleOf(numbers: Iterable<number>): number {
  let largest = 0;
  for (const one of numbers) if (Math.abs(one) > largest) largest = Math.abs(one);
  if (largest === 0 || largest >= 1)
    return largest > 2 ** LARGEST_POWER ? 2 ** (LARGEST_POWER - Math.ceil(Math.log2(largest))) : 1;
  return 2 ** (SMALLEST_POWER - Math.floor(Math.log2(largest)));
}

async function solved<Answer>(
  programme: Programme,
  whole: boolean,
  ask: (model: Model, scales: Scales) => Answer,
): Promise<Answer> {
  const highs = await solver();
  const { worth, lower, upper, rows } = programme;
  const scales = { worth: scaleOf(worth), rows: Float64Array.from(rows, ({ factors }) => scaleOf(factors)) };
  const starts = new Int32Array(rows.length + 1);
  rows.forEach(({ columns }, row) => {
    starts[row + 1] = starts[row]! + columns.length;
  });
  const data = {
    numCols: worth.length,
    numRows: rows.length,
    sense: highs.constants.objectiveSense.maximize,
    colCost: worth.map((one) => one * scales.worth),
    colLower: lower,
    colUpper: upper,
    rowLower: new Float64Array(rows.length).fill(-highs.infinity),
    rowUpper: Float64Array.from(rows, ({ atMost }, row) => atMost * scales.rows[row]!),
    matrix: {
      format: 'csr' as const,
      numRows: rows.length,
      numCols: worth.length,
      starts,
      indices: Int32Array.from(rows.flatMap(({ columns }) => columns)),
      values: Float64Array.from(rows.flatMap(({ factors }, row) => factors.map((one) => one * scales.rows[row]!))),
    },
    ...(whole ? { integrality: new Int32Array(worth.length).fill(INTEGER) } : {}),
  };
  try {
    return highs.withModel(data, (model) => {
      model.options.set({ output_flag: false, random_seed: 1 });
      return ask(model, scales);
    });
  } catch (error) {
    loading = undefined;
    if (error instanceof highs.errors.HighsError)
      throw new MethodProblem(
        'numbers-too-far-apart',
        '',
        'The solver gave up on these numbers: choose units in which values, needs and capacities lie between a thousandth and a thousand million.',
      );
    throw error;
  }
}

/** Forbids one choice of the 0/1 columns, so that the next solution is the next best. */
export function otherThan(chosen: Float64Array, columns: readonly number[]): Row {
  const taken = columns.filter((column) => chosen[column]! > 0.5);
  return {
    columns,
    factors: columns.map((column) => (chosen[column]! > 0.5 ? 1 : -1)),
    atMost: taken.length - 1,
  };
}

/** The same programme with `more` units at one row's limit. */
export function relaxed(programme: Programme, row: number, more: number): Programme {
  const rows = programme.rows.map((one, at) => (at === row ? { ...one, atMost: one.atMost + more } : one));
  return { ...programme, rows };
}
