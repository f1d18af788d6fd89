/** The log as every door answers it. */
import { z } from 'zod';

const record = z.record(z.string(), z.unknown()).nullable();

export const entrySchema = z
  .strictObject({
    subject: z.enum(['item', 'link', 'comment', 'attachment', 'view', 'customField', 'member', 'webhook']),
    id: z.string(),
    itemId: z.string().nullable(),
    kind: z.string(),
    before: record.meta({ description: 'Fields before; null: it was created.' }),
    after: record.meta({ description: 'Fields after; null: it was removed.' }),
  })
  .meta({ title: 'Entry', description: 'One thing a commit touched.' });

export const changeSchema = z
  .strictObject({
    seq: z.int().meta({ description: 'Number of the commit in its workspace; without gaps.' }),
    at: z.string(),
    actorId: z.string().nullable(),
    actorName: z.string(),
    via: z.enum(['web', 'api', 'mcp', 'cli', 'import', 'job']),
    operation: z.string(),
    entries: entrySchema.array(),
    undoes: z.int().nullable(),
  })
  .meta({ title: 'Change', description: 'One commit on the line.' });
