/** A plan as the line it comes to, in memory and without a database: for the page that describes it. */
import { type AnyItem, createMirror, isMaterial, type Link, type Mirror, type Model } from '../line/index.ts';
import type { Confirmed, DemoPlan, Made } from './plan.ts';

interface Standing {
  readonly made: Made;
  readonly values: Record<string, unknown>;
  revision: number;
  materialRevision: number;
  changedAt: string;
}

/**
 * Items by their refs as ids, links with the revision they were agreed against.
 *
 * @example
 * runChecks(model, replay(await FIREFOX.plan(now), model), '2026-08-10')
 */
export function replay({ steps }: DemoPlan, model: Model): Mirror {
  const items = new Map<string, Standing>();
  const links = new Map<string, Link>();
  for (const step of steps) {
    for (const made of step.makes)
      items.set(made.ref, { made, values: { ...made.values }, revision: 1, materialRevision: 1, changedAt: step.at });
    for (const { ref, values } of step.changes) change(items.get(ref), { values, at: step.at }, model);
    for (const tie of step.ties) links.set(keyOf(tie), linkOf(tie, items.get(tie.to)?.revision ?? 1, step.at));
    for (const confirm of step.confirms)
      links.set(keyOf(confirm), linkOf(confirm, items.get(confirm.to)?.revision ?? 1, step.at));
  }
  const mirror = createMirror(model, { keep: 'all' });
  const byKind = Map.groupBy(items.values(), ({ made }) => made.kind);
  const rows = [...byKind.values()].flatMap((all) => all.map((item, at) => rowOf(item, at, model)));
  mirror.load([
    { seq: steps.length, epoch: 0 },
    ...rows,
    ...links.values(),
    { end: true, items: rows.length, links: links.size },
  ]);
  return mirror;
}

const keyOf = ({ kind, from, to }: Pick<Confirmed, 'kind' | 'from' | 'to'>): string => `${kind} ${from} ${to}`;

function change(
  item: Standing | undefined,
  { values, at }: { readonly values: Readonly<Record<string, unknown>>; readonly at: string },
  model: Model,
): void {
  if (item === undefined) return;
  Object.assign(item.values, values);
  item.revision += 1;
  item.changedAt = at;
  const kind = model.kind(item.made.kind);
  if (Object.keys(values).some((name) => isMaterial(kind, name))) item.materialRevision = item.revision;
}

function linkOf({ kind, from, to }: Pick<Confirmed, 'kind' | 'from' | 'to'>, agreedRevision: number, at: string): Link {
  return {
    id: keyOf({ kind, from, to }),
    kind,
    fromId: from,
    toId: to,
    agreedRevision,
    agreedAt: at,
    agreedBy: null,
    remark: null,
    fields: {},
    createdAt: at,
    createdBy: null,
  };
}

function rowOf(
  { made, values, revision, materialRevision, changedAt }: Standing,
  at: number,
  model: Model,
): Partial<AnyItem> {
  const kind = model.kind(made.kind);
  return {
    state: kind.initialState,
    ...values,
    id: made.ref,
    kind: made.kind,
    number: at + 1,
    key: `${kind.key}-${at + 1}`,
    title: made.title,
    revision,
    materialRevision,
    changedAt,
  };
}
