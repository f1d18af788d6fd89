/** What the address says besides the path: the product, the view of a list, and the item peeked at. Every state on screen is a link. */
import type { Filter, Sort } from '../../../line/index.ts';
import type { ViewDefinition } from '../workspace/resource.ts';

export interface WorkspaceSearch {
  /** Key of the item in the panel on the right. */
  readonly peek?: string;
  /** Key of the product that lists and counts are narrowed to. Kept from page to page. */
  readonly product?: string | undefined;
}

export interface ListSearch {
  /** Id of the saved view the rest departs from. */
  readonly view?: string;
  readonly layout?: ViewDefinition['layout'];
  readonly filter?: Filter;
  /** `-changedAt,title` */
  readonly sort?: string;
  readonly group?: string;
  readonly subGroup?: string;
  /** Paths of the groups that are folded away. */
  readonly closed?: readonly string[];
  /** `title,state,ownerId` */
  readonly columns?: string;
  readonly archived?: ViewDefinition['archived'];
  readonly q?: string;
  /** How much time a timeline shows at once. */
  readonly zoom?: Zoom;
}

export type Zoom = 'years' | 'quarters' | 'months';

type Raw = Readonly<Record<string, unknown>>;

const LAYOUTS: readonly ViewDefinition['layout'][] = ['table', 'board', 'timeline'];
const ZOOMS: readonly Zoom[] = ['years', 'quarters', 'months'];
const ARCHIVED: readonly ViewDefinition['archived'][] = ['without', 'with', 'only'];

export function readWorkspaceSearch(raw: Raw): WorkspaceSearch {
  return {
    ...(typeof raw.peek === 'string' && { peek: raw.peek }),
    ...(typeof raw.product === 'string' && { product: raw.product }),
  };
}

/** Keeps what can be read and drops the rest: an old or mistyped link still opens the list. */
export function readListSearch(raw: Raw): ListSearch {
  const layout = LAYOUTS.find((one) => one === raw.layout);
  const archived = ARCHIVED.find((one) => one === raw.archived);
  const zoom = ZOOMS.find((one) => one === raw.zoom);
  return {
    ...(typeof raw.view === 'string' && { view: raw.view }),
    ...(layout !== undefined && { layout }),
    ...(isFilter(raw.filter) && { filter: raw.filter }),
    ...(typeof raw.sort === 'string' && { sort: raw.sort }),
    ...(typeof raw.group === 'string' && { group: raw.group }),
    ...(typeof raw.subGroup === 'string' && { subGroup: raw.subGroup }),
    ...(isTexts(raw.closed) && { closed: raw.closed }),
    ...(typeof raw.columns === 'string' && { columns: raw.columns }),
    ...(archived !== undefined && { archived }),
    ...((typeof raw.q === 'string' || typeof raw.q === 'number') && { q: String(raw.q) }),
    ...(zoom !== undefined && { zoom }),
  };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const FILTER_DEPTH_MOST = 6;

export function isFilter(value: unknown, depth = 0): value is Filter {
  if (typeof value !== 'object' || value === null || depth > FILTER_DEPTH_MOST) return false;
  if ('and' in value) return Array.isArray(value.and) && value.and.every((one) => isFilter(one, depth + 1));
  if ('or' in value) return Array.isArray(value.or) && value.or.every((one) => isFilter(one, depth + 1));
  return 'field' in value && 'op' in value && typeof value.field === 'string' && typeof value.op === 'string';
}

/** @example readSort('-changedAt,title') // [{ field: 'changedAt', descending: true }, { field: 'title' }] */
export function readSort(text: string): readonly Sort[] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('-') ? { field: part.slice(1), descending: true } : { field: part }));
}

export function writeSort(sorts: readonly Sort[]): string {
  return sorts.map(({ field, descending }) => (descending === true ? `-${field}` : field)).join(',');
}

/** The view an address asks for, on the ground of the saved one. */
export function viewOf(search: ListSearch, ground: ViewDefinition): ViewDefinition {
  return {
    layout: search.layout ?? ground.layout,
    filter: search.filter === undefined ? ground.filter : emptyAsNull(search.filter),
    sort: search.sort === undefined ? ground.sort : readSort(search.sort),
    group: search.group === undefined ? ground.group : search.group || null,
    subGroup: search.subGroup === undefined ? ground.subGroup : search.subGroup || null,
    closed: search.closed ?? ground.closed,
    columns: search.columns === undefined ? ground.columns : search.columns.split(',').filter((name) => name !== ''),
    archived: search.archived ?? ground.archived,
  };
}

/** What of the view departs from its ground: only that stands in the address. */
export function searchOf(view: ViewDefinition, ground: ViewDefinition): Omit<ListSearch, 'view' | 'q' | 'zoom'> {
  const sort = writeSort(view.sort);
  const columns = view.columns?.join(',') ?? '';
  return {
    ...(view.layout !== ground.layout && { layout: view.layout }),
    ...(JSON.stringify(view.filter) !== JSON.stringify(ground.filter) && { filter: view.filter ?? { and: [] } }),
    ...(sort !== writeSort(ground.sort) && { sort }),
    ...(view.group !== ground.group && { group: view.group ?? '' }),
    ...(view.subGroup !== ground.subGroup && { subGroup: view.subGroup ?? '' }),
    ...(JSON.stringify(view.closed) !== JSON.stringify(ground.closed) && { closed: view.closed }),
    ...(columns !== (ground.columns?.join(',') ?? '') && { columns }),
    ...(view.archived !== ground.archived && { archived: view.archived }),
  };
}

function emptyAsNull(filter: Filter): Filter | null {
  if ('and' in filter) return filter.and.length === 0 ? null : filter;
  if ('or' in filter) return filter.or.length === 0 ? null : filter;
  return filter;
}
