/** Which people enter the price sensitivity meter, and with what intent. */

import { MethodProblem } from '../method.ts';
import type { Intent } from './newton-miller-smith.ts';

type Answers = readonly (number | null)[];

interface Given {
  readonly tooCheap?: Answers | undefined;
  readonly cheap: Answers;
  readonly expensive: Answers;
  readonly tooExpensive: Answers;
  readonly weights?: readonly number[] | undefined;
  readonly validate: boolean;
}

export interface Sample {
  readonly tooCheap: readonly number[] | null;
  readonly cheap: readonly number[];
  readonly expensive: readonly number[];
  readonly tooExpensive: readonly number[];
  readonly weights: Float64Array;
  /** Index of each person among those given. */
  readonly rows: readonly number[];
  readonly total: number;
  readonly invalid: number;
}

export function sampleOf(given: Given): Sample {
  const { cheap, expensive, tooExpensive, weights, validate } = given;
  const total = cheap.length;
  if (total === 0) throw new MethodProblem('no-answers', 'cheap', 'Give the prices of at least one person.');
  const tooCheap = given.tooCheap?.some((price) => price !== null) ? given.tooCheap : null;
  const lists = { tooCheap: given.tooCheap, expensive, tooExpensive, weights };
  for (const [field, values] of Object.entries(lists))
    if (values !== undefined && values.length !== total)
      throw new MethodProblem('unequal-lengths', field, `Give ${total} values, as many as cheap has.`);
  const prices = (row: number) =>
    [...(tooCheap === null ? [] : [tooCheap]), cheap, expensive, tooExpensive].map((list) => list[row] ?? null);
  const all = cheap.map((_, row) => row).filter((row) => (weights?.[row] ?? 1) > 0);
  const complete = all.filter((row) => prices(row).every((price) => price !== null));
  const ordered = complete.filter((row) => inOrder(prices(row)));
  const rows = validate ? ordered : complete;
  if (rows.length === 0)
    throw new MethodProblem(
      'no-consistent-answers',
      'cheap',
      'Nobody’s prices are complete and in the order too cheap < cheap < expensive < too expensive: check which column is which.',
    );
  const chosen = (list: Answers) => rows.map((row) => list[row] ?? 0);
  return {
    tooCheap: tooCheap === null ? null : chosen(tooCheap),
    cheap: chosen(cheap),
    expensive: chosen(expensive),
    tooExpensive: chosen(tooExpensive),
    weights: Float64Array.from(rows, (row) => weights?.[row] ?? 1),
    rows,
    total,
    invalid: all.length - ordered.length,
  };
}

function inOrder(prices: readonly (number | null)[]): boolean {
  return prices.every((price, at) => at === 0 || (price ?? 0) > (prices[at - 1] ?? 0));
}

interface Intentions {
  readonly purchaseIntentCheap?: Answers | undefined;
  readonly purchaseIntentExpensive?: Answers | undefined;
  readonly nmsCalibration: Readonly<Record<string, number>>;
}

/** Null where intent was not asked; people without intent, or whose prices are out of order, are left out. */
export function intentsOf(
  sample: Sample,
  { purchaseIntentCheap, purchaseIntentExpensive, nmsCalibration }: Intentions,
): Intent[] | null {
  if (purchaseIntentCheap === undefined || purchaseIntentExpensive === undefined) return null;
  const calibrated = (intents: Answers, field: string, row: number): number | null => {
    if (intents.length !== sample.total)
      throw new MethodProblem('unequal-lengths', field, `Give ${sample.total} intents, one a person.`);
    const intent = intents[row] ?? null;
    const probability = intent === null ? null : nmsCalibration[intent];
    if (probability === undefined)
      throw new MethodProblem('unknown-intent', `${field}.${row}`, `Give nmsCalibration a probability for ${intent}.`);
    return probability;
  };
  return sample.rows.flatMap((row, at) => {
    const low = calibrated(purchaseIntentCheap, 'purchaseIntentCheap', row);
    const high = calibrated(purchaseIntentExpensive, 'purchaseIntentExpensive', row);
    const middle = [sample.cheap[at]!, sample.expensive[at]!];
    const prices = [...(sample.tooCheap === null ? [] : [sample.tooCheap[at]!]), ...middle, sample.tooExpensive[at]!];
    if (low === null || high === null || !inOrder(prices)) return [];
    return [
      { prices, probabilities: [...(sample.tooCheap === null ? [] : [0]), low, high, 0], weight: sample.weights[at]! },
    ];
  });
}
