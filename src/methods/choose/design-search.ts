/** D-efficient questionnaires by coordinate exchange: every level of every alternative is tried in turn for more information. */

import { cholesky, logDeterminant } from '../numeric/cholesky.ts';
import type { Random } from '../numeric/random.ts';
import type { DesignCoding } from './design-coding.ts';

const PASSES = 60;
const RANDOM_TRIES = 2000;
/** Lets a start that tells nothing of some column climb all the same. */
const RIDGE = 1e-7;

export interface DesignProblem {
  readonly tasks: number;
  readonly alternatives: number;
  /** Whether each task also offers none of these. */
  readonly none: boolean;
  readonly coding: DesignCoding;
  /** Utility of each level of each attribute. */
  readonly utilities: readonly (readonly number[])[];
  /** Whether an alternative (its level numbers) may be shown. */
  readonly allowed: (levels: Int32Array) => boolean;
}

export interface Design {
  /** Level numbers: task by task, alternative by alternative, attribute by attribute. */
  readonly levels: Int32Array;
  readonly logDeterminant: number;
}

/** null where no start could fill the tasks with different, allowed alternatives. */
export function searchDesign(
  problem: DesignProblem,
  { starts, random, progress }: { starts: number; random: Random; progress: ((done: number) => void) | undefined },
): Design | null {
  let best: Design | null = null;
  for (let start = 0; start < starts; start++) {
    const levels = randomDesign(problem, random);
    if (levels === null) continue;
    const found = new Exchange(problem, levels).improve();
    if (best === null || found.logDeterminant > best.logDeterminant) best = found;
    progress?.((start + 1) / starts);
  }
  return best;
}

function randomDesign({ tasks, alternatives, coding, allowed }: DesignProblem, random: Random): Int32Array | null {
  const size = coding.codes.length;
  const levels = new Int32Array(tasks * alternatives * size);
  for (let task = 0; task < tasks; task++) {
    const shown = new Set<string>();
    for (let alternative = 0; alternative < alternatives; alternative++) {
      const from = (task * alternatives + alternative) * size;
      const own = levels.subarray(from, from + size);
      let tries = 0;
      do {
        for (let k = 0; k < size; k++) own[k] = random.below(coding.codes[k]!.length);
        if (++tries > RANDOM_TRIES) return null;
      } while (!allowed(own) || shown.has(own.join()));
      shown.add(own.join());
    }
  }
  return levels;
}

/** Information of one task about the coefficients at the utilities given, added `times` to `into` (both triangles). */
export function addTaskInformation(
  problem: DesignProblem,
  levels: Int32Array,
  { task, times, into }: { task: number; times: number; into: Float64Array },
): void {
  const { alternatives, coding, none, utilities } = problem;
  const { columns, codes, from } = coding;
  const size = codes.length;
  const x = new Float64Array(alternatives * columns);
  const mean = new Float64Array(columns);
  const weights = new Float64Array(alternatives);
  let total = none ? 1 : 0;
  for (let alternative = 0; alternative < alternatives; alternative++) {
    let utility = 0;
    for (let k = 0; k < size; k++) {
      const level = levels[(task * alternatives + alternative) * size + k]!;
      utility += utilities[k]![level]!;
      x.set(codes[k]![level]!, alternative * columns + from[k]!);
    }
    weights[alternative] = Math.exp(utility);
    total += weights[alternative]!;
  }
  for (let alternative = 0; alternative < alternatives; alternative++)
    for (let i = 0; i < columns; i++) mean[i]! += (weights[alternative]! / total) * x[alternative * columns + i]!;
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < columns; j++) {
      let sum = -mean[i]! * mean[j]!;
      for (let alternative = 0, at = 0; alternative < alternatives; alternative++, at += columns)
        sum += (weights[alternative]! / total) * x[at + i]! * x[at + j]!;
      into[i * columns + j]! += times * sum;
    }
}

/** Information of all tasks. */
export function designInformation(problem: DesignProblem, levels: Int32Array): Float64Array {
  const into = new Float64Array(problem.coding.columns ** 2);
  for (let task = 0; task < problem.tasks; task++) addTaskInformation(problem, levels, { task, times: 1, into });
  return into;
}

