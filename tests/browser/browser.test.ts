import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings, expectNoAxeFindings, launchBrowser, openPage } from './index.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const pageOf = (body: string): string =>
  `data:text/html,${encodeURIComponent(`<!doctype html><html lang="en"><title>T</title><main><h1>T</h1>${body}</main>`)}`;

test('a page opens at a telephone’s width, dark and without motion', async () => {
  const { page, context } = await openPage(browser, { width: 390, dark: true });
  await page.goto(pageOf('<p>Hello</p>'));
  const seen = await page.evaluate(() => ({
    width: innerWidth,
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    still: matchMedia('(prefers-reduced-motion: reduce)').matches,
  }));
  expect(seen).toEqual({ width: 390, dark: true, still: true });
  await context.close();
});

test('what the page complains about is kept', async () => {
  const { page, context, complaints } = await openPage(browser);
  await page.goto(pageOf('<script>console.error("oh"); setTimeout(() => { throw new Error("no") })</script>'));
  await expect.poll(() => complaints).toEqual(['console: oh', 'uncaught: no']);
  await context.close();
});

test('axe finds a picture without words and nothing on a plain page', async () => {
  const { page, context } = await openPage(browser);
  await page.goto(pageOf('<p>Hello</p>'));
  await expectNoAxeFindings(page);
  await page.goto(pageOf('<img src="data:,">'));
  expect((await axeFindings(page)).join()).toContain('image-alt');
  await expect(expectNoAxeFindings(page)).rejects.toThrow('image-alt');
  await context.close();
});
