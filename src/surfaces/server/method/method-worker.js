/** In a thread of its own: runs one method at a time, tells how far it is, and answers in plain values. */
import { parentPort } from 'node:worker_threads';
import { answerMethod, MethodProblem, methodNamed } from '../../../methods/index.ts';

const PROGRESS_EVERY_MS = 100;
const tell = (news) => parentPort?.postMessage(news);
async function work({ name, inputs, seed }) {
  const method = methodNamed(name);
  if (method === undefined) throw new Error(`There is no method "${name}".`);
  let toldMs = 0;
  const progress = (done) => {
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
parentPort?.on('message', (job) => {
  work(job).catch((error) => {
    if (error instanceof MethodProblem)
      tell({ kind: 'problem', id: error.id, field: error.field, remedy: error.message });
    else tell({ kind: 'fault', text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  });
});
