/** Links as every door answers them, and what may be written of a link's own fields. */
import { z } from 'zod';
import { fieldSchema } from './field-schema.ts';
import type { LinkDefinition } from './kind.ts';
import { validate } from './validate.ts';

const instant = z.iso.datetime({ offset: true });

/** @example linkSchema.parse(link).agreedRevision */
export const linkSchema = z
  .strictObject({
    id: z.guid(),
    kind: z.string().meta({ examples: ['feature.serves'] }),
    fromId: z.guid(),
    toId: z.guid(),
    agreedRevision: z.int().meta({ description: 'In step while the other side has no later material revision.' }),
    agreedAt: instant,
    agreedBy: z.guid().nullable(),
    remark: z.string().nullable(),
    fields: z.record(z.string(), z.unknown()),
    createdAt: instant,
    createdBy: z.guid().nullable(),
  })
  .meta({ title: 'Link', description: '`from` relies on `to`, as agreed against a revision of `to`.' });

/**
 * Reads the link's own fields (quote, place, importance) as its kind declares them.
 *
 * @throws `input.invalid`, `input.unknown-field`
 * @example
 * validateLinkFields(insight.links.drawsFrom, { quote: 'Give me back compact mode', importance: 3 })
 */
export function validateLinkFields(definition: LinkDefinition, input: unknown): Readonly<Record<string, unknown>> {
  const shape = Object.fromEntries(
    Object.entries(definition.fields ?? {}).map(([name, field]) => [name, fieldSchema(field).optional()]),
  );
  return validate(z.strictObject(shape), input);
}
