/** What this tab did and can take back, newest last. Undo is a commit of its own, so it can be taken back too. */
import type { Change } from '../../../line/index.ts';
import { say, sayRefused } from '../primitive/toast.tsx';
import type { Workspace } from './workspace.ts';

interface Done {
  readonly text: string;
  /** The commits it becomes, in order: many where a selection was answered at once; null where nothing had to be committed. */
  readonly seqs: readonly Promise<number | null>[];
}

export interface UndoStack {
  /** Notes what is on its way, so that it can be taken back at once, and offers that when the server has it. */
  doing(text: string, seqs: readonly Promise<number | null>[], quiet?: boolean): void;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

const STEPS_KEPT = 100;

export function createUndoStack(workspace: Workspace): UndoStack {
  const done: Done[] = [];
  const undone: Done[] = [];
  /** What offers to take a step back, and goes when it was taken back by a key. */
  const offers = new Map<Done, () => void>();

  /** The server refused it, or there was nothing to do. */
  function forget(step: Done): void {
    const at = done.indexOf(step);
    if (at !== -1) done.splice(at, 1);
  }

  async function undoStep(step: Done): Promise<void> {
    const at = done.indexOf(step);
    if (at === -1) return;
    done.splice(at, 1);
    offers.get(step)?.();
    offers.delete(step);
    const reversed = await reverse(workspace, step, 'undo');
    if (reversed === null) return;
    undone.push(reversed);
    say({ text: `Undone: ${step.text}` });
  }

  return {
    doing(text, seqs, quiet = false) {
      const step = { text, seqs };
      done.push(step);
      const oldest = done.length > STEPS_KEPT ? done.shift() : undefined;
      if (oldest !== undefined) offers.delete(oldest);
      undone.length = 0;
      void Promise.allSettled(seqs).then((ends) => {
        const isDone = ends.some((end) => end.status === 'fulfilled' && end.value !== null);
        if (!isDone) forget(step);
        else if (!quiet && done.includes(step))
          offers.set(step, say({ text, action: { label: 'Undo', run: () => void undoStep(step) } }));
      });
    },
    async undo() {
      const step = done.at(-1);
      if (step === undefined) say({ text: 'Nothing to undo in this tab.' });
      else await undoStep(step);
    },
    async redo() {
      const step = undone.pop();
      if (step === undefined) {
        say({ text: 'Nothing to redo in this tab.' });
        return;
      }
      const redone = await reverse(workspace, step, 'redo');
      if (redone !== null) done.push(redone);
    },
  };
}

/** Takes the commits of a step back, the last one first; null where the server refused. */
async function reverse(workspace: Workspace, step: Done, verb: string): Promise<Done | null> {
  try {
    const seqs: Promise<number>[] = [];
    for (const known of step.seqs.toReversed()) {
      const seq = await known.catch(() => null);
      if (seq === null) continue;
      const reversal = reversalOf(workspace, seq);
      await workspace.request('POST', `/changes/${String(seq)}/undo`);
      seqs.push(reversal);
    }
    return { text: step.text, seqs };
  } catch (error) {
    sayRefused(`Could not ${verb}: ${step.text}`, error);
    return null;
  }
}

/** The number of the commit that reverses `seq`, once the feed brings it. */
function reversalOf(workspace: Workspace, seq: number): Promise<number> {
  return new Promise((resolve) => {
    const stop = workspace.onChanges((changes) => {
      const found = changes.find((change: Change) => change.undoes === seq);
      if (found === undefined) return;
      stop();
      resolve(found.seq);
    });
  });
}
