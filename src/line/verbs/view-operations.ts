/** Saved views: a definition of layout, filter, sort, group and columns; private, shared, or pinned in the navigation. */
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { isAtLeast } from '../../platform/permission/index.ts';
import type { Context } from '../context.ts';
import * as failures from '../failures.ts';
import { filterSchema } from '../filter.ts';
import { type AnyOperation, contributors, operation, viewers } from '../operation.ts';
import { deleteView, insertView, saveView as keepView, viewById, viewsOf } from '../store/view-rows.ts';

const LAYOUTS = ['table', 'board', 'timeline', 'matrix', 'tree', 'document', 'calendar', 'gallery'] as const;

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

const viewSchema = z
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
type View = z.output<typeof viewSchema>;

const EXAMPLE_ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const written = {
  title: z.string().trim().min(1).max(120),
  layout: z.enum(LAYOUTS),
  definition: viewDefinitionSchema,
  scope: z
    .enum(['private', 'shared', 'pinned'])
    .meta({ description: 'private: yours alone; shared: everyone finds it; pinned: in the navigation.' }),
};

const listViews = operation({
  name: 'listViews',
  does: 'Lists the saved views you may use: yours and those shared or pinned.',
  may: viewers('use saved views'),
  effect: 'read',
  rest: { method: 'GET', path: '/views', tag: 'Views' },
  input: z.strictObject({ kind: z.string().max(60).optional() }),
  output: z.strictObject({ views: viewSchema.array() }),
  failures: [],
  example: { kind: 'feature' },
  run: async ({ kind }, context) => ({ views: await viewsOf<View>(context, kind) }),
});

/** Saves a view; the same id again changes nothing. */
const saveView = operation({
  name: 'saveView',
  does: 'Saves a view. It keeps the definition, not the rows.',
  may: contributors('save views'),
  effect: 'write',
  rest: { method: 'POST', path: '/views', tag: 'Views' },
  input: z.strictObject({ kind: z.string().max(60), id: z.guid().optional(), ...written }),
  output: viewSchema,
  failures: [failures.viewNotFound],
  example: {
    kind: 'feature',
    title: 'Planned this quarter',
    layout: 'table',
    scope: 'shared',
    definition: { filter: { field: 'state', op: 'is', value: 'planned' } },
  },
  run: async (input, context) => {
    const kind = context.model.kind(input.kind);
    const id = input.id ?? uuidv7();
    const known = await viewById<View>(context, id);
    if (known !== undefined) return known;
    const at = context.now.toISOString();
    const view = { ...input, id, kind: kind.name, ownerId: context.actor.memberId, createdAt: at, changedAt: at };
    if (!(await insertView(context, view))) throw failures.viewNotFound({ view: id });
    return noted(context, id, null);
  },
});

const updateView = operation({
  name: 'updateView',
  does: 'Changes a saved view of yours (admins: any).',
  may: contributors('save views'),
  effect: 'write',
  rest: { method: 'PATCH', path: '/views/{viewId}', tag: 'Views' },
  input: z
    .strictObject({ viewId: z.guid(), ...written })
    .partial()
    .required({ viewId: true }),
  output: viewSchema,
  failures: [failures.viewNotFound, failures.notYourView],
  example: { viewId: EXAMPLE_ID, scope: 'pinned' },
  run: async ({ viewId, ...given }, context) => {
    const before = await ownView(context, viewId);
    const after = { ...before, ...(given as Partial<View>) };
    if (JSON.stringify(after) === JSON.stringify(before)) return before;
    await keepView(context, { ...after, changedAt: context.now.toISOString() });
    return noted(context, viewId, before);
  },
});

const removeView = operation({
  name: 'removeView',
  does: 'Removes a saved view of yours (admins: any). The items it showed stay. Removing it twice is no error.',
  may: contributors('save views'),
  effect: 'destroy',
  rest: { method: 'DELETE', path: '/views/{viewId}', tag: 'Views' },
  input: z.strictObject({ viewId: z.guid() }),
  output: z.strictObject({ viewId: z.guid(), removed: z.boolean() }),
  failures: [failures.notYourView],
  example: { viewId: EXAMPLE_ID },
  run: async ({ viewId }, context) => {
    if ((await viewById<View>(context, viewId)) === undefined) return { viewId, removed: false };
    const before = await ownView(context, viewId);
    await deleteView(context, viewId);
    context.line.record({ subject: 'view', id: viewId, itemId: null, kind: before.kind, before, after: null });
    return { viewId, removed: true };
  },
});

async function ownView(context: Context, id: string): Promise<View> {
  const view = await viewById<View>(context, id);
  if (view === undefined) throw failures.viewNotFound({ view: id });
  if (view.ownerId !== context.actor.memberId && !isAtLeast(context.actor.role, 'admin'))
    throw failures.notYourView({ view: id });
  return view;
}

async function noted(context: Context, id: string, before: View | null): Promise<View> {
  const after = await viewById<View>(context, id);
  if (after === undefined) throw failures.viewNotFound({ view: id });
  context.line.record({ subject: 'view', id, itemId: null, kind: after.kind, before, after });
  return after;
}

export const viewOperations = [listViews, saveView, updateView, removeView] as const satisfies readonly AnyOperation[];
