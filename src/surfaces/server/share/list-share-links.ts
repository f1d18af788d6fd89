import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { operation, viewers } from '../../../line/index.ts';
import { shareSchema, sharesWhere } from './share-row.ts';

/** Which links are out. */
export const listShareLinks = operation({
  name: 'listShareLinks',
  does: 'Lists the links that share an item or a view and were not revoked, expired ones included: yours, and for admins everybody’s.',
  may: viewers('see the links they shared; admins and owners see all'),
  effect: 'read',
  rest: { method: 'GET', path: '/share-links', tag: 'Share links' },
  input: z.strictObject({}),
  output: z.strictObject({ links: shareSchema.array() }),
  failures: [],
  example: {},
  run: async (_input, context) => ({ links: [...(await sharesWhere(context, sql`true`))] }),
});
