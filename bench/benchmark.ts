/** A benchmark measures one thing and gives it back as a number with its unit; a ratio is measured side by side in one run. */
export interface Measurement {
  /** `commit.ratio` */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** How it came about: sizes, both sides of a ratio, percentiles. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Benchmark {
  /** The names it measures, so that it can be asked for by any of them. */
  readonly names: readonly string[];
  run(): Promise<readonly Measurement[]>;
}

interface Target {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What each figure must reach on two shared cores. */
const TARGETS: Readonly<Record<string, Target>> = {
  'commit.ratio': { atLeast: 0.5 },
  'outofstep.ratio': { atMost: 1.5 },
  'trace.ratio': { atMost: 3 },
  'trace.p99_ms': { atMost: 20 },
  'snapshot.ratio': { atMost: 3 },
  'mirror.ready_cold_ms': { atMost: 2000 },
  'mirror.ready_warm_ms': { atMost: 500 },
  'ui.interaction_p95_ms': { atMost: 50 },
  'search.p95_ms': { atMost: 60 },
  'api.list_rps': { atLeast: 0.4 },
  'start.fresh_s': { atMost: 5 },
  'start.warm_s': { atMost: 1.5 },
  'memory.idle_mb': { atMost: 300 },
  'bundle.first_load_kb': { atMost: 250 },
};

/** Did it reach its target? Undefined where it has none. */
export function reachesTarget({ name, value }: Measurement): boolean | undefined {
  const target = TARGETS[name];
  if (target === undefined) return undefined;
  return value >= (target.atLeast ?? Number.NEGATIVE_INFINITY) && value <= (target.atMost ?? Number.POSITIVE_INFINITY);
}

/** @example targetOf('start.warm_s') // 'at most 1.5' */
export function targetOf(name: string): string {
  const target = TARGETS[name];
  if (target === undefined) return '';
  return target.atLeast === undefined ? `at most ${target.atMost}` : `at least ${target.atLeast}`;
}
