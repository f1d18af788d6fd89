/**
 * Which controls belong into a regression, and how much its level wanders: Gibbs draws over both with coefficients, level and
 * variances integrated out (George & McCulloch 1997; spike-and-slab prior as in Scott & Varian 2014). A control costs a look at one
 * pivot of a swept matrix, whatever the length of the series.
 */

import { cholesky, logDeterminant } from '../numeric/cholesky.ts';
import type { Random } from '../numeric/random.ts';
import { sweep } from '../numeric/sweep.ts';

export interface SelectionProblem {
  readonly controls: number;
  /** For each ratio of the grid: cross products of controls and outcome, whitened, what is always in taken out; outcome last. */
  readonly products: readonly Float64Array[];
  /** For each ratio: what it adds to the log posterior whichever controls are in. */
  readonly logWeights: readonly number[];
  /** Prior precision of the coefficients over the noise variance, row-major. */
  readonly precision: Float64Array;
  /** Prior sum of squares of the noise; above zero. */
  readonly squares: number;
  /** Of the noise, prior and data together. */
  readonly degreesOfFreedom: number;
  /** Prior chance of each control to be in. */
  readonly inclusion: number;
}

export interface Selection {
  /** 1 where the control is in. */
  readonly included: Uint8Array;
  /** Place in the grid of ratios. */
  readonly ratio: number;
}

/** Log posterior of one selection, up to a constant. */
export function logPosterior(problem: SelectionProblem, { included, ratio }: Selection): number {
  const { controls, inclusion, degreesOfFreedom } = problem;
  const inside = [...included.keys()].filter((at) => included[at] === 1);
  const { logDeterminants, residual } = explained(problem, inside, ratio);
  const outside = controls - inside.length;
  if (inclusion === 1 && outside > 0) return Number.NEGATIVE_INFINITY;
  const prior = inclusion === 1 ? 0 : inside.length * Math.log(inclusion) + outside * Math.log(1 - inclusion);
  return prior + problem.logWeights[ratio]! + logDeterminants - (degreesOfFreedom / 2) * Math.log(residual);
}

/** Half the logarithm of prior over posterior precision, and the sum of squares that the controls inside leave. */
function explained({ controls, products, precision, squares }: SelectionProblem, inside: number[], ratio: number) {
  const size = inside.length;
  const slab = new Float64Array(size * size);
  const whole = new Float64Array((size + 1) ** 2);
  const cells = products[ratio]!;
  const width = controls + 1;
  inside.forEach((one, i) => {
    inside.forEach((other, j) => {
      slab[i * size + j] = precision[one * controls + other]!;
      whole[i * (size + 1) + j] = slab[i * size + j]! + cells[one * width + other]!;
    });
    whole[size * (size + 1) + i] = cells[controls * width + one]!;
  });
  whole[(size + 1) ** 2 - 1] = squares + cells[width ** 2 - 1]!;
  if (cholesky(slab, size, slab) >= 0 || cholesky(whole, size + 1, whole) >= 0)
    return { logDeterminants: Number.NEGATIVE_INFINITY, residual: 1 };
  const last = whole[(size + 1) ** 2 - 1]!;
  const both = logDeterminant(whole, size + 1) - 2 * Math.log(last);
  return { logDeterminants: (logDeterminant(slab, size) - both) / 2, residual: last * last };
}

/** Where a chain stands: the selection and its two swept matrices. */
interface Chain {
  readonly problem: SelectionProblem;
  readonly included: Uint8Array;
  ratio: number;
  /** Posterior products (controls and outcome) and prior precision, both swept on the controls inside. */
  posterior: Float64Array;
  slab: Float64Array;
}

/**
 * @param start controls inside at the beginning.
 * @param keep called after each sweep with the selection and each control's chance of being in given all others.
 */
