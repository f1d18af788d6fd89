/** What every layout of a list is given. */
import type { Kind } from '../../../line/index.ts';
import type { ListSearch, Zoom } from '../route/search.ts';
import type { SavedView, ViewDefinition } from '../workspace/resource.ts';
import type { Column } from './column.ts';
import type { ListState } from './use-list.ts';

export interface LayoutProps {
  readonly kind: Kind;
  readonly view: ViewDefinition;
  readonly columns: readonly Column[];
  readonly list: ListState;
  readonly change: (patch: Partial<ViewDefinition>) => void;
  /** How much time a timeline shows at once. */
  readonly zoom: Zoom;
  readonly setZoom: (zoom: Zoom) => void;
}

/** What stands above the list besides. */
export interface ToolbarProps extends LayoutProps {
  readonly saved: SavedView | null;
  readonly isChanged: boolean;
  readonly search: ListSearch;
  /** What stands in the search field, ahead of the address. */
  readonly typed: string;
  readonly type: (words: string) => void;
  readonly go: (next: ListSearch) => void;
}

/** The cell being edited. */
export interface Editing {
  readonly id: string;
  readonly column: string;
}
