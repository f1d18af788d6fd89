/**
 * A few processes that are kept for a while: each does one job at a time, and a job that is given up ends its process. Memory that
 * runs out there, or a fault of the engine, takes nothing else along (docs/decisions/0040).
 */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { isBundled, packageFolder } from '../package-folder.ts';
import type { MethodJob, MethodNews } from './method-job.ts';

const IDLE_MS = 60_000;

/** How a process ended before it had an answer. */
export class MethodProcessEnded extends Error {
  /** V8 aborts where no memory is left. */
  readonly isOutOfMemory: boolean;

  constructor(code: number | null, signal: NodeJS.Signals | null) {
    super(`The process of a method ended with ${signal ?? `code ${String(code)}`}.`);
    this.isOutOfMemory = signal === 'SIGABRT' || code === ABORTED;
  }
}

/** What a shell, and Windows, calls an abort. */
const ABORTED = 134;

/** A job in a process. */
export interface MethodRun {
  /** Rejects with how the process ended, or with what `end` was given. */
  readonly news: Promise<Exclude<MethodNews, { kind: 'progress' }>>;
  end(reason: Error): void;
}

export class MethodProcesses {
  readonly #idle: ChildProcess[] = [];

  /** Begins a job in a process that is free, or in a new one. */
  begin(job: MethodJob, progress: (done: number) => void): MethodRun {
    const child = this.#idle.pop() ?? this.#start();
    child.ref();
    child.channel?.ref();
    const { promise, resolve, reject } = Promise.withResolvers<Exclude<MethodNews, { kind: 'progress' }>>();
    const onNews = (news: MethodNews): void => {
      if (news.kind === 'progress') progress(news.done);
      else resolve(news);
    };
    const onExit = (code: number | null, signal: NodeJS.Signals | null): void =>
      reject(new MethodProcessEnded(code, signal));
    child.on('message', onNews).on('error', reject).on('exit', onExit);
    child.send(job, (error) => {
      if (error !== null) reject(error);
    });
    const news = promise.finally(() => child.off('message', onNews).off('error', reject).off('exit', onExit));
    news.then(
      () => this.#rest(child),
      () => void child.kill('SIGKILL'),
    );
    return { news, end: reject };
  }

  /** Ends the processes that have nothing to do. */
  stop(): void {
    for (const child of this.#idle.splice(0)) child.kill('SIGKILL');
  }

  #start(): ChildProcess {
    const child = fork(workerFile(), {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // Without a listener, a signal that no longer reaches it would be a fault of ours.
    return child.on('error', () => undefined).once('exit', () => this.#leave(child));
  }

  #rest(child: ChildProcess): void {
    this.#idle.push(child);
    child.unref();
    child.channel?.unref();
    const end = (): void => {
      if (this.#leave(child)) child.kill('SIGKILL');
    };
    setTimeout(end, IDLE_MS).unref();
  }

  /** Is no longer idle; false where it was not. */
  #leave(child: ChildProcess): boolean {
    const at = this.#idle.indexOf(child);
    if (at !== -1) this.#idle.splice(at, 1);
    return at !== -1;
  }
}

const workerFile = (): URL | string =>
  isBundled() ? path.join(packageFolder(), 'dist', 'method-worker.js') : new URL('./method-worker.ts', import.meta.url);
