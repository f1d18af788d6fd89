/** Five mirrors over real HTTP: whatever is edited, refused, lost, dropped and loaded anew, all equal the server in the end. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestServer, type TestServer } from '../http/server.ts';
import { createChance, seedOfRun } from './chance.ts';
import { rounds } from './length.ts';
import { emptyMirror, loadSnapshot, readLog, rowsOf } from './line-over-http.ts';
import { createTestClient, type TestClient } from './test-client.ts';

const MIRRORS = 5;
const ROUNDS = rounds({ short: 3, full: 60 });
const ACTS = rounds({ short: 40, full: 200 });
const ROLES = ['owner', 'admin', 'editor', 'editor', 'admin'] as const;
const chance = createChance(seedOfRun());

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const total = { edits: 0, conflicts: 0, lost: 0, reloads: 0, dropped: 0, links: 0 };

test.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
  `${MIRRORS} mirrors, ${ACTS} acts each, round %i of seed ${chance.seed}`,
  async (round) => {
    const town = await server.newTown();
    const clients: TestClient[] = [];
    for (let number = 0; number < MIRRORS; number += 1) {
      const key = town.keys[ROLES[number] ?? 'editor'];
      const by = chance.fork(round * MIRRORS + number);
      clients.push(await createTestClient({ url: server.url, key }, by, `mirror ${number}`));
    }
    const work = async (client: TestClient): Promise<void> => {
      for (let act = 0; act < ACTS; act += 1) await client.act();
    };
    await Promise.all(clients.map(work));
    await Promise.all(clients.map((client) => client.catchUp()));
    const door = { url: server.url, key: town.keys.owner };
    const truth = rowsOf(await loadSnapshot(door));
    for (const { mirror, refusals } of clients) {
      expect(refusals).toEqual([]);
      for (const mutation of mirror.pending) mirror.rollback(mutation);
      expect(rowsOf(mirror)).toEqual(truth);
    }
    const replay = emptyMirror();
    for (const change of await readLog(door, 0)) expect(replay.apply(change)).toBe('applied');
    expect(rowsOf(replay)).toEqual(truth);
    for (const { counts } of clients)
      for (const [what, times] of Object.entries(counts))
        Object.assign(total, { [what]: Reflect.get(total, what) + times });
  },
  rounds({ short: 60_000, full: 600_000 }),
);

test('and everything that should happen to them did', () => {
  for (const [what, times] of Object.entries(total)) expect(times, what).toBeGreaterThan(0);
});
