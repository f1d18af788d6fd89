/** Saved views: a definition of layout, filter, sort, group and columns; private, shared, or pinned in the navigation. */
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { isAtLeast } from '../../platform/permission/index.ts';
import type { Entry } from '../change.ts';
import type { Context } from '../context.ts';
import * as failures from '../failures.ts';
import { type AnyOperation, contributors, operation, viewers } from '../operation.ts';
import { isSame } from '../row.ts';
import { LAYOUTS, type View, viewDefinitionSchema, viewSchema } from '../saved-view.ts';
import { deleteViewRow, insertViewRow, updateViewRow, viewById, viewsOf } from '../store/view-rows.ts';

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
  run: async ({ kind }, context) => ({ views: await viewsOf(context, kind) }),
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
    const known = await viewById(context, id);
    if (known !== undefined) return known;
    const at = context.now.toISOString();
    const view = { ...input, id, kind: kind.name, ownerId: context.actor.memberId, createdAt: at, changedAt: at };
    if (!(await insertViewRow(context, view))) throw failures.viewNotFound({ view: id });
    record(context, view, { before: null, after: view });
    return view;
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
    const wanted: View = { ...before, ...(given as Partial<View>) };
    if (isSame(wanted, before)) return before;
    const after = { ...wanted, changedAt: context.now.toISOString() };
    await updateViewRow(context, after);
    record(context, after, { before, after });
    return after;
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
    if ((await viewById(context, viewId)) === undefined) return { viewId, removed: false };
    const before = await ownView(context, viewId);
    await deleteViewRow(context, viewId);
    record(context, before, { before, after: null });
    return { viewId, removed: true };
  },
});

async function ownView(context: Context, id: string): Promise<View> {
  const view = await viewById(context, id);
  if (view === undefined) throw failures.viewNotFound({ view: id });
  if (view.ownerId !== context.actor.memberId && !isAtLeast(context.actor.role, 'admin'))
    throw failures.notYourView({ view: id });
  return view;
}

function record({ line }: Context, { id, kind }: View, turn: Pick<Entry, 'before' | 'after'>): void {
  line.record({ subject: 'view', id, itemId: null, kind, ...turn });
}

export const viewOperations = [listViews, saveView, updateView, removeView] as const satisfies readonly AnyOperation[];
