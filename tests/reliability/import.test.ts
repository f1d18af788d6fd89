/** A large import into a running server: its memory stays bounded and steady, and a kill half way neither loses nor doubles a row. */
import { afterAll, expect, test } from 'vitest';
import { ensureBuilt } from '../../scripts/setup/build-if-stale.mjs';
import { rounds } from './length.ts';
import { foundBy } from './owner.ts';
import { spawnedServer } from './spawned-server.ts';

type Json = ReturnType<typeof JSON.parse>;

const ROWS = rounds({ short: 8_000, full: 100_000 });
/** What issue and README promise for 100,000 rows. */
const MEGABYTES_MOST = 300;
/** What garbage not yet collected may add; what is held for each row shows as far more. */
const GROWTH_MOST = 1.25;
const TIMEOUT_MS = rounds({ short: 300_000, full: 3_600_000 });
const WORDS = 'The tabs of the new version are hard to tell apart, and the menu lost its icons. '.repeat(6);

const server = spawnedServer();
afterAll(() => server.remove());
let key = '';

async function ask(method: string, route: string, body?: Json): Promise<Json> {
  const answer = await fetch(`${server.url()}/api/v1${route}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const read = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${route}: ${JSON.stringify(read)}`);
  return read;
}

async function megabytes(): Promise<number> {
  const figures = await (await fetch(`${server.url()}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\d+)/m.exec(figures)?.[1]) / 1_000_000;
}

interface Sample {
  readonly rows: number;
  readonly megabytes: number;
}

/** Watches an import until it has read so many rows or has ended. */
async function watch(importId: string, rows: number): Promise<{ readonly state: Json; readonly samples: Sample[] }> {
  const samples: Sample[] = [];
  for (;;) {
    const state = await ask('GET', `/imports/${importId}?limit=1`);
    samples.push({ rows: state.rowsRead, megabytes: await megabytes() });
    if (state.rowsRead >= rows || state.state !== 'running') return { state, samples };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function expectBounded(samples: readonly Sample[]): void {
  const half = ((samples[0]?.rows ?? 0) + (samples.at(-1)?.rows ?? 0)) / 2;
  const most = (some: readonly Sample[]): number => Math.max(...some.map((sample) => sample.megabytes));
  const early = samples.filter(({ rows }) => rows <= half);
  const late = samples.filter(({ rows }) => rows > half);
  expect(Math.min(early.length, late.length), 'It ended before its memory could be watched.').toBeGreaterThan(2);
  expect(most(samples)).toBeLessThan(MEGABYTES_MOST);
  expect(most(late)).toBeLessThan(most(early) * GROWTH_MOST);
}

test(`${ROWS} rows, killed half way, brought again, and taken back`, { timeout: TIMEOUT_MS }, async () => {
  expect(await ensureBuilt(process.execPath, ['server'])).toBe(true);
  await server.start();
  [key = ''] = await foundBy(server.url(), 1);
  const lines = Array.from({ length: ROWS }, (_, row) => `${row},Question ${row},"${WORDS}",2021-06-01`);
  const { id: uploadId } = await ask(
    'POST',
    '/files/uploads?name=questions.csv',
    ['ID,Title,Text,On', ...lines].join('\n'),
  );
  const columns = Object.entries({ ID: 'sourceId', Title: 'title', Text: 'text', On: 'receivedAt' });
  const settings = { kind: 'feedback', source: 'questions', columns: columns.map(([column, to]) => ({ column, to })) };

  const { id: first } = await ask('POST', '/imports', { uploadId, settings });
  const before = await watch(first, ROWS / 2);
  expectBounded(before.samples);
  await server.killApp();
  await server.start();
  const after = await watch(first, Number.POSITIVE_INFINITY);
  expectBounded(after.samples);
  expect(after.state).toMatchObject({ state: 'finished', rowsRead: ROWS, counts: { created: ROWS, failed: 0 } });

  const { id: again } = await ask('POST', '/imports', { uploadId, settings });
  const second = await watch(again, Number.POSITIVE_INFINITY);
  expectBounded(second.samples);
  expect(second.state).toMatchObject({ state: 'finished', counts: { created: 0, unchanged: ROWS } });

  await ask('POST', `/imports/${first}/undo`, {});
  await expect
    .poll(() => ask('GET', '/feedback?limit=1').then(({ items }) => items), { timeout: TIMEOUT_MS })
    .toEqual([]);
});
