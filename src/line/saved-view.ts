/** A saved view: how a list of one kind is laid out, filtered, sorted and grouped, under a name. */
import { z } from 'zod';
import { filterSchema } from './filter.ts';

export const LAYOUTS = ['table', 'board', 'timeline', 'matrix', 'tree', 'document', 'calendar', 'gallery'] as const;

/** What a view remembers besides its layout. */
export const viewDefinitionSchema = z.strictObject({
  filter: filterSchema.optional(),
  sort: z
    .array(z.strictObject({ field: z.string().max(100), descending: z.boolean().optional() }))
    .max(4)
    .optional(),
  group: z.string().max(100).optional(),
  subGroup: z.string().max(100).optional(),
  columns: z.array(z.string().max(100)).max(60).optional(),
  hiddenGroups: z.array(z.string().max(200)).max(200).optional(),
  axes: z.strictObject({ x: z.string().max(100), y: z.string().max(100) }).optional(),
  density: z.enum(['comfortable', 'compact']).optional(),
  search: z.string().max(200).optional(),
});

export const viewSchema = z
  .strictObject({
    id: z.guid(),
    kind: z.string(),
    title: z.string(),
    layout: z.enum(LAYOUTS),
    definition: viewDefinitionSchema,
    scope: z.enum(['private', 'shared', 'pinned']),
    ownerId: z.guid().nullable(),
    createdAt: z.string(),
    changedAt: z.string(),
  })
  .meta({ title: 'Saved view' });
export type View = z.output<typeof viewSchema>;
