/** The focus stays where the reader was: after an edit, an answer, a link taken away. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openStage } from './stage.ts';

const stage = openStage();

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
  });

describe.each([{ width: 1440 }, { width: 390 }])('at $width px by keyboard', ({ width }) => {
  test('edits that are left and saved, a remark given up, links answered and taken away', async () => {
    const one = await stage.house.ask('POST', '/api/v1/features', { title: 'Compact tabs', targetOn: '2026-12-08' });
    const two = await stage.house.ask('POST', '/api/v1/features', { title: 'Calm menus' });
    const message = await stage.house.ask('POST', '/api/v1/messages', { title: 'Room', text: 'From December.' });
    for (const { id } of [one, two])
      await stage.house.ask('POST', '/api/v1/links', { kind: 'message.promises', from: message.id, to: id });
    await stage.house.ask('PATCH', `/api/v1/features/${one.id}`, { targetOn: '2027-01-12' });
    const visit = await stage.enter({ width, hands: 'keyboard', as: 'owner' });
    const { page } = visit;
    await visit.open(`/firefox/item/${message.key}`);
    const where = (name: string | RegExp) => expect.poll(() => focused(page)).toMatch(name);

    const title = page.getByRole('heading', { level: 1 }).getByRole('button');
    await visit.press(title);
    await page.getByRole('textbox', { name: 'Title' }).waitFor();
    await visit.key('Escape');
    await where(/^Room/);
    await visit.press(page.getByRole('button', { name: 'Edit text (25 words)' }));
    await page.getByRole('textbox', { name: /^Text/ }).waitFor();
    await visit.key('Enter');
    await where('Edit text (25 words)');

    const block = page.getByRole('region', { name: 'Out of step' });
    await visit.press(block.getByRole('button', { name: /^With a remark/ }));
    await block.getByRole('textbox').waitFor();
    await visit.key('Escape');
    await where(/^Still true:/);
    await visit.key('Enter');
    await block.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false);

    const links = page.getByRole('region', { name: 'Links' });
    await visit.press(links.getByRole('button', { name: `Unlink ${one.key}` }));
    await links.getByText(one.key).waitFor({ state: 'detached' });
    await where(new RegExp(`^(${two.key}.*|Unlink ${two.key})`));
    await visit.leave();
  });

  test('the palette and the list of keys give back what they took, and the page has it if nobody had', async () => {
    const visit = await stage.enter({ width, hands: 'keyboard', as: 'owner' });
    const { page } = visit;
    await visit.open('/firefox/out-of-step');
    await page.getByRole('heading', { name: /out of step/ }).waitFor();
    for (const key of ['Control+k', '?']) {
      await visit.key(key);
      await page.getByRole('dialog').waitFor();
      await visit.key('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(() => page.evaluate(() => document.activeElement?.matches('body, main'))).toBe(true);
    }
    await visit.leave();
  });
});
