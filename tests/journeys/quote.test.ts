/** A quote whose passage was changed says so, beside what stands there now, and is taken anew: by pointer and by keyboard. */
import { describe, expect, test } from 'vitest';
import { axeFindings } from '../browser/index.ts';
import { WAYS } from './hands.ts';
import { openStage } from './stage.ts';

const stage = openStage();

const QUOTE = 'The new tabs take up too much space.';

describe.each(WAYS)('at $width px by $hands', (way) => {
  test('a passage that has changed since it was quoted', async () => {
    const feedback = await stage.house.ask('POST', '/api/v1/feedback', {
      title: 'Tabs',
      text: `Hello. ${QUOTE} Thanks.`,
    });
    const insight = await stage.house.ask('POST', '/api/v1/insights', { title: 'Density is missed' });
    const place = { quote: QUOTE, quoteStart: 7, quoteEnd: 7 + QUOTE.length };
    const link = { kind: 'insight.drawsFrom', from: insight.id, to: feedback.id, fields: place };
    await stage.house.ask('POST', '/api/v1/links', link);
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    await visit.open(`/firefox/item/${insight.key}`);
    const links = page.getByRole('region', { name: 'Links' });
    await links.getByText(QUOTE).waitFor();
    expect(await page.getByText('has changed since it was quoted').count()).toBe(0);

    const edited = 'Hello. The new tabs take up a little more space. Thanks.';
    await stage.house.ask('PATCH', `/api/v1/feedback/${feedback.id}`, { text: edited });
    await links.getByText(`This passage of ${feedback.key} has changed since it was quoted:`).waitFor();
    await links.locator('ins', { hasText: 'little' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);

    await visit.press(links.getByRole('button', { name: 'Quote it as it is now' }));
    await links.getByText('The new tabs take up a little more space.').waitFor();
    await expect.poll(() => page.getByText('has changed since it was quoted').count()).toBe(0);
    const { links: kept } = await stage.house.ask('GET', `/api/v1/items/${insight.id}/links`);
    const { quote, quoteStart, quoteEnd } = kept[0].fields;
    expect(edited.slice(quoteStart, quoteEnd)).toBe(quote);

    await stage.house.ask('PATCH', `/api/v1/feedback/${feedback.id}`, { text: 'Removed.' });
    await links.getByText(`${feedback.key} no longer says this, nor anything like it.`).waitFor();
    await visit.leave();
  });
});
