/** Talking about an item: a passage is commented on, answered, resolved; and the item as it stood on a day. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoAxeFindings } from '../browser/index.ts';
import { WAYS } from './hands.ts';
import { openStage } from './stage.ts';
import type { Visit } from './visit.ts';

const SUMMARY = 'Tabs float above the page.\n\nThey are **ten pixels** taller than before.';
const DAY_MS = 86_400_000;
const stage = openStage();

/** Drags over the second paragraph, as a reader does. */
async function selectParagraph(page: Page): Promise<void> {
  const box = await page.getByText('ten pixels').locator('xpath=ancestor::p').boundingBox();
  if (box === null) throw new Error('The paragraph is not on screen.');
  await page.mouse.move(box.x + 1, box.y + 4);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 1, box.y + box.height - 4, { steps: 5 });
  await page.mouse.up();
}

async function quoteParagraph(visit: Visit): Promise<void> {
  const { page } = visit;
  if (visit.hands === 'pointer') {
    await selectParagraph(page);
    await visit.press(page.getByRole('button', { name: 'Comment on this' }));
    return;
  }
  await visit.press(page.getByRole('button', { name: 'Comment on a passage of description' }));
  const list = page.getByRole('dialog', { name: 'Which passage of description?' });
  await list.waitFor();
  await expectNoAxeFindings(page, '[role=dialog]');
  await visit.press(list.getByRole('button', { name: /ten pixels/ }));
}

describe.each(WAYS)('$width px by $hands', (way) => {
  test('a passage, an answer, and resolved', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    const made = await stage.house.ask('POST', '/api/v1/features', { title: 'Floating tabs', description: SUMMARY });
    await visit.open(`/firefox/item/${made.key}`);
    await page.getByText('ten pixels').waitFor();
    await quoteParagraph(visit);
    const entry = page.getByRole('textbox', { name: 'Say what you think of this passage' });
    await expect.poll(() => entry.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('Is that measured?');
    await expectNoAxeFindings(page);
    await visit.press(page.getByRole('button', { name: 'Comment', exact: true }));
    const comments = page.getByRole('tabpanel');
    await comments.getByRole('listitem').filter({ hasText: 'Is that measured?' }).waitFor();
    expect(await comments.getByRole('blockquote').textContent()).toBe('They are ten pixels taller than before.');

    for (const answer of ['Yes, on Windows.', 'And on a Mac.', 'Nine there.']) {
      await visit.press(comments.getByRole('button', { name: 'Reply to Ana Silva' }));
      const reply = comments.getByRole('textbox', { name: 'Reply to Ana Silva' });
      await expect.poll(() => reply.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.type(answer);
      await visit.press(comments.getByRole('button', { name: 'Reply', exact: true }).last());
      // The feed may bring it before the answer to sending does; only then is the entry closed.
      await reply.waitFor({ state: 'detached' });
      await comments.getByText(answer).waitFor();
    }
    const { comments: kept } = await stage.house.ask('GET', `/api/v1/items/${made.key}/comments`);
    const below = kept.filter((one: { readonly parentId: string | null }) => one.parentId === kept[0].id);
    expect(below).toHaveLength(3);

    const replies = comments.getByRole('button', { name: /^3 replies/ });
    await visit.press(replies);
    await comments.getByText('Nine there.').waitFor({ state: 'hidden' });
    expect(await replies.getAttribute('aria-expanded')).toBe('false');
    await expectNoAxeFindings(page);
    await visit.press(replies);
    await comments.getByText('Nine there.').waitFor();
    await visit.press(comments.getByRole('button', { name: 'Resolve', exact: true }));
    await comments.getByText('resolved', { exact: true }).waitFor();
    await visit.leave();
  });

  test('as it stood on a day, links and all', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    const [feature, message] = await Promise.all([
      stage.house.ask('POST', '/api/v1/features', { title: 'Floating tabs' }),
      stage.house.ask('POST', '/api/v1/messages', { title: 'Tabs that float' }),
    ]);
    const link = { kind: 'message.promises', from: message.id, to: feature.id };
    const { id } = await stage.house.ask('POST', '/api/v1/links', link);
    await stage.house.passDay();
    await stage.house.ask('DELETE', `/api/v1/links/${id}`);
    await stage.house.ask('PATCH', `/api/v1/messages/${message.key}`, { title: 'Tabs, calmer' });

    await visit.open(`/firefox/item/${feature.key}`);
    await page.getByText('Nothing relies on this yet.').waitFor();
    await visit.press(page.getByRole('button', { name: 'As it stood on a day' }));
    const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
    const day = page.getByLabel('As it stood at the end of');
    await visit.reach(day);
    await day.fill(yesterday);
    const links = page.getByRole('region', { name: 'Links that day' });
    const other = links.getByRole('link', { name: `${message.key} Tabs that float` });
    await other.waitFor();
    await links.getByText('In step').waitFor();
    await visit.key('Escape');
    await expectNoAxeFindings(page, 'main');
    // The other end is shown as of the same day.
    await visit.press(other);
    await page.getByRole('heading', { level: 1, name: 'Tabs that float' }).waitFor();
    await links.getByRole('link', { name: `${feature.key} Floating tabs` }).waitFor();
    await visit.press(page.getByRole('button', { name: 'Back to now' }));
    await page.getByRole('heading', { level: 1, name: 'Tabs, calmer' }).waitFor();
    await visit.leave();
  });
});
