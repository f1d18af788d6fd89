/** What the checks find, computed here from memory by the same code as on the server, and kept current by the mirror. */
import { useCallback, useSyncExternalStore } from 'react';
import { type PlacedFinding, Watch } from '../../../line/index.ts';
import { today } from '../format/format.ts';
import { useWorkspace } from '../workspace/hooks.ts';
import type { Workspace } from '../workspace/workspace.ts';

interface Watching {
  findings: readonly PlacedFinding[];
  readonly on: (itemId: string) => readonly PlacedFinding[];
  readonly subscribe: (listener: () => void) => () => void;
}

const NONE: readonly PlacedFinding[] = [];
const watching = new WeakMap<Workspace, Watching>();

/** The whole line is checked when somebody first looks; after that only what lies around each change. */
function watchOf(workspace: Workspace): Watching {
  const known = watching.get(workspace);
  if (known !== undefined) return known;
  const { model, mirror, membership } = workspace;
  const watch = new Watch(model, mirror, today(membership.timeZone));
  const listeners = new Set<() => void>();
  const held = new Map<string, readonly PlacedFinding[]>();
  const made: Watching = {
    findings: blockingFirst(watch.findings),
    on: (itemId) => {
      const findings = held.get(itemId) ?? watch.on(itemId);
      held.set(itemId, findings);
      return findings.length === 0 ? NONE : findings;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  mirror.subscribe((touched) => {
    watch.refresh(touched, today(membership.timeZone));
    held.clear();
    made.findings = blockingFirst(watch.findings);
    for (const listener of listeners) listener();
  });
  watching.set(workspace, made);
  return made;
}

function blockingFirst(findings: readonly PlacedFinding[]): readonly PlacedFinding[] {
  return findings.toSorted((a, b) => a.severity.localeCompare(b.severity) || a.check.localeCompare(b.check));
}

/** Every finding, blocking ones first. @example useFindings().filter((finding) => finding.who.includes(memberId)) */
export function useFindings(): readonly PlacedFinding[] {
  const watch = watchOf(useWorkspace());
  return useSyncExternalStore(watch.subscribe, () => watch.findings);
}

/** What the checks find on one item. */
export function useFindingsOn(itemId: string): readonly PlacedFinding[] {
  const watch = watchOf(useWorkspace());
  return useSyncExternalStore(
    watch.subscribe,
    useCallback(() => watch.on(itemId), [watch, itemId]),
  );
}
