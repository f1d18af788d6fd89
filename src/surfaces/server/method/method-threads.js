/** A few threads that are kept for a while: each does one job at a time, and a job that is given up ends its thread. */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { isBundled, packageFolder } from '../package-folder.ts';

const IDLE_MS = 60_000;
export class MethodThreads {
  #idle = [];
  /** Begins a job in a thread that is free, or in a new one. */
  begin(job, progress) {
    const worker = this.#idle.pop() ?? new Worker(workerFile());
    worker.ref();
    const { promise, resolve, reject } = Promise.withResolvers();
    const onNews = (news) => {
      if (news.kind === 'progress') progress(news.done);
      else resolve(news);
    };
    worker.on('message', onNews).on('error', reject);
    worker.postMessage(job);
    const news = promise.finally(() => worker.off('message', onNews).off('error', reject));
    news.then(
      () => this.#rest(worker),
      () => void worker.terminate(),
    );
    return { news, end: reject };
  }
  /** Ends the threads that have nothing to do. */
  stop() {
    for (const worker of this.#idle.splice(0)) void worker.terminate();
  }
  #rest(worker) {
    this.#idle.push(worker);
    worker.unref();
    const end = () => {
      const at = this.#idle.indexOf(worker);
      if (at === -1) return;
      this.#idle.splice(at, 1);
      void worker.terminate();
    };
    setTimeout(end, IDLE_MS).unref();
  }
}
const workerFile = () =>
  isBundled() ? path.join(packageFolder(), 'dist', 'method-worker.js') : new URL('./method-worker.ts', import.meta.url);
