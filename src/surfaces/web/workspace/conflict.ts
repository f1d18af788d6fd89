/** The same field changed by two people: both values are held until somebody chooses. */
import type { AnyItem } from '../../../line/index.ts';
import type { RequestProblem } from './request.ts';

export interface FieldConflict {
  readonly field: string;
  readonly yours: unknown;
  readonly theirs: unknown;
  readonly by: string;
  readonly at: string;
}

export interface Conflict {
  readonly item: AnyItem;
  readonly patch: Readonly<Record<string, unknown>>;
  readonly fields: readonly FieldConflict[];
  /** The revision to name when sending again. */
  readonly revision: number;
}

export interface ConflictDesk {
  readonly current: Conflict | null;
  raise(conflict: Conflict): void;
  settle(): void;
  subscribe(listener: () => void): () => void;
}

export function createConflictDesk(): ConflictDesk {
  const listeners = new Set<() => void>();
  let waiting: readonly Conflict[] = [];
  const set = (next: readonly Conflict[]): void => {
    waiting = next;
    for (const listener of listeners) listener();
  };
  return {
    get current() {
      return waiting[0] ?? null;
    },
    raise: (conflict) => set([...waiting, conflict]),
    settle: () => set(waiting.slice(1)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The conflict a refusal carries; null where it was refused for another reason. */
export function conflictOf(
  problem: RequestProblem,
  item: AnyItem,
  patch: Readonly<Record<string, unknown>>,
): Conflict | null {
  const { conflicts, revision } = problem.facts;
  if (problem.id !== 'item.conflict' || !Array.isArray(conflicts) || typeof revision !== 'number') return null;
  return { item, patch, fields: conflicts.filter(isFieldConflict), revision };
}

function isFieldConflict(value: unknown): value is FieldConflict {
  return typeof value === 'object' && value !== null && 'field' in value && 'yours' in value && 'theirs' in value;
}
