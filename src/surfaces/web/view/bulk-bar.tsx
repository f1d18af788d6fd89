/** What may be done with a selection, with one undo for all of it. */
import { Archive, ArchiveRestore, CircleDot, Link2, Tag, UserRound, X } from 'lucide-react';
import { type ReactElement, useLayoutEffect, useRef, useState } from 'react';
import type { AnyItem, Kind } from '../../../line/index.ts';
import { plural } from '../format/format.ts';
import { focusPage } from '../frame/focus-page.ts';
import { setFrame } from '../frame/frame-state.ts';
import { Button, IconButton } from '../primitive/button.tsx';
import { lazyPart } from '../primitive/lazy-part.ts';
import { Popover } from '../primitive/popover.tsx';
import { useCommits, useMay } from '../workspace/hooks.ts';

export interface BulkBarProps {
  readonly kind: Kind;
  readonly items: readonly AnyItem[];
  readonly onClear: () => void;
}

const BulkFields = lazyPart(() => import('./bulk-fields.tsx'));

export function BulkBar({ kind, items, onClear }: BulkBarProps): ReactElement {
  const commits = useCommits();
  const mayEdit = useMay('editor');
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const held = bar.current;
    // It goes with the selection, and must not take the focus with it.
    return () => {
      if (held?.contains(document.activeElement) === true) focusPage();
    };
  }, []);
  const areArchived = items.every((item) => item.archivedAt !== null);
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label="Selection"
      className="floating absolute bottom-4 left-1/2 z-10 flex max-w-[calc(100%-1rem)] -translate-x-1/2 items-center gap-1 p-1.5 pl-4"
    >
      <output className="tabular mr-2 shrink-0 font-medium">{plural(items.length, 'selected', 'selected')}</output>
      {mayEdit && !areArchived && (
        <>
          <Button look="plain" onClick={() => setFrame({ palette: 'state' })}>
            <CircleDot size={14} aria-hidden /> State
          </Button>
          <Button look="plain" onClick={() => setFrame({ palette: 'assign' })}>
            <UserRound size={14} aria-hidden /> Assign
          </Button>
          <Button look="plain" className="max-sm:hidden" onClick={() => setFrame({ palette: 'link' })}>
            <Link2 size={14} aria-hidden /> Link
          </Button>
          <SetField kind={kind} items={items} />
        </>
      )}
      {mayEdit && (
        <Button
          look="plain"
          onClick={() => {
            void (areArchived ? commits.restore(items) : commits.archive(items));
            onClear();
          }}
        >
          {areArchived ? <ArchiveRestore size={14} aria-hidden /> : <Archive size={14} aria-hidden />}
          {areArchived ? 'Restore' : 'Archive'}
        </Button>
      )}
      <IconButton label="Clear the selection" keys="Escape" onClick={onClear}>
        <X size={16} />
      </IconButton>
    </div>
  );
}

/** Any field of the kind, set on all of them. */
function SetField({ kind, items }: Omit<BulkBarProps, 'onClear'>): ReactElement {
  const [open, setOpen] = useState(false);
  const trigger = (
    <Button look="plain" className="max-sm:hidden">
      <Tag size={14} aria-hidden /> Set
    </Button>
  );
  return (
    <Popover trigger={trigger} label="Set a field" open={open} onOpenChange={setOpen} className="w-72">
      <BulkFields kind={kind} items={items} onDone={() => setOpen(false)} />
    </Popover>
  );
}
