/**
 * What only the server can find: checks on, or through, items that do not live in the browser (feedback, contacts). Asked once the
 * line stands, and again when such an item or the day has moved; the items they are on visit, so that they are shown like any other.
 */
import { type Change, type PlacedFinding, runsInMemory } from '../../../line/index.ts';
import { type Brief, fetchMissing } from '../workspace/absent-ends.ts';
import type { Workspace } from '../workspace/workspace.ts';

const ASKED_AFTER_MILLISECONDS = 300;

type Found = Omit<PlacedFinding, 'itemId' | 'kind' | 'aboutIds'> & {
  readonly item: Brief;
  readonly about: readonly Brief[];
};

export interface ServerFindings {
  read(): readonly PlacedFinding[];
  /** Asks again, where there is anything that only the server finds. */
  ask(): void;
}

/** `told`: other findings came. Without a network the last ones stay. */
export function serverFindings(workspace: Workspace, told: () => void): ServerFindings {
  const { model, mirror, visitors, request } = workspace;
  const checks = model.checks.filter((check) => !runsInMemory(check));
  const kinds = [...new Set(checks.map((check) => check.on.name))].join(',');
  let found: readonly PlacedFinding[] = [];
  let due = 0;

  async function refresh(): Promise<void> {
    due = 0;
    const { findings } = await request<{ readonly findings: readonly Found[] }>('GET', '/findings', {
      query: { kinds },
    });
    const theirs = findings.filter(({ check, item }) =>
      checks.some(({ id, on }) => id === check && on.name === item.kind),
    );
    const ends = theirs.flatMap(({ item, about }) => [item, ...about]);
    await fetchMissing(
      workspace,
      ends.filter(({ id }) => (mirror.item(id) ?? visitors.item(id)) === undefined),
    );
    found = theirs.map(({ item, about, ...one }) => {
      return { ...one, itemId: item.id, kind: item.kind, aboutIds: about.map(({ id }) => id) };
    });
    told();
  }
  const ask = (): void => {
    if (checks.length === 0 || due !== 0) return;
    due = window.setTimeout(() => void refresh().catch(() => undefined), ASKED_AFTER_MILLISECONDS);
  };
  const isFelt = ({ entries }: Change): boolean =>
    checks.some(({ sees }) => sees !== undefined) ||
    entries.some(({ subject, kind }) => subject === 'item' && !model.kind(kind).resident);
  workspace.onChanges((changes) => {
    if (changes.some(isFelt)) ask();
  });
  return { read: () => found, ask };
}
