/** Above a list: what is shown, how, and what may be done with it. */
import { Columns3, GanttChart, Group, Kanban, ListFilter, type LucideIcon, Search, Table2 } from 'lucide-react';
import { type ReactElement, Suspense, useRef, useState } from 'react';
import { count, plural } from '../format/format.ts';
import { useKeys } from '../frame/keys.ts';
import { Button, IconButton } from '../primitive/button.tsx';
import { classNames } from '../primitive/class-names.ts';
import { lazyPart } from '../primitive/lazy-part.ts';
import { Menu, MenuCheck, MenuGroup, MenuItem, MenuLine } from '../primitive/menu.tsx';
import { Popover } from '../primitive/popover.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import type { Layout } from '../workspace/resource.ts';
import { groupable, usualColumns } from './column.ts';
import { conditionCount } from './filter-text.ts';
import type { ToolbarProps } from './layout.ts';
import { MoreMenu } from './more-menu.tsx';
import { ViewMenu } from './view-menu.tsx';

const FilterBuilder = lazyPart(() => import('./filter-builder.tsx'));

const LAYOUTS: readonly (readonly [Layout, string, LucideIcon])[] = [
  ['table', 'Table', Table2],
  ['board', 'Board', Kanban],
  ['timeline', 'Timeline', GanttChart],
];

export function Toolbar(props: ToolbarProps): ReactElement {
  const { kind, view, list, typed, type, change } = props;
  const searchField = useRef<HTMLInputElement>(null);
  const noun = list.total === 1 ? kind.label.one.toLowerCase() : kind.label.many.toLowerCase();
  useKeys({ '/': () => searchField.current?.focus() });
  return (
    <div
      role="toolbar"
      aria-label="View"
      className="scrolls flex h-11 shrink-0 items-center gap-1 border-b border-line px-4 max-md:px-2"
    >
      <ViewMenu {...props} />
      <fieldset aria-label="Layout" className="flex">
        {LAYOUTS.map(([layout, label, Icon]) => (
          <IconButton
            key={layout}
            label={label}
            aria-pressed={view.layout === layout}
            onClick={() => change({ layout })}
          >
            <Icon size={16} />
          </IconButton>
        ))}
      </fieldset>
      <span aria-hidden className="mx-1 h-4 w-px shrink-0 bg-line" />
      <FilterButton {...props} />
      <GroupMenu {...props} />
      {view.layout === 'table' && <ColumnsMenu {...props} />}
      <label className="ml-auto flex h-8 min-w-28 items-center gap-2 rounded-md px-2 text-muted focus-within:bg-raised md:w-56">
        <Search size={14} aria-hidden className="shrink-0" />
        <input
          ref={searchField}
          value={typed}
          onChange={(event) => type(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          placeholder={`Search ${kind.label.many.toLowerCase()}`}
          aria-label={`Search ${kind.label.many.toLowerCase()}`}
          className="w-full min-w-0 bg-transparent text-ink outline-none"
        />
      </label>
      <output className="tabular shrink-0 px-2 text-sm text-muted max-md:hidden">
        {count(list.total)} {noun}
      </output>
      <MoreMenu {...props} />
    </div>
  );
}

function FilterButton({ kind, view, columns, change }: ToolbarProps): ReactElement {
  const [open, setOpen] = useState(false);
  const conditions = conditionCount(view.filter);
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

function GroupMenu({ view, columns, change }: ToolbarProps): ReactElement {
  const grouped = columns.find((column) => column.name === view.group);
  const trigger = (
    <Button
      look="plain"
      className={classNames('px-2', grouped !== undefined && 'text-accent')}
      aria-label={grouped === undefined ? 'Group' : `Group: by ${grouped.label.toLowerCase()}`}
    >
      <Group size={16} aria-hidden />
      <span className="max-lg:hidden">{grouped === undefined ? 'Group' : `By ${grouped.label.toLowerCase()}`}</span>
    </Button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuGroup label="Group by">
        {groupable(columns).map((column) => (
          <MenuCheck
            key={column.name}
            checked={view.group === column.name}
            onChange={(on) => change({ group: on ? column.name : null })}
          >
            {column.label}
          </MenuCheck>
        ))}
      </MenuGroup>
    </Menu>
  );
}

function ColumnsMenu({ kind, view, columns, change }: ToolbarProps): ReactElement {
  const shown = view.columns ?? usualColumns(kind);
  const toggle = (name: string, on: boolean): void =>
    change({ columns: on ? [...shown, name] : shown.filter((one) => one !== name) });
  const trigger = (
    <IconButton label="Columns">
      <Columns3 size={16} />
    </IconButton>
  );
  return (
    <Menu trigger={trigger}>
      <MenuGroup label="Columns">
        {columns.map((column) => (
          <MenuCheck key={column.name} checked={shown.includes(column.name)} onChange={(on) => toggle(column.name, on)}>
            {column.label}
          </MenuCheck>
        ))}
      </MenuGroup>
      <MenuLine />
      <MenuItem onClick={() => change({ columns: null })}>Usual columns</MenuItem>
    </Menu>
  );
}