class Exchange {
  readonly #problem: DesignProblem;
  readonly #levels: Int32Array;
  readonly #information: Float64Array;
  readonly #without: Float64Array;
  readonly #tried: Float64Array;
  readonly #lower: Float64Array;

  constructor(problem: DesignProblem, levels: Int32Array) {
    this.#problem = problem;
    this.#levels = levels;
    this.#information = designInformation(problem, levels);
    for (let k = 0; k < problem.coding.columns; k++) this.#information[k * (problem.coding.columns + 1)]! += RIDGE;
    this.#without = new Float64Array(this.#information.length);
    this.#tried = new Float64Array(this.#information.length);
    this.#lower = new Float64Array(this.#information.length);
  }

  improve(): Design {
    const { tasks, alternatives, coding } = this.#problem;
    let reached = this.#score(this.#information);
    for (let pass = 0; pass < PASSES; pass++) {
      const before = reached;
      for (let task = 0; task < tasks; task++)
        for (let alternative = 0; alternative < alternatives; alternative++)
          for (let k = 0; k < coding.codes.length; k++) reached = this.#exchange({ task, alternative, k }, reached);
      if (reached - before < 1e-9) break;
    }
    return { levels: this.#levels, logDeterminant: reached };
  }

  /** Gives one attribute of one alternative the level, or swaps it for that of another alternative, that tells most. */
  #exchange({ task, alternative, k }: { task: number; alternative: number; k: number }, reached: number): number {
    const { alternatives, coding } = this.#problem;
    const size = coding.codes.length;
    const levels = this.#levels;
    const at = (task * alternatives + alternative) * size + k;
    const own = levels[at]!;
    const without = this.#without;
    without.set(this.#information);
    addTaskInformation(this.#problem, levels, { task, times: -1, into: without });
    let best = { at, level: own, swapped: own, score: reached };
    const consider = (other: number, level: number, swapped: number) => {
      const theirs = levels[other]!;
      levels[other] = swapped;
      levels[at] = level;
      const fits =
        this.#fits(task, alternative) && (other === at || this.#fits(task, Math.floor(other / size) % alternatives));
      const score = fits ? this.#scoreWith(task) : Number.NEGATIVE_INFINITY;
      if (score > best.score + 1e-10) best = { at: other, level, swapped, score };
      levels[other] = theirs;
      levels[at] = own;
    };
    for (let level = 0; level < coding.codes[k]!.length; level++) if (level !== own) consider(at, level, level);
    for (
      let other = (task * alternatives + alternative + 1) * size + k;
      other < (task + 1) * alternatives * size;
      other += size
    )
      if (levels[other] !== own) consider(other, levels[other]!, own);
    if (best.score === reached) return reached;
    levels[best.at] = best.swapped;
    levels[at] = best.level;
    this.#information.set(without);
    addTaskInformation(this.#problem, levels, { task, times: 1, into: this.#information });
    return best.score;
  }

  /** The criterion with the task as it stands now. */
  #scoreWith(task: number): number {
    this.#tried.set(this.#without);
    addTaskInformation(this.#problem, this.#levels, { task, times: 1, into: this.#tried });
    return this.#score(this.#tried);
  }

  /** Whether the alternative is allowed and unlike the others of its task. */
  #fits(task: number, alternative: number): boolean {
    const { alternatives, coding, allowed } = this.#problem;
    const size = coding.codes.length;
    const from = (task * alternatives + alternative) * size;
    if (!allowed(this.#levels.subarray(from, from + size))) return false;
    for (let other = 0; other < alternatives; other++) {
      if (other === alternative) continue;
      const to = (task * alternatives + other) * size;
      let same = true;
      for (let k = 0; k < size && same; k++) same = this.#levels[from + k] === this.#levels[to + k];
      if (same) return false;
    }
    return true;
  }

  #score(information: Float64Array): number {
    const { columns } = this.#problem.coding;
    return cholesky(information, columns, this.#lower) < 0
      ? logDeterminant(this.#lower, columns)
      : Number.NEGATIVE_INFINITY;
  }
}
