/** The verbs of demonstrations, for every door: what there is, load, remove. */
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { DEMOS, type Demo, removeDemo } from '../../../demo/index.ts';
import { type AnyOperation, admins, type Context, operation, viewers } from '../../../line/index.ts';
import { DemoLoads, type DemoParts } from './demo-loads.ts';
import { demoBusy, unknownDemo } from './failures.ts';

const TAG = 'Demonstration';
const EXAMPLE = { demo: 'firefox' };
const input = z.strictObject({ demo: z.string().max(60).meta({ description: 'Its id, as GET /demos lists it.' }) });

const demoSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  purpose: z.string(),
  state: z.enum(['absent', 'loading', 'loaded']),
  progress: z.number().min(0).max(1).meta({ description: 'While it loads, how far it is.' }),
  items: z.int().meta({ description: 'How many of its items are in the workspace.' }),
  problem: z.string().nullable().meta({ description: 'What stopped the last load; loading again carries it on.' }),
});
type DemoView = z.output<typeof demoSchema>;

function demoOf(id: string): Demo {
  const demo = DEMOS.find((one) => one.id === id);
  if (demo === undefined) throw unknownDemo({ demo: id, known: DEMOS.map((one) => one.id).join(', ') });
  return demo;
}

async function viewOf({ workspaceId, sql: tables }: Context, demo: Demo, loads: DemoLoads): Promise<DemoView> {
  const row = await tables.row<{ items: number }>(sql`select count(*)::int as items from item
    where workspace_id = ${workspaceId}::uuid and source = ${demo.source}`);
  const items = row?.items ?? 0;
  const load = loads.of(workspaceId, demo);
  const state = load?.isRunning ? 'loading' : items > 0 ? 'loaded' : 'absent';
  const { id, title, purpose } = demo;
  return {
    id,
    title,
    purpose,
    state,
    progress: load?.progress ?? (items > 0 ? 1 : 0),
    items,
    problem: load?.problem ?? null,
  };
}

/** @example operations.push(...demoOperations({ line, database })); */
export function demoOperations(parts: DemoParts): readonly AnyOperation[] {
  const loads = new DemoLoads(parts);
  return [listDemos(loads), load(loads), remove(loads)];
}

const listDemos = (loads: DemoLoads): AnyOperation =>
  operation({
    name: 'listDemos',
    does: 'Lists the demonstrations made from real data, and whether each is in this workspace.',
    may: viewers('see which demonstrations there are'),
    effect: 'read',
    rest: { method: 'GET', path: '/demos', tag: TAG },
    input: z.strictObject({}),
    output: z.strictObject({ demos: z.array(demoSchema) }),
    failures: [],
    example: {},
    run: async (_input, context) => ({ demos: await Promise.all(DEMOS.map((demo) => viewOf(context, demo, loads))) }),
  });

/** Starts loading; `listDemos` tells how far it is. @throws `demo.unknown`, `demo.busy` */
const load = (loads: DemoLoads): AnyOperation =>
  operation({
    name: 'loadDemo',
    does: 'Loads a demonstration into this workspace: its items, links and history, told by nobody to nobody. Again, it adds only what is missing. Ask listDemos how far it is.',
    may: admins('load a demonstration'),
    effect: 'write',
    rest: { method: 'POST', path: '/demos/{demo}/load', tag: TAG },
    input,
    output: demoSchema,
    failures: [unknownDemo, demoBusy],
    example: EXAMPLE,
    run: async ({ demo: id }, context) => {
      const demo = demoOf(id);
      if (loads.of(context.workspaceId, demo)?.isRunning) throw demoBusy({ demo: demo.title });
      loads.announce(context.workspaceId, demo);
      context.afterCommit(() => loads.run(context.workspaceId, demo, context.now));
      return viewOf(context, demo, loads);
    },
  });

/** Takes it away whole. @throws `demo.unknown`, `demo.busy` */
const remove = (loads: DemoLoads): AnyOperation =>
  operation({
    name: 'removeDemo',
    does: 'Takes a demonstration out of this workspace: its items and links, what was said about them, its people and its history. What people wrote themselves stays. It cannot be undone, but loaded again.',
    may: admins('remove a demonstration'),
    effect: 'destroy',
    rest: { method: 'DELETE', path: '/demos/{demo}', tag: TAG },
    input,
    output: z.strictObject({ items: z.int(), links: z.int() }),
    failures: [unknownDemo, demoBusy],
    example: EXAMPLE,
    run: async ({ demo: id }, context) => {
      const demo = demoOf(id);
      if (loads.of(context.workspaceId, demo)?.isRunning) throw demoBusy({ demo: demo.title });
      loads.forget(context.workspaceId, demo);
      return removeDemo(context, demo);
    },
  });
