/** A JSON schema, node by node, as far as tables and their pages read one. */
import { z } from 'zod';

const nodeSchema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  minItems: z.number().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  prefixItems: z.array(z.unknown()).optional(),
});
export type SchemaNode = z.output<typeof nodeSchema>;

/** The node; an empty one where there is none, or only `true` or `false`. */
export const schemaNode = (value: unknown): SchemaNode => nodeSchema.safeParse(value).data ?? {};

/** What a value may be, as far as the schema lists several. */
export const choicesOf = ({ anyOf = [], oneOf = [] }: SchemaNode): readonly SchemaNode[] =>
  [...anyOf, ...oneOf].map(schemaNode);
