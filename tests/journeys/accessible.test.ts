/** axe finds nothing: every page, light and dark, at a desk and on a telephone. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, launchBrowser } from '../browser/index.ts';
import { type House, openEmptyHouse, openFirefox } from './house.ts';
import { type Visit, visitHouse } from './visit.ts';

const LOAD_MS_MOST = 240_000;
const PAGES_MS_MOST = 180_000;
let browser: Browser;
let house: House;
let empty: House;
let invitation: string;
let key: string;
let shared: string;
beforeAll(async () => {
  [browser, house, empty] = await Promise.all([launchBrowser(), openFirefox(), openEmptyHouse()]);
  const made = await house.ask('POST', '/api/v1/invitations', { email: 'deniz@example.com', role: 'editor' });
  invitation = made.path;
  shared = (await house.ask('POST', '/api/v1/share-links', { item: 'LCH-1' })).path;
  const { items } = await house.ask('GET', '/api/v1/out-of-step?limit=1');
  key = items[0].from.key;
}, LOAD_MS_MOST);
afterAll(async () => {
  await browser.close();
  await Promise.all([house.close(), empty.close()]);
});

const WIDTHS = [{ width: 1440 }, { width: 390 }];

/** A representative few lists in each of their shapes, and every other page. */
const PAGES = [
  '',
  '/features',
  '/features?layout=board',
  '/features?layout=timeline',
  '/features?group=state',
  '/feedback',
  '/messages',
  '/launches',
  '/teams',
  '/out-of-step#all',
  '/out-of-step',
  '/checks#all',
  '/nowhere',
  ...[
    'profile',
    'appearance',
    'sessions',
    'api-keys',
    'workspace',
    'members',
    'custom-fields',
    'share-links',
    'webhooks',
    'audit',
  ].map((section) => `/settings/${section}`),
];

/** What opens over a page, and the key that opens it. */
const OVERLAYS = [
  ['the palette', 'Control+k'],
  ['the dialog of a new item', 'c'],
  ['the list of keys', '?'],
  ['the filter', 'f'],
] as const;

/** The page is there, and nothing on it is still on its way. */
async function settled({ page }: Visit): Promise<void> {
  await page.waitForFunction(() => {
    const isThere = document.querySelector('main, [role="alert"], h1') !== null;
    const isPeeking = !window.location.search.includes('peek=') || document.querySelector('#peek') !== null;
    return (
      isThere && isPeeking && document.querySelector('.skeleton, [aria-label^="Loading"], [aria-busy="true"]') === null
    );
  });
}

/** Every colour has become what it is in the new light. */
async function repainted({ page }: Visit): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  });
}

/** The page as it stands, in daylight and at night. */
async function findingsOn(visit: Visit, name: string): Promise<readonly string[]> {
  await settled(visit);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await visit.page.emulateMedia({ colorScheme });
    await repainted(visit);
    found.push(...(await axeFindings(visit.page)).map((finding) => `${name}, ${colorScheme}: ${finding}`));
  }
  return found;
}

describe.each(WIDTHS)('at $width px, light and dark', ({ width }) => {
  test(
    'a workspace',
    async () => {
      const visit = await visitHouse(browser, house, { width, as: 'owner' });
      const found: string[] = [];
      for (const path of [...PAGES, `/item/${key}`, `/item/${key}#line`, `/features?peek=${key}`]) {
        await visit.open(`/firefox${path}`);
        found.push(...(await findingsOn(visit, path)));
      }
      for (const [name, pressed] of OVERLAYS) {
        await visit.open('/firefox/tasks');
        await settled(visit);
        await visit.key(pressed);
        await visit.page.getByRole('dialog').waitFor();
        found.push(...(await findingsOn(visit, name)));
      }
      await visit.key('Escape');
      await visit.press(visit.page.getByRole('button', { name: 'All tasks' }));
      await visit.page.getByRole('menu').waitFor();
      found.push(...(await findingsOn(visit, 'the menu of views')));
      expect(found).toEqual([]);
    },
    PAGES_MS_MOST,
  );

  test('coming in', async () => {
    const visit = await visitHouse(browser, house, { width });
    const found: string[] = [];
    for (const address of [
      `${house.url}/sign-in`,
      `${house.url}${invitation}`,
      `${house.url}/invitation/none`,
      `${house.url}${shared}`,
      `${house.url}/share/none`,
      `${empty.url}/set-up`,
    ]) {
      await visit.page.goto(address);
      found.push(...(await findingsOn(visit, address)));
    }
    expect(found).toEqual([]);
  });
});
