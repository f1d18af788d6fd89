/** Loads a demonstration: step by step, each one commit at its own moment, safe to repeat and to carry on. */
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { admins, type Context, operation } from '../line/index.ts';
import type { LineServer, Standing } from '../line/server.ts';
import type { Database } from '../platform/database/index.ts';
import { systemActor } from '../platform/permission/index.ts';
import { applyStep, type Written } from './apply-step.ts';
import { enterCast } from './cast.ts';
import { type Ledger, readLedger } from './ledger.ts';
import type { Demo, DemoPlan, Step } from './plan.ts';

export interface LoadOptions {
  readonly demo: Demo;
  readonly workspaceId: string;
  readonly now: Date;
  /** Where it is at hand, its planner is told of the rows as they come; without, loading into an empty database takes three times as long. */
  readonly database?: Pick<Database, 'pool'> | undefined;
}

export interface LoadProgress {
  readonly stepsDone: number;
  readonly steps: number;
}

/** What a load came to; all of it 0 where everything was there already. */
export interface Loaded {
  readonly steps: number;
  readonly items: number;
  readonly links: number;
}

/**
 * Writes what of the demonstration is not there yet. Everything comes through the door `import`, so nobody is notified.
 *
 * @example
 * await loadDemo(line, { demo: FIREFOX, workspaceId, now: new Date() }, ({ stepsDone, steps }) => show(stepsDone / steps));
 */
export async function loadDemo(
  line: LineServer,
  { demo, workspaceId, now, database }: LoadOptions,
  onProgress: (progress: LoadProgress) => void = () => undefined,
): Promise<Loaded> {
  const { cast, steps } = await demo.plan(now);
  const standing: Standing = { workspaceId, actor: systemActor('import', demo.title) };
  const begin = await inLine(line, ENTER_CAST, standing, async (context) => ({
    done: await stepsDone(context, demo),
    ledger: await readLedger(context, demo.source),
    members: await enterCast(context, cast),
  }));
  for (const [ref, id] of begin.members) begin.ledger.members.set(ref, id);
  const total = { steps: 0, items: 0, links: 0 };
  const tellPlanner = plannerTold(database);
  for (const [at, step] of steps.entries()) {
    if (at < begin.done) continue;
    const acting = { ...standing, actor: actorOf(step, { cast, ledger: begin.ledger }, demo), at: new Date(step.at) };
    const written = await inLine(line, demo.operation, acting, (context) =>
      applyStep(context, step, { ledger: begin.ledger, source: demo.source }),
    );
    keep(begin.ledger, written);
    total.steps += 1;
    total.items += step.makes.length;
    total.links += step.ties.length;
    await tellPlanner(total.items);
    onProgress({ stepsDone: at + 1, steps: steps.length });
  }
  return total;
}

/** Statistics are refreshed after the first so many items, and each time there are three times as many. */
const FIRST_TOLD_ITEMS = 100;
const TOLD_AGAIN_TIMES = 3;

/**
 * In an empty database the plan of a foreign key's look-up is made for a handful of rows and kept until statistics move, which the
 * server does by itself within a minute or so: too late for a load of seconds.
 */
function plannerTold(database: LoadOptions['database']): (items: number) => Promise<void> {
  let next = FIRST_TOLD_ITEMS;
  return async (items) => {
    if (database === undefined || items < next) return;
    next = items * TOLD_AGAIN_TIMES;
    await database.pool.query('analyze item; analyze link; analyze change_item');
  };
}

function keep(ledger: Ledger, written: Written): void {
  ledger.keepItems(written.items);
  ledger.keepLinks(written.links);
}

function actorOf(
  step: Step,
  { cast, ledger }: { cast: DemoPlan['cast']; ledger: Ledger },
  demo: Demo,
): Standing['actor'] {
  const player = cast.find((one) => one.ref === step.by);
  const memberId = player === undefined ? null : (ledger.members.get(player.ref) ?? null);
  return { ...systemActor('import', player?.name ?? demo.title), memberId };
}

/** The commits of this demonstration that its log already has: those are not written again. */
async function stepsDone(context: Context, demo: Demo): Promise<number> {
  const row = await context.sql.row<{ count: number }>(sql`select count(*)::int as count from change
    where workspace_id = ${context.workspaceId}::uuid and operation = ${demo.operation}`);
  return row?.count ?? 0;
}

/** The people come before the steps, and both demonstrations share them. */
const ENTER_CAST = 'enterDemoCast';

/** Work inside one commit that goes by that name in the log. */
async function inLine<Answer>(
  line: LineServer,
  name: string,
  standing: Standing,
  work: (context: Context) => Promise<Answer>,
): Promise<Answer> {
  const answers: Answer[] = [];
  const step = operation({
    name,
    does: 'Writes one step of a demonstration.',
    may: admins('load a demonstration'),
    effect: 'write',
    rest: { method: 'POST', path: '/demos/{demo}/load', tag: 'Demonstration' },
    input: z.strictObject({}),
    output: z.null(),
    failures: [],
    example: {},
    run: async (_input, context) => {
      answers.push(await work(context));
      return null;
    },
  });
  await line.run(step, {}, standing);
  const answer = answers.at(-1);
  if (answer === undefined) throw new Error(`${name} ended without an answer.`);
  return answer;
}
