/** What a workspace has besides its line: members, saved views, custom fields, notifications. Asked for once, kept current. */
import type { CustomFieldType, EntrySubject, Filter, Sort } from '../../../line/index.ts';
import type { Role } from '../../../platform/permission/index.ts';
import { errorFrom } from './request.ts';
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

export type Layout = 'table' | 'board' | 'timeline';

export interface SavedView {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly layout: string;
  readonly scope: 'private' | 'shared' | 'pinned';
  readonly ownerId: string | null;
  readonly definition: {
    readonly filter?: Filter;
    readonly sort?: readonly Sort[];
    readonly group?: string;
    readonly subGroup?: string;
    readonly hiddenGroups?: readonly string[];
    readonly columns?: readonly string[];
  };
}

/** A view as it stands on screen. */
export interface ViewDefinition {
  readonly layout: Layout;
  readonly filter: Filter | null;
  readonly sort: readonly Sort[];
  readonly group: string | null;
  /** The field that its groups are grouped by in turn. */
  readonly subGroup: string | null;
  /** The groups that are folded away, by their path. */
  readonly closed: readonly string[];
  /** Null: the kind's own choice. */
  readonly columns: readonly string[] | null;
  readonly archived: 'without' | 'with' | 'only';
}

export interface CustomField {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly type: CustomFieldType;
  readonly kinds: readonly string[];
  readonly options?: readonly string[];
  readonly formula?: string | null;
  readonly help?: string | null;
  readonly archivedAt: string | null;
}

/** A workspace's worth of real data that can be loaded and taken out again. */
export interface Demo {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly state: 'absent' | 'loading' | 'loaded';
  /** 0 to 1, while it loads. */
  readonly progress: number;
  readonly items: number;
  /** What stopped the last load; loading again carries it on. */
  readonly problem: string | null;
}

export interface Resources {
  /** Loaded: the items at the ends of links out of step are all here. */
  readonly absentEnds: Resource<true>;
  readonly demos: Resource<readonly Demo[]>;
  readonly members: Resource<readonly Member[]>;
  readonly views: Resource<readonly SavedView[]>;
  readonly customFields: Resource<readonly CustomField[]>;
  readonly notifications: Resource<Inbox>;
}

export interface Inbox {
  readonly notifications: readonly Notification[];
  readonly unread: number;
}

export interface Notification {
  readonly id: string;
  readonly itemId: string;
  readonly reason: 'outOfStep' | 'assigned' | 'mentioned' | 'commented';
  readonly sentence: string;
  readonly createdAt: string;
  readonly readAt: string | null;
}

const REFRESH_MILLISECONDS = 300;

export function createResources(workspace: Workspace): Omit<Resources, 'absentEnds'> {
  return {
    demos: createResource(workspace, {
      path: '/demos',
      pick: (answer: { readonly demos: readonly Demo[] }) => answer.demos,
      staleBy: [],
    }),
    members: createResource(workspace, {
      path: '/members',
      pick: (answer: { readonly members: readonly Member[] }) => answer.members,
      staleBy: ['member'],
    }),
    views: createResource(workspace, {
      path: '/views',
      pick: (answer: { readonly views: readonly SavedView[] }) => answer.views,
      staleBy: ['view'],
    }),
    customFields: createResource(workspace, {
      path: '/custom-fields',
      pick: (answer: { readonly customFields: readonly CustomField[] }) => answer.customFields,
      staleBy: ['customField'],
    }),
    notifications: createResource(workspace, {
      path: '/notifications',
      pick: (answer: Inbox) => answer,
      staleBy: ['item', 'link', 'comment'],
    }),
  };
}

export interface ResourceSource<Answer, Value> {
  readonly path: string;
  readonly pick: (answer: Answer) => Value;
  /** Asked for again when the feed tells of one of these. */
  readonly staleBy: readonly EntrySubject[];
}

/** A list the server holds. */
export function createResource<Answer, Value>(
  workspace: Workspace,
  { path, pick, staleBy }: ResourceSource<Answer, Value>,
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
      const answer = await workspace.request<Answer>('GET', path);
      set({ value: pick(answer), problem: null, isLoading: false });
    } catch (error) {
      set({ value: state.value, problem: errorFrom(error), isLoading: false });
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
