/** A disk that runs full under load: writes are refused with the reason, nothing acknowledged is lost, and room mends it. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createChance, seedOfRun } from './chance.ts';
import { rounds } from './length.ts';
import { emptyMirror, loadSnapshot, readLog, rowsOf } from './line-over-http.ts';
import { foundBy } from './owner.ts';
import { smallDisk } from './small-disk.ts';
import { spawnedServer } from './spawned-server.ts';
import { createWriters, marksIn } from './writers.ts';

const MEGABYTES = 192;
const WRITERS = 8;
const TIMES = rounds({ short: 1, full: 10 });
const FULL_FOR_MS = 2_000;
const chance = createChance(seedOfRun());
const disk = smallDisk(MEGABYTES);
const because = disk === undefined ? ', left out: only an administrator may mount the small disk it needs' : '';

afterAll(() => disk?.remove());

test.skipIf(disk === undefined)(
  `a disk that fills up ${TIMES} times (seed ${chance.seed})${because}`,
  async () => {
    const folder = path.join(disk?.folder ?? '', 'data');
    mkdirSync(folder, { mode: 0o755 });
    const server = spawnedServer(folder);
    try {
      await server.start();
      const keys = await foundBy(server.url(), WRITERS);
      const door = () => ({ url: server.url(), key: keys[0] ?? '' });
      const need = await fetch(`${server.url()}/api/v1/needs`, {
        method: 'POST',
        headers: { authorization: `Bearer ${door().key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'Room' }),
      });
      const { id: needId } = JSON.parse(await need.text());
      const writers = createWriters({ url: server.url, keys, chance, needId, padding: 4_000 });
      const replay = emptyMirror();
      for (let time = 1; time <= TIMES; time += 1) {
        writers.go();
        await new Promise((resolve) => setTimeout(resolve, chance.whole(100, 500)));
        disk?.fill();
        await new Promise((resolve) => setTimeout(resolve, FULL_FOR_MS));
        disk?.makeRoom();
        await writers.pause();
        expect(server.isRunning(), server.said()).toBe(true);
        const log = await readLog(door(), replay.seq);
        const marks = marksIn(log);
        expect(writers.takeAcknowledged().filter((mark) => marks.get(mark) !== 1)).toEqual([]);
        for (const change of log) expect(replay.apply(change)).toBe('applied');
        expect(rowsOf(replay)).toEqual(rowsOf(await loadSnapshot(door())));
      }
      expect(writers.refusals).toEqual([]);
      expect([...writers.errors.keys()]).toContain('database.full');
      expect(existsSync(folder)).toBe(true);
    } finally {
      server.remove();
    }
  },
  300_000,
);
