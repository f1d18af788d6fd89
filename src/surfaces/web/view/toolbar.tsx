/** Above a list: what is shown, how, and what may be done with it. */
import { GanttChart, Kanban, ListFilter, type LucideIcon, Search, Table2 } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, Suspense, useRef, useState } from 'react';
import { count, plural } from '../format/format.ts';
import { focusPage } from '../frame/focus-page.ts';
import { useKeys } from '../frame/keys.ts';
import { Button, IconButton } from '../primitive/button.tsx';
import { classNames } from '../primitive/class-names.ts';
import { lazyPart } from '../primitive/lazy-part.ts';
import { Menu, MenuChoice, MenuChoices } from '../primitive/menu.tsx';
import { Popover } from '../primitive/popover.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import type { Layout } from '../workspace/resource.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { conditionCount, wholeFilter } from './filter-text.ts';
import { GroupMenu } from './group-menu.tsx';
import type { ToolbarProps } from './layout.ts';
import { MoreMenu } from './more-menu.tsx';
import { useNarrow } from './use-narrow.ts';
import { ViewMenu } from './view-menu.tsx';

const FilterBuilder = lazyPart(() => import('./filter-builder.tsx'));

const LAYOUTS: readonly (readonly [Layout, string, LucideIcon])[] = [
  ['table', 'Table', Table2],
  ['board', 'Board', Kanban],
  ['timeline', 'Timeline', GanttChart],
];

export function Toolbar(props: ToolbarProps): ReactElement {
  const { kind, view, list } = props;
  const isNarrow = useNarrow();
  const noun = list.total === 1 ? kind.label.one.toLowerCase() : kind.label.many.toLowerCase();
  return (
    <div
      role="toolbar"
      aria-label="View"
      className="scrolls flex h-11 shrink-0 items-center gap-1 border-b border-line px-4 max-md:px-2"
    >
      <ViewMenu {...props} />
      <LayoutChoice {...props} />
      <span aria-hidden className="mx-1 h-4 w-px shrink-0 bg-line max-md:hidden" />
      <FilterButton {...props} />
      <GroupMenu {...props} />
      {view.layout !== 'timeline' && !isNarrow && <ColumnsMenu {...props} />}
      <SearchField {...props} />
      <output className="tabular shrink-0 px-2 text-sm text-muted max-md:hidden">
        {count(list.total)} {noun}
      </output>
      <MoreMenu {...props} />
    </div>
  );
}

function LayoutChoice({ view, change }: ToolbarProps): ReactElement {
  const isNarrow = useNarrow();
  const [, , Current] = LAYOUTS.find(([layout]) => layout === view.layout) ?? ['table', 'Table', Table2];
  if (isNarrow) {
    const trigger = (
      <IconButton label="Layout">
        <Current size={16} />
      </IconButton>
    );
    return (
      <Menu trigger={trigger}>
        <MenuChoices label="Layout" value={view.layout} onChange={(layout) => change({ layout })}>
          {LAYOUTS.map(([layout, label]) => (
            <MenuChoice key={layout} value={layout} closes>
              {label}
            </MenuChoice>
          ))}
        </MenuChoices>
      </Menu>
    );
  }
  return (
    <fieldset aria-label="Layout" className="flex">
      {LAYOUTS.map(([layout, label, Icon]) => (
        <IconButton key={layout} label={label} aria-pressed={view.layout === layout} onClick={() => change({ layout })}>
          <Icon size={16} />
        </IconButton>
      ))}
    </fieldset>
  );
}

function SearchField({ kind, typed, type }: ToolbarProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const isNarrow = useNarrow();
  const label = `Search ${kind.label.many.toLowerCase()}`;
  useKeys({ '/': () => field.current?.focus() });
  /** The first Escape takes the words away, the next one leaves; Enter and Down go on to what was found. */
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && typed !== '') type('');
    else if (['Escape', 'Enter', 'ArrowDown'].includes(event.key)) focusPage();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <label className="ml-auto flex h-8 min-w-20 shrink items-center gap-2 rounded-md px-2 max-md:gap-1 text-muted focus-within:bg-raised focus-within:outline-2 focus-within:outline-accent md:w-56 md:min-w-28">
      <Search size={14} aria-hidden className="shrink-0" />
      <input
        ref={field}
        value={typed}
        dir="auto"
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        placeholder={isNarrow ? 'Search' : label}
        aria-label={label}
        aria-keyshortcuts="/"
        className="w-full min-w-0 bg-transparent text-ink outline-none"
      />
    </label>
  );
}

function FilterButton({ kind, view, columns, change }: ToolbarProps): ReactElement {
  const [open, setOpen] = useState(false);
  const conditions = conditionCount(wholeFilter(view.filter));
  useKeys({ f: () => setOpen(true) });
  const trigger = (
    <Button
      look="plain"
      className={classNames('px-2', conditions > 0 && 'text-accent')}
      aria-label={conditions === 0 ? 'Filter' : plural(conditions, 'filter', 'filters')}
    >
      <ListFilter size={16} aria-hidden />
      <span className="max-lg:hidden">Filter</span>
      {conditions > 0 && <span className="tabular">{conditions}</span>}
    </Button>
  );
  return (
    <Popover trigger={trigger} label="Filter" open={open} onOpenChange={setOpen} className="w-[40rem]">
      <Suspense fallback={<SkeletonRows count={2} />}>
        <FilterBuilder kind={kind} columns={columns} filter={view.filter} onChange={(filter) => change({ filter })} />
      </Suspense>
    </Popover>
  );
}
