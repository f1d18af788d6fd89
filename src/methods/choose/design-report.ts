/** What a questionnaire of choices is like: its information, balance, overlap, tasks and blocks. */

import { MethodProblem } from '../method.ts';
import { cholesky, invertCholesky, logDeterminant } from '../numeric/cholesky.ts';
import type { DesignAttribute } from './design-coding.ts';
import { type DesignProblem, designInformation } from './design-search.ts';

/** @throws MethodProblem `not-identified` */
export function measureDesign(
  problem: DesignProblem,
  levels: Int32Array,
): { dError: number; standardErrors: number[] } {
  const { columns, names } = problem.coding;
  const information = designInformation(problem, levels);
  const lower = new Float64Array(columns * columns);
  const dependent = cholesky(information, columns, lower);
  if (dependent >= 0)
    throw new MethodProblem(
      'not-identified',
      'tasks',
      `Ask more tasks or prohibit less: ${names[dependent]} cannot be told apart.`,
    );
  const covariance = invertCholesky(lower, columns);
  return {
    dError: Math.exp(-logDeterminant(lower, columns) / columns),
    standardErrors: names.map((_, k) => Math.sqrt(covariance[k * columns + k]!)),
  };
}

export function levelBalance(
  { tasks, alternatives }: DesignProblem,
  attributes: readonly DesignAttribute[],
  shown: Int32Array,
) {
  return attributes.flatMap(({ name, levels }, k) => {
    const counts = levels.map(() => 0);
    for (let row = 0; row < tasks * alternatives; row++) counts[shown[row * attributes.length + k]!]!++;
    return levels.map((level, at) => ({ attribute: name, level: String(level), shown: counts[at]! }));
  });
}

export function levelOverlap(
  { tasks, alternatives }: DesignProblem,
  attributes: readonly DesignAttribute[],
  shown: Int32Array,
) {
  return attributes.map(({ name }, k) => {
    let repeated = 0;
    for (let task = 0; task < tasks; task++) {
      const own = new Set<number>();
      for (let alternative = 0; alternative < alternatives; alternative++)
        own.add(shown[(task * alternatives + alternative) * attributes.length + k]!);
      if (own.size < alternatives) repeated++;
    }
    return { attribute: name, share: repeated / tasks };
  });
}

export function designTasks(problem: DesignProblem, attributes: readonly DesignAttribute[], shown: Int32Array) {
  const { tasks, alternatives, none, utilities } = problem;
  return Array.from({ length: tasks }, (_, task) => {
    const levelOf = (alternative: number, k: number) =>
      shown[(task * alternatives + alternative) * attributes.length + k]!;
    const weights = Array.from({ length: alternatives }, (__, alternative) =>
      Math.exp(attributes.reduce((sum, ___, k) => sum + utilities[k]![levelOf(alternative, k)]!, 0)),
    );
    if (none) weights.push(1);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return {
      alternatives: Array.from({ length: alternatives }, (__, alternative) =>
        Object.fromEntries(attributes.map(({ name, levels }, k) => [name, levels[levelOf(alternative, k)]!])),
      ),
      probabilities: weights.map((weight) => weight / total),
    };
  });
}

/** Block of each task, of even size, levels spread as evenly as swaps of two tasks can. */
export function designBlocks(
  { tasks, alternatives, coding }: DesignProblem,
  shown: Int32Array,
  blocks: number,
): number[] {
  const size = coding.codes.length;
  const offsets = coding.codes.map((_, k) => coding.codes.slice(0, k).reduce((sum, levels) => sum + levels.length, 0));
  const cells = coding.codes.reduce((sum, levels) => sum + levels.length, 0);
  const counts = Array.from({ length: blocks }, () => new Int32Array(cells));
  const block = Array.from({ length: tasks }, (_, task) => task % blocks);
  const move = (task: number, into: number, by: 1 | -1) => {
    for (let row = task * alternatives; row < (task + 1) * alternatives; row++)
      for (let k = 0; k < size; k++) counts[into]![offsets[k]! + shown[row * size + k]!]! += by;
  };
  const swap = (one: number, other: number) => {
    const [a, b] = [block[one]!, block[other]!];
    move(one, a, -1);
    move(other, b, -1);
    move(one, b, 1);
    move(other, a, 1);
    [block[one], block[other]] = [b, a];
  };
  const unevenness = () =>
    counts.reduce((sum, own) => sum + own.reduce((squares, count) => squares + count ** 2, 0), 0);
  block.forEach((own, task) => {
    move(task, own, 1);
  });
  for (let pass = 0, moved = true; pass < 20 && moved; pass++) {
    moved = false;
    for (let one = 0; one < tasks; one++)
      for (let other = 0; other < one; other++) {
        if (block[one] === block[other]) continue;
        const before = unevenness();
        swap(one, other);
        if (unevenness() < before) moved = true;
        else swap(one, other);
      }
  }
  return block;
}
