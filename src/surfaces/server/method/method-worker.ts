/** In a process of its own: runs one method at a time, tells how far it is, and answers in plain values. */
import { answerMethod, MethodProblem, methodNamed } from '../../../methods/index.ts';
import type { MethodJob, MethodNews } from './method-job.ts';

const PROGRESS_EVERY_MS = 100;

const tell = (news: MethodNews): void => void process.send?.(news);

async function work({ name, inputs, seed }: MethodJob): Promise<void> {
  const method = methodNamed(name);
  if (method === undefined) throw new Error(`There is no method "${name}".`);
  let toldMs = 0;
  const progress = (done: number): void => {
    const now = Date.now();
    if (now - toldMs < PROGRESS_EVERY_MS) return;
    toldMs = now;
    tell({ kind: 'progress', done });
  };
  tell({
    kind: 'answer',
    answer: await answerMethod(method, inputs, { ...(seed !== undefined && { seed }), progress }),
  });
}

// Ctrl+C reaches every process of a terminal; whoever asked ends this one.
process.on('SIGINT', () => undefined);

process.on('message', (job: MethodJob) => {
  work(job).catch((error: unknown) => {
    if (error instanceof MethodProblem)
      tell({ kind: 'problem', id: error.id, field: error.field, remedy: error.message });
    else tell({ kind: 'fault', text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  });
});
