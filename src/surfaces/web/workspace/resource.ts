/** What a workspace has besides its line: members, saved views, custom fields, notifications. Asked for once, kept current. */
import type { EntrySubject, Field, Filter, Sort } from '../../../line/index.ts';
import type { Role } from '../../../platform/permission/index.ts';
import type { Workspace } from './workspace.ts';

export interface Loaded<Value> {
  readonly value: Value | null;
  readonly problem: Error | null;
  readonly isLoading: boolean;
}

export interface Resource<Value> {
  read(): Loaded<Value>;
  /** Asks the server the first time somebody listens. */
  subscribe(listener: () => void): () => void;
  /** Asks again: after a write outside the line. */
  refresh(): Promise<void>;
}

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly discipline: string | null;
  readonly removedAt: string | null;
}

export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly scope: 'private' | 'shared';
  readonly pinned: boolean;
  readonly ownerId: string | null;
  readonly definition: ViewDefinition;
}

export interface ViewDefinition {
  readonly layout: 'table' | 'board' | 'timeline';
  readonly filter: Filter | null;
  readonly sort: readonly Sort[];
  readonly group: string | null;
  /** Null: the kind's own choice. */
  readonly columns: readonly string[] | null;
  readonly archived: 'without' | 'with' | 'only';
}

export interface CustomField {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly label: string;
  readonly field: Field;
}

export interface Resources {
  readonly members: Resource<readonly Member[]>;
  readonly views: Resource<readonly SavedView[]>;
  readonly customFields: Resource<readonly CustomField[]>;
}

const REFRESH_MILLISECONDS = 300;

export function createResources(workspace: Workspace): Resources {
  return {
    members: createResource(workspace, '/members', ['member']),
    views: createResource(workspace, '/views', ['view']),
    customFields: createResource(workspace, '/custom-fields', ['customField']),
  };
}

interface ListAnswer<Value> {
  readonly items: Value;
}

/** A list the server holds; asked for again when the feed tells of one of these subjects. */
export function createResource<Value>(
  workspace: Workspace,
  path: string,
  staleBy: readonly EntrySubject[],
): Resource<Value> {
  const listeners = new Set<() => void>();
  let state: Loaded<Value> = { value: null, problem: null, isLoading: true };
  let asked = false;
  let due = 0;

  const set = (next: Loaded<Value>): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  async function refresh(): Promise<void> {
    asked = true;
    try {
      const { items } = await workspace.request<ListAnswer<Value>>('GET', path);
      set({ value: items, problem: null, isLoading: false });
    } catch (error) {
      set({ value: state.value, problem: error instanceof Error ? error : new Error(String(error)), isLoading: false });
    }
  }
  /** An import of thousands asks again once. */
  const later = (): void => {
    if (!asked || due !== 0) return;
    due = window.setTimeout(() => {
      due = 0;
      void refresh();
    }, REFRESH_MILLISECONDS);
  };
  for (const subject of staleBy) workspace.onSubject(subject, later);

  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      if (!asked) void refresh();
      return () => listeners.delete(listener);
    },
    refresh,
  };
}
