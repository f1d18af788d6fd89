/** Reading the open workspace from components: each hook redraws only when what it returned has changed. */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type AnyItem, isInStep, type Kind, type Link, type Mirror } from '../../../line/index.ts';
import { isAtLeast, type Role } from '../../../platform/permission/index.ts';
import type { Commits } from './commit.ts';
import { useOpen } from './context.tsx';
import { type OutOfStep, outOfStepIn } from './out-of-step.ts';
import { errorFrom } from './request.ts';
import type { Loaded, Member, Resource } from './resource.ts';
import type { Status, Workspace } from './workspace.ts';

export type { OutOfStep };

const NO_MEMBERS: readonly Member[] = [];

export const useWorkspace = (): Workspace => useOpen().workspace;
export const useCommits = (): Commits => useOpen().commits;

/**
 * Anything read from the mirror. `select` runs again when the mirror moves; the component redraws when its result differs.
 *
 * @example
 * const count = useMirror((mirror) => mirror.ofKind('feature').length);
 */
export function useMirror<Value>(
  select: (mirror: Mirror) => Value,
  isSame: (a: Value, b: Value) => boolean = Object.is,
): Value {
  const { mirror } = useWorkspace();
  const held = useRef<{ readonly version: number; readonly select: unknown; readonly value: Value } | null>(null);
  const read = (): Value => {
    const known = held.current;
    if (known !== null && known.version === mirror.version && known.select === select) return known.value;
    const value = select(mirror);
    const kept = known !== null && isSame(known.value, value) ? known.value : value;
    held.current = { version: mirror.version, select, value: kept };
    return kept;
  };
  return useSyncExternalStore(
    useCallback((listener: () => void) => mirror.subscribe(listener), [mirror]),
    read,
  );
}

/** An item by id or key, resident or seen before; undefined while it is not here. */
export function useItem(ref: string | null): AnyItem | undefined {
  const { visitors } = useWorkspace();
  const resident = useMirror(useCallback((mirror: Mirror) => (ref === null ? undefined : mirror.find(ref)), [ref]));
  const visiting = useSyncExternalStore(visitors.subscribe, () => (ref === null ? undefined : visitors.item(ref)));
  return resident ?? visiting;
}

/** An item that is asked from the server where it is not here (feedback, contacts, a link followed from a mail). */
export function useItemOrAsk(ref: string): Loaded<AnyItem> {
  const workspace = useWorkspace();
  const item = useItem(ref);
  const [problem, setProblem] = useState<Error | null>(null);
  const isHere = item !== undefined;
  useEffect(() => {
    if (isHere) return;
    setProblem(null);
    workspace
      .request<AnyItem>('GET', `/items/${encodeURIComponent(ref)}`)
      .then((found) => workspace.visitors.take([found]))
      .catch((error: unknown) => setProblem(errorFrom(error)));
  }, [workspace, ref, isHere]);
  return { value: item ?? null, problem, isLoading: !isHere && problem === null };
}

export interface ItemLinks {
  /** What the item relies on. */
  readonly from: readonly Link[];
  /** What relies on the item. */
  readonly to: readonly Link[];
}

export function useLinks(itemId: string): ItemLinks {
  return useMirror(
    useCallback((mirror: Mirror) => ({ from: mirror.linksFrom(itemId), to: mirror.linksTo(itemId) }), [itemId]),
    (a, b) => a.from === b.from && a.to === b.to,
  );
}

type ItemById = (id: string) => AnyItem | undefined;

/** Items by id, those that only visit among them; another function when one of those has changed. */
export function useItemById(): ItemById {
  const { mirror, visitors } = useWorkspace();
  const version = useSyncExternalStore(visitors.subscribe, () => visitors.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the visitors hold.
  return useCallback((id) => mirror.item(id) ?? visitors.item(id), [mirror, visitors, version]);
}

/** How many links of the item are out of step: what it relies on has changed since it was agreed. */
function outOfStepCount(mirror: Mirror, itemOf: ItemById, itemId: string): number {
  let count = 0;
  for (const link of mirror.linksFrom(itemId)) {
    const to = itemOf(link.toId);
    if (to !== undefined && !isInStep(link, to)) count += 1;
  }
  return count;
}

export function useOutOfStepCount(itemId: string): number {
  const itemOf = useItemById();
  return useMirror(useCallback((mirror: Mirror) => outOfStepCount(mirror, itemOf, itemId), [itemOf, itemId]));
}

/** Every link out of step, or those of one owner; the newest change first. What the mirror cannot judge, the server is asked. */
export function useOutOfStep(ownerId: string | null = null): readonly OutOfStep[] {
  const { workspace, resources } = useOpen();
  useResource(resources.absentEnds);
  const { visitors } = workspace;
  const version = useSyncExternalStore(visitors.subscribe, () => visitors.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the visitors hold.
  const select = useCallback(
    () => outOfStepIn(workspace).filter(({ from }) => ownerId === null || from.ownerId === ownerId),
    [workspace, ownerId, version],
  );
  return useMirror(select, (a, b) => a.length === b.length && a.every((row, index) => row === b[index]));
}

export function useStatus(): Status {
  const workspace = useWorkspace();
  return useSyncExternalStore(
    useCallback((listener: () => void) => workspace.subscribe(listener), [workspace]),
    () => workspace.status,
  );
}

/** Edits on their way to the server. */
export function useSaving(): number {
  const { outbox } = useWorkspace();
  return useSyncExternalStore(outbox.subscribe, () => outbox.size);
}

export function useResource<Value>(resource: Resource<Value>): Loaded<Value> {
  return useSyncExternalStore(resource.subscribe, resource.read);
}

export function useMembers(): readonly Member[] {
  return useResource(useOpen().resources.members).value ?? NO_MEMBERS;
}

/** The name of a member by id; empty while unknown. */
export function useMemberName(id: string | null): string {
  const members = useMembers();
  return id === null ? '' : (members.find((member) => member.id === id)?.name ?? '');
}

/** May the reader do what this role may? The server decides in the end; this only greys out what it would refuse. */
export function useMay(role: Role): boolean {
  return isAtLeast(useWorkspace().membership.role, role);
}

export function useMayAdd(kind: Kind): boolean {
  return useMay(kind.contributorsMayAdd === true ? 'contributor' : 'editor');
}

/** An answer of the server that no resource keeps: history, audit, keys. `null` asks nothing. */
export function useAnswer<Value>(path: string | null): Loaded<Value> & { readonly refresh: () => void } {
  const { request } = useWorkspace();
  const [state, setState] = useState<Loaded<Value>>({ value: null, problem: null, isLoading: path !== null });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again.
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    request<Value>('GET', path, { signal: stop.signal })
      .then((value) => setState({ value, problem: null, isLoading: false }))
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        setState((held) => ({
          ...held,
          problem: errorFrom(error),
          isLoading: false,
        }));
      });
    return () => stop.abort();
  }, [request, path, round]);
  const refresh = useCallback(() => setRound((known) => known + 1), []);
  return { ...state, refresh };
}
