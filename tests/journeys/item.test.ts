/** What Throughline is for: a date moves, what relies on it falls out of step, and its owner answers. By mouse and by keyboard. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/platform/database/index.ts';
import { readSettings } from '../../src/platform/settings/index.ts';
import { type RunningServer, startServer } from '../../src/surfaces/server/start-server.ts';
import { expectNoAxeFindings, launchBrowser, openPage } from '../browser/index.ts';
import { openTestDatabase } from '../database/open.ts';
import { temporaryFolder } from '../database/test-server.ts';

const OWNER = {
  name: 'Ana Silva',
  email: 'ana@example.com',
  password: 'correct horse battery',
  workspaceName: 'Firefox',
};

let database: Database;
let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  database = await openTestDatabase();
  const settings = readSettings({ LOG_LEVEL: 'silent', THROUGHLINE_DATA: temporaryFolder('journey') });
  server = await startServer({ settings: { ...settings, port: 0 }, database, rateLimit: null, checkOutputs: true });
  browser = await launchBrowser();
  const { page, context } = await openPage(browser);
  await send(page, '/setup', OWNER);
  await context.close();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await database.close();
});

interface Made {
  readonly id: string;
  readonly key: string;
}

async function send(page: Page, path: string, data: object): Promise<Made> {
  const headers = { origin: server.url, 'x-workspace': 'firefox' };
  const answer = await page.request.post(`${server.url}/api/v1${path}`, { data, headers });
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
  const made: Made = await answer.json();
  return made;
}

/** A feature with a date, and an approved message that promises it, both Ana's. */
async function seated(
  width: number,
): Promise<{ page: Page; feature: Made; message: Made; close: () => Promise<void> }> {
  const { page, context } = await openPage(browser, { width });
  const { email, password } = OWNER;
  const signedIn = await page.request.post(`${server.url}/api/auth/sign-in/email`, {
    data: { email, password },
    headers: { origin: server.url },
  });
  if (!signedIn.ok()) throw new Error(`Signing in answered ${signedIn.status()}`);
  const session = await (await page.request.get(`${server.url}/api/v1/session`)).json();
  const ownerId: string = session.workspaces[0].memberId;
  const feature = await send(page, '/features', { title: 'Inspired tab design', targetOn: '2026-12-15', ownerId });
  const message = await send(page, '/messages', { title: 'Tabs that float', text: 'From December.', ownerId });
  await send(page, '/links', { kind: 'message.promises', from: message.id, to: feature.id });
  return { page, feature, message, close: () => context.close() };
}

const rows = (page: Page, key: string) => page.locator('[data-row]', { hasText: key });

test('by mouse: a date moves, the message falls out of step, and it is still true', async () => {
  const { page, feature, message, close } = await seated(1440);
  await page.goto(`${server.url}/firefox/item/${feature.key}`);
  await page.getByRole('button', { name: /Edit target date/ }).click();
  await page.locator('input[type=date]').fill('2027-01-12');
  await page.locator('input[type=date]').press('Enter');
  const dialog = page.getByRole('dialog');
  await expect.poll(() => dialog.getByRole('heading').first().textContent()).toBe('This puts 1 message out of step');
  await expectNoAxeFindings(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect
    .poll(() => page.getByRole('button', { name: /Edit target date/ }).textContent())
    .toContain('15 Dec 2026');

  await page.getByRole('button', { name: /Edit target date/ }).click();
  await page.locator('input[type=date]').fill('2027-01-12');
  await page.locator('input[type=date]').press('Enter');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => page.getByText('Out of step', { exact: true }).count()).toBeGreaterThan(0);
  await expectNoAxeFindings(page, 'main');

  await page.goto(`${server.url}/firefox/out-of-step`);
  await expect.poll(() => page.locator('main').textContent()).toContain('12 Jan 2027');
  await expectNoAxeFindings(page);
  await rows(page, message.key)
    .getByRole('button', { name: /^Still true:/ })
    .click();
  await expect.poll(() => rows(page, message.key).count()).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect.poll(() => rows(page, message.key).count()).toBe(1);
  await rows(page, message.key)
    .getByRole('button', { name: /^Still true:/ })
    .click();
  await expect.poll(() => rows(page, message.key).count()).toBe(0);
  await close();
});

test('by keyboard, at a telephone’s width: the message is changed, which answers it', async () => {
  const { page, feature, message, close } = await seated(390);
  await page.goto(`${server.url}/firefox/item/${feature.key}`);
  await page.getByRole('button', { name: /Edit target date/ }).focus();
  await page.keyboard.press('Enter');
  await page.locator('input[type=date]').fill('2027-01-12');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(1);
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Save');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);

  await page.goto(`${server.url}/firefox/out-of-step`);
  await rows(page, message.key).focus();
  await page.keyboard.press('c');
  const entry = page.getByRole('textbox', { name: /^Text/ });
  await expect.poll(() => entry.inputValue()).toBe('From December.');
  await entry.press('ControlOrMeta+a');
  await page.keyboard.type('From January.');
  await page.keyboard.press('Enter');
  await expect.poll(() => rows(page, message.key).count()).toBe(0);
  await expectNoAxeFindings(page, 'main');
  await close();
});

test('the line is walked by keys and saved as a picture', async () => {
  const { page, feature, message, close } = await seated(1440);
  await page.goto(`${server.url}/firefox/item/${feature.key}#line`);
  const node = page.locator('[data-node]', { hasText: message.key });
  await expect.poll(() => node.count()).toBe(1);
  await page.locator('[data-node][aria-current]').focus();
  await page.keyboard.press('ArrowRight');
  expect(await node.evaluate((element) => element === document.activeElement)).toBe(true);
  await expectNoAxeFindings(page);
  await page.getByRole('button', { name: 'Save picture' }).click();
  const waiting = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'As SVG' }).click();
  expect((await waiting).suggestedFilename()).toMatch(new RegExp(`^${feature.key}-line-.*\\.svg$`));
  await node.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toContain(`${message.key}#line`);
  await close();
});
