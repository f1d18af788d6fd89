/** A noun the product does not have, in the browser: the pages are built with it, and it has a table, board, form, peek and page. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { domain } from '../../src/domain/index.ts';
import { buildPagesWithPodcast } from '../noun/built-pages.ts';
import { talking } from '../noun/podcast.ts';
import { WAYS } from './hands.ts';
import { openSetUpHouse } from './house.ts';
import { openStage } from './stage.ts';

const BUILD_MS_MOST = 180_000;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const stage = openStage(() => openSetUpHouse({ slices: [...domain, talking] }));
let pages: string;
beforeAll(async () => {
  pages = await buildPagesWithPodcast();
}, BUILD_MS_MOST);

/** The pages come from the build of this test, everything else from the server. */
async function serveBuilt(context: BrowserContext): Promise<void> {
  await context.route(
    ({ pathname }) => !/^\/(api|mcp)\//.test(pathname),
    async (route) => {
      const file = path.join(pages, new URL(route.request().url()).pathname);
      const isFile = path.extname(file) !== '' && existsSync(file);
      const name = isFile ? file : path.join(pages, 'index.html');
      await route.fulfill({
        body: readFileSync(name),
        contentType: TYPES[path.extname(name)] ?? 'application/octet-stream',
      });
    },
  );
}

test.each(WAYS)('it is made, shown, edited and moved, $width px by $hands', async (way) => {
  const visit = await stage.enter({ ...way, as: 'owner' });
  await serveBuilt(visit.context);
  const { page } = visit;
  const title = `Tabs, ${way.width} by ${way.hands}`;
  await stage.house.ask('POST', '/api/v1/podcasts', {
    title,
    pitch: 'Why tabs moved.',
    minutes: 42,
    airsOn: '2027-06-01',
  });
  await visit.open('/firefox/podcasts');
  const row = page.getByRole('grid', { name: 'Podcasts' }).getByRole('row').filter({ hasText: title });
  await row.waitFor();
  if (!visit.isNarrow) await row.getByText('1 Jun 2027').waitFor();
  if (visit.isNarrow) {
    await visit.press(page.getByRole('button', { name: 'Layout' }));
    await visit.press(page.getByRole('menuitemradio', { name: 'Board' }));
  } else await visit.press(page.getByRole('button', { name: 'Board', exact: true }));
  const card = page.getByRole('region', { name: 'State: Idea' }).getByRole('button').filter({ hasText: title });
  await visit.press(card);
  const peek = page.getByRole('complementary', { name: /^Peek at POD-/ });
  await peek.getByText('42', { exact: false }).first().waitFor();
  await visit.press(peek.getByRole('link', { name: 'Open the full page' }));
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await visit.press(page.getByRole('button', { name: /^Edit minutes:/ }));
  await page.getByRole('textbox', { name: 'Minutes' }).waitFor();
  await visit.key('Control+a');
  await page.keyboard.type('43');
  await visit.key('Enter');
  const { items } = await stage.house.ask('GET', `/api/v1/podcasts?title=${encodeURIComponent(title)}`);
  await expect.poll(async () => (await stage.house.ask('GET', `/api/v1/podcasts/${items[0].key}`)).minutes).toBe(43);
  await visit.leave();
});
