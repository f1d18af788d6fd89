/** The verbs of links: link, change, unlink, still true. */
import { z } from 'zod';
import * as failures from '../failures.ts';
import { linkSchema } from '../link-schema.ts';
import { unknownLinkKind } from '../model.ts';
import { type AnyOperation, editors, operation, viewers } from '../operation.ts';
import { linkedSchema, withLinks } from './include.ts';
import { refSchema } from './kind-operations.ts';

const REMARK_MOST = 1000;
const linkId = z.guid().meta({ description: 'Id of the link.', examples: ['01890a5d-ac96-774b-bcce-b302099a8057'] });
const fields = z
  .record(z.string(), z.unknown())
  .optional()
  .meta({ description: 'What the link itself remembers: quote, importance.' });
const EXAMPLE_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

/** Makes an item rely on another. Repeating an existing link changes only its fields. */
const linkItems = operation({
  name: 'linkItems',
  does: 'Makes one item rely on another, agreed against the other as it is now. GET /kinds lists which links each kind may hold.',
  may: editors('link items'),
  effect: 'write',
  rest: { method: 'POST', path: '/links', tag: 'Links' },
  input: z.strictObject({
    kind: z
      .string()
      .max(120)
      .meta({ examples: ['feature.serves'] }),
    from: refSchema,
    to: refSchema,
    fields,
  }),
  output: linkSchema,
  failures: [
    failures.itemNotFound,
    failures.linkNotAllowed,
    failures.circularLink,
    failures.linkToItself,
    failures.oneLinkOnly,
    unknownLinkKind,
  ],
  example: { kind: 'feature.serves', from: 'FEA-1', to: 'NEED-1' },
  run: (input, { line }) => line.relate(input.from, input.kind, input.to, input.fields),
});

/** Changes what a link remembers. */
const updateLink = operation({
  name: 'updateLink',
  does: 'Changes what a link remembers (quote, importance). It stays as in step or out of step as it was.',
  may: editors('change links'),
  effect: 'write',
  rest: { method: 'PATCH', path: '/links/{linkId}', tag: 'Links' },
  input: z.strictObject({ linkId, fields: z.record(z.string(), z.unknown()) }),
  output: linkSchema,
  failures: [failures.linkNotFound],
  example: { linkId: EXAMPLE_ID, fields: {} },
  run: async (input, { line }) => {
    const link = await line.link(input.linkId);
    return line.relate(link.fromId, link.kind, link.toId, input.fields);
  },
});

/** Takes a link away; undo brings it back as it was. */
const unlinkItems = operation({
  name: 'unlinkItems',
  does: 'Takes a link away. Taking it away twice is no error. Undo brings it back with its agreement.',
  may: editors('unlink items'),
  effect: 'write',
  rest: { method: 'DELETE', path: '/links/{linkId}', tag: 'Links' },
  input: z.strictObject({ linkId }),
  output: z.strictObject({ linkId, unlinked: z.boolean() }),
  failures: [],
  example: { linkId: EXAMPLE_ID },
  run: async (input, { line }) => {
    const known = await line.link(input.linkId).catch(() => undefined);
    if (known !== undefined) await line.unlink(known.id);
    return { linkId: input.linkId, unlinked: known !== undefined };
  },
});

/** "Still true": the cure for a link out of step when nothing has to change. */
const confirmLink = operation({
  name: 'confirmLink',
  does: 'Says "still true": the relying item holds although the other side changed. Kept with who, when and the remark.',
  may: editors('say that a link is still true'),
  effect: 'write',
  rest: { method: 'POST', path: '/links/{linkId}/still-true', tag: 'Links' },
  input: z.strictObject({ linkId, remark: z.string().trim().max(REMARK_MOST).optional() }),
  output: linkSchema,
  failures: [failures.linkNotFound],
  example: { linkId: EXAMPLE_ID, remark: 'The new date changes nothing in this text.' },
  run: (input, { line }) => line.confirm(input.linkId, input.remark),
});

/** The links of an item, both directions, with what stands at their other ends. */
const listLinks = operation({
  name: 'listLinks',
  does: 'Lists what an item relies on and what relies on it, each link in step or out of step.',
  may: viewers('read what is not restricted'),
  effect: 'read',
  rest: { method: 'GET', path: '/items/{ref}/links', tag: 'Links' },
  input: z.strictObject({ ref: refSchema }),
  output: z.strictObject({ links: linkedSchema.array() }),
  failures: [failures.itemNotFound],
  example: { ref: 'FEA-1' },
  run: async ({ ref }, context) => {
    const [item] = await withLinks(context, [await context.line.item(ref)], ['links', 'linked']);
    return { links: [...(item?.links ?? [])] };
  },
});

export const linkOperations = [
  linkItems,
  updateLink,
  unlinkItems,
  confirmLink,
  listLinks,
] as const satisfies readonly AnyOperation[];
