/** What moved: the item that others rely on, and each of its fields then and now. */
import { memo, type ReactElement } from 'react';
import { usePeek } from '../frame/use-peek.ts';
import { KindIcon } from '../primitive/kind-icon.tsx';
import { StateMark } from '../primitive/marks.tsx';
import { model } from '../workspace/model.ts';
import { WhatChanged, type WhatChangedProps } from './what-changed.tsx';

/** Comparing texts takes its time: not once more for every step of the cursor. */
export const CauseHead = memo(DrawnCause);

function DrawnCause({ link, to }: WhatChangedProps): ReactElement {
  const peek = usePeek();
  const kind = model.kind(to.kind);
  return (
    <header className="border-l-2 border-amber-mark px-4 py-1">
      <div className="flex flex-wrap items-center gap-x-3">
        <button
          type="button"
          onClick={() => peek(to.key)}
          className="flex min-h-7 max-w-full min-w-0 items-center gap-2 rounded-sm text-left hover:text-accent"
        >
          <span className="text-muted">
            <KindIcon kind={kind} />
          </span>
          <span className="tabular shrink-0 text-muted">{to.key}</span>
          <h2 className="min-w-0 truncate text-lg font-semibold">{to.title}</h2>
        </button>
        <span className="text-sm">
          <StateMark kind={kind} state={to.state} />
        </span>
        {to.archivedAt !== null && <span className="text-sm text-muted">archived</span>}
      </div>
      <div className="mt-0.5 pb-1">
        <WhatChanged link={link} to={to} />
      </div>
    </header>
  );
}
