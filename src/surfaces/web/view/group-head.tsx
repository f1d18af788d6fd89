/** The head of a group in any list: folds it, says what its items have in common and how many they are, adds one more. */
import { ChevronRight, Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Kind } from '../../../line/index.ts';
import { count } from '../format/format.ts';
import { IconButton } from '../primitive/button.tsx';
import { classNames } from '../primitive/class-names.ts';
import { PersonMark, StateMark } from '../primitive/marks.tsx';
import type { ItemGroup } from './groups.ts';

export interface GroupHeadProps {
  readonly kind: Kind;
  readonly group: ItemGroup;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** Adds an item that stands here; null where the reader may not. */
  readonly onAdd: (() => void) | null;
}

export function GroupHead({ kind, group, isOpen, onToggle, onAdd }: GroupHeadProps): ReactElement {
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className={classNames(
          'flex h-7 min-w-0 items-center gap-2 rounded-sm pr-2 font-medium',
          group.depth === 0 ? 'pl-4' : 'pl-10 max-md:pl-6',
        )}
      >
        <ChevronRight size={14} aria-hidden className={isOpen ? 'shrink-0 rotate-90' : 'shrink-0'} />
        <GroupLabel kind={kind} group={group} />
        <span className="tabular text-sm font-normal text-muted">{count(group.items.length)}</span>
      </button>
      {onAdd !== null && (
        <IconButton
          small
          label={`New ${kind.label.one.toLowerCase()} in ${group.label}`}
          onClick={onAdd}
          className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100 max-md:opacity-100"
        >
          <Plus size={14} />
        </IconButton>
      )}
    </>
  );
}

/** What the items of a group have in common, with its mark. */
export function GroupLabel({ kind, group }: { readonly kind: Kind; readonly group: ItemGroup }): ReactElement {
  if (group.column.name === 'state') return <StateMark kind={kind} state={group.id} />;
  const isPerson = group.column.field.type === 'person' && group.id !== '';
  return (
    <span className="flex min-w-0 items-center gap-2">
      {isPerson && <PersonMark name={group.label} />}
      <span dir="auto" className="truncate">
        {group.label}
      </span>
    </span>
  );
}
