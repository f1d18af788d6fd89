/** Somebody at a browser, looking at a house. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { openPage } from '../browser/index.ts';
import { type Hands, handsOn, type Way } from './hands.ts';
import type { House } from './house.ts';

export interface Visit extends Hands {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly isNarrow: boolean;
  readonly hands: Way['hands'];
  /** Opens an address of the house. */
  open(path: string): Promise<void>;
  /** Presses a key, or several one after the other. */
  key(...keys: readonly string[]): Promise<void>;
  /** Nothing was complained of but what is named; then closes. */
  leave(expected?: RegExp): Promise<void>;
}

export interface VisitOptions extends Partial<Way> {
  /** Absent: nobody is signed in. */
  readonly as?: 'owner';
}

/** @example const visit = await visitHouse(browser, house, { ...way, as: 'owner' }); */
export async function visitHouse(
  browser: Browser,
  house: House,
  { width = 1440, hands = 'pointer', as }: VisitOptions = {},
): Promise<Visit> {
  const { page, context, complaints } = await openPage(browser, { width });
  page.setDefaultTimeout(PATIENCE_MS);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await tellWhatWasThere(page);
    await context.close();
  });
  if (as === 'owner') await context.addCookies(house.cookies());
  return {
    ...handsOn(page, hands),
    page,
    context,
    isNarrow: width < NARROW,
    hands,
    open: async (path) => void (await page.goto(`${house.url}${path}`)),
    key: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    leave: async (expected) => {
      await context.close();
      expect(complaints.filter((complaint) => expected?.test(complaint) !== true)).toEqual([]);
    },
  };
}

/** A failed journey says where it stood. */
async function tellWhatWasThere(page: Page): Promise<void> {
  if (page.isClosed()) return;
  const seen = await page.locator('body').ariaSnapshot({ timeout: 2_000 }).catch(String);
  const focus = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
  console.error(`${page.url()}\nFocus: ${focus}\n${seen}`);
}

/** As the pages count it. */
const NARROW = 768;
const PATIENCE_MS = 10_000;
