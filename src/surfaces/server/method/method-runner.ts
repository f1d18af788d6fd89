/**
 * Runs methods: short work at once, long work in processes of their own, so that nobody's page waits for a simulation. A process
 * serves one call at a time; a call that is given up ends its process, for arithmetic cannot be asked to stop.
 */
import { availableParallelism } from 'node:os';
import { isNestedTooDeep } from '../../../line/index.ts';
import { type AnyMethod, answerMethod, MethodProblem, TOO_LARGE } from '../../../methods/method.ts';
import { methodEnded, methodInputsRefused, methodsBusy, methodTooLong } from './failures.ts';
import type { MethodJob } from './method-job.ts';
import { MethodProcessEnded, MethodProcesses, type MethodRun } from './method-processes.ts';

export interface MethodCall {
  readonly seed?: number | undefined;
  /** Ends the run where whoever asked goes away. */
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((done: number) => void) | undefined;
}

export interface MethodRunner {
  /** @throws method.inputs, method.busy, method.too-long, method.ended */
  run(method: AnyMethod, inputs: unknown, call?: MethodCall): Promise<unknown>;
  stop(): void;
}

export interface RunnerLimits {
  readonly processes: number;
  readonly waiting: number;
  readonly longestMs: number;
}

const MINUTE_MS = 60_000;
/** One processor is left to those who wait for pages. */
const LIMITS: RunnerLimits = {
  processes: Math.max(1, availableParallelism() - 1),
  waiting: 32,
  longestMs: 10 * MINUTE_MS,
};
/** So many values are read and worked on within milliseconds. */
const SMALL_VALUES = 2_000;

/**
 * @example
 * const runner = createMethodRunner();
 * await runner.run(netPromoterScore, { answers: [10, 9, 3] });
 */
export function createMethodRunner(limits: Partial<RunnerLimits> = {}): MethodRunner {
  const { processes: most, waiting, longestMs } = { ...LIMITS, ...limits };
  const processes = new MethodProcesses();
  const running = new Set<MethodRun>();
  const queue: (() => void)[] = [];
  let atWork = 0;
  let isStopped = false;

  async function turn(): Promise<void> {
    if (atWork >= most) {
      if (queue.length >= waiting) throw methodsBusy({ waiting });
      await new Promise<void>((resolve) => queue.push(resolve));
    }
    atWork += 1;
  }

  async function inProcess(job: MethodJob, { signal, progress = () => undefined }: MethodCall): Promise<unknown> {
    await turn();
    try {
      if (isStopped || signal?.aborted === true) throw methodEnded({ method: job.name });
      const run = processes.begin(job, progress);
      running.add(run);
      return await answerOf(run, { method: job.name, signal, longestMs }).finally(() => running.delete(run));
    } finally {
      atWork -= 1;
      queue.shift()?.();
      if (isStopped) processes.stop();
    }
  }

  return {
    run: async (method, inputs, call = {}) => {
      const { seed } = call;
      if (isNestedTooDeep(inputs)) throw refusal('inputs-invalid', '', 'Nest the inputs at most 200 levels deep.');
      if (method.heavy !== true && isSmall(inputs)) return atOnce(method, inputs, seed);
      return inProcess({ name: method.name, inputs, seed }, call);
    },
    stop: () => {
      isStopped = true;
      for (const run of running) run.end(methodEnded({ method: 'A method' }));
      processes.stop();
    },
  };
}

interface Waiting {
  readonly method: string;
  readonly signal: AbortSignal | undefined;
  readonly longestMs: number;
}

async function answerOf(run: MethodRun, { method, signal, longestMs }: Waiting): Promise<unknown> {
  const giveUp = (): void => run.end(methodEnded({ method }));
  const minutes = Math.round(longestMs / MINUTE_MS);
  const timer = setTimeout(() => run.end(methodTooLong({ method, minutes })), longestMs);
  signal?.addEventListener('abort', giveUp);
  try {
    const news = await run.news.catch((error: unknown) => {
      throw isOutOfMemory(error) ? refusal('inputs-too-large', '', TOO_LARGE) : error;
    });
    if (news.kind === 'answer') return news.answer;
    throw news.kind === 'problem' ? refusal(news.id, news.field, news.remedy) : new Error(news.text);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

async function atOnce(method: AnyMethod, inputs: unknown, seed: number | undefined): Promise<unknown> {
  try {
    return await answerMethod(method, inputs, seed === undefined ? {} : { seed });
  } catch (error) {
    throw error instanceof MethodProblem ? refusal(error.id, error.field, error.message) : error;
  }
}

const isOutOfMemory = (error: unknown): boolean => error instanceof MethodProcessEnded && error.isOutOfMemory;

const refusal = (problem: string, field: string, remedy: string): Error =>
  methodInputsRefused({ field: field === '' ? 'inputs' : `inputs.${field}`, problem, remedy });

/** Are there few values in it, however they are nested? */
function isSmall(inputs: unknown): boolean {
  let left = SMALL_VALUES;
  const count = (value: unknown): boolean => {
    left -= typeof value === 'string' ? 1 + value.length / 100 : 1;
    if (left < 0) return false;
    return typeof value !== 'object' || value === null || Object.values(value).every(count);
  };
  return count(inputs);
}
