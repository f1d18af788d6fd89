import type { MethodJob, MethodNews } from './method-job.ts';
/** A job in a thread. */
export interface ThreadRun {
  /** Rejects with a fault of the thread, or with what `end` was given. */
  readonly news: Promise<
    Exclude<
      MethodNews,
      {
        kind: 'progress';
      }
    >
  >;
  end(reason: Error): void;
}
export declare class MethodThreads {
  #private;
  /** Begins a job in a thread that is free, or in a new one. */
  begin(job: MethodJob, progress: (done: number) => void): ThreadRun;
  /** Ends the threads that have nothing to do. */
  stop(): void;
}
