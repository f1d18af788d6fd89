/** Whatever is killed when: what was acknowledged is there, once, in a log without a gap, and the server comes back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../database/test-server.ts';
import { type Chance, createChance, seedOfRun } from './chance.ts';
import { rounds } from './length.ts';
import { emptyMirror, loadSnapshot, readLog, rowsOf } from './line-over-http.ts';
import { foundBy } from './owner.ts';
import { databasePid, type SpawnedServer, spawnedServer } from './spawned-server.ts';
import { createWriters, marksIn, type Writers } from './writers.ts';

const WRITERS = 16;
const ROUNDS = rounds({ short: 3, full: 100 });
const BEFORE_THE_KILL_MS = [60, 700] as const;
const chance = createChance(seedOfRun());

/** What is killed, and how it comes back. */
const DEATHS: Readonly<Record<string, (server: SpawnedServer, folder: string) => Promise<unknown>>> = {
  'the app': async (server) => {
    await server.killApp();
    return server.start();
  },
  'the database': async (server) => {
    server.killDatabase();
    return server.untilReady();
  },
  'the app, then the database': async (server) => {
    const app = server.killApp();
    server.killDatabase();
    await app;
    return server.start();
  },
  'nothing, but the database is told to restart': async (server, folder) => {
    const pid = databasePid(folder);
    if (pid !== null) process.kill(pid, 'SIGINT');
    return server.untilReady();
  },
};

/** Every kind of death once, then any. */
function deathsOf(number: number, by: Chance): readonly string[] {
  const names = Object.keys(DEATHS);
  return Array.from({ length: number }, (_, round) => names[round] ?? by.pick(names));
}

describe(`killed under ${WRITERS} writers (seed ${chance.seed})`, () => {
  const folder = temporaryFolder('killed');
  const server = spawnedServer(folder);
  const replay = emptyMirror();
  let writers: Writers;
  let key = '';

  beforeAll(async () => {
    await server.start();
    const keys = await foundBy(server.url(), WRITERS);
    key = keys[0] ?? '';
    const need = await fetch(`${server.url()}/api/v1/needs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Space' }),
    });
    const { id: needId } = JSON.parse(await need.text());
    writers = createWriters({ url: server.url, keys, chance, needId });
  }, 120_000);
  afterAll(() => server.remove());

  const deaths = deathsOf(ROUNDS, chance);
  test.each(deaths.map((death, round) => [round + 1, death] as const))(
    'round %i: %s',
    async (_round, death) => {
      writers.go();
      await new Promise((resolve) => setTimeout(resolve, chance.whole(...BEFORE_THE_KILL_MS)));
      await DEATHS[death]?.(server, folder);
      await writers.pause();
      const door = { url: server.url(), key };
      const log = await readLog(door, replay.seq);
      const marks = marksIn(log);
      const acknowledged = writers.takeAcknowledged();
      expect(acknowledged.length).toBeGreaterThanOrEqual(WRITERS);
      expect(
        acknowledged.filter((mark) => marks.get(mark) !== 1),
        server.said(),
      ).toEqual([]);
      expect([...marks].filter(([, times]) => times > 1)).toEqual([]);
      expect(log.map((change) => replay.apply(change)).filter((applied) => applied !== 'applied')).toEqual([]);
      expect(rowsOf(replay)).toEqual(rowsOf(await loadSnapshot(door)));
      expect(writers.refusals).toEqual([]);
    },
    120_000,
  );

  test('and it still stops as it should', async () => {
    expect(replay.size.items).toBeGreaterThan(ROUNDS);
    expect(await server.stop()).toBe(0);
    expect(databasePid(folder)).toBeNull();
  });
});
