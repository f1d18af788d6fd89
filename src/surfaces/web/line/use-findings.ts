/**
 * What the checks find, computed here from memory by the same code as on the server, and kept current by the mirror; what needs
 * items that do not live here is asked from the server.
 */
import { useCallback, useSyncExternalStore } from 'react';
import { type PlacedFinding, type Touched, Watch } from '../../../line/index.ts';
import { today } from '../format/format.ts';
import { useWorkspace } from '../workspace/hooks.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { serverFindings } from './server-findings.ts';

interface Watching {
  findings: readonly PlacedFinding[];
  readonly on: (itemId: string) => readonly PlacedFinding[];
  readonly subscribe: (listener: () => void) => () => void;
}

const NONE: readonly PlacedFinding[] = [];
const watching = new WeakMap<Workspace, Watching>();

/** Long enough for the frame that shows an edit to be drawn first. */
const CHECKED_AFTER_MILLISECONDS = 60;

/**
 * The whole line is checked once the page stands, after that only what lies around each change; both behind the frame that
 * shows the change, because checking twenty thousand items takes longer than a frame.
 */
function watchOf(workspace: Workspace): Watching {
  const known = watching.get(workspace);
  if (known !== undefined) return known;
  const { model, mirror, membership } = workspace;
  const listeners = new Set<() => void>();
  const held = new Map<string, readonly PlacedFinding[]>();
  let watch: Watch | null = null;
  let waiting: Touched = 'all';
  let due = 0;
  let day = '';
  const made: Watching = {
    findings: NONE,
    on: (itemId) => {
      const findings = held.get(itemId) ?? findingsOf(itemId);
      held.set(itemId, findings);
      return findings.length === 0 ? NONE : findings;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const findingsOf = (itemId: string): readonly PlacedFinding[] => [
    ...(watch?.on(itemId) ?? NONE),
    ...server.read().filter((finding) => finding.itemId === itemId),
  ];
  const tell = (): void => {
    held.clear();
    made.findings = blockingFirst([...(watch?.findings ?? NONE), ...server.read()]);
    for (const listener of listeners) listener();
  };
  const server = serverFindings(workspace, tell);
  const check = (): void => {
    due = 0;
    const now = today(membership.timeZone);
    if (now !== day || waiting === 'all') server.ask();
    day = now;
    if (watch === null) watch = new Watch(model, mirror, now);
    else watch.refresh(waiting, now);
    waiting = new Set<string>();
    tell();
  };
  const later = (touched: Touched): void => {
    waiting = waiting === 'all' || touched === 'all' ? 'all' : new Set([...waiting, ...touched]);
    if (due === 0 && workspace.isWhole && mirror.size.items > 0)
      due = window.setTimeout(check, CHECKED_AFTER_MILLISECONDS);
  };
  mirror.subscribe(later);
  later('all');
  watching.set(workspace, made);
  return made;
}

function blockingFirst(findings: readonly PlacedFinding[]): readonly PlacedFinding[] {
  const [blocking, warnings] = [findings.filter(isBlocking), findings.filter((finding) => !isBlocking(finding))];
  return [...blocking.toSorted(byCheck), ...warnings.toSorted(byCheck)];
}

const isBlocking = (finding: PlacedFinding): boolean => finding.severity === 'blocking';
const byCheck = (a: PlacedFinding, b: PlacedFinding): number => (a.check < b.check ? -1 : a.check > b.check ? 1 : 0);

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
