/** The numbers beside the two pages in the navigation: what waits for the reader. */
import { type ReactElement, useMemo } from 'react';
import { count } from '../format/format.ts';
import { useFindingsHere, useOutOfStepHere } from '../product/use-here.ts';
import { useWorkspace } from '../workspace/hooks.ts';

export function OutOfStepCount(): ReactElement | null {
  const { membership } = useWorkspace();
  const rows = useOutOfStepHere(membership.memberId);
  return rows.length === 0 ? null : <span className="tabular text-xs text-amber">{count(rows.length)}</span>;
}

export function ChecksCount(): ReactElement | null {
  const { membership } = useWorkspace();
  const findings = useFindingsHere();
  const mine = useMemo(
    () => findings.filter((one) => one.who.includes(membership.memberId)),
    [findings, membership.memberId],
  );
  const isBlocking = mine.some((one) => one.severity === 'blocking');
  if (mine.length === 0) return null;
  return <span className={`tabular text-xs ${isBlocking ? 'text-red' : 'text-muted'}`}>{count(mine.length)}</span>;
}