export function sampleSelections(
  problem: SelectionProblem,
  { start, sweeps }: { start: ArrayLike<number>; sweeps: number },
  random: Random,
  keep: (selection: Selection, chances: Float64Array, sweepNumber: number) => void,
): void {
  const { controls, inclusion } = problem;
  const included = inclusion === 1 ? new Uint8Array(controls).fill(1) : Uint8Array.from(start);
  const chain: Chain = { problem, included, ratio: 0, posterior: new Float64Array(), slab: new Float64Array() };
  const chances = new Float64Array(controls).fill(1);
  for (let at = 0; at < sweeps; at++) {
    chain.ratio = drawRatio(chain, random);
    standAt(chain);
    if (inclusion < 1) {
      for (let control = 0; control < controls; control++) chances[control] = redraw(chain, control, random);
      trade(chain, random);
    }
    keep({ included: chain.included, ratio: chain.ratio }, chances, at);
  }
}

function drawRatio({ problem, included }: Chain, random: Random): number {
  const logs = problem.products.map((_, ratio) => logPosterior(problem, { included, ratio }));
  const most = Math.max(...logs);
  const shares = logs.map((log) => Math.exp(log - most));
  let left = random.uniform() * shares.reduce((sum, share) => sum + share, 0);
  for (let ratio = 0; ratio < shares.length; ratio++) {
    left -= shares[ratio]!;
    if (left < 0) return ratio;
  }
  return logs.indexOf(most);
}

/** Fresh matrices for the chain's ratio, swept on what is inside. */
function standAt(chain: Chain): void {
  const { problem, included, ratio } = chain;
  const { controls, products, precision, squares } = problem;
  const width = controls + 1;
  chain.posterior = products[ratio]!.slice();
  chain.slab = precision.slice();
  for (let i = 0; i < controls; i++)
    for (let j = 0; j < controls; j++) chain.posterior[i * width + j]! += precision[i * controls + j]!;
  chain.posterior[width ** 2 - 1]! += squares;
  included.forEach((inside, control) => {
    if (inside === 1) move(chain, control, true);
  });
}

function move({ problem: { controls }, posterior, slab }: Chain, control: number, into: boolean): void {
  sweep(posterior, controls + 1, control, into);
  sweep(slab, controls, control, into);
}

/** Log posterior with the control in, less that without it; given all others. */
function gain({ problem, included, posterior, slab }: Chain, control: number): number {
  const { controls, inclusion, degreesOfFreedom } = problem;
  const width = controls + 1;
  const inside = included[control] === 1;
  const own = posterior[control * width + control]!;
  const prior = slab[control * controls + control]!;
  const [pivot, before] = inside ? [-1 / own, -1 / prior] : [own, prior];
  if (!(pivot > 0 && before > 0)) return Number.NEGATIVE_INFINITY;
  const here = posterior[width ** 2 - 1]!;
  const there = here - posterior[control * width + controls]! ** 2 / own;
  const [within, without] = inside ? [here, there] : [there, here];
  if (!(within > 0 && without > 0)) return Number.NEGATIVE_INFINITY;
  return (
    Math.log(inclusion / (1 - inclusion)) +
    (Math.log(before / pivot) + degreesOfFreedom * Math.log(without / within)) / 2
  );
}

/** Draws whether one control is in, and tells the chance it had. */
function redraw(chain: Chain, control: number, random: Random): number {
  const chance = 1 / (1 + Math.exp(-gain(chain, control)));
  const inside = Number(random.uniform() < chance);
  if (inside !== chain.included[control]) {
    move(chain, control, inside === 1);
    chain.included[control] = inside;
  }
  return chance;
}

/** A control inside against one outside (Metropolis): look-alikes change places, which one at a time they hardly could. */
function trade(chain: Chain, random: Random): void {
  const { included } = chain;
  const inside = [...included.keys()].filter((at) => included[at] === 1);
  const outside = [...included.keys()].filter((at) => included[at] === 0);
  if (inside.length === 0 || outside.length === 0) return;
  const leaves = inside[random.below(inside.length)]!;
  const enters = outside[random.below(outside.length)]!;
  const lost = gain(chain, leaves);
  move(chain, leaves, false);
  included[leaves] = 0;
  const won = gain(chain, enters);
  const taken = Math.log(1 - random.uniform()) < won - lost ? enters : leaves;
  move(chain, taken, true);
  included[taken] = 1;
}
