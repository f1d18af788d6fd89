/**
 * Runs methods: short work at once, long work in threads of their own, so that nobody's page waits for a simulation. A thread
 * serves one call at a time; a call that is given up ends its thread, for arithmetic cannot be asked to stop.
 */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { type AnyMethod, answerMethod, MethodProblem } from '../../../methods/index.ts';
import { isBundled, packageFolder } from '../package-folder.ts';
import { methodEnded, methodInputsRefused, methodsBusy, methodTooLong } from './failures.ts';
import type { MethodJob, MethodNews } from './method-job.ts';

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
  readonly threads: number;
  readonly waiting: number;
  readonly longestMs: number;
}

const IDLE_MS = 60_000;
const MINUTE_MS = 60_000;
/** One processor is left to those who wait for pages. */
const LIMITS: RunnerLimits = {
  threads: Math.max(1, availableParallelism() - 1),
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
  const { threads, waiting, longestMs } = { ...LIMITS, ...limits };
  const idle: Worker[] = [];
  const busy = new Map<Worker, () => void>();
  const queue: (() => void)[] = [];
  let atWork = 0;
  let isStopped = false;

  const release = (worker: Worker, isGood: boolean): void => {
    busy.delete(worker);
    atWork -= 1;
    if (isGood && !isStopped) rest(worker);
    else void worker.terminate();
    queue.shift()?.();
  };
  const rest = (worker: Worker): void => {
    idle.push(worker);
    worker.unref();
    const timer = setTimeout(() => {
      const at = idle.indexOf(worker);
      if (at === -1) return;
      idle.splice(at, 1);
      void worker.terminate();
    }, IDLE_MS);
    timer.unref();
  };
  const turn = async (): Promise<void> => {
    if (atWork >= threads) {
      if (queue.length >= waiting) throw methodsBusy({ waiting });
      await new Promise<void>((resolve) => queue.push(resolve));
    }
    atWork += 1;
  };

  async function inThread(method: AnyMethod, job: MethodJob, { signal, progress }: MethodCall): Promise<unknown> {
    await turn();
    if (isStopped || signal?.aborted === true) {
      atWork -= 1;
      queue.shift()?.();
      throw methodEnded({ method: method.name });
    }
    const worker = idle.pop() ?? new Worker(workerFile());
    worker.ref();
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const end = (): void => reject(methodEnded({ method: method.name }));
    const tooLong = (): void =>
      reject(methodTooLong({ method: method.name, minutes: Math.round(longestMs / MINUTE_MS) }));
    const onNews = (news: MethodNews): void => {
      if (news.kind === 'progress') progress?.(news.done);
      else if (news.kind === 'answer') resolve(news.answer);
      else if (news.kind === 'problem') reject(refusal(news.id, news.field, news.remedy));
      else reject(new Error(news.text));
    };
    const timer = setTimeout(tooLong, longestMs);
    busy.set(worker, end);
    signal?.addEventListener('abort', end);
    worker.on('message', onNews).on('error', reject);
    worker.postMessage(job);
    let isGood = false;
    try {
      const answer = await promise;
      isGood = true;
      return answer;
    } catch (error) {
      isGood = error instanceof Error && 'id' in error && error.id === 'method.inputs';
      throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      worker.off('message', onNews).off('error', reject);
      release(worker, isGood);
    }
  }

  return {
    run: (method, inputs, call = {}) => {
      const { seed } = call;
      if (method.heavy !== true && isSmall(inputs)) return atOnce(method, inputs, seed);
      return inThread(method, { name: method.name, inputs, seed }, call);
    },
    stop: () => {
      isStopped = true;
      for (const end of busy.values()) end();
      for (const worker of idle.splice(0)) void worker.terminate();
    },
  };
}

async function atOnce(method: AnyMethod, inputs: unknown, seed: number | undefined): Promise<unknown> {
  try {
    return await answerMethod(method, inputs, seed === undefined ? {} : { seed });
  } catch (error) {
    throw error instanceof MethodProblem ? refusal(error.id, error.field, error.message) : error;
  }
}

const refusal = (problem: string, field: string, remedy: string): Error =>
  methodInputsRefused({ field: field === '' ? 'inputs' : `inputs.${field}`, problem, remedy });

const workerFile = (): URL | string =>
  isBundled() ? path.join(packageFolder(), 'dist', 'method-worker.js') : new URL('./method-worker.ts', import.meta.url);

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
