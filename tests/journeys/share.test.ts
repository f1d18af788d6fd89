/** An item is shared by a link, read outside without an account and without a script, and taken back: by pointer and by keyboard. */
import { describe, expect, test } from 'vitest';
import { axeFindings } from '../browser/index.ts';
import { WAYS } from './hands.ts';
import { openStage } from './stage.ts';

const stage = openStage();

describe.each(WAYS)('at $width px by $hands', (way) => {
  test('a feature, shared for a stranger and taken back', async () => {
    const feature = await stage.house.ask('POST', '/api/v1/features', { title: 'Compact tabs', summary: 'Less room.' });
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    await visit.open(`/firefox/item/${feature.key}`);
    await visit.press(page.getByRole('button', { name: 'More about this item' }));
    await visit.press(page.getByRole('menuitem', { name: 'Share read-only…' }));
    const dialog = page.getByRole('dialog', { name: 'Share read-only' });
    await visit.press(dialog.getByRole('button', { name: 'Make a link' }));
    const entry = dialog.getByRole('textbox', { name: 'The link' });
    await entry.waitFor();
    await expect.poll(() => entry.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    const address = await entry.inputValue();
    expect(address).toContain(`${stage.house.url}/share/shr_`);
    await visit.press(dialog.getByRole('button', { name: 'Done' }));
    await dialog.waitFor({ state: 'detached' });

    const stranger = await stage.enter({ width: way.width });
    await stranger.page.goto(address);
    await stranger.page.getByRole('heading', { name: 'Compact tabs' }).waitFor();
    await stranger.page.getByText('Shared by Ana Silva, to be read only.').waitFor();
    expect(await stranger.page.locator('script').count()).toBe(0);

    await visit.open('/firefox/settings/share-links');
    await visit.press(page.getByRole('button', { name: `End the link to ${feature.key} Compact tabs` }));
    await visit.press(page.getByRole('dialog').getByRole('button', { name: 'End the link' }));
    await page.getByText('Nothing is shared by a link.').waitFor();
    await stranger.page.reload();
    await stranger.page.getByRole('heading', { name: 'Nothing is shared here' }).waitFor();
    await stranger.leave(/404/);
    await visit.leave();
  });
});
