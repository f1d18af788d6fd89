/** Days are pulled on the timeline: by pointer, or by keys on a focused bar; where it hurts somebody, it asks before. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoAxeFindings } from '../browser/index.ts';
import { WAYS } from './hands.ts';
import { openStage } from './stage.ts';
import type { Visit } from './visit.ts';

/** As drawn at the zoom of quarters. */
const PIXELS_PER_DAY = 3;
const stage = openStage();

interface Pull {
  readonly bar: Locator;
  /** 0 at the start of the bar, 1 at its end. */
  readonly at: number;
  readonly days: number;
}

async function drag(page: Page, { bar, at, days }: Pull): Promise<void> {
  const box = await bar.boundingBox();
  if (box === null) throw new Error('The bar is not on screen.');
  const [x, y] = [box.x + 1 + at * (box.width - 2), box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + days * PIXELS_PER_DAY, y, { steps: 4 });
  await page.mouse.up();
}

/** Pulls the whole bar, or its end, by so many days. */
async function pull(visit: Visit, bar: Locator, end: 'bar' | 'end', days: number): Promise<void> {
  if (visit.hands === 'pointer') return drag(visit.page, { bar, at: end === 'end' ? 1 : 0.5, days });
  await visit.reach(bar);
  await visit.page.keyboard.down('Alt');
  for (let day = 0; day < days; day += 1) await visit.key(end === 'end' ? 'Shift+ArrowRight' : 'ArrowRight');
  await visit.page.keyboard.up('Alt');
}

/** As a bar writes a day. */
const SHOWN = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

describe.each(WAYS)('$width px by $hands', (way) => {
  test('a feature is moved and made longer, and it asks before it hurts', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    const today = new Date().toISOString().slice(0, 10);
    const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const feature = await stage.house.ask('POST', '/api/v1/features', {
      title: `Pulled at ${way.width} by ${way.hands}`,
      startOn: today,
      targetOn: inDays(20),
    });
    const message = await stage.house.ask('POST', '/api/v1/messages', { title: 'It comes soon' });
    await stage.house.ask('POST', '/api/v1/links', { kind: 'message.promises', from: message.id, to: feature.id });
    const daysNow = async (): Promise<readonly string[]> => {
      const { startOn, targetOn } = await stage.house.ask('GET', `/api/v1/features/${feature.key}`);
      return [startOn, targetOn];
    };
    await visit.open('/firefox/features?layout=timeline');
    const bar = page.getByRole('button', { name: new RegExp(`^${feature.key}: `) });
    const showsDays = (from: string, to: string): Promise<void> =>
      expect
        .poll(() => bar.getAttribute('aria-label'))
        .toBe(`${feature.key}: ${SHOWN.format(new Date(from))} to ${SHOWN.format(new Date(to))}`);
    await bar.waitFor();
    await expectNoAxeFindings(page);

    await pull(visit, bar, 'end', 5);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: 'This puts 1 message out of step' }).waitFor();
    await visit.press(dialog.getByRole('button', { name: 'Cancel' }));
    await dialog.waitFor({ state: 'detached' });
    await showsDays(today, inDays(20));
    expect(await daysNow()).toEqual([today, inDays(20)]);
    if (visit.hands === 'keyboard')
      await expect.poll(() => bar.evaluate((it) => it === document.activeElement)).toBe(true);

    await pull(visit, bar, 'end', 5);
    await visit.press(dialog.getByRole('button', { name: 'Save', exact: true }));
    await expect.poll(daysNow).toEqual([today, inDays(25)]);
    await dialog.waitFor({ state: 'detached' });
    await showsDays(today, inDays(25));

    // The message is out of step already: moving on hurts nobody anew, so it is not asked again.
    await pull(visit, bar, 'bar', 4);
    await expect.poll(daysNow).toEqual([inDays(4), inDays(29)]);
    await visit.leave();
  });
});

test.each([1440, 390])('at %d px it begins where today is: what is over stands above', async (width) => {
  const visit = await stage.enter({ width, as: 'owner' });
  const { page } = visit;
  const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const past = Array.from({ length: 60 }, (_, at) => ({
    do: 'create',
    values: { title: `Long over ${String(at)}`, decidedOn: inDays(-700 + at) },
  }));
  await stage.house.ask('POST', '/api/v1/decisions/bulk', { rows: past });
  const ahead = await stage.house.ask('POST', '/api/v1/decisions', {
    title: `Due soon, ${width}`,
    decidedOn: inDays(9),
  });
  await stage.house.ask('POST', '/api/v1/decisions', { title: 'Some day' });
  await visit.open('/firefox/decisions?layout=timeline');
  const name = page.getByRole('button', { name: new RegExp(`Due soon, ${String(width)}`) });
  await name.waitFor();
  const isInView = () => name.evaluate((it) => it.getBoundingClientRect().bottom < window.innerHeight);
  await expect.poll(isInView).toBe(true);
  const bar = page.getByRole('button', { name: new RegExp(`^${ahead.key}: `) });
  await expect.poll(() => bar.evaluate((it) => it.getBoundingClientRect().left < window.innerWidth)).toBe(true);
  // What is out of sight says where it is, leads there, and hands the focus to the bar.
  const [first] = await stage.house.ask('GET', '/api/v1/decisions?sort=decidedOn&limit=1').then(({ items }) => items);
  await page
    .getByRole('list', { name: 'Decisions in time' })
    .evaluate((it) => it.closest('.scrolls')?.scrollTo({ top: 0 }));
  const way = page.getByRole('button', { name: new RegExp(`^Show ${first.key}: `) });
  await visit.press(way);
  const found = page.getByRole('button', { name: new RegExp(`^${first.key}: `) });
  await expect.poll(() => found.evaluate((it) => it === document.activeElement)).toBe(true);
  await visit.press(page.getByRole('button', { name: /^Show (it|them)$/ }));
  await page.getByRole('grid', { name: 'Decisions' }).getByText('Some day').first().waitFor();
  await visit.leave();
});
