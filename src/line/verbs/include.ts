/** Linked things in the same answer, so that nobody has to ask a second time. */
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { AnyItem } from '../kind.ts';
import type { Link } from '../link.ts';
import { linkSchema } from '../link-schema.ts';
import { isInStep } from '../step.ts';

/** What is shown of the item at the other end. */
export const briefSchema = z
  .strictObject({
    id: z.guid(),
    key: z.string(),
    kind: z.string(),
    title: z.string(),
    state: z.string(),
    ownerId: z.guid().nullable(),
    materialRevision: z.int(),
    archivedAt: z.string().nullable(),
  })
  .meta({ title: 'Item in brief' });
export type Brief = z.output<typeof briefSchema>;

export const linkedSchema = linkSchema
  .extend({
    direction: z.enum(['reliesOn', 'reliedOnBy']).meta({ description: 'Seen from the item that holds this list.' }),
    inStep: z.boolean(),
    other: briefSchema.optional(),
  })
  .meta({ title: 'Link with its other end' });
export type Linked = z.output<typeof linkedSchema>;

export function briefOf(item: AnyItem): Brief {
  const { id, key, kind, title, state, ownerId, materialRevision, archivedAt } = item;
  return { id, key, kind, title, state, ownerId, materialRevision, archivedAt };
}

export type WithLinks = AnyItem & { readonly links?: readonly Linked[] };

/** Adds the links of both directions to each item, with the other end in brief where `linked` is asked for. */
export async function withLinks(
  context: Context,
  items: readonly AnyItem[],
  wanted: readonly string[],
): Promise<readonly WithLinks[]> {
  if (wanted.length === 0) return items;
  const ids = items.map((item) => item.id);
  const links = await context.line.linksOf(ids, 'both');
  const known = new Map(items.map((item) => [item.id, item]));
  const missing = [...new Set(links.flatMap((link) => [link.fromId, link.toId]))].filter((id) => !known.has(id));
  for (const other of await context.line.items(missing)) known.set(other.id, other);
  return holding(items, links, { known, withOther: wanted.includes('linked') });
}

interface Shown {
  /** The items at both ends. */
  readonly known: ReadonlyMap<string, AnyItem>;
  readonly withOther: boolean;
}

/** Each item with those of the links that it holds or is held by. */
export function holding(
  items: readonly AnyItem[],
  links: readonly Link[],
  { known, withOther }: Shown,
): readonly WithLinks[] {
  const byItem = Map.groupBy(
    links.flatMap((link) => sides(link, known, withOther)),
    (side) => side.holderId,
  );
  return items.map((item) => ({ ...item, links: (byItem.get(item.id) ?? []).map(({ linked }) => linked) }));
}

/** A link as each of its two ends shows it. */
function sides(
  link: Link,
  known: ReadonlyMap<string, AnyItem>,
  withOther: boolean,
): readonly { holderId: string; linked: Linked }[] {
  const to = known.get(link.toId);
  const from = known.get(link.fromId);
  if (to === undefined || from === undefined) return [];
  const inStep = isInStep(link, to);
  const show = (direction: Linked['direction'], other: AnyItem): Linked => ({
    ...link,
    direction,
    inStep,
    ...(withOther ? { other: briefOf(other) } : {}),
  });
  return [
    { holderId: link.fromId, linked: show('reliesOn', to) },
    { holderId: link.toId, linked: show('reliedOnBy', from) },
  ];
}
