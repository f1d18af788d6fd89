/** A webhook is made that hears only some changes, and is told to hear others: by pointer and by keyboard. */
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoAxeFindings } from '../browser/index.ts';
import { WAYS } from './hands.ts';
import { openStage } from './stage.ts';
import type { Visit } from './visit.ts';

const stage = openStage();

describe.each(WAYS)('at $width px by $hands', (way) => {
  test('a webhook hears of launches only, then of launches that are changed', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    await visit.open('/firefox/settings/webhooks');
    await visit.press(page.getByRole('button', { name: 'New webhook' }));
    const adding = page.getByRole('dialog', { name: 'New webhook' });
    await visit.write(adding.getByRole('textbox', { name: 'Address' }), 'https://hooks.example.com/line');
    await choose(visit, adding.getByRole('combobox', { name: 'Changes to: Everything' }), 'Launches');
    await adding.getByRole('combobox', { name: 'Changes to: Launches' }).waitFor();
    await expectNoAxeFindings(page);
    await visit.press(adding.getByRole('button', { name: 'Add the webhook' }));
    await visit.press(page.getByRole('dialog', { name: 'The webhook’s secret' }).getByRole('button', { name: 'Done' }));
    await page.getByText('Only changes to launches', { exact: true }).waitFor();

    await visit.press(page.getByRole('button', { name: 'Edit', exact: true }));
    const editing = page.getByRole('dialog', { name: 'Edit the webhook' });
    await choose(visit, editing.getByRole('combobox', { name: 'Made by: Any operation' }), 'Update launch');
    await visit.press(editing.getByRole('button', { name: 'Save' }));
    await page.getByText('Only changes to launches, by update launch', { exact: true }).waitFor();
    const { items } = await stage.house.ask('GET', '/api/v1/webhooks');
    expect(items).toMatchObject([{ kinds: ['launch'], operations: ['updateLaunch'] }]);
    await stage.house.ask('DELETE', `/api/v1/webhooks/${items[0].id}`);
    await visit.leave();
  });
});

async function choose(visit: Visit, picker: Locator, name: string): Promise<void> {
  const option = visit.page.getByRole('option', { name, exact: true });
  await visit.press(picker);
  await visit.page.getByRole('option').first().waitFor();
  await visit.page.keyboard.type(name);
  await visit.press(option);
  await visit.key('Escape');
  await option.waitFor({ state: 'detached' });
}
