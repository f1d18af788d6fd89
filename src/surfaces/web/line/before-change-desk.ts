/** One question at a time before a change is made, and what the reader chose. */
import { useSyncExternalStore } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { today } from '../format/format.ts';
import type { Guard, Patch } from '../workspace/commit.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Hurt, hurtOf, isWorthAsking } from './before-change.ts';

export interface Question {
  readonly workspace: Workspace;
  readonly items: readonly AnyItem[];
  readonly patch: Patch;
  readonly hurt: Hurt;
  readonly answer: (isSaved: boolean) => void;
}

const listeners = new Set<() => void>();
let waiting: readonly Question[] = [];

function set(next: readonly Question[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

function ask(question: Omit<Question, 'answer'>): Promise<boolean> {
  return new Promise((resolve) => {
    const asked: Question = {
      ...question,
      answer: (isSaved) => {
        set(waiting.filter((one) => one !== asked));
        resolve(isSaved);
      },
    };
    set([...waiting, asked]);
  });
}

/**
 * The guard of a workspace's commits: says at once what a change would put out of step, and waits for Save or Cancel.
 * Resolves true without asking where nobody would be disturbed.
 */
export function guardOf(workspace: Workspace): Guard {
  return async (items, patch) => {
    const scene = { model: workspace.model, line: workspace.mirror, today: today(workspace.membership.timeZone) };
    const hurt = hurtOf(scene, items, patch);
    return isWorthAsking(hurt) ? ask({ workspace, items, patch, hurt }) : true;
  };
}

/** The question to show, the oldest first. */
export function useQuestion(): Question | null {
  return useSyncExternalStore(subscribe, () => waiting[0] ?? null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const WAIT_MILLISECONDS = 60_000;

/** Writes to the owners once the change is there: a comment that mentions them, on the item that moved. */
export function tellOwners(question: Question, body: string): void {
  const { workspace, items } = question;
  const ids = new Set(items.map((item) => item.id));
  const first = items[0];
  if (first === undefined) return;
  const stop = workspace.onChanges((changes) => {
    const isIt = changes.some(
      (change) => change.actorId === workspace.membership.memberId && change.entries.some((entry) => ids.has(entry.id)),
    );
    if (!isIt) return;
    stop();
    void workspace.request('POST', `/items/${first.id}/comments`, { body: { body } }).catch(() => undefined);
  });
  window.setTimeout(stop, WAIT_MILLISECONDS);
}
