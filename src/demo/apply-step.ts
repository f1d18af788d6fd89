/** Writes one step of a plan: one commit through the kernel's own writer. */
import {
  type AnyItem,
  type Context,
  type Field,
  type Kind,
  type Link,
  ranksBetween,
  validateDraft,
  validatePatch,
} from '../line/index.ts';
import type { Ledger } from './ledger.ts';
import type { Changed, Made, Step, Tied, Values } from './plan.ts';

/** What a step wrote. It goes into the ledger once the commit is durable. */
export interface Written {
  readonly items: readonly AnyItem[];
  readonly links: readonly Link[];
}

/** What is there already stays as it is: whatever people made of it since is theirs. */
export async function applyStep(
  context: Context,
  step: Step,
  { ledger, source }: { ledger: Ledger; source: string },
): Promise<Written> {
  const items = new Map<string, AnyItem>();
  const find = (ref: string): AnyItem | undefined => items.get(ref) ?? ledger.item(ref);
  const keep = (written: readonly AnyItem[]): void => {
    for (const item of written) if (item.sourceId !== null) items.set(item.sourceId, item);
  };
  const missing = step.makes.filter((made) => ledger.item(made.ref) === undefined);
  for (const [kindName, makes] of Map.groupBy(missing, (made) => made.kind)) {
    const kind = context.model.kind(kindName);
    const ranks = ranksBetween(null, ledger.firstRank(kindName) ?? FIRST_RANK, makes.length);
    const drafts = makes.map((made, at) => draftOf(kind, { made, rank: ranks[at] }, { ledger, source, find }));
    keep(await context.line.createMany(kind, drafts));
  }
  const patches = mergeChanges(step.changes).flatMap(({ ref, values }) => {
    const item = find(ref);
    // A plan is written in the order of its moments: who changed the item later was a person, and theirs stands.
    if (item === undefined || item.archivedAt !== null || item.changedAt > step.at) return [];
    const kind = context.model.kind(item.kind);
    return [{ item, values: validatePatch(kind, resolved(kind, values, { ledger, find })) }];
  });
  keep(await context.line.updateMany(patches));
  const links = await tieAll(context, step.ties, find);
  for (const confirmed of step.confirms) {
    const link = ledger.link(confirmed);
    if (link !== undefined) links.push(await context.line.confirm(link.id, confirmed.remark));
  }
  return { items: [...items.values()], links };
}

/** The source ranks nothing, so lists begin with its newest: each step goes before those it follows, from here on. */
const FIRST_RANK = 'a0';

type Find = (ref: string) => AnyItem | undefined;
interface Names {
  readonly ledger: Ledger;
  readonly find: Find;
}

interface Placed {
  readonly made: Made;
  readonly rank: string | undefined;
}

function draftOf(kind: Kind, { made, rank }: Placed, { source, ...names }: Names & { source: string }) {
  const values = validateDraft(kind, { title: made.title, rank, ...resolved(kind, made.values, names) });
  return { values: { ...values, title: made.title }, source, sourceId: made.ref };
}

/** Persons and products are named in the plan and have ids here. */
function resolved(kind: Kind, values: Values, { ledger, find }: Names): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (name === 'productId' && typeof value === 'string') return [name, find(value)?.id ?? null];
      if (kind.fields[name]?.type === 'people' && Array.isArray(value))
        return [name, value.map((ref) => ledger.members.get(String(ref))).filter((id) => id !== undefined)];
      const isPerson = name === 'ownerId' || isPersonField(kind.fields[name]);
      return [name, isPerson && typeof value === 'string' ? (ledger.members.get(value) ?? null) : value];
    }),
  );
}

const isPersonField = (field: Field | undefined): boolean => field?.type === 'person';

/** An item is written once in a commit, with all that changes of it. */
function mergeChanges(changes: readonly Changed[]): readonly Changed[] {
  return [...Map.groupBy(changes, (change) => change.ref)].map(([ref, all]) => ({
    ref,
    values: Object.assign({}, ...all.map((change) => change.values)),
  }));
}

async function tieAll(context: Context, ties: readonly Tied[], find: Find): Promise<Link[]> {
  const links: Link[] = [];
  for (const [kind, all] of Map.groupBy(ties, (tie) => tie.kind)) {
    const ends = all.flatMap((tie) => {
      const from = find(tie.from);
      const to = find(tie.to);
      return from === undefined || to === undefined ? [] : [{ fromId: from.id, toId: to.id, fields: tie.fields }];
    });
    // A plan closes no circle (its tests walk it), so plain links need not be walked one by one.
    links.push(
      ...(await context.line.relateMany(
        kind,
        ends.filter((end) => end.fields === undefined),
      )),
    );
    for (const { fromId, toId, fields } of ends) {
      if (fields !== undefined) links.push(await context.line.relate(fromId, kind, toId, fields));
    }
  }
  return links;
}
