/** The line over PostgreSQL at full size: out of step, snapshot, search; each beside the least that could answer it. */
import { sql } from 'drizzle-orm';
import { domain } from '../src/domain/index.ts';
import { createModel } from '../src/line/index.ts';
import { createLine, type LineServer, operationsOf, type Standing } from '../src/line/server.ts';
import { systemActor } from '../src/platform/permission/index.ts';
import type { Benchmark, Measurement } from './benchmark.ts';
import { LARGE, type LargeWorkspace, openLargeWorkspace } from './large-workspace.ts';

const ROUNDS = 9;
const SEARCHES = 120;
const SNAPSHOT = { items: 20_000, links: 60_000, changes: 1_000 };

interface Scene {
  readonly space: LargeWorkspace;
  readonly line: LineServer;
  readonly standing: Standing;
  run(name: string, input: unknown): Promise<unknown>;
}

async function sceneOf(space: LargeWorkspace): Promise<Scene> {
  const model = createModel(domain);
  const line = createLine({ database: space.database, model });
  const operations = new Map(operationsOf(model).map((operation) => [operation.name, operation]));
  const standing = { workspaceId: space.workspaceId, actor: { ...systemActor('api'), memberId: space.ownerId } };
  const run = (name: string, input: unknown): Promise<unknown> => {
    const operation = operations.get(name);
    if (operation === undefined) throw new Error(`There is no operation ${name}.`);
    return line.run(operation, input, standing);
  };
  return { space, line, standing, run };
}

export const lineAtSize: Benchmark = {
  names: ['outofstep.ratio', 'search.p95_ms'],
  async run() {
    const space = await openLargeWorkspace(LARGE);
    try {
      const scene = await sceneOf(space);
      return [await outOfStep(scene), ...(await search(scene))];
    } finally {
      await space.close();
    }
  },
};

async function outOfStep({ space, run }: Scene): Promise<Measurement> {
  const id = space.workspaceId;
  const join = (): Promise<unknown> =>
    space.database.read(id, (tx) =>
      tx.rows(sql`select l.id, l.kind, l.from_id, l.to_id, l.agreed_revision from link l
      join item t on t.workspace_id = l.workspace_id and t.id = l.to_id and t.material_revision > l.agreed_revision
      join item f on f.workspace_id = l.workspace_id and f.id = l.from_id and f.archived_at is null
      where l.workspace_id = ${id}::uuid and t.workspace_id = ${id}::uuid and f.workspace_id = ${id}::uuid
      order by l.agreed_at, l.id limit 51`),
    );
  // Without the counts per owner, which a first page adds: the list against the join that finds it.
  const list = (): Promise<unknown> =>
    run('listOutOfStep', { limit: 50, cursor: '1970-01-01T00:00:00.000Z_00000000-0000-7000-8000-000000000000' });
  const [ours, bare] = await inTurns(list, join);
  return {
    name: 'outofstep.ratio',
    value: ours / bare,
    unit: 'x',
    detail: { ...LARGE, listMs: ours, joinMs: bare, rounds: ROUNDS },
  };
}

/** Medians of two things done in turns. */
async function inTurns(a: () => Promise<unknown>, b: () => Promise<unknown>): Promise<readonly [number, number]> {
  const [as, bs]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [first, second] = round % 2 === 0 ? [a, b] : [b, a];
    const times = [await timed(first), await timed(second)];
    if (round === 0) continue;
    as.push(times[round % 2 === 0 ? 0 : 1] ?? 0);
    bs.push(times[round % 2 === 0 ? 1 : 0] ?? 0);
  }
  return [percentile(as, 0.5), percentile(bs, 0.5)];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((x, y) => x - y)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
}

async function search({ space, line, run }: Scene): Promise<readonly Measurement[]> {
  const gatheredMs = await timed(() => line.gatherWords(space.workspaceId));
  const words = await space.database.read(space.workspaceId, (tx) =>
    tx.rows<{ word: string }>(sql`select word from search_word
    where workspace_id = ${space.workspaceId}::uuid and length(word) between 5 and 9 order by md5(word) limit ${SEARCHES}`),
  );
  const typed = words.map(({ word }, at) => (at % 2 === 0 ? word.slice(0, 4) : withTypo(word, at)));
  for (const q of typed.slice(0, 10)) await run('searchLine', { q });
  const times: number[] = [];
  for (const q of typed) times.push(await timed(() => run('searchLine', { q })));
  const detail = {
    texts: LARGE.items,
    searches: times.length,
    prefix: typed.length / 2,
    typo: typed.length / 2,
    p50: percentile(times, 0.5),
    gatheredMs,
  };
  return [{ name: 'search.p95_ms', value: percentile(times, 0.95), unit: 'ms', detail }];
}

function withTypo(word: string, at: number): string {
  const place = 1 + (at % (word.length - 2));
  return `${word.slice(0, place)}${word.slice(place + 1)}`;
}

export const snapshot: Benchmark = {
  names: ['snapshot.ratio'],
  async run() {
    const space = await openLargeWorkspace(SNAPSHOT);
    try {
      const { line, standing } = await sceneOf(space);
      const ours = async (): Promise<void> => drain(await line.snapshot(standing));
      const copy = async (): Promise<void> => {
        const id = `'${space.workspaceId}'::uuid`;
        for (const table of ['item', 'link'])
          await drain(
            await space.database.copyOut(
              space.workspaceId,
              `select row_to_csv from (select (${table}.*)::text as row_to_csv from ${table} where workspace_id = ${id}) q`,
            ),
          );
      };
      const [a, b] = await inTurns(ours, copy);
      return [{ name: 'snapshot.ratio', value: a / b, unit: 'x', detail: { ...SNAPSHOT, snapshotMs: a, copyMs: b } }];
    } finally {
      await space.close();
    }
  },
};

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}
