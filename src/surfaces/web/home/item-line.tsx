/** An item in one line of Home: pressed, it opens beside the page. */
import type { ReactElement, ReactNode } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { usePeek } from '../frame/use-peek.ts';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { model } from '../workspace/model.ts';

export interface ItemLineProps {
  readonly item: AnyItem;
  readonly detail?: ReactNode;
  readonly end?: ReactNode;
}

export function ItemLine({ item, detail, end }: ItemLineProps): ReactElement {
  const peek = usePeek();
  return (
    <li className="border-b border-line last:border-0">
      <button
        type="button"
        onClick={() => peek(item.key)}
        className="flex min-h-10 w-full items-center gap-2.5 rounded-sm py-1 text-left hover:bg-sunk"
      >
        <span className="text-muted">
          <KindIcon kind={model.kind(item.kind)} />
        </span>
        <span className="min-w-0 flex-1">
          <span dir="auto" className="block truncate">
            {item.title}
          </span>
          {detail !== undefined && <span className="block truncate text-sm text-muted">{detail}</span>}
        </span>
        {end !== undefined && <span className="tabular shrink-0 text-right text-sm text-muted">{end}</span>}
      </button>
    </li>
  );
}
