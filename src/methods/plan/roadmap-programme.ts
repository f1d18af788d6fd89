/** A roadmap as an integer programme: column (i, t) says that item i is done by the end of period t. */

import type { ScheduleProblem } from './annealed-schedule.ts';
import type { Programme, Row } from './integer-programme.ts';

export interface Roadmap {
  readonly items: number;
  readonly periods: number;
  readonly teams: number;
  readonly value: readonly number[];
  readonly discount: number;
  /** Item by team. */
  readonly effort: readonly (readonly number[])[];
  /** Period by team. */
  readonly capacity: readonly (readonly number[])[];
  readonly cost: readonly number[];
  readonly budget: number | undefined;
  /** Pairs: the second needs the first. */
  readonly dependencies: readonly (readonly [number, number])[];
  readonly lag: number;
  readonly exclusive: readonly (readonly number[])[];
  /** Periods from 0. */
  readonly earliest: readonly number[];
  readonly latest: readonly number[];
  readonly mandatory: readonly boolean[];
}

export interface RoadmapProgramme extends Programme {
  /** Row of each period and team, at `period * teams + team`. */
  readonly capacityRows: readonly number[];
  readonly budgetRow: number | null;
  /** For each item the column that says whether it is done at all. */
  readonly done: readonly number[];
}

/** @example programmeOfRoadmap(roadmap).worth.length; // items times periods */
export function programmeOfRoadmap(roadmap: Roadmap): RoadmapProgramme {
  const { items, periods, value, discount, earliest, mandatory } = roadmap;
  const column = (i: number, t: number) => i * periods + t;
  const worth = new Float64Array(items * periods);
  const lower = new Float64Array(items * periods);
  const upper = new Float64Array(items * periods).fill(1);
  for (let i = 0; i < items; i++) {
    for (let t = 0; t < periods; t++) {
      const later = t + 1 < periods ? discount ** (t + 1) : 0;
      worth[column(i, t)] = value[i]! * (discount ** t - later);
      if (t < earliest[i]!) upper[column(i, t)] = 0;
    }
    if (mandatory[i]) lower[column(i, periods - 1)] = 1;
  }
  const rows: Row[] = [];
  const capacityRows = capacities(roadmap, column, rows);
  const done = Array.from({ length: items }, (_, i) => column(i, periods - 1));
  const budgetRow = roadmap.budget === undefined ? null : rows.length;
  if (roadmap.budget !== undefined) rows.push({ columns: done, factors: roadmap.cost, atMost: roadmap.budget });
  for (const group of roadmap.exclusive)
    rows.push({ columns: group.map((i) => done[i]!), factors: group.map(() => 1), atMost: 1 });
  rows.push(...inTime(roadmap, column));
  return { worth, lower, upper, rows, capacityRows, budgetRow, done };
}

type Column = (i: number, t: number) => number;

function capacities({ items, periods, teams, effort, capacity }: Roadmap, column: Column, rows: Row[]): number[] {
  const numbers: number[] = [];
  for (let t = 0; t < periods; t++)
    for (let team = 0; team < teams; team++) {
      const columns: number[] = [];
      const factors: number[] = [];
      for (let i = 0; i < items; i++) {
        const need = effort[i]![team]!;
        if (need === 0) continue;
        columns.push(column(i, t));
        factors.push(need);
        if (t === 0) continue;
        columns.push(column(i, t - 1));
        factors.push(-need);
      }
      numbers.push(rows.length);
      rows.push({ columns, factors, atMost: capacity[t]![team]! });
    }
  return numbers;
}

/** What is done stays done; nothing begins after its latest period; who waits is done no earlier than who comes first. */
function inTime({ items, periods, latest, dependencies, lag }: Roadmap, column: Column): Row[] {
  const notBefore = (one: number, other: number): Row => ({ columns: [one, other], factors: [1, -1], atMost: 0 });
  const rows: Row[] = [];
  for (let i = 0; i < items; i++) {
    for (let t = 1; t < periods; t++) rows.push(notBefore(column(i, t - 1), column(i, t)));
    if (latest[i]! < periods - 1) rows.push(notBefore(column(i, periods - 1), column(i, latest[i]!)));
  }
  for (const [first, then] of dependencies)
    for (let t = 0; t < periods; t++) {
      if (t >= lag) rows.push(notBefore(column(then, t), column(first, t - lag)));
      else rows.push({ columns: [column(then, t)], factors: [1], atMost: 0 });
    }
  return rows;
}

