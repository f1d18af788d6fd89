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

/** From asking for the page to the first rows of the table; asked by selector, since asking by role reads the whole page at every look. */
async function untilRows(page: Page, url: string): Promise<number> {
  const before = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('[role="row"]').nth(5).waitFor();
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
      const all = Object.values(interactions).flat();
      return [
        measured('mirror.ready_cold_ms', middle(cold), { runs: cold }),
        measured('mirror.ready_warm_ms', middle(warm), { runs: warm }),
        measured('ui.interaction_p95_ms', share95(all), {
          count: all.length,
          median: middle(all),
          most: Math.max(...all),
          ...interactions,
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

/** The browser's event timing, from the press to the frame that shows it (8 ms steps): an interaction is as long as its longest event. */
async function watchInteractions(page: Page): Promise<() => Promise<readonly number[]>> {
  await page.evaluate(() => {
    const longest = new Map<number, number>();
    const takeInteractions = (): readonly number[] => {
      const taken = [...longest.values()];
      longest.clear();
      return taken;
    };
    Object.assign(window, { takeInteractions });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const id = 'interactionId' in entry ? Number(entry.interactionId) : 0;
        if (id > 0) longest.set(id, Math.max(entry.duration, longest.get(id) ?? 0));
      }
    }).observe(Object.assign({ type: 'event', buffered: true }, { durationThreshold: 16 }));
  });
  return async () => {
    await page.waitForTimeout(SETTLING_MILLISECONDS);
    return page.evaluate(() => Reflect.get(window, 'takeInteractions')());
  };
}

const SETTLING_MILLISECONDS = 500;
/** What took less than the observer reports counts as its threshold. */
const LEAST_MILLISECONDS = 16;

/** Sorting, searching, filtering, peeking and editing as a person does, one after the other without a pause within each. */
async function interact(page: Page): Promise<Readonly<Record<string, readonly number[]>>> {
  const taken = await watchInteractions(page);
  const durations: Record<string, readonly number[]> = {};
  for (const [name, { count, act }] of Object.entries(INTERACTIONS)) {
    await act(page);
    const slow = await taken();
    const quick = Array.from({ length: Math.max(0, count - slow.length) }, () => LEAST_MILLISECONDS);
    durations[name] = [...slow, ...quick];
  }
  return durations;
}

interface Interaction {
  /** Presses in it. */
  readonly count: number;
  readonly act: (page: Page) => Promise<void>;
}

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
const repeated = (count: number, key: string): readonly string[] => Array.from({ length: count }, () => key);

const INTERACTIONS: Readonly<Record<string, Interaction>> = {
  sort: { count: 12, act: sort },
  search: { count: 6, act: search },
  filter: { count: 13, act: filter },
  peek: { count: 30, act: peek },
  edit: { count: 14, act: edit },
};

async function sort(page: Page): Promise<void> {
  for (const title of ['State', 'Title', 'State', 'Title', 'State', 'Title']) {
    const head = page.getByRole('columnheader').filter({ hasText: title }).getByRole('button').first();
    await head.click();
    await head.click();
  }
}

async function search(page: Page): Promise<void> {
  const entry = page
    .getByRole('main')
    .getByLabel(/^Search/)
    .first();
  for (const word of ['ab', 'cd', 'ef']) {
    await entry.pressSequentially(word);
    await entry.fill('');
  }
  await press(page, 'Escape');
}

/** A condition on the state, value by value, and the list without it again. */
async function filter(page: Page): Promise<void> {
  await press(page, 'f');
  const dialog = page.getByRole('dialog', { name: 'Filter' });
  await dialog.getByRole('button', { name: 'Condition' }).click();
  await dialog.getByRole('combobox', { name: 'Values' }).click();
  const options = page.getByRole('option');
  await options.first().waitFor();
  const count = await options.count();
  for (let at = 0; at < count; at += 1) await options.nth(at).click();
  await press(page, 'Escape');
  await dialog.getByRole('button', { name: 'Remove this condition' }).click();
  await press(page, 'Escape');
  await dialog.waitFor({ state: 'detached' });
}

/** Opens a row, lets the panel follow the cursor, closes it and opens others. */
async function peek(page: Page): Promise<void> {
  await page.getByRole('grid').focus();
  await press(page, 'Enter', ...repeated(20, 'j'), 'Escape');
  for (let step = 0; step < 4; step += 1) {
    await press(page, 'Enter');
    // Opened and closed within one frame it is never drawn, and both presses would count until whatever is drawn next.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await press(page, 'Escape');
  }
}

/** A title in place: others rely on it, so what the change touches is shown before it is saved. */
async function edit(page: Page): Promise<void> {
  for (const letters of ['abc', 'xyz']) {
    await press(page, 'F2');
    await page.getByRole('gridcell').getByRole('textbox').waitFor();
    await press(page, ...letters, 'Enter');
    const save = page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true });
    await save.waitFor();
    await press(page, 'Enter');
    await save.waitFor({ state: 'detached' });
    await press(page, 'j');
  }
}
