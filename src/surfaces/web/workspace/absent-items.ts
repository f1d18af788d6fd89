/** Items at the ends of links that do not live in the browser (feedback, contacts): fetched for whoever has to show them. */
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { AnyItem, LineView, Link, Model } from '../../../line/index.ts';
import { type Brief, fetchMissing } from './absent-ends.ts';
import { useMirror, useWorkspace } from './hooks.ts';
import type { Workspace } from './workspace.ts';

/** More than any page or picture shows at once; the links come with the nearest first. */
const FETCHED_MOST = 300;
/** Asked for once in each workspace: what did not come may not be seen, and asking again would not bring it. */
const asked = new WeakMap<Workspace, Set<string>>();

function askedIn(workspace: Workspace): Set<string> {
  const known = asked.get(workspace) ?? new Set<string>();
  asked.set(workspace, known);
  return known;
}

export interface WholeLine {
  /** The line with those items in it; another object whenever it has moved. */
  readonly line: LineView;
  /** Some of them are on their way. */
  readonly isLoading: boolean;
}

/**
 * The line as the browser holds it, and with it the items at the absent ends of these links.
 *
 * @example
 * const { line } = useWholeLine(mirror.linksFrom(insight.id));
 * line.item(feedbackId)?.text
 */
export function useWholeLine(links: readonly Link[]): WholeLine {
  const workspace = useWorkspace();
  const { mirror, visitors } = workspace;
  const resident = useMirror(useCallback((held) => held.version, []));
  const visiting = useSyncExternalStore(visitors.subscribe, () => visitors.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the versions stand for what both hold.
  const line = useMemo(
    (): LineView => ({
      item: (id) => mirror.item(id) ?? visitors.item(id),
      link: (id) => mirror.link(id),
      linksFrom: (id) => mirror.linksFrom(id),
      linksTo: (id) => mirror.linksTo(id),
      ofKind: (kind) => mirror.ofKind(kind),
    }),
    [mirror, visitors, resident, visiting],
  );
  const [asking, setAsking] = useState<'idle' | 'asked' | 'failed'>('idle');
  const wanted = useMemo(
    () =>
      absentEnds(workspace.model, links, (id) => workspace.mirror.item(id))
        .slice(0, FETCHED_MOST)
        .filter(({ id }) => line.item(id) === undefined && !askedIn(workspace).has(id)),
    [workspace, links, line],
  );
  useEffect(() => {
    if (wanted.length === 0) return;
    const known = askedIn(workspace);
    for (const { id } of wanted) known.add(id);
    setAsking('asked');
    fetchMissing(workspace, wanted)
      .then(() => setAsking('idle'))
      // Without a network they are asked for again the next time they are wanted.
      .catch(() => {
        for (const { id } of wanted) known.delete(id);
        setAsking('failed');
      });
  }, [workspace, wanted]);
  const isBefore = asking === 'idle' && wanted.some(({ id }) => !askedIn(workspace).has(id));
  return { line, isLoading: isBefore || asking === 'asked' };
}

/** The ends that are not here, each with every kind it can be of. */
export function absentEnds(
  model: Model,
  links: readonly Link[],
  itemOf: (id: string) => AnyItem | undefined,
): readonly Brief[] {
  const found = new Map<string, Brief>();
  for (const link of links) {
    const type = model.link(link.kind);
    if (itemOf(link.fromId) === undefined && !type.from.resident)
      found.set(`${type.from.name} ${link.fromId}`, { id: link.fromId, kind: type.from.name });
    if (itemOf(link.toId) !== undefined) continue;
    for (const kind of model.kinds.filter((one) => !one.resident && model.allows(type, one)))
      found.set(`${kind.name} ${link.toId}`, { id: link.toId, kind: kind.name });
  }
  return [...found.values()];
}
