/** What the checks find, and what a change not yet made would do. */
import { z } from 'zod';
import type { PlacedFinding } from '../check.ts';
import type { Context } from '../context.ts';
import * as failures from '../failures.ts';
import { impactOf } from '../impact.ts';
import { linkSchema } from '../link-schema.ts';
import { unknownKind } from '../model.ts';
import { type AnyOperation, operation, viewers } from '../operation.ts';
import { validatePatch } from '../schema.ts';
import { todayIn } from '../store/today.ts';
import { briefOf, briefSchema } from './include.ts';
import { refSchema } from './kind-operations.ts';

const reads = viewers('read what is not restricted');
const owner = z
  .union([z.literal('me'), z.literal('nobody'), z.guid()])
  .optional()
  .meta({ description: '`me`, `nobody`, or the id of a member.' });

const findingSchema = z.strictObject({
  check: z.string(),
  severity: z.enum(['blocking', 'warning']),
  item: briefSchema,
  sentence: z.string(),
  about: briefSchema.array(),
  who: z.guid().array().meta({ description: 'Members who should act; empty: nobody owns it yet.' }),
  remedy: z.string(),
});

const listFindings = operation({
  name: 'listFindings',
  does: 'Lists what the checks find missing or contradictory today, blocking ones first, with who should act and how to mend it.',
  may: reads,
  effect: 'read',
  rest: { method: 'GET', path: '/findings', tag: 'Line' },
  input: z.strictObject({
    owner,
    check: z.string().max(100).optional(),
    item: refSchema.optional(),
    kinds: z
      .string()
      .max(60)
      .array()
      .max(60)
      .optional()
      .meta({ description: 'Only findings on items of these kinds.' }),
    severity: z.enum(['blocking', 'warning']).optional(),
  }),
  output: z.strictObject({ findings: findingSchema.array() }),
  failures: [failures.itemNotFound, unknownKind],
  example: { owner: 'me' },
  run: async ({ owner: whose, check, item: ref, severity, kinds }, context) => {
    for (const name of kinds ?? []) context.model.kind(name);
    const itemId = ref === undefined ? undefined : (await context.line.item(ref)).id;
    const all = await context.lines.findings(context, await todayIn(context));
    const wanted = all.filter(
      (one) =>
        (check === undefined || one.check === check) &&
        (kinds === undefined || kinds.includes(one.kind)) &&
        (severity === undefined || one.severity === severity) &&
        (itemId === undefined || one.itemId === itemId) &&
        isTheirs(context, one, whose),
    );
    return { findings: await shown(context, wanted) };
  },
});

function isTheirs(context: Context, finding: PlacedFinding, whose: string | undefined): boolean {
  if (whose === undefined) return true;
  if (whose === 'nobody') return finding.who.length === 0;
  return finding.who.includes(whose === 'me' ? (context.actor.memberId ?? '') : whose);
}

/** Only findings whose every item the actor may see, blocking first. */
async function shown(context: Context, findings: readonly PlacedFinding[]): Promise<z.output<typeof findingSchema>[]> {
  const ids = [...new Set(findings.flatMap((one) => [one.itemId, ...one.aboutIds]))];
  const items = new Map((await context.line.items(ids)).map((item) => [item.id, briefOf(item)]));
  const placed = findings.flatMap(({ itemId, kind: _, aboutIds, who, ...rest }) => {
    const item = items.get(itemId);
    const about = aboutIds.flatMap((id) => items.get(id) ?? []);
    return item === undefined || about.length < aboutIds.length ? [] : [{ ...rest, item, about, who: [...who] }];
  });
  return placed.sort((a, b) => a.severity.localeCompare(b.severity));
}

const previewImpact = operation({
  name: 'previewImpact',
  does: 'Says, before anything is saved, what a change would put out of step, whose it is, and which findings would come or go.',
  may: reads,
  effect: 'read',
  rest: { method: 'POST', path: '/items/{ref}/impact', tag: 'Line' },
  input: z.strictObject({
    ref: refSchema,
    patch: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Fields as you would send them; `archivedAt` for archiving.' }),
  }),
  output: z.strictObject({
    materialFields: z.string().array().meta({ description: 'Fields that really change and that others rely on.' }),
    direct: z.array(z.strictObject({ link: linkSchema, item: briefSchema })),
    indirect: briefSchema.array(),
    owners: z.guid().array(),
    findings: z.strictObject({ appear: findingSchema.array(), vanish: findingSchema.array() }),
  }),
  failures: [failures.itemNotFound, failures.invalidInput],
  example: { ref: 'FEA-1', patch: { state: 'cut' } },
  run: async ({ ref, patch }, context) => {
    const item = await context.line.item(ref);
    const { archivedAt, ...rest } = patch;
    const values = {
      ...validatePatch(context.model.kind(item.kind), rest),
      ...(archivedAt === undefined ? {} : { archivedAt }),
    };
    const impact = impactOf(
      { model: context.model, line: await context.lines.of(context), today: await todayIn(context) },
      item,
      values,
    );
    const affected = [...impact.direct, ...impact.indirect].map((one) => one.item.id);
    const seen = new Map((await context.line.items(affected)).map((one) => [one.id, briefOf(one)]));
    const direct = impact.direct.flatMap(({ link, item: other }) => {
      const brief = seen.get(other.id);
      return brief === undefined ? [] : [{ link, item: brief }];
    });
    const indirect = impact.indirect.flatMap(({ item: other }) => seen.get(other.id) ?? []);
    const owners = [...new Set([...direct.map((one) => one.item), ...indirect].flatMap((one) => one.ownerId ?? []))];
    const [appear, vanish] = [await shown(context, impact.appearing), await shown(context, impact.vanishing)];
    return { materialFields: impact.materialFields, direct, indirect, owners, findings: { appear, vanish } };
  },
});

export const findingOperations = [listFindings, previewImpact] as const satisfies readonly AnyOperation[];
