/** A stop of the process in the middle of an import: it waits for one batch, and the next start goes on from there. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lineModel } from '../../src/line/line.sample.ts';
import { type Desk, openDesk } from './exchange-desk.ts';

const ROWS = 3_000;
const FILE = `id,name\n${Array.from({ length: ROWS }, (_, row) => `${row},Message ${row}`).join('\n')}\n`;
const SETTINGS = {
  kind: 'message',
  source: 'x',
  columns: [
    { column: 'id', to: 'sourceId' },
    { column: 'name', to: 'title' },
  ],
};

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk(lineModel);
});
afterEach(() => desk.close());

it('leaves an import under way, which is gone on with and brings every row once', async () => {
  const { id } = await desk.run('runImport', { uploadId: await desk.upload(FILE), settings: SETTINGS });
  await desk.exchange.stop();
  const stopped = await desk.run('getImport', { importId: id });
  expect(stopped).toMatchObject({ state: 'running' });
  expect(Number(stopped.rowsRead)).toBeLessThan(ROWS);

  const next = desk.startedAgain();
  expect(await next.resume()).toBe(1);
  await next.idle();
  expect(await desk.run('getImport', { importId: id })).toMatchObject({
    state: 'finished',
    counts: { created: ROWS, failed: 0 },
  });
});

it('leaves a taking back under way as well', async () => {
  const { id } = await desk.bring('id,name\n1,One\n', { ...SETTINGS, source: 'y' });
  await desk.exchange.stop();
  expect(await desk.run('undoImport', { importId: id })).toMatchObject({ state: 'undoing' });
  await desk.exchange.idle();
  expect(await desk.run('getImport', { importId: id })).toMatchObject({ state: 'undoing' });

  const next = desk.startedAgain();
  expect(await next.resume()).toBe(1);
  await next.idle();
  expect(await desk.run('getImport', { importId: id })).toMatchObject({ state: 'undone' });
});
