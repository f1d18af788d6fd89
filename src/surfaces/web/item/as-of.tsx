/** The item as it stood on a day: a small control, and what the server says of that day. */
import { History } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { AnyItem, Link } from '../../../line/index.ts';
import { day, today } from '../format/format.ts';
import { Button, IconButton } from '../primitive/button.tsx';
import { Popover } from '../primitive/popover.tsx';
import { useAnswer, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import type { Loaded } from '../workspace/resource.ts';
import type { End } from './link-ends.ts';
import type { Direction } from './link-sentence.ts';

/** The end of a day for everybody: what was done on it is in. */
const END_OF_DAY = 'T23:59:59.999Z';

/** A link of that day, with its other end as it stood then. */
export type LinkThen = Link & { readonly direction: Direction; readonly other?: End };

export type ItemThen = AnyItem & { readonly links: readonly LinkThen[] };

/** The item and its links at the end of that day; `null`: now, nothing is asked. */
export function useItemAsOf(item: AnyItem, on: string | null): Loaded<ItemThen> {
  const kind = model.kind(item.kind);
  const query = on === null ? null : `asOf=${encodeURIComponent(on + END_OF_DAY)}&include=linked`;
  const answer = useAnswer<ItemThen>(query === null ? null : `/${kind.plural}/${item.id}?${query}`);
  return on === null ? { value: null, problem: null, isLoading: false } : answer;
}

export interface AsOfControlProps {
  readonly item: AnyItem;
  readonly on: string | null;
  readonly onDay: (on: string | null) => void;
}

export function AsOfControl({ item, on, onDay }: AsOfControlProps): ReactElement {
  const { membership } = useWorkspace();
  const [open, setOpen] = useState(false);
  const first = item.createdAt.slice(0, 10);
  const last = today(membership.timeZone);
  return (
    <Popover
      label="As of a day"
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton label="As it stood on a day" aria-pressed={on !== null}>
          <History size={16} />
        </IconButton>
      }
    >
      <label className="flex flex-col gap-1">
        <span className="text-sm text-muted">As it stood at the end of</span>
        <input
          type="date"
          className="entry"
          min={first}
          max={last}
          value={on ?? ''}
          onChange={(event) => onDay(event.target.value === '' ? null : event.target.value)}
        />
      </label>
      <p className="mt-1 text-sm text-muted">Created on {day(first)}.</p>
      {on !== null && (
        <Button small className="mt-2" onClick={() => onDay(null)}>
          Back to now
        </Button>
      )}
    </Popover>
  );
}
