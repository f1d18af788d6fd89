/** Saved views: the ground that what is on screen departs from. */
import type { SavedView, ViewDefinition } from '../workspace/resource.ts';

export const PLAIN_VIEW: ViewDefinition = {
  layout: 'table',
  filter: null,
  sort: [],
  group: null,
  subGroup: null,
  closed: [],
  columns: null,
  archived: 'without',
};

/** The definition a saved view starts from; the plain table where there is none. */
export function groundOf(saved: SavedView | null): ViewDefinition {
  if (saved === null) return PLAIN_VIEW;
  const { filter, sort, group, subGroup, hiddenGroups, columns } = saved.definition;
  return {
    layout: saved.layout === 'board' || saved.layout === 'timeline' ? saved.layout : 'table',
    filter: filter ?? null,
    sort: sort ?? [],
    group: group ?? null,
    subGroup: subGroup ?? null,
    closed: hiddenGroups ?? [],
    columns: columns ?? null,
    archived: 'without',
  };
}

/** What the server keeps of a view. */
export function writtenView({ layout, filter, sort, group, subGroup, closed, columns }: ViewDefinition): {
  readonly layout: string;
  readonly definition: SavedView['definition'];
} {
  return {
    layout,
    definition: {
      ...(filter !== null && { filter }),
      ...(sort.length > 0 && { sort }),
      ...(group !== null && { group }),
      ...(subGroup !== null && { subGroup }),
      ...(closed.length > 0 && { hiddenGroups: closed }),
      ...(columns !== null && { columns }),
    },
  };
}

/** Who finds a saved view. */
export const VIEW_SCOPES = [
  { value: 'private', label: 'Private: only you find it' },
  { value: 'shared', label: 'Shared: everyone finds it' },
  { value: 'pinned', label: 'Pinned: in everyone’s navigation' },
] as const;