/** Period of each item; `periods` where it is not done. */
export function periodsOf(at: Float64Array, items: number, periods: number): Int32Array {
  return Int32Array.from({ length: items }, (_, i) => {
    let t = 0;
    while (t < periods && at[i * periods + t]! < 0.5) t++;
    return t;
  });
}

/** The other way round: the columns of a schedule. */
export function columnsOf(period: Int32Array, periods: number): Float64Array {
  const at = new Float64Array(period.length * periods);
  for (let i = 0; i < period.length; i++) at.fill(1, i * periods + period[i]!, (i + 1) * periods);
  return at;
}

/** The same roadmap for annealing; null where items must be done, which it cannot promise. */
export function annealable(roadmap: Roadmap): ScheduleProblem | null {
  if (roadmap.mandatory.includes(true)) return null;
  const { items, periods, teams, value, discount, earliest, latest, exclusive } = roadmap;
  const worth = new Float64Array(items * (periods + 1));
  const before = Array.from({ length: items }, (): number[] => []);
  const after = Array.from({ length: items }, (): number[] => []);
  const instead = Array.from({ length: items }, (): number[] => []);
  for (let i = 0; i < items; i++)
    for (let t = 0; t < periods; t++) {
      const open = t >= earliest[i]! && t <= latest[i]!;
      worth[i * (periods + 1) + t] = open ? value[i]! * discount ** t : Number.NEGATIVE_INFINITY;
    }
  for (const [first, then] of roadmap.dependencies) {
    before[then]!.push(first);
    after[first]!.push(then);
  }
  for (const group of exclusive) for (const i of group) instead[i]!.push(...group.filter((j) => j !== i));
  return {
    items,
    periods,
    resources: teams,
    worth,
    need: Float64Array.from(roadmap.effort.flat()),
    room: Float64Array.from(roadmap.capacity.flat()),
    cost: Float64Array.from(roadmap.cost),
    budget: roadmap.budget ?? Number.POSITIVE_INFINITY,
    before,
    after,
    lag: roadmap.lag,
    instead,
  };
}

/** A schedule that keeps all limits, near a split one: items that are most nearly done first, each as early as it fits. */
export function roundedSchedule(problem: ScheduleProblem, at: Float64Array): Int32Array {
  const { items, periods } = problem;
  const period = new Int32Array(items).fill(periods);
  const room = problem.room.slice();
  let left = problem.budget;
  const wanted = Array.from({ length: items }, (_, i) => ({ i, ...wishOf(at, i, periods) })).sort(
    (a, b) => b.mass - a.mass,
  );
  for (let round = 0, placed = true; placed && round < items; round++) {
    placed = false;
    for (const { i, from } of wanted) {
      if (period[i]! < periods || problem.cost[i]! > left) continue;
      const t = firstFit(problem, { period, room }, i, from);
      if (t === periods) continue;
      period[i] = t;
      left -= problem.cost[i]!;
      for (let r = 0; r < problem.resources; r++)
        room[t * problem.resources + r]! -= problem.need[i * problem.resources + r]!;
      placed = true;
    }
  }
  return period;
}

function wishOf(at: Float64Array, i: number, periods: number): { mass: number; from: number } {
  let mass = 0;
  let from = periods - 1;
  for (let t = periods - 1; t >= 0; t--) {
    mass += at[i * periods + t]!;
    if (at[i * periods + t]! >= 0.5) from = t;
  }
  return { mass, from };
}

function firstFit(
  { periods, resources, need, before, instead, lag, worth }: ScheduleProblem,
  { period, room }: { period: Int32Array; room: Float64Array },
  i: number,
  from: number,
): number {
  if (instead[i]!.some((j) => period[j]! < periods) || before[i]!.some((j) => period[j] === periods)) return periods;
  const earliest = before[i]!.reduce((latest, j) => Math.max(latest, period[j]! + lag), from);
  for (let t = earliest; t < periods; t++) {
    if (!(worth[i * (periods + 1) + t]! > 0)) continue;
    let fits = true;
    for (let r = 0; r < resources; r++) if (need[i * resources + r]! > room[t * resources + r]!) fits = false;
    if (fits) return t;
  }
  return periods;
}
