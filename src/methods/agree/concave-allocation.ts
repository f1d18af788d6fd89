/** Dividing one amount over goals of diminishing return: each goal's share follows one common level, and the level is found by halving. */

/** What an amount spent on a goal is worth. Grows, by less and less. */
export interface Curve {
  readonly worth: (amount: number) => number;
  /** Worth of the next unit. */
  readonly marginal: (amount: number) => number;
  /** `marginal / worth`; infinite at 0. */
  readonly relative: (amount: number) => number;
}

export interface Goal {
  readonly curve: Curve;
  readonly weight: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** Halvings of an interval of doubles after which it is one point. */
const HALVINGS = 200;
/** Natural logarithms of the smallest and largest level looked at. */
const LEVELS = { low: -700, high: 700 };

export function powerCurve(scale: number, exponent: number): Curve {
  return {
    worth: (amount) => scale * amount ** exponent,
    marginal: (amount) => scale * exponent * amount ** (exponent - 1),
    relative: (amount) => exponent / amount,
  };
}

export function logarithmicCurve(scale: number, unit: number): Curve {
  return {
    worth: (amount) => scale * Math.log1p(amount / unit),
    marginal: (amount) => scale / (unit + amount),
    relative: (amount) => 1 / ((unit + amount) * Math.log1p(amount / unit)),
  };
}

export function saturatingCurve(scale: number, half: number): Curve {
  return {
    worth: (amount) => (scale * amount) / (half + amount),
    marginal: (amount) => (scale * half) / (half + amount) ** 2,
    relative: (amount) => half / (amount * (half + amount)),
  };
}

/** The most weighted worth in total. */
export function mostInTotal(goals: readonly Goal[], budget: number): number[] {
  return byLevel(
    goals,
    budget,
    ({ curve, weight }) =>
      (amount) =>
        weight * curve.marginal(amount),
  );
}

/** The largest weighted product of worths. */
export function largestProduct(goals: readonly Goal[], budget: number): number[] {
  return byLevel(
    goals,
    budget,
    ({ curve, weight }) =>
      (amount) =>
        weight * curve.relative(amount),
  );
}

/** The largest least worth; where a goal has reached its maximum the others go on. */
export function largestLeast(goals: readonly Goal[], budget: number): number[] {
  const most = Math.max(...goals.map(({ curve, maximum }) => curve.worth(Math.min(maximum, budget))));
  const amounts = (level: number) =>
    goals.map((goal) => amountWhere(goal, budget, (amount) => goal.curve.worth(amount) < level));
  let [low, high] = [0, most];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const level = (low + high) / 2;
    if (sum(amounts(level)) <= budget) low = level;
    else high = level;
  }
  return blended(amounts(low), amounts(high), budget);
}

/** Each goal gets as much as keeps its falling return at or above a common level. */
function byLevel(
  goals: readonly Goal[],
  budget: number,
  returnOf: (goal: Goal) => (amount: number) => number,
): number[] {
  const returns = goals.map(returnOf);
  const amounts = (log: number) => {
    const level = Math.exp(log);
    return goals.map((goal, i) => amountWhere(goal, budget, (amount) => returns[i]!(amount) >= level));
  };
  let { low, high } = LEVELS;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const log = (low + high) / 2;
    if (sum(amounts(log)) >= budget) low = log;
    else high = log;
  }
  return blended(amounts(high), amounts(low), budget);
}

/** The largest amount within the goal's bounds up to which the test holds. */
function amountWhere({ minimum, maximum }: Goal, budget: number, holds: (amount: number) => boolean): number {
  let low = minimum;
  let high = Math.min(maximum, budget);
  if (holds(high)) return high;
  for (let halving = 0; halving < HALVINGS && low < high; halving++) {
    const amount = (low + high) / 2;
    if (amount === low || amount === high) break;
    if (holds(amount)) low = amount;
    else high = amount;
  }
  return low;
}

/** Between too little and too much, the mixture that spends the budget: goals whose return does not fall share what is left. */
function blended(less: readonly number[], more: readonly number[], budget: number): number[] {
  const gap = sum(more) - sum(less);
  const share = gap > 0 ? Math.min(1, Math.max(0, (budget - sum(less)) / gap)) : 0;
  return less.map((amount, i) => amount + share * (more[i]! - amount));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
