/** What does not live in the browser: feedback is corrected, and the insight drawn from it has to answer; checks on it are the server's. */
import { describe, expect, test } from 'vitest';
import { expectNoAxeFindings } from '../browser/index.ts';
import { WAYS } from './hands.ts';
import { openStage } from './stage.ts';

const stage = openStage();

describe.each(WAYS)('$width px by $hands', (way) => {
  test('it is counted, shown with what changed, and answered', async () => {
    const { workspaces } = await stage.house.ask('GET', '/api/v1/session');
    const ownerId = workspaces[0].memberId;
    const insight = await stage.house.ask('POST', '/api/v1/insights', { title: 'Tall tabs cost a line', ownerId });
    const feedback = async (text: string) =>
      stage.house.ask('POST', '/api/v1/feedback', { title: 'On tall tabs', text });
    const [early, late] = [await feedback('The tabs are too tall.'), await feedback('I like the tall tabs.')];
    for (const { id } of [early, late]) {
      await stage.house.ask('POST', '/api/v1/links', { kind: 'insight.drawsFrom', from: insight.id, to: id });
    }
    await stage.house.ask('PATCH', `/api/v1/feedback/${early.key}`, { text: 'The tabs are far too tall.' });

    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    await visit.open('/firefox/out-of-step');
    const rows = page.locator('main [data-row]');
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByRole('heading', { level: 2, name: 'On tall tabs' }).waitFor();
    await expect.poll(() => page.locator('main ins').allTextContents()).toEqual(['now: far ']);
    // The other one is corrected while the page is open.
    await stage.house.ask('PATCH', `/api/v1/feedback/${late.key}`, { text: 'I like the tall tabs, on a big screen.' });
    await expect.poll(() => rows.count()).toBe(2);
    if (!visit.isNarrow) {
      const counted = page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: /^Out of step/ });
      await expect.poll(() => counted.textContent()).toBe('Out of step2');
    }
    await expectNoAxeFindings(page);

    const first = page.getByRole('button', { name: `Still true: ${insight.key} draws from ${early.key}` });
    await visit.press(first);
    await expect.poll(() => rows.count()).toBe(1);
    await visit.press(page.getByRole('button', { name: `Still true: ${insight.key} draws from ${late.key}` }));
    await page.getByText('Nothing of yours is out of step').waitFor();
    await expect.poll(async () => (await stage.house.ask('GET', '/api/v1/out-of-step')).items.length).toBe(0);
    await visit.leave();
  });
});

test('what only the server can find stands among the checks, and goes when it is mended', async () => {
  const late = await stage.house.ask('POST', '/api/v1/feedback', {
    title: 'Promised an answer',
    nextReviewOn: '2021-05-01',
  });
  const visit = await stage.enter({ as: 'owner' });
  const { page } = visit;
  await visit.open('/firefox/checks#all');
  const row = page.getByText(`${late.key} “Promised an answer” was to be reviewed by`);
  await row.waitFor();
  await page.locator('main [data-row]').filter({ has: row }).getByRole('button', { name: late.key }).click();
  await page.getByRole('heading', { name: 'Promised an answer' }).waitFor();
  await stage.house.ask('PATCH', `/api/v1/feedback/${late.key}`, { nextReviewOn: '2999-01-01' });
  await row.first().waitFor({ state: 'detached' });
  await visit.leave();
});

test('a check that finds much shows its first forty, and more of them when asked', async () => {
  const rows = Array.from({ length: 45 }, (_, at) => ({
    do: 'create',
    values: { title: `Without a need ${String(at)}`, state: 'planned' },
  }));
  await stage.house.ask('POST', '/api/v1/features/bulk', { rows });
  const visit = await stage.enter({ as: 'owner', hands: 'keyboard' });
  const { page } = visit;
  await visit.open('/firefox/checks#all');
  const group = page.getByRole('region', { name: 'feature-without-need' });
  await group.getByRole('heading', { name: /45$/ }).waitFor();
  expect(await group.locator('[data-row]').count()).toBe(40);
  await visit.press(group.getByRole('button', { name: 'Show 5 more of 5' }));
  await expect.poll(() => group.locator('[data-row]').count()).toBe(45);
  await visit.leave();
});
