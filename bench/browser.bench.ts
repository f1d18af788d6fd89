/** The browser on 20,000 features: ready from nothing, ready from its own copy, and how long an interaction takes to show. */
import type { Page } from 'playwright-core';
import { openDatabase } from '../src/platform/database/index.ts';
import { launchBrowser, openPage } from '../tests/browser/index.ts';
import type { Benchmark, Measurement } from './benchmark.ts';
import { FEATURES, fillWorkspace } from './large-workspace.ts';
import { startServer, temporaryData } from './running-server.ts';

const SIZE = { items: 20_000, links: 60_000, changes: 500 };
const RUNS = 5;
const PERSON = {
  name: 'Bench',
  email: 'bench@example.org',
  password: 'correct horse battery staple',
  workspaceName: 'Bench',
};

async function setUp(
  address: string,
): Promise<{ readonly cookie: string; readonly workspaceId: string; readonly ownerId: string }> {
  const answer = await fetch(`${address}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify(PERSON),
  });
  const { workspace } = await answer.json();
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { cookie, workspaceId: workspace.id, ownerId: workspace.memberId };
}

async function signIn(page: Page, address: string, cookie: string): Promise<void> {
  const cookies = cookie.split('; ').map((one) => {
    const at = one.indexOf('=');
    return { name: one.slice(0, at), value: one.slice(at + 1), url: address };
  });
  await page.context().addCookies(cookies);
}

/** From asking for the page to the first row of the table. */
async function untilRows(page: Page, url: string): Promise<number> {
  const before = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.getByRole('row').nth(5).waitFor();
  return performance.now() - before;
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const share95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;

export const browser: Benchmark = {
  names: ['mirror.ready_cold_ms', 'mirror.ready_warm_ms', 'ui.interaction_p95_ms'],
  async run() {
    const data = temporaryData();
    const server = await startServer(data.folder);
    const chromium = await launchBrowser();
    try {
      const { cookie, workspaceId, ownerId } = await setUp(server.address);
      const database = await openDatabase({ dataFolder: data.folder }, { share: true });
      await fillWorkspace(database, { workspaceId, ownerId }, { size: SIZE, mixture: FEATURES });
      await database.close();
      const url = `${server.address}/bench/features`;
      const [cold, warm]: [number[], number[]] = [[], []];
      for (let run = 0; run < RUNS; run += 1) {
        const { page, context } = await openPage(chromium);
        await signIn(page, server.address, cookie);
        cold.push(await untilRows(page, url));
        await page.waitForTimeout(1500);
        await page.goto('about:blank');
        warm.push(await untilRows(page, url));
        await context.close();
      }
      const { page, context } = await openPage(chromium);
      await signIn(page, server.address, cookie);
      await untilRows(page, url);
      const interactions = await interact(page);
      await context.close();
      return [
        measured('mirror.ready_cold_ms', middle(cold), { runs: cold }),
        measured('mirror.ready_warm_ms', middle(warm), { runs: warm }),
        measured('ui.interaction_p95_ms', share95(interactions), {
          count: interactions.length,
          median: middle(interactions),
          most: Math.max(...interactions),
        }),
      ];
    } finally {
      await chromium.close();
      await server.stop();
      data.remove();
    }
  },
};

function measured(name: string, value: number, detail: object): Measurement {
  return { name, value, unit: 'ms', detail: { ...SIZE, ...detail } };
}

/** Each interaction from the event to the frame that shows it, as the browser's own event timing reports it (8 ms steps). */
async function interact(page: Page): Promise<readonly number[]> {
  await page.evaluate(() => {
    const durations: number[] = [];
    Object.assign(window, { durations });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ('interactionId' in entry && Number(entry.interactionId) > 0) durations.push(entry.duration);
    }).observe(Object.assign({ type: 'event', buffered: true }, { durationThreshold: 16 }));
  });
  const titles = page.getByRole('columnheader');
  for (let round = 0; round < 6; round += 1) {
    await titles.filter({ hasText: 'State' }).getByRole('button').first().click();
    await titles.filter({ hasText: 'Title' }).getByRole('button').first().click();
  }
  const search = page
    .getByRole('main')
    .getByLabel(/^Search/)
    .first();
  for (const word of ['ab', 'cd', 'ef']) {
    await search.pressSequentially(word);
    await search.fill('');
  }
  await page.keyboard.press('Escape');
  await page
    .getByRole('row')
    .nth(2)
    .click({ position: { x: 300, y: 10 } });
  for (let step = 0; step < 20; step += 1) await page.keyboard.press('j');
  for (let step = 0; step < 4; step += 1) {
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
  }
  await page.waitForTimeout(500);
  const slow: number[] = await page.evaluate(() => Reflect.get(window, 'durations'));
  // What took less than the observer reports counts as its threshold.
  const all = 12 + 6 + 1 + 20 + 8;
  return [...slow, ...Array.from({ length: Math.max(0, all - slow.length) }, () => 16)];
}
