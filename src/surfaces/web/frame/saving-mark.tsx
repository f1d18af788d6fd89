/** Saving, offline: said quietly, and only when there is something to say. */
import { CloudOff } from 'lucide-react';
import type { ReactElement } from 'react';
import { plural } from '../format/format.ts';
import { useSaving, useStatus } from '../workspace/hooks.ts';

export function SavingMark(): ReactElement {
  const saving = useSaving();
  const { online, phase } = useStatus();
  const isOffline = !online && phase === 'ready';
  return (
    <output aria-live="polite" className="flex items-center gap-1.5 text-sm text-muted">
      {isOffline && (
        <>
          <CloudOff size={14} aria-hidden />
          <span className="max-sm:sr-only">
            {saving === 0 ? 'Offline: this browser’s copy' : `Offline: ${plural(saving, 'edit', 'edits')} waiting`}
          </span>
        </>
      )}
      {!isOffline && saving > 0 && <span className="animate-[appear_1ms_linear_400ms_both]">Saving…</span>}
    </output>
  );
}
